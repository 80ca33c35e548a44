"""Source pages: what they are called, their index, and what stands at their lines."""

from pathlib import Path
from typing import Any

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages import source_index, sources
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.sources import SourcePageView
from site_builder.pages.view import IndexPage
from site_builder.render.content import Content, SiteContext
from site_builder.render.source_page import source_content
from site_builder.theme.i18n import Locale
from tests.conftest import Make, article


def context(root: Path) -> PlanContext:
    config = load_config(root)
    return PlanContext(read_archive(root, config)[0], Locale(config.language), with_search=False)


def planned(root: Path) -> dict[str, Page]:
    return {page.address: page for page in sources.plan(context(root))}


def on_page(name: str, date: str = "1998-01-09", **keys: str) -> str:
    return article(date=date, source=f"[{{file: {name}, lines: ['1']}}]", **keys)


TITLES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "the file": ({}, "a.txt"),
    "its record": ({"articles/x.md": on_page("a.txt", page="3"), "pages/a.yaml": "title: Third page\n"}, "Third page"),
    "day and page": (
        {"articles/x.md": on_page("a.txt", page="3"), "articles/y.md": on_page("a.txt", page="3")}, "1998年1月9日 第3版",
    ),
    "several days": ({"articles/x.md": on_page("a.txt", page="3"), "articles/y.md": on_page("a.txt", "1998", page="3")}, "a.txt"),
    "several pages": ({"articles/x.md": on_page("a.txt", page="3"), "articles/y.md": on_page("a.txt", page="4")}, "a.txt"),
    "no page": ({"articles/x.md": on_page("a.txt")}, "a.txt"),
    "an uncertain day": ({"articles/x.md": on_page("a.txt", "1998-01-09~", page="3")}, "a.txt"),
    "two of a page": (
        {"articles/x.md": on_page("a.txt", page="3"), "articles/y.md": on_page("b.txt", page="3"), "pages/b.txt": "b"}, "a.txt",
    ),
    "a draft is not looked at": (
        {"articles/x.md": on_page("a.txt", page="3"), "articles/y.md": on_page("a.txt", page="4", draft="true")}, "1998年1月9日 第3版",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "title"), TITLES.values(), ids=TITLES)
def test_what_a_page_is_called(make: Make, files: dict[str, str | bytes], title: str) -> None:
    root = make({"pages/a.txt": "Words\n", **files}, settings="title: 档案\nlanguage: zh-Hans\n")
    assert context(root).source_titles["a.txt"] == title
    assert planned(root)["pages/a.html"].view.title == title


def index(page: Page) -> IndexPage:
    assert isinstance(page.view, IndexPage)
    return page.view


def test_the_index_of_few_pages(make: Make) -> None:
    files: dict[str, str | bytes] = {f"pages/{name}.txt": name for name in "abc"}
    root = make(files)
    assert [group.heading for group in index(planned(root)["pages/index.html"]).groups] == [""]
    root = make({**files, "articles/x.md": on_page("c.txt"), "articles/y.md": on_page("b.txt", "1996~")})
    groups = index(planned(root)["pages/index.html"]).groups
    assert [(group.heading, [link.text for link in group.links]) for group in groups] == [
        ("1996", ["b.txt"]), ("1998", ["c.txt"]), ("Without a certain date", ["a.txt"]),
    ]  # fmt: skip


def test_the_index_of_many_pages(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_index, "_ON_ONE_PAGE", 2)
    dates = {"a": "1998-01-09", "b": "1998-01-10", "c": "1998-02", "d": "1998", "e": "1999-05-01"}
    files: dict[str, str | bytes] = {
        f"articles/{name}.md": on_page(f"{name}.txt", date) for name, date in dates.items()
    }
    found = planned(make({**files, **{f"pages/{name}.txt": name for name in "abcdefgh"}}))
    lists = {
        address: [link.text for link in index(page).groups[0].links]
        for address, page in found.items()
        if "/index/" in address
    }
    assert lists == {
        "pages/index/1998.html": ["d.txt"], "pages/index/1998-01.html": ["a.txt", "b.txt"], "pages/index/1998-02.html": ["c.txt"],
        "pages/index/1999.html": ["e.txt"], "pages/index/undated.html": ["f.txt", "g.txt"], "pages/index/undated-2.html": ["h.txt"],
    }  # fmt: skip
    groups = index(found["pages/index.html"]).groups
    assert [group.heading for group in groups] == ["1998", "1999", "Without a certain date"]
    assert [link.href for group in groups for link in group.links] == list(lists)
    assert len({page.view.title for page in found.values()}) == len(found), "no two titles are the same"


