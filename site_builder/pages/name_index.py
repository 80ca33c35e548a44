"""The index of all tags, people, authors or sections."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from site_builder.archive.terms import Term
from site_builder.pages.names import kind_name, link, most_used
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import Group, IndexPage, Link

_ON_ONE_PAGE = 600  # names; more are cut by first letter, and the index shows the most used
_MOST_USED = 100


def _by_letter(terms: Sequence[Term]) -> dict[str, list[Term]]:
    """By the first letter of the address, which for Chinese is that of the pinyin."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: term.address.rpartition("/")[2]):
        initial = term.address.rpartition("/")[2][0].upper()
        groups[initial if initial.isalpha() else "#"].append(term)
    return dict(sorted(groups.items()))


def index(context: PlanContext, kind: str, terms: Sequence[Term]) -> Iterator[Page]:
    """The index of a kind; one of many names has a page for each letter."""
    title = kind_name(context, kind)
    letters = _by_letter(terms)
    address = f"{kind}/index.html"
    if len(terms) <= _ON_ONE_PAGE:
        groups = tuple(Group(letter, tuple(map(link, found))) for letter, found in letters.items())
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
        group = Group(letter, tuple(map(link, part)))
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
