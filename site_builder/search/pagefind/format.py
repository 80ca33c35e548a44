"""The files of Pagefind, in the form that its documentation leaves out: after an upgrade this is the place to look.

Beside it stands `static/search/postings/pagefind.js`, which calls Pagefind's WebAssembly, and `stems` and `program`,
which run its indexer. `tests/search/test_format.py` has Pagefind index the same documents, and holds what is written
here to what it writes.

Its indexer writes gzip, a signature, then CBOR; its WebAssembly takes the CBOR. Written here are:

    metadata    [version, [[name of the page, its length in keys], …], chunks, filters, sorts, fields]
    chunk       [[entry, …]]
    entry       [key, [[page, positions], …]]

A page is the difference to the one before in its list. Positions are counted in keys from the beginning of the page;
they too are differences, and begin anew after each weight, a negative number. Pagefind writes more into an entry: after
the positions those in metadata, after the pages other forms of the key. It reads one without them as having none.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cbor2

from site_builder.common.problems import BuildError
from site_builder.search.pagefind.cbor import LIST, NEGATIVE, NUMBER, text

VERSION = "1.5.2"
REINSTALL = f"Install it again: pip install --force-reinstall pagefind-bin=={VERSION}"

_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_WEIGHT_UNIT = 24  # what Pagefind writes for the weight 1
_PAIR = LIST[2]

# Of its script only the bridge to WebAssembly is used, which is everything between these marks.
_BRIDGE_START = f'const pagefind_version="{VERSION}";let wasm_bindgen=(function(exports){{'
_BRIDGE_END = "})({__proto__:null});"
_AFTER_BRIDGE = "var __defProp="
_BRIDGE_FUNCTIONS = ("init_pagefind", "load_index_chunk", "enter_playground_mode", "search")

# By weight the texts of a page as keys, each with the position of its first key.
Runs = Mapping[float, Sequence[tuple[int, Sequence[str]]]]


class IndexWriter:
    """An index, to which pages are added one after another."""

    def __init__(self) -> None:
        self._lengths: list[int] = []  # of each page, in keys
        self._entries: dict[str, list[Any]] = {}  # by key the last page, the number of pages, the encoded pieces

    def add(self, runs: Runs, length: int) -> Iterable[str]:
        """Add a page of that many keys; gives the keys that it has, each once."""
        page = len(self._lengths)
        self._lengths.append(length)
        positions = _positions(runs)
        entries = self._entries
        for key, encoded in positions.items():
            entry = entries.get(key)
            if entry is None:
                entries[key] = entry = [0, 0]
            entry += (_PAIR, NUMBER[page - entry[0]], LIST[len(encoded)], *encoded)
            entry[0] = page
            entry[1] += 1
        return positions.keys()

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Each key and its entry, in no order."""
        for key, (_, pages, *pieces) in self._entries.items():
            yield key, b"".join((_PAIR, text(key), LIST[pages], *pieces))

    def metadata(self) -> bytes:
        """The metadata of an index whose pages are named by their number, with no chunks, filters, sorts or fields."""
        pages = [_PAIR + text(str(number)) + NUMBER[length] for number, length in enumerate(self._lengths)]
        return b"".join((LIST[6], text(VERSION), LIST[len(pages)], *pages, *[LIST[0]] * 4))


def chunk(entries: Sequence[bytes]) -> bytes:
    """A part of the index, which is loaded as a whole."""
    return b"".join((LIST[1], LIST[len(entries)], *entries))


def _positions(runs: Runs) -> dict[str, list[bytes]]:
    """The encoded positions of each key of a page, by weight and then in order."""
    found: dict[str, list[bytes]] = {}
    for weight, texts in sorted(runs.items()):
        mark = NEGATIVE[int(weight * _WEIGHT_UNIT)]
        last: dict[str, int] = {}
        for start, keys in texts:
            for position, key in enumerate(keys, start):
                if key in last:
                    found[key].append(NUMBER[position - last[key]])
                elif key in found:
                    found[key] += (mark, NUMBER[position])
                else:
                    found[key] = [mark, NUMBER[position]]
                last[key] = position
    return found


def languages(folder: Path) -> dict[str, bool]:
    """The languages of the pages that Pagefind indexed into a folder, and whether it has a stemmer for them."""
    with _reading():
        entry = json.loads((folder / _ENTRY).read_bytes())
        return {language: about["wasm"] is not None for language, about in entry["languages"].items()}


def is_index(folder: Path) -> bool:
    """Whether Pagefind wrote its files into a folder."""
    return (folder / _ENTRY).is_file()


def read_index(folder: Path, language: str) -> Iterator[tuple[str, dict[int, list[int]]]]:
    """For each key of one language its positions, by Pagefind's number of the page. Raises BuildError.

    Pagefind strips marks from 한국 and が, keeps what was written as a "form" of what is left, and leaves the latter's
    pages empty; to us the form is the key.
    """
    for key, pages in read_entries(folder, language):
        with _reading():
            yield key, {page: list(_absolute(steps)) for page, steps in pages.items()}


def read_entries(folder: Path, language: str) -> Iterator[tuple[str, dict[int, list[int]]]]:
    """As `read_index`, but positions as they are written: differences, and weights."""
    with _reading():
        for path in (folder / "index").glob(f"{language}_*.pf_index"):
            for key, pages, forms in cbor2.loads(unpack(path))[0]:
                for form, found in ([key, pages], *forms):
                    if found:
                        yield form, dict(by_page(found))


def by_page(pages: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[int]]]:
    """The number of each page of an entry, and what is written of it."""
    page = 0
    for step, steps, *_ in pages:
        page += step
        yield page, steps


def _absolute(steps: Iterable[int]) -> Iterator[int]:
    position = 0
    for number in steps:
        position = 0 if number < 0 else position + number
        if number >= 0:
            yield position


def wasm(folder: Path, language: str = "unknown") -> bytes:
    """Pagefind's search as WebAssembly, with the stemmer of a language."""
    with _reading():
        return unpack(folder / f"wasm.{language}.pagefind")


def bridge(folder: Path) -> str:
    """What calls it: an expression of JavaScript, a function that gives it. Raises BuildError."""
    with _reading():
        code = (folder / "pagefind.js").read_text(encoding="utf-8")
    inside, end, _ = code.partition(_BRIDGE_END + _AFTER_BRIDGE)
    known = all(inside.count(f"function {name}(") == 1 for name in _BRIDGE_FUNCTIONS)
    if not (end and known and code.startswith(_BRIDGE_START)):
        raise BuildError("the search index cannot be built: Pagefind's script is not the one known", hint=REINSTALL)
    # Two parameters hide the names behind which it would look for the page and the network.
    return f"function(document,fetch){{{inside}{_BRIDGE_END}return wasm_bindgen;}}"


def unpack(path: Path) -> bytes:
    """The content of one of Pagefind's compressed files."""
    data = zlib.decompress(path.read_bytes(), wbits=31)
    if not data.startswith(_SIGNATURE):
        raise ValueError(f"{path.name} lacks its signature")
    return data[len(_SIGNATURE) :]


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (LookupError, ValueError, TypeError, zlib.error, cbor2.CBORDecodeError, OSError) as error:
        message = f"the search index cannot be built: Pagefind's files cannot be read ({error!r})"
        raise BuildError(message, hint="Is the disk full? " + REINSTALL) from error
