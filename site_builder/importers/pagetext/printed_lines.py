"""The lines of a page as they were printed: how wide each is, how wide its column, and whether a sentence ends with it.

Widths are in cells: half the width of a Chinese character, the width of a letter.
"""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from site_builder.common.scripts import han_share, unspaced
from site_builder.importers.pagetext.bylines import ends_signed
from site_builder.importers.pagetext.clean import tidy, unjustified, visible
from site_builder.importers.pagetext.columns import rows_of

_NEAR = 8  # lines to either side in which a column's width is looked for
# Cells by which the next line is wider, after the first line of a paragraph with an indent, and after others.
SET_FIRST, SET_INSIDE = range(3, 8), range(-2, 2)
_UNKNOWN = 99
_FAINT = 2  # times that a width must be commoner than another to outdo it
RAGGED = 3  # cells by which full lines of one column differ: a number or a mark was carried over
LONG = 90  # cells: a line longer than any newspaper column is a paragraph that was never wrapped
_SEEN_OF_PIECE, _SEEN_OF_TEXT = 40, 200  # last lines and characters looked at, or long pages take ages
_CLOSERS = "”’」』）)】〕》〉\"'"
_END = "。！？!?…．"
_ASIDE = re.compile(r"[（(][^（）()]{1,40}[)）]$")


class PrintedLine(msgspec.Struct, frozen=True):
    """A line that is not blank: its number in the file, its tidied text, and what its place on the page says."""

    number: int
    text: str
    width: int
    blanks: int = 0  # empty lines before it
    indent: int = 0
    row: str = ""  # the line with its spaces, if it is a row of a table


def cells(text: str) -> int:
    """Width in half characters; among letters of other writing, marks that Chinese shares are no wider than these."""
    if text.isascii() or (not unspaced(text) and any(map(str.isalpha, text))):
        return len(text)
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def ended(text: str) -> bool:
    """Whether a sentence ends at the text's end, or a byline or an aside in brackets that follows one."""
    text = text[-_SEEN_OF_TEXT:]
    aside = _ASIDE.search(text)
    if aside:
        before = text[: aside.start()].rstrip()
        return not before or ends_signed(text) or ended(before)
    bare = text.rstrip(_CLOSERS)
    if not bare:
        return bool(text)
    return bare[-1] in _END or (bare[-1] in ".!?" and han_share(text[-30:]) < 0.2)


def printed_lines(raw: Sequence[str]) -> list[PrintedLine]:
    """The lines of a page that are not blank."""
    lines, blanks = [], 0
    rows = rows_of(raw)
    for number, text in enumerate(raw, 1):
        line = visible(text)
        if not line.strip():
            blanks += 1
            continue
        row = visible(text.expandtabs()).rstrip() if number in rows else ""
        indent = len(line) - len(line.lstrip())
        lines.append(PrintedLine(number, tidy(line), cells(unjustified(line.strip())), blanks, indent, row))
        blanks = 0
    return lines


def column_widths(lines: list[PrintedLine]) -> list[int]:
    """For each line the width in cells that lines around it share, 0 where they share none."""
    return [
        _shared_width([line.width for line in lines[max(0, n - _NEAR) : n + _NEAR + 1]], lines[n].width)
        for n in range(len(lines))
    ]


def _shared_width(widths: list[int], own: int) -> int:
    """Of the widths that three lines share, one that `own` nearly fills, else the commonest that is wider."""
    counts = Counter(width for width in widths if width <= LONG)
    if counts.total() * 2 <= len(widths):
        return 0
    support = {w: sum(counts[w + d] * (1 - abs(d) / 4) for d in (-2, -1, 0, 1, 2)) for w in counts}
    shared = [w for w in counts if sum(counts[w - less] for less in range(RAGGED + 1)) >= 3]
    strongest = max((support[width] for width in shared), default=0.0)
    shared = [width for width in shared if support[width] * _FAINT >= strongest]
    near = [width for width in shared if width - RAGGED <= own <= width + 2]
    wider = [width for width in shared if width > own]
    return max(near or wider or shared, key=lambda width: (support[width], width), default=0)


def piece_width(piece: list[PrintedLine], nearby: int) -> int:
    """The width of a piece's column, by its own lines but the last if there are enough of them, else `nearby`."""
    if len(piece) < 3:
        return nearby
    inner = piece[max(1, len(piece) - _SEEN_OF_PIECE) : -1]
    return Counter(line.width for line in inner).most_common(1)[0][0]


def usual_blanks(lines: list[PrintedLine]) -> list[int]:
    """For each line how many empty lines stand between lines hereabouts: some dumps have one after every line."""
    usual = []
    for index in range(len(lines)):
        around = [line.blanks for line in lines[max(1, index - 6) : index + 7]]
        usual.append(Counter(around).most_common(1)[0][0] if around else 0)
    return usual


def has_indents(lines: list[PrintedLine]) -> bool:
    """Whether paragraphs were set with an indent: after a space, lines are narrower than the next by just that much."""
    starts = [
        widening(line, after)
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if line.blanks and ended(before.text) and line.width <= LONG
    ]
    return sum(step in SET_FIRST for step in starts) > 2 * sum(step in SET_INSIDE for step in starts)


def widening(line: PrintedLine, after: PrintedLine | None) -> int:
    """By how many cells the following line is wider; _UNKNOWN where one of the two need not be full."""
    if after is None or ended(line.text) or after.blanks > line.blanks:
        return _UNKNOWN
    return _UNKNOWN if ended(after.text) and after.width <= line.width + 2 else after.width - line.width
