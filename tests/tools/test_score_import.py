"""The measures by which the importer is judged, on readings small enough to be counted by hand."""

import json
from pathlib import Path

import pytest

from tools.gold import Article, Reading, read_pages, read_reading, write_pages
from tools.measures import Count, Score, score_page, total
from tools.sample_pages import main as sample_pages_command
from tools.sample_pages import sample_pages
from tools.score_import import blank_lines, main, predict

LINES = ["line"] * 8


def reading(*ranges: tuple[int, int], optional: tuple[int, ...] = ()) -> Reading:
    return Reading(tuple(Article((lines,)) for lines in ranges), optional)


def scored(gold: Article, found: Article) -> Score:
    return score_page(["line"], Reading((gold,)), found=Reading((found,)))


@pytest.mark.parametrize(
    ("lines", "gold", "found", "exact", "near"),
    [
        (LINES, reading((1, 4), (5, 8)), reading((1, 4), (5, 8)), (1, 1, 1), (1, 1, 1)),
        (LINES, reading((1, 4), (5, 8)), reading((1, 5), (6, 8)), (0, 1, 1), (1, 1, 1)),
        (LINES, reading((1, 4), (5, 8)), reading((1, 6), (7, 8)), (0, 1, 1), (0, 1, 1)),
        (LINES, reading((1, 4), (5, 8)), reading((1, 8)), (0, 0, 1), (0, 0, 1)),
        # one boundary found between two right ones is matched once
        (LINES, reading((1, 3), (4, 4), (5, 8)), reading((1, 4), (5, 8)), (1, 1, 2), (1, 1, 2)),
        # blank and optional lines are not counted: the boundary found lies one line off, not three
        (["a", "b", "", "", "c", "d"], reading((1, 2), (5, 6)), reading((1, 5), (6, 6)), (0, 1, 1), (1, 1, 1)),
        (["a", "b", "c", "d"], reading((1, 1), (3, 4), optional=(2,)), reading((1, 2), (3, 4)), (1, 1, 1), (1, 1, 1)),
        # lines that nobody claims are a group of their own, on each side of an article another one
        (LINES, reading((1, 8)), reading((3, 4)), (0, 2, 0), (0, 2, 0)),
        # of two claims the first counts
        (LINES, reading((1, 4), (5, 8)), reading((1, 4), (3, 8)), (1, 1, 1), (1, 1, 1)),
    ],
)
def test_boundaries(
    lines: list[str], gold: Reading, found: Reading, exact: tuple[int, int, int], near: tuple[int, int, int]
) -> None:
    score = score_page(lines, gold, found=found)
    assert (score.boundaries, score.within_a_line) == (Count(*exact), Count(*near))


@pytest.mark.parametrize(
    ("gold", "found", "pk"),
    [
        (reading((1, 4), (5, 8)), reading((1, 4), (5, 8)), 0.0),
        (reading((1, 4), (5, 8)), reading((1, 5), (6, 8)), 2 / 6),  # lines 3 and 5, and 5 and 7
        (reading((1, 4), (5, 8)), reading((1, 8)), 2 / 6),
        (reading((1, 4), (5, 8)), reading(*((n, n) for n in range(1, 9))), 4 / 6),
        (reading((1, 2), (3, 4), (5, 6), (7, 8)), reading((1, 8)), 1.0),  # the distance is 2 at least
    ],
)
def test_pk_is_the_part_of_pairs_that_are_wrong(gold: Reading, found: Reading, pk: float) -> None:
    assert score_page(LINES, gold, found=found).pk == pytest.approx(pk)


def test_pages_too_short_for_pk_are_left_out() -> None:
    short = score_page(["a", "b", "c", "d"], reading((1, 4)), found=reading((1, 2), (3, 4)))
    assert (short.pk_pages, short.pk) == (0, 0.0)
    long = score_page(LINES, reading((1, 4), (5, 8)), found=reading((1, 8)))
    assert total([short, long]).pk == long.pk > 0


def test_articles_are_right_if_all_their_lines_are() -> None:
    gold = Reading((Article(((1, 2), (6, 8))), Article(((3, 5),))))
    assert score_page(LINES, gold, found=gold).articles == Count(2, 2, 2)
    assert score_page(LINES, gold, found=reading((1, 2), (3, 5), (6, 8))).articles == Count(1, 3, 2)
    taken = reading((1, 8), (3, 5))  # the second has no line left
    assert score_page(LINES, gold, found=taken).articles == Count(0, 1, 2)


@pytest.mark.parametrize(
    ("gold", "found", "inferred", "count"),
    [
        ("A b", "Ab", False, (1, 1, 1)),
        ("Ａｂ", "Ab", False, (1, 1, 1)),
        ("Ab", "Ac", False, (0, 1, 1)),
        (None, "Ab", True, (0, 0, 0)),
        (None, "Ab", False, (0, 1, 0)),
        ("Ab", "Ab", True, (0, 0, 1)),
    ],
)
def test_titles(gold: str | None, found: str, inferred: bool, count: tuple[int, int, int]) -> None:
    score = scored(Article(((1, 1),), gold), Article(((1, 1),), found, inferred))
    assert score.titles == Count(*count)


