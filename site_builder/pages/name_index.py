"""The index of all tags, people, authors or sections.

Up to some hundred names stand on one page, in columns. More are cut by first letter, and a letter with too many into
ranges. If nearly all begin with one letter (第1版, 第2版 …) no letters are shown. A box finds a name among many: its
script loads the part of the list that may hold it (`NamePart`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from site_builder.archive.terms import Term
from site_builder.pages.name_order import OrderedName, in_order
from site_builder.pages.names import kind_name, link, most_used
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import Link, View

_ON_ONE_PAGE = 600  # names
_MOST_USED = 100
_NEARLY_ALL = 0.8
_FEW = 60  # names, among which no way to the letters is needed
_LABEL = 8  # characters of a name that says where a range begins or ends
_PART = 20_000  # characters of a list that a script loads


class IndexedName(msgspec.Struct, frozen=True, gc=False):
    """A name in an index; a `letter` that begins with it has an `anchor`."""

    text: str
    href: str
    count: int
    reading: str = ""
    letter: str = ""
    anchor: str = ""


class Letter(msgspec.Struct, frozen=True):
    """A way into an index: a letter, or a range of names."""

    text: str
    href: str
    count: int
    current: bool = False


class NamesPage(View, frozen=True, kw_only=True):
    """An index of names, or a part of it. `finder` is the script by which a box finds one among all."""

    heading: str
    count: int
    breadcrumbs: tuple[Link, ...] = ()
    finder: str = ""
    letters: tuple[Letter, ...] = ()
    ranges: tuple[Letter, ...] = ()
    most_used: tuple[Link, ...] = ()
    names: tuple[IndexedName, ...] = ()


class NamePart(View, frozen=True, kw_only=True):
    """A part of the list of names, as a script that hands it over."""

    script: str


def index(context: PlanContext, kind: str, terms: Sequence[Term]) -> Iterator[Page]:
    """The index of a kind; one of many names has a page for each letter."""
    authority = context.archive.authorities[kind]
    names = in_order(terms, {name: authority.reading(name) for name in authority.by_name})
    groups = _by_letter(names)
    title, address = kind_name(context, kind), f"{kind}/index.html"
    if len(names) <= _ON_ONE_PAGE:
        has_letters = len(groups) > 1
        listed = tuple(name for letter, some in groups.items() for name in _listed(some, letter if has_letters else ""))
        letters = tuple(Letter(letter, f"{address}#{_anchor(letter)}", len(some)) for letter, some in groups.items())
        view = NamesPage(
            title=title, kind=kind, heading=title, count=len(names), names=listed,
            letters=letters if len(names) > _FEW and len(groups) > 1 else (),
        )  # fmt: skip
        yield Page(address, "names.html", view)
        return
    view = NamesPage(
        title=title, kind=kind, heading=title, count=len(names), finder=f"{kind}/index/find.js",
        letters=_letters(kind, groups), ranges=_ranges(kind, groups) if len(groups) == 1 else (),
        most_used=most_used(context, kind, _MOST_USED),
    )  # fmt: skip
    yield Page(address, "names.html", view)
    for letter in groups:
        yield from _letter(context, kind, letter, groups)
    yield from _finder(kind, names)


_Groups = dict[str, list[OrderedName]]


def _by_letter(names: Sequence[OrderedName]) -> _Groups:
    """Names by their letter; all of them under one if it has nearly all."""
    groups: _Groups = defaultdict(list)
    for name in names:
        groups[name.letter].append(name)
    largest = max(groups, key=lambda letter: len(groups[letter]))
    return {largest: list(names)} if len(groups[largest]) > _NEARLY_ALL * len(names) else dict(groups)


def _listed(names: Sequence[OrderedName], letter: str = "") -> Iterator[IndexedName]:
    """Names of one letter, which the first of them carries."""
    for name in names:
        found = link(name.term)
        anchor = _anchor(letter) if letter else ""
        yield IndexedName(found.text, found.href, found.count, name.reading, letter, anchor)
        letter = ""


def _parts(names: Sequence[OrderedName]) -> list[Sequence[OrderedName]]:
    return [names[start : start + _ON_ONE_PAGE] for start in range(0, len(names), _ON_ONE_PAGE)]


def _anchor(letter: str) -> str:
    """What stands for a letter in an address."""
    return (
        letter.lower()
        if letter.isascii() and letter.isalpha()
        else "other"
        if letter.isascii()
        else f"u{ord(letter):x}"
    )


def _letter_address(kind: str, letter: str, number: int = 1) -> str:
    return f"{kind}/index/{_anchor(letter)}{f'-{number}' if number > 1 else ''}.html"


def _letters(kind: str, groups: _Groups, current: str = "") -> tuple[Letter, ...]:
    if len(groups) == 1:
        return ()
    return tuple(
        Letter(letter, _letter_address(kind, letter), len(names), letter == current) for letter, names in groups.items()
    )


def _ranges(kind: str, groups: _Groups, letter: str = "", current: int = 0) -> tuple[Letter, ...]:
    """The parts of a letter, by their first and last names; none where one page holds it."""
    letter = letter or next(iter(groups))
    parts = _parts(groups[letter])
    ends = [(_label(part[0]), _label(part[-1])) for part in parts]
    return tuple(
        Letter(f"{first} – {last}", _letter_address(kind, letter, number), len(part), number == current)
        for number, (part, (first, last)) in enumerate(zip(parts, ends, strict=True), 1)
        if len(parts) > 1
    )


def _label(name: OrderedName) -> str:
    text = name.term.name
    return text if len(text) <= _LABEL + 1 else text[:_LABEL] + "…"


def _letter(context: PlanContext, kind: str, letter: str, groups: _Groups) -> Iterator[Page]:
    title = kind_name(context, kind)
    breadcrumbs = (Link(title, f"{kind}/index.html"),)
    for number, part in enumerate(_parts(groups[letter]), 1):
        ranges = _ranges(kind, groups, letter, number)
        shown = ranges[number - 1].text if ranges else letter
        view = NamesPage(
            title=f"{title}: {shown}", kind=kind, heading=f"{title}: {shown}", count=len(groups[letter]),
            breadcrumbs=breadcrumbs, finder=f"{kind}/index/find.js", letters=_letters(kind, groups, letter),
            ranges=ranges, names=tuple(_listed(part)),
        )  # fmt: skip
        yield Page(_letter_address(kind, letter, number), "names.html", view)


def _finder(kind: str, names: Sequence[OrderedName]) -> Iterator[Page]:
    """The list of all names for a script: parts by how they begin, and what says which part to load."""
    parts = _cut([(name.letters, len(name.letters) + 2 * len(name.term.address), name) for name in names])
    beginnings = {}
    for start, some in parts.items():
        file = f"{kind}/index/find/{_part_name(start)}.js"
        characters = dict.fromkeys(name.term.name[:1].lower() for name in some)
        beginnings[_part_name(start)] = [start, "".join(characters)]
        entries = [(name.term.name, name.letters, name.term.address, len(name.term.articles)) for name in some]
        yield Page(file, "names.js", NamePart(title="", script=_script(_part_name(start), entries)))
    yield Page(f"{kind}/index/find.js", "names.js", NamePart(title="", script=_script("", beginnings)))


def _cut(names: Sequence[tuple[str, int, OrderedName]]) -> dict[str, list[OrderedName]]:
    """Names, each with its reading and size, in parts that a script can load, by how the readings of a part begin."""
    all_letters = [letters for letters, _, _ in names]
    pairs = zip(min(all_letters), max(all_letters), strict=False)
    start = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if sum(size for _, size, _ in names) <= _PART:
        return {start: [name for _, _, name in names]}
    found: dict[str, list[tuple[str, int, OrderedName]]] = defaultdict(list)
    for entry in names:
        found[entry[0][: len(start) + 1]].append(entry)
    same = [name for _, _, name in found.pop(start, [])]
    parts = {start: same} if same else {}
    for some in found.values():
        parts |= _cut(some)
    return parts


def _part_name(start: str) -> str:
    """A name for the file of a part; none that a system keeps for a device."""
    return "n-" + "".join(char if char.isascii() and char.isalnum() else f"{ord(char):x}-" for char in start[:40])


def _script(name: str, value: object) -> str:
    return f'siteNames("{name}",{msgspec.json.encode(value).decode()})\n'
