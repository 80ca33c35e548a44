"""The cache of what was indexed: folders that are whole or not there.

A folder is sealed when it is complete: a list says what each file was. What was cut short, lost or changed since then
is as good as not there, and is made again.
"""

import hashlib
import os
import shutil
from pathlib import Path

import msgspec

from site_builder.common.files import digest, output_signature
from site_builder.common.problems import BuildError

_LIST = "sealed"


class Sealed(msgspec.Struct, frozen=True, gc=False):
    """A file of a sealed folder."""

    path: str
    size: int
    sha256: bytes
    signature: bytes


def keep(folder: Path, target: Path) -> list[Sealed]:
    """Put a finished folder into the cache, which may lie on another disk, and seal it."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        folder.rename(target)
    except OSError:
        target.mkdir()
        for path in folder.iterdir():
            shutil.copyfile(path, target / path.name)
    files = [_seal(path) for path in sorted(target.iterdir())]
    temporary = target / f"{_LIST}.new"
    temporary.write_bytes(msgspec.msgpack.encode([(Path(f.path).name, f.size, f.sha256, f.signature) for f in files]))
    temporary.replace(target / _LIST)
    return files


def _seal(path: Path) -> Sealed:
    stat = path.stat()
    return Sealed(str(path), stat.st_size, hashlib.sha256(path.read_bytes()).digest(), output_signature(stat))


def sealed(folder: Path) -> list[Sealed] | None:
    """The files of a sealed folder; None of one that is not there, or not as it was sealed."""
    try:
        data = (folder / _LIST).read_bytes()
        found = msgspec.msgpack.decode(data, type=list[tuple[str, int, bytes, bytes]])
        signatures = {entry.name: output_signature(entry.stat()) for entry in os.scandir(folder) if entry.name != _LIST}
        files = [Sealed(str(folder / name), size, sha256, signature) for name, size, sha256, signature in found]
        if signatures.keys() != {name for name, *_ in found}:
            return None
        for file, signature in zip(files, (signatures[name] for name, *_ in found), strict=True):
            if signature != file.signature and digest(file.path) != file.sha256:
                return None
    except (OSError, BuildError, msgspec.MsgspecError):
        return None
    return files
