"""Columns on a page: figures in a table, which keep their lines and spaces, and text side by side, which is refused.

In a table most entries but the first of each row are figures, and one row follows another. Text side by side has words
on both sides of one gap that runs straight down the page; since a line of the file then holds two lines of print, no
range of lines can say which article it belongs to.
"""

import re
from collections.abc import Sequence
from functools import reduce
from operator import and_

from site_builder.common.scripts import is_chinese, unspaced
from site_builder.importers.pagetext.clean import visible

_APART = re.compile(r"\s{2,}| ?\.{3,} ?|(?: \.){3,} ?")
_FIGURE = re.compile(r"[^\w]*\d|[-–—…\"”]+$|[¼½¾⅓⅔⅛]|nil$|do\.?$|ditto$", re.IGNORECASE)
_FEW = 2  # rows of the smallest table
_LEAST = 8  # lines of the smallest block of two columns
_BOTH = 0.6  # of them, how many must have text on both sides
_NARROWEST, _FAR = 12, 300  # cells of a column of text, and of what is looked at
_WIDE = re.compile(r"\S\s{2,}\S")


def rows_of(raw: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that are rows of tables."""
    lines = [(number, shown) for number, line in enumerate(raw, 1) if (shown := visible(line.expandtabs())).strip()]
    found: set[int] = set()
    run: list[int] = []
    for number, line in [*lines, (0, "")]:
        if _is_row(line):
            run.append(number)
            continue
        found |= set(run) if len(run) >= _FEW else set()
        run = []
    return frozenset(found)


def _is_row(line: str) -> bool:
    """Whether a line has entries wide apart, most of them figures but the first."""
    first, *others = _APART.split(line.strip())
    figures = sum(bool(_FIGURE.match(entry)) for entry in others if entry)
    return bool(others) and figures * 2 > len(others) and len(first) <= 40 and not is_chinese(line)


def side_by_side(raw: Sequence[str]) -> int:
    """The first line of a block in which two columns of text stand side by side, 0 if there is none."""
    lines = [(number, _cells(line)) for number, line in enumerate(raw, 1) if line.strip()]
    wide = [bool(_WIDE.search(line)) for _, line in lines]
    if sum(wide) < _BOTH * _LEAST:
        return 0
    gaps = [_gaps(line) for _, line in lines]
    for start in range(0, max(1, len(lines) - _LEAST + 1), _LEAST // 2):
        these = slice(start, start + _LEAST)
        if sum(wide[these]) >= _BOTH * _LEAST and _is_parted([line for _, line in lines[these]], gaps[these]):
            return lines[start][0]
    return 0


def _cells(line: str) -> str:
    """The line with a second character after each wide one, so that what stands below it has its number."""
    text = visible(line.expandtabs())[:_FAR].rstrip()
    return text if text.isascii() else "".join(char + char * unspaced(char) for char in text)[:_FAR]


def _gaps(line: str) -> int:
    """The places at which two cells of a line are blank, as bits: the first cell is the lowest."""
    blank = int("".join("01"[char == " "] for char in reversed(line.ljust(_FAR))), 2)
    return blank & (blank >> 1)


def _is_parted(block: Sequence[str], gaps: Sequence[int]) -> bool:
    """Whether one gap of two cells runs down all the lines, with text on both sides."""
    shared = reduce(and_, gaps)
    places = range(_NARROWEST, max(map(len, block)) - _NARROWEST)
    return any(shared >> at & 1 and _both_are_text(block, at) for at in places)


def _both_are_text(block: Sequence[str], at: int) -> bool:
    sides = [(line[:at].strip(), line[at:].strip()) for line in block]
    both = [pair for pair in sides if all(pair)]
    return len(both) >= _BOTH * _LEAST and all(_is_text([pair[side] for pair in both]) for side in (0, 1))


def _is_text(lines: Sequence[str]) -> bool:
    """Whether entries are long enough for lines of text, and no figures."""
    text = "".join(lines)
    return len(text) >= _NARROWEST * len(lines) and sum(map(str.isalpha, text)) > 4 * sum(map(str.isdigit, text))
