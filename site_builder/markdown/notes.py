"""Marks in an article that lead to the editor's notes below it.

They are numbered in the order in which they stand, whatever the order of the notes; a note's address is that of its
place in the front matter. A note names words of the article. They are looked for in the text as a reader compares it,
without white space and across tags, so that a note holds on to words of which some are emphasised or linked.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape

import msgspec

from site_builder.markdown.convert import INVISIBLE, plain
from site_builder.markdown.escaping import escape_text

# Not text of the paper: tags, and the text in place of a picture.
_TAG_OR_PICTURE = re.compile(r'(<span class="picture">.*?</span>|<[^>]*>)', re.DOTALL)


Marks = Mapping[int, Sequence[tuple[int, int]]]
"""After how many visible characters of a text which marks stand: each the place of its note and its own number."""


class Placed(msgspec.Struct, frozen=True):
    """Where notes are marked: by text, and by the place of each note among all the number of its mark."""

    marks: tuple[Marks, ...]
    numbers: Mapping[int, int]


def place_notes(texts: Sequence[str], notes: Sequence[str], *, first: int) -> Placed:
    """A mark after the first occurrence of each note's words ("": it is about the whole), numbered as they stand.

    `texts` are HTML, in the order in which they stand on the page. Words are looked for in the one that comes `first`,
    the body, and then in the others. Notes count from 1.
    """
    found = []
    wholes = [plain("".join(unescape(piece) for piece in _TAG_OR_PICTURE.split(text)[::2])) for text in texts]
    order = sorted(range(len(texts)), key=lambda number: number != first)
    for note, at in enumerate(notes, 1):
        words = plain(at)
        text = next((number for number in order if words and words in wholes[number]), None)
        if text is not None:
            found.append((text, wholes[text].find(words) + len(words), note))
    marks: list[dict[int, list[tuple[int, int]]]] = [{} for _ in texts]
    numbers = {}
    for number, (text, end, note) in enumerate(sorted(found), 1):
        marks[text].setdefault(end, []).append((note, number))
        numbers[note] = number
    return Placed(tuple(marks), numbers)


def with_marks(html: str, marks: Marks, label: str) -> str:
    """The HTML of a text with its marks; `label` is a mark's name for screen readers, with {n} for the number.

    Marks that have no place in it stand at its end.
    """
    return _marked(_TAG_OR_PICTURE.split(html), marks, label) if marks else html


def _marked(pieces: list[str], marks: Marks, label: str) -> str:
    """The pieces of a text, joined, with its marks. Every other piece is a tag."""
    ends = sorted(marks, reverse=True)
    parts, visible, in_link, later = [], 0, False, ""
    for number, piece in enumerate(pieces):
        if number % 2:
            parts.append(piece + (later if piece == "</a>" else ""))  # no link stands in another
            in_link, later = (False, "") if piece == "</a>" else (in_link or piece.startswith("<a"), later)
            continue
        text = unescape(piece)
        places, after = [], visible + len(plain(text))
        while ends and ends[-1] <= after:
            places.append(ends.pop())
        if in_link or not places:
            parts.append(piece)
            later += "".join(_mark(mark, label) for place in places for mark in marks[place])
        else:
            parts.append(_cut(text, [place - visible for place in places], [marks[p] for p in places], label=label))
        visible = after
    parts += (_mark(mark, label) for place in reversed(ends) for mark in marks[place])
    return "".join(parts)


def _cut(text: str, places: list[int], numbers: list[Sequence[tuple[int, int]]], *, label: str) -> str:
    """A text with marks after so many of its visible characters (`places`, in rising order)."""
    parts, done, visible, pending = [], 0, 0, list(zip(places, numbers, strict=True))[::-1]
    for end, char in enumerate(text, 1) if pending else ():
        visible += not (char.isspace() or INVISIBLE.match(char))
        if pending and pending[-1][0] == visible:
            parts.append(escape_text(text[done:end]) + "".join(_mark(mark, label) for mark in pending.pop()[1]))
            done = end
    return "".join((*parts, escape_text(text[done:])))


def _mark(mark: tuple[int, int], label: str) -> str:
    note, number = mark
    name = escape(label.replace("{n}", str(number)))
    return (
        f'<sup class="note-mark"><a id="note-mark-{note}" href="#note-{note}"'
        f' role="doc-noteref" aria-label="{name}">[{number}]</a></sup>'
    )
