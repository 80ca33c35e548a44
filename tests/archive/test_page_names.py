"""Which source page people mean, however they write its name."""

import pytest

from site_builder.archive.article import Article, parse_article
from site_builder.archive.page_names import PageNames, doubtful_sources, with_own_sources
from tests.conftest import article

NAMES = PageNames(["rb19980109.txt", "1998/Harbour Times.txt", "P.txt", "p.txt", "x.y.txt"])


def parsed(**keys: str) -> Article:
    found, problems = parse_article(article(**keys).encode(), "a.md", "a.md")
    assert found, problems
    return found.article


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("p.txt", ["P.txt", "p.txt"]),
        (" ./Pages/P ", ["P.txt", "p.txt"]),
        ("1998\\harbour times", ["1998/Harbour Times.txt"]),
        ("x/../rb19980109.TXT", ["rb19980109.txt"]),
        ("x.y", ["x.y.txt"]),
        ("harbour times", []),
        ("", []),
    ],
)
def test_pages_that_are_named(text: str, names: list[str]) -> None:
    assert NAMES.named(text) == names


@pytest.mark.parametrize(
    ("text", "ours", "names"),
    [
        ("other/harbour times.html", False, ["1998/Harbour Times.txt"]),
        ("rb19980108", False, ["rb19980109.txt"]),
        ("rb1998", False, []),
        ("rb1998.txt", False, ["rb19980109.txt"]),
        ("rb1998", True, ["rb19980109.txt"]),
        ("Reuters", False, []),
        ("Reuters", True, []),
    ],
)
def test_pages_that_may_be_meant(text: str, ours: bool, names: list[str]) -> None:
    assert NAMES.meant(text, ours=ours) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("see\nHarbour Times\nthere", ["1998/Harbour Times.txt"]),
        ("page (rb19980109), line 3", ["rb19980109.txt"]),
        ("https://e.org/1998/Harbour%20Times.html", ["1998/Harbour Times.txt"]),
        ("nothing", []),
    ],
)
def test_pages_among_words(text: str, names: list[str]) -> None:
    assert NAMES.among(text) == names


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("title: x{end}source: Harbour Times{end}date: never{end}", {"1998/Harbour Times.txt"}),
        (
            "Source:{end}- rb19980109{end}- Harbour Times{end}date: never{end}",
            {"rb19980109.txt", "1998/Harbour Times.txt"},
        ),
        ("file = 'rb19980109'{end}", {"rb19980109.txt"}),
        ("source:{end}- file: Harbour Times{end}  lines: 2{end}", {"1998/Harbour Times.txt"}),
        ("source: 'Harbour Times',{end}", {"1998/Harbour Times.txt"}),
        ("title: rb19980109{end}", set()),
        ("title: see rb19980109.txt{end}", {"rb19980109.txt"}),
    ],
)
def test_pages_that_a_broken_file_names(text: str, names: set[str], end: str) -> None:
    assert NAMES.mentioned(text.format(end=end).encode()) == names


@pytest.mark.parametrize(
    ("keys", "sources", "rest"),
    [
        ({"source": "rb19980109"}, ["rb19980109.txt"], {}),
        ({"source": "[Reuters, rb19980109]"}, ["rb19980109.txt"], {"source": ["Reuters"]}),
        ({"source": "Reuters", "mood": "p"}, [], {"source": ["Reuters"], "mood": "p"}),
        ({"mood": "p"}, [], {"mood": "p"}),
    ],
)
def test_sources_among_other_keys(keys: dict[str, str], sources: list[str], rest: dict[str, object]) -> None:
    found = with_own_sources(parsed(**keys), NAMES)
    assert [source.file for source in found.front.source] == sources
    assert found.extra == rest


def test_keys_that_are_almost_source() -> None:
    found = parsed(soucre="{page: p, more: [x, ' ']}", other="q")
    assert list(doubtful_sources(found)) == ["p", "x"]
