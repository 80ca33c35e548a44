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

from site_builder.pages.data import COLUMNS, MARKDOWN, TEXT
from site_builder.render.body import load_body
from site_builder.render.spool import Place, Spool, read_paragraphs

_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]")
_ENCODER = msgspec.json.Encoder()
_NAMES = [column.name for column in (*COLUMNS, TEXT, MARKDOWN)]


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
        whole = dict(zip(_NAMES, (*record.values, body.text, body.markdown), strict=True))
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
    if record.words and (found := read_paragraphs(record.words)):
        paragraphs, markdown = found
        return _Body("\n\n".join(paragraphs), markdown, record.digest)
    body = load_body(archive, record.source_path)
    place = spool.put(body) if body.digest == record.digest else None
    return _Body("\n\n".join(body.paragraphs), body.markdown, body.digest, place)


def _cell(column: Any, value: Any) -> str:
    if not value:
        return ""
    return _harmless(" | ".join(map(column.in_csv, value)) if column.type == "array" else value)


def _harmless(text: str) -> str:
    # Most texts begin with a letter or digit: to see that takes a third of the time of the search.
    return text if not text or text[0].isalnum() or not _FORMULA.match(text) else f"'{text}"
