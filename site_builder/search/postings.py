"""The index of a shard: for each key the documents it stands in, and where.

Pagefind searches an archive very well and indexes it slowly, since it takes it for pages of HTML in some language: it
would be given keys, split and stem them, and its answer be taken apart again. What its search reads is simple, so it is
written here (`pagefind/format.py`), in a third of the time, a tenth of the memory, and in an order of our own.
"""

import re
from collections.abc import Iterator

from site_builder.pages.fields import FIELDS, WEIGHTS
from site_builder.search.document import Document
from site_builder.search.pagefind.format import IndexWriter
from site_builder.search.tokens import CJK, keys

# Ends in 0 like a word, and has no stem: the last character of a Chinese run, and what has signs written as numbers.
_STEMLESS = re.compile(rf"[{CJK}]0|.*[1-9].*")

# By weight the texts as keys, each with the position of its first.
_Runs = dict[float, list[tuple[int, list[str]]]]


class Postings:
    """An index, to which documents are added one after another."""

    def __init__(self) -> None:
        self._index = IndexWriter()
        self._words: dict[str, set[str]] = {}  # by language, as keys
        self.field_lengths: list[list[int]] = []  # of each document, how many positions each of FIELDS takes up

    def add(self, document: Document) -> None:
        """Index the next document."""
        runs, lengths = _runs(document)
        found = self._index.add(runs, sum(len(keys) for texts in runs.values() for _, keys in texts))
        self.field_lengths.append([lengths.get(field.name, 0) for field in FIELDS])
        self._words.setdefault(document.base_language, set()).update(key for key in found if key[-1] == "0")

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Each key and its entry, in no order."""
        return self._index.entries()

    def metadata(self) -> bytes:
        """What Pagefind must know of the index before its entries."""
        return self._index.metadata()

    def words(self) -> dict[str, list[str]]:
        """By language the words made of letters: those that may have a stem."""
        return {
            language: sorted(key[:-1] for key in found if not _STEMLESS.fullmatch(key))
            for language, found in sorted(self._words.items())
            if language != "und"  # which has no stems
        }


def _runs(document: Document) -> tuple[_Runs, dict[str, int]]:
    """The runs of a document, and how many positions each of its fields takes up."""
    by_weight: _Runs = {}
    lengths: dict[str, int] = {}
    position = 0
    for name, texts in document.fields:
        runs = by_weight.setdefault(WEIGHTS[name], [])
        start = position
        for text in texts:
            run = keys(text)
            runs.append((position, run))
            position += len(run) + 1  # a gap, so that no phrase reaches from one text into the next
        lengths[name] = position - start
    return by_weight, lengths
