"""Ways into an archive: the front page, this day in other years, what to read beside an article, its own pages."""

from pathlib import Path
from typing import Any

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.navigation import missing_choices
from site_builder.archive.read import read_archive
from site_builder.pages import plan
from site_builder.pages.page import PlanContext
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from site_builder.theme.i18n import Locale
from tests.conftest import Make, article

DAYS = {
    f"articles/{day.replace('-', '/')}/{number}.md": article(f"{day} {number}", date=day, page="1", issue="7")
    for day in ("2023-01-23", "2024-01-23", "2024-02-29")
    for number in (1, 2)
}


def views(root: Path, language: str = "en") -> dict[str, Any]:
    archive, problems = read_archive(root, load_config(root))
    assert not problems
    return {page.address: page.view for page in plan(PlanContext(archive, Locale(language), with_search=False))}


def front(make: Make, home: str) -> tuple[str, list[str]]:
    """The heading and the headlines of the front page."""
    view = views(make(DAYS, settings=f"title: A\nhome: {home}\n"))["index.html"]
    return view.heading.text, [view.lead.headline, *(teaser.headline for teaser in view.latest)]


def test_the_front_page_begins_with_the_last_issue(make: Make) -> None:
    view = views(make(DAYS))["index.html"]
    assert (view.heading.text, view.heading.href) == ("Thursday, 29 February 2024, Issue 7", "2024/02/29/index.html")
    assert view.lead.headline == "2024-02-29 1"
    assert view.calendar.link.href == "2024/02/index.html"
    assert view.without == ()


def test_a_list_of_one_day_says_it_once(make: Make) -> None:
    alone = {name: text for name, text in DAYS.items() if "2024/02" in name}
    assert views(make(alone))["index.html"].without == ("date",)


def test_an_editor_chooses_what_the_front_page_shows(make: Make) -> None:
    newest = [f"{day} {number}" for day in ("2024-02-29", "2024-01-23", "2023-01-23") for number in (1, 2)]
    assert front(make, "{}") == ("Thursday, 29 February 2024, Issue 7", newest)
    lead = "2023-01-23 2"
    others = [title for title in newest if title != lead]
    assert front(make, "{lead: articles/2023/01/23/2.md}") == ("From the archive", [lead, *others])
    assert front(make, "{lead: 2023/01/23/2.html, articles: [2024/01/23/1.md, 2023/01/23/2.md], heading: Chosen}") == (
        "Chosen", [lead, "2024-01-23 1"],
    )  # fmt: skip


def test_a_choice_that_is_not_there_is_named_at_its_line(make: Make) -> None:
    root = make(DAYS, settings="title: A\nhome:\n  lead: 2023/01/23/2.md\n  articles:\n  - 2024/01/23/3.md\n")
    (problem,) = missing_choices(root, read_archive(root)[0])
    assert (problem.path, problem.line) == (str(root / "archive.yaml"), 5)
    assert problem.message == "“home”: there is no article “2024/01/23/3.md” in the site"
    assert problem.hint.startswith("write 2024/01/23/")


def test_a_day_of_the_year_lists_its_years(make: Make) -> None:
    found = views(make(DAYS))
    days = {address for address in found if address.startswith("dates/days/")}
    assert days == {"dates/days/index.html", "dates/days/01-23.html", "dates/days/02-29.html"}
    page = found["dates/days/01-23.html"]
    assert [(day.text, day.weekday, day.href, day.count) for day in page.days] == [
        ("2023", "Monday", "2023/01/23/index.html", 2), ("2024", "Tuesday", "2024/01/23/index.html", 2),
    ]  # fmt: skip
    assert (page.heading, page.previous.text, page.next.text) == ("23 January", "29 February", "29 February")
    assert int(found["index.html"].today.days, 16) == 1 << 22 | 1 << 59
    assert found["dates/days/index.html"].months[1].links[0].href == "dates/days/02-29.html"


def test_an_archive_of_one_year_has_no_days_of_the_year(make: Make) -> None:
    found = views(make({name: text for name, text in DAYS.items() if "2024" in name}))
    assert found["index.html"].today is None
    assert not [address for address in found if address.startswith("dates/days/")]


