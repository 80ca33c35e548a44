"""Writing the site so that a reader never sees half of it.

`manifest-sha256.txt` in the output names every file of ours with its SHA-256 (`sha256sum -c` reads it). Files that it
does not name are somebody else's: they are left alone and reported. A file whose bytes are already there is not
touched.

A new output is built in a folder beside it and renamed once. Into an existing one, changed files are first written to
the staging folder beside it, on the same file system; when all are there they are renamed over the old ones, one by
one, and what is stale is deleted last. An error before that leaves the output as it was; a kill during it leaves every
file complete, and the next build finishes the work, since it compares bytes and not intentions.
"""

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import msgspec
from filelock import FileLock, Timeout

from site_builder.archive.addresses import fold_address
from site_builder.common.files import output_signature
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.output.destination import full_folders
from site_builder.output.writer import MANIFEST, FileWriter, OutputFile, WrittenFile, not_written, scan_output, sibling

_RETAINED = b"retained"  # the recipe of what is left as it was: no page has it, so one that is made again is drawn
_NAMED = 20  # foreign files that are named one by one


class Output:
    """The output folder during one build: `put` every file, then `commit`. Leaving without a commit changes nothing.

    `before` is what the last build made; what is still right of it need not be given again (`keep`).
    """

    def __init__(self, folder: Path, before: dict[str, OutputFile] | None = None, *, manifest: bytes = b"") -> None:
        """`manifest` is the mark of the manifest that lists just the files of `before`."""
        self.folder = folder.resolve()  # beside the real folder, where a link leads
        self.state = sibling(folder, "state")  # what may be deleted and only saves time
        self.scratch = sibling(folder, "scratch")  # for the length of the build
        self._staging = sibling(folder, "staging")
        self._lock = FileLock(self.state / "lock")
        self._whole = not self.folder.is_mount()
        self._fresh = False
        self._old: dict[str, bytes] = {}
        self._there: dict[str, bytes] = {}  # the marks of what lies in the output
        self._before = before or {}
        self.made: dict[str, OutputFile] = {}
        self._staged: list[str] = []
        self._reserved: dict[str, str] = {}  # by what an address shares with its likes
        self._parents: set[str] = set()
        self._in_way: set[str] = set()
        self.foreign: tuple[str, ...] = ()
        self.manifest = manifest
        self.problems: list[Problem] = []
        self.removed = 0

    @property
    def written(self) -> int:
        """Files that were new or different."""
        return len(self._staged)

    @property
    def unchanged(self) -> int:
        """Files that were not touched."""
        return len(self.made) - len(self._staged)

    @property
    def store(self) -> FileWriter:
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
            self._there = {} if self._fresh or not self.folder.exists() else dict(scan_output(self.folder))
            self._old = self._listed()
        except Timeout:
            raise BuildError(f"another build is writing to “{self.folder}”", hint="wait until it has ended") from None
        except BaseException as error:
            if self._lock.is_locked:
                self.__exit__(None, None, None)
            if not isinstance(error, OSError):
                raise  # Ctrl+C
            raise BuildError(f"cannot write beside “{self.folder}”: {error.strerror}") from None
        return self

    def _listed(self) -> dict[str, bytes]:
        """The files that the manifest in the output names."""
        signature = self._there.get(MANIFEST)
        if signature and signature == self.manifest:
            return {address: made.sha256 for address, made in self._before.items()}
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
        """Where the manifest is lost: the files that lie there as the last build left them are ours."""
        for address, made in self._before.items():
            if self._there.get(address) == made.signature:
                yield address, made.sha256

    def reserve(self, address: str) -> bool:
        """Two files in one place, in two that some systems take for one, or one inside the other are a fault."""
        other = self._rival(address)
        if other is not None:
            message = f"two files want this address ({other})"
            self.problems.append(Problem(address, 0, message, "rename one of the articles, pages or aliases"))
            return False
        self._reserved[fold_address(address)] = address
        return True

    def _rival(self, address: str) -> str | None:
        """The claimed address that leaves no room for another."""
        own = fold_address(address)
        other = self._reserved.get(own)
        if other is None and own in self._parents:
            other = f"{address}/…"
        parent = own.rpartition("/")[0]
        while parent and other is None and parent not in self._parents:
            other = self._reserved.get(parent)
            self._parents.add(parent)
            parent = parent.rpartition("/")[0]
        return other

    def keep(self, address: str, fingerprint: bytes) -> str:
        """Leave a claimed file as the last build made it, if it was made so and is as it was; "", or why not."""
        made = self._before.get(address)
        if made is None or self._fresh:
            return "new"
        if made.fingerprint != fingerprint:
            return "changed"
        signature = self._there.get(address)
        if signature is None:
            return "missing from the output"
        if signature != made.signature:
            signature = self.store.holds(address, made.sha256)
            if not signature:
                return "altered in the output"
            made = msgspec.structs.replace(made, signature=signature)
        self.made[address] = made
        return ""

    def retain(self, address: str) -> bool:
        """Leave a file that nothing makes any more as an earlier build made it, if it lies there so."""
        sha256 = None if self._fresh else self._old.get(address)
        signature = self.store.holds(address, sha256) if sha256 is not None and self._rival(address) is None else b""
        if not signature or sha256 is None or not self.reserve(address):
            return False
        self.made[address] = OutputFile(_RETAINED, sha256, signature)
        return True

    def read(self, address: str) -> bytes:
        """What lies at an address; nothing where no file is."""
        try:
            return (self.folder / address).read_bytes()
        except OSError:
            return b""

    def lists(self, address: str) -> bool:
        """Whether an earlier build made this file."""
        return address in self._old

    def unchanged_since_build(self, address: str) -> bool:
        """Whether a file lies there as the last build left it, and that was sure of it."""
        made = self._before.get(address)
        return made is not None and made.fingerprint != b"" and made.signature == self._there.get(address)

    def before(self, address: str) -> OutputFile | None:
        """What the last build made at an address."""
        return self._before.get(address)

    def take(self, address: str, stored: WrittenFile, made: OutputFile) -> None:
        """Enter a claimed file that the store has written."""
        if stored.staged and not self._may_write(address):
            return
        self.made[address] = made
        if stored.staged:
            self._staged.append(address)

    def put(self, address: str, data: bytes) -> None:
        """Give a file of the site its bytes. Raises BuildError if they cannot be stored."""
        if self.reserve(address):
            stored = self.store.put(address, data)
            self.take(address, stored, OutputFile(stored.sha256, stored.sha256, stored.signature))

    def make(self, address: str, fingerprint: bytes, make: Callable[[], bytes]) -> None:
        """Make a file, unless the last build made it by this recipe. Raises BuildError, and what `make` raises."""
        if self.reserve(address) and self.keep(address, fingerprint):
            stored = self.store.put(address, make())
            self.take(address, stored, OutputFile(fingerprint, stored.sha256, stored.signature))

    def copy(self, address: str, path: str, sha256: bytes) -> None:
        """Take a file as it is; `sha256` is that of its content. Raises BuildError."""
        if self.reserve(address) and self.keep(address, sha256):
            stored = self.store.copy(address, path, sha256)
            self.take(address, stored, OutputFile(stored.sha256, stored.sha256, stored.signature))

    def _may_write(self, address: str) -> bool:
        """A file that is not ours stays, at this address or where a folder of it must be."""
        if self._fresh or (address in self._old and not (self.folder / address).is_dir()):
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
            return next((one for one in inside if one.relative_to(self.folder).as_posix() not in self._old), None)
        for step in (address, *_folders(address)):
            place = self.folder / step
            if step != address and place.is_dir():
                return None
            if place.is_symlink() or place.exists():
                return None if step in self._old else place
        return None

    def commit(self) -> None:
        """Make the output what was put. Raises BuildError."""
        new = {address: made.sha256 for address, made in self.made.items()}
        self.problems += full_folders(new)
        try:
            if self._fresh:
                (self._staging / MANIFEST).write_bytes(_listing(new))
                if self.folder.exists():
                    self.folder.rmdir()
                self._staging.rename(self.folder)
            else:
                self._replace(new)
            self.manifest = output_signature((self.folder / MANIFEST).stat())
        except OSError as error:
            name = error.filename or self.folder
            raise BuildError(
                f"cannot write {name}: {error.strerror}", hint="build again when the cause is mended"
            ) from None

    def _replace(self, new: dict[str, bytes]) -> None:
        gone = [address for address in self._old if address not in new]
        # All that takes up space comes before the first move, so that a full disk changes nothing. Until all is done
        # the manifest names old and new: after a kill every file is known as ours.
        final = self._stage_listing("new", new)
        meanwhile = self._stage_listing("both", {**self._old, **new}) if gone else final
        self._make_folders(set(gone))
        _move_listing(meanwhile, self.folder / MANIFEST)
        for address in self._staged:
            self._move(address, gone)
        self._delete_all(gone, new)
        if gone:
            _move_listing(final, self.folder / MANIFEST)
        self.problems += self._foreign()

    def _stage_listing(self, name: str, files: dict[str, bytes]) -> Path:
        file = self._staging / f".{name}"  # no address begins so
        try:
            file.write_bytes(_listing(files))
        except OSError as error:
            raise not_written(MANIFEST, error) from None
        return file

    def _make_folders(self, gone: Collection[str]) -> None:
        """The folders of what is staged; a file of ours that has to become one is deleted for it."""
        made: list[Path] = []
        try:
            for name in sorted({folder for address in self._staged for folder in _folders(address)}):
                folder = self.folder / name
                if folder.is_dir():
                    continue
                if name in gone and folder.is_file():
                    folder.unlink()
                    self.removed += 1
                folder.mkdir()
                made.append(folder)
        except OSError as error:
            for folder in reversed(made):
                with suppress(OSError):
                    folder.rmdir()
            raise not_written(name, error) from None

    def _move(self, address: str, gone: Iterable[str]) -> None:
        staged, target = self._staging / address, self.folder / address
        try:
            staged.replace(target)
        except OSError:
            if not target.is_dir():
                raise
            for other in gone:
                if other.startswith(f"{address}/"):
                    self._delete(other)
            if target.is_dir():
                _remove_empty(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)

    def _delete_all(self, gone: Iterable[str], new: Iterable[str]) -> None:
        twins = {fold_address(address): address for address in new} if gone else {}
        for address in gone:
            twin = twins.get(fold_address(address))
            # Where capitals make no difference, the new file is what lies at the old address.
            if twin is None or not _is_same_file(self.folder / address, self.folder / twin):
                self._delete(address)

    def _delete(self, address: str) -> None:
        file = self.folder / address
        if file.is_file():
            file.unlink()
            self.removed += 1
        for folder in file.parents:
            if folder == self.folder or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()

    def _foreign(self) -> list[Problem]:
        """Files in the output that are not ours; hidden ones (.git, .nojekyll) are nobody's surprise."""
        ours = {*self.made, *self._old, MANIFEST}
        found = self.foreign = tuple(sorted(address for address in self._there if address not in ours))
        files = [file for name in found if (file := str(self.folder / name)) not in self._in_way]
        if len(files) > _NAMED:
            message = f"{len(files)} files not made by this build, left alone, such as {files[0]}"
            return [warning(str(self.folder), 0, message)]
        return [warning(file, 0, "not made by this build, left alone") for file in files]


def _folders(address: str) -> Iterator[str]:
    """The folders that an address lies in, the nearest first."""
    while address := address.rpartition("/")[0]:
        yield address


def _move_listing(staged: Path, manifest: Path) -> None:
    """Put the manifest into its place, if it says anything new."""
    try:
        same = manifest.read_bytes() == staged.read_bytes()
    except OSError:
        same = False
    if not same:
        staged.replace(manifest)


def _remove_empty(folder: Path) -> None:
    """Remove a folder with all that are in it, if there are no files."""
    for inside, _, _ in os.walk(folder, topdown=False):
        Path(inside).rmdir()


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _listing(files: dict[str, bytes]) -> bytes:
    return "".join(f"{digest.hex()}  {address}\n" for address, digest in sorted(files.items())).encode()


def read_manifest(folder: Path) -> dict[str, bytes]:
    """Address → SHA-256 of the files that a build made; empty where there is no manifest."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    entries = (line.partition("  ") for line in lines)
    return {
        address: bytes.fromhex(digest)
        for digest, _, address in entries
        if _HEX.fullmatch(digest) and address and ".." not in address.split("/") and not address.startswith("/")
    }


_HEX = re.compile(r"[0-9a-f]{64}")
