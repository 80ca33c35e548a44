"""The command that fits the segmenter's weights, on pages made up for it."""

import ast
from pathlib import Path

import pytest

from site_builder.importers.pagetext.arrange import observe
from site_builder.importers.pagetext.segment import WEIGHTS
from tests import english_pages
from tools.fit_segmenter import HELD, Known, Options, as_source, boundaries, cross_validated, fitted, known, main, read
from tools.gold import Article, Reading, write_pages
from tools.measures import Score, score_page, total
from tools.sample_pages import sample_pages
from tools.score_import import blank_lines

PAGE = """\
今日要闻

本报讯（记者 王文）临河县的水渠日前完工。

群众高兴地说，这条水渠解决了大问题。

本报讯（记者 李华）青石镇办起了竹编厂。
"""


def pages(count: int, seed: int) -> list[Known]:
    found = [known("made", page, options=Options()) for page in sample_pages(count, seed)]
    return [one for one in found if one]


def score(readings: list[tuple[Known, Reading]]) -> Score:
    return total(score_page(one.page.lines, one.page.gold, found=reading) for one, reading in readings)


def test_fitted_weights_part_pages_that_they_were_not_fitted_to() -> None:
    """Better than the simplest guess, and than the weights in place, which were fitted to other papers."""
    weights, held_out = fitted(pages(30, seed=1), Options()), pages(15, seed=2)
    found, in_place = score(read(held_out, weights)), score(read(held_out, WEIGHTS))
    baseline = score([(one, blank_lines(one.page.lines)) for one in held_out])
    assert found.boundaries.f1 > 0.95 > in_place.boundaries.f1 > baseline.boundaries.f1
    assert found.pk < 0.03 < in_place.pk < baseline.pk


def test_weights_are_held_rounded_and_lifted() -> None:
    some = pages(6, seed=1)
    weights, flat = fitted(some, Options()), fitted(some, Options(lift=0.0))
    held = {name: weight for name, weight in WEIGHTS.items() if name in HELD or not weight}
    assert list(weights) == list(WEIGHTS)
    assert {name: weights[name] for name in held} == held
    assert weights == flat | {"any": pytest.approx(flat["any"] + 0.6, abs=0.11)}
    assert all(weight == round(weight, 1) for weight in weights.values())


def test_no_page_is_read_by_weights_that_knew_it() -> None:
    """In two folds, the pages of one are read as by weights fitted to the other."""
    some = pages(6, seed=4)
    found = {one.page.name: reading for one, reading in cross_validated(some, Options(), folds=2)}
    assert found == {
        one.page.name: reading
        for mine, others in ((some[0::2], some[1::2]), (some[1::2], some[0::2]))
        for one, reading in read(mine, fitted(others, Options()))
    }


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([[(1, 5)], [(7, 7)]], [False, False, True]),
        ([[(3, 5)], [(7, 7)]], [False, False, True]),  # a line that is nobody's, and none above
        ([[(1, 3)], [(7, 7)]], [False, False, True]),  # a line that is nobody's goes with what stands above
        ([[(1, 1)], [(3, 7)]], [True, False, False]),
        ([[(1, 3), (7, 7)], [(5, 5)]], [False, True, True]),
        ([[(1, 7)], [(5, 7)]], [False, False, False]),  # of two claims the first counts
    ],
)
def test_boundaries_stand_between_blocks_of_different_articles(
    articles: list[list[tuple[int, int]]], expected: list[bool]
) -> None:
    seen = observe(PAGE.splitlines())
    assert [block.piece.first for block in seen.blocks] == [1, 3, 5, 7]
    assert boundaries(seen, Reading(tuple(Article(tuple(lines)) for lines in articles))) == expected


def test_a_block_belongs_to_the_article_that_has_most_of_its_lines() -> None:
    seen = observe(["青石镇办起了竹编厂，", "群众很高兴，", "都来参观。", "", "", "本报讯（记者 王文）水渠完工。"])
    assert [len(block.piece.lines) for block in seen.blocks] == [3, 1]
    for lines, expected in ((((1, 2),), ((3, 6),)), True), ((((1, 1),), ((2, 6),)), False):
        assert boundaries(seen, Reading(tuple(map(Article, lines)))) == [expected]


def test_the_source_says_what_the_weights_are() -> None:
    text = as_source(WEIGHTS)
    assert ast.literal_eval(text.removesuffix("  # fmt: skip")) == WEIGHTS
    assert max(map(len, text.splitlines())) <= 120


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path / "mine", sample_pages(6, seed=5))
    write_english(tmp_path / "mine")
    main([str(tmp_path / "mine"), "--folds", "2"])
    said = capsys.readouterr().out
    assert "1 of 7 pages are in the other script and left out" in said
    assert 'WEIGHTS = {\n    "any": ' in said
    rows = [line.split("mine")[0].strip() for line in said.splitlines() if " mine " in line]
    assert rows == ["baseline", "in place", "fitted, same pages", "fitted, held out"]


def test_pages_in_the_other_script_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_english(tmp_path)
    with pytest.raises(SystemExit, match="there is no page to fit to"):
        main([str(tmp_path)])
    main([str(tmp_path), "--latin"])
    said = capsys.readouterr().out
    assert "LATIN = {" in said
    assert "held out" not in said  # of one page, none


@pytest.mark.parametrize("option", [("--strength", "0"), ("--folds", "1")])
def test_options_that_say_nothing_are_refused(option: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(option)
    assert "--strength must be more than 0, and --folds at least 2" in capsys.readouterr().err


def write_english(folder: Path) -> None:
    write_pages(folder, map(english_pages.gold, english_pages.pages(1)))
