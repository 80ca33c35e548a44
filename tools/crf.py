"""A linear-chain conditional random field over the segmenter's own grammar, fitted by maximum likelihood.

The readings of a page are the paths that `segment` chooses among: states from block to block, each step with the rules
that bear on it and, where an article begins, the features of its gap. The chance of a path is exp(its score), divided
by the sum over all paths. Since a page's boundaries leave one path only, the logarithm of the likelihood is concave:
its gradient is what the right paths hold of each feature less what all paths hold of it, weighed by their chances
(forward and backward sums), and the maximum is found from any start.

Libraries for such fields give each pair of state and label a weight of its own. Here rules and features share theirs
across states and most steps do not exist, so that the few lines below are simpler than bending one of them; they need
no package, and 80 pages take some seconds.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from site_builder.importers.pagetext.features import Block, Gap
from site_builder.importers.pagetext.segment import ArticleState, begin, ends, steps

Vector = list[float]
_START = len(ArticleState)  # the state before a page, and after it
_SMALL_GAIN = 1e-9  # relative, at which the search for the maximum ends


class Arc(msgspec.Struct, frozen=True):
    """A step between two states; the numbers of its rules."""

    source: int
    target: int
    begins: bool
    rules: tuple[int, ...]


class Column(msgspec.Struct, frozen=True):
    """All steps at one block, and the features that count where they begin an article: their numbers and values."""

    arcs: tuple[Arc, ...]
    features: tuple[tuple[int, float], ...]


class Chain(msgspec.Struct, frozen=True):
    """A page: its columns, the last one for its end, and what the right path holds of each feature and rule."""

    columns: tuple[Column, ...]
    right: Mapping[int, float]


def chain(blocks: Sequence[Block], gaps: Sequence[Gap], *, begins: Sequence[bool], names: Sequence[str]) -> Chain:
    """The chain of a page at whose gaps articles begin as given."""
    number = {name: n for n, name in enumerate(names)}
    columns = [Column(tuple(_arc(_START, *one, number, begins=True) for one in begin(blocks[0])), ())]
    for block, gap in zip(blocks[1:], gaps, strict=True):
        reached = {arc.target for arc in columns[-1].arcs}
        arcs = [
            _arc(source, step.state, step.rules, number, begins=step.begins)
            for source in sorted(reached)
            for step in steps(ArticleState(source), block)
        ]
        columns.append(
            Column(tuple(arcs), tuple((number[name], value) for name, value in gap.features.items() if value))
        )
    last = sorted({arc.target for arc in columns[-1].arcs})
    columns.append(Column(tuple(_arc(one, _START, ends(ArticleState(one)), number, begins=False) for one in last), ()))
    return Chain(tuple(columns), _held(columns, [True, *begins, False]))


def _arc(source: int, target: int, rules: Iterable[str], number: Mapping[str, int], *, begins: bool) -> Arc:
    return Arc(source, target, begins, tuple(number[name] for name in rules))


def _held(columns: Sequence[Column], begins: Sequence[bool]) -> dict[int, float]:
    """What the path with the given beginnings holds; given them, each state allows one step."""
    held: dict[int, float] = {}
    state = _START
    for column, begun in zip(columns, begins, strict=True):
        arc = next(arc for arc in column.arcs if arc.source == state and arc.begins == begun)
        for n, value in (*((rule, 1.0) for rule in arc.rules), *(column.features if begun else ())):
            held[n] = held.get(n, 0.0) + value
        state = arc.target
    return held


def factors(column: Column, weights: Sequence[float]) -> Vector:
    """exp(score) of each step of a column."""
    features = sum(weights[n] * value for n, value in column.features)
    return [math.exp(sum(weights[n] for n in arc.rules) + (features if arc.begins else 0.0)) for arc in column.arcs]


def backward(columns: Sequence[Column], steps_at: Sequence[Vector]) -> list[Vector]:
    """For each place between columns, the sum over all ways from each state to the end, each place scaled to 1."""
    sums = [_one_at(_START)]
    for column, weighed in zip(reversed(columns), reversed(steps_at), strict=True):
        before = [0.0] * (_START + 1)
        for arc, factor in zip(column.arcs, weighed, strict=True):
            before[arc.source] += factor * sums[-1][arc.target]
        sums.append(_scaled(before)[0])
    return sums[::-1]


def add_gradient(page: Chain, weights: Sequence[float], *, gradient: Vector) -> float:
    """The log-likelihood of a page's right path; its gradient is added to what is given."""
    steps_at = [factors(column, weights) for column in page.columns]
    after = backward(page.columns, steps_at)
    before, log_sum = _one_at(_START), 0.0
    for column, weighed, sums in zip(page.columns, steps_at, after[1:], strict=True):
        chances = [before[arc.source] * f * sums[arc.target] for arc, f in zip(column.arcs, weighed, strict=True)]
        _take_away(column, chances, gradient=gradient)
        following = [0.0] * (_START + 1)
        for arc, factor in zip(column.arcs, weighed, strict=True):
            following[arc.target] += before[arc.source] * factor
        before, scale = _scaled(following)
        log_sum += math.log(scale)
    for n, value in page.right.items():
        gradient[n] += value
    return sum(weights[n] * value for n, value in page.right.items()) - log_sum


