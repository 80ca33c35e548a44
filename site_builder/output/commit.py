"""Putting staged files into their places, so that a reader never sees half of the site, nor a kill leaves one."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from site_builder.archive.addresses import fold_address
from site_builder.output.manifest import FILE as MANIFEST
from site_builder.output.manifest import listing, move_listing
from site_builder.output.writer import not_written


class Commit:
    """Replaces the files of an output by those that are `staged` in the folder `staging`; counts what it `removed`."""

    def __init__(self, folder: Path, staging: Path, staged: Collection[str]) -> None:
        self._folder, self._staging, self._staged = folder, staging, staged
        self.removed = 0

    def replace(self, old: dict[str, bytes], new: dict[str, bytes]) -> None:
        """Put the `new` files (address → SHA-256) in place of the `old`. Raises BuildError, OSError."""
        gone = [address for address in old if address not in new]
        # All that takes up space comes before the first move, so that a full disk changes nothing. Until all is done
        # the manifest names old and new: after a kill every file is known as ours.
        final = self._stage_listing("new", new)
        meanwhile = self._stage_listing("both", {**old, **new}) if gone else final
        self._make_folders(set(gone))
        move_listing(meanwhile, self._folder / MANIFEST)
        for address in self._staged:
            self._move(address, gone)
        self._delete_all(gone, new)
        if gone:
            move_listing(final, self._folder / MANIFEST)

    def _stage_listing(self, name: str, files: dict[str, bytes]) -> Path:
        file = self._staging / f".{name}"  # no address begins so
        try:
            file.write_bytes(listing(files))
        except OSError as error:
            raise not_written(MANIFEST, error) from None
        return file

    def _make_folders(self, gone: Collection[str]) -> None:
        """The folders of what is staged; a file of ours that has to become one is deleted for it."""
        made: list[Path] = []
        try:
            for name in sorted({folder for address in self._staged for folder in parents(address)}):
                folder = self._folder / name
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
        staged, target = self._staging / address, self._folder / address
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
            if twin is None or not _is_same_file(self._folder / address, self._folder / twin):
                self._delete(address)

    def _delete(self, address: str) -> None:
        file = self._folder / address
        if file.is_file():
            file.unlink()
            self.removed += 1
        for folder in file.parents:
            if folder == self._folder or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def parents(address: str) -> Iterator[str]:
    """The folders that an address lies in, the nearest first."""
    while address := address.rpartition("/")[0]:
        yield address


def _remove_empty(folder: Path) -> None:
    """Remove a folder with all that are in it, if there are no files."""
    for inside, _, _ in os.walk(folder, topdown=False):
        Path(inside).rmdir()


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
