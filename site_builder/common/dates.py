"""Dates of publication, as EDTF (ISO 8601-2, levels 0 and 1, and one of a set).

https://www.loc.gov/standards/datetime/ names the forms. A date is kept as written and has bounds: it is sorted by
the lower one, and listed under every day, month or year that it may belong to.

The forms are parsed here and not by the `edtf` library: to say a date in words its structure is needed anyway, and
the library takes 3 ms a date and 120 ms to import, accepts 2023-02-29 and intervals turned round. It serves the
tests as a second opinion.
"""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from datetime import date as Day  # noqa: N812 - a class, used as one
from functools import lru_cache

import msgspec

from site_builder.common.dateforms import DateError, iso

__all__ = ["Date", "DateError", "Part", "parse_date"]

OPEN = ".."
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # code → first month, in the northern hemisphere
_PART = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_LONGEST = 62  # days that two months may have


class Part(msgspec.Struct, frozen=True):
    """One date of a set or an interval: `year` may end in X's; `month` may be a season (21–24); 0 is unknown."""

    year: str
    month: int = 0
    day: int = 0
    qualifier: str = ""

    @property
    def bounds(self) -> tuple[Day, Day]:
        """First and last day that it may mean."""
        first, last = int(self.year.replace("X", "0")), int(self.year.replace("X", "9"))
        if self.day:
            day = Day(first, self.month, self.day)
            return day, day
        if not self.month:
            return Day(max(first, 1), 1, 1), Day(last, 12, 31)
        month, length = SEASONS.get(self.month, self.month), 3 if self.month in SEASONS else 1
        end_year, end_month = first + (month + length - 2) // 12, (month + length - 2) % 12 + 1
        return Day(first, month, 1), Day(end_year, end_month, monthrange(end_year, end_month)[1])


class Date(msgspec.Struct, frozen=True):
    """An EDTF date. `lower` and `upper` are ISO days (`upper` is "" where it is open)."""

    edtf: str
    lower: str
    upper: str
    parts: tuple[Part | None, ...]
    form: str = "one"  # one | interval | set
    time: str = ""

    @property
    def start(self) -> str:
        """The instant at which it begins, in UTC; a day stands for its first moment. These sort as texts."""
        if not self.time:
            return self.lower
        moment = datetime.fromisoformat(self.edtf)
        with suppress(OverflowError):  # on the first or last day that there is
            moment = moment.astimezone(UTC) if moment.tzinfo else moment
        return moment.replace(tzinfo=None).isoformat()

    @property
    def days(self) -> tuple[str, ...]:
        """The days that it may mean, where it is given to the day."""
        if self.lower == self.upper:
            return (self.lower,)
        if self.form == "interval":
            if not (self.months and all(part and part.day for part in self.parts)):
                return ()
            first, last = Day.fromisoformat(self.lower), Day.fromisoformat(self.upper)
            return tuple((first + timedelta(n)).isoformat() for n in range((last - first).days + 1))
        if all(part and part.day for part in self.parts):
            return tuple(sorted({part.bounds[0].isoformat() for part in self.parts if part}))
        return ()

    @property
    def months(self) -> tuple[str, ...]:
        """The months that it may belong to, if they are one or two; a longer date is listed by `span`."""
        if self.lower == self.upper:
            return (self.lower[:7],)
        if not self.upper:
            return ()
        if self.form == "set" and self.days:
            named = tuple(sorted({day[:7] for day in self.days}))
            return named if len(named) <= 2 else ()
        first, last = self.lower[:7], self.upper[:7]
        apart = _months(last) - _months(first)
        return (first,) if not apart else (first, last) if apart == 1 else ()

    @property
    def span(self) -> str:
        """Where a date of more than two months is listed: its year, its decade (“199x”), or "" for neither."""
        if not self.upper:
            return ""
        low, high = self.lower[:4], self.upper[:4]
        return low if low == high else low[:3] + "x" if low[:3] == high[:3] else ""

    @property
    def published(self) -> str:
        """The earliest day, for machines, with the time where its zone is known.

        A date given to the month or the year is not made a day.
        """
        if self.time and re.search(r"(?:Z|[+-]\d\d:\d\d)$", self.edtf):
            return self.edtf
        part = self.parts[0]
        if part is None or "X" in part.year:
            return self.lower[:4]
        return self.lower[: 10 if part.day else 7 if 1 <= part.month <= 12 else 4]

    @property
    def years(self) -> tuple[str, ...]:
        """Every year that it may belong to, at most those of a decade."""
        if not self.upper:
            return (self.lower[:4],)
        low, high = int(self.lower[:4]), int(self.upper[:4])
        return tuple(f"{year:04}" for year in range(low, min(high, low + 9) + 1))

    @property
    def uncertain(self) -> bool:
        """Whether it says less than one certain day."""
        return len(self.days) != 1 or any(part and part.qualifier for part in self.parts)


