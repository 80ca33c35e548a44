"""On which days an issue was due, and what else a coverage says of each day: one byte a day.

What is not written down is not claimed, nor is anything between the bounds of an uncertain first or last day.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date as Day  # noqa: N812
from enum import IntEnum

from site_builder.archive.coverage.model import Coverage, Frequency, Gap, Issues, Period, ordinal, spans
from site_builder.common.dates import parse_date


class State(IntEnum):
    """What is known of a paper on a day."""

    UNKNOWN = 0
    OUTSIDE = 1  # before the first issue, after the last one, or no day on which one was due
    NOT_PUBLISHED = 2
    MISSING = 3
    PARTIAL = 4
    HELD = 5


_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {form: number for number, name in enumerate(_NAMES) for form in (name, name + "s", name[:3])}
_WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}
_WEEKDAYS |= {
    week + day: number
    for number, days in enumerate(("一", "二", "三", "四", "五", "六", "日天"))
    for day in days
    for week in ("星期", "周", "週", "礼拜", "禮拜")
}


def weekday(text: str) -> int | None:
    """The day of the week that a text names, from Monday (0); None where it names none."""
    return _WEEKDAYS.get(text.strip().casefold().rstrip("."))


def weekdays_of(period: Period) -> tuple[int, ...]:
    """The days of the week on which an issue was due."""
    named = {weekday(text) for text in period.weekdays} or set(range(7))
    return tuple(day for day in range(7) if day in named - {weekday(text) for text in period.except_})


def due(period: Period, first: int, last: int) -> Iterator[range]:
    """The days from `first` to `last` on which an issue was due, in ranges; nothing of an irregular paper."""
    if period.frequency is Frequency.IRREGULAR or not period.has_rhythm:
        return
    if period.days:
        yield from _days_of_months(period.days, first, last)
        return
    step = 14 if period.frequency is Frequency.FORTNIGHTLY else 7
    origin = ordinal(parse_date(period.first).lower) if step == 14 else first
    for day in weekdays_of(period):
        begin = origin + (day + 1 - origin) % 7  # 1 January of the year 1, day 1, was a Monday
        yield range(begin + -(-max(first - begin, 0) // step) * step, last + 1, step)


def _days_of_months(days: tuple[int, ...], first: int, last: int) -> Iterator[range]:
    day = Day.fromordinal(first).replace(day=1)
    while day.toordinal() <= last:
        length = monthrange(day.year, day.month)[1]
        for number in days:
            found = day.toordinal() + number - 1
            if number <= length and first <= found <= last:
                yield range(found, found + 1)
        if day.toordinal() + length > Day.max.toordinal():
            return
        day = Day.fromordinal(day.toordinal() + length)


def named_bounds(coverage: Coverage) -> list[int]:
    """The days that a coverage names, as far as they bound what it says."""
    texts = [text for period in (coverage, *coverage.periods) for text in (period.first, period.last) if text]
    found = [ordinal(day) for text in texts for day in (parse_date(text).lower, parse_date(text).upper)]
    entries: tuple[Gap | Issues, ...] = (*coverage.not_published, *coverage.missing, *coverage.issues)
    for text in (text for entry in entries for text in entry.dates if not text.startswith("--")):
        found += [ordinal(parse_date(text).lower), ordinal(parse_date(text).upper)]
    return found


def claimed(coverage: Coverage, start: int, end: int) -> bytearray:
    """The state of each day from `start` to `end`, as the coverage has it: an issue that was due is missing."""
    states = bytearray(end - start + 1)
    if not coverage.is_known or not states:
        return states
    for period in coverage.named:
        _rhythm(states, period, start, end)
    _outside(states, coverage, start)
    for issue in coverage.issues:
        _fill(states, issue.dates, start, end, State.MISSING)
    for gap in coverage.not_published:
        _fill(states, gap.dates, start, end, State.NOT_PUBLISHED, over=(State.UNKNOWN, State.MISSING))
    for gap in coverage.missing:
        _fill(states, gap.dates, start, end, State.MISSING, over=(State.UNKNOWN,))
    return states


def _rhythm(states: bytearray, period: Period, start: int, end: int) -> None:
    """Between the bounds of an uncertain first or last day nothing is known."""
    if not period.has_rhythm or period.frequency == "irregular":
        return
    first = max(start, ordinal(parse_date(period.first).upper)) if period.first else start
    last = min(end, ordinal(parse_date(period.last).lower)) if period.last else end
    if first > last:
        return
    states[first - start : last - start + 1] = bytes([State.OUTSIDE]) * (last - first + 1)
    for days in due(period, first, last):
        at = slice(days.start - start, days.stop - start, days.step)
        states[at] = bytes([State.MISSING]) * len(days)


def _outside(states: bytearray, coverage: Coverage, start: int) -> None:
    """Before the first possible issue, and after the last one."""
    first, last = coverage.bounds
    if first and (before := ordinal(parse_date(first).lower) - start) > 0:
        states[:before] = bytes([State.OUTSIDE]) * before
    if last and (after := ordinal(parse_date(last).upper) + 1 - start) < len(states):
        states[after:] = bytes([State.OUTSIDE]) * (len(states) - after)


def _fill(
    states: bytearray, dates: Iterable[str], start: int, end: int, state: State, over: tuple[State, ...] = ()
) -> None:
    for text in dates:
        for first, last in spans(text, start, end):
            for at in range(first - start, last - start + 1):
                if not over or states[at] in over:
                    states[at] = state
