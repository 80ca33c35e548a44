"""Columns: tables of figures keep their lines and spaces, two columns of text side by side are refused."""

from itertools import zip_longest
from pathlib import Path

import pytest

from site_builder.archive.article import read_body
from site_builder.archive.config import Config
from site_builder.archive.read import read_archive
from site_builder.checks.audit import audit
from site_builder.importers.base import ImportOptions
from site_builder.importers.batch import import_files
from site_builder.importers.pagetext.columns import rows_of, side_by_side
from tests.conftest import Make
from tests.english_pages import pages, spread
from tests.english_stories import TABLE

LEFT = """\
Mr. Higgs said that the weir would be
repaired before the winter, and that
the keeper of the lock would have a
new cottage, since the old one had
been under water for the greater part
of March.

The council meets again on Tuesday to
hear what the Navigation will pay. It
has offered a third of the cost.
"""
RIGHT = """\
The mile was won by Miss Harker, who
gave the others eleven yards and was
not out of breath. She is to run at
the county sports in August.

There were prizes for the best-kept
allotments. Mr. Dunn’s marrow weighed
forty-one pounds; it was carried to
the tent by two of his sons and the
curate, who is stronger than he looks.
"""


def beside(left: str, right: str, width: int = 40) -> list[str]:
    return [f"{a:<{width}}  {b}".rstrip() for a, b in zip_longest(left.splitlines(), right.splitlines(), fillvalue="")]


@pytest.mark.parametrize("width", [38, 44, 60])
def test_two_columns_are_seen(width: int) -> None:
    assert side_by_side(["THE HARBOUR COURIER", "", *beside(LEFT, RIGHT, width)]) == 1


def test_two_columns_of_chinese_are_seen() -> None:
    left = "清河上的第一座大桥昨天通车了前来参观\n" * 12
    assert side_by_side([f"{line}  {line}" for line in left.splitlines()]) == 1


@pytest.mark.parametrize(
    "text",
    [
        LEFT + RIGHT,
        "\n".join(spread(line.split(), 42) for line in (LEFT + RIGHT).splitlines()),
        TABLE * 4,
        "\n".join(f"{name:<30}{n:>6}{n * 7:>8}" for n, name in enumerate(["Harbour Town United Football Club"] * 20)),
        "\n".join("桥 面 共 有 六 条 车 道  两 年 建 成" for _ in range(20)),
        "",
    ],
)
def test_one_column_and_tables_are_none(text: str) -> None:
    assert side_by_side(text.splitlines()) == 0


def test_no_page_of_one_column_is_refused() -> None:
    assert not [page.name for page in pages() if side_by_side(page.lines)]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (TABLE.splitlines(), {3, 4, 5, 6, 7}),
        (["Wheat ...... 52s. 0d.", "Barley ..... 31s. 6d."], {1, 2}),
        (["Arsenal\t20\t12", "Leeds\t20\t11"], {1, 2}),
        (["Wheat    52s. 0d."], set()),
        (["in  the  spring  of  1912", "and  the  winter  of  1913"], set()),
        (["2024年2月19日  星期一  第3版", "2024年2月19日  星期一  第3版"], set()),
    ],
)
def test_rows_of_tables(lines: list[str], rows: set[int]) -> None:
    assert rows_of(lines) == rows


def test_a_table_keeps_its_lines_and_spaces(make: Make, tmp_path: Path) -> None:
    root = make()
    (tmp_path / "p.txt").write_text(LEFT + "\n" + TABLE + "\n" + RIGHT, encoding="utf-8")
    import_files(root, [tmp_path / "p.txt"], ImportOptions(date="1912-05-07"))
    bodies = "".join(read_body(file) for file in (root / "articles").rglob("*.md"))
    assert "```\n" + TABLE.partition("\n\n")[2] + "```" in bodies
    assert not audit(read_archive(root, Config(title="x"))[0]).problems


def test_two_columns_are_refused_with_what_to_do(make: Make, tmp_path: Path) -> None:
    root = make()
    (tmp_path / "p.txt").write_text("\n".join(beside(LEFT, RIGHT)), encoding="utf-8")
    (outcome,) = import_files(root, [tmp_path / "p.txt"], ImportOptions(date="1912-05-07"))
    assert outcome.state == "refused"
    assert "side by side" in outcome.problems[0].message
    assert "-layout" in outcome.problems[0].hint
    assert not (root / "articles").exists()
