"""Cut text into the keys under which the search index knows it.

Chinese has no spaces, and no two segmenters cut it alike. So nothing is segmented: each run of CJK characters is
written as its overlapping pairs and, at its end, the last character alone. A word of two or more characters is then
a chain of pairs that stand one after another, wherever a segmenter would have cut it.

    招商引资，20GW  ->  招商 商引 引资 资0 20z gw0

Thai, Lao, Khmer and Burmese have no spaces between words either: of them the pairs are of clusters, a letter with the
marks over and under it. Letters and digits are kept apart (20GW is 20 and gw), a number keeps its decimal point (518.7
is one token), and everything is folded first: NFKC (full width is half width), case, accents, traditional characters
to simplified, digits of any script to 0 to 9. What the characters are `fold.json` says, not the Unicode of this Python.

A key says what it is by its end: a pair is two CJK characters; a last character or a word of letters ends in `0`,
a number in `z`, its points written `p`. A cluster ends in `9`, and a pair of them in `0` too. The keys hold letters and
digits only, since Pagefind drops or splits at anything else: a vowel sign, a private or a new character is written as
its number, in the digits 1 to 8, and a `9`. So no key is the beginning of another, and Pagefind, which looks for all
words *beginning* with what is asked and falls back to shorter ones, can only find the very word or nothing. A prefix
search is the key without its end.

`static/search/query/` does the same in the browser; `tests/vectors/tokens.json` holds both to it.
"""

import itertools
import json
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

CJK = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
)
# Thai and Lao, Burmese, Khmer; and of these the marks, which stand with the letter before.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff"
MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\ua9e5\uaa7b-\uaa7d\u17b4-\u17d3\u17dd"
)
# The marks that tell が from か are letters' parts, not accents.
KANA_MARKS = "\u3099\u309a"

# Of a folded text, in which whatever parts words is a space.
TOKEN = re.compile(
    rf"(?P<cjk>[{CJK}]+)|(?P<number>[0-9]+(?:\.[0-9]+)*)|(?P<unspaced>[{UNSPACED}]+)"
    rf"|[^ .0-9{KANA_MARKS}{CJK}{UNSPACED}]+"
)
_CLUSTER = re.compile(rf".[{MARKS}]*")
_RARE = re.compile("[\uf900-\ufaff\U00020000-\U0003fffd]")  # of CJK, what may be new

# й, ў and ї are letters, not accented ones, though they may be written in two characters: of these marks those stay
# that make one of them.
_LETTERS_OF_TWO = "йўї"
_PART_OR_ACCENT = re.compile("(?<![иу])\u0306|(?<!і)\u0308")


@lru_cache(maxsize=1)
def fold_data() -> str:
    """The text of the table of characters."""
    return (Path(__file__).with_name("fold.json")).read_text(encoding="utf-8")


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character when it is first met."""

    def __init__(self) -> None:
        table = json.loads(fold_data())
        digits = {chr(ord(zero) + n): str(n) for zero in table["zeros"] for n in range(10)}
        self._plain: dict[str, str] = dict(zip(table["from"], table["to"], strict=True)) | table["letters"] | digits
        runs = re.findall("([0-9a-z]+)([A-Z])", table["kinds"])
        self._starts = list(itertools.accumulate((int(length, 36) for length, _ in runs), initial=0))
        self._kinds: list[str] = [kind for _, kind in runs]

    def __missing__(self, point: int) -> str:
        self[point] = folded = self._fold(chr(point))
        return folded

    def kind(self, char: str) -> str:
        """What a character is to the search (see `kind` in tools/fold_table.py)."""
        return self._kinds[bisect_right(self._starts, ord(char)) - 1]

    def _fold(self, char: str) -> str:
        """One character, without its accents; a new one stands apart from what could be composed with it."""
        if self.kind(char) == "N":
            return f"\0{char}\0"
        if char in "\u0306\u0308":
            return char
        lower = unicodedata.normalize("NFKC", char).upper().lower()
        if lower in _LETTERS_OF_TWO:
            return lower
        return unicodedata.normalize("NFC", "".join(map(self._bare, unicodedata.normalize("NFD", lower))))

    def _bare(self, char: str) -> str:
        kind = self.kind(char)
        return "" if kind == "V" else " " if kind == "S" else self._plain.get(char, char)


class _Escapes(dict[int, str]):
    """A table for `str.translate` that writes as a number what Pagefind does not take for part of a word."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        number = f"{point:o}".translate(_UP_BY_ONE) + "9"
        self[point] = written = number if _folding().kind(char) in "EN" else char
        return written


_UP_BY_ONE = str.maketrans("01234567", "12345678")
_ESCAPES = _Escapes()


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    return _Folding()


def fold(text: str) -> str:
    """The text as it is compared: width, case, accents and the traditional form of characters do not count, and
    whatever parts words is a space."""
    folded = text.translate(_folding())
    if "\0" not in folded:
        return _composed(folded)
    return "".join(part if n % 2 else _composed(part) for n, part in enumerate(folded.split("\0")))


def _composed(folded: str) -> str:
    if "\u0306" in folded or "\u0308" in folded:
        folded = _PART_OR_ACCENT.sub("", folded)
    return unicodedata.normalize("NFC", folded)


def keys(text: str) -> list[str]:
    """The keys of one text, in reading order."""
    found: list[str] = []
    folded = fold(text)
    rare = _RARE.search(folded) is not None
    for match in TOKEN.finditer(folded):
        word, kind = match.group(), match.lastgroup
        if kind == "cjk":
            units = [char.translate(_ESCAPES) for char in word] if rare else word
            found += map("".join, itertools.pairwise(units))
            found.append(units[-1] + "0")
        elif kind == "number":
            found.append(word.replace(".", "p") + "z")
        elif kind == "unspaced":
            found += _pairs_of_clusters(word)
        else:
            found.append((word if word.isascii() else word.translate(_ESCAPES)) + "0")
    return found


def _pairs_of_clusters(word: str) -> list[str]:
    units = [cluster.translate(_ESCAPES) + "9" for cluster in _CLUSTER.findall(word)]
    return [*(first + second[:-1] + "0" for first, second in itertools.pairwise(units)), units[-1] + "0"]
