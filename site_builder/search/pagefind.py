"""Run the Pagefind program on a folder of pages and read what it wrote.

Pagefind numbers pages in the order in which the file system lists them, cuts its index at places that follow from
that, and names files by digests over all of it: no two machines give the same bytes. So its index is read back into
plain lists (`Index`), put in our order, and written anew by `pack`.

The format is Pagefind's own, undocumented one: gzip, a signature, then CBOR. This is why only one version will do.
"""

import importlib.util
import json
import os
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path

import msgspec

from site_builder.problems import CannotGoOn

VERSION = "1.5.2"
SIGNATURE = b"pagefind_dcd"
REINSTALL = f"Install it again: pip install --force-reinstall pagefind-bin=={VERSION}"

# The bytes that a CBOR integer takes, by its first byte.
_WIDTH = bytes({24: 2, 25: 3, 26: 5, 27: 9}.get(head & 31, 1) for head in range(256))


class Posting(msgspec.Struct, frozen=True, gc=False):
    """The places of a key in one page, as Pagefind encoded them, and how many they are."""

    page: int
    places: bytes
    count: int

    def numbers(self) -> list[int]:
        """The places as numbers: each is what it adds to the one before, or to 0 where the weight changes."""
        found, place = [], 0
        entries, at = _head(self.places, 0)
        for _ in range(entries):
            negative = self.places[at] >= 0x20
            value, at = _head(self.places, at)
            place = 0 if negative else place + value
            if not negative:
                found.append(place)
        return found


class Index(msgspec.Struct, frozen=True):
    """One language of what Pagefind wrote, with its pages numbered as the files were."""

    pages: int
    postings: dict[str, list[Posting]]
    stemmed: bool


def program() -> Path:
    """The Pagefind executable that the package `pagefind-bin` installs."""
    spec = importlib.util.find_spec("pagefind_bin")
    for folder in (spec and spec.submodule_search_locations) or ():
        for name in ("pagefind", "pagefind.exe"):
            if (found := Path(folder) / name).is_file():
                return found
    raise CannotGoOn("the search index cannot be built: Pagefind is not installed", hint=REINSTALL)


def check_version(executable: Path) -> None:
    """Refuse any Pagefind but the one whose files we know how to read."""
    words = _run([str(executable), "--version"], cwd=None).split()
    if words[-1:] != [VERSION]:
        found = " ".join(words) or "nothing"
        message = f"the search index cannot be built: Pagefind {VERSION} is needed, and {executable} is “{found}”"
        raise CannotGoOn(message, hint=REINSTALL)


def index_pages(executable: Path, site: Path, bundle: Path) -> None:
    """Have Pagefind index the pages in `site` and write its files into `bundle`."""
    # It runs in the folder of the pages, from which relative paths would lead elsewhere.
    command = [executable, "--site", site.resolve(), "--output-path", bundle.resolve(), "--silent"]
    _run([str(word) for word in command], cwd=site)
    if not (bundle / "pagefind-entry.json").is_file():
        raise CannotGoOn("the search index cannot be built: Pagefind wrote nothing", hint=REINSTALL)


def read_index(bundle: Path, language: str) -> Index:
    """What Pagefind found in the pages of one language."""
    try:
        entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
        about = entry["languages"][language]
        order = _page_order(bundle, about["hash"])
        postings = _postings(bundle, language, order)
    except (KeyError, IndexError, ValueError, zlib.error, OSError) as error:
        message = f"the search index cannot be built: Pagefind's files cannot be read ({error!r})"
        raise CannotGoOn(message, hint="Is the disk full? " + REINSTALL) from error
    return Index(len(order), postings, about["wasm"] is not None)


def unpacked(path: Path) -> bytes:
    """The content of one of Pagefind's compressed files."""
    data = zlib.decompress(path.read_bytes(), wbits=31)
    if not data.startswith(SIGNATURE):
        raise ValueError(f"{path.name} lacks its signature")
    return data[len(SIGNATURE) :]


