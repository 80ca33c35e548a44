"""The pages of days and months: the issue of a paper, page by page, and the way through it."""

from pathlib import Path
from typing import Any

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages import issue_contents, issues, plan
from site_builder.pages.page import PlanContext
from site_builder.theme.i18n import Locale
from tests.conftest import Make, article


def pages(root: Path) -> dict[str, Any]:
    config = load_config(root)
    archive, _ = read_archive(root, config)
    context = PlanContext(archive, Locale(config.language), with_search=True)
    found = list(plan(context))
    assert len({page.address for page in found}) == len(found)
    return {page.address: page.view for page in found}


def printed(contents: Any) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Issues with their pages and headlines."""
    return [
        (issue.heading, [(page.label, [item.headline for item in page.teasers]) for page in issue.pages])
        for issue in contents.issues
    ]


def source(*lines: str) -> str:
    return f"[{{file: p.txt, lines: [{', '.join(lines)}]}}]"


def day(number: int, **keys: str) -> str:
    return article(keys.pop("title", f"T{number}"), f"1998-01-{number:02}", **keys)


def test_a_day_is_an_issue_page_by_page_in_the_order_of_the_paper(make: Make) -> None:
    names = {"d": "第02版", "c": "1", "b": "10", "a": "A1", "e": "副刊", "f": ""}
    files = {f"articles/{name}.md": day(8, title=name, page=f'"{page}"') for name, page in names.items()}
    found = pages(make(files))["1998/01/08/index.html"]
    assert found.title == found.heading == "Thursday, 8 January 1998"
    expected = [("Page 1", ["c"]), ("Page 2", ["d"]), ("Page 10", ["b"]), ("Page A1", ["a"])]
    expected += [("副刊", ["e"]), ("Page unknown", ["f"])]
    assert printed(found.contents) == [("", expected)]
    assert [page.id for page in found.contents.issues[0].pages] == ["p1", "p2", "p10", "pA1", "p副刊", "unpaged"]


def test_articles_of_a_page_stand_as_on_their_source_page_else_by_name(make: Make) -> None:
    files = {
        "articles/a.md": day(8, title="second", source=source("20-30")),
        "articles/b.md": day(8, title="first", source=source("40-50", "3-9")),
        "articles/z.md": day(9, title="z"),
        "articles/y.md": day(9, title="y"),
    }
    found = pages(make({"pages/p.txt": "x\n" * 60, **files}))
    assert printed(found["1998/01/08/index.html"].contents) == [("", [("", ["first", "second"])])]
    assert printed(found["1998/01/09/index.html"].contents) == [("", [("", ["y", "z"])])]


def test_the_way_through_the_issue_and_to_the_next(make: Make) -> None:
    files = {f"articles/{n}.md": day(8, title=f"T{n}", page=page) for n, page in enumerate("1122")}
    found = pages(make({**files, "articles/7.md": day(10, title="T7", page="1", issue='"17"')}))
    standing = [found[f"{n}.html"].standing for n in (0, 1, 2, 3, 7)]
    assert [(one.number, one.count, one.page_href) for one in standing[:3]] == [
        (1, 2, "1998/01/08/index.html#p1"), (2, 2, "1998/01/08/index.html#p1"), (1, 2, "1998/01/08/index.html#p2"),
    ]  # fmt: skip
    ways = [[link and (link.note, link.href) for link in (one.previous, one.next)] for one in standing]
    assert ways == [
        [None, ("Next article", "1.html")],
        [("Previous article", "0.html"), ("Next article", "2.html")],
        [("Previous article", "1.html"), ("Next article", "3.html")],
        [("Previous article", "2.html"), ("Next issue", "1998/01/10/index.html")],
        [("Previous issue", "1998/01/08/index.html"), None],
    ]
    assert standing[3].next
    assert standing[3].next.text == "Saturday, 10 January 1998, Issue 17"


def test_an_added_article_changes_its_own_page_of_the_paper_and_its_neighbours_only(make: Make) -> None:
    files = {f"articles/{n}.md": day(8, title=f"T{n}", page=page) for n, page in enumerate("112233")}
    before = pages(make(files))
    after = pages(make({"articles/9.md": day(8, title="T9", page="2")}))
    assert [name for name in map(str, range(6)) if before[f"{name}.html"] != after[f"{name}.html"]] == ["2", "3", "4"]


def test_several_issues_of_a_day_stand_one_after_the_other(make: Make) -> None:
    numbers = {"a": "2", "b": "10", "c": "2"}
    files = {f"articles/{name}.md": day(8, title=name, page="1", issue=f'"{n}"') for name, n in numbers.items()}
    found = pages(make(files))
    contents = found["1998/01/08/index.html"].contents
    assert printed(contents) == [("Issue 2", [("Page 1", ["a", "c"])]), ("Issue 10", [("Page 1", ["b"])])]
    assert [(issue.id, issue.pages[0].id) for issue in contents.issues] == [("issue", "p1"), ("issue-10", "10-p1")]
    assert found["b.html"].standing.page_href == "1998/01/08/index.html#10-p1"
    assert found["c.html"].standing.next.href == "1998/01/08/index.html#issue-10"
    assert found["b.html"].standing.previous.href == "1998/01/08/index.html"
    assert found["1998/01/08/index.html"].number == ""


def test_an_article_without_a_number_is_of_the_only_issue_there_is(make: Make) -> None:
    found = pages(make({"articles/a.md": day(8, title="a", issue="7"), "articles/b.md": day(8, title="b")}))
    assert printed(found["1998/01/08/index.html"].contents) == [("", [("", ["a", "b"])])]
    assert found["1998/01/08/index.html"].number == "Issue 7"


def test_several_papers_stand_one_after_the_other_and_lead_on_to_their_own_next_issue(make: Make) -> None:
    settings = "title: A\npublications: [{key: post, name: Evening Post}, {key: star, name: Star}]\n"
    files = {
        "articles/a.md": day(8, title="a", publication="star", page="1"),
        "articles/b.md": day(8, title="b", page="1"),
        "articles/c.md": day(9, title="c", page="1"),
        "articles/d.md": day(10, title="d", publication="star", page="1"),
    }
    found = pages(make(files, settings=settings))
    contents = found["1998/01/08/index.html"].contents
    assert printed(contents) == [("Evening Post", [("Page 1", ["b"])]), ("Star", [("Page 1", ["a"])])]
    assert [issue.pages[0].id for issue in contents.issues] == ["p1", "star-p1"]
    assert found["a.html"].standing.next.href == "1998/01/10/index.html#issue-star"
    (alone,) = found["1998/01/10/index.html"].contents.issues
    assert (alone.id, alone.heading) == ("issue-star", "Star")
    assert found["b.html"].standing.next.href == "1998/01/09/index.html"


def test_a_magazine_has_its_issue_on_the_page_of_the_month(make: Make) -> None:
    files = {f"articles/{m}.md": article(f"T{m}", f"1925-0{m}", page="1", issue=str(m)) for m in (3, 4)}
    found = pages(make(files))
    month = found["1925/03/index.html"]
    assert printed(month.contents) == [("", [("Page 1", ["T3"])])]
    assert (month.number, month.days, month.contents.uncertain) == ("Issue 3", (), ())
    assert found["3.html"].standing.page_href == "1925/03/index.html#p1"
    assert found["3.html"].standing.next.href == "1925/04/index.html"


def test_uncertain_dates_stand_apart_and_lead_on_to_each_other(make: Make) -> None:
    dates = {"a": "1998-01-08", "b": "1998-01-08~", "c": "[1998-01-08,1998-01-09]"}
    files = {f"articles/{name}.md": article(name, date, page="1") for name, date in dates.items()}
    found = pages(make(files))
    contents = found["1998/01/08/index.html"].contents
    assert printed(contents) == [("", [("Page 1", ["a"])])]
    assert sorted(item.headline for item in contents.uncertain) == ["b", "c"]
    assert found["a.html"].standing.next is None
    assert found["b.html"].standing.next.href == "c.html"
    assert found["c.html"].standing.page_href == ""


def test_the_section_that_most_articles_of_a_page_are_of_is_the_name_of_the_page(make: Make) -> None:
    sections = {"a": "News", "b": "News", "c": "Trade", "d": ""}
    files = {f"articles/{n}.md": day(8, title=n, page="1", section=one or '""') for n, one in sections.items()}
    files["articles/x.md"] = day(9, page="1", section="Trade")
    found = pages(make(files))
    assert found["1998/01/08/index.html"].contents.issues[0].pages[0].section is None
    assert found["1998/01/09/index.html"].contents.issues[0].pages[0].section.text == "Trade"


def test_a_month_is_a_line_for_each_day_with_the_first_headline(make: Make) -> None:
    files = {
        "articles/a.md": day(8, title="Second page", page="2"),
        "articles/b.md": day(8, title="Front page", page="1", issue="5"),
        "articles/c.md": day(9, title="Next day"),
        "articles/d.md": article("Perhaps", "1998-01-10?"),
    }
    month = pages(make(files))["1998/01/index.html"]
    assert [(one.text, one.weekday, one.count, one.number, one.first and one.first.text) for one in month.days] == [
        ("8", "Thursday", 2, "Issue 5", "Front page"),
        ("9", "Friday", 1, "", "Next day"),
        ("10", "Saturday", 1, "", None),
    ]
    assert [item.headline for item in month.contents.uncertain] == ["Perhaps"]


def test_a_month_and_a_day_say_what_is_lacking(make: Make) -> None:
    coverage = "  pages: 2\n  missing: [{dates: 1998-01-09/1998-01-11, reason: torn}]\n  not_published: [1998-01-12]\n"
    settings = f"title: A\npublication:\n  name: P\n  first: 1998-01-08\n  frequency: daily\n{coverage}"
    found = pages(make({"articles/a.md": day(8, page="1")}, settings=settings))
    days = found["1998/01/index.html"].days
    assert [(one.text, one.href, one.count, one.remark) for one in days] == [
        ("8", "1998/01/08/index.html", 1, "partial: page 2 missing"),
        ("9–11", "", 0, "missing: torn"),
        ("12", "", 0, "not published"),
    ]
    assert found["1998/01/08/index.html"].remark == "partial: page 2 missing"


def test_the_same_day_of_the_nearest_other_years_is_linked(make: Make) -> None:
    years = (1901, 1902, 1903, 1904, 1905, 1907)
    found = pages(make({f"articles/{year}.md": article("T", f"{year}-05-04") for year in years}))
    assert [link.text for link in found["1905/05/04/index.html"].years] == ["1902", "1903", "1904", "1907"]
    assert found["1901/05/04/index.html"].years[0].href == "1902/05/04/index.html"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issue_contents, "LONG", 5)
    monkeypatch.setattr(issues, "_RUN", 4)


@pytest.mark.usefixtures("short")
def test_each_page_of_the_paper_has_a_file_where_a_day_is_too_long(make: Make) -> None:
    files = {f"articles/{n:02}.md": day(8, title=f"T{n}", page=page) for n, page in enumerate("1111112")}
    files |= {"articles/x.md": day(8, title="X", page='""'), "articles/y.md": day(8, title="Y", page="副刊")}
    found = pages(make(files))
    (issue,) = found["1998/01/08/index.html"].contents.issues
    assert [(page.id, page.href, [link.text for link in page.first], page.teasers) for page in issue.pages] == [
        ("p1", "1998/01/08/p1/index.html", ["T0", "T1", "T2"], ()),
        ("p2", "1998/01/08/p2/index.html", ["T6"], ()),
        ("p副刊", "1998/01/08/p-fu-kan/index.html", ["Y"], ()),
        ("unpaged", "1998/01/08/unpaged/index.html", ["X"], ()),
    ]
    run = found["1998/01/08/p1/page-2.html"]
    assert run.title == "Thursday, 8 January 1998, Page 1, 5–6"
    assert (run.previous.href, run.next.href) == ("1998/01/08/p1/index.html", "1998/01/08/p2/index.html")
    (page,) = run.contents.issues[0].pages
    assert ([item.headline for item in page.teasers], page.start) == (["T4", "T5"], 5)


def test_many_uncertain_dates_have_a_list_of_their_own(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (issues, issue_contents):
        monkeypatch.setattr(module, "APART", 2)
    files = {f"articles/{n}.md": article(f"T{n}", "[1998-01-08,1998-01-09]") for n in range(3)}
    found = pages(make(files))
    contents = found["1998/01/08/index.html"].contents
    assert (len(contents.uncertain), contents.others.count) == (2, 3)
    assert len(found[contents.others.href].uncertain) == 3


def test_no_two_pages_have_the_same_title(make: Make) -> None:
    files = {f"articles/a{n}.md": article(f"T{n}", f"1998-0{n % 9 + 1}-0{n % 7 + 1}", tags="[x]") for n in range(30)}
    found = pages(make(files, settings="title: A\npage_size: 5\n"))
    titles = [view.title for address, view in found.items() if address.endswith(".html") and "tags/" not in address]
    assert len(set(titles)) == len(titles)
