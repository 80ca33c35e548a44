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

from site_builder.common.scripts import han_share, is_chinese, unspaced
from site_builder.importers.pagetext.bylines import ends_signed, is_alone, opens_article
from site_builder.importers.pagetext.clean import tidy, unjustified, visible
from site_builder.importers.pagetext.columns import rows_of
from site_builder.importers.pagetext.headings import is_heading, is_imprint, is_rule, salutes, set_apart
from site_builder.importers.pagetext.joining import Hyphen, join, words_of
from site_builder.importers.pagetext.signed import goes_on, read_signed

_NEAR = 8  # lines to either side in which a column's width is looked for
_INDENT = 4  # cells of a paragraph's first line that dumps leave out
_SET_FIRST, _SET_INSIDE, _UNKNOWN = range(3, 8), range(-2, 2), 99  # cells by which the next line is wider
_FAINT = 2  # times that a width must be commoner than another to outdo it
_RAGGED = 3  # cells by which full lines of one column differ: a number or a mark was carried over
_LONG = 90  # cells: a line longer than any newspaper column is a paragraph that was never wrapped
_SEEN_OF_PIECE, _SEEN_OF_TEXT = 40, 200  # last lines and characters looked at, or long pages take ages
_CLOSERS = "”’」』）)】〕》〉\"'"
_END = "。！？!?…．"
_HALF_END = "；;：:—"
_GOES_ON = "，、,"
_PARTED = re.compile(r"[^\W_][-‐‑]$")  # a word goes on in the next line
_ASIDE = re.compile(r"[（(][^（）()]{1,40}[)）]$")
_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%·/-]*|.")
_CANNOT_BEGIN = "，、。；：？！）》」』】〕”’,.;:?!)…—"


class PrintedLine(msgspec.Struct, frozen=True):
    """A line that is not blank: its number in the file, its tidied text, and what its place on the page says."""

    number: int
    text: str
    width: int
    blanks: int = 0  # empty lines before it
    indent: int = 0
    row: str = ""  # the line with its spaces, if it is a row of a table


class LineGroup(msgspec.Struct, frozen=True):
    """Lines that belong together, as running text, and the hyphens at line ends that went or are doubtful.

    `alone` is one that is set apart as bylines and mastheads are.
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
        inner = Counter(line.width for line in self.lines[1:-1] if line.width <= _LONG)
        if inner.total() > 1 and not unspaced(self.text):
            return max(inner)
        return max(inner, key=lambda width: (inner[width], width)) if inner.total() > 1 else 0


class _Stands(Enum):
    """How a piece so far stands to the next line: it may take it, it is a byline that does, or it is alone."""

    OPEN, BEGUN, ALONE = range(3)


class _Place(msgspec.Struct, frozen=True, kw_only=True):
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


def read_pieces(raw: Sequence[str]) -> list[LineGroup]:
    """The pieces of a page's lines."""
    lines = _lines(raw)
    if not lines:
        return []
    columns = _columns(lines)
    usual = _usual_blanks(lines)
    indents = _indents(lines)
    pieces: list[list[PrintedLine]] = []
    apart: set[int] = set()
    stands = _Stands.ALONE
    for index, line in enumerate(lines):
        place = _Place(
            piece=pieces[-1] if pieces else [], closed=stands is _Stands.ALONE, line=line,
            after=lines[index + 1] if index + 1 < len(lines) else None,
            column=_column_of(pieces[-1], columns[index - 1]) if pieces else 0,
            usual=min(usual[index], 1), indents=indents,
        )  # fmt: skip
        alone = stands is _Stands.BEGUN or _alone(place)
        if stands is _Stands.ALONE or (stands is _Stands.OPEN and (alone or _parts(place))):
            pieces.append([])
            apart |= {line.number} if alone else set()
        pieces[-1].append(line)
        begun = alone and stands is not _Stands.BEGUN and _byline_goes_on(place)
        stands = _Stands.BEGUN if begun else _Stands.ALONE if alone else _Stands.OPEN
    known = words_of([line.text for line in lines])
    return [_joined(piece, known, alone=piece[0].number in apart) for piece in pieces]


def _joined(piece: list[PrintedLine], known: frozenset[str], *, alone: bool) -> LineGroup:
    if piece[0].row:
        return LineGroup(tuple(piece), dedent("\n".join(line.row for line in piece)))
    made = join([line.text for line in piece], known)
    return LineGroup(tuple(piece), made.text, made.hyphens, alone)


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


def _lines(raw: Sequence[str]) -> list[PrintedLine]:
    found, blanks = [], 0
    rows = rows_of(raw)
    for number, text in enumerate(raw, 1):
        shown = visible(text)
        if not shown.strip():
            blanks += 1
            continue
        row = visible(text.expandtabs()).rstrip() if number in rows else ""
        indent = len(shown) - len(shown.lstrip())
        found.append(PrintedLine(number, tidy(shown), cells(unjustified(shown.strip())), blanks, indent, row))
        blanks = 0
    return found


def _columns(lines: list[PrintedLine]) -> list[int]:
    """For each line the width that lines around it share, 0 where they share none."""
    return [
        _column([line.width for line in lines[max(0, n - _NEAR) : n + _NEAR + 1]], lines[n].width)
        for n in range(len(lines))
    ]