@lru_cache(maxsize=1 << 16)
def parse_date(text: str) -> Date:
    """The date that `text` gives, the same one for the same text. Raises DateError."""
    text = text.strip()
    try:
        if plain := _plain(text):
            return plain
        usual = iso(text) or text
        return _plain(usual) or _edtf(usual)
    except DateError:
        raise
    except ValueError as error:
        raise DateError(f"“{text}” is no day of the calendar ({error})") from None


def _plain(text: str) -> Date | None:
    """The common case, without regular expressions; and ISO date-times of other generators."""
    if len(text) == 10 and text[4] == text[7] == "-" and text[:4].isdigit() and text[5:7].isdigit():
        if text[8:].isdigit() and text.isascii():
            Day.fromisoformat(text)
            return Date(text, text, text, (Part(text[:4], int(text[5:7]), int(text[8:])),))
    elif match := _TIME.fullmatch(text):
        day, time, zone = match.groups()
        zone = f"{zone[:3]}:{zone[-2:]}" if zone and zone != "Z" else zone or ""
        datetime.fromisoformat(f"{day}T{time}{zone}")
        part = Part(day[:4], int(day[5:7]), int(day[8:]))
        return Date(f"{day}T{time}{zone}", day, day, (part,), time=time)
    return None


def _edtf(text: str) -> Date:
    if text.startswith("[") and text.endswith("]"):
        if text.count("..") == 1 and "," not in text:
            return _between(text[1:-1].split(".."), text)
        parts = tuple(_part(item.strip(), text) for item in text[1:-1].split(","))
        lower, upper = min(part.bounds[0] for part in parts), max(part.bounds[1] for part in parts)
        return Date(text, lower.isoformat(), upper.isoformat(), parts, "set" if len(parts) > 1 else "one")
    if "/" in text:
        return _between(text.split("/"), text)
    part = _part(text, text)
    return Date(text, part.bounds[0].isoformat(), part.bounds[1].isoformat(), (part,))


def _between(ends: list[str], text: str) -> Date:
    """`a/b`, published from a to b, or `[a..b]`, some time between them; to lists the two are the same."""
    if len(ends) != 2 or ends[0] in ("", OPEN):
        hint = "write 2024-06/2024-07, [2024-06-05..2024-07-01], or 2024-06-05/.. for an open end"
        raise DateError(f"“{text}” is no interval with a beginning", hint)
    first = _part(ends[0], text)
    last = None if ends[1] in ("", OPEN) else _part(ends[1], text)
    if last and last.bounds[1] < first.bounds[1]:
        raise DateError(f"“{text}” ends before it begins", f"begin with {ends[1]}")
    upper = last.bounds[1].isoformat() if last else ""
    return Date(text, first.bounds[0].isoformat(), upper, (first, last), "interval")


def _part(text: str, whole: str) -> Part:
    match = _PART.fullmatch(text)
    if not match:
        raise DateError(f"“{whole}” is no date")
    year, month, day, qualifier = match.groups()
    if ("X" in year and month) or (month == "XX" and day not in (None, "XX")):
        raise DateError(f"“{whole}” leaves out the larger unit and gives the smaller one")
    if year == "0000":
        raise DateError(f"“{whole}”: the year 0 is not supported")
    part = Part(year, _number(month), _number(day), qualifier)
    if part.day and part.month in SEASONS:
        raise DateError(f"“{whole}”: a season has no day")
    if month not in (None, "XX") and not (1 <= part.month <= 12 or part.month in SEASONS):
        raise DateError(f"“{whole}”: there is no month {month}")
    if day == "00":
        raise DateError(f"“{whole}”: there is no day 00")
    part.bounds  # noqa: B018 - raises ValueError for a day that the calendar does not have
    return part


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _number(text: str | None) -> int:
    return int(text) if text and text != "XX" else 0
