"""Articles cut by time into parts of bounded size, of which an edit touches one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from site_builder.archive.article import Article
from site_builder.theme.i18n import Locale

MOST_OF_A_YEAR = 500  # articles; those of a year with more are cut by month
UNDATED = "undated"  # the part of articles that no single year contains


class Period(msgspec.Struct, frozen=True):
    """Articles of a year, or of a month, or “undated” ones, in the order in which they were given."""

    name: str
    articles: tuple[Article, ...]

    def in_words(self, locale: Locale) -> str:
        """The year or month as a reader knows it."""
        if self.name == UNDATED:
            return locale.gettext("Date uncertain")
        return locale.year(self.name) if len(self.name) == 4 else locale.month(self.name)


def periods(articles: Iterable[Article]) -> Iterator[Period]:
    """The articles by year, or by month where a year has many: oldest first, the undated before all."""
    years: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        found = article.date.years
        years[found[0] if len(found) == 1 else UNDATED].append(article)
    if undated := years.pop(UNDATED, None):
        yield Period(UNDATED, tuple(undated))
    for year in sorted(years):
        yield from _of_year(year, years[year])


def _of_year(year: str, articles: list[Article]) -> Iterator[Period]:
    if len(articles) <= MOST_OF_A_YEAR:
        yield Period(year, tuple(articles))
        return
    months: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        months[(article.date.months or (year,))[0]].append(article)
    for month in sorted(months):
        yield Period(month, tuple(months[month]))