def _column(widths: list[int], own: int) -> int:
    """Of the widths that three lines share, one that `own` nearly fills, else the commonest that is wider."""
    counts = Counter(width for width in widths if width <= _LONG)
    if counts.total() * 2 <= len(widths):
        return 0
    support = {w: sum(counts[w + d] * (1 - abs(d) / 4) for d in (-2, -1, 0, 1, 2)) for w in counts}
    shared = [w for w in counts if sum(counts[w - less] for less in range(_RAGGED + 1)) >= 3]
    strongest = max((support[width] for width in shared), default=0.0)
    shared = [width for width in shared if support[width] * _FAINT >= strongest]
    near = [width for width in shared if width - _RAGGED <= own <= width + 2]
    wider = [width for width in shared if width > own]
    return max(near or wider or shared, key=lambda width: (support[width], width), default=0)


def _column_of(piece: list[PrintedLine], nearby: int) -> int:
    """The column of a piece begun: by its own lines where it has enough, all of them full but the last."""
    if len(piece) < 3:
        return nearby
    inner = piece[max(1, len(piece) - _SEEN_OF_PIECE) : -1]
    return Counter(line.width for line in inner).most_common(1)[0][0]


def _usual_blanks(lines: list[PrintedLine]) -> list[int]:
    """For each line how many empty lines stand between lines hereabouts: some dumps have one after every line."""
    usual = []
    for index in range(len(lines)):
        around = [line.blanks for line in lines[max(1, index - 6) : index + 7]]
        usual.append(Counter(around).most_common(1)[0][0] if around else 0)
    return usual


def _indents(lines: list[PrintedLine]) -> bool:
    """Whether paragraphs were set with an indent: after a space, lines are narrower than the next by just that much."""
    starts = [
        _rise(line, after)
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if line.blanks and ended(before.text) and line.width <= _LONG
    ]
    return sum(rise in _SET_FIRST for rise in starts) > 2 * sum(rise in _SET_INSIDE for rise in starts)


def _rise(line: PrintedLine, after: PrintedLine | None) -> int:
    """By how much the following line is wider, 0 where one of the two need not be full."""
    if after is None or ended(line.text) or after.blanks > line.blanks:
        return _UNKNOWN
    return _UNKNOWN if ended(after.text) and after.width <= line.width + 2 else after.width - line.width


def _parts(place: _Place) -> bool:
    """Whether the line begins a new piece."""
    if place.line.row or place.piece[-1].row:
        return not (place.line.row and place.piece[-1].row)
    text = place.text
    if (
        is_alone(text)
        or is_imprint(text)
        or is_rule(text)
        or _opens(place)
        or _heads_article(place)
        or _heads_paragraph(place)
    ):
        return True
    if ended(text):
        return _begins_paragraph(place)
    if text[-1] in _GOES_ON or place.line.text[0].islower() or _PARTED.search(text[-2:]):
        return False
    if text[-1] in _HALF_END:
        return _room(place) > 1
    if place.piece[-1].width > _LONG:  # never wrapped, so broken at a column's end
        return False
    if place.may_be_heading and set_apart(text, place.line.text):
        return True
    if place.wide and not is_chinese(text):  # where a column ends in running text, its last line is full
        return _room(place) > _RAGGED or (place.may_be_heading and place.piece[0].blanks > place.usual)
    space = place.piece[0].blanks > place.usual and place.wide
    return place.may_be_heading and _room(place) > (0 if space and len(place.piece) == 1 else 4)


def _alone(place: _Place) -> bool:
    """Whether the line is a piece of its own."""
    line = place.line.text
    if is_alone(line) or is_imprint(line) or is_rule(line):
        return True
    signed = read_signed(f"{line} {place.after.text}" if place.after and _byline_goes_on(place) else line)
    if signed is None or (place.after and place.after.text[0].islower() and not place.after.blanks > place.usual):
        return False
    return place.closed or place.wide or (place.may_be_heading and (place.line.blanks > 0 or not signed.small))


def _byline_goes_on(place: _Place) -> bool:
    return place.after is not None and not place.after.blanks and goes_on(place.line.text, place.after.text)


def _opens(place: _Place) -> bool:
    """Whether an article opens with the line; a dateline alone may stand in the middle of a sentence too."""
    strong = opens_article(place.line.text, named=True)
    weak = ended(place.text) or place.may_be_heading
    if weak and salutes(place.line.text):
        return True
    return strong or (weak and opens_article(place.line.text))


def _begins_paragraph(place: _Place) -> bool:
    """Whether a paragraph begins after the end of a sentence: there was room left, or a space, or an indent."""
    line, rise = place.line, _rise(place.line, place.after)
    room = _room(place)
    full = room < 0 or (room == 0 and rise in _SET_INSIDE)
    if full and place.indents and rise in (_SET_INSIDE if place.wide else _SET_FIRST):
        return not place.wide
    return not full or place.wide or line.indent >= _INDENT


def _heads_article(place: _Place) -> bool:
    """Whether the line is the headline of an article that the following line opens."""
    opened = place.after is not None and opens_article(place.after.text)
    return opened and place.line.blanks > 0 and is_heading(place.line.text, lines=1)


def _heads_paragraph(place: _Place) -> bool:
    """Whether the line before is a heading, since this one is set as the first of a paragraph."""
    if len(place.piece) > 1 or not place.indents or _rise(place.line, place.after) not in _SET_FIRST:
        return False
    return place.may_be_heading


def _room(place: _Place) -> int:
    """Cells that were left in the piece's last line beyond what the next line's first word needed."""
    line, column = place.piece[-1], place.column
    if not column or line.width > column + 2 * _RAGGED:  # this line was never wrapped
        return _LONG
    indent = _INDENT if len(place.piece) == 1 and line.width + _INDENT <= column + 1 else 0
    token = _TOKEN.match(place.line.text)
    needed = cells(token[0]) if token else 2
    if place.line.text[1:2] and place.line.text[1] in _CANNOT_BEGIN:
        needed += 2
    return column - line.width - indent - needed
