"""The index of source pages.

A few stand on one page. Of thousands, the index leads to one list a year, or, of a daily, one a month.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.source import SourcePage
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.source_titles import Holders
from site_builder.pages.view import Group, IndexPage, Link

_ON_ONE_PAGE = 400  # source pages; more are cut by year, or by month


def plan_index(context: PlanContext, holders: Holders) -> Iterator[Page]:
    """The index of source pages, and where there are many, a list for each part of the time."""
    title, sources = context.locale.gettext("Source pages"), context.archive.sources
    years = _grouped(sources, {page.name: _agreed(holders[page.name], "years") for page in sources})
    if len(sources) <= _ON_ONE_PAGE:
        groups = [Group(_time_name(context, year), _links(context, part, holders)) for year, part in years.items()]
        yield _page(context, "pages/index.html", title, groups if len(groups) > 1 else [Group("", groups[0].links)])
        return
    groups = []
    for year, found in years.items():
        lists = list(_lists(context, title, _by_month(year, found, holders), holders))
        groups.append(Group(_time_name(context, year), tuple(link for link, _ in lists)))
        yield from (page for _, page in lists)
    yield _page(context, "pages/index.html", title, groups)


def _lists(
    context: PlanContext, title: str, parts: Mapping[str, Sequence[SourcePage]], holders: Holders
) -> Iterator[tuple[Link, Page]]:
    """The lists of a year, each with a link to it."""
    for key, part in parts.items():
        for number, start in enumerate(range(0, len(part), _ON_ONE_PAGE), 1):
            further = "" if number == 1 else f" ({number})"
            address = f"pages/index/{key or 'undated'}{further and f'-{number}'}.html"
            name = _time_name(context, key) + further
            group = Group("", _links(context, part[start : start + _ON_ONE_PAGE], holders))
            yield Link(name, address), _page(context, address, f"{title}: {name}", [group], below=title)


def _page(context: PlanContext, address: str, title: str, groups: Sequence[Group], *, below: str = "") -> Page:
    _ = context.locale.gettext
    intro = _("The text of each page as it was received, unaltered, with the article to which each line belongs.")
    view = IndexPage(
        title=title, kind="pages", heading=title, intro="" if below else intro, groups=tuple(groups),
        breadcrumbs=(Link(below, "pages/index.html"),) if below else (),
    )  # fmt: skip
    return Page(address, "index-page.html", view)


def _by_month(year: str, sources: Sequence[SourcePage], holders: Holders) -> Mapping[str, Sequence[SourcePage]]:
    """The pages of a year by month, if they are too many for one list. Those of no certain month go under the year."""
    if not year or len(sources) <= _ON_ONE_PAGE:
        return {year: sources}
    return _grouped(sources, {page.name: _agreed(holders[page.name], "months") or year for page in sources})


def _grouped(sources: Iterable[SourcePage], keys: Mapping[str, str]) -> dict[str, list[SourcePage]]:
    """The pages by key; last those that have none."""
    groups: dict[str, list[SourcePage]] = defaultdict(list)
    for page in sources:
        groups[keys[page.name]].append(page)
    return {key: groups[key] for key in sorted(groups, key=lambda key: (not key, key))}


def _agreed(articles: Iterable[Article], what: str) -> str:
    """The year or month in which all articles appeared; "" where that is not certain."""
    found = {part for article in articles for part in getattr(article.date, what) or ("",)}
    return found.pop() if len(found) == 1 else ""


def _time_name(context: PlanContext, key: str) -> str:
    if not key:
        return context.locale.gettext("Without a certain date")
    return context.locale.month(key) if "-" in key else context.locale.year(key)


def _links(context: PlanContext, sources: Sequence[SourcePage], holders: Holders) -> tuple[Link, ...]:
    return tuple(
        Link(
            context.source_titles[page.name], href(f"{page.url_path}.html"), len(holders[page.name]),
            page.record.note,
        )
        for page in sources
    )  # fmt: skip
