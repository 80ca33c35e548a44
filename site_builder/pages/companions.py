"""Which names stand most often beside a name, in the same articles.

Each article is gone through once for each of its names, so the work grows with the articles and not with the square of
the names. An article with more names than anybody would give it says nothing of any pair, and is passed over.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.archive.terms import Term

_MOST_NAMES = 60  # of an article
_AT_LEAST = 2  # articles that two names share


class NamesOfArticles:
    """The addresses of the terms of each article, by the article's name: made once for an archive."""

    def __init__(self, archive: Archive) -> None:
        self.terms: dict[str, Term] = {}  # by their addresses
        self.subjects: dict[str, list[str]] = {}  # tags and people in the text
        self.authors: dict[str, list[str]] = {}
        for kind, holders in (("tags", self.subjects), ("persons", self.subjects), ("people", self.authors)):
            for term in archive.terms[kind]:
                self.terms[term.address] = term
                for article in term.articles:
                    holders.setdefault(article.name, []).append(term.address)


def beside(
    term: Term, articles: Sequence[Article], names: dict[str, list[str]], *, number: int
) -> list[tuple[str, int]]:
    """The addresses of the names that share most articles with this one, and how many."""
    others = (names.get(article.name, ()) for article in articles)
    found = Counter(chain.from_iterable(few for few in others if len(few) <= _MOST_NAMES))
    found.pop(term.address, None)
    shared = [(count, address) for address, count in found.items() if count >= _AT_LEAST]
    shared.sort(key=itemgetter(1))
    shared.sort(key=itemgetter(0), reverse=True)
    return [(address, count) for count, address in shared[:number]]
