"""Lines to pieces: which lines run on into one paragraph, heading or credit.

A page dump breaks a paragraph at every line of its column, and again, with an empty line, wherever the column or the
page ended. What tells a paragraph's end from a mere line's end is how full the line is: a break is forced where the
next characters would not have fitted, and meant where they would. The column's width is read from the lines around.
"""

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from textwrap import dedent

import msgspec

from site_builder.common.scripts import is_chinese, unspaced
from site_builder.importers.pagetext.bylines import is_alone, opens_article
from site_builder.importers.pagetext.headings import is_heading, is_imprint, is_rule, salutes, set_apart
from site_builder.importers.pagetext.joining import Hyphen, join, words_of
from site_builder.importers.pagetext.printed_lines import (
    LONG,
    RAGGED,
    SET_FIRST,
    SET_INSIDE,
    PrintedLine,
    cells,
    column_widths,
    ended,
    has_indents,
    piece_width,
    printed_lines,
    usual_blanks,
    widening,
)
from site_builder.importers.pagetext.signed import goes_on, read_signed

_INDENT = 4  # cells of a paragraph's first line that dumps leave out
_HALF_END = "；;：:—"
_GOES_ON = "，、,"
_PARTED = re.compile(r"[^\W_][-‐‑]$")  # a word goes on in the next line
_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%·/-]*|.")
_CANNOT_BEGIN = "，、。；：？！）》」』】〕”’,.;:?!)…—"


class PagePiece(msgspec.Struct, frozen=True):
    """Lines that belong together, as running text, and the hyphens at line ends that went or are doubtful.

    `alone` says that it is set apart, as bylines and mastheads are.
    """

    lines: tuple[PrintedLine, ...]
    text: str
    hyphens: tuple[Hyphen, ...] = ()
    alone: bool = False

    @property
    def first(self) -> int:
        """Number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """Number of its last line."""
        return self.lines[-1].number

    @property
    def blanks(self) -> int:
        """Empty lines before it."""
        return self.lines[0].blanks

    @property
    def column(self) -> int:
        """Cells of the column it was set in, 0 if it has too few lines to tell; lines of whole words are ragged."""
        inner = Counter(line.width for line in self.lines[1:-1] if line.width <= LONG)
        if inner.total() > 1 and not unspaced(self.text):
            return max(inner)
        return max(inner, key=lambda width: (inner[width], width)) if inner.total() > 1 else 0


class _PieceState(Enum):
    """Whether a piece takes the next line: perhaps, certainly (a byline that goes on there), or never."""

    OPEN, UNFINISHED, CLOSED = range(3)


class _LineContext(msgspec.Struct, frozen=True, kw_only=True):
    """A line about to be joined to the piece before it, or not, and what stands around."""

    piece: list[PrintedLine]
    closed: bool  # whether the piece is one that stands alone
    line: PrintedLine
    after: PrintedLine | None
    column: int  # of the piece
    usual: int  # empty lines that stand between any two lines here: none or one
    indents: bool  # whether paragraphs of the page begin with an indent

    @property
    def text(self) -> str:
        """The end of the piece."""
        return join([line.text for line in self.piece[-3:]]).text

    @property
    def wide(self) -> bool:
        """Whether there is more space than between any two lines."""
        return self.line.blanks > self.usual

    @property
    def may_be_heading(self) -> bool:
        """Whether the piece so far looks like a heading."""
        opened = opens_article(self.piece[0].text)
        return len(self.piece) <= 2 and not opened and is_heading(self.text, lines=len(self.piece))


def read_pieces(raw: Sequence[str]) -> list[PagePiece]:
    """The pieces of a page's lines."""
    lines = printed_lines(raw)
    if not lines:
        return []
    columns = column_widths(lines)
    usual = usual_blanks(lines)
    indents = has_indents(lines)
    pieces: list[list[PrintedLine]] = []
    apart: set[int] = set()
    state = _PieceState.CLOSED
    for index, line in enumerate(lines):
        context = _LineContext(
            piece=pieces[-1] if pieces else [], closed=state is _PieceState.CLOSED, line=line,
            after=lines[index + 1] if index + 1 < len(lines) else None,
            column=piece_width(pieces[-1], columns[index - 1]) if pieces else 0,
            usual=min(usual[index], 1), indents=indents,
        )  # fmt: skip
        alone = state is _PieceState.UNFINISHED or _alone(context)
        if state is _PieceState.CLOSED or (state is _PieceState.OPEN and (alone or _begins_piece(context))):
            pieces.append([])
            apart |= {line.number} if alone else set()
        pieces[-1].append(line)
        begun = alone and state is not _PieceState.UNFINISHED and _byline_goes_on(context)
        state = _PieceState.UNFINISHED if begun else _PieceState.CLOSED if alone else _PieceState.OPEN
    known = words_of([line.text for line in lines])
    return [_joined(piece, known, alone=piece[0].number in apart) for piece in pieces]


