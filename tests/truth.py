"""What search must find: `contains(fields, query)`. It shares no code with the search engine.

A query is words, each of which must occur; "a phrase", -what must not, beginning*. Before anything is compared, texts
and query are folded: NFKC, case, accents, traditional to simplified character by character, đ ħ ł ø ŧ æ œ ß to d h l o
t ae oe ss, digits of any script to 0 to 9. Marks are accents in Latin, Greek, Cyrillic, Hebrew and Arabic only, and not
those of й, ў and ї. A character that came later than Unicode 14 is part of a word, as it stands.

A Chinese word occurs where its characters stand together in one text (a paragraph, a title; a gap and what an editor
supplied end one), and so does one of Thai, Lao, Khmer or Burmese, each letter with its marks. A word of letters, or a
number (518.7 is one), occurs as a whole; letters and digits are apart. What is made of several such parts, as 20GW单晶
or 招商，引资, occurs where they follow one another in one text with at most punctuation between them: some, between two
Chinese words. Unquoted, a word of letters occurs also in another form of the same stem (`same_stem`).
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = json.loads((Path(__file__).parents[1] / "site_builder/search/fold.json").read_text(encoding="utf-8"))
SIMPLE = str.maketrans(_DATA["from"] + "ςđħłøŧ", _DATA["to"] + "σdhlot") | str.maketrans(
    {"æ": "ae", "œ": "oe", "ß": "ss"}
)
HAN = r"々〇ぁ-ゖゝ-ゟァ-ヺー-ヿㄅ-ㄯㆠ-ㆿㇰ-ㇿ㐀-䶿一-鿿가-힣\uf900-\ufaff\U00020000-\U0003fffd"
TIGHT = r"\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff"  # Thai and Lao, Burmese, Khmer
TIGHT_MARK = "".join(
    c
    for c in map(chr, range(0xB000))
    if re.match(f"[{TIGHT}]", c) and unicodedata.category(c)[0] == "M" and c != "\u0ece"
)
LETTER = rf"[^ .\d\u3099\u309a{HAN}{TIGHT}]"
PART = re.compile(rf"[{HAN}]+|[{TIGHT}]+|\d+(?:\.\d+)*|{LETTER}+")
ACCENT = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0898-\u089f\u08ca-\u08ff"
    r"\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\u302a-\u302f\ua66f-\ua67d\ua69e\ua69f\ufb1e"
    r"\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
_RUNS = re.findall("([0-9a-z]+)([A-Z])", _DATA["kinds"])
_ENDS = accumulate(int(length, 36) for length, _ in _RUNS)
_YOUNG = [(chr(end - int(n, 36)), chr(end - 1)) for end, (n, kind) in zip(_ENDS, _RUNS, strict=True) if kind == "N"]
YOUNG = re.compile("([" + "".join(f"{first}-{last}" for first, last in _YOUNG) + "])")


@cache
def fold(text: str) -> str:
    return "".join(part if i % 2 else _fold(part) for i, part in enumerate(YOUNG.split(text)))


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.upper().lower()).upper().lower()
    text = "".join(part if i % 2 else _bare(part) for i, part in enumerate(re.split("([йўї])", text)))
    text = unicodedata.normalize("NFC", text).translate(SIMPLE)
    return "".join(" " if _parts(c) else str(unicodedata.decimal(c, c)) for c in text)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not _vanishes(c))


def _vanishes(char: str) -> bool:
    category = unicodedata.category(char)
    return category == "Cf" or (category[0] == "M" and bool(ACCENT.match(char)))


def _parts(char: str) -> bool:
    """Whether a character is no part of a word, and no point of a number."""
    return unicodedata.category(char)[0] not in "LNM" and unicodedata.category(char) != "Co" and char != "."


def edges(part: str) -> tuple[str, str, bool]:
    """What must not stand before and after a part, and whether it is of a script without spaces."""
    if re.match(f"[{HAN}]", part):
        return "", "", True
    if re.match(f"[{TIGHT}]", part):
        return (f"(?<![{TIGHT}])" if part[0] in TIGHT_MARK else ""), f"(?![{TIGHT_MARK}])", True
    if part[0].isdecimal():
        return r"(?<!\d)(?<!\d\.)", r"(?!\d|\.\d)", False
    return f"(?<!{LETTER})", f"(?!{LETTER})", False


def pattern(words: str, *, starred: bool) -> re.Pattern[str] | None:
    """What must be found in a text, once that is folded."""
    parts, regex = PART.findall(fold(words)), ""
    for i, part in enumerate(parts):
        before, after, unspaced = edges(part)
        both = unspaced and i > 0 and edges(parts[i - 1])[1:] == (after, True)
        regex += "" if i == 0 else "[ .\u3099\u309a]" + ("+" if both else "*")
        open_end = starred and i == len(parts) - 1 and not unspaced
        regex += before + re.escape(part) + ("" if open_end else after)
    return re.compile(regex) if parts else None


def asked(query: str, same_stem: Callable[[str], Iterable[str]]) -> Iterator[tuple[bool, list[re.Pattern[str]]]]:
    """Each part of a query: whether it must be absent, and what it may be found as."""
    query = query.translate(str.maketrans("＂－＊", '"-*'))
    for minus, straight, curly, word in re.findall(r'(-?)(?:"([^"]*)"|“([^”]*)”|(\S+))', query):
        starred = word.endswith("*")
        alone = word and not starred and PART.fullmatch(fold(word))
        forms = same_stem(fold(word)) if alone else [word or straight or curly]
        wanted = [pattern(form, starred=starred) for form in forms]
        if any(wanted):
            yield bool(minus), [found for found in wanted if found]


def contains(
    fields: Iterable[tuple[str, Iterable[str]]], query: str, same_stem: Callable[[str], Iterable[str]] = lambda w: [w]
) -> bool:
    """Whether an article, given as its fields and their texts, is a result of a query."""
    texts = [fold(text) for _, values in fields for text in values]
    parts = list(asked(query, same_stem))
    return bool(parts) and all(
        any(one.search(text) for text in texts for one in wanted) != minus for minus, wanted in parts
    )


def occurrences(
    fields: Iterable[tuple[str, Iterable[str]]], query: str, same_stem: Callable[[str], Iterable[str]] = lambda w: [w]
) -> list[str]:
    """The fields of the places in an article at which a word of the query begins, in order."""
    wanted = [one for minus, found in asked(query, same_stem) if not minus for one in found]
    anywhere = [re.compile(f"(?={one.pattern})") for one in wanted]
    return [
        name
        for name, values in fields
        for text in values
        for _ in sorted({m.start() for one in anywhere for m in one.finditer(fold(text))})
    ]
