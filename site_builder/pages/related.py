"""A few articles to read beside one: those next in time under the rarest names that it carries.

Every link says why it is there: the name. An article that is added is next in time to two others under a name, and so
changes few pages.
"""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.archive.terms import Term
from site_builder.pages.page import PlanContext, link_to
from site_builder.pages.view import Link

_NAMES, _MOST = 2, 200  # names that are followed; articles of a name that says something of each of them
_KINDS = ("persons", "tags")


class Related(msgspec.Struct, frozen=True):
    """The articles before and after one under a name; their notes are their dates."""

    name: Link
    articles: tuple[Link, ...]


class _Places:
    """Where each article stands in the lists of its rare names, the rarest first."""

    def __init__(self, archive: Archive) -> None:
        self.of: dict[str, list[tuple[int, Term]]] = defaultdict(list)
        rare = (term for kind in _KINDS for term in archive.terms[kind] if 1 < len(term.articles) <= _MOST)
        for term in sorted(rare, key=lambda term: (len(term.articles), term.address)):
            for place, article in enumerate(term.articles):
                self.of[article.name].append((place, term))


def related(context: PlanContext, article: Article) -> tuple[Related, ...]:
    """What to read beside an article, by name; each article once."""
    taken, found = {article.name}, list[Related]()
    for place, term in context.cached(_Places).of.get(article.name, ()):
        new = [one for one in _beside(term, place) if one.name not in taken]
        if new and len(found) < _NAMES:
            taken |= {one.name for one in new}
            links = (msgspec.structs.replace(link_to(one), note=context.teaser(one).date) for one in new)
            found.append(Related(context.term_link(term.kind, term.name), tuple(links)))
    return tuple(found)


def _beside(term: Term, place: int) -> Iterator[Article]:
    """The article before and the one after, in order of time; the list runs from the newest to the oldest."""
    if place + 1 < len(term.articles):
        yield term.articles[place + 1]
    if place:
        yield term.articles[place - 1]
