"""What is held and what is missing, as the pages by date and the table say it."""

import csv
import io
import re
from typing import Any

import pytest

from site_builder.pages.calendars import calendar_of, runs_of_pages
from site_builder.pages.dates import DatesPage, YearPage
from site_builder.pages.holdings import HoldingsPage
from tests.conftest import SEEDS, Make, article
from tests.pages.test_pages import context, pages

COVERAGE = """
first: 1997-12-29
last: 1998-02-28
except: sunday
pages: 2
not_published: [{dates: --01-01, reason: New Year}]
missing: [{dates: 1998-01-05/1998-01-06, reason: fire, held_by: Town Library}]
"""
FILES: dict[str, str | bytes] = {
    "coverage.yaml": COVERAGE,
    "articles/a.md": article("A", "1998-01-02", page="1"),
    "articles/b.md": article("B", "1998-01-02", page="2"),
    "articles/c.md": article("C", "1998-01-03", page="2"),
    "articles/d.md": article("D", "1998-01-07~"),
    "articles/e.md": article("E", "1998-02"),
}
SETTINGS = "title: x\npublication: {name: Daily}\n"


@pytest.fixture
def site(make: Make) -> dict[str, Any]:
    return pages(make(FILES, settings=SETTINGS))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_calendar_says_each_day_by_state_and_word(make: Make) -> None:
    found = calendar_of(context(make(FILES, settings=SETTINGS)), "1998-01")
    days = {day.number: day for week in found.weeks for day in week if day.number}
    assert {number: days[number].state for number in range(1, 8)} == {
        1: "not-published", 2: "held", 3: "partial", 4: "outside", 5: "missing", 6: "missing", 7: "missing",
    }  # fmt: skip
    assert days[1].label == "not published: New Year"
    assert days[2].label == "2 January 1998 (2 articles)"
    assert days[3].label == "3 January 1998 (1 article), partial: page 1 missing"
    assert days[4].label == "no issue"
    assert days[5].label == "missing: fire, held by Town Library"
    assert days[7].label == "7 January 1998 (1 article of uncertain date), missing"
    assert [(days[n].count, days[n].level, days[n].uncertain) for n in (2, 5, 7)] == [
        (2, 1, False), (0, 0, False), (0, 0, True),
    ]  # fmt: skip
    assert found.sums == "held 1, partial 1, missing 24, not published 1"
    assert found.link.href == "1998/01/index.html"


def test_a_year_has_all_its_months_in_the_order_of_the_week(make: Make, site: dict[str, Any]) -> None:
    view = site["1998/index.html"]
    assert isinstance(view, YearPage)
    (paper,) = view.papers
    assert len(paper.months) == 12
    assert (paper.name, paper.sums) == ("", "held 1, partial 1, missing 48, not published 1")
    assert [month.link.href for month in paper.months[:3]] == ["1998/01/index.html", "1998/02/index.html", ""]
    assert [kind for kind, _ in view.legend] == ["partial", "missing", "not-published", "outside", "uncertain"]
    assert view.weekdays[0] == "Mon"
    taiwan = pages(make(settings="title: x\nlanguage: zh-TW\n"))["1998/index.html"]
    assert taiwan.weekdays[0] == "日"
    first = taiwan.papers[0].months[0].weeks[0]
    assert [day.number for day in first] == [0, 0, 0, 0, 1, 2, 3]  # 1 January 1998 was a Thursday


def test_the_strip_shows_months_by_kind(site: dict[str, Any]) -> None:
    view = site["dates/index.html"]
    assert isinstance(view, DatesPage)
    (strip,) = view.strips
    assert [row.year.text for row in strip.rows] == ["1997", "1998"]
    assert [row.year.href for row in strip.rows] == ["", "1998/index.html"]
    assert [cell.kind for cell in strip.rows[0].cells] == ["o"] * 11 + ["m"]
    january, february, *others = strip.rows[1].cells
    assert (january.kind, january.href) == ("h1 d5", "1998/01/index.html")
    assert january.label == "2 days, 4 articles, missing 24"
    assert (february.kind, february.label) == ("u", "1 article, missing 24, date uncertain")
    assert {cell.kind for cell in others} == {"o"}
    assert strip.kinds == ("m", "o", "u")
    assert view.year == ()


