"""A table of what is known about pages: `file, date, section, page`, as a spreadsheet saves it.

Each row is for one file, and each file needs its row; a row that cannot be used keeps its file from being imported, so
that nothing is filed under a day that the table was meant to correct.
"""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from site_builder.common.dates import DateError, parse_date
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.importers.base import ImportOptions, InputFile
from site_builder.importers.calendars import dates_in
from site_builder.importers.decode import TextError, read_text

_COLUMNS = {
    "file": "file filename name path 文件 文件名 檔案 檔名 路径 路徑",
    "date": "date day 日期 日子",
    "section": "section 栏目 欄目",
    "page": "page pages no number 版 版次 版面 页 頁 页码 頁碼",
}
_COLUMN_OF = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_SEPARATORS = ",;\t|"
_MIDNIGHT = re.compile(r"\s+0?0:00(?::00)?$")  # which spreadsheets add to a day
_HINT = "the first line names the columns: file, date, section, page"


class Row(msgspec.Struct, frozen=True):
    """A row of the table, and its line."""

    line: int
    file: str = ""
    date: str = ""
    section: str = ""
    page: str = ""


def with_table(
    files: Sequence[InputFile], table: Path, options: ImportOptions
) -> tuple[list[InputFile], list[Problem]]:
    """The files with what the table says of them; those that no row is for, and rows with a fault, are problems."""
    rows, problems = read_table(table)
    row_of, refused, unmatched = _matched(files, rows, table)
    problems += unmatched
    kept = []
    for file in files:
        if file.path in refused:
            continue
        if file.path not in row_of:
            problems.append(_no_row(file, table))
            continue
        own, errors = _options(row_of[file.path], table, options)
        problems += errors
        kept += [] if errors else [msgspec.structs.replace(file, options=own)]
    return kept, problems


def _matched(
    files: Sequence[InputFile], rows: Sequence[Row], table: Path
) -> tuple[dict[Path, Row], set[Path], list[Problem]]:
    """The row of each file; the files whose rows leave it unclear, which are not imported; and what is wrong."""
    row_of: dict[Path, Row] = {}
    refused: set[Path] = set()
    problems = []
    by_ending = _by_ending(files)
    for row in rows:
        paths = by_ending.get(_ending(row.file), [])
        if len(paths) == 1 and paths[0] not in row_of:
            row_of[paths[0]] = row
            continue
        problems.append(Problem(str(table), row.line, _no_match(row, paths), "name each file once, with its folders"))
        refused.update(paths)
    return row_of, refused, problems


def read_table(table: Path) -> tuple[list[Row], list[Problem]]:
    """The rows of a table. Raises BuildError where it is none."""
    try:
        text = read_text(table).text
    except TextError as error:
        raise BuildError(str(error), path=str(table), hint="save the spreadsheet as CSV") from None
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=lambda mark: sum(map(bool, map(_column, head.split(mark)))))
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise BuildError(f"is no table: {error}", path=str(table), line=reader.line_num, hint=_HINT) from None
    if not lines:
        return [], []
    number, names = lines[0]
    columns = _columns(names, table, number)
    return [_row(line, columns, cells) for line, cells in lines[1:]], list(_unread(table, number, names))


def _columns(names: Sequence[str], table: Path, line: int) -> list[str]:
    """What each column is, "" for one that is not read. Raises BuildError where files are not named."""
    columns = [_column(name) for name in names]
    named = [column for column in columns if column]
    if "file" not in named or len(set(named)) < len(named):
        message = "has no column “file”, or two columns of one name"
        raise BuildError(message, path=str(table), line=line, hint=_HINT)
    return columns


def _column(cell: str) -> str:
    return _COLUMN_OF.get(cell.strip(' "\ufeff').casefold(), "")


def _row(line: int, columns: Sequence[str], cells: Sequence[str]) -> Row:
    return Row(line, **{column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column})


def _unread(table: Path, line: int, cells: Sequence[str]) -> Iterator[Problem]:
    strange = [cell.strip() for cell in cells if cell.strip() and not _column(cell)]
    if strange:
        yield warning(str(table), line, f"columns that are not read: “{', '.join(strange)}”", _HINT)


def _by_ending(files: Sequence[InputFile]) -> Mapping[str, list[Path]]:
    """The paths by every way to write their ends, from the name alone to the whole."""
    paths: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        whole, name = _parts(file.path.as_posix()), _parts(file.name)
        endings = {"/".join(parts[-n:]) for parts in (whole, name) for n in range(1, len(parts) + 1)}
        for ending in endings:
            paths[ending].append(file.path)
    return paths


def _ending(file: str) -> str:
    return "/".join(_parts(file.replace("\\", "/")))


def _parts(path: str) -> list[str]:
    """The parts of a path as they compare: composed, in small letters, without `.txt`."""
    plain = unicodedata.normalize("NFC", path).casefold().removesuffix(".txt")
    return [part for part in plain.split("/") if part not in ("", ".")]


def _no_match(row: Row, paths: Sequence[Path]) -> str:
    if not row.file:
        return "the row names no file"
    if not paths:
        return f"“{row.file}” is none of the files that are imported"
    if len(paths) > 1:
        return f"“{row.file}” may be any of several files"
    return f"“{row.file}” has a row already"


def _no_row(file: InputFile, table: Path) -> Problem:
    hint = "add a row for it, or import it without the table"
    return Problem(str(file.path), 0, f"has no row in {table}, and is not imported", hint)


def _options(row: Row, table: Path, options: ImportOptions) -> tuple[ImportOptions, list[Problem]]:
    """What a row and the options say of a file; the row counts for more."""
    date, error = _date(row.date)
    if error:
        return options, [Problem(str(table), row.line, error, "write 1998-01-16, 1998-01 or 1998")]
    own: dict[str, str] = {"section": row.section, "page": row.page, "date": date, "origin": "table" if date else ""}
    return msgspec.structs.replace(options, **{key: value for key, value in own.items() if value}), []


def _date(text: str) -> tuple[str, str]:
    """The date in a cell, as EDTF or as people and spreadsheets write days; else what is wrong with it."""
    text = _MIDNIGHT.sub("", text)
    if not text:
        return "", ""
    days = dates_in(text, packed=True)
    if len(days) == 1 and days[0].end - days[0].start == len(text):
        return (days[0].edtf, "") if days[0].certain else ("", f"“{text}” can be read in more than one way")
    try:
        return parse_date(text).edtf, ""
    except DateError as error:
        return "", str(error)
