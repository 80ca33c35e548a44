"""Writing the site so that a reader never sees half of it.

`manifest-sha256.txt` in the output names every file of ours with its SHA-256 (`sha256sum -c` reads it). Files that it
does not name are somebody else's: they are left alone and reported. A file whose bytes are already there is not
touched.

A new output is built in a folder beside it and renamed once. Into an existing one, changed files are first written to
the staging folder beside it, on the same file system; when all are there they are renamed over the old ones, one by
one, and what is stale is deleted last. An error before that leaves the output as it was; a kill during it leaves every
file complete, and the next build finishes the work, since it compares bytes and not intentions.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from site_builder.addresses import fold
from site_builder.problems import CannotGoOn, Problem, warning

MANIFEST = "manifest-sha256.txt"
_INPUTS = ("pages", "articles", "media", "static", "templates")
_FOLDER_LIMIT = 5000
_NAMED = 20  # foreign files that are named one by one


def check_destination(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse an output that would mix with what it is made from. Raises CannotGoOn."""
    target = output.resolve()
    hint = "name another folder with --output"
    if output.exists() and not output.is_dir():
        raise CannotGoOn(f"the output “{output}” is a file", hint=hint)
    for folder in inputs:
        source = folder.resolve()
        if source == target or source.is_relative_to(target):
            raise CannotGoOn(f"the output “{output}” is or holds the input “{folder}”", hint=hint)
        for name in _INPUTS:
            if target.is_relative_to(source / name):
                raise CannotGoOn(f"the output “{output}” lies in “{folder / name}”", hint=hint)


