"""The files that a build depends on, and which of them changed since the last build.

A file is unchanged if its signature is (size, times, inode). A file that changed too recently for the clock to tell, or
was only touched, is compared by its SHA-256. A signature costs a microsecond and reading twenty, so a build with
nothing to do reads nothing.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_builder.common.files import File, changed_at, digest, signature, walk
from site_builder.common.problems import BuildError, Problem

# On FAT a clock's tick is two seconds: a file that changes twice within one may keep its signature.
_TICK = 2_000_000_000


class InputRecord(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as a build read it. The signature is empty if it could not tell the next change.

    For a file that is left out, or a folder that is missing, the signature holds the reason, and there is no digest.
    """

    signature: bytes
    sha256: bytes

    @property
    def left_out(self) -> bool:
        """Whether it was not read, on purpose or because it was not there."""
        return bool(self.signature) and not self.sha256


class Inputs:
    """The files of this build, compared with those of the last one."""

    def __init__(self, before: dict[str, InputRecord], now: int) -> None:
        """`now` is the time in nanoseconds at which the build began."""
        self._before, self._now = before, now
        self._files: dict[str, File] = {}
        self._read: dict[str, bytes] = {}
        self._left_out: dict[str, InputRecord] = {}
        self._walked: dict[Path, tuple[list[File], list[Problem]]] = {}
        self._ignored: dict[Path, list[File]] = {}

    def walk(self, folder: Path, *, every: bool = False) -> tuple[list[File], list[Problem]]:
        """As `files.walk`; the second time, what it found the first time."""
        if folder not in self._walked:
            ignored = self._ignored[folder] = []
            self._walked[folder] = walk(folder, every=every, ignored=None if every else ignored)
            files, problems = self._walked[folder]
            self._files.update((file.path, file) for file in (*files, *ignored))
            self._left_out.update((problem.path, InputRecord(problem.message.encode(), b"")) for problem in problems)
            if not folder.is_dir():
                self._left_out[str(folder)] = InputRecord(b"there is no such folder", b"")
        return self._walked[folder]

    def ignored(self, folder: Path) -> list[File]:
        """The Markdown files in a folder that are not read, since a name begins with . or _."""
        self.walk(folder)
        return self._ignored[folder]

    def changed_since_walk(self, folder: Path) -> bool:
        """Whether a folder that was walked with `every` file has changed since."""
        return walk(folder, every=True)[0] != self.walk(folder, every=True)[0]

    def add(self, path: Path) -> None:
        """A single file, if it is there."""
        try:
            stat = path.stat()
        except OSError:
            self._files.pop(str(path), None)
            return
        self._read.pop(str(path), None)
        self._files[str(path)] = File(str(path), path.name, signature(stat))

    def hash_now(self, path: Path) -> None:
        """Take the digest of a file now, before it is read: should it change under way, the next build will see it."""
        file = self._files.get(str(path))
        if file:
            self._digest(file)

    def find(self, path: str) -> File | None:
        """A file of this build, by its path."""
        return self._files.get(path)

    def unchanged(self) -> bool:
        """Whether this build has exactly the files of the last one, none of them changed."""
        return not any(self.changed())

    def changed(self) -> Iterator[tuple[str, str]]:
        """(path, how) of each file that is new, changed or gone."""
        for file in self._files.values():
            if file.path not in self._before:
                yield file.path, "new"
            elif not self._is_unchanged(file):
                yield file.path, "changed"
        for path, seen in self._left_out.items():
            if self._before.get(path) != seen:
                yield path, seen.signature.decode()
        for path in self._before.keys() - self._files.keys() - self._left_out.keys():
            yield path, "new" if self._before[path].left_out and os.path.lexists(path) else "gone"

    def is_unchanged(self, path: str) -> bool:
        """Whether a file is what it was at the last build."""
        file = self._files.get(path)
        return file is not None and self._is_unchanged(file)

    def _is_unchanged(self, file: File) -> bool:
        before = self._before.get(file.path)
        return before is not None and (before.signature == file.signature or before.sha256 == self._digest(file))

    def sha256(self, file: File) -> bytes:
        """The digest of a file, without reading it if its signature is that of the last build. Raises BuildError."""
        before = self._before.get(file.path)
        if before is not None and before.signature == file.signature:
            return before.sha256
        if file.path not in self._read:
            self._read[file.path] = digest(file.path)
        return self._read[file.path]

    def set_digest(self, path: str, sha256: bytes) -> None:
        """Note the digest of a file that was read elsewhere."""
        self._read[path] = sha256

    def records(self) -> dict[str, InputRecord]:
        """What the next build needs to know."""
        return {file.path: self._record(file) for file in self._files.values()} | self._left_out

    def _record(self, file: File) -> InputRecord:
        old = changed_at(file.signature) < self._now - _TICK
        before = self._before.get(file.path)
        if before is not None and old and before.signature == file.signature:
            return before
        sha256 = self._digest(file) or b""  # of a file that cannot be read: the next build shall try again
        return InputRecord(file.signature if old and sha256 else b"", sha256)

    def _digest(self, file: File) -> bytes | None:
        """As `sha256`; None of a file that cannot be read, which is a problem elsewhere."""
        try:
            return self.sha256(file)
        except BuildError:
            return None
