"""Form feeds part pages: slices that are together the file, byte for byte."""

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.config import Config
from site_builder.archive.read import read_archive
from site_builder.archive.source import read_source
from site_builder.checks.audit import audit
from site_builder.cli import cli
from site_builder.importers.decode import DecodedText, decode
from site_builder.importers.pagetext.cutting import cut
from tests.conftest import Make

PAGES = [
    "The Harbour Courier, Friday, January 9, 1998 No. 7\n\nBRIDGE OPENS\n\nThe bridge was opened by the mayor.\n",
    "\n",
    "Page 3\n\nTEA HARVEST BEGINS\n\nThe tea harvest began ten days early.\n",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"])
@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("一面\n\f二面\n\f三面\n\f", ["一面\n\f", "二面\n\f", "三面\n\f"]),
        ("一面\n\f\f三面\n", ["一面\n\f", "\f", "三面\n"]),
        ("一面\n\f \n\f\n", ["一面\n\f \n\f\n"]),
        ("一面\n\f", ["一面\n\f"]),
        ("一面\n", ["一面\n"]),
        ("\f二面\n", ["\f", "二面\n"]),
    ],
)
def test_pages(text: str, pages: list[str], encoding: str) -> None:
    data = text.encode(encoding)
    name = encoding.removesuffix("-sig")
    found = cut(DecodedText(text, name, data))
    assert [page.text for page in found] == pages
    assert b"".join(page.data for page in found) == data
    assert [page.data.decode(page.encoding).removeprefix("\ufeff") for page in found] == pages


@given(st.text(st.sampled_from("ab\n\f\u7532 "), max_size=40))
def test_the_slices_are_the_file(text: str) -> None:
    whole = decode(text.encode())
    found = cut(whole)
    assert b"".join(page.data for page in found) == whole.data
    assert all(page.data for page in found) or not text


def test_a_dump_of_an_issue(make: Make, tmp_path: Path) -> None:
    root = make(settings="title: Archive\nlanguage: en\n")
    dump = tmp_path / "courier.txt"
    dump.write_bytes("\f".join([*PAGES, ""]).encode())
    result = CliRunner().invoke(cli, ["import", str(dump), "--into", str(root)])
    assert result.exit_code == 0, result.output
    stems = ["courier-01", "courier-02", "courier-03"]
    assert b"".join((root / "pages" / f"{stem}.txt").read_bytes() for stem in stems) == dump.read_bytes()
    for number, stem in enumerate(stems, 1):
        source, problems = read_source(root / "pages" / f"{stem}.txt", f"{stem}.txt")
        assert source
        assert not problems
        origin = source.record.cut_from
        assert origin
        assert (origin.file, origin.number, origin.of) == ("courier.txt", number, 3)
        assert origin.sha256 == hashlib.sha256(dump.read_bytes()).hexdigest()
    found, problems = read_archive(root, Config(title="x"))
    assert not problems
    assert not audit(found).problems
    fronts = {article.front.page: article.front for article in found.articles}
    assert {page: front.date for page, front in fronts.items()} == {"01": "1998-01-09", "03": "1998-01-09"}
    assert "another page of the same file" in fronts["03"].date_note
    again = CliRunner().invoke(cli, ["import", str(dump), "--into", str(root)])
    assert again.output.count("already imported") == 3


def test_a_dump_of_several_days_dates_no_page_by_another(make: Make, tmp_path: Path) -> None:
    root = make(settings="title: Archive\nlanguage: en\n")
    dump = tmp_path / "courier.txt"
    second = PAGES[0].replace("Friday, January 9", "Saturday, January 10").replace("BRIDGE", "SECOND BRIDGE")
    dump.write_bytes("\f".join([PAGES[0], second, PAGES[2]]).encode())
    CliRunner().invoke(cli, ["import", str(dump), "--into", str(root)])
    found, _ = read_archive(root, Config(title="x"))
    dates = {article.front.page: (article.front.date, article.name.split("/")[0]) for article in found.articles}
    assert dates == {
        "01": ("1998-01-09", "1998"),
        "02": ("1998-01-10", "1998"),
        "03": ("[1998-01-09,1998-01-10]", "undated"),
    }
