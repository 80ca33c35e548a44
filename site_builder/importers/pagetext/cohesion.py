"""Where the subject changes: lexical cohesion, for boundaries at which nothing is printed.

Two measures of the field. After TextTiling (Hearst 1997) the words on both sides of a gap are compared, and a gap where
they have less in common than at the gaps around it is likely to part two subjects. After the lexical chains of Morris
and Hirst (1991) longer phrases, mostly names, are followed from piece to piece: an article takes up its own names, a
new one brings names that come again, and with the old one its names end. Words of Chinese are pairs of characters,
phrases three in a row; of English, all but function words, and the longer of them. No dictionary is needed.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

_WINDOW = 14  # pieces to either side whose words are compared, with falling weight
_FADE = 0.7
_NEAR, _FAR = 4, 8  # pieces to either side in which phrases are looked for
_OPENING = 70  # characters of a piece in which it says what it is about
_RUNS = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]{3,}|\d+(?:\.\d+)?")
_EMPTY = frozenset("的了在是和与及将也就都而着过对为以从到等并有不这那一个我他她们中上下日月年這個們與對為從並過")
_LIGHT = """
about above after again against all along already also although always among and another any are around because been
before being below between both but came can cannot come could did does done down during each either else even ever
every few first for from further gave get give given had has have having her here hers herself him himself his how
however into its itself just last later least less let like made make many may might mine more most much must near
never next nor not nothing now off often once one only onto other others our ours out over own per perhaps put
rather said same saw say says see seen set several shall she should since some still such take taken than that the
their them themselves then there therefore these they this those though three through thus together told too took
toward towards two under until upon use very was way well went were what when where whether which while who whom
whose why will with within without would yet you your yours
"""
_FUNCTION = frozenset(_LIGHT.split())  # English words that stand in every text
_NAME = 5  # letters from which on a Latin word says as much as three characters of Chinese

Words = Counter[str]
Phrases = frozenset[str]


class Cohesion(msgspec.Struct, frozen=True):
    """How a gap is bridged, each from 0 to 1. `depth` is how much weaker than around it."""

    words: float  # likeness of the words on both sides
    depth: float
    phrases: float  # phrases that stand on both sides
    opening: float  # phrases of the opening after the gap that stood before it
    begun: float  # phrases that begin after the gap
    spent: float  # phrases that end before it


def cohesion(texts: Sequence[str]) -> list[Cohesion]:
    """For each gap between neighbouring texts."""
    words = [Counter(_grams(text, 2)) for text in texts]
    phrases = [frozenset(_grams(text, 3)) for text in texts]
    openings = [frozenset(_grams(text[:_OPENING], 3)) for text in texts]
    likeness = _likeness(words)
    return [
        Cohesion(likeness[gap - 1], depth, *_bridges(phrases, openings[gap], gap))
        for gap, depth in enumerate(_depths(likeness), 1)
    ]


def _grams(text: str, size: int) -> Iterable[str]:
    """Runs of `size` Chinese characters without empty ones; Latin words by their stems; numbers for pairs only."""
    for run in _RUNS.findall(text):
        if "\u3400" <= run[0] <= "\u9fff":
            for start in range(len(run) - size + 1):
                gram = run[start : start + size]
                if _EMPTY.isdisjoint(gram):
                    yield gram
        elif run.lower() not in _FUNCTION and (size == 2 or (not run[0].isdigit() and len(run) >= _NAME)):
            yield run.lower()[:6]


def _likeness(words: Sequence[Words]) -> list[float]:
    """The cosine of the two sides of each gap; rare words weigh more, and near pieces."""
    spread = Counter(word for one in words for word in one)
    rarity = {word: math.log(1 + len(words) / count) for word, count in spread.items()}
    return [_cosine(_around(words, gap, -1, rarity), _around(words, gap, 1, rarity)) for gap in range(1, len(words))]


def _around(words: Sequence[Words], gap: int, step: int, rarity: dict[str, float]) -> dict[str, float]:
    """The words on one side of a gap with their weights."""
    found: dict[str, float] = {}
    weight, index = 1.0, gap if step > 0 else gap - 1
    for _ in range(_WINDOW):
        if not 0 <= index < len(words):
            break
        for word, count in words[index].items():
            found[word] = found.get(word, 0.0) + weight * count
        weight, index = weight * _FADE, index + step
    return {word: math.log1p(value) * rarity[word] for word, value in found.items()}


def _cosine(left: dict[str, float], right: dict[str, float]) -> float:
    small, large = (left, right) if len(left) < len(right) else (right, left)
    product = sum(value * large[word] for word, value in small.items() if word in large)
    size = math.sqrt(sum(v * v for v in left.values()) * sum(v * v for v in right.values()))
    return product / size if size else 0.0


def _bridges(phrases: Sequence[Phrases], opening: Phrases, gap: int) -> tuple[float, float, float, float]:
    """`phrases`, `opening`, `begun` and `spent` of a gap; a few phrases say nearly as much as many."""
    before, after = _union(phrases[max(0, gap - _FAR) : gap]), _union(phrases[gap : gap + _FAR])
    shared = _union(phrases[max(0, gap - _NEAR) : gap]) & _union(phrases[gap : gap + _NEAR])
    begun = (phrases[gap] & _union(phrases[gap + 1 : gap + 1 + _NEAR])) - before
    spent = (phrases[gap - 1] & _union(phrases[max(0, gap - 1 - _NEAR) : gap - 1])) - after
    return _much(len(shared), 4), min(1.0, len(opening & before) / 3), _much(len(begun), 3), _much(len(spent), 3)


def _union(phrases: Iterable[Phrases]) -> Phrases:
    return frozenset().union(*phrases)


def _much(count: int, scale: int) -> float:
    return 1.0 - math.exp(-count / scale)


def _depths(values: Sequence[float]) -> list[float]:
    """How much lower each value lies than the peaks on both sides of it."""
    return [(_peak(values, n, -1) + _peak(values, n, 1)) / 2 - value for n, value in enumerate(values)]


def _peak(values: Sequence[float], index: int, step: int) -> float:
    """The value reached by climbing from `index`, four steps at most."""
    highest = values[index]
    for _ in range(4):
        index += step
        if not 0 <= index < len(values) or values[index] < highest:
            break
        highest = values[index]
    return highest