PAGE = """\
MASTHEAD
A bridge
is built
by the town
and paid

Other words
"""
ARTICLE = """[{file: p.txt, lines: ['2-5', '7']}]"""
NOTES = "[{at: the town and, text: Which one}, {at: Other, text: Sic}, {at: nowhere, text: Lost}, {text: On the whole}]"


def content(root: Path) -> Content:
    plan = context(root)
    page = next(page for page in sources.plan(plan) if page.address == "pages/p.html")
    return source_content(SiteContext(root, plan.site, plan.locale), page)


def runs(root: Path) -> list[Any]:
    return list(content(root).variables["runs"])


def test_runs_and_their_addresses(make: Make) -> None:
    record = "furniture:\n- {lines: 1, reason: Masthead}\n"
    found = runs(make({"pages/p.txt": PAGE, "pages/p.yaml": record, "articles/x.md": article(source=ARTICLE)}))
    assert [(run.claim and run.claim.kind, run.anchor) for run in found] == [
        ("furniture", ""), ("claimed", "L2-L5"), (None, ""), ("claimed", ""),
    ]  # fmt: skip
    assert [line.number for run in found for line in run.lines] == [1, 2, 3, 4, 5, 6, 7]


def test_notes_stand_at_the_line_of_their_words(make: Make) -> None:
    found = runs(make({"pages/p.txt": PAGE, "articles/x.md": article(source=ARTICLE, notes=NOTES)}))
    remarks = {line.number: [one.text for one in line.remarks] for run in found for line in run.lines if line.remarks}
    assert remarks == {4: ["Which one"], 7: ["Sic"], 2: ["Lost", "On the whole"]}


def test_doubts_stand_at_their_lines_until_somebody_has_checked(make: Make) -> None:
    doubts = "[{text: Is it one, lines: 3-4}, {text: Whose}]"
    keys = {"source": ARTICLE, "doubts": doubts}
    found = runs(make({"pages/p.txt": PAGE, "articles/x.md": article(**keys, status="unchecked")}))
    remarks = {line.number: [one.text for one in line.remarks] for run in found for line in run.lines if line.remarks}
    assert remarks == {2: ["Whose"], 3: ["Is it one"]}
    found = runs(make({"pages/p.txt": PAGE, "articles/x.md": article(**keys, status="checked")}))
    assert not any(line.remarks for run in found for line in run.lines)


def test_a_note_stands_on_the_page_of_its_words_only(make: Make) -> None:
    keys = {
        "source": "[{file: p.txt, lines: ['2']}, {file: q.txt, lines: ['1']}]",
        "notes": "[{at: Far, text: On q}, {text: All}]",
    }
    root = make({"pages/p.txt": PAGE, "pages/q.txt": "Far away", "articles/x.md": article(**keys)})
    views = {address: page.view for address, page in planned(root).items()}
    assert isinstance(views["pages/q.html"], SourcePageView)
    assert [one.text for run in runs(root) for line in run.lines for one in line.remarks] == ["All"]
    assert [(one.text, one.whole) for one in views["pages/q.html"].remarks] == [("On q", False), ("All", False)]


@pytest.mark.parametrize("hiding", [{"draft": "true"}, {"withdrawn": "{date: 2024, reason: r}"}])
def test_nothing_is_said_of_what_is_hidden(make: Make, hiding: dict[str, str]) -> None:
    root = make({"pages/p.txt": PAGE, "articles/x.md": article(source=ARTICLE, notes=NOTES, **hiding)})
    found = runs(root)
    assert not any(line.remarks for run in found for line in run.lines)
    assert "".join(line.text for run in found for line in run.lines) == "MASTHEAD"
