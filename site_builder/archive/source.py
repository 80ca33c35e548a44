"""Source pages: the raw text of newspaper pages, as it was received.

`pages/NAME.txt` is never edited. `pages/NAME.yaml`, beside it, says what is known about it: its hash, so that a
change is noticed; its encoding; and which lines are furniture (mastheads, banners, credits that name the whole page)
and so belong to no article.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import msgspec

from site_builder.common.files import PAGE, SETTINGS, read_bytes, read_text
from site_builder.common.lines import Range, parse_range, split_lines
from site_builder.common.problems import Problem, unreadable
from site_builder.common.yamlfile import YamlError, convert, line_of, load

_LINES = 200_000  # of a page; more than a volume of a paper has


class Furniture(msgspec.Struct, frozen=True):
    """Lines that belong to the page and to no article, and why."""

    lines: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    reason: str = ""

    @property
    def ranges(self) -> tuple[Range, ...]:
        """`lines` as numbers."""
        return tuple(parse_range(item) for item in self.lines)


class DraftRecord(msgspec.Struct, frozen=True):
    """A draft that an import made of the page, and the hash of its file as it was written."""

    article: str
    sha256: str = ""


class CutFrom(msgspec.Struct, frozen=True):
    """The file of several pages, parted by form feeds, that a page is a slice of, as it was received."""

    file: str
    sha256: str
    number: int
    of: int


class PageRecord(msgspec.Struct, frozen=True):
    """What `NAME.yaml` says."""

    sha256: str = ""
    encoding: str = "utf-8"
    note: str = ""
    title: str = ""
    furniture: tuple[Furniture, ...] = ()
    drafts: tuple[DraftRecord, ...] = ()
    cut_from: CutFrom | None = None


class SourcePage(msgspec.Struct, frozen=True):
    """A source page without its text. `name` is its path under `pages/`, with the ending; `path` for messages."""

    name: str
    path: str
    sha256: str
    record: PageRecord
    size: int

    @property
    def url_path(self) -> str:
        """The address of its page in the site without the ending: `pages/NAME`."""
        return f"pages/{self.name.removesuffix('.txt')}"

    @property
    def record_path(self) -> str:
        """The file that describes it."""
        return self.path.removesuffix(".txt") + ".yaml"


def read_source(file: Path, name: str) -> tuple[SourcePage | None, list[Problem]]:
    """The page in `file` and its record."""
    path = str(file)
    try:
        data = read_bytes(file, PAGE)
    except OSError as error:
        return None, [unreadable(path, error)]
    if data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") > _LINES:
        return None, [Problem(path, 0, f"has over {_LINES:,} lines", "part it into the pages of the paper")]
    record, problems = _read_record(file.with_suffix(".yaml"))
    page = SourcePage(name, path, hashlib.sha256(data).hexdigest(), record, len(data))
    try:
        data.decode(record.encoding).encode()  # utf-7 can give what is no text
    except UnicodeError as error:
        line = data[: getattr(error, "start", 0)].count(b"\n") + 1
        hint = f"name its encoding in {Path(page.record_path).name}, for example “encoding: gb18030”"
        return None, [*problems, Problem(path, line, f"is not {record.encoding}", hint)]
    return page, problems


def read_lines(file: Path, encoding: str) -> list[str]:
    """The lines of a page that was read before."""
    return lines_in(file.read_bytes(), encoding)


def lines_in(data: bytes, encoding: str) -> list[str]:
    """The lines of a page's bytes."""
    return split_lines(data.decode(encoding).removeprefix("\ufeff"))


def _read_record(file: Path) -> tuple[PageRecord, list[Problem]]:
    if not file.exists():
        return PageRecord(), []
    path = str(file)
    try:
        text = read_text(file, SETTINGS)
        record = convert(_normalise(load(text, path=path)), PageRecord, text=text, path=path, guide="docs/writing.md")
    except YamlError as error:
        return PageRecord(), [error.problem]
    except (OSError, UnicodeDecodeError) as error:
        return PageRecord(), [unreadable(path, error)]
    problems = list(_check(record, path, text))
    return (PageRecord() if problems else record), problems


def _normalise(keys: dict[str, Any]) -> dict[str, Any]:
    """`lines: 12-14, 17` for `lines: [12-14, 17]`."""
    furniture = keys.get("furniture")
    if not isinstance(furniture, list):
        return keys
    return {**keys, "furniture": [_lines_as_list(item) for item in furniture]}


def _lines_as_list(item: Any) -> Any:
    if isinstance(item, dict) and isinstance(item.get("lines"), str):
        return {**item, "lines": [part.strip() for part in item["lines"].split(",") if part.strip()]}
    return item


def _is_text_encoding(name: str) -> bool:
    """Whether Python knows an encoding of that name; it also lists ciphers and compressions, and “undefined”."""
    with suppress(UnicodeError):  # not in that encoding, then
        try:
            b"a".decode(name)
        except LookupError:
            return False
    return True


def _check(record: PageRecord, path: str, text: str) -> list[Problem]:
    problems = []
    if not _is_text_encoding(record.encoding):
        line = 1 + line_of(text, ["encoding"])
        problems.append(
            Problem(path, line, f"“encoding”: “{record.encoding}” is not known", "for example utf-8, gb18030, big5")
        )
    for number, furniture in enumerate(record.furniture):
        for item in furniture.lines:
            try:
                parse_range(item)
            except ValueError as error:
                line = 1 + line_of(text, ["furniture", str(number), "lines"])
                problems.append(Problem(path, line, f"“furniture”: {error}"))
    return problems
