"""Who reads the files of an archive folder: a build remembers what earlier ones read, everything else reads plainly."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from site_builder.archive.article import Article, read_article
from site_builder.archive.source import SourcePage, read_source
from site_builder.common.files import File, walk
from site_builder.common.problems import Problem


class Reader(Protocol):
    """Lists and reads the files of one archive."""

    def walk(self, folder: Path) -> tuple[list[File], list[Problem]]:
        """The files of a folder, as `files.walk`. Raises BuildError."""

    def ignored(self, folder: Path) -> list[File]:
        """The Markdown files in a folder that are not read, since a name begins with . or _."""

    def has_read(self, file: File) -> bool:
        """Whether an earlier build found a file fit to be read."""

    def articles(self, files: Sequence[File]) -> Iterable[tuple[File, Article | None, list[Problem]]]:
        """Each file's article, or None with the problems that prevent it."""

    def sources(self, files: Sequence[File]) -> Iterable[tuple[File, SourcePage | None, list[Problem]]]:
        """Each file's source page; it may have problems all the same."""


class PlainReader:
    """Reads every file, in this process, and remembers nothing."""

    def walk(self, folder: Path) -> tuple[list[File], list[Problem]]:
        """As in `Reader`."""
        return walk(folder)

    def ignored(self, folder: Path) -> list[File]:
        """As in `Reader`."""
        found: list[File] = []
        walk(folder, ignored=found)
        return found

    def has_read(self, file: File) -> bool:  # noqa: ARG002
        """Never: there is no earlier build."""
        return False

    def articles(self, files: Sequence[File]) -> Iterator[tuple[File, Article | None, list[Problem]]]:
        """As in `Reader`."""
        for file in files:
            yield file, *read_article(Path(file.path), file.name)

    def sources(self, files: Sequence[File]) -> Iterator[tuple[File, SourcePage | None, list[Problem]]]:
        """As in `Reader`."""
        for file in files:
            yield file, *read_source(Path(file.path), file.name)
