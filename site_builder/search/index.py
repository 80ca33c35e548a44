"""Build the search bundle of an archive of any size.

Pagefind keeps everything it indexes in memory, some 0.6 GB for a million characters. So the documents are laid
down in a file as they come, sorted by date, and cut into shards of about that size, each indexed on its own.

Where to cut depends on the documents near the cut only (`cut`), so that an article added or corrected leaves all
other shards as they are; and a shard whose documents are the same is taken from the cache.
"""

import contextlib
import hashlib
import itertools
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from site_builder.problems import CannotGoOn
from site_builder.search import pack, pagefind, stems
from site_builder.search.document import Document, IndexReport
from site_builder.search.shadow import shadow, write_pages

# The size of a shard in characters of text: at least, about, and at most.
SMALLEST, USUAL, LARGEST = 600_000, 1_000_000, 1_500_000

# What a document costs beside its text.
PER_DOCUMENT = 200

# Lies in a cached shard beside the files of the bundle.
VOCABULARY = "vocabulary.json"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What is kept in memory of a document."""

    date: str
    href: str
    cost: int
    characters: int
    digest: bytes
    offset: int
    length: int
    date_end: str = ""  # the last day that the date may mean


class Shard(msgspec.Struct, frozen=True):
    """Documents that are indexed together, newest first."""

    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The shard's folder: it follows from the documents."""
        return "s-" + _digest([str(pack.FORMAT), pagefind.VERSION], *(e.digest for e in self.entries))

    def summary(self) -> dict[str, Any]:
        """What the manifest says of it."""
        newest, oldest = self.entries[0], self.entries[-1]
        until = max(entry.date_end for entry in self.entries)
        dates = {"from": oldest.date, "to": newest.date, "until": until}
        return {"name": self.name, "documents": len(self.entries), **dates}


class Workshop(msgspec.Struct, frozen=True):
    """Where the work is done and with what."""

    executable: Path
    work: Path
    cache: Path
    spool: Path


def build_index(
    documents: Iterable[Document],
    destination: Path,
    *,
    cache: Path | None = None,
    progress: Callable[[int], None] | None = None,
    published: Path | None = None,
    executable: Path | None = None,
) -> IndexReport:
    """Write the search bundle of these documents into the folder `destination`, which is complete or as it was.

    `cache` is a folder that keeps what need not be indexed again; `progress` is called with the number of
    documents done. Where `published` is a bundle as an earlier build left it, its shards that are still right are
    not written again: the report names them as `kept`, and the caller leaves those folders where they are.
    """
    executable = executable or pagefind.program()
    pagefind.check_version(executable)
    try:
        with _work_folder(destination) as work:
            shop = Workshop(executable, work, cache or work / "cache", work / "documents")
            shop.cache.mkdir(parents=True, exist_ok=True)
            shards = cut(_lay_down(documents, shop.spool))
            report = _build(shop, shards, published, progress or (lambda _: None))
            _move(work / "bundle", destination, work / "previous")
            return report
    except OSError as error:
        message = f"the search index cannot be written: {error.strerror or error}"
        raise CannotGoOn(message, path=str(error.filename or destination)) from error


def cut(entries: Iterable[Entry]) -> list[Shard]:
    """Shards of about the usual size, newest first; undated documents come last, apart.

    From the smallest size on, a document whose address happens to hash low ends its shard. Greedy filling would
    move every later cut whenever an old article grows.
    """
    newest_first = sorted(sorted(entries, key=lambda e: e.href), key=lambda e: e.date, reverse=True)
    shards: list[Shard] = []
    current: list[Entry] = []
    total = 0
    for entry in reversed(newest_first):  # from the oldest, since it is at the newest end that an archive grows
        if current and (total + entry.cost > LARGEST or bool(entry.date) != bool(current[-1].date)):
            shards.append(_shard(current))
            current, total = [], 0
        current.append(entry)
        total += entry.cost
        if total >= SMALLEST and _chance(entry.href) * (USUAL - SMALLEST) < entry.cost:
            shards.append(_shard(current))
            current, total = [], 0
    if current:
        shards.append(_shard(current))
    return shards[::-1]