class Output:
    """The output folder during one build: `put` every file, then `commit`. Leaving without a commit changes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()  # beside the real folder, where a link leads
        # A volume or a memory stick: what is beside its mount point is on another file system.
        mounted = self.folder.is_mount()
        beside = self.folder if mounted else self.folder.parent
        name = self.folder.name or "site"
        self.state = beside / f".{name}.state"  # what may be deleted and only saves time
        self.scratch = beside / f".{name}.scratch"  # for the length of the build
        self._staging = beside / f".{name}.staging"
        self._lock = FileLock(self.state / "lock")
        self._whole = not mounted
        self._fresh = False
        self._old: dict[str, str] = {}
        self._new: dict[str, str] = {}
        self._files: dict[str, str] = {}  # by what the address shares with its likes
        self._parents: set[str] = set()
        self._staged: list[str] = []
        self._folders: set[str] = set()
        self.problems: list[Problem] = []
        self.unchanged = 0
        self.removed = 0

    @property
    def written(self) -> int:
        """Files that were new or different."""
        return len(self._staged)

    def __enter__(self) -> "Output":
        """Begin, as the only build into this folder. Raises CannotGoOn."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._clear()
            self._staging.mkdir()
            self.scratch.mkdir()
            self._fresh = self._whole and (not self.folder.exists() or not any(self.folder.iterdir()))
        except Timeout:
            raise CannotGoOn(f"another build is writing to “{self.folder}”", hint="wait until it has ended") from None
        except OSError as fault:
            raise CannotGoOn(f"cannot write beside “{self.folder}”: {fault.strerror}") from None
        self._old = read_manifest(self.folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()
        self._lock.release()

    def _clear(self) -> None:
        for folder in (self._staging, self.scratch):
            shutil.rmtree(folder, ignore_errors=True)

    def put(self, address: str, data: bytes) -> None:
        """Give a file of the site its bytes. Raises CannotGoOn if they cannot be stored."""
        digest = hashlib.sha256(data).hexdigest()
        if not self._claim(address) or not self._may_write(address, digest):
            return
        self._new[address] = digest
        if self._is_there(address, data):
            self.unchanged += 1
            return
        self._stage(address, data)

    def _claim(self, address: str) -> bool:
        """Two files in one place, in two that some systems take for one, or one inside the other are a fault."""
        own = fold(address)
        other = self._files.get(own)
        if other is None and own in self._parents:
            other = f"{address}/…"
        parent = own.rpartition("/")[0]
        while parent and other is None and parent not in self._parents:
            other = self._files.get(parent)
            self._parents.add(parent)
            parent = parent.rpartition("/")[0]
        if other is not None:
            message = f"two files want this address ({other})"
            self.problems.append(Problem(address, 0, message, "rename one of the articles, pages or aliases"))
            return False
        self._files[own] = address
        return True

    def _may_write(self, address: str, digest: str) -> bool:
        """A file at this address that is not ours stays, unless it is the same."""
        if self._fresh or address in self._old:
            return True
        file = self.folder / address
        with suppress(OSError):
            if not file.exists() or (file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest):
                return True
        hint = "move it away, so that the page can be written"
        self.problems.append(Problem(str(file), 0, "is in the way: the builder did not make it", hint))
        return False

    def _is_there(self, address: str, data: bytes) -> bool:
        if self._fresh:
            return False
        try:
            return (self.folder / address).read_bytes() == data
        except OSError:
            return False

    def _stage(self, address: str, data: bytes) -> None:
        parent = address.rpartition("/")[0]
        try:
            if parent not in self._folders:
                (self._staging / parent).mkdir(parents=True, exist_ok=True)
                self._folders.add(parent)
            # Not Path.open: for thousands of small files it takes as long as the writing.
            with open(f"{self._staging}/{address}", "xb") as file:  # noqa: PTH123
                file.write(data)
        except OSError as fault:
            raise CannotGoOn(f"cannot write {address}: {fault.strerror}", hint="the output is as it was") from None
        self._staged.append(address)

    def commit(self) -> None:
        """Make the output what was put. Raises CannotGoOn."""
        manifest = _listing(self._new)
        self.problems += _full_folders(self._new)
        try:
            if self._fresh:
                self._stage(MANIFEST, manifest)
                self._staged.pop()
                if self.folder.exists():
                    self.folder.rmdir()
                self._staging.rename(self.folder)
            else:
                self._replace(manifest)
        except OSError as fault:
            name = fault.filename or self.folder
            raise CannotGoOn(
                f"cannot write {name}: {fault.strerror}", hint="build again when the cause is mended"
            ) from None

    def _replace(self, manifest: bytes) -> None:
        # Until all is done the manifest names old and new, so that after a kill every file is known as ours.
        self._write_manifest(_listing({**self._old, **self._new}))
        for address in self._staged:
            target = self.folder / address
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._staging / address).replace(target)
        for address in self._old:
            if address not in self._new:
                self._delete(address)
        self._write_manifest(manifest)
        self.problems += self._foreign()

    def _write_manifest(self, data: bytes) -> None:
        if self._is_there(MANIFEST, data):
            return
        file = self._staging / MANIFEST
        file.write_bytes(data)
        file.replace(self.folder / MANIFEST)

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
        found = []
        for place, folders, files in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                address = (Path(place) / name).relative_to(self.folder).as_posix()
                if address not in self._new and address != MANIFEST and not name.startswith("."):
                    found.append(str(self.folder / address))
        if len(found) > _NAMED:
            message = f"{len(found)} files not made by this build, left alone, such as {found[0]}"
            return [warning(str(self.folder), 0, message)]
        return [warning(name, 0, "not made by this build, left alone") for name in found]


def _listing(files: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {address}\n" for address, digest in sorted(files.items())).encode()


def read_manifest(folder: Path) -> dict[str, str]:
    """Address → SHA-256 of the files that a build made; empty where there is no manifest."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    entries = (line.partition("  ") for line in lines)
    return {
        address: digest
        for digest, _, address in entries
        if address and ".." not in address.split("/") and not address.startswith("/")
    }


def _full_folders(addresses: Iterable[str]) -> list[Problem]:
    count: dict[str, int] = {}
    for address in addresses:
        folder = address.rpartition("/")[0]
        count[folder] = count.get(folder, 0) + 1
    hint = "put its articles into more folders (for example one a day): some systems grow slow or stop at such folders"
    return [
        warning(folder or ".", 0, f"holds {n} files, over {_FOLDER_LIMIT}", hint)
        for folder, n in sorted(count.items())
        if n > _FOLDER_LIMIT
    ]
