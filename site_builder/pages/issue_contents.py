"""What the page of a day or month shows of its issues: the articles page by page, as the paper printed them."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from site_builder.archive.addresses import href, slug
from site_builder.archive.article import Article
from site_builder.archive.issues import Issue, Issues, unit_of
from site_builder.archive.issues import PaperPage as Printed
from site_builder.pages.by_date import address_of
from site_builder.pages.neighbours import anchor, issue_name
from site_builder.pages.page import PlanContext, headline_of
from site_builder.pages.view import Headline, Link, Teaser

LONG = 500  # articles that one page lists at most
_FIRST = 3  # headlines of each page of the paper, where its articles are listed elsewhere
APART = 100  # articles of uncertain date that the page of a day or month lists at most


class PaperPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the paper: its articles, the first of which is the `start`th on it; or only the `first` of those that
    are listed at `href`. `section` is that of most of them."""

    id: str
    label: str
    count: int
    section: Link | None = None
    teasers: tuple[Teaser, ...] = ()
    start: int = 1
    first: tuple[Headline, ...] = ()
    href: str = ""


class IssueView(msgspec.Struct, frozen=True):
    """An issue; it has a heading where there are several, or several papers."""

    id: str
    heading: str
    count: int
    pages: tuple[PaperPage, ...]


class Contents(msgspec.Struct, frozen=True):
    """What is of a day or month: its issues, and articles whose date is uncertain; `others` leads to more of these."""

    issues: tuple[IssueView, ...]
    uncertain: tuple[Teaser, ...] = ()
    others: Link | None = None

    @property
    def is_list(self) -> bool:
        """Whether it lists articles itself."""
        return bool(self.uncertain) or any(page.teasers for issue in self.issues for page in issue.pages)


def contents(context: PlanContext, unit: str, articles: Sequence[Article]) -> Contents:
    """The issues of a day or month, and apart from them those of its articles whose date is uncertain."""
    issues = context.cached(Issues).on(unit)
    files = own_files(context, unit)
    shown = []
    for issue in issues:
        pages = tuple(
            paper_page(context, issue, page, file=files.get(anchor(context, issue, page))) for page in issue.pages
        )
        heading = issue_heading(context, issue)
        shown.append(IssueView(anchor(context, issue), heading, sum(page.count for page in pages), pages))
    apart = uncertain(articles)
    others = Link("", href(apart_address(unit)), len(apart)) if len(apart) > APART else None
    return Contents(tuple(shown), context.teasers(apart[:APART]), others)


def uncertain(articles: Sequence[Article]) -> list[Article]:
    """Of the articles that a day or month lists, those that are not of it for certain."""
    return [article for article in articles if not unit_of(article.date)]


def apart_address(unit: str) -> str:
    """The list of articles whose date is uncertain, where it is too long for the page of a day or month."""
    return address_of(unit).replace("index.html", "uncertain/index.html")


def own_files(context: PlanContext, unit: str) -> dict[str, str]:
    """The address of each page of the paper by its id, where a day or month is too long for one page."""
    issues = context.cached(Issues).on(unit)
    if sum(len(page.articles) for issue in issues for page in issue.pages) <= LONG:
        return {}
    folder, found = address_of(unit).removesuffix("index.html"), dict[str, str]()
    for own in (anchor(context, issue, page) for issue in issues for page in issue.pages):
        name = slug(own)
        while (address := f"{folder}{name}/index.html") in found.values():
            name += "-2"
        found[own] = address
    return found


def paper_page(context: PlanContext, issue: Issue, page: Printed, *, file: str | None = None) -> PaperPage:
    """A page of the paper with its articles, or with the way to the `file` that lists them."""
    view = PaperPage(
        id=anchor(context, issue, page), label=label(context, issue, page), count=len(page.articles),
        section=_section(context, page),
    )  # fmt: skip
    if file:
        first = tuple(headline_of(context, article) for article in page.articles[:_FIRST])
        return replace(view, first=first, href=href(file))
    return replace(view, teasers=context.teasers(page.articles))


def label(context: PlanContext, issue: Issue, page: Printed) -> str:
    """The page in words; articles that name none have a heading only where others name one."""
    if page.name:
        return context.locale.page_label(page.name)
    return context.locale.gettext("Page unknown") if len(issue.pages) > 1 else ""


def _section(context: PlanContext, page: Printed) -> Link | None:
    """The section that most articles of a page are of: what the paper calls the page."""
    name, number = Counter(article.front.section for article in page.articles).most_common(1)[0]
    return context.term_link("sections", name) if name and number * 2 > len(page.articles) else None


def issue_heading(context: PlanContext, issue: Issue) -> str:
    """What tells an issue from others: its paper, where the archive has several, and its number, where the day has."""
    papers = context.publications.listed
    paper = issue.publication if len(papers) > 1 or issue.publication != papers[0].name else ""
    if len(context.cached(Issues).on(issue.unit)) == 1:
        return paper
    return context.locale.clauses(paper, issue_name(context, issue.number)) or context.locale.gettext(
        "Without a number"
    )
