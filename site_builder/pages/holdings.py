"""What is held and what is missing, in words and numbers: a page, which is parted where it grows long, and a table.

The gaps of all years stand on the page itself while they are few; else those of each decade on a page of its own, and
of a decade that has too many those of each year.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from site_builder.archive.coverage.model import iso
from site_builder.archive.coverage.rhythm import State
from site_builder.archive.holdings import Holdings, Run
from site_builder.archive.read import Archive
from site_builder.pages.by_date import Calendar, address_of, trail
from site_builder.pages.calendars import KINDS, holdings_of, pages_lacking, state_words, why
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.rhythm_words import in_words
from site_builder.pages.strip import years_of
from site_builder.pages.view import Link, View

_MANY = 400  # runs of issues on one page
_ADDRESS = "dates/holdings.html"
_TABLE = "dates/holdings.csv"


class RunView(msgspec.Struct, frozen=True):
    """Issues that follow each other and have one state: how many, why, and where one of them can be read."""

    days: str
    count: str
    state: str
    kind: str
    detail: str
    href: str


class RunYear(msgspec.Struct, frozen=True):
    """The gaps of a year."""

    heading: str
    runs: tuple[RunView, ...]


class YearRow(msgspec.Struct, frozen=True):
    """A year in numbers: of issues by state, and of articles."""

    year: Link
    counts: tuple[str, ...]
    articles: str


class PaperHoldings(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of a paper; `name` is "" where the archive has no other."""

    id: str
    name: str
    about: tuple[str, ...] = ()
    claimed: bool
    rows: tuple[YearRow, ...] = ()
    more: tuple[Link, ...] = ()
    years: tuple[RunYear, ...] = ()


