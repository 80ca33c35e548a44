"""What all importers share: what they are given, what they give back, and the shape of an importer.

In goes an `InputFile` with what a person says about it, `ImportOptions`. Out comes a list of `Imported`: drafts of
articles, the files of the archive that belong to them, and problems. An importer writes nothing; `write` and `redo` put
into the archive what it read. This module imports no importer.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from site_builder.archive.authorities import NameIndex
from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.archive.source import PageRecord
from site_builder.common.problems import Level, Problem
from site_builder.importers.compose import Draft
from site_builder.importers.messages import Message, Translate
from site_builder.theme.i18n import N_

DATE_GIVEN = N_("Given when the page was imported.")  # the note on a date that a person gave


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says about what is imported; `origin` is where the date is from, `latest` is today."""

    date: str = ""
    section: str = ""
    page: str = ""
    language: str = "en"
    origin: str = "--date"
    undated: bool = False
    latest: str = ""


class InputFile(msgspec.Struct, frozen=True):
    """A file or folder to be imported, and the name under which the archive keeps what is read from it.

    `options` are those of this file alone, as a table gives them; `importer` is the name of the one that reads it.
    """

    path: Path
    name: str
    options: ImportOptions | None = None
    importer: str = ""


class NewFile(msgspec.Struct, frozen=True):
    """A file for the archive beside the drafts: its path in the archive, and its bytes, or the file that has them."""

    path: str
    content: bytes | Path


class AssignedDate(msgspec.Struct, frozen=True):
    """A date as EDTF, whether it is certain, where it is from, how it was found, and what speaks against it."""

    edtf: str
    certain: bool
    origin: str
    notes: tuple[Message, ...]
    doubts: tuple[Message, ...] = ()

    def note(self, translate: Translate) -> str:
        """How it was found, in words."""
        return " ".join(message.translated(translate) for message in self.notes)


class Imported(msgspec.Struct, frozen=True):
    """What was read from a file, or from one of its parts: it is written as a whole, or refused as a whole.

    `name` is that of its record in the archive. Where its drafts are made of the lines of a page, `page` is what is
    known of that page, and `pages/NAME.txt` is among the files. `path` is the file that was read, for messages.
    """

    name: str
    path: str
    drafts: tuple[Draft, ...] = ()
    files: tuple[NewFile, ...] = ()
    page: PageRecord | None = None
    date: AssignedDate | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """The path of its record in the archive, without the ending."""
        return f"{'pages' if self.page else 'imports'}/{self.name}"

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being imported."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)


class ImportResult(msgspec.Struct, frozen=True):
    """What became of it: "new", "redone", "known" (nothing to do) or "refused"; and the articles written."""

    name: str
    state: str
    articles: tuple[tuple[str, FrontMatter], ...] = ()
    problems: tuple[Problem, ...] = ()
    date: AssignedDate | None = None


class Importer(Protocol):
    """One way in, a module of these names; `registry` has the table of them."""

    READS: str
    """What its files are called, for messages: “NAME.txt”."""

    def detect(self, path: Path, /) -> bool:
        """Whether a file, or a folder as a whole, is for this importer. It may look into it, and must not fail."""

    def read(self, file: InputFile, options: ImportOptions, tags: NameIndex, /) -> Sequence[Imported]:
        """What the file holds; whatever keeps it from being read is a problem of what is given back.

        `tags` are the names of the archive's authority file. It runs in another process where there are many files.
        """


def slice_name(name: str, number: int) -> str:
    """The name of one of several pages that a file holds."""
    return f"{name}-{number:02}"