def _shard(oldest_first: Sequence[Entry]) -> Shard:
    return Shard(tuple(reversed(oldest_first)))


def _chance(href: str) -> float:
    """A number from 0 to 1 that follows from an address."""
    return int.from_bytes(hashlib.blake2b(href.encode("utf-8"), digest_size=4).digest(), "big") / 2**32


def _lay_down(documents: Iterable[Document], spool: Path) -> Iterator[Entry]:
    encoder = msgspec.msgpack.Encoder()
    with spool.open("wb") as file:
        for document in documents:
            data = encoder.encode(document)
            yield Entry(
                document.date,
                document.href,
                document.characters + PER_DOCUMENT,
                document.characters,
                hashlib.blake2b(data, digest_size=16).digest(),
                file.tell(),
                len(data),
                document.date_end,
            )
            file.write(data)


def _build(
    shop: Workshop, shards: Sequence[Shard], published: Path | None, progress: Callable[[int], None]
) -> IndexReport:
    recipe = _recipe()
    cached = {shard.name: shop.cache / f"{shard.name}-{recipe}" for shard in shards}
    missing = [shard for shard in shards if not cached[shard.name].is_dir()]
    done = sum(len(shard.entries) for shard in shards) - sum(len(shard.entries) for shard in missing)
    progress(done)
    for shard in _index_shards(shop, missing, cached):
        done += len(shard.entries)
        progress(done)
    bundle = shop.work / "bundle"
    bundle.mkdir()
    kept = {name for name, folder in cached.items() if published and _same_files(folder, published / name)}
    for name in cached.keys() - kept:
        _copy(cached[name], bundle / name)
    engine = _engine(shop, _vocabulary(cached.values()), recipe)
    languages = _take_engine(engine, bundle, [shard.summary() for shard in shards])
    _forget(shop.cache, {engine.name, *(folder.name for folder in cached.values())})
    report = _report(shards, [bundle, *(cached[name] for name in kept)])
    return msgspec.structs.replace(report, indexed=len(missing), kept=tuple(sorted(kept)), languages=languages)


def _report(shards: Sequence[Shard], folders: Sequence[Path]) -> IndexReport:
    """What the index holds."""
    sizes = [path.stat().st_size for folder in folders for path in folder.rglob("*.js")]
    entries = [entry for shard in shards for entry in shard.entries]
    characters = sum(entry.characters for entry in entries)
    return IndexReport(len(entries), characters, len(shards), len(sizes), sum(sizes))


