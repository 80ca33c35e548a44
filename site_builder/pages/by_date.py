"""What the pages by date share: which articles belong to which day, month, year and decade, and the way between them.

An article is listed under every day and month that its date may mean, if those are two months at most; otherwise once,
in the year or decade that contains its date, as one whose date is uncertain.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.pages.page import PlanContext
from site_builder.pages.view import Link

_Lists = dict[str, list[Article]]
_Units = dict[str, list[str]]


class Calendar:
    """Which articles belong to which day, month, year and decade."""

    def __init__(self, archive: Archive) -> None:
        self.days: _Lists = defaultdict(list)
        self.months: _Lists = defaultdict(list)
        self.spans: _Lists = defaultdict(list)  # date uncertain: by year, decade or "" for longer ones
        for article in archive.articles:
            if not article.date.months:
                self.spans[article.date.span].append(article)
                continue
            for day in article.date.days:
                self.days[day].append(article)
            for month in article.date.months:
                self.months[month].append(article)

    @property
    def years(self) -> list[str]:
        """Years that have a page, the latest first."""
        found = {month[:4] for month in self.months} | {span for span in self.spans if span.isdigit()}
        return sorted(found, reverse=True)

    @property
    def decades(self) -> list[str]:
        """Decades that have a page of their own: those with articles that no single year contains."""
        return sorted((span for span in self.spans if span.endswith("x")), reverse=True)

    def months_of(self, year: str) -> list[str]:
        """The months of a year that have articles."""
        return sorted(month for month in self.months if month[:4] == year)

    def days_of(self, month: str) -> list[str]:
        """The days of a month that have articles."""
        return self._days_by_month.get(month, [])

    def years_of(self, month_and_day: str) -> list[str]:
        """The years in which a day such as `01-23` has articles."""
        return self._years_by_day.get(month_and_day, [])

    @cached_property
    def _days_by_month(self) -> _Units:
        return _grouped((day[:7], day) for day in sorted(self.days))

    @cached_property
    def _years_by_day(self) -> _Units:
        return _grouped((day[5:], day[:4]) for day in sorted(self.days))

    def count(self, year: str) -> int:
        """How many articles a year lists, each once."""
        listed = {article.name for month in self.months_of(year) for article in self.months[month]}
        return len(listed) + len(self.spans.get(year, ()))


def _grouped(pairs: Iterable[tuple[str, str]]) -> _Units:
    found: _Units = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def with_neighbours(values: list[str]) -> Iterable[tuple[str, str, str]]:
    """Each value with the one before and the one after it, "" at the ends."""
    return zip(values, ["", *values], [*values[1:], ""], strict=False)


def address_of(unit: str) -> str:
    """The page of a year, month or day."""
    return unit.replace("-", "/") + "/index.html"


def trail(context: PlanContext, unit: str = "") -> tuple[Link, ...]:
    """The way from all dates down to the unit that contains this one."""
    locale = context.locale
    breadcrumbs = [Link(locale.gettext("Dates"), "dates/index.html")]
    if len(unit) > 4:
        breadcrumbs.append(Link(locale.year(unit[:4]), address_of(unit[:4])))
    if len(unit) > 7:
        breadcrumbs.append(Link(locale.month_name(unit[:7]), address_of(unit[:7])))
    return tuple(breadcrumbs)