class HoldingsPage(View, frozen=True, kw_only=True):
    """What is held of each paper; or the gaps of a decade or year."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    states: tuple[str, ...] = ()
    papers: tuple[PaperHoldings, ...]
    csv: str = ""


class HoldingsTable(View, frozen=True, kw_only=True):
    """The same for spreadsheets: a line for each issue that was due or is held."""

    text: str


def plan(context: PlanContext) -> Iterator[Page]:
    """The page, those of its parts, and the table; none in an archive without articles."""
    holdings = context.cached(holdings_of)
    if not context.archive.articles:
        return
    parts = list(_parts(holdings))
    title = context.locale.gettext("What is held")
    papers = (_paper(context, held, number, parts) for number, held in enumerate(holdings, 1))
    words = state_words(context.locale)
    view = HoldingsPage(
        title=title, kind="dates", heading=title, breadcrumbs=trail(context),
        states=tuple(words[state] for state in KINDS), papers=tuple(papers), csv=_TABLE,
    )  # fmt: skip
    yield Page(_ADDRESS, "holdings.html", view)
    for part in parts:
        yield _part(context, holdings, part)
    yield Page(_TABLE, "holdings.csv", HoldingsTable(title=title, text=_table(holdings)))


def _parts(holdings: tuple[Holdings, ...]) -> Iterator[str]:
    """The decades and years whose gaps have a page of their own: `195x`, `1951`."""
    counts = Counter({year: len(runs) for held in holdings for year, runs in held.runs.items()})
    if sum(counts.values()) <= _MANY:
        return
    for decade in sorted({year // 10 for year in counts}):
        years = [year for year in counts if year // 10 == decade and counts[year]]
        if sum(counts[year] for year in years) > _MANY:
            yield from (f"{year:04}" for year in sorted(years))
        elif years:
            yield f"{decade:03}x"


def _bounds(year: int) -> tuple[str, str]:
    return f"{year:04}-01-01", f"{year:04}-12-31"


def _paper(context: PlanContext, held: Holdings, number: int, parts: list[str]) -> PaperHoldings:
    several = len(context.cached(holdings_of)) > 1
    more = (Link(context.locale.year(part), f"dates/holdings-{part}.html") for part in parts)
    return PaperHoldings(
        id=_id(held, number), name=held.paper.name if several else "", about=tuple(_about(context, held)),
        claimed=held.is_claimed, rows=tuple(_rows(context, held)), more=tuple(more) if held.is_claimed else (),
        years=() if parts else tuple(_run_years(context, held, years_of(held))),
    )  # fmt: skip


def _id(held: Holdings, number: int) -> str:
    return held.paper.key or f"paper-{number}"


def _about(context: PlanContext, held: Holdings) -> Iterator[str]:
    """When the paper appeared, how much of it is held, and what is not counted."""
    locale, _ = context.locale, context.locale.gettext
    yield from in_words(locale, held.paper)
    here = held.count(State.HELD) + held.count(State.PARTIAL)
    missing = held.count(State.MISSING)
    if missing or (held.is_claimed and here):
        percent = locale.number(100 * here // (here + missing))
        text = _("{held} of {due} issues are held ({percent} %).")
        yield text.format(held=locale.number(here), due=locale.number(here + missing), percent=percent)
    elif here:
        text = locale.ngettext("Articles of {count} day are held.", "Articles of {count} days are held.", here)
        yield text.format(count=locale.number(here))
    if not held.is_claimed:
        yield _("When the paper appeared is not written down, so nothing is said of what is missing.")
    if held.undated:
        text = locale.ngettext(
            "{count} article whose day is not certain is not counted.",
            "{count} articles whose day is not certain are not counted.",
            held.undated,
        )
        yield text.format(count=locale.number(held.undated))


def _rows(context: PlanContext, held: Holdings) -> Iterator[YearRow]:
    locale, linked = context.locale, context.cached(_linked)
    for year in years_of(held):
        counts = [held.count(state, *_bounds(year)) for state in KINDS]
        articles = held.listed.get(f"{year:04}", 0)
        if articles or any(counts):
            link = Link(str(year), address_of(f"{year:04}") if f"{year:04}" in linked else "")
            shown = counts if held.is_claimed else counts[:1]
            yield YearRow(link, tuple(map(locale.number, shown)), locale.number(articles))


def _linked(archive: Archive) -> frozenset[str]:
    return frozenset(Calendar(archive).years)


def _run_years(context: PlanContext, held: Holdings, years: range) -> Iterator[RunYear]:
    for year in years:
        runs = tuple(_run(context, run) for run in held.runs.get(year, ()))
        if runs:
            yield RunYear(context.locale.year(f"{year:04}"), runs)


def _run(context: PlanContext, run: Run) -> RunView:
    locale = context.locale
    days = locale.month_day(run.first)
    if run.last != run.first:
        days = locale.gettext("{first} – {last}").format(first=days, last=locale.month_day(run.last))
    count = locale.ngettext("%(num)s issue", "%(num)s issues", run.count) % {"num": locale.number(run.count)}
    detail = pages_lacking(context, run.lacking) if run.lacking else why(context, run.reason, run.held_by)
    href = address_of(run.first) if run.state is State.PARTIAL and run.count == 1 else ""
    return RunView(days, count, state_words(locale)[run.state], KINDS[run.state], detail, href)


def _part(context: PlanContext, holdings: tuple[Holdings, ...], part: str) -> Page:
    """The gaps of a decade or year."""
    title = context.locale.gettext("What is held")
    heading = context.locale.gettext("{what}: {detail}").format(what=title, detail=context.locale.year(part))
    first = int(part.replace("x", "0"))
    years = range(first, first + (10 if part.endswith("x") else 1))
    several = len(holdings) > 1
    papers = (
        PaperHoldings(
            id=_id(held, number), name=held.paper.name if several else "", claimed=held.is_claimed,
            years=tuple(_run_years(context, held, years)),
        )
        for number, held in enumerate(holdings, 1)
    )  # fmt: skip
    view = HoldingsPage(
        title=heading, kind="dates", heading=heading, breadcrumbs=(*trail(context), Link(title, _ADDRESS)),
        papers=tuple(paper for paper in papers if paper.years),
    )  # fmt: skip
    return Page(f"dates/holdings-{part}.html", "holdings.html", view)


_COLUMNS = (
    "date", "publication", "state", "articles", "pages_held", "pages_expected", "pages_missing", "reason", "held_by",
)  # fmt: skip


def _table(holdings: tuple[Holdings, ...]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for held in holdings:
        writer.writerows(_lines(held))
    return text.getvalue()


def _lines(held: Holdings) -> Iterator[tuple[object, ...]]:
    name = _harmless(held.paper.name)
    for at, number in enumerate(held.states, held.start):
        if number not in KINDS:
            continue
        state, day = State(number), iso(at)
        gap, found = held.gap(at), held.days.get(day)
        expected, pages = held.pages(day), len(found.pages) if found else 0
        articles = found.articles if found else held.of_months.get(at, 0)
        yield (
            day, name, KINDS[state], articles, pages or "", len(expected) or "", " ".join(held.lacking(day)),
            _harmless(gap.reason) if gap else "", _harmless(gap.held_by) if gap else "",
        )  # fmt: skip


def _harmless(text: str) -> str:
    """A spreadsheet would take for a formula what begins like one: it gets an apostrophe."""
    return f"'{text}" if re.match(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]", text) else text
