"""What builds remember of the files they read, so that a file that is the same need not be parsed again.

The cache is a file of records beside the output: a name, the digest of what was read, and what it became, as
MessagePack. It is written while the archive is read, since that of a large archive should never be held as a whole;
each block has its own digest, and from a damaged one on nothing is remembered.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

_FORMAT = b"site-builder memory 1\n"
_DIGEST_SIZE = 16
_BLOCK = 500  # records


class Parsed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a file became; `sha256` is of all it was read of."""

    sha256: bytes
    content: bytes


_Records = list[tuple[str, Parsed]]


class ParseCache:
    """Remembers what `reader`, the program that parses and the folder it reads, found earlier; may have no file."""

    def __init__(self, file: Path | None = None, reader: bytes = b"", *, anew: bool = False) -> None:
        """`anew`: what was noted before is not used, and replaced all the same."""
        self._file, self._reader = file, hashlib.blake2b(reader, digest_size=_DIGEST_SIZE).digest()
        self._read, self._written = (hashlib.blake2b(digest_size=_DIGEST_SIZE) for _ in range(2))
        self._before = {} if anew else dict(self._load())
        self.loaded = self._read.digest()  # tells one cache from another
        self._new: _Records = []
        self._target: BinaryIO | None = None
        self._failed = False

    def __contains__(self, name: str) -> bool:
        return name in self._before

    def get(self, name: str) -> Parsed | None:
        """What was noted of a name."""
        return self._before.get(name)

    def note(self, name: str, parsed: Parsed) -> None:
        """Remember this for the next build, in place of what was known of the name."""
        self._before.pop(name, None)
        if self._file and not self._failed:
            self._new.append((name, parsed))
            if len(self._new) == _BLOCK:
                self._write()

    def save(self) -> bytes:
        """Put what was noted into its place, whole; gives what the next one will have `loaded`.

        Where that fails nothing is remembered, which costs time only; nor is what was known before: some of it may
        have been withdrawn.
        """
        if self._file:
            self._write()
        if self._file and self._target:
            temporary = self._temporary(self._file)
            with suppress(OSError):
                self._target.close()
                if not self._failed:
                    temporary.replace(self._file)
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if self._file and (self._failed or not self._target):
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
        return self._written.digest()

    def _write(self) -> None:
        """Write a block of records; a name that is no text is not remembered."""
        try:
            if self._file and self._target is None:
                self._target = self._temporary(self._file).open("wb")
                self._target.write(_FORMAT + self._reader)
            content = msgspec.msgpack.encode(self._new)
            if self._target:
                digest = hashlib.blake2b(content, digest_size=_DIGEST_SIZE).digest()
                self._target.writelines((len(content).to_bytes(4, "big"), digest, content))
                self._written.update(digest)
        except (OSError, UnicodeEncodeError):
            self._failed = True
        self._new = []

    @staticmethod
    def _temporary(file: Path) -> Path:
        return file.with_suffix(".new")

    def _load(self) -> Iterator[tuple[str, Parsed]]:
        with suppress(OSError, msgspec.MsgspecError):
            if self._file:
                with self._file.open("rb") as file:
                    if file.read(len(_FORMAT)) == _FORMAT and file.read(_DIGEST_SIZE) == self._reader:
                        yield from self._blocks(file)

    def _blocks(self, file: BinaryIO) -> Iterator[tuple[str, Parsed]]:
        while size := file.read(4):
            digest, content = file.read(_DIGEST_SIZE), file.read(int.from_bytes(size, "big"))
            if hashlib.blake2b(content, digest_size=_DIGEST_SIZE).digest() != digest:
                return
            self._read.update(digest)
            yield from msgspec.msgpack.decode(content, type=_Records)
