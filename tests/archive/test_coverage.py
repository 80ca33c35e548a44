"""Coverage: what an archivist may write of when a paper appeared, and what follows for each day."""

from datetime import date as Day  # noqa: N812

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.config import load_config
from site_builder.archive.coverage.model import Coverage, ordinal, pages_named
from site_builder.archive.coverage.rhythm import State, claimed
from site_builder.archive.coverage.settings import normalised
from site_builder.archive.holdings import Day as Articles
from site_builder.archive.holdings import Holdings, all_holdings
from site_builder.archive.publications import Publication
from site_builder.archive.read import read_archive
from site_builder.common.problems import BuildError, Level
from site_builder.common.yamlfile import convert, load
from tests.conftest import Make, article

LETTERS = {State.UNKNOWN: "?", State.OUTSIDE: ".", State.NOT_PUBLISHED: "n", State.MISSING: "m", State.PARTIAL: "p", State.HELD: "h"}  # fmt: skip


def coverage(text: str) -> Coverage:
    return convert(normalised(load(text, path="x")), Coverage, text=text, path="x")


def days(text: str, first: str, last: str) -> str:
    """The days from the first to the last, a letter each."""
    found = claimed(coverage(text), Day.fromisoformat(first).toordinal(), Day.fromisoformat(last).toordinal())
    return "".join(LETTERS[State(one)] for one in found)


# 1998-01-01 was a Thursday.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "??????????????"),
        ("frequency: daily", "mmmmmmmmmmmmmm"),
        ("frequency: irregular", "??????????????"),
        ("pages: 8", "??????????????"),
        ("except: sunday", "mmm.mmmmmm.mmm"),
        ("except: [周日, Sat.]", "mm..mmmmm..mmm"),
        ("weekdays: [wed, 星期六]", "..m...m..m...m"),
        ("{frequency: weekly, weekdays: thu}", "m......m......"),
        ("{frequency: fortnightly, weekdays: thu, first: 1998-01-08}", ".......m......"),
        ("{frequency: fortnightly, weekdays: thu, first: 1997-12-18}", "m............."),
        ("{frequency: monthly, days: [5, 31]}", "....m........."),
        ("{frequency: daily, first: 1998-01-03, last: 1998-01-05}", "..mmm........."),
        ("{first: 1998-01-03}", "..????????????"),
        ("{frequency: daily, first: '[1998-01-03,1998-01-05]'}", "..??mmmmmmmmmm"),
        ("{frequency: daily, not_published: --01-01}", "nmmmmmmmmmmmmm"),
        ("{except: sun, not_published: [{dates: 1998-01-03/1998-01-05}]}", "mmn.nmmmmm.mmm"),
        ("{missing: [1998-01-02, 1998-01-05/1998-01-06]}", "?m??mm????????"),
        ("{weekdays: mon, issues: [{dates: 1998-01-01}]}", "m...m......m.."),
        (
            "periods: [{first: 1998-01-02, weekdays: sat}, {first: 1998-01-06, frequency: daily, last: 1998-01-09}]",
            "..m..mmmm.....",
        ),
        ("{periods: [{last: 1998-01-03}, {first: 1998-01-05}], except: sun}", "mmm?mmmmmm.mmm"),
    ],
)  # fmt: skip
def test_what_follows_for_each_day(text: str, expected: str) -> None:
    assert days(text, "1998-01-01", "1998-01-14") == expected


def test_the_last_day_of_february_comes_every_year() -> None:
    assert days("not_published: --02-29", "2023-02-27", "2023-03-02") == "????"
    assert days("not_published: --02-28/--02-29", "2023-02-27", "2023-03-02") == "?n??"
    assert days("not_published: --02-29", "2024-02-28", "2024-03-01") == "?n?"


def test_pages() -> None:
    assert pages_named("4") == ("1", "2", "3", "4")
    assert pages_named("A1-A2、B1 , 副") is None
    assert pages_named("a1-A2、b1") == ("A1", "A2", "B1")
    assert [pages_named(text) for text in ("0", "-1", "A2-A1", "A1-B2", "99999", "")] == [None] * 6


