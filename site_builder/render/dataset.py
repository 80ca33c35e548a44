"""A part of the data as CSV and as JSON Lines.

JSON Lines have every value as it is. In CSV a list is one text, its entries between “ | ”, and a text that a
spreadsheet would take for a formula has an apostrophe before it, as in what the search page saves.
"""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from site_builder.archive.article import info_of, read_body
from site_builder.common.yamlfile import YamlError
from site_builder.pages.data import COLUMNS, MARKDOWN, TEXT
from site_builder.render.body import load_body
from site_builder.render.spool import Place, read_words

_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]")
_ENCODER = msgspec.json.Encoder()


class DataRecord(msgspec.Struct, frozen=True):
    """An article: its values, column by column, the file of its body and that one's digest.

    `words` is where its words lie, if they were converted in this build.
    """

    values: tuple[Any, ...]
    source_path: str
    digest: str
    words: Place | None = None


class PartFiles(msgspec.Struct, frozen=True):
    """The two files of a part; not `consistent` if an article changed while they were made."""

    csv: bytes
    json_lines: bytes
    consistent: bool


def part_files(archive: Path, records: Sequence[DataRecord]) -> PartFiles:
    """Read the bodies of a part's articles, and write its files."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([column.name for column in (*COLUMNS, TEXT)])
    lines, consistent = [], True
    for record in records:
        markdown, text, same = _read(archive, record)
        consistent = consistent and same
        names = (column.name for column in COLUMNS)
        whole = dict(zip(names, record.values, strict=True)) | {TEXT.name: text, MARKDOWN.name: markdown}
        lines.append(_ENCODER.encode(whole))
        writer.writerow([*map(_cell, COLUMNS, record.values), _harmless(text)])
    return PartFiles(b"\xef\xbb\xbf" + table.getvalue().encode(), b"".join(line + b"\n" for line in lines), consistent)


def _read(archive: Path, record: DataRecord) -> tuple[str, str, bool]:
    """The Markdown and the words of a body, and whether they are those that were planned."""
    try:
        markdown = read_body(archive / record.source_path)
    except (OSError, YamlError):
        return "", "", False
    words = read_words(record.words) if record.words else None
    if words is None:
        words = load_body(archive, record.source_path).texts
    return markdown, "\n\n".join(words), info_of(markdown).digest == record.digest


def _cell(column: Any, value: Any) -> str:
    return _harmless(" | ".join(map(column.in_csv, value)) if column.type == "array" else str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
