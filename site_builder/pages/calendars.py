"""Calendars: the days of a month, what is held of each, and the words for it."""

import calendar
from calendar import monthrange
from collections.abc import Iterable, Iterator
from functools import lru_cache

from site_builder.archive.coverage.model import iso, ordinal
from site_builder.archive.coverage.rhythm import State
from site_builder.archive.holdings import Day, Holdings, all_holdings
from site_builder.archive.read import Archive
from site_builder.pages.by_date import address_of
from site_builder.pages.page import PlanContext
from site_builder.pages.view import CalendarDay, CalendarMonth, Link
from site_builder.theme.i18n import Locale

# The states that are counted, and the class of a day's cell.
KINDS = {State.HELD: "held", State.PARTIAL: "partial", State.MISSING: "missing", State.NOT_PUBLISHED: "not-published"}
CLASSES = KINDS | {State.OUTSIDE: "outside", State.UNKNOWN: ""}
_STEPS = (5, 20, 60, 150)  # articles of a day from which the cell is a shade deeper


def holdings_of(archive: Archive) -> tuple[Holdings, ...]:
    """What is held of each paper: for `PlanContext.cached`."""
    return all_holdings(archive.config.papers, archive.articles)


def calendar_of(context: PlanContext, month: str, only: Holdings | None = None) -> CalendarMonth:
    """A month as a table of its days: of one paper, or of all."""
    holdings = (only,) if only else context.cached(holdings_of)
    year, number = int(month[:4]), int(month[5:])
    weeks = calendar.Calendar(context.locale.first_weekday).monthdayscalendar(year, number)
    count = sum(held.listed.get(month, 0) for held in holdings)
    link = Link(context.locale.month_name(month), address_of(month) if count else "", count)
    before = ordinal(f"{month}-01") - 1
    cells = tuple(tuple(_cell(context, holdings, month, day, at=before + day) for day in week) for week in weeks)
    return CalendarMonth(link, cells, "; ".join(filter(None, (sums(context, one, month) for one in holdings))))


def _cell(
    context: PlanContext, holdings: tuple[Holdings, ...], month: str, number: int, *, at: int
) -> CalendarDay:  # fmt: skip
    if not number:
        return _plain_cell(0)
    day = f"{month}-{number:02}"
    found = [held.days[day] for held in holdings if day in held.days]
    held = max(holdings, key=lambda one: one.state(at)) if len(holdings) > 1 else holdings[0]
    state = held.state(at)
    words = _words(context, held, state, at)
    if not found:
        return _plain_cell(number, CLASSES[state], words)
    count = sum(one.articles for one in found)
    label = context.locale.clauses(_label(context, found, day), words if state is not State.HELD else "")
    level = 1 + sum(count >= step for step in _STEPS) if count else 0
    return CalendarDay(
        number, address_of(day), count, label, CLASSES[state], level, any(one.uncertain for one in found)
    )


@lru_cache(1 << 12)
def _plain_cell(number: int, state: str = "", label: str = "") -> CalendarDay:
    return CalendarDay(number, label=label, state=state)


def _label(context: PlanContext, found: Iterable[Day], day: str) -> str:
    """The day, and how many articles there are of it."""
    locale = context.locale
    certain, uncertain = (sum(getattr(one, name) for one in found) for name in ("articles", "uncertain"))
    words = []
    if certain:
        words.append(locale.ngettext("%(num)s article", "%(num)s articles", certain) % {"num": certain})
    if uncertain:
        text = locale.ngettext("%(num)s article of uncertain date", "%(num)s articles of uncertain date", uncertain)
        words.append(text % {"num": uncertain})
    return f"{locale.day(day)} ({locale.clauses(*words)})"


@lru_cache(8)
def state_words(locale: Locale) -> dict[State, str]:
    """The states in words."""
    _ = locale.gettext
    return {
        State.HELD: _("held"), State.PARTIAL: _("partial"), State.MISSING: _("missing"),
        State.NOT_PUBLISHED: _("not published"), State.OUTSIDE: _("no issue"),
    }  # fmt: skip


def _words(context: PlanContext, held: Holdings, state: State, at: int) -> str:
    """What is known of a day, and why."""
    word = state_words(context.locale).get(state, "")
    reason = ""
    if state is State.PARTIAL:
        reason = pages_lacking(context, held.lacking(iso(at)))
    elif gap := held.gap(at):
        reason = why(context, gap.reason, gap.held_by)
    return context.locale.gettext("{what}: {detail}").format(what=word, detail=reason) if reason else word


def lacking(context: PlanContext, day: str) -> str:
    """What is lacking of a day, and why, in words: of each paper, where there are several."""
    holdings = context.cached(holdings_of)
    words = []
    for held in (one for one in holdings if one.is_claimed):
        state = held.state(at := ordinal(day))
        if state in (State.PARTIAL, State.MISSING, State.NOT_PUBLISHED):
            text = _words(context, held, state, at)
            name = context.locale.gettext("{what}: {detail}").format(what=held.paper.name, detail=text)
            words.append(name if len(holdings) > 1 else text)
    return "; ".join(words)


def why(context: PlanContext, reason: str, held_by: str) -> str:
    """Why there is no issue, and who holds it."""
    elsewhere = context.locale.gettext("held by {name}").format(name=held_by) if held_by else ""
    return context.locale.clauses(reason, elsewhere)


def pages_lacking(context: PlanContext, pages: tuple[str, ...]) -> str:
    """The pages of an issue of which nothing is held, in words."""
    _ = context.locale.gettext
    words = context.locale.ngettext("page {pages} missing", "pages {pages} missing", len(pages))
    return words.format(pages=_(", ").join(runs_of_pages(pages)))


def runs_of_pages(pages: tuple[str, ...]) -> Iterator[str]:
    """Pages that follow each other as one: 3–5."""
    first = last = ""
    for page in (*pages, ""):
        if last and last.isdecimal() and page.isdecimal() and int(page) == int(last) + 1:
            last = page
            continue
        if first:
            yield first if first == last else f"{first}–{last}"
        first = last = page


def last_day(month: str) -> str:
    """The last day of a month."""
    return f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]:02}"


def sums(context: PlanContext, held: Holdings, unit: str) -> str:
    """The days of a year or month by state, in words; "" where nothing is known of when the paper appeared."""
    if not held.is_claimed:
        return ""
    first, last = (f"{unit}-01", last_day(unit)) if len(unit) > 4 else (f"{unit}-01-01", f"{unit}-12-31")
    words = state_words(context.locale)
    counted = ((state, held.count(state, first, last)) for state in KINDS)
    return context.locale.clauses(*(f"{words[state]} {count}" for state, count in counted if count))
