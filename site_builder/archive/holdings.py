"""What is held of a paper, day by day: its coverage compared with the articles that are shown.

A day is held if an article of that day is; partial if pages of its issue have none; missing if an issue was due, or is
known to have appeared, and no article is held. Where nothing is known of a day, nothing is claimed. The states of a
century are 36,500 bytes, so that counting the days of a month is counting bytes.
"""

import re
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.coverage.model import Gap, iso, ordinal, pages_named, spans
from site_builder.archive.coverage.rhythm import State, claimed, named_bounds
from site_builder.archive.printed_page import printed_page
from site_builder.archive.publications import Publication, Publications
from site_builder.common.dates import parse_date

_STATES = tuple(State)


class Day(msgspec.Struct):
    """The articles of a day: how many are certain to be of it, how many may be, and the pages they stand on."""

    articles: int = 0
    uncertain: int = 0
    pages: set[str] = msgspec.field(default_factory=set)
    unpaged: int = 0


class Run(msgspec.Struct, frozen=True):
    """Issues that follow each other and have one state and one reason: the first day and the last one, and how many."""

    state: State
    first: str
    last: str
    count: int
    reason: str = ""
    held_by: str = ""
    lacking: tuple[str, ...] = ()  # pages, of a partial issue


_What = tuple[State, Gap | None, tuple[str, ...]]


class Holdings:
    """What is held of one paper."""

    def __init__(
        self, paper: Publication, days: Mapping[str, Day], *, listed: Mapping[str, int] | None = None, undated: int = 0,
        by_month: Mapping[str, int] | None = None,
    ) -> None:  # fmt: skip
        """`listed` is how many articles each month and year lists, `by_month` how many are dated to a month.

        Of `undated` articles the day is not certain.
        """
        self.paper, self.days, self.listed = paper, days, listed or {}
        monthly = (by_month or {}) if any(one.days for one in paper.named) else {}
        certain = {ordinal(day): found for day, found in days.items() if found.articles}
        bounds = [*named_bounds(paper), *certain, *(day for month in monthly for day in _days_of(month))]
        self.start, end = (min(bounds), max(bounds)) if bounds else (1, 0)
        self.claimed = bytes(claimed(paper, self.start, end))
        self.of_months = dict(self._issues_of_months(monthly))
        self.undated = undated - sum(self.of_months.values())
        self.states = bytes(self._states(certain))

    def _issues_of_months(self, monthly: Mapping[str, int]) -> Iterator[tuple[int, int]]:
        """The issues of a paper that is dated to the month, where one was due in it: the day, and how many articles."""
        for month, count in monthly.items():
            due = [day for day in _days_of(month) if self.claimed[day - self.start] == State.MISSING]
            if len(due) == 1:
                yield due[0], count

    def _states(self, certain: Mapping[int, Day]) -> bytearray:
        states = bytearray(self.claimed)
        for day in self.of_months:
            states[day - self.start] = State.HELD
        for day, found in certain.items():
            states[day - self.start] = State.PARTIAL if self.lacking(iso(day), found) else State.HELD
        return states

    @property
    def is_claimed(self) -> bool:
        """Whether anything is known of when the paper appeared."""
        return self.paper.is_known

    @property
    def span(self) -> tuple[str, str]:
        """The first day and the last one of which anything is said; "" where there are none."""
        return (iso(self.start), iso(self.start + len(self.states) - 1)) if self.states else ("", "")

    def state(self, day: int) -> State:
        """That of a day."""
        at = day - self.start
        return _STATES[self.states[at]] if 0 <= at < len(self.states) else self._beyond(at)

    def _beyond(self, at: int) -> State:
        """Before everything that is known there was nothing if the first issue is named; and so after it."""
        first, last = self.paper.bounds
        return State.OUTSIDE if (first if at < 0 else last) else State.UNKNOWN

    def count(self, state: State, first: str = "", last: str = "") -> int:
        """The days from `first` to `last` that have a state."""
        low = max(0, ordinal(first) - self.start) if first else 0
        high = ordinal(last) - self.start + 1 if last else len(self.states)
        return self.states.count(state, low, max(low, high))

    def lacking(self, day: str, found: Day | None = None) -> tuple[str, ...]:
        """The pages of a day's issue of which nothing is held; none where articles without a page may fill them."""
        found = found or self.days.get(day, Day())
        if not found.pages:
            return ()
        lacking = tuple(page for page in self.pages(day) if page not in found.pages)
        return lacking if len(lacking) > found.unpaged else ()

    def pages(self, day: str) -> tuple[str, ...]:
        """The pages that a day's issue had, where that is known."""
        if not self._special and not self._regular:
            return ()
        at = ordinal(day)
        if at in self._special:
            return self._special[at]
        return next((pages for first, last, pages in self._regular if first <= at <= last), ())

    @cached_property
    def _special(self) -> dict[int, tuple[str, ...]]:
        return {
            day: pages_named(issue.pages) or ()
            for issue in self.paper.issues
            if issue.pages
            for text in issue.dates
            for first, last in spans(text, self.start, self.start + len(self.claimed))
            for day in range(first, last + 1)
        }

    @cached_property
    def _regular(self) -> list[tuple[int, int, tuple[str, ...]]]:
        return [
            (
                ordinal(parse_date(one.first).lower) if one.first else 0,
                ordinal(parse_date(one.last).upper) if one.last else ordinal("9999-12-31"),
                pages_named(one.pages) or (),
            )
            for one in self.paper.named
            if one.pages
        ]

    @cached_property
    def _gaps(self) -> dict[State, dict[int, Gap]]:
        """Why, by day; what names a single day says more than what names many."""
        found: dict[State, dict[int, Gap]] = {}
        end = self.start + len(self.states) - 1
        for state, gaps in ((State.NOT_PUBLISHED, self.paper.not_published), (State.MISSING, self.paper.missing)):
            days = found[state] = {}
            for yearly in (True, False):
                for gap in gaps:
                    for text in gap.dates:
                        if text.startswith("--") is yearly:
                            for first, last in spans(text, self.start, end):
                                days.update(dict.fromkeys(range(first, last + 1), gap))
        return found

    def gap(self, day: int) -> Gap | None:
        """The entry that says why there is no issue of a day, if one does."""
        return self._gaps.get(self.state(day), {}).get(day)

    @cached_property
    def runs(self) -> dict[int, tuple[Run, ...]]:
        """The issues that are not held, or not whole, in runs, by year; years without any are left out."""
        first, last = (int(day[:4]) for day in self.span) if self.states else (1, 0)
        found = {year: tuple(self._runs(f"{year:04}-01-01", f"{year:04}-12-31")) for year in range(first, last + 1)}
        return {year: runs for year, runs in found.items() if runs}

    def _runs(self, first: str, last: str) -> Iterator[Run]:
        """Days on which no issue was due do not part a run."""
        low, high = max(0, ordinal(first) - self.start), min(len(self.states), ordinal(last) - self.start + 1)
        key, begun, end, count = None, 0, 0, 0
        for at in range(low, high):
            state = self.states[at]
            if state == State.OUTSIDE:
                continue
            found = self._what(self.start + at, _STATES[state]) if state in _TOLD else None
            if found and found == key:
                end, count = at, count + 1
                continue
            if key:
                yield self._run(key, begun, end, count=count)
            key, begun, end, count = found, at, at, 1
        if key:
            yield self._run(key, begun, end, count=count)

    def _what(self, day: int, state: State) -> _What:
        """What the days of a run have in common."""
        return state, self._gaps.get(state, {}).get(day), self.lacking(iso(day)) if state is State.PARTIAL else ()

    def _run(self, what: _What, begun: int, end: int, *, count: int) -> Run:
        state, gap, lacking = what
        first, last = iso(self.start + begun), iso(self.start + end)
        return Run(state, first, last, count, gap.reason if gap else "", gap.held_by if gap else "", lacking)

    def contradictions(self) -> Iterator[tuple[State, str, int]]:
        """Days of which articles are held, though the coverage says otherwise: what it says, the first, how many."""
        found: dict[State, list[str]] = defaultdict(list)
        missing = self._named_missing
        for day, articles in self.days.items():
            at = ordinal(day)
            if not articles.articles:
                continue
            said = State(self.claimed[at - self.start])
            if said in (State.OUTSIDE, State.NOT_PUBLISHED):
                found[said].append(day)
            elif at in missing:
                found[State.MISSING].append(day)
        for said, days in sorted(found.items()):
            yield said, min(days), len(days)

    @property
    def _named_missing(self) -> set[int]:
        end = self.start + len(self.states) - 1
        return {
            day
            for gap in self.paper.missing
            for text in gap.dates
            for first, last in spans(text, self.start, end)
            for day in range(first, last + 1)
        }


