"""A page before it is rendered, and what all plans share."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.config import Punctuation
from site_builder.archive.frontmatter.model import Status, TitleOrigin
from site_builder.archive.printed_page import printed_page
from site_builder.archive.publications import Publications
from site_builder.archive.read import Archive
from site_builder.archive.source import SourcePage
from site_builder.archive.terms import Term, names_of
from site_builder.common.dates import parse_date
from site_builder.common.version import VERSION
from site_builder.pages.credits import credits_of
from site_builder.pages.source_titles import holders_of, source_titles
from site_builder.pages.view import Headline, Link, Pager, Site, Teaser, View
from site_builder.theme.i18n import Locale

T = TypeVar("T")


class Page(msgspec.Struct, frozen=True):
    """One file of the site: where it goes, its template, and all that the template sees.

    `source_path` names a file of the archive that is read only when the page is rendered (an article's body, the lines
    of a source page), relative to the archive; the view holds its digest.
    """

    address: str
    template: str
    view: View
    source_path: str = ""
    changed: str = ""  # the day of an article's last change


class PlanContext:
    """The archive with what pages need from all of it: the words, the menu, the addresses of names."""

    def __init__(
        self, archive: Archive, locale: Locale, *, with_search: bool, style: str = "", custom_style: bool = False
    ) -> None:
        """`style` is the digest of the stylesheet, for pages that hold it; `custom_style` if the archive has one."""
        self.custom_style = custom_style
        self.archive, self.locale, self.with_search, self.style = archive, locale, with_search, style
        self._cached: dict[Any, Any] = {}
        self._links = {
            (kind, term.name): Link(term.name, href(term.address + ".html"))
            for kind, terms in archive.terms.items()
            for term in terms
        }

    @cached_property
    def site(self) -> Site:
        """The same for every page."""
        config = self.archive.config
        return Site(
            title=config.title, subtitle=config.subtitle, description=config.description, language=config.language,
            base_url=config.base_url, publication=self._listed("name"), place=self._listed("place"),
            rights=config.rights, menu=tuple(self._menu()), generator=f"site-builder {VERSION}",
            with_search=self.with_search, with_notebook=config.notebook,
            with_data=config.data and bool(self.archive.articles), custom_style=self.custom_style,
            full_width=config.punctuation is Punctuation.FULLWIDTH,
        )  # fmt: skip

    def _listed(self, what: str) -> str:
        """The names of the papers, or their places."""
        values = (getattr(paper, what) for paper in self.publications.listed)
        return self.locale.gettext(", ").join(dict.fromkeys(filter(None, values)))

    def _menu(self) -> Iterator[Link]:
        _, archive = self.locale.gettext, self.archive
        yield Link(_("Dates"), "dates/index.html")
        names = {"sections": _("Sections"), "tags": _("Tags"), "persons": _("People"), "people": _("Authors")}
        for kind, name in names.items():
            if archive.terms[kind]:
                yield Link(name, f"{kind}/index.html")
        if archive.sources:
            yield Link(_("Source pages"), "pages/index.html")
        for entry in archive.config.navigation:
            yield Link(entry.title, entry.to)
        linked = {entry.to for entry in archive.config.navigation}
        for page in archive.own_pages:
            if page.in_menu and f"{page.url_path}.html" not in linked:
                yield Link(page.title, href(f"{page.url_path}.html"))
        yield Link(_("About"), "about.html")

    @cached_property
    def publications(self) -> Publications:
        """The papers of the archive."""
        return self.archive.config.papers

    def term_link(self, kind: str, name: str) -> Link:
        """A link to that term's page, without the number of articles: it changes with every other article."""
        return self._links[kind, self.archive.authorities[kind].canonical(name)]

    def term(self, kind: str, name: str) -> Term | None:
        """The term of a kind that has this name, if there is one."""
        return self._terms.get((kind, name))

    @cached_property
    def _terms(self) -> dict[tuple[str, str], Term]:
        return {(kind, term.name): term for kind, terms in self.archive.terms.items() for term in terms}

    def term_links(self, kind: str, article: Article) -> tuple[Link, ...]:
        """Links to the pages of a kind that list the article."""
        return tuple(self._links[kind, name] for name in names_of(kind, article, self.archive.authorities))

    @cached_property
    def sources(self) -> dict[str, SourcePage]:
        """The source pages by name."""
        return {page.name: page for page in self.archive.sources}

    @cached_property
    def source_titles(self) -> dict[str, str]:
        """What each source page is called, by its name."""
        return source_titles(self.archive, self.locale, self.cached(holders_of))

    def cached(self, make: Callable[[Archive], T]) -> T:
        """What `make` gives for the archive, made once and shared by all plans."""
        if make not in self._cached:
            self._cached[make] = make(self.archive)
        found: T = self._cached[make]
        return found

    def day_in_words(self, text: str) -> str:
        """The date of a correction or withdrawal, checked when it was read."""
        return self.locale.date(parse_date(text))

    def permalink(self, address: str) -> str:
        """The full URL of a page, or "" where the site's own address is not known."""
        base = self.archive.config.base_url
        return base + href(address).removesuffix("index.html") if base else ""

    def teaser(self, article: Article) -> Teaser:
        """An article as lists show it."""
        found = self._teasers.get(article.name)
        if found is None:
            found = self._teasers[article.name] = self._teaser(article)
        return found

    @cached_property
    def _teasers(self) -> dict[str, Teaser]:
        return {}

    def _teaser(self, article: Article) -> Teaser:
        front = article.front
        return Teaser(
            headline=headline(article), href=href(article.url_path + ".html"), kicker=front.kicker,
            summary=front.summary, opening=article.opening, page=printed_page(front.page).name,
            date=self.locale.date(article.date), iso=article.date.lower, section=front.section,
            people=self.locale.gettext(", ").join(dict.fromkeys(person.name for person in front.byline)),
            language=front.language or self.archive.config.language, unchecked=front.status is Status.UNCHECKED,
            private=article.name in self.archive.privacy, cite=self._cite(article),
        )  # fmt: skip

    def _cite(self, article: Article) -> str:
        front, papers = article.front, self.publications
        paper = papers.of(front.publication)
        name = "" if len(papers.listed) == 1 and paper == papers.listed[0] else paper.name
        return "\n".join((article.date.edtf, front.page, name, *credits_of(front.byline).authors))

    def teasers(self, articles: Sequence[Article]) -> tuple[Teaser, ...]:
        """Articles as lists show them."""
        return tuple(self.teaser(article) for article in articles)


