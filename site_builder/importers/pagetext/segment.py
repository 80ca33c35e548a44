"""Where one article ends and the next begins: the likeliest reading of the whole page.

Each gap has a score, the weighted sum of its features; and an article has a grammar: headings, then text, at most one
byline, at the head or at the end. The best sequence of boundaries under both is found by dynamic programming over the
pieces, so that a byline may settle a gap three paragraphs away. The margin by which a boundary wins over its absence,
everything else chosen at its best, says how sure it is.

The weights are log-odds. They were fitted by maximum likelihood (a conditional random field with these states, lightly
regularised) on 80 pages put together from news of 1998 and of 2012 to 2017, and rounded; `any` was then raised by 0.6,
since a boundary missed costs as much as one too many. Fitted on either half, they do as well on the other. Two were set
by hand, as the pages hold too few cases: what ends an article that has no text. tools/fit_segmenter.py fits them anew.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum

import msgspec

from site_builder.importers.pagetext.features import Block, BlockKind, Gap


class ArticleState(IntEnum):
    """How far the article at hand has come."""

    TITLE = 0  # headings only
    NAMED = 1  # a byline, no text yet
    OPEN = 2  # text, no byline yet
    SIGNED = 3  # text under a byline
    CLOSED = 4  # byline at the end


_AFTER_TEXT = {ArticleState.TITLE: ArticleState.OPEN, ArticleState.NAMED: ArticleState.SIGNED}


class Boundary(msgspec.Struct, frozen=True):
    """A gap (the number of the block after it), and by how much the likeliest reading has (or lacks) a boundary."""

    block: int
    is_boundary: bool
    margin: float


class Step(msgspec.Struct, frozen=True):
    """A block read as the beginning of an article or as more of it: the state after it, the rules that bear on it."""

    state: ArticleState
    begins: bool
    rules: tuple[str, ...]


WEIGHTS: Mapping[str, float] = {
    "any": -0.9, "apart": 0.9, "depth": 2.0, "names shared": -2.0, "names taken up": -0.5, "names begin": 1.7,
    "names end": 0.6, "no blank": -1.4, "wide blank": 1.4, "takes up": -0.4, "quotes": -0.8, "speaks": -0.6,
    "closing": 0.4, "heading": 1.6, "after heading": -1.5, "in brackets": -1.3, "who attended": -0.8,
    "after who attended": 1.1, "column unknown": -0.5, "column changes": 1.2, "column stays": -1.2,
    "begins signed": 1.4, "signed inside": -1.4, "begins dated": 0.8, "dated inside": -0.8,
    "signs at the start": -0.5, "twice signed": -1.9, "goes on after the end": -0.3, "unsigned": -2.6,
    "nothing but headings": -2.7, "nothing but a byline": -4.0,
    "headline": 0.0, "capitals": 0.0, "short": 0.0, "credited": 0.0, "ruled": 0.0, "dispatch": 0.0, "salutes": 0.0,
}  # fmt: skip


# For writing other than Chinese, whose news is seldom signed and mostly has a headline: set by hand. The features that
# only such pages have weigh nothing above.
LATIN: Mapping[str, float] = {
    **WEIGHTS, "any": -2.6, "unsigned": -0.3, "headline": 2.6, "capitals": 1.0, "ruled": 2.6, "dispatch": 2.0,
    "salutes": 3.6, "no blank": -1.0, "begins signed": 0.6, "after heading": -2.5, "apart": 0.6, "names shared": -2.5,
    "column changes": 0.4, "column stays": -0.3, "column unknown": 0.0, "short": -2.4,
    "credited": 1.8,
}  # fmt: skip


def segment(blocks: Sequence[Block], gaps: Sequence[Gap], weights: Mapping[str, float] = WEIGHTS) -> list[Boundary]:
    """A decision for each gap."""
    if not blocks:
        return []
    forward = _forward(blocks, gaps, weights)
    backward = _backward(blocks, gaps, weights)
    chosen = set(best(blocks, gaps, weights))
    boundaries = []
    for index in range(1, len(blocks)):
        margin = _margin(forward[index - 1], backward[index], blocks[index], gaps[index - 1], weights)
        boundaries.append(Boundary(index, index in chosen, abs(margin)))
    return boundaries


def best(blocks: Sequence[Block], gaps: Sequence[Gap], weights: Mapping[str, float] = WEIGHTS) -> list[int]:
    """The blocks before which the likeliest reading has a boundary."""
    table: list[dict[ArticleState, tuple[ArticleState, bool]]] = []
    current = _start(blocks[0], weights)
    for block, gap in zip(blocks[1:], gaps, strict=True):
        current, back = _advance(current, block, gap, weights)
        table.append(back)
    state = max(current, key=lambda last: current[last] + _end(last, weights))
    starts = []
    for index in range(len(blocks) - 1, 0, -1):
        state, begins = table[index - 1][state]
        if begins:
            starts.append(index)
    return starts[::-1]


def begin(block: Block) -> list[tuple[ArticleState, tuple[str, ...]]]:
    """The states in which an article can be after its first block."""
    match block.kind:
        case BlockKind.HEADING:
            return [(ArticleState.TITLE, ())]
        case BlockKind.HEAD:
            return [(ArticleState.SIGNED, ("begins signed",))]
        case BlockKind.DATED:
            return [(ArticleState.OPEN, ("begins dated",))]
        case BlockKind.OWN:
            return [(ArticleState.NAMED, ("signs at the start",))]
        case BlockKind.TAIL:
            return [(ArticleState.CLOSED, () if block.credit.rest else ("nothing but a byline",))]
        case _:
            return [(ArticleState.OPEN, ())]


def _within(state: ArticleState, block: Block) -> tuple[ArticleState, tuple[str, ...]]:
    """The state after a further block of the same article, and the rules that bear on it."""
    after_end = ("goes on after the end",) if state is ArticleState.CLOSED else ()
    match block.kind:
        case BlockKind.HEADING:
            return state, after_end
        case BlockKind.HEAD if state in (ArticleState.TITLE, ArticleState.NAMED):
            return ArticleState.SIGNED, ("begins signed",)
        case BlockKind.HEAD:
            return ArticleState.SIGNED, ("signed inside", *after_end)
        case BlockKind.DATED if state is ArticleState.TITLE:
            return ArticleState.OPEN, ("begins dated",)
        case BlockKind.DATED:
            return state, ("dated inside", *after_end)
        case BlockKind.OWN if state in (ArticleState.TITLE, ArticleState.NAMED):
            return ArticleState.NAMED, ()
        case BlockKind.OWN | BlockKind.TAIL:
            twice = ("twice signed",) if state in (ArticleState.SIGNED, ArticleState.CLOSED) else ()
            return ArticleState.CLOSED, twice
        case _:
            return _AFTER_TEXT.get(state, state), after_end


def ends(state: ArticleState) -> tuple[str, ...]:
    """The rules that bear on an article's end."""
    if state is ArticleState.TITLE:
        return ("nothing but headings",)
    if state is ArticleState.NAMED:
        return ("nothing but a byline",)
    return ("unsigned",) if state is ArticleState.OPEN else ()


