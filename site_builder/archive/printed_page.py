"""The page of the paper that an article stands on, as front matter names it: `1`, `A3`, `第01版`, `p. 4`, `副刊`."""

import re
from functools import lru_cache

import msgspec

Rank = tuple[int, str, int, str]


class PrintedPage(msgspec.Struct, frozen=True):
    """A page's name without the words around it ("" for none), and where it stands among the pages of its issue."""

    name: str
    rank: Rank


_WORDS = re.compile(r"(?:第|[Pp]ages?\b\.?|[Pp]p?\.|pp?(?=\s?\d)|版次|版面)[\s:：]*(?=\S)")
_NUMBER = re.compile(r"([A-Za-z]{0,3})[ -]?0*(\d{1,6})\s*(?:版面?|[頁页面])?")
_CHINESE = re.compile(r"(头|頭|[〇零一二三四五六七八九十]{1,3})[版頁页面]")
# After the number may stand other pages, or a remark.
_FURTHER = re.compile(r"\s*(?:[-–—~,，、;；:：/&+（(\[]|和|及|至|到|and\b|\s|$)")
_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}


@lru_cache(maxsize=1 << 12)
def printed_page(text: str) -> PrintedPage:
    """The page that a text names; of several the first, on which the article begins."""
    words = _WORDS.sub("", " ".join(text.split()), count=1)
    if not words:
        return PrintedPage("", (3, "", 0, ""))
    if chinese := _CHINESE.match(words):
        number = _chinese_number(chinese[1])
        return PrintedPage(str(number), (0, "", number, ""))
    found = _NUMBER.match(words)
    if found and _FURTHER.match(words, found.end()):
        letters, number = found[1].upper(), int(found[2])
        return PrintedPage(f"{letters}{number}", (1 if letters else 0, letters, number, ""))
    # Words: in the order of their characters, but numbers in them by their value.
    first, digits, rest = _PARTS.findall(words)[0]
    return PrintedPage(words, (2 if first else 0, first.casefold(), int(digits or 0), rest.casefold()))


_PARTS = re.compile(r"(\D*)(\d{0,9})(.*)", re.DOTALL)


def _chinese_number(text: str) -> int:
    if text in ("头", "頭"):
        return 1
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in text))
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
