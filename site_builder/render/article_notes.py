"""The editor's notes of an article: where their marks stand, and in which order they are listed."""

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from site_builder.archive.article import line_holding
from site_builder.common.problems import Problem, warning
from site_builder.markdown.notes import Placed, place_notes
from site_builder.pages.articles import ArticlePage, NoteView

_NO_MARKS: Mapping[str, Any] = {"kicker": {}, "headline": {}, "byline": {}, "dateline": {}, "body": {}}


def placed_notes(view: ArticlePage, html: str) -> Placed:
    """Where the notes are marked in headings, byline, dateline and body, which stand on the page in this order."""
    if not view.notes:
        return Placed((), {})
    texts = [escape(text) for text in (view.kicker, view.headline, *view.deck, *_byline_and_dateline(view))]
    return place_notes([*texts, html], [note.at for note in view.notes], first=len(texts))


def _byline_and_dateline(view: ArticlePage) -> tuple[str, str]:
    """In the order in which they stand."""
    texts = view.byline_printed, view.dateline
    return texts[::-1] if view.byline_in_dateline else texts


def marks_of(view: ArticlePage, placed: Placed) -> dict[str, Any]:
    """The marks by the part of the article in which they stand."""
    if not placed.numbers:
        return {**_NO_MARKS, "deck": ({},) * len(view.deck)}
    kicker, headline, *deck, byline, dateline, body = placed.marks
    if view.byline_in_dateline:
        byline, dateline = dateline, byline
    return {
        "kicker": kicker, "headline": headline, "deck": deck, "byline": byline, "dateline": dateline, "body": body,
    }  # fmt: skip


def by_mark(view: ArticlePage, placed: Placed) -> tuple[list[NoteView], list[NoteView]]:
    """The notes in the order of their marks, and those that have none."""
    numbers = placed.numbers
    marked = sorted((note for note in view.notes if note.number in numbers), key=lambda note: numbers[note.number])
    return marked, [note for note in view.notes if note.number not in numbers]


def notes_without_place(archive: Path, source_path: str, view: ArticlePage, *, placed: Placed) -> Iterator[Problem]:
    """A problem for each note whose words are not in the article, which is the file `source_path`."""
    for note in view.notes:
        if note.at and note.number not in placed.numbers:
            file = archive / source_path
            message = f"the note on “{note.at}”: these words are not in the article"
            yield warning(str(file), line_holding(file, note.at), message, "copy them exactly")
