"""Reading many files, each once: what an earlier build read of a file that is the same comes from memory.

What was read travels and rests as MessagePack: from the process that parsed it, in the memory of the builds, and it
is made values again in one place.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_builder.article import Article, parse_article, unreadable
from site_builder.crew import Crew
from site_builder.files import File
from site_builder.ledger import Ledger, digest
from site_builder.problems import CannotGoOn, Problem
from site_builder.sources import SourcePage, read_source

T = TypeVar("T")


class Parsed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was read of a file: `content` is the thing, or None, and its problems; `sha256` is of all it was read of."""

    sha256: bytes
    content: bytes


class Memory(msgspec.Struct, array_like=True):
    """What was read of each article and source page, by the name of its file."""

    articles: dict[str, Parsed] = {}
    sources: dict[str, Parsed] = {}


class Reader:
    """Reads the articles and source pages of one archive."""

    def __init__(self, ledger: Ledger, memory: Memory, crew: Crew) -> None:
        self.ledger, self._before, self._crew = ledger, memory, crew
        self.memory = Memory()

    def articles(self, files: Sequence[File]) -> Iterator[tuple[File, Article | None, list[Problem]]]:
        """Each file's article, or None with the problems that prevent it."""
        return self._read(files, self._before.articles, self.memory.articles, _read_articles, _decoder(Article))

    def sources(self, files: Sequence[File]) -> Iterator[tuple[File, SourcePage | None, list[Problem]]]:
        """Each file's source page; it may have problems all the same."""
        return self._read(files, self._before.sources, self.memory.sources, _read_sources, _decoder(SourcePage))

    def _read(
        self,
        files: Sequence[File],
        before: dict[str, Parsed],
        now: dict[str, Parsed],
        read: Callable[[Sequence[File]], list[Parsed]],
        decoder: "msgspec.msgpack.Decoder[tuple[T | None, list[Problem]]]",
    ) -> Iterator[tuple[File, T | None, list[Problem]]]:
        changed = [file for file in files if not self._is_known(file, before)]
        fresh = zip(changed, self._crew.map(read, changed), strict=True)
        coming = next(fresh, None)
        for file in files:
            if coming and coming[0] is file:
                parsed = coming[1]
                self.ledger.learn(file.path, parsed.sha256[:32])
                if parsed.sha256[32:]:
                    self.ledger.learn(_record(file.path), parsed.sha256[32:])
                coming = next(fresh, None)
            else:
                parsed = before[file.name]
            now[file.name] = parsed
            yield file, *decoder.decode(parsed.content)

    def _is_known(self, file: File, before: dict[str, Parsed]) -> bool:
        parsed = before.get(file.name)
        # Without a digest it could not be read: that may be otherwise now.
        return parsed is not None and bool(parsed.sha256) and parsed.sha256 == self._digest(file)

    def _digest(self, file: File) -> bytes:
        """Of all that the thing is read of: a source page's text, and the record beside it."""
        record = self.ledger.find(_record(file.path)) if file.name.endswith(".txt") else None
        try:
            return self.ledger.sha256(file) + (self.ledger.sha256(record) if record else b"")
        except CannotGoOn:
            return b""


def _record(path: str) -> str:
    return path.removesuffix(".txt") + ".yaml"


@cache
def _decoder(kind: type[T]) -> Any:
    return msgspec.msgpack.Decoder(tuple[kind | None, list[Problem]])  # type: ignore[valid-type]


def _read_articles(files: Sequence[File]) -> list[Parsed]:
    return [_read_article(file) for file in files]


def _read_article(file: File) -> Parsed:
    try:
        data = Path(file.path).read_bytes()
    except OSError as fault:
        return _parsed(b"", (None, [unreadable(file.path, fault)]))
    return _parsed(hashlib.sha256(data).digest(), parse_article(data, file.path, file.name))


def _read_sources(files: Sequence[File]) -> list[Parsed]:
    return [_read_source(file) for file in files]


def _read_source(file: File) -> Parsed:
    sha256 = b""
    with suppress(CannotGoOn):
        sha256 = digest(file.path)
        record = _record(file.path)
        sha256 += digest(record) if Path(record).exists() else b""
    return _parsed(sha256, read_source(Path(file.path), file.name))


def _parsed(sha256: bytes, content: tuple[Any, list[Problem]]) -> Parsed:
    return Parsed(sha256, msgspec.msgpack.encode(content))
