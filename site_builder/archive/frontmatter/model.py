"""The front matter of an article: its keys, what they mean, and what makes a value wrong.

How others spell these keys is in `keys`.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import get_args

import msgspec

from site_builder.common.dates import Date, DateError, parse_date
from site_builder.common.languages import language_hint, language_tag
from site_builder.common.lines import Range, parse_range
from site_builder.common.problems import Level, Problem
from site_builder.common.yamlfile import line_of


class Status(StrEnum):
    """How far an article can be trusted; of one that has none nothing is said."""

    UNCHECKED = "unchecked"  # split from its page by a program, and read by nobody
    CHECKED = "checked"


class TitleOrigin(StrEnum):
    """Whether the headline stood in the paper or was devised by the cataloguer."""

    PRINTED = "printed"
    SUPPLIED = "supplied"


class Writing(StrEnum):
    """How the lines of a text run: from left to right, or from top to bottom."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class Contributor(msgspec.Struct, frozen=True, gc=False):
    """A name of the byline and what the paper says the person did."""

    name: str
    role: str = ""


class Source(msgspec.Struct, frozen=True):
    """Where an article stands: a file of `pages/`, and its lines in reading order."""

    file: str
    sha256: str = ""
    lines: tuple[str, ...] = ()

    @property
    def ranges(self) -> tuple[Range, ...]:
        """`lines` as numbers; they were checked when the article was read."""
        return tuple(parse_range(item) for item in self.lines)


class Note(msgspec.Struct, frozen=True):
    """An editor's note on the words `at` (on the whole article where there are none)."""

    text: str
    at: str = ""


class Doubt(msgspec.Struct, frozen=True):
    """What the machine that split a page is not sure of, and the lines of the page that it concerns."""

    text: str
    lines: str = ""


class Correction(msgspec.Struct, frozen=True):
    """A correction made after publication; the printed words stay."""

    date: str
    text: str


class Withdrawal(msgspec.Struct, frozen=True):
    """Why an article's text is not shown any more."""

    date: str
    reason: str


class Redaction(msgspec.Struct, frozen=True):
    """Words of an article that are not shown, since when, and why."""

    text: str
    date: str
    reason: str


class Check(msgspec.Struct, frozen=True):
    """Who compared an article with its source, and when."""

    by: str = ""
    date: str = ""


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The keys of the front matter, as docs/writing.md describes them."""

    title: str
    date: str
    title_origin: TitleOrigin = TitleOrigin.PRINTED
    kicker: str = ""
    deck: tuple[str, ...] = ()
    date_note: str = ""
    byline: tuple[Contributor, ...] = ()
    byline_printed: str = ""
    dateline: str = ""
    publication: str = ""
    section: str = ""
    page: str = ""
    issue: str = ""
    tags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()  # people in the text
    summary: str = ""
    language: str = ""
    writing: Writing | None = None
    rights: str = ""
    source: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    status: Status | None = None
    checked: Check | None = None
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    redactions: tuple[Redaction, ...] = ()
    aliases: tuple[str, ...] = ()
    draft: bool = False
    private: bool = False
    publish_date: str = ""
    expiry_date: str = ""


_TYPES = FrontMatter.__annotations__
LISTS = tuple(name for name, kind in _TYPES.items() if getattr(kind, "__origin__", None) is tuple)
PARTS = {  # the keys within the value of a key, or within each of its entries
    name: frozenset(part.__struct_fields__)
    for name, kind in _TYPES.items()
    for part in get_args(kind)
    if hasattr(part, "__struct_fields__")
}


class KeyLines:
    """Finds the line of a key only when a message needs it."""

    def __init__(self, path: str, first: int, text: str, *, spelled: Mapping[str, str]) -> None:
        """`spelled` are the keys as the text has them, by our name."""
        self.path, self.first, self.text, self.spelled = path, first, text, spelled

    def problem(self, message: str, hint: str, *steps: str, level: Level = Level.ERROR) -> Problem:
        """A problem of the value that `steps`, keys and positions, lead to."""
        there = [self.spelled.get(steps[0], steps[0]), *steps[1:]]
        return Problem(self.path, self.first + line_of(self.text, there), message, hint, level)


def check(front: FrontMatter, lines: KeyLines) -> tuple[Date | None, list[Problem]]:
    """What the types cannot say."""
    problems = []
    if not front.title.strip():
        problems.append(
            lines.problem("“title” is empty", "give a title, with title_origin: supplied if none is printed", "title")
        )
    try:
        date = parse_date(front.date)
    except DateError as error:
        problems.append(lines.problem(f"“date”: {error}", error.hint, "date"))
        date = None
    if front.language and not language_tag(front.language):
        message = f"“language”: “{front.language}” is no language tag"
        problems.append(lines.problem(message, language_hint(front.language), "language"))
    for number, source in enumerate(front.source):
        for item in source.lines:
            try:
                parse_range(item)
            except ValueError as error:
                problems.append(lines.problem(f"“source”: {error}", "", "source", str(number), "lines"))
    problems += _too_many(front, lines)
    for key, text in _days(front):
        try:
            parse_date(text)
        except DateError as error:
            problems.append(lines.problem(f"“{key}”: {error}", "write the day, such as 2024-02-19", key))
    return date, problems


_MOST = 1000  # entries of a list, which nobody reads to its end
_MOST_LINES = 10_000  # ranges of lines that an article was made from


def _too_many(front: FrontMatter, lines: KeyLines) -> list[Problem]:
    """Lists that no article has, and that would make a page for each of a hundred thousand names."""
    long = [(key, len(getattr(front, key)), _MOST) for key in LISTS]
    long += [("source", len(source.lines), _MOST_LINES) for source in front.source]
    hint = "keep those that belong to this article"
    return [
        lines.problem(f"“{key}”: {count:,} entries, and there may be {most:,}", hint, key)
        for key, count, most in long
        if count > most
    ]


def _days(front: FrontMatter) -> Iterator[tuple[str, str]]:
    """The days that are named beside that of publication, with their keys."""
    for key in ("publish_date", "expiry_date"):
        if getattr(front, key):
            yield key, getattr(front, key)
    for correction in front.corrections:
        yield "corrections", correction.date
    for redaction in front.redactions:
        yield "redactions", redaction.date
    if front.withdrawn:
        yield "withdrawn", front.withdrawn.date
    if front.checked and front.checked.date:
        yield "checked", front.checked.date
