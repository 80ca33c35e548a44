"""The files of a folder, in a fixed order; nothing is left out silently."""

import os
from collections.abc import Iterator
from pathlib import Path

from site_builder.problems import CannotGoOn, Problem, warning


def walk(folder: Path) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """(file, path in the folder) of every ordinary file; none where there is no such folder.

    Names that begin with . or _ are not read. What is no ordinary file, or a link that leads out of the folder, is a
    problem. A folder that cannot be read raises CannotGoOn: taking it for empty would take its pages off the site.
    """
    found: list[tuple[Path, str]] = []
    problems: list[Problem] = []
    if folder.is_dir():
        for entry, name in _entries(folder, ""):
            if reason := _unfit(entry, folder):
                problems.append(warning(str(folder / name), 0, f"is left out: {reason}", "put a copy of the file here"))
            else:
                found.append((folder / name, name))
    return found, problems


def _entries(folder: Path, inside: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        raise CannotGoOn(f"cannot be read: {fault.strerror}", path=str(folder), hint="allow reading it") from None
    for entry in entries:
        if entry.name[0] in "._":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(folder / entry.name, f"{inside}{entry.name}/")
        else:
            yield entry, inside + entry.name


def _unfit(entry: os.DirEntry[str], folder: Path) -> str:
    """Why an entry is no file to publish, or ""."""
    if not entry.is_file():
        return "it is no ordinary file"
    if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(folder.resolve()):
        return "the link leads out of the folder"
    return ""
