"""What types cannot say of a coverage: days that there are not, rhythms that say nothing, times that overlap."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from site_builder.archive.coverage.model import (
    Coverage,
    Frequency,
    Gap,
    Period,
    YearlyDays,
    days_named,
    ordinal,
    pages_named,
    spans,
)  # fmt: skip
from site_builder.archive.coverage.rhythm import State, claimed, named_bounds, weekday, weekdays_of
from site_builder.common.dates import DateError, parse_date


class Fault(msgspec.Struct, frozen=True):
    """What is wrong, what to do, and the keys and positions that lead to the value."""

    message: str
    hint: str
    steps: tuple[str, ...]


_LONGEST = 500 * 366  # days that a paper may have appeared
_MOST = 10_000  # dates of a list
_PAGES_HINT = "write how many, such as 8, or which: A1-A8, B1-B4"
_DAYS_HINT = "write 1998-01-28, 1998-01-28/1998-02-02, 1967-01, or --01-01 for a day of every year"


def faults(coverage: Coverage) -> Iterator[Fault]:
    """What is wrong with it; what follows from a fault is not said too."""
    found = [*_of_period(coverage, (), whole=True), *_of_periods(coverage), *_of_lists(coverage)]
    if not found:
        found = [*_of_order(coverage), *_of_span(coverage)]
    if not found:
        found = [*_of_overlaps(coverage), *_of_places(coverage)]
    yield from found


def _of_period(period: Period, steps: tuple[str, ...], *, whole: bool = False) -> Iterator[Fault]:
    for key in ("first", "last"):
        text = getattr(period, key)
        try:
            if text and not parse_date(text).upper:
                yield Fault(f"“{text}” has no end", "write a day, a month or a year", (*steps, key))
        except DateError as error:
            yield Fault(str(error), error.hint, (*steps, key))
    for key, texts in (("weekdays", period.weekdays), ("except", period.except_)):
        for text in texts:
            if weekday(text) is None:
                yield Fault(f"“{text}” is no day of the week", "write mon, tue, wed, thu, fri, sat, sun", (*steps, key))
    if any(not 1 <= day <= 31 for day in period.days):
        yield Fault("a month has the days 1 to 31", "correct “days”", (*steps, "days"))
    if period.pages and pages_named(period.pages) is None:
        yield Fault(f"“{period.pages}” names no pages", _PAGES_HINT, (*steps, "pages"))
    if not whole or not getattr(period, "periods", ()):
        yield from _of_rhythm(period, steps)


def _of_rhythm(period: Period, steps: tuple[str, ...]) -> Iterator[Fault]:
    weekly = bool(period.weekdays or period.except_)
    if period.days and (weekly or period.frequency not in (None, Frequency.MONTHLY, Frequency.IRREGULAR)):
        yield Fault("“days” are those of a month", "write “weekdays” for days of the week", (*steps, "days"))
    elif not weekdays_of(period):
        yield Fault("no day of the week is left", "correct “weekdays” and “except”", (*steps, "except"))
    elif period.frequency in (Frequency.WEEKLY, Frequency.FORTNIGHTLY) and not weekly:
        hint = "add the day of the week, such as weekdays: sat; where it is not known, write irregular"
        yield Fault(f"{period.frequency}: on which day?", hint, (*steps, "frequency"))
    elif period.frequency is Frequency.MONTHLY and not period.days:
        hint = "add the day of the month, such as days: 1; where it is not known, write irregular"
        yield Fault("monthly: on which day?", hint, (*steps, "frequency"))
    elif period.frequency is Frequency.FORTNIGHTLY and not _is_day(period.first):
        yield Fault("fortnightly: counted from which day?", "give “first” as a day", (*steps, "frequency"))


def _is_day(text: str) -> bool:
    try:
        return bool(text) and len(parse_date(text).days) == 1
    except DateError:
        return False


def _of_periods(coverage: Coverage) -> Iterator[Fault]:
    for number, period in enumerate(coverage.periods):
        steps = ("periods", str(number))
        if number and not period.first:
            yield Fault("a period has no “first”", "write the day on which it began", steps)
        inherited = msgspec.structs.replace(
            period, frequency=coverage.frequency, weekdays=coverage.weekdays, except_=coverage.except_,
            days=coverage.days,
        )  # fmt: skip
        yield from _of_period(period if period.has_rhythm else inherited, steps)


def _of_lists(coverage: Coverage) -> Iterator[Fault]:
    for key in ("not_published", "missing", "issues"):
        entries = getattr(coverage, key)
        if sum(len(entry.dates) for entry in entries) > _MOST:
            yield Fault(f"“{key}”: over {_MOST:,} dates", "join days that follow each other: a/b", (key,))
        for number, entry in enumerate(entries):
            steps = (key, str(number), "dates")
            if not entry.dates:
                yield Fault(f"an entry of “{key}” has no “dates”", _DAYS_HINT, (key, str(number)))
            for at, text in enumerate(entry.dates):
                try:
                    days_named(text)
                except DateError as error:
                    yield Fault(str(error), error.hint or _DAYS_HINT, (*steps, str(at)))
    for number, entry in enumerate(coverage.issues):
        if entry.pages and pages_named(entry.pages) is None:
            yield Fault(f"“{entry.pages}” names no pages", _PAGES_HINT, ("issues", str(number), "pages"))


def _of_order(coverage: Coverage) -> Iterator[Fault]:
    for steps, period in [((), coverage), *((("periods", str(n)), one) for n, one in enumerate(coverage.periods))]:
        if period.first and period.last and parse_date(period.last).upper < parse_date(period.first).lower:
            yield Fault(f"“{period.last}” lies before “{period.first}”", "correct one of them", (*steps, "last"))
    for number, (before, one) in enumerate(pairwise(coverage.periods), 1):
        end = parse_date(before.last).upper if before.last else ""
        begin = parse_date(before.first).lower if before.first else ""
        start = parse_date(one.first).lower
        if start <= max(end, begin):
            message = f"the period from “{one.first}” overlaps the one before it"
            yield Fault(message, "write periods from the earliest to the latest", ("periods", str(number), "first"))


def _of_span(coverage: Coverage) -> Iterator[Fault]:
    if coverage.first and coverage.last:
        low, high = parse_date(coverage.first).lower, parse_date(coverage.last).upper
        if ordinal(high) - ordinal(low) > _LONGEST:
            yield Fault("it is over 500 years long", "correct “first” or “last”", ("last",))
        for number, one in enumerate(coverage.periods):
            for key in ("first", "last"):
                text = getattr(one, key)
                if text and not (parse_date(text).upper >= low and parse_date(text).lower <= high):
                    hint = "correct it, or the “first” and “last” of the whole"
                    yield Fault(f"“{text}” lies outside of “{coverage.first}” to “{coverage.last}”", hint,
                                ("periods", str(number), key))  # fmt: skip


_Named = tuple[int, int, str, tuple[str, ...]]


def _dated(coverage: Coverage, *keys: str) -> list[_Named]:
    """The days that lists name, each once: first, last, as written, and where."""
    found = []
    for key in keys:
        entries: tuple[Gap, ...] = getattr(coverage, key)
        for number, entry in enumerate(entries):
            for at, text in enumerate(entry.dates):
                if not isinstance(days_named(text), YearlyDays):
                    steps = (key, str(number), "dates", str(at))
                    found += [(low, high, text, steps) for low, high in spans(text, 1, ordinal("9999-12-31"))]
    return sorted(found)


def _of_overlaps(coverage: Coverage) -> Iterator[Fault]:
    for before, one in pairwise(_dated(coverage, "not_published", "missing")):
        if one[0] <= before[1]:
            later = max(before, one, key=lambda named: (named[3][0] != "not_published", int(named[3][1])))
            other = one if later is before else before
            yield Fault(f"“{later[2]}” overlaps “{other[2]}” of “{other[3][0]}”", "name each day once", later[3])


def _of_places(coverage: Coverage) -> Iterator[Fault]:
    """Days that are named and on which no issue was due anyway."""
    first = ordinal(parse_date(coverage.first).lower) if coverage.first else 1
    last = ordinal(parse_date(coverage.last).upper) if coverage.last else ordinal("9999-12-31")
    bounds = named_bounds(coverage)
    states = claimed(coverage, min(bounds), max(bounds)) if bounds else b""
    for low, high, text, steps in _dated(coverage, "not_published", "missing", "issues"):
        if high < first or low > last:
            yield Fault(f"“{text}” lies outside of the time of the paper", "correct it, or “first” and “last”", steps)
        elif steps[0] == "missing" and not set(states[low - min(bounds) : high - min(bounds) + 1]) & _DUE:
            hint = "correct it, or list an issue of that day under “issues”"
            yield Fault(f"“{text}” is missing, but no issue was due then", hint, steps)


_DUE = {State.UNKNOWN, State.MISSING}
