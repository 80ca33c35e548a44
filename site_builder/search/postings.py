"""The index of a shard: for each key the documents it stands in, and where.

Pagefind searches an archive very well and indexes it slowly, since it takes it for pages of HTML in some language: it
would be given keys, split and stem them, and its answer be taken apart again. What its search reads is simple, so it is
written here, in a third of the time, a tenth of the memory, and in an order of our own. `tests/pagefind.py` gives the
same documents to Pagefind, and holds what is written to what it writes.

An entry is `[key, [[document, places], …]]`, each document as the difference to the one before. Places are counted in
keys from the beginning of the document; they too are differences, and begin anew after each weight, a negative number.
Pagefind also writes places in metadata and other forms of a key, and reads an entry without them as one that has none.
"""

import re
from collections.abc import Iterator
from typing import Any

from site_builder.search.document import WEIGHTS, Document
from site_builder.search.pagefind.cbor import BELOW, LIST, NUMBER, text
from site_builder.search.tokens import CJK, keys

_PAIR = LIST[2]
_WEIGHT_UNIT = 24  # what Pagefind writes for the weight 1

# Ends in 0 like a word, and has no stem: the last character of a Chinese run, and what has signs written as numbers.
_STEMLESS = re.compile(rf"[{CJK}]0|.*[1-9].*")

Places = dict[str, list[bytes]]


class Postings:
    """An index, to which documents are added one after another."""

    def __init__(self) -> None:
        self.lengths: list[int] = []  # of each document, in keys
        self._keys: dict[str, list[Any]] = {}  # the last document, the number of documents, the encoded pieces
        self._words: dict[str, set[str]] = {}

    def add(self, document: Document) -> None:
        """Index the next document."""
        number = len(self.lengths)
        places, length = _places(document)
        self.lengths.append(length)
        index = self._keys
        for key, found in places.items():
            entry = index.get(key)
            if entry is None:
                index[key] = entry = [0, 0]
            entry += (_PAIR, NUMBER[number - entry[0]], LIST[len(found)], *found)
            entry[0] = number
            entry[1] += 1
        self._words.setdefault(document.base_language, set()).update(key for key in places if key[-1] == "0")

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Each key and its entry, in no order."""
        for key, (_, documents, *pieces) in self._keys.items():
            yield key, b"".join((_PAIR, text(key), LIST[documents], *pieces))

    def words(self) -> dict[str, list[str]]:
        """By language the words made of letters: those that may have a stem."""
        return {
            language: sorted(key[:-1] for key in found if not _STEMLESS.fullmatch(key))
            for language, found in sorted(self._words.items())
            if language != "und"  # which has no stems
        }


def _places(document: Document) -> tuple[Places, int]:
    """The encoded places of each key of a document, by weight and then in order; and how many they are."""
    by_weight, length = _runs(document)
    found: Places = {}
    for weight, runs in sorted(by_weight.items()):
        mark = BELOW[int(weight * _WEIGHT_UNIT)]
        last: dict[str, int] = {}
        for start, run in runs:
            for place, key in enumerate(run, start):
                if key in last:
                    found[key].append(NUMBER[place - last[key]])
                elif key in found:
                    found[key] += (mark, NUMBER[place])
                else:
                    found[key] = [mark, NUMBER[place]]
                last[key] = place
    return found, length


def _runs(document: Document) -> tuple[dict[float, list[tuple[int, list[str]]]], int]:
    """By weight the texts as keys, each with the place of its first; and the number of all keys."""
    by_weight: dict[float, list[tuple[int, list[str]]]] = {}
    place = length = 0
    for name, texts in document.fields:
        runs = by_weight.setdefault(WEIGHTS.get(name, 1.0), [])
        for words in texts:
            run = keys(words)
            runs.append((place, run))
            length += len(run)
            place += len(run) + 1  # a gap, so that no phrase reaches from one text into the next
    return by_weight, length
