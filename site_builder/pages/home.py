"""The front page, the page about the archive and 404."""

from collections.abc import Iterator, Sequence
from datetime import date as Day  # noqa: N812 - a class, used as one
from itertools import groupby

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.frontmatter.model import Status, TitleOrigin
from site_builder.archive.issues import Issues
from site_builder.archive.navigation import article_name
from site_builder.archive.read import Archive
from site_builder.pages.articles import date_page
from site_builder.pages.by_date import address_of
from site_builder.pages.calendars import calendar_of
from site_builder.pages.dates import year_links
from site_builder.pages.names import most_used
from site_builder.pages.neighbours import issue_name, unit_in_words
from site_builder.pages.on_this_day import INDEX, days_held
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import CalendarMonth, Link, Teaser, View


class Today(msgspec.Struct, frozen=True):
    """The way to this day in other years: `days` tells a script of which days of the year there is a page.

    It is a number in hexadecimal, a bit for each day of a leap year, that of January 1 the lowest.
    """

    href: str
    days: str


class Home(View, frozen=True, kw_only=True):
    """The front page. `heading` is that of its first article: the issue that it stands in, or what the editor wrote.

    `without` is what the lists of articles leave out, since all of them share it.
    """

    heading: Link | None
    lead: Teaser | None
    latest: tuple[Teaser, ...]
    without: tuple[str, ...]
    calendar: CalendarMonth | None
    weekdays: tuple[str, ...]
    today: Today | None
    years: tuple[Link, ...]
    tags: tuple[Link, ...]
    persons: tuple[Link, ...]
    people: tuple[Link, ...]
    sections: tuple[Link, ...]
    articles: int
    sources: int


class About(View, frozen=True, kw_only=True):
    """About the archive."""

    articles: int
    sources: int
    first: str
    last: str
    supplied: int
    uncertain: int
    checked: int
    unchecked: int
    withdrawn: int


class Missing(View, frozen=True, kw_only=True):
    """What is shown for an address that there is not. `digest` is of the stylesheet, which the page holds."""

    digest: str


_LATEST = 12
_MOST_YEARS = 24


def plan(context: PlanContext) -> Iterator[Page]:
    """Front page, about, 404."""
    _ = context.locale.gettext
    yield Page("index.html", "home.html", _home(context))
    yield Page("about.html", "about.html", _about(context))
    missing = Missing(title=_("Page not found"), kind="missing", robots="noindex", digest=context.style)
    yield Page("404.html", "404.html", missing)


def _home(context: PlanContext) -> Home:
    archive = context.archive
    shown = _chosen(archive) or archive.articles[: _LATEST + 1]
    month = next(iter(shown[0].date.months), "") if shown else ""
    return Home(
        title=archive.config.title, description=archive.config.description, kind="home",
        heading=_heading(context, shown), lead=context.teaser(shown[0]) if shown else None,
        latest=context.teasers(shown[1:]), without=("date",) if len({one.date.edtf for one in shown}) == 1 else (),
        calendar=calendar_of(context, month) if month else None, weekdays=context.locale.weekdays(),
        today=_today(context), years=_years(context),
        tags=most_used(context, "tags", 30), persons=most_used(context, "persons", 12),
        people=most_used(context, "people", 12),
        sections=most_used(context, "sections", 20), articles=len(archive.articles), sources=len(archive.sources),
    )  # fmt: skip


def _chosen(archive: Archive) -> tuple[Article, ...]:
    """The articles that the editor chose, as far as they are there; a lead alone is followed by the newest ones."""
    home, articles = archive.config.home, {article.name: article for article in archive.articles}
    lead = articles.get(article_name(home.lead))
    others = [articles[name] for name in dict.fromkeys(map(article_name, home.articles)) if name in articles]
    if lead and not others:
        others = list(archive.articles[:_LATEST])
    return tuple({one.name: one for one in (lead, *others) if one}.values())


def _heading(context: PlanContext, shown: Sequence[Article]) -> Link | None:
    """What the editor wrote, or the issue of the first article."""
    if not shown:
        return None
    home, place = context.archive.config.home, context.cached(Issues).place(shown[0])
    if home.heading or home.lead or home.articles:
        return Link(home.heading or context.locale.gettext("From the archive"), "")
    if place is None:
        return Link(context.locale.date(shown[0].date), href(date_page(shown[0])))
    issue = place.issue
    words = context.locale.clauses(unit_in_words(context, issue.unit), issue_name(context, issue.number))
    return Link(words, address_of(issue.unit))


def _today(context: PlanContext) -> Today | None:
    days = days_held(context)
    first = Day(2000, 1, 1).toordinal()
    bits = sum(1 << (Day.fromisoformat(f"2000-{day}").toordinal() - first) for day in days)
    return Today(INDEX, f"{bits:x}") if days else None


def _years(context: PlanContext) -> tuple[Link, ...]:
    """The years; of very many the decades, each with its first year that there is."""
    years = year_links(context)
    if len(years) <= _MOST_YEARS:
        return years
    decades = [list(found) for _, found in groupby(years, key=lambda link: link.href[:3])]
    words = context.locale.year
    return tuple(
        Link(words(found[0].href[:3] + "x"), found[-1].href, sum(link.count for link in found)) for found in decades
    )


def _about(context: PlanContext) -> About:
    archive, locale = context.archive, context.locale
    fronts = [article.front for article in archive.articles]
    return About(
        title=locale.gettext("About this archive"), description=archive.config.description, kind="about",
        articles=len(fronts), sources=len(archive.sources),
        first=locale.date(archive.articles[-1].date) if fronts else "",
        last=locale.date(archive.articles[0].date) if fronts else "",
        supplied=sum(front.title_origin is TitleOrigin.SUPPLIED for front in fronts),
        uncertain=sum(article.date.uncertain for article in archive.articles),
        checked=sum(front.status is Status.CHECKED for front in fronts),
        unchecked=sum(front.status is Status.UNCHECKED for front in fronts), withdrawn=len(archive.withdrawn),
    )  # fmt: skip
