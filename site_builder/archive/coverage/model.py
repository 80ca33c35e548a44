"""When a paper appeared, as its archivist writes it down: what may be said, and the days and pages that it names.

Days are numbers, as `datetime.date` counts them (ordinals).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date as Day  # noqa: N812
from enum import StrEnum

import msgspec

from site_builder.common.dates import Date, DateError, parse_date

FILE = "coverage.yaml"
Span = tuple[int, int]  # first and last day


class Frequency(StrEnum):
    """How often a paper appeared."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    IRREGULAR = "irregular"


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A time in which a paper kept one rhythm and one number of pages."""

    first: str = ""
    last: str = ""
    frequency: Frequency | None = None
    weekdays: tuple[str, ...] = ()
    except_: tuple[str, ...] = msgspec.field(default=(), name="except")
    days: tuple[int, ...] = ()
    pages: str = ""

    @property
    def has_rhythm(self) -> bool:
        """Whether it says on which days an issue was due."""
        return bool(self.frequency or self.weekdays or self.except_ or self.days)


class Gap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days without an issue, and why; `held_by` says who has the issues that are missing here."""

    dates: tuple[str, ...]
    reason: str = ""
    held_by: str = ""


class Issues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days of issues that do not follow the rhythm, or have another number of pages."""

    dates: tuple[str, ...]
    pages: str = ""
    reason: str = ""


class Coverage(Period, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that is known of when a paper appeared, and of what is missing."""

    periods: tuple[Period, ...] = ()
    not_published: tuple[Gap, ...] = ()
    missing: tuple[Gap, ...] = ()
    issues: tuple[Issues, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything is."""
        return self.has_rhythm or any(
            (self.first, self.last, self.pages, self.periods, self.not_published, self.missing, self.issues)
        )

    @property
    def named(self) -> tuple[Period, ...]:
        """The periods, each with what it does not say itself; without any, one that is all of the time."""
        if not self.periods:
            return (Period(**{name: getattr(self, name) for name in Period.__struct_fields__}),)
        return tuple(self._completed(number, one) for number, one in enumerate(self.periods))

    @property
    def bounds(self) -> tuple[str, str]:
        """The dates of the first issue and of the last one, as written; "" where they are not."""
        return self.first or self.named[0].first, self.last or self.named[-1].last

    def _completed(self, number: int, period: Period) -> Period:
        rhythm = period if period.has_rhythm else self
        first = period.first or (self.first if number == 0 else "")
        last = period.last or (self.last if number + 1 == len(self.periods) else "")
        if not last and number + 1 < len(self.periods):
            last = _day_before(self.periods[number + 1].first)
        return Period(
            first=first, last=last, pages=period.pages or self.pages, frequency=rhythm.frequency,
            weekdays=rhythm.weekdays, except_=rhythm.except_, days=rhythm.days,
        )  # fmt: skip


def _day_before(text: str) -> str:
    return Day.fromordinal(ordinal(parse_date(text).lower) - 1).isoformat()


def ordinal(day: str) -> int:
    """An ISO day as a number."""
    return Day.fromisoformat(day).toordinal()


def iso(day: int) -> str:
    """The ISO day that a number stands for."""
    return Day.fromordinal(day).isoformat()


_YEARLY = re.compile(r"--(\d\d)-(\d\d)(?:/--(\d\d)-(\d\d))?", re.ASCII)
YEARLY_HINT = "write --01-01 for a day of every year, or --12-24/--12-26"


class YearlyDays(msgspec.Struct, frozen=True):
    """Days that come every year: (month, day), from the first to the last."""

    first: tuple[int, int]
    last: tuple[int, int]

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """The days between two."""
        for year in range(Day.fromordinal(start).year, Day.fromordinal(end).year + 1):
            yield _day_of(year, self.first).toordinal(), _day_of(year, self.last, before=True).toordinal()


def _day_of(year: int, day: tuple[int, int], *, before: bool = False) -> Day:
    """A day of a year; for 29 February, where there is none, the day `before` it or after it."""
    if day == (2, 29) and monthrange(year, 2)[1] == 28:
        return Day(year, 2, 28) if before else Day(year, 3, 1)
    return Day(year, *day)


def days_named(text: str) -> Date | YearlyDays:
    """What a text of `dates` names: days that were, or days of every year. Raises DateError."""
    match = _YEARLY.fullmatch(text.strip())
    if not match:
        if text.startswith("--"):
            raise DateError(f"“{text}” is no day of every year", YEARLY_HINT)
        date = parse_date(text)
        if not date.upper or ".." in text:
            raise DateError(f"“{text}” has no end", "write the first and the last day: 1998-01-28/1998-02-02")
        return date
    first = int(match[1]), int(match[2])
    last = (int(match[3]), int(match[4])) if match[3] else first
    for month, day in (first, last):
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
            raise DateError(f"“{text}” is no day of the calendar", YEARLY_HINT)
    if last < first:
        raise DateError(f"“{text}” ends before it begins", "write what lies in two years as two")
    return YearlyDays(first, last)


def spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The days between two that a text of `dates` names."""
    named = days_named(text)
    if isinstance(named, YearlyDays):
        found = named.spans(start, end)
    elif named.form == "set" and named.days:
        found = ((ordinal(day), ordinal(day)) for day in named.days)
    else:
        found = iter([(ordinal(named.lower), ordinal(named.upper))])
    for first, last in found:
        if first <= end and last >= start and first <= last:
            yield max(first, start), min(last, end)


_PAGES = re.compile(r"([A-Za-z]{0,3})(\d{1,4})(?:\s*[-–]\s*([A-Za-z]{0,3})(\d{1,4}))?")
_MOST_PAGES = 1000


def pages_named(text: str) -> tuple[str, ...] | None:
    """The pages of an issue: `8` are 1 to 8, `A1-A8, B1-B4` those; None of what names none."""
    text = text.strip()
    if text.isdecimal() and text.isascii() and len(text) <= 4:
        return tuple(str(number) for number in range(1, int(text) + 1)) if 0 < int(text) <= _MOST_PAGES else None
    found: dict[str, None] = {}
    for part in re.split(r"[,，、]", text):
        match = _PAGES.fullmatch(part.strip())
        if not match:
            return None
        letters, low, others, high = match[1].upper(), int(match[2]), match[3], int(match[4] or match[2])
        if (others and others.upper() != letters) or not low <= high <= _MOST_PAGES:
            return None
        found.update(dict.fromkeys(f"{letters}{number}" for number in range(low, high + 1)))
    return tuple(found)
