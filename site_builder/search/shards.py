"""Cut an archive of any size into shards: documents that are indexed together.

An index is made in memory, some 0.2 GB for a million characters, and made anew where one article changed. So the
documents, sorted by date, are cut into shards of about that size.

Where to cut depends on the documents near the cut only: an article added or corrected leaves all other shards as they
are. It is done as the documents come, and no more of them are held than a shard has.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from site_builder.search.document import DocumentRef
from site_builder.search.pagefind.format import VERSION

FORMAT = 4  # of the bundle: a shard of another one has another name

# The size of a shard in characters of text: at least, but for what is left over at an end or before a text longer than
# a shard; and at most, but for such a text.
SMALLEST, LARGEST = 600_000, 1_000_000

# What a document costs beside its text.
PER_DOCUMENT = 200

T = TypeVar("T")


class Shard(msgspec.Struct, frozen=True):
    """Documents that are indexed together, newest first; the name of its folder follows from them."""

    documents: tuple[DocumentRef, ...]
    name: str

    def summary(self) -> dict[str, Any]:
        """What the manifest says of it."""
        newest, oldest = self.documents[0].document, self.documents[-1].document
        until = max(ref.document.date_end for ref in self.documents)
        dates = {"from": oldest.date, "to": newest.date, "until": until}
        return {"name": self.name, "documents": len(self.documents), **dates, "held": _held(self.documents)}


def _held(documents: Iterable[DocumentRef]) -> dict[str, list[int]]:
    """For each year how many documents may be of it, then of each of its months: what a chart compares with."""
    held: dict[str, list[int]] = {}
    for values in (dict(ref.document.filters) for ref in documents):
        for year in values.get("year", ()):
            held.setdefault(year, [0] * 13)[0] += 1
        for month in values.get("month", ()):
            held.setdefault(month[:4], [0] * 13)[int(month[5:])] += 1
    return dict(sorted(held.items()))


def cost(document: DocumentRef) -> int:
    """What a document adds to the size of a shard."""
    return document.characters + PER_DOCUMENT


def in_order(items: Iterable[T], *, date: Callable[[T], str], href: Callable[[T], str]) -> list[T]:
    """What documents are made of, in the order in which they are cut: oldest first, undated ones before all."""
    return sorted(sorted(items, key=href, reverse=True), key=date)


def cut(documents: Iterable[DocumentRef]) -> Iterator[Shard]:
    """Shards of about the usual size, of documents that come in order; oldest first, undated documents apart.

    It begins with the oldest, since it is at the newest end that an archive grows.
    """
    waiting: list[DocumentRef] = []
    size = 0
    for document in documents:
        waiting.append(document)
        size += cost(document)
        while size > LARGEST and len(waiting) > 1:
            shard, waiting = _first_shard(waiting)
            size = sum(map(cost, waiting))
            yield shard
    while waiting:
        shard, waiting = _first_shard(waiting)
        yield shard


def _first_shard(documents: list[DocumentRef]) -> tuple[Shard, list[DocumentRef]]:
    """The shard that begins with the first of them, and the others."""
    end = _end(documents)
    newest_first = tuple(reversed(documents[:end]))
    name = "s-" + short_digest([str(FORMAT), VERSION], *(document.digest for document in newest_first))
    return Shard(newest_first, name), documents[end:]


def _end(documents: Sequence[DocumentRef]) -> int:
    """Where the shard ends that begins with the first of them; all of them may be one.

    Of the documents at which it may end, the one ends it whose address hashes lowest: mostly the same one, wherever the
    shard began. Greedy filling would move every later cut whenever an old article grows.
    """
    size, lowest = 0, b""
    end = 1
    for number, ref in enumerate(documents):
        size += cost(ref)
        if number and bool(ref.document.date) != bool(documents[0].document.date):
            return number
        if number and size > LARGEST:
            return end if lowest else number
        if size >= SMALLEST:
            hashed = hashlib.blake2b(ref.document.href.encode("utf-8"), digest_size=8).digest()
            if not lowest or hashed < lowest:
                lowest, end = hashed, number + 1
    return len(documents)


def short_digest(texts: Iterable[str], *parts: bytes) -> str:
    """A digest for the name of a folder."""
    digest = hashlib.blake2b("\n".join(texts).encode("utf-8"), digest_size=8)
    for part in parts:
        digest.update(hashlib.blake2b(part, digest_size=16).digest())
    return digest.hexdigest()