def test_without_a_coverage_nothing_is_missing(make: Make) -> None:
    files = {f"articles/{year}.md": article(str(year), f"{year}-03-01") for year in (1950, 1951, 1960, 1962)}
    found = pages(make(files))
    (strip,) = found["dates/index.html"].strips
    assert [row.year.text for row in strip.rows] == ["1950", "1951", "1952–1959", "1960", "1961", "1962"]
    assert strip.rows[2].remark == "nothing is held"
    assert {cell.kind for row in strip.rows for cell in row.cells} == {"n", "h1 d5"}
    (paper,) = found["dates/holdings.html"].papers
    assert not paper.claimed
    assert paper.years == ()
    assert paper.about[-1].startswith("When the paper appeared is not written down")
    assert [row.counts for row in paper.rows] == [("1",)] * 4
    assert {row["state"] for row in rows(found["dates/holdings.csv"].text)} == {"held"}


def test_an_archive_of_one_year_shows_its_calendars_with_all_dates(make: Make) -> None:
    found = pages(make({"articles/a.md": article()}))
    assert found["dates/index.html"].year == found["2024/index.html"].papers
    assert pages(make({"articles/b.md": article(date="2025")}))["dates/index.html"].year == ()


def test_the_page_the_calendars_and_the_table_count_the_same(site: dict[str, Any]) -> None:
    page = site["dates/holdings.html"]
    assert isinstance(page, HoldingsPage)
    (paper,) = page.papers
    table = rows(site["dates/holdings.csv"].text)
    for year, counts in ((row.year.text, row.counts) for row in paper.rows):
        states = [row["state"] for row in table if row["date"].startswith(year)]
        assert counts == tuple(str(states.count(state)) for state in ("held", "partial", "missing", "not-published"))
    for kind in ("partial", "missing", "not-published"):
        runs = [int(run.count.split()[0]) for year in paper.years for run in year.runs if run.kind == kind]
        assert sum(runs) == sum(row["state"] == kind for row in table)
    assert len({row["date"] for row in table}) == len(table)
    assert paper.about == (
        "From 29 December 1997 to 28 February 1998, daily except Sunday, 2 pages.",
        "2 of 53 issues are held (3 %).",
        "2 articles whose day is not certain are not counted.",
    )


def test_a_gap_is_said_with_its_days_and_its_reason(site: dict[str, Any]) -> None:
    year = site["dates/holdings.html"].papers[0].years[1]
    assert [(run.days, run.count, run.state, run.detail) for run in year.runs[:4]] == [
        ("1 January", "1 issue", "not published", "New Year"),
        ("3 January", "1 issue", "partial", "page 1 missing"),
        ("5 January – 6 January", "2 issues", "missing", "fire, held by Town Library"),
        ("7 January – 28 February", "46 issues", "missing", ""),
    ]
    assert [run.href for run in year.runs[:3]] == ["", "1998/01/03/index.html", ""]


def test_the_table_says_what_is_held_of_each_issue(site: dict[str, Any]) -> None:
    found = {row["date"]: row for row in rows(site["dates/holdings.csv"].text)}
    assert found["1998-01-03"] == {
        "date": "1998-01-03", "publication": "Daily", "state": "partial", "articles": "1", "pages_held": "1",
        "pages_expected": "2", "pages_missing": "1", "reason": "", "held_by": "",
    }  # fmt: skip
    assert found["1998-01-05"]["reason"] == "fire"
    assert found["1998-01-05"]["held_by"] == "Town Library"
    assert "1998-01-04" not in found


def test_many_gaps_have_pages_by_decade_and_year(make: Make) -> None:
    days = [f"{year}-{month:02}-15" for year in range(1950, 1960) for month in range(1, 13)]
    days += [f"{year}-{month:02}-{day}" for year in range(1960, 1970) for month in range(1, 13) for day in (10, 20, 27)]
    text = f"first: 1950-01-01\nlast: 1971-12-31\nfrequency: daily\nnot_published: [{', '.join(days)}]\n"
    found = pages(make({"coverage.yaml": text, "articles/a.md": article(date="1951-01-01")}, settings=SETTINGS))
    (whole,) = found["dates/holdings.html"].papers
    assert whole.years == ()
    parts = [name for name in found if name.startswith("dates/holdings-")]
    names = ["195x", *(str(year) for year in range(1960, 1970)), "197x"]
    assert parts == [f"dates/holdings-{name}.html" for name in names]
    assert [link.href for link in whole.more] == parts
    assert found[parts[1]].heading == "What is held: 1960"
    runs = [run for part in parts for paper in found[part].papers for year in paper.years for run in year.runs]
    assert sum(run.kind == "not-published" for run in runs) == len(days)
    assert max(len(year.runs) for part in parts for year in found[part].papers[0].years) < 400


