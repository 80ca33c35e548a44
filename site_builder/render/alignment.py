"""How far the pieces of an article can be laid along the text of its lines, by characters without white space.

The order of the pieces on the page is found by trying: kicker, title and deck keep their order, the blocks of the body
keep theirs, and dateline and byline may stand between any two pieces.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from site_builder.markdown.convert import INVISIBLE, plain
from site_builder.render.printed_text import PrintedText, word_starts

EDITOR = "\uffff"  # stands for the editor's words in a block; no text has it


class Piece(msgspec.Struct, frozen=True):
    """A piece of an article without its white space; `spaces` are the positions of characters after white space.

    `loose` are the positions where the editor's words stood: white space does not matter there.
    """

    text: str
    spaces: tuple[int, ...] = ()
    loose: frozenset[int] = frozenset()


def piece_of(value: object) -> Piece:
    """A heading, a byline or a block of the body."""
    text = str(value)
    words = INVISIBLE.sub("", text).split()
    parts = text.split(EDITOR)[:-1]
    loose = accumulate(len(plain(part)) for part in parts)
    return Piece("".join(words), tuple(word_starts(words)), frozenset(loose))


class Alignment(msgspec.Struct, frozen=True):
    """How far an article's pieces can be laid along the text of its lines.

    `reached` is the position in the text; `placed` are the pieces in their order, each with its position. If not all of
    them fit, `unmatched` is the piece that differs, from its character `offset` on.
    """

    reached: int
    placed: tuple[tuple[Piece, int], ...] = ()
    unmatched: Piece | None = None
    offset: int = 0


def align(
    page: PrintedText, headings: Sequence[Piece], floating: Sequence[Piece], blocks: Sequence[Piece]
) -> Alignment:
    """Lay the pieces along the text as far as possible: a depth-first search over the orders that are allowed."""
    best = Alignment(-1)
    start = (0, 0, frozenset[int](), 0)
    predecessors: dict[_State, tuple[_State, Piece] | None] = {start: None}
    pending: list[_State] = [start]
    while pending:
        state = pending.pop()
        pieces = list(_next(state, headings, floating, blocks))
        position = state[3]
        if not pieces and position == len(page.text):
            return Alignment(position, _path_to(predecessors, state))
        if not pieces and position > best.reached:
            best = Alignment(position, _path_to(predecessors, state))
        for piece, (heading, block, used) in pieces:
            reached, same = page.follow(position, piece.text)
            after = (heading, block, used, reached)
            if same == len(piece.text) and after not in predecessors:
                predecessors[after] = (state, piece)
                pending.append(after)
            elif same < len(piece.text) and (reached, best.unmatched is None) > (best.reached, False):
                best = Alignment(reached, unmatched=piece, offset=same)
    return best


_State = tuple[int, int, frozenset[int], int]  # headings and blocks laid, floating pieces laid, characters reached


def _next(
    state: _State, headings: Sequence[Piece], floating: Sequence[Piece], blocks: Sequence[Piece]
) -> Iterator[tuple[Piece, tuple[int, int, frozenset[int]]]]:
    """The pieces that may come next, each with the state that follows."""
    heading, block, used, _ = state
    if block < len(blocks):
        yield blocks[block], (heading, block + 1, used)
    for number, piece in enumerate(floating):
        if number not in used:
            yield piece, (heading, block, used | {number})
    if heading < len(headings):
        yield headings[heading], (heading + 1, block, used)


def _path_to(predecessors: dict[_State, tuple[_State, Piece] | None], state: _State) -> tuple[tuple[Piece, int], ...]:
    """The pieces on the way to a state, each with its position."""
    found = []
    while step := predecessors[state]:
        state, piece = step
        found.append((piece, state[3]))
    return tuple(reversed(found))