def _run(command: list[str], cwd: Path | None) -> str:
    # Pagefind also takes its settings from the environment and from files in the current folder.
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND_")}
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    except OSError as error:
        message = f"the search index cannot be built: Pagefind does not start ({error.strerror or error})"
        raise CannotGoOn(message, hint=REINSTALL) from error
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise CannotGoOn(_failure(done.returncode, said), hint="Is there enough memory and disk space?")
    return done.stdout.decode("utf-8", "replace")


def _failure(code: int, said: list[str]) -> str:
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    return f"the search index cannot be built: Pagefind {how}" + (f": {said[-1]}" if said else "")


def _page_order(bundle: Path, meta: str) -> Mapping[int, int]:
    """From Pagefind's number of a page to ours, which is in the page's file name."""
    numbers = {}
    for path in (bundle / "fragment").iterdir():
        url: str = json.loads(unpacked(path))["url"]
        numbers[path.name.removesuffix(".pf_fragment")] = int(url.strip("/").removesuffix(".html"))
    data = unpacked(bundle / f"pagefind.{meta}.pf_meta")
    _, at = _text(data, 1)
    count, at = _head(data, at)
    order = {}
    for theirs in range(count):
        name, at = _text(data, at + 1)
        at += _WIDTH[data[at]]
        order[theirs] = numbers[name]
    return order


def _postings(bundle: Path, language: str, order: Mapping[int, int]) -> dict[str, list[Posting]]:
    postings: dict[str, list[Posting]] = {}
    for path in (bundle / "index").glob(f"{language}_*.pf_index"):
        for key, found in _chunk(unpacked(path), order):
            found.sort(key=attrgetter("page"))
            postings[key] = found
    return postings


def _chunk(data: bytes, order: Mapping[int, int]) -> Iterator[tuple[str, list[Posting]]]:
    """The keys of a chunk: `[[key, pages, [[form, pages], …]], …]` within a list of one.

    Pagefind strips marks from 한국 and が, keeps what was written as a "form" of what is left, and leaves the
    latter's pages empty; to us the form is the key.
    """
    count, at = _head(data, 1)
    for _ in range(count):
        key, at = _text(data, at + 1)
        found, at = _pages(data, at, order)
        if found:
            yield key, found
        forms, at = _head(data, at)
        for _ in range(forms):
            form, at = _text(data, at + 1)
            found, at = _pages(data, at, order)
            yield form, found


def _pages(data: bytes, at: int, order: Mapping[int, int]) -> tuple[list[Posting], int]:
    """The pages of a key: `[[page minus the one before, places, places in metadata], …]`.

    There are a million of them, so that numbers below 24, which most are, are read in place.
    """
    found = []
    page = 0
    count, at = _head(data, at)
    for _ in range(count):
        more = data[at + 1]
        more, at = (more, at + 2) if more < 24 else _head(data, at + 1)
        page += more
        start = at
        places = data[at] & 31
        places, at = (places, at + 1) if places < 24 else _head(data, at)
        for _ in range(places):
            head = data[at]
            if head >= 0x20:  # a negative number: not a place but the weight of those that follow
                places -= 1
            at += _WIDTH[head]
        found.append(Posting(order[page], data[start:at], places))
        if data[at] != 0x80:
            raise ValueError("unexpected metadata")
        at += 1
    return found, at


def _head(data: bytes, at: int) -> tuple[int, int]:
    """The number in the first bytes of a CBOR item: its value, its length or its count."""
    low = data[at] & 31
    if low < 24:
        return low, at + 1
    end = at + _WIDTH[low]
    return int.from_bytes(data[at + 1 : end], "big"), end


def _text(data: bytes, at: int) -> tuple[str, int]:
    length, at = _head(data, at)
    return data[at : at + length].decode("utf-8"), at + length
