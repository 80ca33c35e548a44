"""The words of the bodies that were rendered, as they wait for the index: no body is read and converted again for it.

They lie in the scratch folder, a file for each batch of pages, and never all in memory.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from site_builder.render.body import Body

Place = tuple[str, int]  # a file, and where in it


class Spool:
    """Takes words, in a context for a batch of pages. Without a folder, or room on the disk, it takes none."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __enter__(self) -> "Spool":
        self._file = None
        if self._folder:
            with suppress(OSError):
                handle, self._path = tempfile.mkstemp(dir=self._folder)
                self._file = os.fdopen(handle, "wb", buffering=1 << 16)
        return self

    def __exit__(self, *error: object) -> None:
        if self._file:
            with suppress(OSError):
                self._file.close()

    def put(self, body: Body) -> Place | None:
        """Where the words of a body lie, for `read_words`."""
        if not self._file:
            return None
        with suppress(OSError, UnicodeEncodeError):
            place = self._path, self._file.tell()
            data = msgspec.msgpack.encode(body.texts)
            self._file.writelines((len(data).to_bytes(4, "big"), data))
            return place
        return None


def read_words(place: Place) -> tuple[str, ...] | None:
    """The texts at a place; None where they were not written to the end."""
    path, offset = place
    with suppress(OSError, msgspec.MsgspecError), Path(path).open("rb") as file:
        file.seek(offset)
        size = int.from_bytes(file.read(4), "big")
        return msgspec.msgpack.decode(file.read(size), type=tuple[str, ...])
    return None
