"""Which lines of its source pages each paragraph of an article comes from.

Most articles say what their lines do, and then each paragraph is looked up behind the one before: if what lies between
them is headings, dateline and byline, that is how the audit lays them too. Where it is not so simple (words that stand
twice, hyphens at line ends), the audit's own alignment is asked. Where the article says something else than its lines,
as a draft or a redacted article may, a paragraph is tied by its first and last words, if they are there.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import msgspec

from site_builder.archive.source import lines_in
from site_builder.common.lines import Range, numbers
from site_builder.markdown.convert import Converted, plain
from site_builder.pages.articles import ArticlePage
from site_builder.render.alignment import EDITOR, Piece, align, piece_of
from site_builder.render.paragraphs import blocks_of
from site_builder.render.printed_text import PrintedText, letters_of

_EDGES = (12, 8)  # characters by which the beginning and the end of a paragraph are found


class Tie(msgspec.Struct, frozen=True):
    """A paragraph, and the runs of lines from which it comes, each with the place of its page among the article's."""

    number: int
    runs: tuple[tuple[int, Range], ...]


def ties_of(archive: Path, view: ArticlePage, html: str) -> tuple[Tie, ...]:
    """The ties of the paragraphs of a body, in their order. None to a page that is not what the view says."""
    runs = [(place, run) for place, source in enumerate(view.sources) for run in source.runs if source.page_sha256]
    page = letters_of(list(_own_lines(archive, view, runs)))
    if not page.text:
        return ()
    return tuple(
        Tie(number, tuple(_lines_between(page, runs, *span)))
        for number, span in _spans(page, view, {number: pieces for number, pieces in _texts(html) if pieces}).items()
    )


def _own_lines(archive: Path, view: ArticlePage, runs: Sequence[tuple[int, Range]]) -> Iterator[tuple[str, int, str]]:
    """The lines of the runs, each with the number of its run, and with its own."""
    for number, (place, run) in enumerate(runs):
        source = view.sources[place]
        page = _lines_of(str(archive / "pages" / source.file), source.encoding, source.page_sha256)
        for line in numbers([(run[0], min(run[1], len(page)))]):
            yield str(number), line, page[line - 1]


@lru_cache(maxsize=16)
def _lines_of(path: str, encoding: str, digest: str) -> tuple[str, ...]:
    """The lines of a page; none if it is another one now. Many articles of a page are rendered one after another."""
    try:
        data = Path(path).read_bytes()
        return tuple(lines_in(data, encoding)) if sha256(data).hexdigest() == digest else ()
    except (OSError, UnicodeError):
        return ()


def _texts(html: str) -> Iterator[tuple[int, list[Piece]]]:
    """The number of each paragraph, and its pieces."""
    for number, block in enumerate(blocks_of(html), 1):
        words = Converted(html[block.start : block.end]).blocks(editor=EDITOR)
        yield number, [piece for piece in map(piece_of, words) if piece.text]


Spans = dict[int, tuple[int, int]]  # by a paragraph's number, its first character in the text and the one after it


def _spans(page: PrintedText, view: ArticlePage, blocks: Mapping[int, list[Piece]]) -> Spans:
    """Where each paragraph stands in the text."""
    headings = [view.kicker, "" if view.supplied else view.headline, *view.deck]
    floating = [view.dateline, view.byline_printed]
    found = dict(_found(page.text, blocks))
    others = [words for text in headings + floating if (words := plain(text))]
    if len(found) == len(blocks) and _are_all(page.text, found, others):
        return found
    pieces = [piece for pieces in blocks.values() for piece in pieces]
    laid = align(page, _pieces(headings), _pieces(floating), pieces)
    if laid.unmatched is not None or laid.reached < len(page.text):
        return {number: span for number, span in found.items() if span[1] - span[0] >= _EDGES[0]}  # less may be chance
    starts = {id(piece): (start, page.follow(start, piece.text)[0]) for piece, start in laid.placed}
    return {number: (starts[id(pieces[0])][0], starts[id(pieces[-1])][1]) for number, pieces in blocks.items()}


def _pieces(texts: Iterable[str]) -> list[Piece]:
    return [piece for piece in map(piece_of, texts) if piece.text]


def _found(text: str, blocks: Mapping[int, list[Piece]]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The paragraphs that stand in the text one behind the other, by their words or by the first and last of them."""
    done = 0
    for number, pieces in blocks.items():
        words = "".join(piece.text for piece in pieces)
        span = _place(text, words, done)
        if span:
            yield number, span
            done = span[1]


def _place(text: str, words: str, done: int) -> tuple[int, int] | None:
    """Where the words stand from `done` on; None where nothing says so."""
    start = text.find(words, done)
    if start >= 0:
        return start, start + len(words)
    for edge in _EDGES if len(words) >= 2 * _EDGES[0] else ():
        if (start := text.find(words[:edge], done)) >= 0:
            last = text.find(words[-edge:], start, start + 2 * len(words))
            return start, last + edge if last >= 0 else min(start + len(words), len(text))
    return None


def _are_all(text: str, found: Spans, others: Sequence[str]) -> bool:
    """Whether nothing lies between the paragraphs but other parts of the article, and none of these could be one."""
    parts = sorted(others, key=len, reverse=True)
    done = 0
    for start, end in (*found.values(), (len(text), len(text))):
        if end > start and any(text[start:end] in part for part in parts):
            return False
        while done < start:
            part = next((part for part in parts if text.startswith(part, done, start)), "")
            if not part:
                return False
            done += len(part)
        done = end
    return True


def _lines_between(
    page: PrintedText, runs: Sequence[tuple[int, Range]], start: int, end: int
) -> Iterator[tuple[int, Range]]:
    """The runs of lines in which the characters from `start` up to `end` stand."""
    first = bisect_right(page.lines, start, key=lambda line: line.start) - 1
    after = bisect_left(page.lines, end, key=lambda line: line.start)
    for run, lines in groupby(page.lines[first:after], key=lambda line: line.path):
        found = [line.number for line in lines]
        yield runs[int(run)][0], (found[0], found[-1])
