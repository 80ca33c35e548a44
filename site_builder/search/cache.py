"""The cache of what was indexed: folders that are whole or not there.

A folder that is complete has a list that says what each of its files was. What was cut short, lost or changed since
then is as good as not there, and is made again.
"""

import hashlib
import os
import shutil
from pathlib import Path

import msgspec

from site_builder.common.files import digest, output_signature
from site_builder.common.problems import BuildError

LIST = "files"


class CachedFile(msgspec.Struct, frozen=True, gc=False):
    """A file of a cached folder; `signature` tells that it is as it was stored."""

    path: str
    sha256: bytes
    signature: bytes

    @property
    def name(self) -> str:
        """Its name in the folder."""
        return os.path.basename(self.path)  # noqa: PTH119 - there are thousands


def store(folder: Path, target: Path) -> list[CachedFile]:
    """Move a finished folder to `target`, which may be on another disk, and list its files. Raises OSError."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        folder.rename(target)
    except OSError:
        target.mkdir()
        for path in folder.iterdir():
            shutil.copyfile(path, target / path.name)
    files = [_cached_file(path) for path in sorted(target.iterdir())]
    temporary = target / f"{LIST}.new"
    temporary.write_bytes(msgspec.msgpack.encode([(file.name, file.sha256, file.signature) for file in files]))
    temporary.replace(target / LIST)
    return files


def load(folder: Path) -> list[CachedFile] | None:
    """The files of a stored folder; None of one that is not there, or not as it was stored."""
    try:
        listed = msgspec.msgpack.decode((folder / LIST).read_bytes(), type=list[tuple[str, bytes, bytes]])
        files = [CachedFile(str(folder / name), *about) for name, *about in listed]
        signatures = {entry.path: output_signature(entry.stat()) for entry in os.scandir(folder) if entry.name != LIST}
        if signatures.keys() != {file.path for file in files}:
            return None
        unchanged = all(signatures[file.path] == file.signature or digest(file.path) == file.sha256 for file in files)
    except (OSError, BuildError, msgspec.MsgspecError):
        return None
    return files if unchanged else None


def _cached_file(path: Path) -> CachedFile:
    signature = output_signature(path.stat())
    return CachedFile(str(path), hashlib.sha256(path.read_bytes()).digest(), signature)
