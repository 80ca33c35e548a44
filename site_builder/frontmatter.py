"""The front matter of an article: its keys, the spellings of others that are accepted, and what makes a value wrong.

The common spellings of Hugo, Jekyll, Pelican and Eleventy are accepted; see `_ALIASES`.
"""

from enum import StrEnum
from typing import Any

import msgspec

from site_builder.config import LANGUAGE
from site_builder.dates import Date, DateError, parse_date
from site_builder.lines import Range, parse_range
from site_builder.problems import Problem
from site_builder.yamlfile import line_of


class Status(StrEnum):
    """How far an article can be trusted."""

    DRAFT = "draft"
    CHECKED = "checked"


class TitleOrigin(StrEnum):
    """Whether the headline stood in the paper or was devised by the cataloguer."""

    PRINTED = "printed"
    SUPPLIED = "supplied"


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
    """What the machine that made a draft is not sure of, and the lines of the page that it concerns."""

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


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The keys of the front matter, as the README describes them."""

    title: str
    date: str
    title_origin: TitleOrigin = TitleOrigin.PRINTED
    kicker: str = ""
    deck: tuple[str, ...] = ()
    date_note: str = ""
    byline: tuple[Contributor, ...] = ()
    byline_printed: str = ""
    dateline: str = ""
    section: str = ""
    page: str = ""
    issue: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    language: str = ""
    rights: str = ""
    source: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    status: Status = Status.CHECKED
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    aliases: tuple[str, ...] = ()


# their spelling → ours
_ALIASES = {
    "author": "byline", "authors": "byline", "category": "section", "categories": "section", "sections": "section",
    "keywords": "tags", "tag": "tags", "description": "summary", "excerpt": "summary", "lang": "language",
    "subtitle": "deck", "redirect_from": "aliases", "slug_aliases": "aliases", "license": "rights",
}  # fmt: skip
_KNOWN = frozenset(FrontMatter.__struct_fields__)
_LISTS = frozenset({"deck", "tags", "aliases", "byline", "source", "notes", "doubts", "corrections"})


class Lines:
    """Finds the line of a key only when a message needs it."""

    def __init__(self, path: str, first: int, text: str) -> None:
        self.path, self.first, self.text = path, first, text

    def problem(self, message: str, hint: str, *steps: str) -> Problem:
        """A problem of the value that `steps`, keys and positions, lead to."""
        return Problem(self.path, self.first + line_of(self.text, list(steps)), message, hint)


def normalise(keys: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Known keys in our spelling and form, and the others."""
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in keys.items():
        lower = key.lower()
        name = lower if lower in _KNOWN else _ALIASES.get(lower, lower)
        if name not in _KNOWN:
            extra[key] = value
        elif name not in known or name == lower:
            known[name] = _form(name, value)
    if str(extra.get("draft", "")).lower() in ("true", "yes") or str(extra.get("published", "")).lower() == "false":
        known.setdefault("status", "draft")
    absent = [key for key, value in known.items() if value in ("", []) and key not in ("title", "date")]
    for key in absent:
        del known[key]
    return known, extra


def _form(name: str, value: Any) -> Any:
    """A single value where a list is meant; “a, b” for tags; names for a byline; numbers for lines."""
    if name in _LISTS and isinstance(value, str):
        value = [item.strip() for item in value.split(",")] if name == "tags" else [value]
        value = [item for item in value if item]
    if name in _LISTS and isinstance(value, dict):
        value = [value]
    if name == "section" and isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, list):
        return value
    if name == "tags":
        return [item.strip() if isinstance(item, str) else item for item in value if not _blank(item)]
    if name == "byline":
        people = [{"name": item} if isinstance(item, str) else item for item in value]
        return [item for item in people if not (isinstance(item, dict) and _blank(item.get("name", "?")))]
    if name in ("notes", "doubts"):
        return [{"text": item} if isinstance(item, str) else item for item in value]
    if name == "source":
        return [_source(item) for item in value]
    return value


def _blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _source(item: Any) -> Any:
    if isinstance(item, str):
        return {"file": item}
    if isinstance(item, dict) and isinstance(item.get("lines"), str):
        return {**item, "lines": [part.strip() for part in item["lines"].split(",") if part.strip()]}
    return item


def check(front: FrontMatter, lines: Lines) -> tuple[Date | None, list[Problem]]:
    """What the types cannot say."""
    problems = []
    if not front.title.strip():
        problems.append(
            lines.problem("“title” is empty", "give a title, with title_origin: supplied if none is printed", "title")
        )
    try:
        date = parse_date(front.date)
    except DateError as fault:
        problems.append(lines.problem(f"“date”: {fault}", fault.hint, "date"))
        date = None
    if front.language and not LANGUAGE.fullmatch(front.language):
        hint = "write a tag such as en, zh-Hans, zh-Hant"
        problems.append(lines.problem(f"“language”: “{front.language}” is no language tag", hint, "language"))
    for number, source in enumerate(front.source):
        for item in source.lines:
            try:
                parse_range(item)
            except ValueError as fault:
                problems.append(lines.problem(f"“source”: {fault}", "", "source", str(number), "lines"))
    for key in ("corrections", "withdrawn"):
        entries = getattr(front, key) or ()
        for entry in entries if isinstance(entries, tuple) else (entries,):
            problems += _check_day(entry.date, key, lines)
    return date, problems


def _check_day(text: str, key: str, lines: Lines) -> list[Problem]:
    try:
        parse_date(text)
    except DateError as fault:
        return [lines.problem(f"“{key}”: {fault}", "write the day, such as 2024-02-19", key)]
    return []
