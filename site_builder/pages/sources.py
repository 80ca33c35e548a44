"""The source pages as they were received, and which article each line belongs to.

Lines of a withdrawn or private article are not shown, and the file that holds them is not offered.
"""

import sys
from collections.abc import Iterator, Sequence

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.frontmatter.model import Status
from site_builder.archive.source import SourcePage
from site_builder.common.lines import Range, anchor, ranges_in, show
from site_builder.pages.page import Page, PlanContext, headline
from site_builder.pages.reports import Report, report
from site_builder.pages.source_index import plan_index
from site_builder.pages.source_titles import holders_of
from site_builder.pages.view import Link, View


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


class LineRemark(msgspec.Struct, frozen=True):
    """What an editor or the importer says of a place in an article: a note, a doubt.

    It stands at the line that holds the words `at`, of those of its article (`ranges`). Where none does, it stands at
    the first of them if it is of the `whole` article: its words may be on another page.
    """

    ranges: tuple[Range, ...]
    text: str
    href: str
    at: str = ""
    doubt: bool = False
    whole: bool = True


class SourceArticle(msgspec.Struct, frozen=True):
    """An article made from a page: its lines in words, and the address of the first run of them."""

    text: str
    href: str
    lines: str
    anchor: str


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
    remarks: tuple[LineRemark, ...]
    bars: tuple[tuple[int, int, int], ...]  # words that are not shown: line, and from where to where in it
    articles: tuple[SourceArticle, ...]
    breadcrumbs: tuple[Link, ...]
    language: str
    report: Report | None = None
    newer: Link | None = None
    older: Link | None = None


def plan(context: PlanContext) -> Iterator[Page]:
    """The index of source pages, and a page for each."""
    sources = context.archive.sources
    if not sources:
        return
    holders = context.cached(holders_of)
    yield from plan_index(context, holders)
    links = [Link(context.source_titles[source.name], href(f"{source.url_path}.html")) for source in sources]
    for position, source in enumerate(sources):
        older = links[position - 1] if position else None
        newer = links[position + 1] if position + 1 < len(sources) else None
        view = _view(context, source, holders[source.name], newer=newer, older=older)
        yield Page(f"{source.url_path}.html", "source.html", view, f"pages/{source.name}")


def downloads(context: PlanContext) -> Iterator[SourcePage]:
    """The pages whose file is published as it is."""
    return (source for source in context.archive.sources if context.archive.withheld.is_whole(source.name))


def _view(
    context: PlanContext, source: SourcePage, articles: Sequence[Article], *, newer: Link | None, older: Link | None
) -> SourcePageView:
    shown = sorted(articles, key=lambda article: _lines(article, source)[:1])
    whole, title = context.archive.withheld.is_whole(source.name), context.source_titles[source.name]
    return SourcePageView(
        title=title, kind="pages", heading=title, file=source.name, sha256=source.sha256,
        size=source.size, encoding=source.record.encoding, note=source.record.note,
        download=href(f"pages/{source.name}") if whole else "",
        claims=tuple(sorted(_claims(context, source, articles), key=lambda claim: (claim.hidden, claim.first))),
        remarks=tuple(remark for article in shown for remark in _remarks(article, source)),
        bars=context.archive.withheld.bars.get(source.name, ()),
        articles=tuple(_article(article, source) for article in shown),
        breadcrumbs=(Link(context.locale.gettext("Source pages"), "pages/index.html"),),
        report=report(context, f"{source.url_path}.html", title=title, place=source.name, file=f"pages/{source.name}"),
        language=context.archive.config.language, newer=newer, older=older,
    )  # fmt: skip


def _article(article: Article, source: SourcePage) -> SourceArticle:
    lines = _lines(article, source)
    return SourceArticle(headline(article), href(article.url_path + ".html"), show(lines), anchor(lines[:1]))


def _lines(article: Article, source: SourcePage) -> list[Range]:
    return [lines for one in article.front.source if one.file == source.name for lines in one.ranges]


def _remarks(article: Article, source: SourcePage) -> Iterator[LineRemark]:
    """Notes and doubts of an article; doubts are about the first page that it names."""
    lines, address = tuple(_lines(article, source)), href(article.url_path + ".html")
    begins, alone = article.front.source[0].file == source.name, len({one.file for one in article.front.source}) == 1
    if not lines:
        return
    for number, note in enumerate(article.front.notes, 1):
        yield LineRemark(
            lines, note.text, f"{address}#note-{number}", at=note.at, whole=alone or (begins and not note.at)
        )
    if article.front.status is Status.UNCHECKED and begins:
        for doubt in article.front.doubts:
            yield LineRemark(ranges_in(doubt.lines) or lines, doubt.text, f"{address}#doubts", doubt=True)


def _claims(context: PlanContext, source: SourcePage, articles: Sequence[Article]) -> Iterator[Claim]:
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
