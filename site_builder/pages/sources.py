"""The source pages as they were received, and which article each line belongs to.

Lines of a withdrawn or private article are not shown, and the file that holds them is not offered.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator

from site_builder.addresses import href
from site_builder.article import Article
from site_builder.lines import show
from site_builder.pages.page import Context, Page, headline
from site_builder.sources import SourcePage
from site_builder.views import Claim, Group, IndexPage, Link, SourcePageView


def plan(context: Context) -> Iterator[Page]:
    """The index of source pages, and a page for each."""
    sources = context.archive.sources
    if not sources:
        return
    holders = _holders(context)
    yield _index(context, holders)
    links = [Link(_title(source), href(f"pages/{source.stem}.html")) for source in sources]
    for position, source in enumerate(sources):
        older = links[position - 1] if position else None
        newer = links[position + 1] if position + 1 < len(sources) else None
        view = _view(context, source, holders[source.name], newer=newer, older=older)
        yield Page(f"pages/{source.stem}.html", "source.html", view, f"pages/{source.name}")


def downloads(context: Context) -> Iterator[SourcePage]:
    """The pages whose file is published as it is."""
    hidden = {source.file for article in context.archive.hidden for source in article.front.source}
    for source in context.archive.sources:
        if source.name not in hidden:
            yield source


def _holders(context: Context) -> dict[str, list[Article]]:
    """The articles made from each page, by the page's name."""
    holders: dict[str, list[Article]] = defaultdict(list)
    for article in (*context.archive.articles, *context.archive.hidden):
        for name in dict.fromkeys(source.file for source in article.front.source):
            holders[name].append(article)
    return holders


def _title(source: SourcePage) -> str:
    return source.record.title or source.name


def _index(context: Context, holders: dict[str, list[Article]]) -> Page:
    say = context.words.gettext
    links = tuple(
        Link(
            _title(source), href(f"pages/{source.stem}.html"), _shown(context, holders[source.name]), source.record.note
        )
        for source in context.archive.sources
    )
    title = say("Source pages")
    intro = say("The text of each page as it was received, unaltered, with the article to which each line belongs.")
    return Page(
        "pages/index.html",
        "index-page.html",
        IndexPage(title=title, kind="pages", heading=title, intro=intro, groups=(Group("", links),)),
    )


def _shown(context: Context, articles: list[Article]) -> int:
    return sum(article.name not in context.hidden for article in articles)


def _view(
    context: Context, source: SourcePage, articles: list[Article], *, newer: Link | None, older: Link | None
) -> SourcePageView:
    hidden = any(article.name in context.hidden for article in articles)
    shown = [article for article in articles if article.name not in context.hidden]
    shown.sort(key=lambda article: _lines(article, source)[:1])
    return SourcePageView(
        title=_title(source), kind="pages", heading=_title(source), file=source.name, sha256=source.sha256,
        size=source.size, encoding=source.record.encoding, note=source.record.note,
        download="" if hidden else href(f"pages/{source.name}"),
        claims=tuple(sorted(_claims(context, source, articles), key=lambda claim: claim.first)),
        articles=tuple(Link(headline(a), href(a.stem + ".html"), note=show(_lines(a, source))) for a in shown),
        trail=(Link(context.words.gettext("Source pages"), "pages/index.html"),),
        language=context.archive.config.language, newer=newer, older=older,
    )  # fmt: skip


def _lines(article: Article, source: SourcePage) -> list[tuple[int, int]]:
    return [lines for one in article.front.source if one.file == source.name for lines in one.ranges]


def _claims(context: Context, source: SourcePage, articles: list[Article]) -> Iterator[Claim]:
    say = context.words.gettext
    for article in articles:
        hidden = article.name in context.hidden
        if article.front.withdrawn:
            label = say("Withdrawn article")
        else:
            label = say("Not published") if hidden else headline(article)
        address = "" if hidden and not article.front.withdrawn else href(article.stem + ".html")
        # A hidden article that names no lines may be any of the page.
        for first, last in _lines(article, source) or ([(1, sys.maxsize)] if hidden else []):
            yield Claim(first, last, label, address, hidden)
    for furniture in source.record.furniture:
        for first, last in furniture.ranges:
            yield Claim(first, last, furniture.reason)