def _take_away(column: Column, chances: Sequence[float], *, gradient: Vector) -> None:
    """Take what a column's steps hold by their chances from the gradient."""
    whole = sum(chances)
    begun = 0.0
    for arc, chance in zip(column.arcs, chances, strict=True):
        begun += chance if arc.begins else 0.0
        for n in arc.rules:
            gradient[n] -= chance / whole
    for n, value in column.features:
        gradient[n] -= value * begun / whole


def _one_at(state: int) -> Vector:
    return [float(n == state) for n in range(_START + 1)]


def _scaled(sums: Vector) -> tuple[Vector, float]:
    whole = sum(sums)
    return [one / whole for one in sums], whole


def fit(
    pages: Sequence[Chain], names: Sequence[str], *, held: Mapping[str, float], strength: float
) -> dict[str, float]:
    """The likeliest weights under a normal prior around 0 of variance 1 / `strength`; `held` ones stay as they are."""
    free = [n for n, name in enumerate(names) if name not in held]
    whole = [held.get(name, 0.0) for name in names]

    def loss(point: Sequence[float]) -> tuple[float, Vector]:
        for n, value in zip(free, point, strict=True):
            whole[n] = value
        gradient = [0.0] * len(names)
        likelihood = sum(add_gradient(page, whole, gradient=gradient) for page in pages)
        penalty = strength / 2 * sum(value * value for value in point)
        return penalty - likelihood, [strength * value - gradient[n] for n, value in zip(free, point, strict=True)]

    found = dict(zip(free, minimum(loss, [0.0] * len(free)), strict=True))
    return {name: found.get(n, whole[n]) for n, name in enumerate(names)}


def minimum(function: Callable[[Sequence[float]], tuple[float, Vector]], start: Vector) -> Vector:
    """Where a smooth convex function is least, by BFGS; the function gives its value and its gradient."""
    point, (value, gradient) = start, function(start)
    size = math.sqrt(_dot(gradient, gradient)) or 1.0
    inverse = [[float(row == column) / size for column in range(len(start))] for row in range(len(start))]
    while True:
        direction = [-_dot(row, gradient) for row in inverse]
        following = _search(function, point, direction=direction, value=value, slope=_dot(gradient, direction))
        if following is None:
            return point
        moved, lower, slopes = following
        gain = value - lower
        _update(inverse, moved=_less(moved, point), turned=_less(slopes, gradient))
        point, value, gradient = moved, lower, slopes
        if gain <= _SMALL_GAIN * (1 + abs(value)):
            return point


def _search(
    function: Callable[[Sequence[float]], tuple[float, Vector]],
    point: Vector,
    *,
    direction: Vector,
    value: float,
    slope: float,
) -> tuple[Vector, float, Vector] | None:
    """A step along the direction that lowers the function by enough; None if there is none."""
    length = 1.0
    while length > 1e-10:
        moved = [a + length * b for a, b in zip(point, direction, strict=True)]
        lower, gradient = function(moved)
        if lower <= value + 1e-4 * length * slope:
            return moved, lower, gradient
        length /= 2
    return None


def _update(inverse: list[Vector], *, moved: Vector, turned: Vector) -> None:
    """What a step and the gradient's change along it tell of the inverse of the second derivatives."""
    along = _dot(moved, turned)
    if along <= 0:
        return
    bent = [_dot(row, turned) for row in inverse]
    stretch = (1 + _dot(turned, bent) / along) / along
    for n, row in enumerate(inverse):
        for m in range(len(row)):
            row[m] += stretch * moved[n] * moved[m] - (bent[n] * moved[m] + moved[n] * bent[m]) / along


def _less(left: Sequence[float], right: Sequence[float]) -> Vector:
    return [a - b for a, b in zip(left, right, strict=True)]


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(map(float.__mul__, left, right))
