"""The articles of a name by time, where one page cannot hold them: by decade, year, month and day.

A span is divided only when it has too many articles for a page, and they are not all in one list after all. It keeps
its page then, which leads to those of its parts: so an archive that grows adds addresses, and takes none away. An
article whose date fits no single part is listed under "date uncertain".
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from site_builder.archive.article import Article
from site_builder.theme.i18n import Locale

_UNCERTAIN = "?"
_DAY = 10  # characters of its date
_PAGES = {0: 2, 4: 4, 7: 10, _DAY: 10}  # times a page's worth of articles that one list holds, by the length of its key


class Span(msgspec.Struct, frozen=True):
    """A time and the articles of it, oldest first; `parts` where it is divided.

    `key` is "" for all time, else `194x`, `1949`, `1949-03`, `1949-03-05`, or one of these with "?" at its end: what
    of it belongs to no single part.
    """

    key: str
    articles: tuple[Article, ...]
    parts: tuple["Span", ...] = ()

    @property
    def is_uncertain(self) -> bool:
        """Whether its articles belong to no smaller time for certain."""
        return self.key.endswith(_UNCERTAIN)

    @property
    def leaves(self) -> Iterator["Span"]:
        """What is not divided, in order of time."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves


def oldest_first(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Articles in order of date, within a day as they were."""
    if len(articles) < 2:
        return tuple(articles)
    return tuple(sorted(articles, key=lambda article: (article.date.lower, article.date.time)))


def divided(articles: tuple[Article, ...], page_size: int, key: str = "") -> Span:
    """The span of some articles, divided as far as it must be."""
    if len(key) == _DAY or key.endswith(_UNCERTAIN) or len(articles) < _PAGES[len(key)] * page_size:
        return Span(key, articles)
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        found[_part(article, key)].append(article)
    ordered = sorted(found, key=lambda part: (part.endswith(_UNCERTAIN), part))
    parts = tuple(divided(tuple(found[part]), page_size, part) for part in ordered)
    is_one_list = len(parts) == 1 and not parts[0].parts and len(articles) < _PAGES[_DAY] * page_size
    return Span(key, articles, () if is_one_list else parts)


def unit(article: Article, length: int) -> str:
    """The decade, year, month or day to which the article belongs for certain, or ""."""
    low, high = article.date.lower[:length], article.date.upper[:length]
    return (low + "x" if length == 3 else low) if low == high else ""


def _part(article: Article, key: str) -> str:
    length = 4 if key.endswith("x") else {0: 3, 4: 7, 7: 10}[len(key)]
    return unit(article, length) or key + _UNCERTAIN


def in_words(key: str, locale: Locale) -> str:
    """A time in words."""
    if key.endswith(_UNCERTAIN):
        period = in_words(key[:-1], locale)
        uncertain = locale.gettext("Date uncertain")
        return locale.clauses(period, uncertain) if period else uncertain
    if not key:
        return ""
    return {4: locale.year, 7: locale.month, 10: locale.day}[len(key)](key)


def file_name(key: str) -> str:
    """The name of its page, below the folder of the name."""
    return f"{key.replace('-', '/').replace(_UNCERTAIN, '/undated').lstrip('/')}.html"
