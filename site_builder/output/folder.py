"""Writing the site so that a reader never sees half of it.

`manifest-sha256.txt` in the output names every file of ours with its SHA-256 (`sha256sum -c` reads it). Files that it
does not name are somebody else's: they are left alone and reported. A file whose bytes are already there is not
touched.

A new output is built in a folder beside it and renamed once. Into an existing one, changed files are first written to
the staging folder beside it, on the same file system; when all are there they are renamed over the old ones, one by
one, and what is stale is deleted last. An error before that leaves the output as it was; a kill during it leaves every
file complete, and the next build finishes the work, since it compares bytes and not intentions.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import msgspec
from filelock import FileLock, Timeout

from site_builder.common.files import output_signature
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.output.commit import Commit, parents
from site_builder.output.destination import full_folders
from site_builder.output.manifest import FILE as MANIFEST
from site_builder.output.manifest import listing, read_manifest
from site_builder.output.reservations import Reservations
from site_builder.output.writer import FileWriter, OutputFile, WrittenFile, scan_output, sibling

_RETAINED = b"retained"  # the fingerprint of a page that is kept without its article: no page has it
_NAMED = 20  # foreign files that are named one by one


class Output:
    """The output folder during one build: `write` every file, then `commit`. Leaving without a commit changes nothing.

    `before` are the files of the last build; those that are still right need not be written again (`keep`).
    """

    def __init__(self, folder: Path, before: dict[str, OutputFile] | None = None, *, manifest: bytes = b"") -> None:
        """`manifest` is the signature of the manifest that lists just the files of `before`."""
        self.folder = folder.resolve()  # beside the real folder, where a link leads
        self.state = sibling(folder, "state")  # what may be deleted and only saves time
        self.scratch = sibling(folder, "scratch")  # for the length of the build
        self._staging = sibling(folder, "staging")
        self._lock = FileLock(self.state / "lock")
        self._whole = not self.folder.is_mount()
        self._fresh = False
        self._listed_before: dict[str, bytes] = {}
        self._present: dict[str, bytes] = {}  # the signatures of what lies in the output
        self._before = before or {}
        self.files: dict[str, OutputFile] = {}
        self._staged: list[str] = []
        self._reservations = Reservations()
        self._in_way: set[str] = set()
        self.foreign: tuple[str, ...] = ()
        self.manifest = manifest
        self.problems = self._reservations.problems
        self.removed = 0

    @property
    def written(self) -> int:
        """Files that were new or different."""
        return len(self._staged)

    @property
    def unchanged(self) -> int:
        """Files that were not touched."""
        return len(self.files) - len(self._staged)

    @property
    def writer(self) -> FileWriter:
        """Writes single files for this output, here or in another process; what it says goes to `take`."""
        return FileWriter(str(self._staging), "" if self._fresh else str(self.folder))

    def __enter__(self) -> "Output":
        """Begin, as the only build into this folder. Raises BuildError."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._clear()
            self._staging.mkdir()
            self.scratch.mkdir(exist_ok=True)  # a program that outlived a killed build may just have written to it
            self._fresh = self._whole and (not self.folder.exists() or not any(self.folder.iterdir()))
            self._present = {} if self._fresh or not self.folder.exists() else dict(scan_output(self.folder))
            self._listed_before = self._read_listed()
        except Timeout:
            raise BuildError(f"another build is writing to “{self.folder}”", hint="wait until it has ended") from None
        except BaseException as error:
            if self._lock.is_locked:
                self.__exit__(None, None, None)
            if not isinstance(error, OSError):
                raise  # Ctrl+C
            raise BuildError(f"cannot write beside “{self.folder}”: {error.strerror}") from None
        return self

    def _read_listed(self) -> dict[str, bytes]:
        """The files that the manifest in the output names."""
        signature = self._present.get(MANIFEST)
        if signature and signature == self.manifest:
            return {address: file.sha256 for address, file in self._before.items()}
        return (read_manifest(self.folder) if signature else {}) or dict(self._left_by_last_build())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._clear()
        except KeyboardInterrupt:
            self._clear()
            raise
        finally:
            self._lock.release()

    def _clear(self) -> None:
        for folder in (self._staging, self.scratch):
            shutil.rmtree(folder, ignore_errors=True)

    def _left_by_last_build(self) -> Iterator[tuple[str, bytes]]:
        """If the manifest is lost: the files that have not changed since the last build are ours."""
        for address, file in self._before.items():
            if self._present.get(address) == file.signature:
                yield address, file.sha256

    def reserve(self, address: str, source: str = "") -> bool:
        """Take an address for a page, made of the file `source` if of any; if it is not free, that is a problem."""
        return self._reservations.reserve(address, source)

    def keep(self, address: str, fingerprint: bytes) -> str:
        """Keep the file at a reserved address, if its fingerprint and its content are those of the last build.

        Gives "", or the reason why it must be written.
        """
        file = self._before.get(address)
        if file is None or self._fresh:
            return "new"
        if file.fingerprint != fingerprint:
            return "changed"
        signature = self._present.get(address)
        if signature is None:
            return "missing from the output"
        if signature != file.signature:
            signature = self.writer.holds(address, file.sha256)
            if not signature:
                return "altered in the output"
            file = msgspec.structs.replace(file, signature=signature)
        self.files[address] = file
        return ""

    def retain(self, address: str) -> bool:
        """Keep a file that is no longer planned, if an earlier build wrote it and it has not changed."""
        sha256 = None if self._fresh else self._listed_before.get(address)
        if sha256 is None or self._reservations.rival(address) is not None:
            return False
        signature = self.writer.holds(address, sha256)
        if not signature or not self.reserve(address):
            return False
        self.files[address] = OutputFile(_RETAINED, sha256, signature)
        return True

    def read(self, address: str) -> bytes:
        """What lies at an address; nothing where no file is."""
        try:
            return (self.folder / address).read_bytes()
        except OSError:
            return b""

    def was_built(self, address: str) -> bool:
        """Whether an earlier build wrote this file."""
        return address in self._listed_before

    def unchanged_since_build(self, address: str) -> bool:
        """Whether a file has not changed since the last build, which was sure of it."""
        file = self._before.get(address)
        return file is not None and file.fingerprint != b"" and file.signature == self._present.get(address)

    def previous(self, address: str) -> OutputFile | None:
        """The file that the last build wrote at an address."""
        return self._before.get(address)

    def record(self, address: str, file: OutputFile, *, staged: bool) -> None:
        """Enter a file at a reserved address that a `writer` has written."""
        if staged and not self._may_write(address):
            return
        self.files[address] = file
        if staged:
            self._staged.append(address)

    def write(self, address: str, data: bytes) -> None:
        """Give a file of the site its bytes. Raises BuildError if they cannot be written."""
        if self.reserve(address):
            self._record_as_is(address, self.writer.write(address, data))

    def make(self, address: str, fingerprint: bytes, make: Callable[[], bytes]) -> None:
        """Write what `make` gives, unless the last build wrote it with this fingerprint. Raises what `make` raises."""
        if self.reserve(address) and self.keep(address, fingerprint):
            written = self.writer.write(address, make())
            file = OutputFile(fingerprint, written.sha256, written.signature)
            self.record(address, file, staged=written.staged)

    def copy(self, address: str, path: str, sha256: bytes) -> None:
        """Take a file as it is; `sha256` is that of its content. Raises BuildError."""
        if self.reserve(address) and self.keep(address, sha256):
            self._record_as_is(address, self.writer.copy(address, path, sha256))

    def _record_as_is(self, address: str, written: WrittenFile) -> None:
        """Enter a file that follows from nothing but its bytes."""
        file = OutputFile(written.sha256, written.sha256, written.signature)
        self.record(address, file, staged=written.staged)

    def _may_write(self, address: str) -> bool:
        """A file that is not ours stays, at this address or where a folder of it must be."""
        if self._fresh or (address in self._listed_before and not (self.folder / address).is_dir()):
            return True
        other = self._in_the_way(address)
        if other is None:
            return True
        if str(other) not in self._in_way:
            self._in_way.add(str(other))
            hint = "move it away, so that the page can be written"
            self.problems.append(Problem(str(other), 0, "is in the way: the builder did not make it", hint))
        return False

    def _in_the_way(self, address: str) -> Path | None:
        file = self.folder / address
        if file.is_dir() and not file.is_symlink():
            inside = (found for found in sorted(file.rglob("*")) if found.is_symlink() or not found.is_dir())
            return next(
                (one for one in inside if one.relative_to(self.folder).as_posix() not in self._listed_before), None
            )
        for step in (address, *parents(address)):
            place = self.folder / step
            if step != address and place.is_dir():
                return None
            if place.is_symlink() or place.exists():
                return None if step in self._listed_before else place
        return None

    def commit(self) -> None:
        """Make the output what was written. Raises BuildError."""
        new = {address: file.sha256 for address, file in self.files.items()}
        self.problems += full_folders(new)
        try:
            if self._fresh:
                (self._staging / MANIFEST).write_bytes(listing(new))
                if self.folder.exists():
                    self.folder.rmdir()
                self._staging.rename(self.folder)
            else:
                replacement = Commit(self.folder, self._staging, self._staged)
                replacement.replace(self._listed_before, new)
                self.removed = replacement.removed
                self.problems += self._foreign()
            self.manifest = output_signature((self.folder / MANIFEST).stat())
        except OSError as error:
            name = error.filename or self.folder
            raise BuildError(
                f"cannot write {name}: {error.strerror}", hint="build again when the cause is mended"
            ) from None

    def _foreign(self) -> list[Problem]:
        """Files in the output that are not ours; hidden ones (.git, .nojekyll) are nobody's surprise."""
        ours = {*self.files, *self._listed_before, MANIFEST}
        found = self.foreign = tuple(sorted(address for address in self._present if address not in ours))
        files = [file for name in found if (file := str(self.folder / name)) not in self._in_way]
        if len(files) > _NAMED:
            message = f"{len(files)} files not made by this build, left alone, such as {files[0]}"
            return [warning(str(self.folder), 0, message)]
        return [warning(file, 0, "not made by this build, left alone") for file in files]
