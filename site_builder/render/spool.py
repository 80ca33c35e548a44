"""The words of rendered bodies, kept for the search index and the data, which need not convert each body again.

They are written to the scratch folder, one file for each batch of pages, and are never all in memory.
"""

import os
import tempfile
from contextlib import suppress

import msgspec

from site_builder.render.body import Body

Place = tuple[str, int]  # a file, and where in it


class Spool:
    """Writes the words of a batch of pages; a context manager. Without a folder, or room on the disk, writes none."""

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
        """Write the words of a body; returns their place for `read_words`, None if they were not written."""
        if not self._file:
            return None
        with suppress(OSError, UnicodeEncodeError):
            place = self._path, self._file.tell()
            # Both forms of the words, where they are not the same.
            entry = _Entry(body.texts, body.paragraphs if body.is_split else None, body.markdown)
            data = msgspec.msgpack.encode(entry)
            self._file.writelines((len(data).to_bytes(4, "big"), data))
            return place
        return None


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    texts: tuple[str, ...]
    paragraphs: tuple[str, ...] | None  # None: they are the texts
    markdown: str


def read_words(place: Place) -> tuple[str, ...] | None:
    """The texts of a body, as the search takes them; None if they are incomplete."""
    found = _read(place)
    return found.texts if found else None


def read_paragraphs(place: Place) -> tuple[tuple[str, ...], str] | None:
    """The paragraphs of a body, and its Markdown; None if they are incomplete."""
    found = _read(place)
    if found is None:
        return None
    return found.texts if found.paragraphs is None else found.paragraphs, found.markdown


def _read(place: Place) -> _Entry | None:
    path, offset = place
    with suppress(OSError, msgspec.MsgspecError), open(path, "rb", buffering=0) as file:  # noqa: PTH123 - one per body
        file.seek(offset)
        size = int.from_bytes(file.read(4), "big")
        return _DECODER.decode(file.read(size))
    return None


_DECODER = msgspec.msgpack.Decoder(_Entry)
