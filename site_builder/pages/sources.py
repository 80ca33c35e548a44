"""The source pages as they were received, and which article each line belongs to.

Lines of a withdrawn or private article are not shown, and the file that holds them is not offered.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.source import SourcePage
from site_builder.common.lines import show
from site_builder.pages.page import Page, PlanContext, headline
from site_builder.pages.view import Group, IndexPage, Link, View


class Claim(msgspec.Struct, frozen=True):
    """A run of lines of a source page and what they are: an article, furniture, or withdrawn (not shown)."""

    first: int
    last: int
    label: str
    href: str = ""
    hidden: bool = False

    @property
    def kind(self) -> str:
        """The class of its lines on the page, for the stylesheet."""
        return "withheld" if self.hidden else "claimed" if self.href else "furniture"


class SourcePageView(View, frozen=True, kw_only=True):
    """A source page as it was received. The renderer reads the lines."""

    heading: str
    file: str
    sha256: str
    size: int
    encoding: str
    note: str
    download: str
    claims: tuple[Claim, ...]
    bars: tuple[tuple[int, int, int], ...]  # words that are not shown: line, and from where to where in it
    articles: tuple[Link, ...]
    breadcrumbs: tuple[Link, ...]
    language: str
    newer: Link | None = None
    older: Link | None = None


def plan(context: PlanContext) -> Iterator[Page]:
    """The index of source pages, and a page for each."""
    sources = context.archive.sources
    if not sources:
        return
    holders = _holders(context)
    yield _index(context, holders)
    links = [Link(_title(source), href(f"{source.url_path}.html")) for source in sources]
    for position, source in enumerate(sources):
        older = links[position - 1] if position else None
        newer = links[position + 1] if position + 1 < len(sources) else None
        view = _view(context, source, holders[source.name], newer=newer, older=older)
        yield Page(f"{source.url_path}.html", "source.html", view, f"pages/{source.name}")


def downloads(context: PlanContext) -> Iterator[SourcePage]:
    """The pages whose file is published as it is."""
    return (source for source in context.archive.sources if context.archive.withheld.is_whole(source.name))


def _holders(context: PlanContext) -> dict[str, list[Article]]:
    """The articles made from each page and shown, by the page's name."""
    holders: dict[str, list[Article]] = defaultdict(list)
    for article in context.archive.articles:
        for name in dict.fromkeys(source.file for source in article.front.source):
            holders[name].append(article)
    return holders


def _title(source: SourcePage) -> str:
    return source.record.title or source.name


def _index(context: PlanContext, holders: dict[str, list[Article]]) -> Page:
    _ = context.locale.gettext
    links = tuple(
        Link(_title(source), href(f"{source.url_path}.html"), len(holders[source.name]), source.record.note)
        for source in context.archive.sources
    )
    title = _("Source pages")
    intro = _("The text of each page as it was received, unaltered, with the article to which each line belongs.")
    return Page(
        "pages/index.html",
        "index-page.html",
        IndexPage(title=title, kind="pages", heading=title, intro=intro, groups=(Group("", links),)),
    )


def _view(
    context: PlanContext, source: SourcePage, articles: list[Article], *, newer: Link | None, older: Link | None
) -> SourcePageView:
    shown = sorted(articles, key=lambda article: _lines(article, source)[:1])
    whole = context.archive.withheld.is_whole(source.name)
    return SourcePageView(
        title=_title(source), kind="pages", heading=_title(source), file=source.name, sha256=source.sha256,
        size=source.size, encoding=source.record.encoding, note=source.record.note,
        download=href(f"pages/{source.name}") if whole else "",
        claims=tuple(sorted(_claims(context, source, articles), key=lambda claim: (claim.hidden, claim.first))),
        bars=context.archive.withheld.bars.get(source.name, ()),
        articles=tuple(Link(headline(a), href(a.url_path + ".html"), note=show(_lines(a, source))) for a in shown),
        breadcrumbs=(Link(context.locale.gettext("Source pages"), "pages/index.html"),),
        language=context.archive.config.language, newer=newer, older=older,
    )  # fmt: skip


def _lines(article: Article, source: SourcePage) -> list[tuple[int, int]]:
    return [lines for one in article.front.source if one.file == source.name for lines in one.ranges]


def _claims(context: PlanContext, source: SourcePage, articles: list[Article]) -> Iterator[Claim]:
    _, withheld = context.locale.gettext, context.archive.withheld
    for article in articles:
        for first, last in _lines(article, source):
            yield Claim(first, last, headline(article), href(article.url_path + ".html"))
    for furniture in source.record.furniture:
        for first, last in furniture.ranges:
            yield Claim(first, last, furniture.reason)
    for lines in withheld.lines.get(source.name, ()):
        label = _("Withdrawn article") if lines.withdrawn else _("Not published")
        address = href(lines.notice + ".html") if lines.notice else ""
        yield Claim(lines.first, lines.last, label, address, hidden=True)
    if source.name in withheld.pages:
        yield Claim(1, sys.maxsize, _("Not shown until an article of this page can be read"), hidden=True)
