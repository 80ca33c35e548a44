"""Search bundles of single documents, as a site would hold them."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec

from site_builder.archive.article import info_of, read_body
from site_builder.common.workers import WorkerPool
from site_builder.pages.page import PlanContext
from site_builder.search.cache import LIST
from site_builder.search.document import Document, DocumentRef
from site_builder.search.documents import documents
from site_builder.search.index import IndexDirs, SearchBundle, build_index
from site_builder.search.shards import in_order


class IndexReport(msgspec.Struct, frozen=True):
    """What an index has, and how much of it was made now."""

    documents: int
    characters: int
    shards: int
    files: int
    size: int  # in bytes
    indexed: int  # of the shards, those that were not in the cache
    languages: tuple[str, ...]  # those whose words are also found by their stem


def documents_of(context: PlanContext) -> list[Document]:
    """What the index of an archive is made of."""
    archive = context.archive
    bodies = {f"articles/{one.name}": info_of(read_body(archive.article_file(one))) for one in archive.articles}
    return [ref.load() for ref in documents(context, bodies, words={}, lookups=lambda _: ())][::-1]


def ref_to(document: Document) -> DocumentRef:
    """What the index is given of a document that is there as a whole."""
    return DocumentRef(
        document, document.characters, blake2b(msgspec.msgpack.encode(document), digest_size=16).digest()
    )


def write_bundle(
    documents: Iterable[Document],
    folder: Path,
    *,
    cache: Path | None = None,
    pool: WorkerPool | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> IndexReport:
    """Write the bundle into a folder, which is replaced when all is done."""
    given = in_order(documents, date=lambda document: document.date, href=lambda document: document.href)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        dirs = IndexDirs(Path(work, "work"), cache or Path(work, "cache"), "the tests'")
        before = _lists(dirs.cache)
        bundle = build_index(map(ref_to, given), dirs, pool=pool, progress=progress)
        staged = Path(work, "staged")
        for address, file in bundle.files:
            (staged / address).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, staged / address)
        staged.mkdir(exist_ok=True)
        (staged / "manifest.js").write_text(bundle.manifest, encoding="utf-8", newline="\n")
        report = _report(given, bundle, staged, indexed=len(_lists(dirs.cache) - before))
        if folder.exists():
            shutil.rmtree(folder)
        staged.rename(folder)
    return report


def _lists(cache: Path) -> set[tuple[Path, int, int]]:
    """The lists of cached shards, by which is told whether one was stored anew."""
    stats = ((file, file.stat()) for file in cache.glob(f"s-*/{LIST}"))
    return {(file, stat.st_ino, stat.st_mtime_ns) for file, stat in stats}


def _report(documents: list[Document], bundle: SearchBundle, folder: Path, *, indexed: int) -> IndexReport:
    about = json.loads(bundle.manifest.partition(",")[2].rpartition(")")[0])
    sizes = [file.stat().st_size for file in folder.rglob("*.js")]
    return IndexReport(
        documents=sum(shard["documents"] for shard in about["shards"]),
        characters=sum(document.characters for document in documents), shards=len(about["shards"]), files=len(sizes),
        size=sum(sizes), indexed=indexed, languages=tuple(about["stems"]),
    )  # fmt: skip