def test_bylines_and_paragraphs() -> None:
    gold = Article(((1, 1),), byline=("王 文", "李华"), paragraphs=("甲。", "乙。", "乙。"))
    found = Article(
        ((1, 1),), byline=("王文", "赵海"), paragraphs=("本报讯（记者 王文）甲。", "乙。（通讯员 赵海）", "丙。")
    )
    score = scored(gold, found)
    assert (score.bylines, score.paragraphs) == (Count(1, 2, 2), Count(2, 3, 3))
    assert scored(Article(((1, 1),)), found).paragraphs == Count()  # nobody wrote down the right ones


def test_an_article_that_is_less_than_half_found_has_no_title() -> None:
    gold = Reading((Article(((1, 8),), "Ab", byline=("Cd",)),))
    found = Reading((Article(((1, 3),), "Ab", byline=("Cd",)),))
    score = score_page(LINES, gold, found=found)
    assert (score.titles, score.bylines) == (Count(0, 0, 1), Count(0, 0, 1))


@pytest.mark.parametrize(("count", "figures"), [(Count(), (1, 1, 1)), (Count(0, 2, 0), (0, 0, 0)), (Count(0, 0, 2), (0, 0, 0)),
                                               (Count(1, 2, 4), (0.5, 0.25, 1 / 3))])  # fmt: skip
def test_precision_recall_f1(count: Count, figures: tuple[float, float, float]) -> None:
    assert (count.precision, count.recall, count.f1) == pytest.approx(figures)


def test_the_made_pages_are_read_by_the_importer(capsys: pytest.CaptureFixture[str]) -> None:
    """What a stranger sees who runs the command on nothing: far better than the simplest guess."""
    main(["--json"])
    ours = json.loads(capsys.readouterr().out)
    main(["--json", "--baseline"])
    baseline = json.loads(capsys.readouterr().out)
    assert ours["pages"] == baseline["pages"] == 24
    assert ours["boundaries"]["F1"] > 0.8 > 0.4 > baseline["boundaries"]["F1"]
    assert ours["pk"] < 0.15 < 0.4 < baseline["pk"]
    main([])
    assert f"{ours['bylines']['F1']:.4f}" in capsys.readouterr().out


def test_what_the_importer_reads() -> None:
    lines = [
        "水渠完工",
        "",
        "本报讯（记者 王文）临河县的水渠日前完工。",
        "",
        "",
        "青石镇办起了竹编厂，",
        "群众很高兴。（记者 李华）",
    ]
    assert predict(lines) == Reading(
        (
            Article(((1, 3),), "水渠完工", False, ("王文",), ("本报讯（记者 王文）临河县的水渠日前完工。",)),
            Article(((6, 7),), "青石镇办起了竹编厂", True, ("李华",), ("青石镇办起了竹编厂，群众很高兴。",)),
        )
    )


def test_readings_that_were_kept_score_as_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path / "data", sample_pages(4))
    main([str(tmp_path / "data"), "--save", str(tmp_path / "kept")])
    scored = capsys.readouterr().out
    main([str(tmp_path / "data"), "--readings", str(tmp_path / "kept")])
    assert capsys.readouterr().out == scored
    assert read_reading(tmp_path / "kept" / "s001.json") == predict(sample_pages(1)[0].lines)


def test_the_made_pages_are_the_same_each_time_and_their_readings_whole(tmp_path: Path) -> None:
    pages = sample_pages(8)
    sample_pages_command([str(tmp_path), "--count", "8"])
    assert read_pages(tmp_path) == pages != sample_pages(8, seed=2)
    for page in pages:
        claimed = [n for one in page.gold.articles for first, last in one.ranges for n in range(first, last + 1)]
        assert len(claimed) == len(set(claimed))
        assert set(claimed) >= {n for n, line in enumerate(page.lines, 1) if line.strip()}
        assert score_page(page.lines, page.gold, found=page.gold).boundaries.f1 == 1.0


def test_the_baseline_parts_at_blank_lines() -> None:
    assert blank_lines(["a", "b", "", "", "c"]) == Reading((Article(((1, 2),)), Article(((5, 5),))))


@pytest.mark.parametrize("text", ["{", '{"articles": [{"ranges": [[1]]}]}', '{"articles": [{"title": "x"}]}'])
def test_a_reading_of_another_form_is_named(tmp_path: Path, text: str) -> None:
    write_pages(tmp_path, sample_pages(1))
    (tmp_path / "gold" / "s001.json").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"s001\.json: "):
        main([str(tmp_path)])


def test_a_folder_without_readings_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"there are no readings"):
        main([str(tmp_path)])
