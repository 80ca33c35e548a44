"""One article: a Markdown file with front matter.

`read_article` gives everything about it but the body, of which only the digest is kept: an archive of a hundred
thousand articles must fit in memory, and only the page that shows a body needs it (`read_body`).

The common spellings of Hugo, Jekyll, Pelican and Eleventy are accepted; see `_ALIASES`.
"""

import hashlib
import re
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from site_builder.config import LANGUAGE
from site_builder.dates import Date, DateError, parse_date
from site_builder.lines import Range, parse_range
from site_builder.problems import Problem
from site_builder.yamlfile import YamlFault, clean, convert, line_of, load, without_controls


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


class Article(msgspec.Struct, frozen=True, gc=False):
    """An article without its body: of that only the digest and the number of characters.

    `name` is its path under `articles/`.
    """

    name: str
    front: FrontMatter
    date: Date
    digest: str
    length: int
    extra: dict[str, Any] = {}

    @property
    def stem(self) -> str:
        """The address without its ending: `2024/02/19/x`."""
        return self.name.removesuffix(".md")


_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\n")
_BREAKS = re.compile("\r\n|\r")

# their spelling → ours
_ALIASES = {
    "author": "byline", "authors": "byline", "category": "section", "categories": "section", "sections": "section",
    "keywords": "tags", "tag": "tags", "description": "summary", "excerpt": "summary", "lang": "language",
    "subtitle": "deck", "redirect_from": "aliases", "slug_aliases": "aliases", "license": "rights",
}  # fmt: skip
_KNOWN = frozenset(FrontMatter.__struct_fields__)
_LISTS = frozenset({"deck", "tags", "aliases", "byline", "source", "notes", "doubts", "corrections"})


def read_article(file: Path, name: str) -> tuple[Article | None, list[Problem]]:
    """The article in `file`, or None with the problems that prevent it."""
    try:
        return parse_article(read_bytes(str(file)), str(file), name)
    except OSError as fault:
        return None, [unreadable(str(file), fault)]


def unreadable(path: str, fault: OSError) -> Problem:
    """The problem of a file that cannot be opened."""
    return Problem(path, 0, f"cannot be read: {fault.strerror}")


def parse_article(data: bytes, path: str, name: str) -> tuple[Article | None, list[Problem]]:
    """The article that a file's bytes hold, or None with the problems that prevent it; `path` is for messages."""
    try:
        head, body, first_line, toml = _split(data, path)
        keys = _toml(head, path) if toml else load(head, path=path, first_line=first_line)
        known, extra = _normalise(keys)
        front = convert(
            known, FrontMatter, text="" if toml else head, path=path, first_line=first_line, guide="Front matter"
        )
    except YamlFault as fault:
        return None, [fault.problem]
    lines = _Lines(path, first_line, "" if toml else head)
    date, problems = _check(front, lines)
    if date is None or problems:
        return None, problems
    return Article(name, front, date, digest_of(body), len(body), extra), []


def read_body(path: str | Path) -> str:
    """The Markdown body of an article that was read before. Raises OSError, or YamlFault if it is no article now."""
    return _split(read_bytes(str(path)), str(path))[1]


def read_bytes(path: str) -> bytes:
    """The content of a small file. Raises OSError."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path for each of thousands takes its time
        return file.read()


def digest_of(body: str) -> str:
    """What tells whether a body is the one that was read."""
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def line_holding(file: Path, words: str) -> int:
    """The first line of a file that holds `words`, for messages; 0 where none does."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((number for number, line in enumerate(lines, 1) if words in line), 0)


class _Lines:
    """Finds the line of a key only when a message needs it."""

    def __init__(self, path: str, first: int, text: str) -> None:
        self.path, self.first, self.text = path, first, text

    def problem(self, message: str, hint: str, *steps: str) -> Problem:
        return Problem(self.path, self.first + line_of(self.text, list(steps)), message, hint)


def _split(data: bytes, path: str) -> tuple[str, str, int, bool]:
    """Front matter, body, the line where the front matter begins, and whether it is TOML. Raises YamlFault."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise YamlFault(Problem(path, line, "is not UTF-8", "save the file as UTF-8")) from None
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    text = clean(text.replace("\ufeff", ""))
    opening = _OPENING.match(text)
    if not opening:
        hint = "begin the file with a line “---”, then “title:” and “date:”, then “---”"
        raise YamlFault(Problem(path, 1, "no front matter", hint))
    start, fence = opening.end(), opening[1]
    end = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(text, start)
    if not end:
        raise YamlFault(
            Problem(path, 1, "the front matter is not closed", f"put a line “{fence}” between it and the text")
        )
    return text[start : end.start()], text[end.end() :].strip("\n"), 2, fence == "+++"


def _toml(head: str, path: str) -> dict[str, Any]:
    try:
        return {key: without_controls(_text(value)) for key, value in tomllib.loads(head).items()}
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        raise YamlFault(Problem(path, 1 + int(line[1]) if line else 1, f"not readable as TOML: {fault}")) from None


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_text(item) for item in value]
    return value if isinstance(value, str) else str(value)


def _normalise(keys: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
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


def _check(front: FrontMatter, lines: _Lines) -> tuple[Date | None, list[Problem]]:
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


def _check_day(text: str, key: str, lines: _Lines) -> list[Problem]:
    try:
        parse_date(text)
    except DateError as fault:
        return [lines.problem(f"“{key}”: {fault}", "write the day, such as 2024-02-19", key)]
    return []