def changed(article: Article) -> str:
    """The day of the article's latest correction, else the day it may first have appeared."""
    days = [article.date.lower, *(parse_date(correction.date).lower for correction in article.front.corrections)]
    return max(days)


def headline(article: Article) -> str:
    """The title as shown: one that the cataloguer devised stands in square brackets, as archives do."""
    title = article.front.title
    return f"[{title}]" if article.front.title_origin is TitleOrigin.SUPPLIED else title


def link_to(article: Article) -> Link:
    """A link to an article by its headline."""
    return Link(headline(article), href(article.url_path + ".html"))


def headline_of(context: PlanContext, article: Article) -> Headline:
    """An article by its headline alone."""
    link = link_to(article)
    return Headline(link.text, link.href, article.front.language or context.archive.config.language)


def paginate(address: str, items: Sequence[T], size: int) -> Iterator[tuple[str, Sequence[T], Pager | None]]:
    """Cut a list, newest first, into pages: (address, items, pager).

    Pages are numbered from the oldest, and the newest is the list's own address. It holds between one and two pages'
    worth, so that a numbered page is always full and keeps its content when the list grows.
    """
    folder = address.removesuffix("index.html").removesuffix(".html").rstrip("/")
    older = max(0, len(items) // size - 1)
    if not older:
        yield address, items, None
        return
    numbered = [f"{folder}/page-{number}.html".lstrip("/") for number in range(1, older + 1)]
    addresses = [address, *reversed(numbered)]
    first = len(items) - older * size
    cuts = [0, *range(first, len(items) + 1, size)]
    for position, own in enumerate(addresses):
        newer = Link("", href(addresses[position - 1])) if position else None
        following = Link("", href(addresses[position + 1])) if position + 1 < len(addresses) else None
        yield own, items[cuts[position] : cuts[position + 1]], Pager(newer, following, len(numbered) + 1 - position)


def numbered(context: PlanContext, title: str, pager: Pager | None) -> str:
    """The title of a list's page: each has another."""
    if pager is None or pager.newer is None:
        return title
    page = context.locale.gettext("page {number} of the list").format(number=pager.number)
    return context.locale.clauses(title, page)


def count_shown(articles: Sequence[Article], pager: Pager | None) -> int:
    """The length of a list, said on its newest page only: the others are to stay as they are."""
    return len(articles) if pager is None or pager.newer is None else 0
