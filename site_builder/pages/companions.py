"""Which names stand most often beside a name, in the same articles.

Each article is gone through once for each of its names, so the work grows with the articles and not with the square of
the names. An article with more names than anybody would give it says nothing of any pair, and is passed over.
"""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.archive.terms import Term

_MOST_NAMES = 60  # of an article
_AT_LEAST = 2  # articles that two names share


class NamesOfArticles:
    """The terms of each article, by the article's name: made once for an archive."""

    def __init__(self, archive: Archive) -> None:
        self.subjects: dict[str, list[Term]] = {}  # tags and people in the text
        self.authors: dict[str, list[Term]] = {}
        for kind, holders in (("tags", self.subjects), ("persons", self.subjects), ("people", self.authors)):
            for term in archive.terms[kind]:
                for article in term.articles:
                    holders.setdefault(article.name, []).append(term)


def beside(
    term: Term, articles: Sequence[Article], names: dict[str, list[Term]], *, number: int
) -> list[tuple[Term, int]]:
    """The names that share most articles with this one, and how many."""
    found: Counter[str] = Counter()
    terms: dict[str, Term] = {}
    for article in articles:
        others = names.get(article.name, ())
        if len(others) <= _MOST_NAMES:
            for other in others:
                found[other.address] += 1
                terms[other.address] = other
    found.pop(term.address, None)
    shared = [(count, address) for address, count in found.items() if count >= _AT_LEAST]
    shared.sort(key=itemgetter(1))
    shared.sort(key=itemgetter(0), reverse=True)
    return [(terms[address], count) for count, address in shared[:number]]
