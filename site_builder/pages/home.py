"""The front page, the page about the archive and 404."""

from collections.abc import Iterator

from site_builder.archive.frontmatter.model import Status, TitleOrigin
from site_builder.pages.dates import year_links
from site_builder.pages.names import most_used
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import Link, Teaser, View


class Home(View, frozen=True, kw_only=True):
    """The front page."""

    lead: Teaser | None
    latest: tuple[Teaser, ...]
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


def plan(context: PlanContext) -> Iterator[Page]:
    """Front page, about, 404."""
    _ = context.locale.gettext
    yield Page("index.html", "home.html", _home(context))
    yield Page("about.html", "about.html", _about(context))
    missing = Missing(title=_("Page not found"), kind="missing", robots="noindex", digest=context.style)
    yield Page("404.html", "404.html", missing)


def _home(context: PlanContext) -> Home:
    archive = context.archive
    latest = context.teasers(archive.articles[: _LATEST + 1])
    return Home(
        title=archive.config.title, description=archive.config.description, kind="home",
        lead=latest[0] if latest else None, latest=latest[1:], years=year_links(context),
        tags=most_used(context, "tags", 30), persons=most_used(context, "persons", 12),
        people=most_used(context, "people", 12),
        sections=most_used(context, "sections", 20), articles=len(archive.articles), sources=len(archive.sources),
    )  # fmt: skip


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
