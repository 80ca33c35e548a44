"""The issues of the archive's papers: which articles make up one, in the order in which it is read.

An issue is what one paper printed on one day under one number; of a paper that appears once a month, in one month.
The order is that of the paper: page, then place on the page. Articles whose date is uncertain belong to no issue, and
follow each other by date.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.printed_page import PrintedPage, printed_page
from site_builder.archive.read import Archive, place_in_paper
from site_builder.common.dates import Date


class PaperPage(msgspec.Struct, frozen=True):
    """A page of an issue with its articles; those that name no page are together on one without a name."""

    name: str
    articles: tuple[Article, ...]


class Issue(msgspec.Struct, frozen=True):
    """What a paper printed on the day (or in the month) `unit`; `rank` counts the issues of that paper from 0."""

    unit: str
    publication: str
    number: str
    rank: int
    pages: tuple[PaperPage, ...]

    @property
    def articles(self) -> Iterator[Article]:
        """All its articles, in order."""
        return (article for page in self.pages for article in page.articles)


class Place(msgspec.Struct, frozen=True):
    """Where an article stands: the `number`th on its page, and what is before and after it in the issue."""

    issue: Issue
    page: PaperPage
    number: int
    previous: Article | None
    next: Article | None


class Issues:
    """All issues of an archive; those of a day are put together when somebody asks for them."""

    def __init__(self, archive: Archive) -> None:
        self._papers = archive.config.papers
        self._articles: dict[str, list[Article]] = defaultdict(list)
        units: dict[str, dict[str, None]] = defaultdict(dict)
        self._uncertain: list[Article] = []
        for article in archive.articles:
            if unit := unit_of(article.date):
                self._articles[unit].append(article)
                units[self._paper(article)][unit] = None
            else:
                self._uncertain.append(article)
        self._units = {paper: sorted(found) for paper, found in units.items()}
        self._papers_in_order = [paper.name for paper in self._papers.among(units)]
        self._issues: dict[str, tuple[Issue, ...]] = {}
        self._places: dict[str, dict[str, Place]] = {}
        self._uncertain_places: dict[str, int] | None = None

    def on(self, unit: str) -> tuple[Issue, ...]:
        """The issues of a day or month: paper by paper, each in the order of their numbers."""
        if unit not in self._issues:
            self._issues[unit] = tuple(self._on(unit))
        return self._issues[unit]

    def place(self, article: Article) -> Place | None:
        """Where an article stands; None if its date is uncertain."""
        unit = unit_of(article.date)
        if not unit:
            return None
        if unit not in self._places:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            self._places[unit] = {article.name: place for issue in self.on(unit) for article, place in _places(issue)}
        return self._places[unit][article.name]

    def uncertain_neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """The articles of uncertain date before and after one."""
        if self._uncertain_places is None:
            self._uncertain.sort(key=lambda one: (one.date.lower, one.date.edtf, place_in_paper(one)))
            self._uncertain_places = {one.name: at for at, one in enumerate(self._uncertain)}
        at, last = self._uncertain_places[article.name], len(self._uncertain) - 1
        return self._uncertain[at - 1] if at else None, self._uncertain[at + 1] if at < last else None

    def before(self, issue: Issue) -> Issue | None:
        """The issue of the same paper that came before."""
        return self._other(issue, -1)

    def after(self, issue: Issue) -> Issue | None:
        """The issue of the same paper that came next."""
        return self._other(issue, 1)

    def _other(self, issue: Issue, step: int) -> Issue | None:
        units = self._units[issue.publication]
        same_day = self._of_paper(issue.unit, issue.publication)
        if 0 <= issue.rank + step < len(same_day):
            return same_day[issue.rank + step]
        at = bisect_left(units, issue.unit) + step
        if not 0 <= at < len(units):
            return None
        return self._of_paper(units[at], issue.publication)[0 if step > 0 else -1]

    def _of_paper(self, unit: str, publication: str) -> list[Issue]:
        return [issue for issue in self.on(unit) if issue.publication == publication]

    def _paper(self, article: Article) -> str:
        return self._papers.of(article.front.publication).name

    def _on(self, unit: str) -> Iterator[Issue]:
        papers: dict[str, list[Article]] = defaultdict(list)
        for article in self._articles.get(unit, ()):
            papers[self._paper(article)].append(article)
        for paper in sorted(papers, key=self._papers_in_order.index):
            for rank, (number, articles) in enumerate(_by_number(papers[paper])):
                yield Issue(unit, paper, number, rank, tuple(_pages(sorted(articles, key=place_in_paper))))


_REMEMBERED = 100  # days whose articles' places are kept: articles are planned day by day


def unit_of(date: Date) -> str:
    """The day, or else the month, of which an article is for certain; "" if its date is uncertain."""
    part = date.parts[0]
    if date.lower == date.upper and date.form == "one":  # most: a day
        return "" if part and part.qualifier else date.lower
    if not date.uncertain:
        return date.lower
    whole_month = date.form == "one" and part and not (part.qualifier or part.day) and 1 <= part.month <= 12
    return date.lower[:7] if whole_month else ""


def _by_number(articles: Iterable[Article]) -> list[tuple[str, list[Article]]]:
    """The articles of one paper and day by the issue's number. Those that lack it are of the only issue there is."""
    numbers: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        numbers[article.front.issue].append(article)
    if len(numbers) == 2 and "" in numbers:
        without = numbers.pop("")
        next(iter(numbers.values())).extend(without)
    return sorted(numbers.items(), key=lambda pair: printed_page(pair[0]).rank)


def _pages(articles: Sequence[Article]) -> Iterator[PaperPage]:
    """The pages of an issue whose articles are in order."""
    found: dict[object, tuple[PrintedPage, list[Article]]] = {}
    for article in articles:
        page = printed_page(article.front.page)
        found.setdefault(page.rank, (page, []))[1].append(article)
    return (PaperPage(page.name, tuple(on_page)) for page, on_page in found.values())


def _places(issue: Issue) -> Iterator[tuple[Article, Place]]:
    around = [None, *issue.articles, None]
    at = 0
    for page in issue.pages:
        for number, article in enumerate(page.articles, 1):
            yield article, Place(issue, page, number, around[at], around[at + 2])
            at += 1