_TOLD = (State.NOT_PUBLISHED, State.MISSING, State.PARTIAL)


def all_holdings(papers: Publications, articles: Iterable[Article]) -> tuple[Holdings, ...]:
    """What is held of each paper of an archive."""
    days: dict[str, dict[str, Day]] = defaultdict(lambda: defaultdict(Day))
    listed: dict[str, Counter[str]] = defaultdict(Counter)
    by_month: dict[str, Counter[str]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    names = set()
    for article in articles:
        names.add(article.front.publication)
        name = papers.of(article.front.publication).name
        listed[name].update(_units(article))
        undated[name] += article.date.uncertain
        by_month[name].update([article.date.edtf] if _MONTH.fullmatch(article.date.edtf) else [])
        if article.date.months:
            _add(days[name], article)
    return tuple(
        Holdings(one, days[one.name], listed=listed[one.name], undated=undated[one.name], by_month=by_month[one.name])
        for one in papers.among(names)
    )


_MONTH = re.compile(r"\d{4}-(0\d|1[0-2])", re.ASCII)


def _days_of(month: str) -> range:
    first = ordinal(f"{month}-01")
    return range(first, first + monthrange(int(month[:4]), int(month[5:]))[1])


def _units(article: Article) -> Iterable[str]:
    """The months and years that list an article."""
    if months := article.date.months:
        return months + tuple({month[:4] for month in months})
    return (article.date.span,) if article.date.span.isdigit() else ()


def _add(days: dict[str, Day], article: Article) -> None:
    if article.date.uncertain:
        for one in article.date.days:
            days[one].uncertain += 1
        return
    for one in article.date.days:
        day = days[one]
        day.articles += 1
        if page := printed_page(article.front.page).name if article.front.page else "":
            day.pages.add(page)
        else:
            day.unpaged += 1
