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
from site_builder.render.spool import Place, Spool, read_paragraphs

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
    """The two files of a part; not `consistent` if an article changed while they were made.

    `words` are those of the bodies that were converted for it, by the path of the file in the archive.
    """

    csv: bytes
    json_lines: bytes
    words: dict[str, Place]
    consistent: bool


def part_files(archive: Path, records: Sequence[DataRecord], spool: Spool) -> PartFiles:
    """Read the bodies of a part's articles, and write its files."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([column.name for column in (*COLUMNS, TEXT)])
    lines, words, consistent = [], {}, True
    for record in records:
        body = _read(archive, record, spool)
        consistent = consistent and body.digest == record.digest
        if body.words is not None:
            words[record.source_path] = body.words
        names = (column.name for column in COLUMNS)
        whole = dict(zip(names, record.values, strict=True)) | {TEXT.name: body.text, MARKDOWN.name: body.markdown}
        lines.append(_ENCODER.encode(whole))
        writer.writerow([*map(_cell, COLUMNS, record.values), _harmless(body.text)])
    json_lines = b"".join(line + b"\n" for line in lines)
    return PartFiles(b"\xef\xbb\xbf" + table.getvalue().encode(), json_lines, words, consistent)


class _Body(msgspec.Struct, frozen=True):
    """A body as the data has it; `words` is where its words lie, if it was converted for that."""

    text: str = ""
    markdown: str = ""
    digest: str = ""
    words: Place | None = None


def _read(archive: Path, record: DataRecord, spool: Spool) -> _Body:
    try:
        markdown = read_body(archive / record.source_path)
    except (OSError, YamlError):
        return _Body()
    digest, place = info_of(markdown).digest, None
    paragraphs = read_paragraphs(record.words) if record.words else None
    if paragraphs is None:
        body = load_body(archive, record.source_path)
        paragraphs, place = body.paragraphs, spool.put(body) if body.digest == digest else None
    return _Body("\n\n".join(paragraphs), markdown, digest, place)


def _cell(column: Any, value: Any) -> str:
    return _harmless(" | ".join(map(column.in_csv, value)) if column.type == "array" else str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
