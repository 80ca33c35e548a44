"""Make the search index: documents → shards → the files of the bundle.

Each shard is indexed on its own, maybe in another process, or taken from the cache if its documents are the same. Of a
document nothing is held once its shard is cut, however large the archive is.
"""

import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from site_builder.common.problems import BuildError
from site_builder.common.workers import WorkerPool
from site_builder.search.bundle import Firsts, manifest, pack_engine, pack_names, pack_shard, pack_stems
from site_builder.search.cache import CachedFile, load, store
from site_builder.search.document import DocumentRef
from site_builder.search.names import NameForms
from site_builder.search.pagefind.format import VERSION
from site_builder.search.pagefind.program import check_version, program
from site_builder.search.pagefind.stems import find_stems
from site_builder.search.postings import Postings
from site_builder.search.shards import Shard, cut, short_digest

# In the cache, beside files of the bundle: the words of a shard by language; the first keys of files of lists.
VOCABULARY = "vocabulary.json"
FIRSTS = "firsts.json"


class IndexDirs(msgspec.Struct, frozen=True):
    """Where an index is made.

    `work` is an empty folder for the length of the build. `cache` keeps what need not be indexed again, and holds the
    bundle's files. `fingerprint` stands for the program: what another one left in the cache is not taken.
    """

    work: Path
    cache: Path
    fingerprint: str

    def cached(self, name: str, *parts: bytes) -> Path:
        """The folder of the cache for files of this name, which follow from these parts."""
        made_by = [self.fingerprint, VERSION, zlib.ZLIB_RUNTIME_VERSION]
        return self.cache / f"{name}-{short_digest(made_by, *parts)}"


class SearchBundle(msgspec.Struct, frozen=True):
    """The search bundle: its files in the cache by their address in it, and the text of its manifest."""

    files: tuple[tuple[str, CachedFile], ...]
    manifest: str


def build_index(
    documents: Iterable[DocumentRef], dirs: IndexDirs, *, pool: WorkerPool | None = None,
    progress: Callable[[int], None] = lambda _: None, names: NameForms | None = None,
) -> SearchBundle:  # fmt: skip
    """Make the search bundle of documents that come in order (`shards.in_order`). Raises BuildError.

    Where there are many, shards are indexed in the processes of the `pool`. `progress` is called with the number of
    documents done. `names` are forms of names, offered to who searches for another.
    """
    executable = program()
    check_version(executable)
    try:
        dirs.work.mkdir(parents=True, exist_ok=True)
        dirs.cache.mkdir(parents=True, exist_ok=True)
        shards = _IndexedShards(dirs, progress)
        shards.index(documents, pool or WorkerPool(1))
        engine = _engine(dirs, executable, shards.vocabulary(), names or {})
        _forget(dirs.cache, {engine, *map(dirs.cached, shards.files)})
        return _bundle(shards, engine)
    except OSError as error:
        message = f"the search index cannot be written: {error.strerror or error}"
        raise BuildError(message, path=str(error.filename or dirs.work)) from error


class _IndexedShards:
    """The shards of an index: what the manifest says of each, oldest first, and the files of each by its name."""

    def __init__(self, dirs: IndexDirs, progress: Callable[[int], None]) -> None:
        self._dirs, self._progress, self._done = dirs, progress, 0
        self.summaries: list[dict[str, Any]] = []
        self.files: dict[str, Sequence[CachedFile]] = {}

    def index(self, documents: Iterable[DocumentRef], pool: WorkerPool) -> None:
        """Cut them into shards, and index those that are not in the cache."""
        self._progress(0)
        work = partial(_index_shards, self._dirs)
        for name, count, files in pool.map(work, self._missing(documents), few=1, batch=1):
            self._add(name, count, files)

    def _missing(self, documents: Iterable[DocumentRef]) -> Iterator[Shard]:
        for shard in cut(documents):
            self.summaries.append(shard.summary())
            files = load(self._dirs.cached(shard.name))
            if files is None:
                yield shard
            else:
                self._add(shard.name, len(shard.documents), files)

    def _add(self, name: str, count: int, files: Sequence[CachedFile]) -> None:
        self.files[name] = files
        self._done += count
        self._progress(self._done)

    def vocabulary(self) -> dict[str, list[str]]:
        """The words of all shards, by language."""
        vocabulary: dict[str, set[str]] = {}
        for name in self.files:
            data = (self._dirs.cached(name) / VOCABULARY).read_bytes()
            for language, words in msgspec.json.decode(data).items():
                vocabulary.setdefault(language, set()).update(words)
        return {language: sorted(words) for language, words in sorted(vocabulary.items())}


def _index_shards(dirs: IndexDirs, shards: Sequence[Shard]) -> list[tuple[str, int, list[CachedFile]]]:
    """Index shards and leave their files in the cache; gives of each its name and how many documents it has."""
    return [(shard.name, len(shard.documents), _index_shard(dirs, shard)) for shard in shards]


def _index_shard(dirs: IndexDirs, shard: Shard) -> list[CachedFile]:
    documents = [ref.load() for ref in shard.documents]
    index = Postings()
    for document in documents:
        index.add(document)
    folder = dirs.work / shard.name
    pack_shard(folder, shard.name, documents, index)
    (folder / VOCABULARY).write_bytes(msgspec.json.encode(index.words()))
    return store(folder, dirs.cached(shard.name))


def _engine(dirs: IndexDirs, executable: Path, vocabulary: Mapping[str, Sequence[str]], names: NameForms) -> Path:
    """The cached folder with what is common to all shards: code, stems, forms of names."""
    cached = dirs.cached("engine", msgspec.json.encode(vocabulary), msgspec.json.encode(names))
    if load(cached) is not None:
        return cached
    with tempfile.TemporaryDirectory(dir=dirs.work) as work:
        stems, pagefind_files = find_stems(executable, vocabulary, Path(work))
        folder = Path(work, "ours")
        folder.mkdir()
        pack_engine(folder, pagefind_files, stems)
        by_language = {language: pack_stems(folder, language, groups) for language, groups in stems.items()}
        (folder / FIRSTS).write_bytes(msgspec.json.encode(Firsts(by_language, pack_names(folder, names))))
        store(folder, cached)
    return cached


def _bundle(shards: _IndexedShards, engine: Path) -> SearchBundle:
    """The bundle of these shards, newest first."""
    summaries = shards.summaries[::-1]
    files = [(file.name, file) for file in load(engine) or ()]
    files += [(f"{shard['name']}/{file.name}", file) for shard in summaries for file in shards.files[shard["name"]]]
    firsts = msgspec.json.decode((engine / FIRSTS).read_bytes(), type=Firsts)
    scripts = tuple((address, file) for address, file in files if address.endswith(".js"))
    return SearchBundle(scripts, manifest(summaries, firsts))


def _forget(cache: Path, used: set[Path]) -> None:
    """Remove from the cache what this build had no use for."""
    for path in cache.iterdir():
        if path.is_dir() and path.name.lstrip(".").startswith(("s-", "engine-")) and path not in used:
            shutil.rmtree(path, ignore_errors=True)