def test_a_table_holds_no_formulas_and_names_no_private_paper(make: Make) -> None:
    found = pages(
        make(
            {
                "articles/a.md": article("A", "1998-01-02", publication="'=1+1'"),
                "articles/b.md": article("B", "1998-01-03", publication="Secret", private="true"),
                "articles/c.md": article(
                    "C", "1998-01-04", publication="Gone", withdrawn="{date: 2024-01-01, reason: x}"
                ),
            }
        )
    )
    assert [(row["date"], row["publication"]) for row in rows(found["dates/holdings.csv"].text)] == [
        ("1998-01-02", "'=1+1"),
    ]
    said = repr([view for address, view in found.items() if address.startswith(("dates/", "1998/"))])
    assert "Secret" not in said
    assert "Gone" not in said


def test_an_article_dated_to_the_month_is_of_the_issue_of_the_month(make: Make) -> None:
    settings = "title: x\npublication: {frequency: monthly, days: 15, first: 1998-01-15, last: 1998-04}\n"
    files = {"articles/a.md": article("A", "1998-02"), "articles/b.md": article("B", "1998-03?")}
    found = pages(make(files, settings=settings))
    table = rows(found["dates/holdings.csv"].text)
    assert [(row["date"], row["state"], row["articles"]) for row in table] == [
        ("1998-01-15", "missing", "0"), ("1998-02-15", "held", "1"), ("1998-03-15", "missing", "0"),
    ]  # fmt: skip
    assert "1 article whose day is not certain is not counted." in found["dates/holdings.html"].papers[0].about
    open_ended = pages(make(settings="title: x\npublication: {days: 15}\n"))["dates/holdings.csv"].text
    assert [(row["date"], row["state"]) for row in rows(open_ended)] == [("1998-02-15", "held")]
    february = found["1998/index.html"].papers[0].months[1]
    assert [(day.label, day.href) for week in february.weeks for day in week if day.state == "held"] == [("held", "")]


def test_each_paper_has_its_strip_calendars_and_gaps(make: Make) -> None:
    settings = "title: x\npublications:\n- {key: a, name: Morning}\n- {key: b, name: Evening, frequency: daily}\n"
    files = {
        "articles/a.md": article("A", "1998-01-02"),
        "articles/b.md": article("B", "1998-01-02", publication="b"),
        "articles/c.md": article("C", "1998-01-04", publication="Evening"),
        "articles/d.md": article("D", "1999-01-04", publication="a"),
    }
    found = pages(make(files, settings=settings))
    assert [(strip.id, strip.name) for strip in found["dates/index.html"].strips] == [
        ("a", "Morning"),
        ("b", "Evening"),
    ]
    assert [(paper.name, paper.sums) for paper in found["1998/index.html"].papers] == [
        ("Morning", ""), ("Evening", "held 2, missing 1"),
    ]  # fmt: skip
    assert [paper.name for paper in found["1999/index.html"].papers] == ["Morning"]
    table = rows(found["dates/holdings.csv"].text)
    assert [(row["date"][8:], row["publication"], row["state"]) for row in table] == [
        ("02", "Morning", "held"), ("04", "Morning", "held"),
        ("02", "Evening", "held"), ("03", "Evening", "missing"), ("04", "Evening", "held"),
    ]  # fmt: skip


def test_an_added_article_touches_its_own_dates_only(make: Make) -> None:
    settings = "title: x\npublication: {frequency: daily, first: 1990, last: 1996}\n"
    before = pages(make({f"articles/{n}.md": article(str(n), f"199{n}-01-01") for n in range(6)}, settings=settings))
    after = pages(make({"articles/new.md": article("New", "1992-06-03")}, settings=settings))
    touched = {name for name in after if before.get(name) != after[name]}
    assert {name for name in touched if re.match(r"dates/[\w-]+\.|199./(../)?index", name)} == {
        "dates/index.html", "dates/days.js", "dates/holdings.html", "dates/holdings.csv", "1992/index.html", "1992/01/index.html",
        "1992/06/index.html", "1993/01/index.html",
    }  # fmt: skip


def test_the_seeds_hold_no_certain_day() -> None:
    found = pages(SEEDS)
    (strip,) = found["dates/index.html"].strips
    assert strip.steps == ()
    assert {cell.kind for row in strip.rows for cell in row.cells} == {"n", "u"}
    assert rows(found["dates/holdings.csv"].text) == []


def test_pages_that_follow_each_other_are_one() -> None:
    assert list(runs_of_pages(("2", "3", "4", "7", "A1", "A2", "9"))) == ["2–4", "7", "A1", "A2", "9"]
    assert list(runs_of_pages(())) == []
