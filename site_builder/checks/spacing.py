"""Where the words of an article are parted otherwise than on its lines, and which hyphens at line ends it has dropped.

Between two words there must be white space on both sides or on neither, by the rules of `printed_text`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from site_builder.common.scripts import unspaced
from site_builder.render.alignment import Piece
from site_builder.render.printed_text import PrintedText, Writing

_MESSAGE_CONTEXT = 16  # characters of context to either side of a space in a message


class Join(msgspec.Struct, frozen=True):
    """A word whose hyphen at a line's end the article has dropped; `words` are those at the end and after it."""

    path: str
    line: int
    words: str


class SpacingDifference(msgspec.Struct, frozen=True):
    """White space that one side has and the other has not, and the words around it as printed and as written.

    It stands before the character at `position` of the text, which is at `offset` of the piece.
    """

    position: int
    piece: Piece
    offset: int
    printed: str
    written: str


def spacing_differences(page: PrintedText, placed: Sequence[tuple[Piece, int]]) -> Iterator[SpacingDifference]:
    """Where words are parted on one side only; `placed` are the pieces of an article that fits its lines."""
    gaps = sorted(page.gaps)
    for piece, start in placed:
        dropped = _dropped(page, piece, start)
        if start in dropped or (start and start not in page.gaps and page.text[start - 1 : start + 1].isalnum()):
            yield from _difference_at(page, piece, 0, start, spaced=True)
        offsets = [hyphen - start - number for number, hyphen in enumerate(dropped)]
        spaces = {start + space + bisect_right(offsets, space): space for space in piece.spaces}
        end = start + len(piece.text) + len(dropped)
        for gap in gaps[bisect_right(gaps, start) : bisect_left(gaps, end)]:
            if page.gaps[gap] and gap not in spaces:
                yield from _difference_at(page, piece, gap - start - bisect_left(dropped, gap), gap, spaced=False)
        for position, space in spaces.items():
            if position - 1 in dropped or position not in page.gaps:
                yield from _difference_at(page, piece, space, position, spaced=True)


def joins(page: PrintedText, placed: Sequence[tuple[Piece, int]]) -> list[Join]:
    """The words whose hyphen at a line's end the article has dropped."""
    found = []
    for piece, start in placed:
        for hyphen in _dropped(page, piece, start):
            line, after = page.line_at(hyphen), page.line_at(hyphen + 1)
            if line and after:
                found.append(Join(line.path, line.number, f"{line.text.split()[-1]} {after.text.split()[0]}"))
    return found


def _dropped(page: PrintedText, piece: Piece, start: int) -> list[int]:
    """The positions of the hyphens at line ends that a piece placed at `start` has dropped."""
    found: list[int] = []
    done = 0
    for at, length, hyphen in page.stretches(start):
        done += length
        if done >= len(piece.text) or not hyphen:
            return found
        if piece.text[done] == page.text[at + length]:
            done += 1
        else:
            found.append(at + length)
    return found


def _difference_at(
    page: PrintedText, piece: Piece, offset: int, position: int, *, spaced: bool
) -> Iterator[SpacingDifference]:
    """The difference at a position where only the article has white space (`spaced`), or only the page; none if no
    words are parted there."""
    if offset in piece.loose or (spaced and _is_irrelevant(page, position)):
        return
    nearby = range(max(0, position - _MESSAGE_CONTEXT), min(len(page.text), position + _MESSAGE_CONTEXT))
    first = max((n for n in nearby if n < position and n in page.gaps), default=nearby.start)
    last = min((n for n in nearby if n > position and n in page.gaps), default=nearby.stop)
    together = page.text[first:last]
    apart = f"{page.text[first:position]} {page.text[position:last]}"
    yield SpacingDifference(position, piece, offset, *((together, apart) if spaced else (apart, together)))


def _is_irrelevant(page: PrintedText, position: int) -> bool:
    """Whether white space that only the article has parts no words at a position."""
    line = page.line_at(position)
    around = page.text[position - 1 : position + 1]
    if line is None or unspaced(around):
        return True
    return line.writing in (Writing.CHINESE, Writing.NONE) and not around.isalpha()