def _index_shards(shop: Workshop, shards: Sequence[Shard], cached: Mapping[str, Path]) -> Iterator[Shard]:
    """Index these shards and leave their files in the cache.

    While one is packed, which is Python's work, Pagefind has the next; never two, for its memory.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        given = None
        for shard, following in itertools.zip_longest(shards, shards[1:]):
            given = given or pool.submit(_give_to_pagefind, shop, shard)
            indexed = given.result()
            given = pool.submit(_give_to_pagefind, shop, following) if following else None
            _pack(indexed, shard.name, cached[shard.name])
            yield shard


class Given(msgspec.Struct, frozen=True):
    """What is known of a shard when Pagefind has indexed it."""

    folder: Path
    documents: list[Document]
    lengths: list[int]
    vocabulary: dict[str, set[str]]


def _give_to_pagefind(shop: Workshop, shard: Shard) -> Given:
    folder = shop.work / shard.name
    with shop.spool.open("rb") as spool:
        documents = [_document(spool, entry) for entry in shard.entries]
    shadows = [shadow(document) for document in documents]
    write_pages(folder / "site", (made.html for made in shadows))
    pagefind.index_pages(shop.executable, folder / "site", folder / "theirs")
    vocabulary: dict[str, set[str]] = {}
    for document, made in zip(documents, shadows, strict=True):
        vocabulary.setdefault(document.base_language, set()).update(made.words)
    return Given(folder, documents, [made.length for made in shadows], vocabulary)


def _pack(given: Given, name: str, cached: Path) -> None:
    ours = given.folder / "ours"
    index = pagefind.read_index(given.folder / "theirs", "und")
    pack.pack_shard(ours, name, given.documents, given.lengths, index)
    words = {language: sorted(found) for language, found in given.vocabulary.items() if language != "und"}
    (ours / VOCABULARY).write_bytes(msgspec.json.encode(words))
    _keep(ours, cached)
    shutil.rmtree(given.folder)


def _vocabulary(cached: Iterable[Path]) -> dict[str, set[str]]:
    """The words of all shards, by language."""
    vocabulary: dict[str, set[str]] = {}
    for folder in cached:
        for language, words in msgspec.json.decode((folder / VOCABULARY).read_bytes()).items():
            vocabulary.setdefault(language, set()).update(words)
    return vocabulary


def _engine(shop: Workshop, vocabulary: dict[str, set[str]], recipe: str) -> Path:
    """The cached folder with what is common to all shards: code, and stems."""
    words = {language: sorted(found) for language, found in sorted(vocabulary.items())}
    cached = shop.cache / f"engine-{_digest([recipe], msgspec.json.encode(words))}"
    if cached.is_dir():
        return cached
    with tempfile.TemporaryDirectory(dir=shop.work) as folder:
        found, theirs = stems.find_stems(shop.executable, words, Path(folder))
        ours = Path(folder, "ours")
        ours.mkdir()
        pack.pack_engine(ours, theirs, found)
        firsts = {language: pack.pack_stems(ours, language, groups) for language, groups in found.items()}
        (ours / VOCABULARY).write_bytes(msgspec.json.encode(firsts))
        _keep(ours, cached)
    return cached


def _take_engine(cached: Path, bundle: Path, shards: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    _copy(cached, bundle)
    firsts = msgspec.json.decode((cached / VOCABULARY).read_bytes())
    pack.pack_manifest(bundle, shards, firsts)
    return tuple(firsts)


def _copy(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for path in source.glob("*.js"):
        shutil.copyfile(path, target / path.name)


def _keep(folder: Path, cached: Path) -> None:
    """Put a finished folder into the cache, where it appears whole; the cache may lie on another disk."""
    try:
        folder.rename(cached)
    except OSError:
        staged = cached.with_name(f".{cached.name}")
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        for path in folder.iterdir():
            shutil.copyfile(path, staged / path.name)
        staged.rename(cached)


def _forget(cache: Path, used: set[str]) -> None:
    """Remove from the cache what this build had no use for."""
    for path in cache.iterdir():
        if path.is_dir() and path.name.lstrip(".").startswith(("s-", "engine-")) and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)


def _same_files(cached: Path, published: Path) -> bool:
    """Whether a shard lies in its place already: its name follows from its content, so sizes are enough."""
    if not published.is_dir():
        return False
    sizes = [{e.name: e.stat().st_size for e in os.scandir(f) if e.name.endswith(".js")} for f in (cached, published)]
    return sizes[0] == sizes[1]


def _recipe() -> str:
    """A digest of everything beside the documents that the cached files follow from."""
    sources = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.*")) if path.is_file()]
    return _digest([pagefind.VERSION, zlib.ZLIB_RUNTIME_VERSION], *sources)


def _digest(words: Sequence[str], *parts: bytes) -> str:
    digest = hashlib.blake2b("\n".join(words).encode("utf-8"), digest_size=8)
    for part in parts:
        digest.update(hashlib.blake2b(part, digest_size=16).digest())
    return digest.hexdigest()


def _document(spool: BinaryIO, entry: Entry) -> Document:
    spool.seek(entry.offset)
    return msgspec.msgpack.decode(spool.read(entry.length), type=Document)


@contextlib.contextmanager
def _work_folder(destination: Path) -> Iterator[Path]:
    """A folder beside the destination, so that the finished bundle can be renamed into its place."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".search-", dir=destination.parent, ignore_cleanup_errors=True) as work:
        yield Path(work)


def _move(bundle: Path, destination: Path, previous: Path) -> None:
    """Put the finished bundle into its place; what was there goes with the work folder."""
    if destination.exists():
        destination.rename(previous)
    bundle.rename(destination)