def steps(state: ArticleState, block: Block) -> list[Step]:
    """All that a block can be after a state."""
    inner, rules = _within(state, block)
    steps = [Step(inner, False, rules)]
    return steps + [Step(begun, True, ends(state) + more) for begun, more in begin(block)]


def _score(step: Step, gap: Gap, weights: Mapping[str, float]) -> float:
    rules = sum(weights[name] for name in step.rules)
    return rules + (sum(weights[name] * value for name, value in gap.features.items()) if step.begins else 0.0)


def _start(block: Block, weights: Mapping[str, float]) -> dict[ArticleState, float]:
    return {state: sum(weights[name] for name in rules) for state, rules in begin(block)}


def _end(state: ArticleState, weights: Mapping[str, float]) -> float:
    return sum(weights[name] for name in ends(state))


def _advance(
    scores: Mapping[ArticleState, float], block: Block, gap: Gap, weights: Mapping[str, float]
) -> tuple[dict[ArticleState, float], dict[ArticleState, tuple[ArticleState, bool]]]:
    following: dict[ArticleState, float] = {}
    back: dict[ArticleState, tuple[ArticleState, bool]] = {}
    for state, score in scores.items():
        for step in steps(state, block):
            total = score + _score(step, gap, weights)
            if step.state not in following or total > following[step.state]:
                following[step.state] = total
                back[step.state] = (state, step.begins)
    return following, back


def _forward(
    blocks: Sequence[Block], gaps: Sequence[Gap], weights: Mapping[str, float]
) -> list[dict[ArticleState, float]]:
    table = [_start(blocks[0], weights)]
    for block, gap in zip(blocks[1:], gaps, strict=True):
        table.append(_advance(table[-1], block, gap, weights)[0])
    return table


def _backward(
    blocks: Sequence[Block], gaps: Sequence[Gap], weights: Mapping[str, float]
) -> list[dict[ArticleState, float]]:
    """The best score from each state after a block to the page's end."""
    table = [{state: _end(state, weights) for state in ArticleState}]
    for block, gap in zip(reversed(blocks[1:]), reversed(gaps), strict=True):
        later = table[-1]
        table.append(
            {
                state: max(_score(step, gap, weights) + later[step.state] for step in steps(state, block))
                for state in ArticleState
            }
        )
    return table[::-1]


def _margin(
    before: Mapping[ArticleState, float],
    after: Mapping[ArticleState, float],
    block: Block,
    gap: Gap,
    weights: Mapping[str, float],
) -> float:
    """The best reading with a boundary here, less the best without."""
    totals: dict[bool, float] = {}
    for state, score in before.items():
        for step in steps(state, block):
            total = score + _score(step, gap, weights) + after[step.state]
            totals[step.begins] = max(total, totals.get(step.begins, total))
    return totals[True] - totals[False]
