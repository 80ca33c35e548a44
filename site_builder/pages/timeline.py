"""How many articles of a name there are at each time: bars, made here, so that no script is needed.

The axis is that of the whole archive, the same for every name, so that two names can be compared: its days, months,
years or decades, the first of these that are not too many. Articles whose date fits none of them for certain are
counted beside the bars.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.pages.page import PlanContext
from site_builder.pages.spans import in_words, unit

HEIGHT, _STEP, _BAR = 60, 10, 8  # of the drawing, of a bar with the gap beside it, and without
_LOWEST = 3  # what can still be seen
_MOST = {10: 62, 7: 48, 4: 200}  # bars, by the characters of an ISO date: days, months, years
_MOST_LABELS, _LABEL = 5, 150  # below the bars, and the pixels that one takes
_WIDE, _NARROW, _MANY = 48, 24, 16  # pixels from bar to bar where there is room, of few and of many bars


class Axis(msgspec.Struct, frozen=True):
    """The times of an archive: each as `194x`, `1949`, `1949-03` or `1949-03-05`; `length` are characters of a date."""

    length: int = 4
    units: tuple[str, ...] = ()


class Bar(msgspec.Struct, frozen=True, gc=False):
    """A time with its articles: where to read them, and where the bar stands in the drawing."""

    text: str
    href: str
    count: int
    left: int
    height: int


class Timeline(msgspec.Struct, frozen=True):
    """Bars, those with articles only; `labels` stand below them from end to end.

    The drawing is `width` wide by its own measure, and `pixels` on the screen where there is room.
    """

    heading: str
    width: int
    pixels: int
    labels: tuple[str, ...]
    bars: tuple[Bar, ...]
    most: int
    uncertain: int


def axis_of(archive: Archive) -> Axis:
    """The axis for all names of an archive."""
    dates = [article.date for article in archive.articles if unit(article, 4)]
    if not dates:
        return Axis()
    first, last = min(one.lower for one in dates), max(one.upper for one in dates)
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    counts = {10: days, 7: _month(last) - _month(first) + 1, 4: int(last[:4]) - int(first[:4]) + 1}
    length = next((length for length, most in _MOST.items() if counts[length] <= most), 3)
    return Axis(length, tuple(_units(length, first, last)))


def _units(length: int, first: str, last: str) -> Iterator[str]:
    if length == 10:
        start = date.fromisoformat(first)
        days = (date.fromisoformat(last) - start).days
        yield from ((start + timedelta(number)).isoformat() for number in range(days + 1))
    elif length == 7:
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(_month(first), _month(last) + 1))
    else:
        step, ending = (1, "") if length == 4 else (10, "x")
        years = range(int(first[:length].ljust(4, "0")), int(last[:4]) + 1, step)
        yield from (f"{year:04}"[:length] + ending for year in years)


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def timeline(context: PlanContext, articles: Sequence[Article], address: Callable[[str], str]) -> Timeline:
    """The bars of some articles; `address` says where those of a time are."""
    axis, locale = context.cached(axis_of), context.locale
    counts = Counter(unit(article, axis.length) for article in articles)
    uncertain = counts.pop("", 0)
    most = max(counts.values(), default=1)
    places = {text: number * _STEP for number, text in enumerate(axis.units)}
    bars = tuple(
        Bar(in_words(text, locale), address(text), counts[text], places[text], _height(counts[text], most))
        for text in sorted(counts)
    )
    width = len(axis.units) * _STEP - (_STEP - _BAR)
    pixels = len(axis.units) * (_WIDE if len(axis.units) <= _MANY else _NARROW)
    labels = tuple(in_words(text, locale) for text in _spread(axis.units, pixels // _LABEL))
    return Timeline(_heading(context, axis), width, pixels, labels, bars, most, uncertain)


def _height(count: int, most: int) -> int:
    return max(_LOWEST, count * HEIGHT // most)


def _spread(units: Sequence[str], room: int) -> list[str]:
    """Some of the units, from the first to the last, as many as there is room for."""
    number = min(max(room, 2), _MOST_LABELS, len(units))
    return [units[position * (len(units) - 1) // max(number - 1, 1)] for position in range(number)]


def _heading(context: PlanContext, axis: Axis) -> str:
    _ = context.locale.gettext
    return {
        10: _("Articles by day"),
        7: _("Articles by month"),
        4: _("Articles by year"),
        3: _("Articles by decade"),
    }[axis.length]
