"""The pages that Pagefind is given to index: each article as a line of keys for each of its texts.

Pagefind never sees an article. What it would do with Chinese (index each run of characters as one word) and with
`518.7` or `EGO-Park` (index several readings of each) cannot be had the same way in the browser. From pages that
hold keys only, in the language `und` which has no stemmer, it makes a plain list of where each key stands.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from site_builder.search.document import WEIGHTS, Document
from site_builder.search.tokens import GAP, keys, words


class Shadow(msgspec.Struct, frozen=True):
    """What a document became: the page for Pagefind and what is needed to check its answer."""

    html: str
    length: int  # keys, without those between two texts
    words: frozenset[str]  # those of letters, which may have a stem


def shadow(document: Document) -> Shadow:
    """The shadow page of one document."""
    found: list[str] = []
    lines: list[str] = []
    for name, texts in document.fields:
        for text in texts:
            here = keys(text)
            found += here
            lines.append(_line(here, WEIGHTS.get(name, 1.0)))
    return Shadow(page("und", lines or [_line([], 1.0)]), len(found), frozenset(words(found)))


def page(language: str, lines: Iterable[str]) -> str:
    """A page that Pagefind will index as being in the given language."""
    body = "".join(lines)
    return f'<!doctype html><html lang="{language}"><body data-pagefind-body>{body}</body></html>'


def word_list(words_of_a_language: Sequence[str]) -> str:
    """One text that holds these words, in order."""
    return f"<p>{' '.join(words_of_a_language)}</p>"


def write_pages(site: Path, pages: Iterable[str]) -> None:
    """Write the pages as 0.html, 1.html …: Pagefind's answer is put back into this order."""
    site.mkdir(parents=True)
    for number, html in enumerate(pages):
        (site / f"{number}.html").write_text(html, encoding="utf-8")


def _line(found: Sequence[str], weight: float) -> str:
    # The gap stands last: Pagefind ends a paragraph with a full stop, and would cut a number that carried it.
    return f'<p data-pagefind-weight="{weight}">{" ".join([*found, GAP])}</p>'
