"""What search must find: `contains(fields, query)`. It shares no code with the search engine.

A query is words, each of which must occur; "a phrase", -what must not, beginning*. Before anything is compared,
texts and query are folded: NFKC, case, accents, traditional to simplified character by character.

A Chinese word occurs where its characters stand together in one text (a paragraph, a title). A word of letters, or
a number (518.7 is one), occurs as a whole; letters and digits are apart. What is made of several such parts, as
20GW单晶 or 招商，引资, occurs where they follow one another in one text with at most punctuation between them: some,
between two Chinese words. Unquoted, a word of letters occurs also in another form of the same stem (`same_stem`).
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

_DATA = json.loads((Path(__file__).parents[1] / "site_builder/search/fold.json").read_text(encoding="utf-8"))
SIMPLE = str.maketrans(_DATA["from"] + "ς", _DATA["to"] + "σ")
HAN = r"々〇ぁ-ゖゝ-ゟァ-ヺー-ヿㄅ-ㄯㆠ-ㆿㇰ-ㇿ㐀-䶿一-鿿가-힣\uf900-\ufaff\U00020000-\U0003fffd"
PART = re.compile(rf"[{HAN}]+|\d+(?:\.\d+)*|[^\W\d_{HAN}]+")


@cache
def fold(text: str) -> str:
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).upper().lower())
    kept = (c for c in text if c in "\u3099\u309a" or unicodedata.category(c)[0] != "M")
    text = unicodedata.normalize("NFC", "".join(kept)).translate(SIMPLE)
    return "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text if unicodedata.category(c) != "Cf")


def pattern(words: str, *, starred: bool) -> re.Pattern[str] | None:
    """What must be found in a text, once that is folded."""
    parts, regex = PART.findall(fold(words)), ""
    for i, part in enumerate(parts):
        han, last = bool(re.match(f"[{HAN}]", part)), i == len(parts) - 1
        before = "" if han else r"(?<!\d)(?<!\d\.)" if part[0].isdecimal() else rf"(?<![^\W\d_{HAN}])"
        after = "" if han or (last and starred) else r"(?!\d|\.\d)" if part[0].isdecimal() else rf"(?![^\W\d_{HAN}])"
        both = i > 0 and han and bool(re.match(f"[{HAN}]", parts[i - 1]))
        between = "" if i == 0 else r"[\W_]" + ("+" if both else "*")
        regex += between + before + re.escape(part) + after
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
