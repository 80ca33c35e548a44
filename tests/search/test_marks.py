"""The words of a search, marked in the article: those that the index found and no others, and nothing else changed."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article

BODY = """\
Runners were *run*ning; the **EGO**-Park ran on. He runs[^1] and\nruns.

西宁{gap: 缺字}市的招商**引资**，招商、引资；{supplied: 招商引资}。臺灣與台灣。<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字</ruby>

- 招商
- 引资

| 甲 | 乙 |
|---|---|
| 518.7亿元 | 518 |

[^1]: runs in a note
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("marks")
    text = article(
        "招商引资 runs", body=BODY, language="zh-Hans", kicker="引题招商", byline="[{name: 招商引, role: 记者}]",
        tags="[招商引资]", section="招商", notes="[{at: 招商, text: 招商的注}, {at: 台灣, text: 注}]", dateline="本报讯",
        byline_printed="（记者 招商引）",
    )  # fmt: skip
    (work / "archive" / "articles").mkdir(parents=True)
    (work / "archive" / "archive.yaml").write_text("title: Archive\nlanguage: en\n", encoding="utf-8")
    (work / "archive" / "articles" / "x.md").write_text(text, encoding="utf-8")
    report = build(work / "archive", work / "site")
    assert [problem for problem in report.problems if "addresses" not in problem.message] == []
    return work / "site"


def open_article(page: Tab, site: Path, **given: str | list[str]) -> None:
    page.goto((site / "x.html").as_uri() + "?" + urlencode(given, doseq=True))
    page.wait_for("!!document.querySelector('.marks-bar')")


def marks(page: Tab, within: str = "") -> list[str]:
    found: list[str] = page.evaluate(f"[...document.querySelectorAll('{within} mark.found')].map((m) => m.textContent)")
    return found


@pytest.mark.parametrize(
    ("query", "within", "expected"),
    [
        ("招商引资", "h1", ["招商引资"]),
        ("招商引资", ".body", ["招商", "引资"]),  # one place, over two elements; not what the editor supplied
        ("招商引资", ".tags", ["招商引资"]),
        ("招商", ".body", ["招商", "招商", "招商", "招商"]),
        ("招商", ".byline", []),
        ("招商引", ".body", ["招商引", "招商", "引"]),  # in the line of the dateline stands the printed byline
        ("台湾", ".body", ["臺灣", "台灣"]),
        ("西宁市", ".body", []),  # around a gap, where nobody knows what stood
        ("市的招", ".body", ["市的招"]),
        ("资台", ".body", []),
        ("漢字", ".body", ["漢", "字"]),  # around its reading
        ("漢かん", ".body", []),
        ("518", ".body", ["518"]),
        ("518.7亿", ".body", ["518.7亿"]),
        ("ego-park", ".body", ["EGO", "-Park"]),
        ('"招商 引资"', ".body", ["招商、引资"]),
        ("西* -招商", ".body", ["西"]),
        ("市 ~1 招商", ".body", ["市", "招商"]),  # not where it stands further away
        ("title:招商|518 runs", ".body", ["runs", "runs", "518", "runs"]),
        ("qzx", "", []),
    ],
)
def test_what_is_marked(tab: Tab, site: Path, query: str, within: str, expected: list[str]) -> None:  # noqa: F811
    open_article(tab, site, q=query)
    found = marks(tab, within)
    if within == ".byline":
        assert all(mark == "招商" for mark in found)
    else:
        assert found == expected
    assert marks(tab, ".note-mark") == marks(tab, ".notes") == marks(tab, ".supplied") == []
    assert tab.errors() == []


def test_words_of_the_same_stem(tab: Tab, site: Path) -> None:  # noqa: F811
    open_article(tab, site, q="run", also=["runs", "running"])
    assert marks(tab, ".body") == ["run", "ning", "runs", "runs", "runs"]
    assert marks(tab, "h1") == ["runs"]


def test_nothing_else_is_changed(tab: Tab, site: Path) -> None:  # noqa: F811
    tab.goto((site / "x.html").as_uri())
    before = tab.evaluate("document.querySelector('.sheet').innerHTML")
    open_article(tab, site, q="招商 引资")
    text = "(n => (n.innerHTML = %s, n.textContent))(document.createElement('div'))"
    marked = tab.evaluate(text % "document.querySelector('.sheet').innerHTML")
    assert marked == tab.evaluate(text % json.dumps(before))
    tab.evaluate("document.querySelector('.marks-bar button:last-of-type').click()")
    assert tab.evaluate("document.activeElement.matches('.sheet *')")  # one goes on where the mark was
    tab.evaluate("document.activeElement.blur()")
    assert tab.evaluate("document.querySelector('.sheet').innerHTML") == before
    assert tab.evaluate("location.search") == ""


def test_going_from_mark_to_mark(tab: Tab, site: Path) -> None:  # noqa: F811
    """The words around it are read aloud, and its address is that of the page."""
    open_article(tab, site, q="518")
    said = "document.querySelector('.marks-bar [role=status]').textContent"
    assert tab.evaluate(said) == "“518”: 1 of 1: 518"
    open_article(tab, site, q="引资")
    assert tab.evaluate("document.activeElement.matches('.found.current')")
    tab.evaluate("document.querySelectorAll('.marks-bar button')[1].click()")
    assert tab.evaluate(said).startswith("“引资”: 2 of 5: 西宁[缺字]市的招商[1]引资，招商、引资；")
    assert tab.evaluate(said).endswith("…")
    assert tab.evaluate("location.search") == "?q=%E5%BC%95%E8%B5%84&at=body-1"
    tab.evaluate("document.querySelectorAll('.marks-bar button')[0].click()")
    assert tab.evaluate("location.search") == "?q=%E5%BC%95%E8%B5%84&at=title-1"


def test_what_the_address_carries_is_a_state_or_nothing(tab: Tab, site: Path) -> None:  # noqa: F811
    back = "view=places&page=3&tag=%3Cb%3E&q=other&sort=up&evil=1"
    tab.goto((site / "x.html").as_uri() + "?" + urlencode({"q": "518", "back": back}))
    tab.wait_for("!!document.querySelector('.marks-bar')")
    href = tab.evaluate("document.querySelector('.marks-bar a').getAttribute('href')")
    assert href == "search.html?q=518&tag=%3Cb%3E&view=places&page=3#from=x.html"


def test_markup_in_the_query_is_text(tab: Tab, site: Path) -> None:  # noqa: F811
    open_article(tab, site, q="<img src=x onerror=alert(1)>", also='"><b>x')
    assert "<img src=x" in tab.evaluate("document.querySelector('.marks-bar').textContent")
    assert tab.evaluate("document.querySelectorAll('.marks-bar img, .marks-bar b').length") == 0
