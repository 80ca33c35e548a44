"""Where an article stands on the pages of the paper, as its own page says it."""

from collections.abc import Iterator

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.common.lines import Range, anchor, show
from site_builder.pages.page import PlanContext, headline
from site_builder.pages.reports import Report, report
from site_builder.pages.view import Link


class SourceLine(msgspec.Struct, frozen=True):
    """Where an article stands: the page, the lines in reading order, and the page's hash.

    `href` leads to the first of the lines, `ranges` to each run of them. The digest of the page as it is, its encoding
    and the runs are for who looks the lines up. All these are empty where the page is not in the archive.
    """

    file: str
    title: str
    lines: str
    href: str
    ranges: tuple[Link, ...]
    sha256: str
    page_sha256: str = ""
    encoding: str = ""
    runs: tuple[Range, ...] = ()


def sources_of(context: PlanContext, article: Article) -> Iterator[SourceLine]:
    """The pages that an article names, in their order."""
    for source in article.front.source:
        page, runs = context.sources.get(source.file), source.ranges
        if page is None:
            yield SourceLine(source.file, source.file, show(runs), "", (), source.sha256)
            continue
        address = href(f"{page.url_path}.html")
        ranges = tuple(Link(show([lines]), f"{address}#{anchor([lines])}") for lines in runs)
        yield SourceLine(
            source.file, context.source_titles[source.file], show(runs), ranges[0].href if ranges else address, ranges,
            source.sha256 or page.sha256, page.sha256, page.record.encoding, runs,
        )  # fmt: skip


def named_source(article: Article, paper: str) -> str:
    """What an article names as its source, if that is neither a page of the archive nor the `paper` itself."""
    named = article.extra.get("source") or article.extra.get("sources") or ()
    others = [name for name in named if isinstance(name, str) and name != paper] if isinstance(named, list) else []
    return ", ".join(dict.fromkeys(others))


def lines_in_words(context: PlanContext, lines: str) -> str:
    """Lines of a page in words; "" for none."""
    _ = context.locale.gettext
    if not lines:
        return ""
    return (_("Line {lines}") if lines.isdigit() else _("Lines {lines}")).format(lines=lines)


def report_of(context: PlanContext, article: Article) -> Report | None:
    """The link to report an error in an article."""
    places = (
        context.locale.clauses(one.file, lines_in_words(context, show(one.ranges))) for one in article.front.source
    )
    return report(
        context, article.url_path + ".html", title=headline(article), place=" · ".join(places),
        file=f"articles/{article.name}",
    )  # fmt: skip
