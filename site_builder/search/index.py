"""Build the search bundle of an archive of any size.

An index is made in memory, some 0.2 GB for a million characters, and made anew where one article changed. So the
documents, sorted by date, are cut into shards of about that size, each indexed on its own, maybe in another process; of
the others nothing is held but an `Entry`.

Where to cut depends on the documents near the cut only (`cut`), so that an article added or corrected leaves all
other shards as they are; and a shard whose documents are the same is taken from the cache.
"""

import hashlib
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from site_builder.common.problems import BuildError
from site_builder.common.workers import WorkerPool
from site_builder.search import bundle as pack
from site_builder.search.cache import Sealed, keep, sealed
from site_builder.search.document import Document, IndexReport
from site_builder.search.pagefind import program as pagefind
from site_builder.search.pagefind import stems
from site_builder.search.postings import Postings

Outline = TypeVar("Outline")

# The size of a shard in characters of text: at least, but for what is left over at an end or before a text longer than
# a shard; and at most, but for such a text.
SMALLEST, LARGEST = 600_000, 1_000_000

# What a document costs beside its text.
PER_DOCUMENT = 200

# Lies in a cached shard beside the files of the bundle.
VOCABULARY = "vocabulary.json"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What is kept in memory of a document; the digest is of all that its search text follows from."""

    date: str
    href: str
    characters: int
    digest: bytes
    date_end: str = ""  # the last day that the date may mean

    @property
    def cost(self) -> int:
        """What it adds to the size of a shard."""
        return self.characters + PER_DOCUMENT


class Shard(msgspec.Struct, frozen=True):
    """Documents that are indexed together, newest first; the name of its folder follows from them."""

    entries: tuple[Entry, ...]
    name: str

    def summary(self) -> dict[str, Any]:
        """What the manifest says of it."""
        newest, oldest = self.entries[0], self.entries[-1]
        until = max(entry.date_end for entry in self.entries)
        dates = {"from": oldest.date, "to": newest.date, "until": until}
        return {"name": self.name, "documents": len(self.entries), **dates}


class Workshop(msgspec.Struct, frozen=True):
    """Where the work is done and with what."""

    executable: str
    work: str
    cache: str
    fingerprint: str

    def cached(self, name: str) -> Path:
        """The folder of the cache for a shard of this name."""
        return Path(self.cache, f"{name}-{self.fingerprint}")


class Bundle(msgspec.Struct, frozen=True):
    """The search bundle: its files by their address in it, the text of its manifest, and a report."""

    files: tuple[tuple[str, Sealed], ...]
    manifest: str
    report: IndexReport


def build_index(
    entries: Iterable[Entry], outline: Callable[[str], Outline], read: Callable[[Outline], Document], *,
    work: Path, cache: Path, pool: WorkerPool | None = None, salt: str = "",
    progress: Callable[[int], None] | None = None, executable: Path | None = None,
) -> Bundle:  # fmt: skip
    """Make the search bundle of the documents that these entries stand for. Raises BuildError.

    `outline` gives, for an entry's href, what `read` makes the document of, maybe in another process of the `pool`.
    `work` is an empty folder for the length of the build; `cache` keeps what need not be indexed again, and holds the
    bundle's files. `salt` stands for whatever else the documents follow from. `progress` is called with the number of
    documents done.
    """
    executable = executable or pagefind.program()
    pagefind.check_version(executable)
    shop = Workshop(str(executable), str(work), str(cache), _fingerprint(salt))
    try:
        work.mkdir(parents=True, exist_ok=True)
        cache.mkdir(parents=True, exist_ok=True)
        shards = cut(entries)
        return _build(shop, shards, outline, read, pool=pool or WorkerPool(1), progress=progress or (lambda _: None))
    except OSError as error:
        message = f"the search index cannot be written: {error.strerror or error}"
        raise BuildError(message, path=str(error.filename or work)) from error


def cut(entries: Iterable[Entry]) -> list[Shard]:
    """Shards of about the usual size, newest first; undated documents come last, apart.

    Of the documents at which a shard may end, the one ends it whose address hashes lowest: mostly the same one,
    wherever the shard began. Greedy filling would move every later cut whenever an old article grows.
    """
    newest_first = sorted(sorted(entries, key=lambda e: e.href), key=lambda e: e.date, reverse=True)
    oldest_first = newest_first[::-1]  # since it is at the newest end that an archive grows
    shards: list[Shard] = []
    start = 0
    while start < len(oldest_first):
        end = _end(oldest_first, start)
        shards.append(_shard(oldest_first[start:end]))
        start = end
    return shards[::-1]


def _end(entries: Sequence[Entry], start: int) -> int:
    """Where the shard ends that begins at `start`; all that is left may be one."""
    size, low = 0, b""
    chosen = start + 1
    for number in range(start, len(entries)):
        entry = entries[number]
        size += entry.cost
        if number > start and bool(entry.date) != bool(entries[start].date):
            return number
        if number > start and size > LARGEST:
            return chosen if low else number
        if size >= SMALLEST and (not low or _hash(entry) < low):
            low, chosen = _hash(entry), number + 1
    return len(entries)


def _shard(oldest_first: Sequence[Entry]) -> Shard:
    entries = tuple(reversed(oldest_first))
    return Shard(entries, "s-" + _digest([str(pack.FORMAT), pagefind.VERSION], *(e.digest for e in entries)))


def _hash(entry: Entry) -> bytes:
    return hashlib.blake2b(entry.href.encode("utf-8"), digest_size=8).digest()


def _build(
    shop: Workshop,
    shards: Sequence[Shard],
    outline: Callable[[str], Outline],
    read: Callable[[Outline], Document],
    *,
    pool: WorkerPool,
    progress: Callable[[int], None],
) -> Bundle:
    found = {shard.name: sealed(shop.cached(shard.name)) for shard in shards}
    there = {name: files for name, files in found.items() if files is not None}
    missing = [shard for shard in shards if shard.name not in there]
    done = sum(len(shard.entries) for shard in shards) - sum(len(shard.entries) for shard in missing)
    progress(done)
    todo = ((shard.name, [outline(entry.href) for entry in shard.entries]) for shard in missing)
    made = pool.map(partial(_index_shards, shop, read), todo, few=1, batch=1)
    for shard, files in zip(missing, made, strict=True):
        there[shard.name] = files
        done += len(shard.entries)
        progress(done)
    engine = _engine(shop, _vocabulary(shop, shards))
    _forget(Path(shop.cache), {engine.name, *(shop.cached(shard.name).name for shard in shards)})
    return _bundle(shards, there, engine, indexed=len(missing))


def _bundle(
    shards: Sequence[Shard],
    there: Mapping[str, Sequence[Sealed]],
    engine: Path,
    *,
    indexed: int,
) -> Bundle:
    common = sealed(engine) or ()
    files = [(Path(file.path).name, file) for file in common]
    files += [(f"{shard.name}/{Path(file.path).name}", file) for shard in shards for file in there[shard.name]]
    files = [(address, file) for address, file in files if address.endswith(".js")]
    firsts = msgspec.json.decode((engine / VOCABULARY).read_bytes())
    manifest = pack.manifest([shard.summary() for shard in shards], firsts)
    entries = [entry for shard in shards for entry in shard.entries]
    report = IndexReport(
        documents=len(entries), characters=sum(entry.characters for entry in entries), shards=len(shards),
        files=len(files) + 1, size=sum(file.size for _, file in files) + len(manifest.encode()), indexed=indexed,
        languages=tuple(firsts),
    )  # fmt: skip
    return Bundle(tuple(files), manifest, report)


def _index_shards(
    shop: Workshop, read: Callable[[Outline], Document], shards: Sequence[tuple[str, list[Outline]]]
) -> list[list[Sealed]]:
    return [_index_shard(shop, name, [read(outline) for outline in outlines]) for name, outlines in shards]


def _index_shard(shop: Workshop, name: str, documents: Sequence[Document]) -> list[Sealed]:
    """Index a shard and leave its files in the cache."""
    index = Postings()
    for document in documents:
        index.add(document)
    folder = Path(shop.work, name)
    pack.pack_shard(folder, name, documents, index)
    (folder / VOCABULARY).write_bytes(msgspec.json.encode(index.words()))
    return keep(folder, shop.cached(name))


def _vocabulary(shop: Workshop, shards: Iterable[Shard]) -> dict[str, set[str]]:
    """The words of all shards, by language."""
    vocabulary: dict[str, set[str]] = {}
    for shard in shards:
        data = (shop.cached(shard.name) / VOCABULARY).read_bytes()
        for language, words in msgspec.json.decode(data).items():
            vocabulary.setdefault(language, set()).update(words)
    return vocabulary


def _engine(shop: Workshop, vocabulary: dict[str, set[str]]) -> Path:
    """The cached folder with what is common to all shards: code, and stems."""
    words = {language: sorted(found) for language, found in sorted(vocabulary.items())}
    cached = Path(shop.cache, f"engine-{_digest([shop.fingerprint], msgspec.json.encode(words))}")
    if sealed(cached) is not None:
        return cached
    with tempfile.TemporaryDirectory(dir=shop.work) as folder:
        found, theirs = stems.find_stems(Path(shop.executable), words, Path(folder))
        ours = Path(folder, "ours")
        ours.mkdir()
        pack.pack_engine(ours, theirs, found)
        firsts = {language: pack.pack_stems(ours, language, groups) for language, groups in found.items()}
        (ours / VOCABULARY).write_bytes(msgspec.json.encode(firsts))
        keep(ours, cached)
    return cached


def _forget(cache: Path, used: set[str]) -> None:
    """Remove from the cache what this build had no use for."""
    for path in cache.iterdir():
        if path.is_dir() and path.name.lstrip(".").startswith(("s-", "engine-")) and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)


def _fingerprint(salt: str) -> str:
    """A digest of everything beside the documents that the cached files follow from."""
    sources = [
        path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.*")) if path.suffix in (".py", ".json")
    ]
    return _digest([salt, pagefind.VERSION, zlib.ZLIB_RUNTIME_VERSION], *sources)


def _digest(words: Sequence[str], *parts: bytes) -> str:
    digest = hashlib.blake2b("\n".join(words).encode("utf-8"), digest_size=8)
    for part in parts:
        digest.update(hashlib.blake2b(part, digest_size=16).digest())
    return digest.hexdigest()