def _joined(piece: list[PrintedLine], known: frozenset[str], *, alone: bool) -> PagePiece:
    if piece[0].row:
        return PagePiece(tuple(piece), dedent("\n".join(line.row for line in piece)))
    made = join([line.text for line in piece], known)
    return PagePiece(tuple(piece), made.text, made.hyphens, alone)


def _begins_piece(context: _LineContext) -> bool:
    """Whether the line begins a new piece."""
    if context.line.row or context.piece[-1].row:
        return not (context.line.row and context.piece[-1].row)
    text = context.text
    if (
        is_alone(text)
        or is_imprint(text)
        or is_rule(text)
        or _opens(context)
        or _heads_article(context)
        or _heads_paragraph(context)
    ):
        return True
    if ended(text):
        return _begins_paragraph(context)
    if text[-1] in _GOES_ON or context.line.text[0].islower() or _PARTED.search(text[-2:]):
        return False
    if text[-1] in _HALF_END:
        return _room(context) > 1
    if context.piece[-1].width > LONG:  # never wrapped, so broken at a column's end
        return False
    if context.may_be_heading and set_apart(text, context.line.text):
        return True
    if context.wide and not is_chinese(text):  # where a column ends in running text, its last line is full
        return _room(context) > RAGGED or (context.may_be_heading and context.piece[0].blanks > context.usual)
    space = context.piece[0].blanks > context.usual and context.wide
    return context.may_be_heading and _room(context) > (0 if space and len(context.piece) == 1 else 4)


def _alone(context: _LineContext) -> bool:
    """Whether the line is a piece of its own."""
    line = context.line.text
    if is_alone(line) or is_imprint(line) or is_rule(line):
        return True
    signed = read_signed(f"{line} {context.after.text}" if context.after and _byline_goes_on(context) else line)
    if signed is None or (
        context.after and context.after.text[0].islower() and not context.after.blanks > context.usual
    ):
        return False
    return context.closed or context.wide or (context.may_be_heading and (context.line.blanks > 0 or not signed.small))


def _byline_goes_on(context: _LineContext) -> bool:
    return context.after is not None and not context.after.blanks and goes_on(context.line.text, context.after.text)


def _opens(context: _LineContext) -> bool:
    """Whether an article opens with the line; a dateline alone may stand in the middle of a sentence too."""
    strong = opens_article(context.line.text, named=True)
    weak = ended(context.text) or context.may_be_heading
    if weak and salutes(context.line.text):
        return True
    return strong or (weak and opens_article(context.line.text))


def _begins_paragraph(context: _LineContext) -> bool:
    """Whether a paragraph begins after the end of a sentence: there was room left, or a space, or an indent."""
    line, wider = context.line, widening(context.line, context.after)
    room = _room(context)
    full = room < 0 or (room == 0 and wider in SET_INSIDE)
    if full and context.indents and wider in (SET_INSIDE if context.wide else SET_FIRST):
        return not context.wide
    return not full or context.wide or line.indent >= _INDENT


def _heads_article(context: _LineContext) -> bool:
    """Whether the line is the headline of an article that the following line opens."""
    opened = context.after is not None and opens_article(context.after.text)
    return opened and context.line.blanks > 0 and is_heading(context.line.text, lines=1)


def _heads_paragraph(context: _LineContext) -> bool:
    """Whether the line before is a heading, since this one is set as the first of a paragraph."""
    if len(context.piece) > 1 or not context.indents or widening(context.line, context.after) not in SET_FIRST:
        return False
    return context.may_be_heading


def _room(context: _LineContext) -> int:
    """Cells that were left in the piece's last line beyond what the next line's first word needed."""
    line, column = context.piece[-1], context.column
    if not column or line.width > column + 2 * RAGGED:  # this line was never wrapped
        return LONG
    indent = _INDENT if len(context.piece) == 1 and line.width + _INDENT <= column + 1 else 0
    token = _TOKEN.match(context.line.text)
    needed = cells(token[0]) if token else 2
    if context.line.text[1:2] and context.line.text[1] in _CANNOT_BEGIN:
        needed += 2
    return column - line.width - indent - needed
