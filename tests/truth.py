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

    all    = { ["-"] near }                              each must hold, or after "-" must not
    near   = any { "~" [number] any }                    10 if no number is given
    any    = one { "|" one }
    one    = [field ":"] ( word | "phrase" | "(" all ")" )

`a ~5 b` are places of a and b in one field that have at most five characters or words between them, in either order,
and share none; of `a ~5 b ~5 c`, b is one and the same place. A character is one of a writing without spaces, with its
marks; the end of a paragraph counts as one more. Only words, phrases and alternatives of these can be near.

An operator that joins nothing is passed over. Elsewhere its character is punctuation: a hyphen or a parenthesis inside
of a word, a colon after what is no field. A parenthesis, or a quotation mark, is one at the beginning of a word only,
and a parenthesis no more inside of twenty others.
"""

import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

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
    return re.compile(f"(?=({regex}))") if parts else None  # so that those are found that overlap


# What stands at the beginning of a part of a query, by what it is; a word is what is left.
PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」')
NEAR = re.compile(r'~([0-9０-９]*)(?=[\s"“「()|]|$)')
MINUS = re.compile(r"-(?=[^\s|)])")
FIELD = re.compile(r'([^\s"“「()|:~-][^\s"“「()|:]*):')
BAR, OPEN, CLOSE, SPACE = map(re.compile, (r"\|", r"\(", r"\)", r"\s*"))
HALF_WIDTH = str.maketrans("＂－＊｜～〜：（）", '"-*|~~:()')
NAMES = {
    name: field
    for field, names in {
        "title": "title headline 标题", "kicker": "kicker 引题", "deck": "deck 副题", "body": "body text 正文",
        "byline": "byline by author 作者", "dateline": "dateline 电头", "section": "section 栏目", "tags": "tags tag 标签",
        "mentions": "mentions person people 人物", "summary": "summary 摘要", "corrections": "corrections correction 更正",
    }.items()
    for name in names.split()
}  # fmt: skip

Same = Callable[[str], Iterable[str]]
Fields = Iterable[tuple[str, Iterable[str]]]
Place = tuple[
    int, int
]  # the first of its characters and words, and what follows on the last; counted through all texts


class Word(NamedTuple):
    """A word or a phrase, by what it may be found as, and the field it must stand in."""

    forms: list[re.Pattern[str]]
    field: str


class Any(NamedTuple):
    parts: list["Node"]


class Near(NamedTuple):
    parts: list["Node"]
    within: list[int]


class All(NamedTuple):
    parts: list[tuple[bool, "Node"]]  # whether it must not hold


Node = Word | Any | Near | All


class Reader:
    """Reads a query from its beginning."""

    def __init__(self, query: str, same_stem: Same) -> None:
        self.text, self.at, self.same_stem = query.translate(HALF_WIDTH), 0, same_stem

    def sees(self, what: re.Pattern[str]) -> re.Match[str] | None:
        return what.match(self.text, SPACE.match(self.text, self.at).end())  # type: ignore[union-attr]

    def take(self, what: re.Pattern[str]) -> re.Match[str] | None:
        if found := self.sees(what):
            self.at = found.end()
        return found

    def all(self, field: str = "", *, depth: int = 0) -> Node | None:
        parts: list[tuple[bool, Node]] = []
        while self.sees(re.compile(r"\S")) and not (depth and self.sees(CLOSE)):
            if self.take(BAR) or self.take(NEAR):
                continue
            minus = bool(self.take(MINUS))
            first, *others = self.near(field, depth=depth)
            parts += [(minus, first)] if first else []
            parts += [(False, node) for node in others if node]
        return parts[0][1] if len(parts) == 1 and not parts[0][0] else All(parts) if parts else None

    def near(self, field: str, *, depth: int) -> list[Node | None]:
        """Mostly one; more, where something else than a place was to be near. None is punctuation."""
        chains: list[tuple[list[Node], list[int]]] = []
        _, node = self.any(field, depth=depth)
        chains.append(([node] if node else [], []))
        while sign := self.take(NEAR):
            given, after = self.any(field, depth=depth)
            if node and after and is_place(node) and is_place(after):
                chains[-1][0].append(after)
                chains[-1][1].append(int(sign[1] or 10))
            else:
                chains.append(([after] if after else [], []))
            node = after
            if not given:
                break
        return [Near(nodes, within) if within else nodes[0] if nodes else None for nodes, within in chains]

    def any(self, field: str, *, depth: int) -> tuple[bool, Node | None]:
        """Whether there is one, and what it says: nothing, if it is punctuation."""
        given, node = self.one(field, depth=depth)
        found = [node]
        while given and self.take(BAR):
            another, node = self.one(field, depth=depth)
            found.append(node if another else None)
        nodes = [n for one in found if one for n in (one.parts if isinstance(one, Any) else [one])]
        return given, Any(nodes) if len(nodes) > 1 else nodes[0] if nodes else None

    def one(self, field: str, *, depth: int) -> tuple[bool, Node | None]:
        if not self.sees(re.compile(r"\S")) or self.sees(BAR) or self.sees(NEAR) or self.sees(MINUS):
            return False, None
        if depth and self.sees(CLOSE):
            return False, None
        named = self.sees(FIELD)
        if named and (name := fold(named[1])) in NAMES:
            self.take(FIELD)
            while self.take(MINUS):
                pass
            return True, self.one(NAMES[name], depth=depth)[1]
        if depth < 20 and self.take(OPEN):
            node = self.all(field, depth=depth + 1)
            self.take(CLOSE)
            return True, node
        if phrase := self.take(PHRASE):
            return True, word([next(one for one in phrase.groups() if one is not None)], field, starred=False)
        return True, self.word(field, depth=depth)

    def word(self, field: str, *, depth: int) -> Node | None:
        """Up to a space, a bar, or the parenthesis that closes what it stands in."""
        start = self.at = SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
        for char in self.text[start:]:
            own = self.text[start : self.at]
            if char.isspace() or char == "|" or (char == ")" and depth and own.count("(") <= own.count(")")):
                break
            self.at += 1
        text = self.text[start : self.at]
        starred = text.endswith("*")
        alone = not starred and PART.fullmatch(fold(text))
        return word(self.same_stem(fold(text)) if alone else [text], field, starred=starred)


@lru_cache(maxsize=4)  # one query is asked of many articles
def read(query: str, same_stem: Same) -> Node | None:
    return Reader(query, same_stem).all()


def word(forms: Iterable[str], field: str, *, starred: bool) -> Node | None:
    found = [one for form in forms if (one := pattern(form, starred=starred))]
    return Word(found, field) if found else None


def is_place(node: Node) -> bool:
    return isinstance(node, Word) or (isinstance(node, Any) and all(isinstance(part, Word) for part in node.parts))


UNIT = re.compile(rf"[{HAN}]|[{TIGHT}][{TIGHT_MARK}]*|\d+(?:\.\d+)*|{LETTER}+")


@cache
def units(text: str) -> list[int]:
    """Where the characters and words of a folded text begin."""
    return [unit.start() for unit in UNIT.finditer(text)]


class Texts:
    """The texts of an article, folded, and where their characters and words stand."""

    def __init__(self, fields: Fields) -> None:
        self.texts: list[tuple[str, str, int]] = []
        self.field_of: list[str] = []
        for field, values in fields:
            for text in map(fold, values):
                self.texts.append((field, text, len(self.field_of)))
                self.field_of += [field] * (len(units(text)) + 1)

    def places(self, words: Word) -> set[Place]:
        return {
            (first + bisect_right(units(text), match.start()) - 1, first + bisect_left(units(text), match.end(1)))
            for field, text, first in self.texts
            if words.field in ("", field)
            for one in words.forms
            for match in one.finditer(text)
        }

    def matches(self, node: Node) -> set[Place] | None:
        """The places for which it holds; None if it does not."""
        if isinstance(node, Word):
            return self.places(node) or None
        if isinstance(node, Any):
            found = [places for part in node.parts if (places := self.matches(part)) is not None]
            return set().union(*found) if found else None
        if isinstance(node, Near):
            chains = [(place,) for place in self.matches(node.parts[0]) or ()]
            links = []
            for part, within in zip(node.parts[1:], node.within, strict=True):
                after = self.matches(part) or set()
                links.append({(a, b) for (*_, a) in chains for b in after if self.near(a, b, within)})
                chains = [(b,) for b in {b for _, b in links[-1]}]
            return linked(links) or None
        held = [(minus, self.matches(part)) for minus, part in node.parts]
        if any((places is None) != minus for minus, places in held):
            return None
        return set().union(*(places for minus, places in held if not minus and places))

    def near(self, a: Place, b: Place, within: int) -> bool:
        between = max(a[0], b[0]) - min(a[1], b[1])
        return 0 <= between <= within and self.field_of[a[0]] == self.field_of[b[0]]


def linked(links: list[set[tuple[Place, Place]]]) -> set[Place]:
    """The places from which a chain leads through all links."""
    found: set[Place] = set()
    ends = {b for _, b in links[-1]}
    for link in reversed(links):
        kept = {(a, b) for a, b in link if b in ends}
        found |= {place for pair in kept for place in pair}
        ends = {a for a, _ in kept}
    return found


def contains(fields: Fields, query: str, same_stem: Same = lambda w: [w]) -> bool:
    """Whether an article, given as its fields and their texts, is a result of a query."""
    node = read(query, same_stem)
    return node is not None and Texts(fields).matches(node) is not None


def occurrences(fields: Fields, query: str, same_stem: Same = lambda w: [w]) -> list[str]:
    """The fields of the places in an article at which something begins for which the query holds, in order."""
    node, texts = read(query, same_stem), Texts(fields)
    return [texts.field_of[first] for first in sorted({a for a, _ in (node and texts.matches(node)) or ()})]
