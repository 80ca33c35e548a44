"""The strip of all dates: years as rows, months as cells, as high as their days and as deep as their articles."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

import msgspec

from site_builder.archive.coverage.model import ordinal
from site_builder.archive.coverage.rhythm import State
from site_builder.archive.holdings import Holdings
from site_builder.pages.by_date import Calendar, address_of
from site_builder.pages.calendars import holdings_of, last_day, state_words
from site_builder.pages.page import PlanContext
from site_builder.pages.view import Link

_HEIGHTS, _DEPTHS = 6, 5
_FEW = 3  # years in a row with nothing, from which one line stands for them


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A month: `kind` is its class, `label` says the same in words; `href` is "" where there is nothing to read."""

    kind: str
    label: str
    href: str = ""


class Row(msgspec.Struct, frozen=True):
    """A year with its months and its number of articles; or years in which nothing is held, with a `remark` on them."""

    year: Link
    count: str = ""
    cells: tuple[Cell, ...] = ()
    remark: str = ""


class Strip(msgspec.Struct, frozen=True):
    """The years of one paper; `name` is "" where the archive has no other. `steps` are numbers of articles by depth."""

    id: str
    name: str
    months: tuple[str, ...]
    rows: tuple[Row, ...]
    steps: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]  # those that the legend explains


def strips(context: PlanContext, found: Calendar) -> Iterator[Strip]:
    """A strip for each paper that has years."""
    holdings = context.cached(holdings_of)
    names = tuple(context.locale.short_month(number) for number in range(1, 13))
    for number, held in enumerate(holdings, 1):
        years = years_of(held)
        if not years:
            continue
        cuts = _cuts(held)
        rows = tuple(_rows(context, found, held, years, cuts=cuts))
        kinds = {cell.kind for row in rows for cell in row.cells}
        yield Strip(
            held.paper.key or f"paper-{number}", held.paper.name if len(holdings) > 1 else "", names, rows,
            tuple(_steps(context, held, cuts)) if any(" " in kind for kind in kinds) else (),
            tuple(sorted(kind for kind in kinds if " " not in kind)),
        )  # fmt: skip


def years_of(held: Holdings) -> range:
    """From the first year of which anything is known to the last."""
    known = [*held.listed, *(day for day in held.span if day)]
    return range(int(min(known)[:4]), int(max(known)[:4]) + 1) if known else range(0)


def _rows(
    context: PlanContext, found: Calendar, held: Holdings, years: range, *, cuts: list[int]
) -> Iterator[Row]:  # fmt: skip
    linked = set(found.years)
    rows = (_row(context, held, year, cuts, linked=f"{year:04}" in linked) for year in years)
    for nothing, group in groupby(rows, lambda row: not row.year.count):
        alike = list(group)
        if nothing and len(alike) >= _FEW:
            yield _nothing(context, held, alike)
        else:
            yield from alike


def _row(context: PlanContext, held: Holdings, year: int, cuts: list[int], *, linked: bool) -> Row:
    months = (f"{year:04}-{number:02}" for number in range(1, 13))
    link = Link(str(year), address_of(f"{year:04}") if linked else "", held.listed.get(f"{year:04}", 0))
    count = context.locale.number(link.count) if link.count else ""
    return Row(link, count, tuple(_cell(context, held, month, cuts) for month in months))


def _nothing(context: PlanContext, held: Holdings, rows: list[Row]) -> Row:
    """Years in a row in which nothing is held, as one line."""
    first, last = rows[0].year.text, rows[-1].year.text
    missing = held.count(State.MISSING, f"{first:0>4}-01-01", f"{last:0>4}-12-31")
    _ = context.locale.gettext
    words = _("nothing is held")
    if missing:
        words = context.locale.clauses(words, f"{state_words(context.locale)[State.MISSING]} {missing}")
    return Row(Link(f"{first}–{last}", ""), remark=words)


def _cell(context: PlanContext, held: Holdings, month: str, cuts: list[int]) -> Cell:
    days = f"{month}-01", last_day(month)
    here = held.count(State.HELD, *days) + held.count(State.PARTIAL, *days)
    missing, articles = held.count(State.MISSING, *days), held.listed.get(month, 0)
    if not articles:
        return _empty(context, held, month, missing)
    locale = context.locale
    words = [locale.ngettext("%(num)s day", "%(num)s days", here) % {"num": here}] if here else []
    words.append(locale.ngettext("%(num)s article", "%(num)s articles", articles) % {"num": articles})
    if missing:
        words.append(f"{state_words(locale)[State.MISSING]} {missing}")
    if not here:
        return Cell("u", locale.clauses(*words, locale.gettext("date uncertain")), address_of(month))
    due = here + missing if held.is_claimed else int(days[1][8:])
    height = max(1, here * _HEIGHTS // due)
    return Cell(f"h{height} d{_DEPTHS - len(cuts) + bisect_right(cuts, articles)}", locale.clauses(*words),
                address_of(month))  # fmt: skip


def _empty(context: PlanContext, held: Holdings, month: str, missing: int) -> Cell:
    if missing:
        return Cell("m", f"{state_words(context.locale)[State.MISSING]} {missing}")
    days = f"{month}-01", last_day(month)
    ends = {held.state(ordinal(day)) for day in days}
    if ends <= {State.OUTSIDE, State.NOT_PUBLISHED} and not held.count(State.UNKNOWN, *days):
        return Cell("o", context.locale.gettext("no issue"))
    return Cell("n", context.locale.gettext("nothing is held"))


def _counts(held: Holdings) -> list[int]:
    return sorted(count for unit, count in held.listed.items() if len(unit) > 4)


def _cuts(held: Holdings) -> list[int]:
    """The numbers of articles of a month with which the depths begin: a fifth of the months has each."""
    counts = _counts(held)
    return sorted({counts[len(counts) * step // _DEPTHS] for step in range(_DEPTHS)}) if counts else []


def _steps(context: PlanContext, held: Holdings, cuts: list[int]) -> Iterator[tuple[str, str]]:
    """The class of each depth, and what it means: the fewest articles and the most."""
    locale = context.locale
    ends = [low - 1 for low in cuts[1:]] + _counts(held)[-1:]
    for depth, (low, high) in enumerate(zip(cuts, ends, strict=True), _DEPTHS - len(cuts) + 1):
        yield f"d{depth}", locale.number(low) if low == high else f"{locale.number(low)}–{locale.number(high)}"
