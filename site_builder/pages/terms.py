"""A page for each name (tag, section, author, person in the text): what is known of it, and its articles, oldest first.

One page holds the articles of most names. Where there are more, the name's page shows the first and the last of them,
and leads to pages by time (`spans`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote_plus, urlencode

import msgspec

from site_builder.archive.addresses import KINDS, href
from site_builder.archive.article import Article
from site_builder.archive.terms import Term
from site_builder.pages.companions import NamesOfArticles, beside
from site_builder.pages.feeds import term_feed
from site_builder.pages.name_index import index
from site_builder.pages.names import kind_name, link
from site_builder.pages.page import Page, PlanContext, link_to, paginate
from site_builder.pages.redirects import Redirect
from site_builder.pages.spans import Span, divided, file_name, in_words, oldest_first, unit
from site_builder.pages.timeline import Timeline, axis_of, timeline
from site_builder.pages.view import Link, Pager, Teaser, View

_MANY = 10  # articles of which there is more to say than their list
_FEW = 5  # the first and the last of a long list
_SUBJECTS, _AUTHORS = 12, 6  # names that stand beside a name
_PER_GROUP = 3  # articles on an average, from which a group of them has a heading
_DAY = 10  # characters of an ISO date

# What a list of articles of a kind need not repeat, and the filter of the search.
_SHARED = {"sections": "section", "people": "people"}
_FILTERS = {"tags": "tag", "persons": "person", "people": "author", "sections": "section"}


class TeaserGroup(msgspec.Struct, frozen=True):
    """Articles of one time; `anchor` is the id by which others lead there, `heading` is "" where there is none."""

    heading: str
    anchor: str
    teasers: tuple[Teaser, ...]


class Listed(msgspec.Struct, frozen=True):
    """A list of articles, oldest first; `without` names what its teasers need not repeat."""

    groups: tuple[TeaserGroup, ...]
    without: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """A time of a name that is divided by time, and those that it is divided into itself."""

    link: Link
    parts: tuple[Link, ...] = ()


class TermPage(View, frozen=True, kw_only=True):
    """A name. Where one page cannot hold its articles there are `oldest` and `newest`, and `parts` lead to all."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    count: int
    remarks: tuple[str, ...]
    namesake: Link | None  # the author of the name of a person, or the reverse
    search: str
    occurrences: str  # of a person: where every place of the name is listed, also where no editor marked it
    see_also: tuple[Link, ...]  # as the authority file says
    first: Link | None
    last: Link | None
    timeline: Timeline | None
    subjects: tuple[Link, ...]
    authors: tuple[Link, ...]
    parts: tuple[Part, ...] = ()
    oldest: Listed | None = None
    newest: Listed | None = None
    listed: Listed | None = None


