"""A few articles to read beside one: those next in time under the rarest names that it carries.

Every link says why it is there: the name. An article that is added is next in time to two others under a name, and so
changes few pages.
"""

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.archive.terms import Term
from site_builder.pages.page import PlanContext
from site_builder.pages.view import Link

_NAMES, _TRIED = 2, 4  # names that are followed, of so many that are looked at: two may be on the same articles
_MOST = 200  # articles of a name that says something of each of them
_KINDS = ("persons", "tags")


class Related(msgspec.Struct, frozen=True):
    """The articles before and after one under a name; their notes are their dates."""

    name: Link
    articles: tuple[Link, ...]


class _Places:
    """Where each article stands in the lists of its rarest names, the rarest first."""

    def __init__(self, archive: Archive) -> None:
        self.of: dict[str, list[tuple[Term, int]]] = {}
        rare = (term for kind in _KINDS for term in archive.terms[kind] if 1 < len(term.articles) <= _MOST)
        for term in sorted(rare, key=lambda term: (len(term.articles), term.address)):
            for place, article in enumerate(term.articles):
                places = self.of.setdefault(article.name, [])
                if len(places) < _TRIED:
                    places.append((term, place))


def related(context: PlanContext, article: Article) -> tuple[Related, ...]:
    """What to read beside an article, by name; each article once."""
    taken, found = {article.name}, list[Related]()
    for term, place in context.cached(_Places).of.get(article.name, ()):
        # The list runs from the newest to the oldest: the article before comes after.
        beside = [*term.articles[place + 1 : place + 2], *term.articles[max(0, place - 1) : place]]
        new = [one for one in beside if one.name not in taken]
        if new:
            taken.update(one.name for one in new)
            found.append(Related(context.term_link(term.kind, term.name), tuple(_link(context, one) for one in new)))
        if len(found) == _NAMES:
            break
    return tuple(found)


def _link(context: PlanContext, article: Article) -> Link:
    teaser = context.teaser(article)
    return Link(teaser.headline, teaser.href, note=teaser.date)
