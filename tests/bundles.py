"""Search bundles of single documents, as a site would hold them."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec

from site_builder.archive.article import info_of, read_body
from site_builder.common.workers import WorkerPool
from site_builder.pages.page import PlanContext
from site_builder.search.document import Document, IndexReport
from site_builder.search.documents import Documents, read_document
from site_builder.search.index import Entry, build_index


def documents_of(context: PlanContext) -> list[Document]:
    """What the index of an archive is made of."""
    archive = context.archive
    bodies = {f"articles/{one.name}": info_of(read_body(archive.article_file(one))) for one in archive.articles}
    documents = Documents(context, bodies, {})
    return [read_document(documents.reference(entry.href)) for entry in documents.entries()]


def write_bundle(
    documents: Iterable[Document],
    folder: Path,
    *,
    cache: Path | None = None,
    pool: WorkerPool | None = None,
    progress: Callable[[int], None] | None = None,
    executable: Path | None = None,
) -> IndexReport:
    """Write the bundle into a folder, which is replaced when all is done."""
    found = {document.href: document for document in documents}
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        bundle = build_index(
            map(entry_of, found.values()), found.__getitem__, _itself, work=Path(work, "work"),
            cache=cache or Path(work, "cache"), pool=pool, progress=progress, executable=executable,
        )  # fmt: skip
        staged = Path(work, "staged")
        for address, file in bundle.files:
            (staged / address).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, staged / address)
        staged.mkdir(exist_ok=True)
        (staged / "manifest.js").write_text(bundle.manifest, encoding="utf-8", newline="\n")
        if folder.exists():
            shutil.rmtree(folder)
        staged.rename(folder)
    return bundle.report


def entry_of(document: Document) -> Entry:
    """What the index keeps of a document that is there as a whole."""
    digest = blake2b(msgspec.msgpack.encode(document), digest_size=16).digest()
    return Entry(document.date, document.href, document.characters, digest, document.date_end)


def _itself(document: Document) -> Document:
    return document
