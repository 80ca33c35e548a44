"""A page for each article, and the list of those that nobody has checked."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.frontmatter.model import FrontMatter, Status, TitleOrigin, Writing
from site_builder.archive.restrictions.privacy import Privacy
from site_builder.pages.article_sources import SourceLine, lines_in_words, named_source, report_of, sources_of
from site_builder.pages.neighbours import Standing, standing
from site_builder.pages.page import Page, PlanContext, changed, headline, numbered, paginate
from site_builder.pages.related import Related, related
from site_builder.pages.reports import Report
from site_builder.pages.view import Link, Pager, Teaser, View
from site_builder.theme.i18n import catalogue_for


class Person(msgspec.Struct, frozen=True):
    """Someone in a byline: the printed name, the role, and the page of the canonical name."""

    name: str
    role: str
    href: str
    note: str = ""


class NoteView(msgspec.Struct, frozen=True):
    """A numbered note; `at` are the words it is about."""

    number: int
    text: str
    at: str


class DoubtView(msgspec.Struct, frozen=True):
    """What is doubtful about an unchecked article; `place` says in words which `lines` of the page it concerns."""

    text: str
    lines: str
    place: str
    href: str


class CorrectionView(msgspec.Struct, frozen=True):
    """A correction and its day in words."""

    date: str
    iso: str
    text: str


class ArticlePage(View, frozen=True, kw_only=True):
    """An article. Its body is not here: the renderer reads it."""

    headline: str
    supplied: bool
    kicker: str
    deck: tuple[str, ...]
    dateline: str
    byline_printed: str
    people: tuple[Person, ...]
    date: str
    iso: str
    edtf: str
    published: str  # the earliest day; a date given to the month or year is not made a day
    date_href: str
    date_note: str
    uncertain: bool
    publication: str  # the name of the paper
    place: str  # of the paper
    section: Link | None
    page: str
    issue: str
    tags: tuple[Link, ...]
    mentions: tuple[Link, ...]  # people in the text
    summary: str
    language: str
    vertical: bool
    traditional: bool  # Chinese in traditional characters
    rights: str
    unchecked: bool
    checked: str  # that a person checked it, in words; "" where nothing is known
    private: str  # why it is in no site but this preview, in words
    doubts: tuple[DoubtView, ...]
    notes: tuple[NoteView, ...]
    corrections: tuple[CorrectionView, ...]
    redactions: tuple[CorrectionView, ...]
    sources: tuple[SourceLine, ...]
    named_source: str  # what is named as the source and is no page of the archive, such as an agency
    standing: Standing
    related: tuple[Related, ...]
    permalink: str
    report: Report | None
    extra: dict[str, Any]

    @property
    def byline_in_dateline(self) -> str:
        """The printed byline, if it stands in the dateline's line, as one in brackets does: 本报讯（记者 某某）…"""
        return self.byline_printed if self.dateline and self.byline_printed[:1] in ("(", "（") else ""

    @property
    def byline_apart(self) -> str:
        """The printed byline, if it stands in a line of its own and says something else than who wrote the article."""
        return "" if self.byline_in_dateline or self.byline_linked else self.byline_printed

    @property
    def byline_linked(self) -> tuple[tuple[str, str], ...]:
        """The printed byline in pieces, each a text and where it leads to, if it says nothing but roles and names.

        Then it stands in place of these. Empty, if it says something else.
        """
        if not self.byline_printed or self.byline_in_dateline:
            return ()
        said = "".join(f"{person.role}{person.name}" for person in self.people)
        if not said or _letters(said) != _letters(self.byline_printed) or any(person.note for person in self.people):
            return ()
        pieces, rest = [], self.byline_printed
        for person in self.people:
            before, name, rest = rest.partition(person.name)
            pieces += [(before, ""), (name, person.href)]
        return tuple(piece for piece in (*pieces, (rest, "")) if piece[0])


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


class UncheckedEntry(msgspec.Struct, frozen=True):
    """An article in the list of unchecked ones."""

    teaser: Teaser
    doubts: tuple[DoubtView, ...]


class UncheckedList(View, frozen=True, kw_only=True):
    """The unchecked articles, with their doubts: the work that is left."""

    entries: tuple[UncheckedEntry, ...]
    pager: Pager | None


def plan(context: PlanContext) -> Iterator[Page]:
    """Every article's page, with links to its neighbours in time; unchecked articles."""
    yield from plan_articles(context)
    yield from _unchecked(context)


def plan_articles(context: PlanContext, only: Collection[str] | None = None) -> Iterator[Page]:
    """The pages of all articles, or of those `only` that have these names."""
    for article in context.archive.articles:
        if only is not None and article.name not in only:
            continue
        view = _view(context, article)
        yield Page(article.url_path + ".html", "article.html", view, f"articles/{article.name}", changed(article))


