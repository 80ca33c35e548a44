"""The fit of the segmenter's weights: its arithmetic against sums over all readings, and what it finds again."""

import itertools
import math
import random
from collections.abc import Mapping, Sequence

import pytest

from site_builder.importers.pagetext.bylines import Credit
from site_builder.importers.pagetext.features import Block, BlockKind, Gap
from site_builder.importers.pagetext.layout import PagePiece
from site_builder.importers.pagetext.printed_lines import PrintedLine
from site_builder.importers.pagetext.segment import WEIGHTS, best
from tools.crf import Chain, Vector, add_gradient, backward, chain, factors, fit, minimum

NAMES = list(WEIGHTS)
# Weights unlike those in place: what is found again is not what was known before.
TRUE = {
    "any": -0.5, "apart": 1.5, "no blank": -1.5, "heading": 1.0, "names begin": 0.8, "begins signed": 1.0,
    "signed inside": -1.0, "unsigned": -1.0, "twice signed": -1.2,
}  # fmt: skip


def made_page(choose: random.Random, size: int) -> tuple[list[Block], list[Gap]]:
    """Blocks of all kinds, and features as they may be."""
    kinds = choose.choices(list(BlockKind), (10, 2, 2, 1, 2, 1), k=size)
    blocks = [
        Block(PagePiece((PrintedLine(n, "x", 1),), "x"), kind, Credit(rest="x")) for n, kind in enumerate(kinds, 1)
    ]
    features = ("apart", "names begin"), ("no blank", "wide blank")
    gaps = [
        {"any": 1.0}
        | {name: round(choose.random(), 2) for name in features[0]}
        | {name: float(choose.random() < 0.4) for name in features[1]}
        | {"heading": float(block.kind is BlockKind.HEADING)}
        for block in blocks[1:]
    ]
    return blocks, list(map(Gap, gaps))


def sampled(page: Chain, weights: Sequence[float], choose: random.Random) -> list[bool]:
    """The boundaries of a reading drawn by its chance."""
    steps_at = [factors(column, weights) for column in page.columns]
    after = backward(page.columns, steps_at)
    state, begins = page.columns[-1].arcs[0].target, []
    for column, weighed, sums in zip(page.columns, steps_at, after[1:], strict=True):
        pairs = [
            (arc, f * sums[arc.target]) for arc, f in zip(column.arcs, weighed, strict=True) if arc.source == state
        ]
        arc = choose.choices([arc for arc, _ in pairs], [chance for _, chance in pairs])[0]
        state = arc.target
        begins.append(arc.begins)
    return begins[1:-1]


def likelihood(page: Chain, weights: Mapping[str, float]) -> float:
    return add_gradient(page, list(weights.values()), gradient=[0.0] * len(NAMES))


@pytest.mark.parametrize("seed", range(6))
def test_all_readings_of_a_page_have_chances_that_make_one(seed: int) -> None:
    """And the likeliest of them is the one that the importer finds."""
    choose = random.Random(seed)
    blocks, gaps = made_page(choose, 6)
    weights = {name: choose.uniform(-2, 2) for name in NAMES}
    chances = {
        begins: math.exp(likelihood(chain(blocks, gaps, begins=begins, names=NAMES), weights))
        for begins in itertools.product((False, True), repeat=5)
    }
    assert math.fsum(chances.values()) == pytest.approx(1.0)
    likeliest = max(chances, key=chances.__getitem__)
    assert [n for n, begins in enumerate(likeliest, 1) if begins] == best(blocks, gaps, weights)


@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_is_the_slope(seed: int) -> None:
    choose = random.Random(seed)
    blocks, gaps = made_page(choose, 12)
    page = chain(blocks, gaps, begins=[choose.random() < 0.3 for _ in gaps], names=NAMES)
    point = [choose.uniform(-1, 1) for _ in NAMES]
    gradient = [0.0] * len(NAMES)
    add_gradient(page, point, gradient=gradient)
    for n, slope in enumerate(gradient):
        there, back = ([*point[:n], point[n] + change, *point[n + 1 :]] for change in (1e-5, -1e-5))
        values = [add_gradient(page, one, gradient=[0.0] * len(NAMES)) for one in (there, back)]
        assert slope == pytest.approx((values[0] - values[1]) / 2e-5, abs=1e-5)


def test_known_weights_are_found_again() -> None:
    """From pages whose boundaries were drawn by them. What was held is as it was."""
    choose = random.Random(3)
    weights = [TRUE.get(name, 0.0) for name in NAMES]
    pages = []
    for _ in range(160):
        blocks, gaps = made_page(choose, 16)
        begins = sampled(chain(blocks, gaps, begins=[False] * len(gaps), names=NAMES), weights, choose)
        pages.append(chain(blocks, gaps, begins=begins, names=NAMES))
    held = {name: 0.0 for name in NAMES if name not in TRUE and name != "wide blank"}
    found = fit(pages, NAMES, held=held, strength=0.01)
    assert {name: found[name] for name in held} == held
    wanted = TRUE | {"wide blank": 0.0}
    assert {name: weight for name, weight in wanted.items() if abs(found[name] - weight) > 0.3} == {}


def test_a_strong_prior_leaves_nothing() -> None:
    blocks, gaps = made_page(random.Random(1), 12)
    pages = [chain(blocks, gaps, begins=[n % 3 == 0 for n in range(len(gaps))], names=NAMES)]
    loose, tight = (fit(pages, NAMES, held={}, strength=strength) for strength in (0.1, 1000.0))
    assert max(map(abs, loose.values())) > 0.5 > 0.05 > max(map(abs, tight.values()))


def test_the_least_of_a_function() -> None:
    """A valley a hundred times as long as wide, bent by a fourth power."""

    def valley(point: Sequence[float]) -> tuple[float, Vector]:
        x, y = point[0] - 3, point[1] + 1
        return x * x + 100 * (x + y) ** 2 + y**4, [2 * x + 200 * (x + y), 200 * (x + y) + 4 * y**3]

    assert minimum(valley, [0.0, 0.0]) == pytest.approx([3.0, -1.0], abs=0.01)