def test_many_years_are_decades(make: Make) -> None:
    texts = {f"articles/{year}.md": article(str(year), date=f"{year}-05-01") for year in range(1975, 2001)}
    links = views(make(texts))["index.html"].years
    assert [(link.text, link.href, link.count) for link in links] == [
        ("2000s", "2000/index.html", 1), ("1990s", "1990/index.html", 10), ("1980s", "1980/index.html", 10),
        ("1970s", "1975/index.html", 5),
    ]  # fmt: skip


def test_related_articles_are_next_in_time_under_the_rarest_names(make: Make) -> None:
    tags = ["[common, rare]", "[common]", "[common, rare]", "[common]", "[common, rare]", "[alone]"]
    texts = {
        f"articles/{number}.md": article(f"T{number}", date=f"2024-01-0{number + 1}", tags=names)
        for number, names in enumerate(tags)
    }
    found = views(make(texts))

    def shown(number: int) -> list[tuple[str, list[tuple[str, str]]]]:
        groups = found[f"{number}.html"].related
        return [(group.name.text, [(link.text, link.note) for link in group.articles]) for group in groups]

    first, second, third, fourth = (f"{day} January 2024" for day in (1, 2, 3, 4))
    assert shown(2) == [
        ("rare", [("T0", first), ("T4", "5 January 2024")]),
        ("common", [("T1", second), ("T3", fourth)]),
    ]
    assert shown(0) == [("rare", [("T2", third)]), ("common", [("T1", second)])]
    assert shown(5) == []


def test_a_name_of_very_many_articles_relates_none(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.pages.related._MOST", 2)
    texts = {f"articles/{n}.md": article(str(n), tags="[all]", mentions="[Ann]" if n else "[]") for n in range(3)}
    found = views(make(texts))
    assert found["0.html"].related == ()
    assert [group.name.text for group in found["1.html"].related] == ["Ann"]


OWN = {
    **DAYS,
    "about/history.md": "---\ntitle: History\ndescription: How it began\n---\n\nIn *1871*: [an article](../2023/01/23/1.md), "
    "[staff](staff.md), [none](gone.md).\n\n![The house](media/house.png)\n",
    "about/staff.md": "---\ntitle: Staff & others\nmenu: false\n---\n\nMr. Ellery.\n",
    "media/house.png": "picture",
}


def test_an_archive_has_pages_of_its_own(make: Make) -> None:
    root = make(OWN)
    out = root.parent / "dist"
    report = build(root, out, with_search=False, options=BuildOptions(jobs=1))
    assert [(one.path, one.message) for one in report.problems] == [
        (str(root / "about/history.md"), "the link to “gone.md” leads nowhere")
    ]
    page = (out / "about/history.html").read_text("utf-8")
    for part in (
        "<title>History · Archive</title>", 'content="How it began"', "<em>1871</em>", "../2023/01/23/1.html",
        'href="../about/staff.html"', 'src="../media/house.png"',
    ):  # fmt: skip
        assert part in page, part
    menu = (out / "index.html").read_text("utf-8").partition('aria-label="Main menu"')[2].partition("</nav>")[0]
    assert ('href="about/history.html">History</a>' in menu, "Staff" in menu) == (True, False)
    assert "Mr. Ellery" in (out / "about/staff.html").read_text("utf-8")
    (root / "about/staff.md").write_text("---\ntitle: Staff\nmenu: false\n---\n\nNobody.\n")
    assert build(root, out, with_search=False, options=BuildOptions(jobs=1)).written == 1
    assert "Nobody" in (out / "about/staff.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("about/x.md", "No head\n", 1, "no front matter"),
        ("about/x.md", "---\ntitle: A\ndate: 2024\n---\n", 3, "unknown key “date”"),
        ("about/x.md", "---\ntitle: ' '\n---\n", 2, "“title” is empty"),
        ("about/index.md", "---\ntitle: A\n---\n", 0, "cannot be an address"),
        ("about/x.png", "picture", 0, "is not published"),
    ],
)
def test_what_is_no_page_of_its_own_is_named(make: Make, name: str, text: str, line: int, message: str) -> None:
    root = make({name: text, "articles/a.md": article()})
    archive, problems = read_archive(root)
    assert archive.own_pages == ()
    (problem,) = problems
    assert (problem.path, problem.line) == (str(root / name), line)
    assert message in problem.message
