"""Reads the files of an archive in worker processes, and takes from the parse cache what did not change.

A worker sends what it parsed as MessagePack, and so it is cached; here it is decoded.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from site_builder.archive.article import Article, BodyInfo, info_of, parse_article
from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.archive.source import SourcePage, read_source
from site_builder.common.dates import parse_date
from site_builder.common.files import ARTICLE, PAGE, SETTINGS, File, digest, read_bytes
from site_builder.common.problems import BuildError, Problem, unreadable
from site_builder.common.workers import WorkerPool
from site_builder.pipeline.inputs import Inputs
from site_builder.pipeline.parse_cache import ParseCache, Parsed


class _CachedArticle(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of an article's file. Its date is parsed again: articles of one day then share it."""

    front: FrontMatter | None
    body: BodyInfo = BodyInfo("", 0)
    extra: dict[str, Any] = {}
    problems: list[Problem] = []
    opening: str = ""

    @property
    def without_body(self) -> tuple[object, ...]:
        """What the pages of other articles may show of it."""
        return self.front, self.extra, self.problems, self.opening


class _CachedSource(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a source page's files."""

    page: SourcePage | None
    problems: list[Problem]


_OFTEN_SAME = ("publication", "section", "page", "language", "rights", "issue")  # keys whose values many articles share
_ARTICLE = msgspec.msgpack.Decoder(_CachedArticle)
_SOURCE = msgspec.msgpack.Decoder(_CachedSource)
_ENCODER = msgspec.msgpack.Encoder()


class CachedReader:
    """Reads the articles and source pages of one archive, as `archive.reader.Reader` asks."""

    def __init__(
        self, inputs: Inputs, cache: ParseCache, pool: WorkerPool, show: Callable[[str, int, int], None] | None = None,
        *, hidden: Callable[[Article], bool] = lambda _: False,
    ) -> None:  # fmt: skip
        """`show` is told how far the reading is. Of articles that are `hidden` nothing is remembered."""
        self.inputs, self._cache, self._pool, self._show, self._hidden = inputs, cache, pool, show, hidden
        self._shared: dict[Any, Any] = {}
        self.bodies: dict[str, BodyInfo] = {}  # by the path of an article's file in the archive
        self.edited: dict[str, str] = {}  # articles of which nothing but the body changed, by the path of their file

    def walk(self, folder: Path) -> tuple[list[File], list[Problem]]:
        """The files of a folder. Raises BuildError."""
        return self.inputs.walk(folder)

    def ignored(self, folder: Path) -> list[File]:
        """The Markdown files in a folder that are not read, since a name begins with . or _."""
        return self.inputs.ignored(folder)

    def has_read(self, file: File) -> bool:
        """Whether an earlier build found a file fit to be read."""
        return file.path in self._cache

    def articles(self, files: Sequence[File]) -> Iterator[tuple[File, Article | None, list[Problem]]]:
        """Each file's article, or None with the problems that prevent it."""
        for file, parsed, before in self._read(files, self._digest, _read_articles):
            found = _ARTICLE.decode(parsed.content)
            # Of a withdrawn one there is a notice, which shows no body.
            shown = found.front and not found.front.withdrawn
            if before is not None and shown and found.without_body == _ARTICLE.decode(before).without_body:
                self.edited[file.path] = file.name
            article = self._article(file.name, found)
            if article:
                self.bodies[f"articles/{file.name}"] = found.body
            if article is None or not self._hidden(article):
                self._cache.note(file.path, parsed)
            yield file, article, found.problems

    def _article(self, name: str, found: _CachedArticle) -> Article | None:
        """The article, sharing with the others what it has in common with them: names repeat a thousand times."""
        front, share = found.front, self._shared.setdefault
        if front is None:
            return None
        same = {name: share(value, value) for name in _OFTEN_SAME if (value := getattr(front, name))}
        tags = tuple([share(tag, tag) for tag in front.tags])
        byline = tuple([share(person, person) for person in front.byline])
        front = msgspec.structs.replace(front, tags=tags, byline=byline, **same)
        return Article(name, front, parse_date(front.date), found.extra, found.opening)

    def sources(self, files: Sequence[File]) -> Iterator[tuple[File, SourcePage | None, list[Problem]]]:
        """Each file's source page; it may have problems all the same."""
        for file, parsed, _ in self._read(files, self._digest_with_record, _read_sources):
            self._cache.note(file.path, parsed)
            found = _SOURCE.decode(parsed.content)
            yield file, found.page, found.problems

    def _read(
        self,
        files: Sequence[File],
        digest_of: Callable[[File], bytes],
        read: Callable[[Sequence[File]], list[Parsed]],
    ) -> Iterator[tuple[File, Parsed, bytes | None]]:
        """What each file is; of one that changed also what was known of it."""
        changed = [file for file in files if not self._is_known(file, digest_of)]
        fresh = zip(changed, self._pool.map(read, changed), strict=True)
        coming = next(fresh, None)
        for number, file in enumerate(files, 1):
            if self._show:
                self._show("reading", number, len(files))
            known = parsed = self._cache.get(file.path)
            if coming and coming[0] is file:
                parsed = coming[1]
                self.inputs.set_digest(file.path, parsed.sha256[:32])
                if parsed.sha256[32:]:
                    self.inputs.set_digest(_record(file.path), parsed.sha256[32:])
                coming = next(fresh, None)
            assert parsed is not None  # noqa: S101 - else it would be among the changed
            yield file, parsed, known.content if known and known is not parsed else None

    def _is_known(self, file: File, digest_of: Callable[[File], bytes]) -> bool:
        parsed = self._cache.get(file.path)
        # Without a digest it could not be read: that may be otherwise now.
        return parsed is not None and bool(parsed.sha256) and parsed.sha256 == digest_of(file)

    def _digest(self, file: File) -> bytes:
        try:
            return self.inputs.sha256(file)
        except BuildError:
            return b""

    def _digest_with_record(self, file: File) -> bytes:
        record = self.inputs.find(_record(file.path))
        return self._digest(file) + (self._digest(record) if record else b"")


def _record(path: str) -> str:
    return path.removesuffix(".txt") + ".yaml"


def _read_articles(files: Sequence[File]) -> list[Parsed]:
    return [_read_article(file) for file in files]


def _read_article(file: File) -> Parsed:
    try:
        data = read_bytes(file.path, ARTICLE)
    except OSError as error:
        return Parsed(b"", _ENCODER.encode(_CachedArticle(None, problems=[unreadable(file.path, error)])))
    try:
        parsed, problems = parse_article(data, file.path, file.name)
    except Exception as error:
        error.add_note(f"while {file.path} was read")
        raise
    if parsed:
        article = parsed.article
        found = _CachedArticle(article.front, info_of(parsed.body), article.extra, problems, article.opening)
    else:
        found = _CachedArticle(None, problems=problems)
    return Parsed(hashlib.sha256(data).digest(), _ENCODER.encode(found))


def _read_sources(files: Sequence[File]) -> list[Parsed]:
    return [_read_source(file) for file in files]


def _read_source(file: File) -> Parsed:
    sha256 = b""
    record = Path(_record(file.path))
    with suppress(BuildError, OSError):
        size = record.stat().st_size if record.exists() else 0
        if Path(file.path).stat().st_size <= PAGE and size <= SETTINGS:  # else it is not read either
            sha256 = digest(file.path) + (digest(str(record)) if record.exists() else b"")
    return Parsed(sha256, _ENCODER.encode(_CachedSource(*read_source(Path(file.path), file.name))))
