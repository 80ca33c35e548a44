"""What Pagefind itself makes of documents: the measure for the index that is written here.

Pagefind sees a page for each document: a line for each text, of the keys that the text is cut into, with the text's
weight, in the language `und`, which has no stemmer.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import cbor2

from site_builder.search.document import WEIGHTS, Document
from site_builder.search.pagefind.program import index_pages, program, unpacked
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
    return {key: dict(_from_start(pages)) for key, pages in entries}


def theirs(documents: Sequence[Document], work: Path) -> Index:
    """The index that Pagefind writes."""
    site, bundle = work / "site", work / "bundle"
    site.mkdir(parents=True)
    for number, document in enumerate(documents):
        (site / f"{number}.html").write_text(_page(document), encoding="utf-8")
    index_pages(program(), site, bundle)
    order = _order(bundle)
    assert sorted(order) == list(range(len(documents)))
    index = {}
    for path in (bundle / "index").glob("und_*.pf_index"):
        for key, pages, forms in cbor2.loads(unpacked(path))[0]:
            for form, found in ([key, pages], *forms):  # 한국 is kept as a form of what it is without its marks
                if found and form != GAP:
                    index[form] = {order[number]: steps for number, steps in _from_start(found)}
    return index


def _page(document: Document) -> str:
    # The gap stands last: Pagefind ends a paragraph with a full stop, and would cut a number that carried it.
    lines = [
        f'<p data-pagefind-weight="{WEIGHTS.get(name, 1.0)}">{" ".join([*keys(text), GAP])}</p>'
        for name, texts in document.fields
        for text in texts
    ]
    return f'<!doctype html><html lang="und"><body data-pagefind-body>{"".join(lines) or GAP}</body></html>'


def _order(bundle: Path) -> list[int]:
    """For Pagefind's number of a page the document's: it numbers pages as the file system lists them."""
    urls = {path.stem: json.loads(unpacked(path))["url"] for path in (bundle / "fragment").iterdir()}
    (meta,) = bundle.glob("pagefind.und_*.pf_meta")
    _, pages, *_ = cbor2.loads(unpacked(meta))
    return [int(urls[page[0]].strip("/").removesuffix(".html")) for page in pages]


def _from_start(pages: list[list[list[int]]]) -> Iterator[tuple[int, list[int]]]:
    """Pages come with the difference to the one before."""
    number = 0
    for step, steps, *_ in pages:
        number += step  # type: ignore[operator]
        yield number, steps
