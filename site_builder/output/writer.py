"""Writing single files of the site, from any process.

A file goes to the staging folder, unless the same bytes lie in the output already: what did not change is not touched
and keeps its times.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from io import BufferedWriter, FileIO
from pathlib import Path

import msgspec

from site_builder.common.files import digest, output_signature
from site_builder.common.problems import BuildError, Problem


class OutputFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the site, and how it lies in the output.

    `fingerprint` is the digest of all that it follows from, and `problems` what was wrong. `lookups` are the files of
    the archive that its links asked for: (path, whether there is such a file; of a picture that is shown its size).
    """

    fingerprint: bytes
    sha256: bytes
    signature: bytes
    problems: tuple[Problem, ...] = ()
    lookups: tuple[tuple[str, bool | tuple[int, int]], ...] = ()


class WrittenFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the site; `staged` if it is new or different and waits to be moved into its place."""

    sha256: bytes
    signature: bytes
    staged: bool


class FileWriter(msgspec.Struct, frozen=True):
    """Where files are staged, and the output that they are for ("" while there is none)."""

    staging: str
    output: str

    def write(self, address: str, data: bytes) -> WrittenFile:
        """Give a file its bytes. Raises BuildError if they cannot be stored."""
        sha256 = hashlib.sha256(data).digest()
        if self.output and (there := self._present(address, data)):
            return WrittenFile(sha256, there, staged=False)
        try:
            with _create(f"{self.staging}/{address}") as file:
                rest = memoryview(data)
                while rest:  # a disk that is nearly full takes a part
                    rest = rest[file.write(rest) :]
                return WrittenFile(sha256, output_signature(os.fstat(file.fileno())), staged=True)
        except OSError as error:
            raise not_written(address, error) from None

    def copy(self, address: str, path: str, sha256: bytes) -> WrittenFile:
        """Give a file the content of another, of any size, whose digest was `sha256`. Raises BuildError."""
        if self.output and (there := self.holds(address, sha256)):
            return WrittenFile(sha256, there, staged=False)
        staged = f"{self.staging}/{address}"
        try:
            with open(path, "rb") as source, BufferedWriter(_create(staged)) as file:  # noqa: PTH123
                shutil.copyfileobj(source, file, 1 << 20)
            # Of what was written, should the file have changed meanwhile.
            return WrittenFile(digest(staged), output_signature(os.stat(staged)), staged=True)  # noqa: PTH116
        except OSError as error:
            raise not_written(address, error) from None

    def holds(self, address: str, sha256: bytes) -> bytes:
        """The signature of the file in the output, if its content has this digest; else b""."""
        path = f"{self.output}/{address}"
        try:
            return output_signature(os.stat(path)) if digest(path) == sha256 else b""  # noqa: PTH116
        except (OSError, BuildError):
            return b""

    def _present(self, address: str, data: bytes) -> bytes:
        """The signature of the file in the output, if it holds just these bytes; else b""."""
        try:
            # Not Path.open: for thousands of small files it takes as long as the reading.
            with open(f"{self.output}/{address}", "rb", buffering=0) as file:  # noqa: PTH123
                stat = os.fstat(file.fileno())
                return output_signature(stat) if stat.st_size == len(data) and file.read() == data else b""
        except OSError:
            return b""


def scan_output(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(address, signature) of every file in the output; hidden ones are left out. Raises OSError."""
    yield from _scan_output(str(folder), "")


def _scan_output(folder: str, inside: str) -> Iterator[tuple[str, bytes]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0] == ".":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _scan_output(entry.path, f"{inside}{entry.name}/")
            else:
                yield inside + entry.name, output_signature(entry.stat(follow_symlinks=False))


def _create(path: str) -> FileIO:
    """A new file, in folders that are made where they are missing."""
    try:
        return open(path, "xb", buffering=0)  # noqa: PTH123 - closed by the caller
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        return open(path, "xb", buffering=0)  # noqa: PTH123 - closed by the caller


def not_written(address: str, error: OSError) -> BuildError:
    """What to say of a file that could not be staged."""
    return BuildError(f"cannot write {address}: {error.strerror}", hint="the output is as it was")


def has_leftovers(output: Path) -> bool:
    """Whether a build works here, or was killed and left its folders for the next one to remove."""
    return sibling(output, "staging").exists() or sibling(output, "scratch").exists()


def sibling(output: Path, what: str) -> Path:
    """A folder for `what` beside the real output, on the same file system: inside only where that begins there."""
    folder = output.resolve()  # where a link leads
    # A volume or a memory stick: what is beside its mount point is on another file system.
    parent = folder if folder.is_mount() else folder.parent
    return parent / f".{folder.name or 'site'}.{what}"
