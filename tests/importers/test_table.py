"""A table of file, date, section, page: as spreadsheets save it, and its faults by line."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.article import read_article
from site_builder.cli import cli
from site_builder.common.problems import BuildError
from site_builder.importers.base import ImportOptions, InputFile
from site_builder.importers.table import with_table
from tests.conftest import Make

PAGE = "本报讯（记者 王小明）清河大桥昨天通车，市长走过了大桥。\n"


@pytest.fixture
def root(make: Make) -> Path:
    return make(settings="title: Archive\nlanguage: en\n")


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    for name in ("1/01.txt", "2/01.txt", "0007.txt"):
        file = tmp_path / "dump" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.replace("清河", name[0] + "号"), encoding="utf-8")
    return tmp_path / "dump"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def fronts(root: Path) -> dict[str, tuple[str, str, str]]:
    """By source page: date, section, page."""
    found = {}
    for file in (root / "articles").rglob("*.md"):
        article, _ = read_article(file, file.name)
        assert article
        front = article.front
        found[front.source[0].file] = (front.date, front.section, front.page)
    return found


WANTED = {
    "1/01.txt": ("1998-01-16", "要闻", "01"),
    "2/01.txt": ("1998-01-17", "", "1"),
    "0007.txt": ("1998-01", "文艺", "07"),
}
ROWS = "file,date,section,page\n1/01.txt,1998-01-16,要闻,01\n2/01.txt,1998-01-17,,1\n0007,1998-01,文艺,07\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ROWS, "utf-8"),
        (ROWS, "utf-8-sig"),
        (ROWS, "gb18030"),
        (ROWS, "utf-16"),
        (ROWS.replace(",", ";"), "utf-8-sig"),
        (ROWS.replace(",", "\t"), "utf-16"),
        (ROWS.replace("file,date,section,page", "文件,日期,栏目,版次"), "gb18030"),
        (ROWS.replace("file,date,section,page", "File, DATE,Section,Page"), "utf-8"),
        (ROWS.replace("\n", "\r\n") + ",,,\r\n", "utf-8"),
        (ROWS.replace("1998-01-16", "1998/1/16").replace("1998-01-17", "1998年1月17日"), "utf-8"),
        (ROWS.replace("1998-01-16", "19980116").replace("1998-01-17", "17/01/1998 0:00"), "utf-8"),
        (ROWS.replace("1/01.txt", '"dump/1/01.TXT"').replace("2/01", ".\\2\\01"), "utf-8"),
    ],
)
def test_tables(root: Path, dump: Path, tmp_path: Path, text: str, encoding: str) -> None:
    table = tmp_path / "pages.csv"
    table.write_bytes(text.encode(encoding))
    result = run(dump, "--table", table, "--into", root)
    assert result.exit_code == 0, result.output
    assert fronts(root) == WANTED
    assert result.output.count("  table ") == 3


@pytest.mark.parametrize(
    ("old", "new", "message", "left"),
    [
        ("1998-01-17", "yesterday", "pages.csv:3: “yesterday” is no date", ["0007.txt", "1/01.txt"]),
        (
            "1998-01-17",
            "1/2/1998",
            "pages.csv:3: “1/2/1998” can be read in more than one way",
            ["0007.txt", "1/01.txt"],
        ),
        ("1998-01-17", "1998-02-30", "pages.csv:3: “1998-02-30” is no day", ["0007.txt", "1/01.txt"]),
        ("2/01.txt,1998-01-17,,1\n", "", "2/01.txt: has no row", ["0007.txt", "1/01.txt"]),
        ("0007,", "0008,", "pages.csv:4: “0008” is none of the files", ["1/01.txt", "2/01.txt"]),
        ("2/01.txt", "01", "pages.csv:3: “01” may be any of several files", ["0007.txt"]),
        ("2/01.txt", "1/01", "pages.csv:3: “1/01” has a row already", ["0007.txt"]),
        ("2/01.txt", "", "pages.csv:3: the row names no file", ["0007.txt", "1/01.txt"]),
        ("file,", "datei,", "pages.csv:1: has no column “file”", []),
        ("date,section", "date,date", "two columns of one name", []),
    ],
)
def test_faults(root: Path, dump: Path, tmp_path: Path, old: str, new: str, message: str, left: list[str]) -> None:
    table = tmp_path / "pages.csv"
    table.write_text(ROWS.replace(old, new, 1), encoding="utf-8")
    result = CliRunner().invoke(cli, ["import", str(dump), "--table", str(table), "--into", str(root)])
    assert result.exit_code != 0
    assert message in result.output + str(result.exception)
    assert sorted(fronts(root)) == left


def test_columns_that_are_not_read_are_named(root: Path, dump: Path, tmp_path: Path) -> None:
    table = tmp_path / "pages.csv"
    table.write_text("file,date,editor\n1/01,1998-01-16,x\n2/01,1998-01-17,x\n0007,1998-01-18,x\n", encoding="utf-8")
    assert "columns that are not read: “editor”" in run(dump, "--table", table, "--into", root).output
    assert len(fronts(root)) == 3


def test_a_table_after_the_import(root: Path, dump: Path, tmp_path: Path) -> None:
    assert run(dump, "--undated", "--into", root, "--section", "要闻").exit_code == 0
    table = tmp_path / "pages.csv"
    table.write_text("file,date\n1/01,1998-01-16\n2/01,1998-01-17\n0007,\n", encoding="utf-8")
    assert "add --redo" in run(dump, "--table", table, "--into", root).output
    assert run(dump, "--table", table, "--into", root, "--redo", "--undated").exit_code == 0
    found = fronts(root)
    assert {found[name][:2] for name in ("1/01.txt", "2/01.txt")} == {("1998-01-16", "要闻"), ("1998-01-17", "要闻")}
    assert found["0007.txt"][0].startswith("[1600..")


@given(
    st.binary(max_size=80)
    | st.text('file,date;\t"\n1998-01x/\\ ', max_size=60).map(lambda text: f"file,date\n{text}".encode())
)
def test_no_table_crashes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "pages.csv"
        table.write_bytes(data)
        pages = [InputFile(Path("d/1998-01/x.txt"), "1998-01/x"), InputFile(Path("d/1998-01.txt"), "1998-01")]
        with suppress(BuildError):
            kept, problems = with_table(pages, table, ImportOptions())
            assert len(kept) == 2 or problems