@pytest.mark.parametrize(
    ("text", "line", "words", "hint"),
    [
        ("  frequncy: daily", 3, "unknown key “frequncy”", "did you mean “frequency”?"),
        ("  excpet: sun", 3, "unknown key “excpet”", "did you mean “except”?"),
        ("  frequency: dayly", 3, "known values", "write daily or weekly"),
        ("  weekdays: [mon, sundey]", 3, "“sundey” is no day of the week", "mon, tue"),
        ("  first: 1998-02-30", 3, "no day of the calendar", ""),
        ("  frequency: weekly", 3, "weekly: on which day?", "weekdays: sat"),
        ("  frequency: fortnightly\n  weekdays: sat", 3, "counted from which day", "“first”"),
        ("  frequency: monthly", 3, "monthly: on which day?", "days: 1"),
        ("  weekdays: sun\n  except: sun", 4, "no day of the week is left", ""),
        ("  days: 32", 3, "1 to 31", ""),
        ("  days: x", 3, "expected a whole number", ""),
        ("  frequency: daily\n  days: 1", 4, "those of a month", "weekdays"),
        ("  pages: many", 3, "names no pages", "such as 8"),
        ("  first: 1998-02\n  last: 1998-01", 4, "lies before", ""),
        ("  first: 1000\n  last: 1998", 4, "500 years", ""),
        ("  missing:\n  - 1998-01-01\n  - {dates: [1998-01-05, 1998-13-01]}", 5, "1998-13-01", ""),
        ("  missing: [{reason: x}]", 3, "missing: “dates”", "add “dates: …”"),
        ("  missing: [{dates: 1998-01-05, raeson: x}]", 3, "unknown key “raeson”", "did you mean “reason”?"),
        ("  missing: [1998-01-05/..]", 3, "has no end", "first and the last"),
        ("  not_published: --13-01", 3, "no day of the calendar", "--01-01"),
        ("  not_published: --01-1", 3, "no day of every year", "--01-01"),
        ("  not_published: --12-31/--01-01", 3, "ends before it begins", "two"),
        ("  not_published:\n  - 1998-01-01/1998-01-05\n  missing: 1998-01-05", 5, "overlaps", "once"),
        ("  first: 1998-01-01\n  missing: 1997", 4, "outside of the time", ""),
        ("  except: sun\n  missing: 1998-01-04", 4, "no issue was due", "issues"),
        (
            "  periods:\n  - {first: 1990, frequency: daily}\n  - {first: 1989}",
            5,
            "overlaps the one before",
            "earliest",
        ),
        ("  periods:\n  - {frequency: daily}\n  - {frequency: daily}", 5, "no “first”", ""),
        ("  periods:\n  - {frequency: weekly}", 4, "weekly: on which day?", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_line(make: Make, text: str, line: int, words: str, hint: str) -> None:
    with pytest.raises(BuildError) as caught:
        load_config(make(settings=f"title: x\npublication:\n{text}\n"))
    problem = caught.value.problem
    assert words in problem.message
    assert hint in problem.hint
    assert problem.line == line


def test_a_file_of_its_own_says_the_same(make: Make) -> None:
    text = "first: 1998-01-01\nexcept: sunday\nmissing: 1998-01-05\n"
    inside = "title: x\npublication:\n  name: Daily\n" + "".join(f"  {one}\n" for one in text.splitlines())
    expected = load_config(make(settings=inside)).papers.listed
    assert expected[0].missing
    settings = "title: x\npublication: {name: Daily}\n"
    assert load_config(make({"coverage.yaml": text}, settings=settings)).papers.listed == expected


def test_of_several_papers_each_has_its_part(make: Make) -> None:
    settings = "title: x\npublications: [{key: a, name: A}, {key: b, name: B}]\n"
    root = make({"coverage.yaml": "b:\n  except: sunday\n"}, settings=settings)
    assert [one.except_ for one in load_config(root).papers.listed] == [(), ("sunday",)]
    for text, line, words in (("a: {}\nc: {}\n", 2, "“c” is no publication"), ("b:\n  expect: sun\n", 2, "“expect”")):
        (root / "coverage.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(BuildError) as caught:
            load_config(root)
        assert (caught.value.problem.path, caught.value.problem.line) == (str(root / "coverage.yaml"), line)
        assert words in caught.value.problem.message


def test_it_stands_in_one_place(make: Make) -> None:
    with pytest.raises(BuildError, match="too"):
        load_config(make({"coverage.yaml": "pages: 8\n"}, settings="title: x\npublication: {frequency: daily}\n"))


def held(text: str, *found: str) -> Holdings:
    """What is held, of articles of days: `1998-01-02 1` is one of page 1."""
    articles: dict[str, Articles] = {}
    for one in found:
        day, _, page = one.partition(" ")
        entry = articles.setdefault(day, Articles())
        entry.articles += 1
        entry.pages |= {page} if page else set()
        entry.unpaged += not page
    said = coverage(text)
    return Holdings(Publication(**{name: getattr(said, name) for name in Coverage.__struct_fields__}), articles)


def test_a_day_is_partial_if_pages_are_missing_wherever_unpaged_articles_stood() -> None:
    two = "{pages: 3, issues: [{dates: 1998-01-04, pages: 1}]}"
    found = held(two, "1998-01-01 1", "1998-01-02 1", "1998-01-02", "1998-01-02", "1998-01-03", "1998-01-04 1")
    assert [found.state(ordinal(f"1998-01-0{day}")).name for day in range(1, 5)] == ["PARTIAL", "HELD", "HELD", "HELD"]
    assert found.lacking("1998-01-01") == ("2", "3")


def test_runs_go_over_days_without_an_issue_and_are_parted_by_reasons() -> None:
    text = "{except: sun, missing: [{dates: 1998-01-07/1998-01-08, reason: fire}], not_published: --01-10, pages: 2}"
    runs = held(text, "1998-01-01 1", "1998-01-14 1", "1998-01-14 2").runs[1998]
    assert [(run.state.name, run.first, run.last, run.count, run.reason) for run in runs] == [
        ("PARTIAL", "1998-01-01", "1998-01-01", 1, ""),
        ("MISSING", "1998-01-02", "1998-01-06", 4, ""),
        ("MISSING", "1998-01-07", "1998-01-08", 2, "fire"),
        ("MISSING", "1998-01-09", "1998-01-09", 1, ""),
        ("NOT_PUBLISHED", "1998-01-10", "1998-01-10", 1, ""),
        ("MISSING", "1998-01-12", "1998-01-13", 2, ""),
    ]


def test_beyond_what_is_known_there_is_an_end_only_if_it_is_named() -> None:
    found = held("{frequency: daily, first: 1998-01-01}", "1998-01-05")
    assert [found.state(ordinal(day)).name for day in ("1997-01-01", "1998-01-02", "2000-01-01")] == [
        "OUTSIDE", "MISSING", "UNKNOWN",
    ]  # fmt: skip
    assert held("").state(ordinal("1998-01-01")) is State.UNKNOWN


def test_articles_of_days_without_an_issue_are_said(make: Make) -> None:
    settings = "title: x\npublication: {except: sun, not_published: 1998-01-05, missing: 1998-01-06}\n"
    files = {f"articles/{day}.md": article(date=f"1998-01-{day:02}") for day in (4, 5, 6, 7, 11)}
    archive, problems = read_archive(root := make(files, settings=settings))
    assert {(one.path, one.level) for one in problems} == {(str(root / "archive.yaml"), Level.WARNING)}
    assert ["1998-01-04 (such days: 2)" in problems[0].message, len(problems)] == [True, 3]
    (found,) = all_holdings(archive.config.papers, archive.articles)
    assert {found.state(ordinal(f"1998-01-{day:02}")) for day in (4, 5, 6, 7, 11)} == {State.HELD}


def test_uncertain_and_private_articles_hold_no_day(make: Make) -> None:
    files: dict[str, str | bytes] = {
        "articles/a.md": article(date="1998-01-01~"),
        "articles/b.md": article(date="[1998-01-02,1998-01-03]"),
        "articles/c.md": article(date="1998-01-04", private="true"),
        "articles/d.md": article(date="1998-01-05", withdrawn="{date: 2024-01-01, reason: x}"),
        "articles/e.md": article(date="1998-01-06"),
        "articles/f.md": article(date="1998-01-07", publication="Evening"),
    }
    archive, _ = read_archive(make(files, settings="title: x\npublication: {frequency: daily, first: 1998-01-01}\n"))
    first, evening = all_holdings(archive.config.papers, archive.articles)
    assert "".join(LETTERS[State(state)] for state in first.states) == "mmmmmh"
    assert [day.uncertain for _, day in sorted(first.days.items())] == [1, 1, 1, 0]
    assert (evening.paper.name, list(evening.days)) == ("Evening", ["1998-01-07"])


_DAYS = st.dates(Day(1997, 12, 1), Day(1998, 3, 31)).map(Day.isoformat)
_SPAN = st.tuples(_DAYS, _DAYS).map(lambda two: f"{min(two)}/{max(two)}")
_ENTRY = st.one_of(_DAYS, _SPAN, st.sampled_from(["--01-01", "--12-31", "--02-27/--03-02", "1998-01"]))
_COVERAGE = st.fixed_dictionaries(
    {},
    optional={
        "first": st.sampled_from(["1997-12-15", "1998", "1998-01"]), "last": st.sampled_from(["1998-03", "1998-02-11"]),
        "weekdays": st.lists(st.sampled_from(["mon", "wed", "sat"]), max_size=2), "pages": st.just("2"),
        "not_published": st.lists(_ENTRY, max_size=3), "missing": st.lists(_ENTRY, max_size=3),
        "issues": st.lists(_ENTRY.map(lambda text: {"dates": text, "pages": "1"}), max_size=2),
    },
)  # fmt: skip


@given(_COVERAGE, st.dictionaries(_DAYS, st.sampled_from(["", "1", "2"]), max_size=12))
def test_each_day_has_one_state_and_runs_count_what_is_not_held(keys: dict[str, object], found: dict[str, str]) -> None:
    said = convert(normalised(keys), Coverage, text="", path="x")
    paper = Publication(**{name: getattr(said, name) for name in Coverage.__struct_fields__})
    one = Holdings(paper, {day: Articles(1, 0, {page} if page else set(), not page) for day, page in found.items()})
    assert sum(one.count(state) for state in State) == len(one.states)
    assert one.count(State.HELD) + one.count(State.PARTIAL) == len(found)
    for state in (State.MISSING, State.NOT_PUBLISHED, State.PARTIAL):
        assert sum(run.count for runs in one.runs.values() for run in runs if run.state is state) == one.count(state)
    if not one.is_claimed:
        assert one.count(State.MISSING) == 0
