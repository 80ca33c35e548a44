"""Marks in a body that lead to the editor's notes below it.

A note names words of the article. They are looked for in the text as a reader compares it, without white space and
across tags, so that a note holds on to words of which some are emphasised or linked.
"""

import re
from collections.abc import Sequence
from html import escape, unescape

import msgspec

from site_builder.markdown.convert import INVISIBLE, plain
from site_builder.markdown.escaping import escape_text

# Not text of the paper: tags, and the text in place of a picture.
_TAG_OR_PICTURE = re.compile(r'(<span class="picture">.*?</span>|<[^>]*>)', re.DOTALL)


class Annotated(msgspec.Struct, frozen=True):
    """The HTML of a body with marks; `placed` are the numbers of the notes, from 1, whose words stand in it."""

    html: str
    placed: frozenset[int]


def annotate(html: str, notes: Sequence[str], label: str) -> Annotated:
    """Put a mark that links to its note after the first occurrence of each note's words ("": it is about the whole).

    `label` is the mark's name for screen readers, with {n} for the number.
    """
    if not notes:
        return Annotated(html, frozenset())
    pieces = _TAG_OR_PICTURE.split(html)  # every other piece is a tag
    whole = plain("".join(unescape(piece) for piece in pieces[::2]))
    marks: dict[int, list[int]] = {}  # after how many characters which notes are marked
    for number, note in enumerate(notes, 1):
        words = plain(note)
        start = whole.find(words) if words else -1
        if start >= 0:
            marks.setdefault(start + len(words), []).append(number)
    if marks:
        html = _marked(pieces, marks, label)
    return Annotated(html, frozenset(number for numbers in marks.values() for number in numbers))


def _marked(pieces: list[str], marks: dict[int, list[int]], label: str) -> str:
    """The pieces of a body, joined, with its marks. `marks`: number of visible characters before → numbers of notes."""
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
            later += "".join(_mark(n, label) for place in places for n in marks[place])
        else:
            parts.append(_cut(text, [place - visible for place in places], [marks[p] for p in places], label=label))
        visible = after
    return "".join(parts)


def _cut(text: str, places: list[int], numbers: list[list[int]], *, label: str) -> str:
    """A text with marks after so many of its visible characters (`places`, in rising order)."""
    parts, done, visible, pending = [], 0, 0, list(zip(places, numbers, strict=True))[::-1]
    for end, char in enumerate(text, 1) if pending else ():
        visible += not (char.isspace() or INVISIBLE.match(char))
        if pending and pending[-1][0] == visible:
            parts.append(escape_text(text[done:end]) + "".join(_mark(n, label) for n in pending.pop()[1]))
            done = end
    return "".join((*parts, escape_text(text[done:])))


def _mark(number: int, label: str) -> str:
    name = escape(label.replace("{n}", str(number)))
    return (
        f'<sup class="note-mark"><a id="note-mark-{number}" href="#note-{number}"'
        f' role="doc-noteref" aria-label="{name}">[{number}]</a></sup>'
    )
