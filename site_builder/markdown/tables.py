"""Columns of numbers in a table: they stand at the end of their cells, so that units stand below units."""

import re

# A number with what stands about one in a table: its sign, currency, unit of per cent, a note mark or nothing (a dash).
_NUMBER = re.compile(r"[-+−–±~≈<>]?\s?[¥￥$€£]?\s?\d[\d,.\u2009\u202f '’]*(?:\s?[%‰°])?\s?")
_NOTHING = re.compile(r"[-–—―/…*·\s]*")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def align_numbers(html: str) -> str:
    """The HTML of a body in which the cells of such columns have a class; those with an alignment of their own stay."""
    return _TABLE.sub(lambda table: _with_classes(table[0]), html) if "<table>" in html else html


def _with_classes(table: str) -> str:
    head, *rows = ([cell[1] for cell in _CELL.findall(row)] for row in _ROW.findall(table) or [""])
    if not rows or not head or any(len(row) != len(head) for row in rows):
        return table  # cells with spans or an alignment of their own, or too few: whose column is whose is not sure
    numeric = [_is_numeric([_TAG.sub("", cell).strip() for cell in column]) for column in zip(*rows, strict=True)]
    return _ROW.sub(lambda row: _row(row[0], numeric), table) if any(numeric) else table


def _is_numeric(cells: list[str]) -> bool:
    numbers = sum(1 for cell in cells if _NUMBER.fullmatch(cell))
    return numbers > 0 and all(_NUMBER.fullmatch(cell) or _NOTHING.fullmatch(cell) for cell in cells)


def _row(row: str, numeric: list[bool]) -> str:
    which = iter(numeric)
    return _CELL.sub(lambda cell: _cell(cell) if next(which) else cell[0], row)


def _cell(cell: re.Match[str]) -> str:
    return f'<{cell[1]} class="numeric">{cell[2]}</{cell[1]}>'