class TermList(View, frozen=True, kw_only=True):
    """The articles of a name in a time; of one that is divided, links to its parts."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    count: int
    parts: tuple[Link, ...] = ()
    listed: Listed | None = None
    pager: Pager | None = None
    newer: Link | None = None
    older: Link | None = None


def plan(context: PlanContext) -> Iterator[Page]:
    """The index of each kind that has names, and the pages of each name."""
    for kind in KINDS:
        terms = context.archive.terms[kind]
        if terms:
            yield from index(context, kind, terms)
        for term in terms:
            yield from _pages(context, term)


def _pages(context: PlanContext, term: Term) -> Iterator[Page]:
    span = divided(oldest_first(term.articles), context.archive.config.page_size)
    yield Page(term.address + ".html", "term.html", _overview(context, term, span))
    if span.parts:
        yield from _parts(context, term, span)
    yield from _former_pages(context, term, span)


def _address(term: Term, key: str) -> str:
    """The address of a time of a name. Folders of digits hold names: those of a name of digits end in a hyphen."""
    folder = term.address + "-" * term.address.rpartition("/")[2].isdigit()
    return f"{folder}/{file_name(key)}" if key else f"{term.address}.html"


def _overview(context: PlanContext, term: Term, span: Span) -> TermPage:
    articles, many = span.articles, len(span.articles) >= _MANY
    names = context.cached(NamesOfArticles) if many else None
    return TermPage(
        title=term.name, kind=term.kind, feed=term_feed(context.archive, term), heading=term.name,
        breadcrumbs=_trail(context, term), count=len(articles),
        remarks=tuple(_remarks(context, term)), namesake=_namesake(context, term), search=_search(context, term),
        occurrences=_occurrences(context, term),
        see_also=_see_also(context, term),
        first=_dated(context, articles[0]) if many else None, last=_dated(context, articles[-1]) if many else None,
        timeline=timeline(context, articles, _places(context, term, span)) if many else None,
        subjects=_links(names, beside(term, articles, names.subjects, number=_SUBJECTS)) if names else (),
        authors=(
            _links(names, beside(term, articles, names.authors, number=_AUTHORS))
            if names and term.kind != "people"
            else ()
        ),
        parts=tuple(_part(context, term, part) for part in _worth_showing(span)),
        oldest=_few(context, term, articles[:_FEW]) if span.parts else None,
        newest=_few(context, term, articles[: -_FEW - 1 : -1]) if span.parts else None,
        listed=None if span.parts else _listed(context, term, span),
    )  # fmt: skip


def _parts(context: PlanContext, term: Term, span: Span) -> Iterator[Page]:
    """The pages of a divided name: lists, each with its neighbours in time, and what leads to them."""
    leaves = list(span.leaves)
    older = dict(zip([leaf.key for leaf in leaves[1:]], leaves, strict=False))
    newer = dict(zip([leaf.key for leaf in leaves], leaves[1:], strict=False))
    for part in _below(span):
        before, after = older.get(part.key), newer.get(part.key)
        yield from _list(
            context, term, part,
            older=_link(context, term, before) if before else None,
            newer=_link(context, term, after) if after else None,
        )  # fmt: skip


def _below(span: Span) -> Iterator[Span]:
    for part in span.parts:
        yield part
        yield from _below(part)


def _list(context: PlanContext, term: Term, span: Span, *, older: Link | None, newer: Link | None) -> Iterator[Page]:
    words = in_words(span.key, context.locale)
    title = context.locale.gettext("{name}: {period}").format(name=term.name, period=words)
    trail = (*_trail(context, term), Link(term.name, href(term.address + ".html")))
    view = TermList(
        title=title, kind=term.kind, heading=title, breadcrumbs=trail, count=len(span.articles),
        parts=tuple(_link(context, term, part) for part in span.parts), older=older, newer=newer,
    )  # fmt: skip
    if span.parts:
        yield Page(_address(term, span.key), "term-list.html", view)
        return
    size = 5 * context.archive.config.page_size
    for address, part, pager in paginate(_address(term, span.key), span.articles[::-1], size):
        listed = _listed(context, term, Span(span.key, tuple(part[::-1])))
        yield Page(address, "term-list.html", msgspec.structs.replace(view, pager=pager, listed=listed))


def _few(context: PlanContext, term: Term, articles: Sequence[Article]) -> Listed:
    teasers = context.teasers(articles)
    return Listed((TeaserGroup("", "", teasers),), _shared(term, teasers))


def _listed(context: PlanContext, term: Term, span: Span) -> Listed:
    """The articles of a list in groups of one time each; no bars lead to those of a short one."""
    if not span.key and len(span.articles) < _MANY:
        return _few(context, term, span.articles)
    length = _group_length(context, span)
    grouped: dict[str, list[Article]] = defaultdict(list)
    for article in span.articles:
        grouped[unit(article, length)].append(article)
    has_headings = 1 < len(grouped) <= len(span.articles) / _PER_GROUP
    groups = tuple(
        TeaserGroup(_heading(context, key) if has_headings else "", key, context.teasers(grouped[key]))
        for key in sorted(grouped, key=lambda key: (not key, key))
    )
    without = _shared(term, [teaser for group in groups for teaser in group.teasers])
    return Listed(groups, (*without, "date") if has_headings and length == _DAY else without)


def _heading(context: PlanContext, key: str) -> str:
    return in_words(key, context.locale) or context.locale.gettext("Date uncertain")


def _shared(term: Term, teasers: Sequence[Teaser]) -> tuple[str, ...]:
    """The name itself, where it is all that its articles say of that kind."""
    name = _SHARED.get(term.kind, "")
    return (name,) if name and len({getattr(teaser, name) for teaser in teasers}) == 1 else ()


def _group_length(context: PlanContext, span: Span) -> int:
    """By how many characters of the date a list is grouped: as the bars are, or as the next smaller time."""
    smaller = 0 if not span.key else 4 if span.key.endswith("x") else {4: 7}.get(len(span.key), _DAY)
    return max(context.cached(axis_of).length, smaller)


def _places(context: PlanContext, term: Term, span: Span) -> Callable[[str], str]:
    """Where the articles of a time are: on a page of their own, or at an anchor."""
    length, found = context.cached(axis_of).length, dict[str, str]()
    for part in (span, *_below(span)):
        page = href(_address(term, part.key))
        found[part.key] = page
        if not part.parts:
            for key in {unit(article, length) for article in part.articles} - found.keys():
                found[key] = f"{page}#{key}"
    return lambda key: found[key]


def _link(context: PlanContext, term: Term, span: Span) -> Link:
    return Link(in_words(span.key, context.locale), href(_address(term, span.key)), len(span.articles))


def _part(context: PlanContext, term: Term, span: Span) -> Part:
    return Part(_link(context, term, span), tuple(_link(context, term, part) for part in span.parts))


def _worth_showing(span: Span) -> tuple[Span, ...]:
    """The parts of a span; where the first contains all that has a date, its parts."""
    first, *others = span.parts or (span,)
    is_all = first.parts and all(other.is_uncertain for other in others)
    return (*_worth_showing(first), *others) if is_all else span.parts


def _former_pages(context: PlanContext, term: Term, span: Span) -> Iterator[Page]:
    """The pages of a long list had numbers once: each leads to where its first article is now."""
    size = context.archive.config.page_size
    places = {article.name: part for part in span.leaves for article in part.articles}
    for number in range(1, len(span.articles) // size):
        part = places[span.articles[(number - 1) * size].name]
        view = Redirect(title=term.name, robots="noindex", href=href(_address(term, part.key)))
        yield Page(f"{term.address}/page-{number}.html", "redirect.html", view)


def _trail(context: PlanContext, term: Term) -> tuple[Link, ...]:
    return (Link(kind_name(context, term.kind), f"{term.kind}/index.html"),)


def _dated(context: PlanContext, article: Article) -> Link:
    found = link_to(article)
    return Link(found.text, found.href, note=context.locale.date(article.date))


def _links(names: NamesOfArticles, counted: Sequence[tuple[str, int]]) -> tuple[Link, ...]:
    return tuple(Link(names.terms[address].name, href(f"{address}.html"), count) for address, count in counted)


def _search(context: PlanContext, term: Term) -> str:
    return f"search.html?{_FILTERS[term.kind]}={quote_plus(term.name)}" if context.with_search else ""


def _occurrences(context: PlanContext, term: Term) -> str:
    if term.kind != "persons" or not context.with_search:
        return ""
    words = term.name if term.name.isalpha() else '"{}"'.format(term.name.replace('"', " "))
    return "search.html?" + urlencode({"q": words, "view": "places"})


def _see_also(context: PlanContext, term: Term) -> tuple[Link, ...]:
    """The names to which the authority file points, if they have articles."""
    canonical = context.archive.authorities[term.kind].canonical
    found = (context.term(term.kind, canonical(name)) for name in term.see_also)
    return tuple(link(other) for other in found if other and other is not term)


def _namesake(context: PlanContext, term: Term) -> Link | None:
    """The other list's page of the same name, of an author or a person."""
    other = {"people": "persons", "persons": "people"}.get(term.kind)
    found = context.term(other, term.name) if other else None
    return link(found) if found else None


def _remarks(context: PlanContext, term: Term) -> Iterator[str]:
    _ = context.locale.gettext
    if term.note:
        yield term.note
    for variant in term.variants:
        locale = _("Presumably also printed as {name}.") if variant.presumed else _("Also: {name}.")
        yield " ".join(filter(None, (locale.format(name=variant.name), variant.note)))
