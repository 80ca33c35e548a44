"""Indexes by name: sections, tags, people in the text and authors, with a page for each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from site_builder.archive.addresses import KINDS, href
from site_builder.archive.terms import Term
from site_builder.pages.feeds import term_feed
from site_builder.pages.page import Page, PlanContext, count_shown, paginate
from site_builder.pages.view import Group, IndexPage, Link, ListPage

_ON_ONE_PAGE = 600  # names; more are cut by first letter, and the index shows the most used
_MOST_USED = 100


def plan(context: PlanContext) -> Iterator[Page]:
    """The index of each kind that has names, and a list for each name."""
    for kind in KINDS:
        terms = context.archive.terms[kind]
        if terms:
            yield from _index(context, kind, terms)
        for term in terms:
            yield from _list(context, term)


def most_used(context: PlanContext, kind: str, number: int) -> tuple[Link, ...]:
    """Links to the names with most articles."""
    terms = sorted(context.archive.terms[kind], key=lambda term: (-len(term.articles), term.address))
    return tuple(_link(term) for term in terms[:number])


def kind_name(context: PlanContext, kind: str) -> str:
    """The heading of a kind's index."""
    _ = context.locale.gettext
    return {"tags": _("Tags"), "people": _("Authors"), "persons": _("People"), "sections": _("Sections")}[kind]


def _link(term: Term) -> Link:
    return Link(term.name, href(term.address + ".html"), len(term.articles))


def _by_letter(terms: Sequence[Term]) -> dict[str, list[Term]]:
    """By the first letter of the address, which for Chinese is that of the pinyin."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: term.address.rpartition("/")[2]):
        initial = term.address.rpartition("/")[2][0].upper()
        groups[initial if initial.isalpha() else "#"].append(term)
    return dict(sorted(groups.items()))


def _index(context: PlanContext, kind: str, terms: Sequence[Term]) -> Iterator[Page]:
    title = kind_name(context, kind)
    letters = _by_letter(terms)
    address = f"{kind}/index.html"
    if len(terms) <= _ON_ONE_PAGE:
        groups = tuple(Group(letter, tuple(map(_link, found))) for letter, found in letters.items())
        yield Page(address, "index-page.html", IndexPage(title=title, kind=kind, heading=title, groups=groups))
        return
    links = tuple(Link(letter, _letter_address(kind, letter), len(found)) for letter, found in letters.items())
    most = Group(context.locale.gettext("Most used"), most_used(context, kind, _MOST_USED))
    yield Page(
        address, "index-page.html", IndexPage(title=title, kind=kind, heading=title, groups=(most,), letters=links)
    )
    for letter, found in letters.items():
        yield from _letter(context, kind, letter, found, links=links)


def _letter_address(kind: str, letter: str, number: int = 1) -> str:
    name = "other" if letter == "#" else letter.lower()
    return f"{kind}/index/{name}{f'-{number}' if number > 1 else ''}.html"


def _letter(
    context: PlanContext, kind: str, letter: str, terms: Sequence[Term], *, links: tuple[Link, ...]
) -> Iterator[Page]:
    title = kind_name(context, kind)
    breadcrumbs = (Link(title, f"{kind}/index.html"),)
    parts = [terms[start : start + _ON_ONE_PAGE] for start in range(0, len(terms), _ON_ONE_PAGE)]
    numbered = tuple(
        Link(f"{letter} {n}", _letter_address(kind, letter, n), len(part)) for n, part in enumerate(parts, 1)
    )
    for number, part in enumerate(parts, 1):
        group = Group(letter, tuple(map(_link, part)))
        further = links if len(parts) == 1 else links + numbered
        view = IndexPage(
            title=f"{title}: {letter}",
            kind=kind,
            heading=f"{title}: {letter}",
            breadcrumbs=breadcrumbs,
            groups=(group,),
            letters=further,
        )
        yield Page(_letter_address(kind, letter, number), "index-page.html", view)


def _list(context: PlanContext, term: Term) -> Iterator[Page]:
    breadcrumbs = (Link(kind_name(context, term.kind), f"{term.kind}/index.html"),)
    feed = term_feed(context.archive, term)
    for address, part, pager in paginate(term.address + ".html", term.articles, context.archive.config.page_size):
        view = ListPage(
            title=term.name, kind=term.kind, feed=feed, heading=term.name, breadcrumbs=breadcrumbs,
            count=count_shown(term.articles, pager), remarks=tuple(_remarks(context, term)),
            teasers=context.teasers(part), pager=pager,
        )  # fmt: skip
        yield Page(address, "list.html", view)


def _remarks(context: PlanContext, term: Term) -> Iterator[str]:
    _ = context.locale.gettext
    if term.note:
        yield term.note
    for variant in term.variants:
        locale = _("Presumably also printed as {name}.") if variant.presumed else _("Also: {name}.")
        yield " ".join(filter(None, (locale.format(name=variant.name), variant.note)))
