"""What Pagefind itself makes of documents: the measure for the index that is written here.

Pagefind sees a page for each document: a line for each text, of the keys that the text is cut into, with the text's
weight, in the language `und`, which has no stemmer.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cbor2

from site_builder.pages.fields import WEIGHTS
from site_builder.search.document import Document
from site_builder.search.pagefind.format import by_page, read_entries, unpack
from site_builder.search.pagefind.program import index_pages, program
from site_builder.search.postings import Postings
from site_builder.search.tokens import keys

# Stands between two texts, so that no phrase reaches over the boundary; no token has this key.
GAP = "0"

# Of each key the steps in each document: a negative number is a weight, others lead from place to place.
Index = dict[str, dict[int, list[int]]]


def ours(documents: Sequence[Document]) -> Index:
    """The index that is written here, read back."""
    postings = Postings()
    for document in documents:
        postings.add(document)
    entries = [cbor2.loads(entry) for key, entry in postings.entries()]
    return {key: dict(by_page(pages)) for key, pages in entries}


def theirs(documents: Sequence[Document], work: Path) -> Index:
    """The index that Pagefind writes."""
    bundle = indexed(documents, work)
    order = _order(bundle)
    assert sorted(order) == list(range(len(documents)))
    entries = read_entries(bundle, "und")
    return {key: {order[n]: steps for n, steps in pages.items()} for key, pages in entries if key != GAP}


def indexed(documents: Sequence[Document], work: Path) -> Path:
    """The folder that Pagefind writes."""
    site, bundle = work / "site", work / "bundle"
    site.mkdir(parents=True)
    for number, document in enumerate(documents):
        (site / f"{number}.html").write_text(_page(document), encoding="utf-8")
    index_pages(program(), site, bundle)
    return bundle


def _page(document: Document) -> str:
    # The gap stands last: Pagefind ends a paragraph with a full stop, and would cut a number that carried it.
    lines = [
        f'<p data-pagefind-weight="{WEIGHTS[name]}">{" ".join([*keys(text), GAP])}</p>'
        for name, texts in document.fields
        for text in texts
    ]
    return f'<!doctype html><html lang="und"><body data-pagefind-body>{"".join(lines) or GAP}</body></html>'


def _order(bundle: Path) -> list[int]:
    """For Pagefind's number of a page the document's: it numbers pages as the file system lists them."""
    urls = {path.stem: json.loads(unpack(path))["url"] for path in (bundle / "fragment").iterdir()}
    return [int(urls[page[0]].strip("/").removesuffix(".html")) for page in metadata(bundle)[1]]


def metadata(bundle: Path) -> list[Any]:
    """Pagefind's metadata of the pages without language."""
    (file,) = bundle.glob("pagefind.und_*.pf_meta")
    found: list[Any] = cbor2.loads(unpack(file))
    return found
