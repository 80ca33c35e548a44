"""How near a reading of a page comes to the right one: the measures of the field, summed over pages.

A page is looked at as the row of its lines that are not blank and not optional; each line belongs to the first article
that claims it, and neighbouring lines that none claims make a group of their own.

boundaries   between two neighbouring lines of different articles. Precision is the part of the boundaries found that
             are right, recall the part of the right ones that are found, F1 their harmonic mean.
within a line   the same, where a boundary may be one line off; each is matched once, the nearest first.
pk           Pk (Beeferman et al. 1999): of two lines at a distance of half the page's mean article (at least 2 lines),
             the part for which the reading is wrong on whether a boundary stands between them. 0 is best. The mean over
             pages, but for those with fewer than two such distances.
articles     articles of which exactly the right lines were found.

What follows compares each right article with the one that has most lines in common with it (the largest intersection
over union), if that is at least half:

titles       equal headlines; one that a program made up counts as none.
bylines      names.
paragraphs   equal paragraphs of the articles whose right paragraphs are known. A byline at their head or end does not
             count.

In all, white space and the widths of characters (NFKC) make no difference. Precision, recall and F1 are of the counts
of all pages together (micro averages); where there is nothing to find, or nothing is found, they are 1 or 0: 1 if both.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from tools.gold import Article, Reading

_ROLE = "(?:本报|实习)?(?:记者|通讯员)"
_SIGNED = re.compile(rf"^本报讯\({_ROLE}[^)]*\)|\({_ROLE}[^)]*\)$")
_ENOUGH = 0.5  # intersection over union from which two articles are the same


class Count(msgspec.Struct, frozen=True):
    """How many are right of those found, and of those that there are."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The part of those found that are right."""
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """The part of those there are that were found."""
        return self.right / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Score(msgspec.Struct, frozen=True):
    """The measures of one page or of several."""

    pages: int = 0
    boundaries: Count = Count()
    within_a_line: Count = Count()
    pk_sum: float = 0.0
    pk_pages: int = 0
    articles: Count = Count()
    titles: Count = Count()
    bylines: Count = Count()
    paragraphs: Count = Count()

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))

    @property
    def pk(self) -> float:
        """The mean over the pages that are long enough."""
        return self.pk_sum / max(1, self.pk_pages)


def total(scores: Iterable[Score]) -> Score:
    """The measures of all pages together."""
    return sum(scores, Score())


def score_page(lines: Sequence[str], gold: Reading, *, found: Reading) -> Score:
    """The measures of one page."""
    numbers = [n for n, line in enumerate(lines, 1) if line.strip() and n not in gold.optional]
    right, mine = _owners(gold.articles, numbers), _owners(found.articles, numbers)
    right_cuts, cuts = _cuts(right), _cuts(mine)
    pk = _pk(right_cuts, cuts, len(numbers))
    sets, my_sets = _lines_by_article(right, len(gold.articles)), _lines_by_article(mine, len(found.articles))
    exact = Count(len(set(sets) & set(my_sets)), sum(map(bool, my_sets)), len(sets))
    pairs = [
        (article, _same(one, my_sets, articles=found.articles))
        for article, one in zip(gold.articles, sets, strict=True)
    ]
    return Score(
        pages=1,
        boundaries=_matched(right_cuts, cuts, within=0),
        within_a_line=_matched(right_cuts, cuts, within=1),
        pk_sum=pk or 0.0,
        pk_pages=int(pk is not None),
        articles=exact,
        titles=_common(pairs, _title),
        bylines=_common(pairs, _byline),
        paragraphs=_common([pair for pair in pairs if pair[0].paragraphs], _paragraphs),
    )


def _owners(articles: Sequence[Article], numbers: Sequence[int]) -> list[int]:
    """The article of each line, by its place in the list; -1 for lines of no article."""
    owner: dict[int, int] = {}
    for place, article in enumerate(articles):
        for first, last in article.ranges:
            owner.update({n: place for n in range(first, last + 1) if n not in owner})
    return [owner.get(number, -1) for number in numbers]


def _cuts(owners: Sequence[int]) -> set[int]:
    """The places before which another article begins."""
    return {n for n in range(1, len(owners)) if owners[n] != owners[n - 1]}


def _matched(right: set[int], found: set[int], *, within: int) -> Count:
    """Boundaries paired one to one, the nearest first."""
    left, open_ = set(right), set(found)
    for distance in range(within + 1):
        for cut in sorted(left):
            near = next((one for one in (cut - distance, cut + distance) if one in open_), None)
            if near is not None:
                left.remove(cut)
                open_.remove(near)
    return Count(len(right) - len(left), len(found), len(right))


def _pk(right: set[int], found: set[int], length: int) -> float | None:
    """Pk of one page of so many lines; None if it is too short."""
    distance = max(2, round(length / (len(right) + 1) / 2))
    if length - 1 < 2 * distance:
        return None
    pairs = [range(n + 1, n + distance + 1) for n in range(length - distance)]
    wrong = sum(right.isdisjoint(between) != found.isdisjoint(between) for between in pairs)
    return wrong / len(pairs)


def _lines_by_article(owners: Sequence[int], count: int) -> list[frozenset[int]]:
    return [frozenset(n for n, one in enumerate(owners) if one == article) for article in range(count)]


def _same(lines: frozenset[int], sets: Sequence[frozenset[int]], *, articles: Sequence[Article]) -> Article | None:
    """The article whose lines are most like those of a right one."""
    likeness = [len(lines & one) / max(1, len(lines | one)) for one in sets]
    best = max(range(len(sets)), key=likeness.__getitem__, default=None)
    return articles[best] if best is not None and likeness[best] >= _ENOUGH else None


def _common(pairs: Sequence[tuple[Article, Article | None]], items: Callable[[Article], Counter[str]]) -> Count:
    """What the articles of each pair have in common."""
    count = Count()
    for gold, found in pairs:
        wanted, given = items(gold), items(found) if found else Counter[str]()
        count += Count((wanted & given).total(), given.total(), wanted.total())
    return count


def _title(article: Article) -> Counter[str]:
    return Counter([] if article.title_inferred or not article.title else [_plain(article.title)])


def _byline(article: Article) -> Counter[str]:
    return Counter({_plain(name) for name in article.byline})


def _paragraphs(article: Article) -> Counter[str]:
    found = (_SIGNED.sub("", _plain(paragraph)) for paragraph in article.paragraphs)
    return Counter(paragraph for paragraph in found if paragraph)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