def _view(context: PlanContext, article: Article) -> ArticlePage:
    front, locale = article.front, context.locale
    language = front.language or context.archive.config.language
    unchecked, private = front.status is Status.UNCHECKED, context.archive.privacy.get(article.name)
    paper = context.publications.of(front.publication)
    return ArticlePage(
        robots="noindex" if unchecked or private else "",
        title=headline(article), description=front.summary or article.opening, kind="article",
        headline=headline(article), supplied=front.title_origin is TitleOrigin.SUPPLIED,
        kicker=front.kicker, deck=front.deck,
        dateline=front.dateline, byline_printed=front.byline_printed, people=tuple(_people(context, article)),
        date=locale.date(article.date), iso=article.date.lower, edtf=article.date.edtf,
        published=article.date.published, date_href=href(date_page(article)), date_note=front.date_note,
        uncertain=article.date.uncertain,
        section=context.term_link("sections", front.section) if front.section else None,
        publication=paper.name, place=paper.place, page=front.page, issue=front.issue,
        tags=context.term_links("tags", article), mentions=context.term_links("persons", article),
        summary=front.summary, language=language,
        vertical=(front.writing or context.archive.config.writing) is Writing.VERTICAL,
        traditional=catalogue_for(language) == "zh_Hant",
        rights=front.rights or context.archive.config.rights, unchecked=unchecked,
        checked=_checked(context, front), private=_why(context, private) if private else "",
        doubts=tuple(_doubts(context, article)) if unchecked else (),
        notes=tuple(NoteView(number, note.text, note.at) for number, note in enumerate(front.notes, 1)),
        corrections=tuple(_corrections(context, article)), redactions=tuple(_redactions(context, article)),
        sources=tuple(sources_of(context, article)), named_source=named_source(article, paper.name),
        standing=standing(context, article), related=related(context, article),
        permalink=context.permalink(article.url_path + ".html"), report=report_of(context, article),
        extra=article.extra,
    )  # fmt: skip


def _checked(context: PlanContext, front: FrontMatter) -> str:
    """That a person checked the article, if it says so."""
    if front.status is not Status.CHECKED:
        return ""
    by, day = (front.checked.by, front.checked.date) if front.checked else ("", "")
    _ = context.locale.gettext
    words = _("Checked by {name}").format(name=by) if by else _("Checked by a person")
    return context.locale.clauses(words, context.day_in_words(day) if day else "")


def _why(context: PlanContext, private: Privacy) -> str:
    _ = context.locale.gettext
    return {
        Privacy.DRAFT: _("It is a draft."),
        Privacy.PRIVATE: _("It is marked as private."),
        Privacy.FUTURE: _("It is to appear later."),
        Privacy.EXPIRED: _("It has expired."),
        Privacy.UNCHECKED: _("It is not checked yet."),
    }[private]


def _unchecked(context: PlanContext) -> Iterator[Page]:
    """The list of unchecked articles, where there are any. Its address is as old as the list."""
    found = [article for article in context.archive.articles if article.front.status is Status.UNCHECKED]
    title = context.locale.gettext("Not yet checked")
    for address, part, pager in paginate("drafts.html", found, context.archive.config.page_size) if found else ():
        entries = tuple(UncheckedEntry(context.teaser(article), tuple(_doubts(context, article))) for article in part)
        view = UncheckedList(
            title=numbered(context, title, pager), kind="unchecked", robots="noindex", entries=entries, pager=pager
        )
        yield Page(address, "unchecked.html", view)


def _doubts(context: PlanContext, article: Article) -> Iterator[DoubtView]:
    page = context.sources.get(article.front.source[0].file) if article.front.source else None
    for doubt in article.front.doubts:
        first = re.match(r"\d+", doubt.lines)
        address = href(f"{page.url_path}.html") + f"#L{first[0]}" if page and first else ""
        yield DoubtView(doubt.text, doubt.lines, lines_in_words(context, doubt.lines), address)


def date_page(article: Article) -> str:
    """The narrowest index that lists the article."""
    date = article.date
    if date.days and date.months:
        return date.days[0].replace("-", "/") + "/index.html"
    if date.months:
        return date.months[0].replace("-", "/") + "/index.html"
    if date.span.endswith("x"):
        return f"dates/{date.span}.html"
    return f"{date.span}/index.html" if date.span else "dates/index.html"


def _people(context: PlanContext, article: Article) -> Iterator[Person]:
    _ = context.locale.gettext
    for person in article.front.byline:
        variant = context.archive.authorities["people"].variant(person.name)
        link = context.term_link("people", person.name)
        note = ""
        if variant:
            note = (_("presumably {name}") if variant.presumed else _("that is, {name}")).format(name=link.text)
        yield Person(person.name, person.role, link.href, note)


def _corrections(context: PlanContext, article: Article) -> Iterator[CorrectionView]:
    for correction in article.front.corrections:
        yield CorrectionView(context.day_in_words(correction.date), correction.date, correction.text)


def _redactions(context: PlanContext, article: Article) -> Iterator[CorrectionView]:
    for one in article.front.redactions:
        yield CorrectionView(context.day_in_words(one.date), one.date, one.reason)
