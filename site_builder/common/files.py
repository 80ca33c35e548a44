"""The files of a folder, in a fixed order, and how they are read, written and told from changed ones.

What lies in a folder and is no file to publish is a problem. Names that begin with . or _ are skipped without a word,
but for Markdown files, which `walk` lists for who wants to name them.
"""

import errno
import hashlib
import os
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from site_builder.common.problems import BuildError, Problem, unreadable, warning


class File(msgspec.Struct, frozen=True, gc=False):
    """An ordinary file. `path` is how messages name it, `name` its path in the folder that was walked."""

    path: str
    name: str
    signature: bytes


def walk(folder: Path, *, every: bool = False, ignored: list[File] | None = None) -> tuple[list[File], list[Problem]]:
    """Every ordinary file below the folder; none where there is no such folder.

    Names that begin with . or _ are not read; of `every` file, those that begin with . and Python's cache. What is no
    ordinary file, or a link that leads out of the folder, is a problem; with `every`, such a link is followed. A folder
    that cannot be read raises BuildError: taking it for empty would take its pages off the site. What vanishes
    meanwhile, as the temporary files of editors do, was not there.

    To `ignored` are added the Markdown files that are skipped for their names, which somebody may have renamed to hide
    them, and what an editor left of one (`.x.md.swp`) that is not there any more.
    """
    if not every and (error := link_out(folder)):
        return [], [error]
    found: list[File] = []
    problems: list[Problem] = []
    if folder.is_dir():
        skipped: list[os.DirEntry[str]] = []
        for entry, name in _entries(str(folder), "", every, skipped):
            path = f"{folder}{os.sep}{name}"
            try:
                if reason := _unfit(entry, folder, every=every):
                    problems.append(warning(path, 0, f"is left out: {reason}", "put a copy of the file here"))
                else:
                    found.append(File(path, name, signature(entry.stat())))
            except FileNotFoundError:
                continue
        if ignored is not None:
            ignored += _ignored(folder, skipped)
    return found, problems


def link_out(folder: Path) -> Problem | None:
    """The problem of a folder of the archive that is a link to a place outside it: what lies there may be anything."""
    if not folder.is_symlink() or folder.resolve().is_relative_to(folder.parent.resolve()):
        return None
    hint = "put a copy of the folder here, or move the whole archive"
    return Problem(str(folder), 0, "is left out: it is a link that leads out of the archive", hint)


def save(file: Path, text: str) -> None:
    """Put a text that cannot be made again into its place, whole. Raises OSError, and leaves what was there."""
    temporary = file.with_name(file.name + ".new")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


# How large a file may be that is read as a whole, in bytes: what is larger is none, but a mistake or an attack.
ARTICLE = 20_000_000
PAGE = 10_000_000
SETTINGS = 10_000_000
TEMPLATE = 1_000_000
REGISTER = 50_000_000


def read_bytes(path: str | Path, limit: int) -> bytes:
    """The content of a file that is not larger than `limit`. Raises OSError."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path for each of thousands takes its time
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise OSError(errno.EFBIG, f"it has {size // 1_000_000:,} MB, and may have {limit // 1_000_000}", str(path))
        return file.read()


def read_text(path: str | Path, limit: int) -> str:
    """As `read_bytes`, of a text in UTF-8, its lines ending in \\n. Raises OSError and UnicodeDecodeError."""
    text = read_bytes(path, limit).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def beginning(path: str | Path, limit: int) -> bytes:
    """The first bytes of a file. Raises OSError."""
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        return file.read(limit)


def signature(stat: os.stat_result) -> bytes:
    """What tells, without reading it, that a file is as it was: size, times of change, and inode, as git compares.

    https://git-scm.com/docs/racy-git says when it cannot tell.
    """
    return _SIGNATURE.pack(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino & INODE)


def changed_at(signature: bytes) -> int:
    """When the file of this signature was last changed, in nanoseconds of the file system's clock."""
    times: tuple[int, int] = _SIGNATURE.unpack(signature)[1:3]
    return max(times)


_SIGNATURE = struct.Struct("<qqqQ")
# Windows tells it only where it is asked for a file by its path, and then in up to 128 bits.
INODE = 0 if os.name == "nt" else (1 << 64) - 1


def output_signature(stat: os.stat_result) -> bytes:
    """As `signature`, of a file of the output: without the time that renaming changes (ctime)."""
    return _OUTPUT_SIGNATURE.pack(stat.st_size, stat.st_mtime_ns, stat.st_ino & INODE)


_OUTPUT_SIGNATURE = struct.Struct("<qqQ")


def digest(path: str) -> bytes:
    """The SHA-256 of a file's content. Raises BuildError."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - for thousands of small files
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise BuildError.of(unreadable(os.fspath(path), error)) from None


def _entries(
    folder: str, inside: str, every: bool, skipped: list[os.DirEntry[str]]
) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):  # it has vanished
        return
    except OSError as error:
        raise BuildError.of(unreadable(folder, error)) from None
    for entry in entries:
        if entry.name[0] == "." or (entry.name == "__pycache__" if every else entry.name[0] == "_"):
            skipped.append(entry)
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, f"{inside}{entry.name}/", every, skipped)
        else:
            yield entry, inside + entry.name


# Folders of tools, which may hold a hundred thousand files.
_TOOLS = frozenset({".git", ".hg", ".svn", ".jj", "__pycache__", ".venv", ".ipynb_checkpoints"})


def _ignored(folder: Path, skipped: list[os.DirEntry[str]]) -> Iterator[File]:
    """The Markdown files among what was skipped, and in the folders among it."""
    for entry in skipped:
        paths = [entry.path]
        if entry.is_dir(follow_symlinks=False):
            paths = sorted(_below(entry.path)) if entry.name not in _TOOLS else []
        for path in paths:
            if _is_markdown(path) and os.path.isfile(path):  # noqa: PTH113 - there may be thousands
                yield File(path, Path(path).relative_to(folder).as_posix(), signature(os.stat(path)))  # noqa: PTH116


_LEFT = re.compile(r"(.*?\.md)[.~#].*", re.IGNORECASE)


def _is_markdown(path: str) -> bool:
    """Whether a file is an article by its name, or an editor's copy of one that is not beside it."""
    folder, name = os.path.split(path)
    left = _LEFT.fullmatch(name)
    if not left:
        return name.casefold().endswith(".md")
    names = (left[1], left[1][1:], left[1].lstrip("._#"))
    return not any(os.path.exists(os.path.join(folder, one)) for one in names)  # noqa: PTH110, PTH118 - as above


def _below(folder: str) -> Iterator[str]:
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _TOOLS]
        yield from (f"{inside}{os.sep}{name}" for name in names)


def _unfit(entry: os.DirEntry[str], folder: Path, *, every: bool) -> str:
    """Why an entry is no file to publish, or ""."""
    try:
        ordinary = entry.is_file()
    except OSError as error:  # links that go round
        return f"the link cannot be followed ({error.strerror})"
    if not entry.is_symlink():
        return "" if ordinary else "it is no ordinary file"
    if not every and not Path(entry.path).resolve().is_relative_to(folder.resolve()):
        return "the link leads out of the folder"
    return "" if ordinary else "the link leads to no file"
