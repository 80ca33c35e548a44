"""Markdown to HTML that may stand on a page, and to the plain words that the audit and the search work on.

Two marks of ours: `{gap: reason}` for words lost in the source, `{supplied: words}` for words the editor added. Both
are shown in square brackets, and neither counts as words of the paper.
"""

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Any

import msgspec

from site_builder.archive.restrictions.redaction import BAR
from site_builder.markdown.fast import LinkRewriter, quick
from site_builder.markdown.raw_html import Fault

_EDITORIAL = re.compile(r'<span class="(?:gap|supplied|picture)">.*?</span>', re.DOTALL)
_READING = re.compile(r"<(r[tp])>.*?</\1>", re.DOTALL)
_NOT_SPOKEN = re.compile(r'<sup id="fnref[^>]*>.*?</sup>|<a class="footnote-backref".*?</a>', re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|h[2-6]|li|[ou]l|blockquote|d[ldt]|t[rdh]|table|thead|tbody|tfoot|caption|pre|hr|div|figure|figcaption)\b[^>]*>|<br>"
)
_TAG = re.compile(r"<[^>]*>")
# What is no text of the paper for a note: tags, and what stands for a picture.
_TAGS = re.compile(r'(<span class="picture">.*?</span>|<[^>]*>)', re.DOTALL)
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_CJK = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_WRAP = re.compile(rf"\n(?<=[{_CJK}]\n)(?=[{_CJK}])")  # begins with what is rare, and so is found fast
# Controls, zero-width characters and what is no character: dumps are strewn with them, and no reader sees one.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


class Converted(msgspec.Struct, frozen=True):
    """A converted body: its HTML, and what went wrong on the way."""

    html: str
    faults: tuple[Fault, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The words of the paper, block by block, without marks of the editor."""
        return self.blocks()

    def blocks(self, *, editor: str = "") -> tuple[str, ...]:
        """The same, with `editor` in place of each mark of the editor."""
        return _blocks(_EDITORIAL.sub(editor, self.html))

    @property
    def texts(self) -> tuple[str, ...]:
        """The same as it is searched: where words are lost, supplied or redacted nothing goes on that no
        paper printed; and the reading beside a character (ruby) does not part it from the next."""
        return _blocks(_READING.sub("", _EDITORIAL.sub("<br>", self.html.replace(BAR, "<br>"))))


def _blocks(html: str) -> tuple[str, ...]:
    blocks = (unescape(_TAG.sub("", block)).strip() for block in _BLOCK.split(_NOT_SPOKEN.sub("", html)))
    return tuple(block for block in blocks if block)


def convert(text: str, rewrite: LinkRewriter | None = None, *, picture: str = "{alt}") -> Converted:
    """The body as safe HTML. `rewrite` may change or refuse each `href` and `src`.

    `picture` is what stands for a picture that cannot be shown, with {alt} for its description.
    """
    made = quick(text, rewrite)
    if made is not None:
        return Converted(_join_lines(made))
    from site_builder.markdown.full import safe_html

    html, faults = safe_html(text, rewrite, picture)
    return Converted(_join_lines(html), faults)


def _join_lines(html: str) -> str:
    """A line that ends and goes on in Chinese is wrapped without a space, as nobody wrote one."""
    if not _WRAP.search(html):
        return html
    return "".join(piece if piece.startswith("<pre>") else _WRAP.sub("", piece) for piece in _PRE.split(html))


class Annotated(msgspec.Struct, frozen=True):
    """A body with the marks of the notes that stand in it; `placed` are their numbers, from 1."""

    html: str
    placed: frozenset[int]


def annotate(html: str, notes: Sequence[str], label: str) -> Annotated:
    """Put a mark that links to its note after the first occurrence of each note's words ("": it is about the whole).

    `label` is the mark's name for screen readers, with {n} for the number.
    """
    if not notes:
        return Annotated(html, frozenset())
    pieces = _TAGS.split(html)  # every other piece is a tag
    whole = plain("".join(unescape(piece) for piece in pieces[::2]))
    marks: dict[int, list[int]] = {}  # after how many characters which notes are marked
    for number, note in enumerate(notes, 1):
        wanted = plain(note)
        start = whole.find(wanted) if wanted else -1
        if start >= 0:
            marks.setdefault(start + len(wanted), []).append(number)
    if marks:
        html = _marked(pieces, marks, label)
    return Annotated(html, frozenset(number for numbers in marks.values() for number in numbers))


def _marked(pieces: list[str], marks: dict[int, list[int]], label: str) -> str:
    """The pieces of a body with marks in them; what is in none is left as it is."""
    ends = sorted(marks, reverse=True)
    made, count, in_link, later = [], 0, False, ""
    for number, piece in enumerate(pieces):
        if number % 2:
            made.append(piece + (later if piece == "</a>" else ""))  # no link stands in another
            in_link, later = (False, "") if piece == "</a>" else (in_link or piece.startswith("<a"), later)
            continue
        text = unescape(piece)
        places, after = [], count + len(plain(text))
        while ends and ends[-1] <= after:
            places.append(ends.pop())
        if in_link or not places:
            made.append(piece)
            later += "".join(_mark(n, label) for place in places for n in marks[place])
        else:
            made.append(_cut(text, [place - count for place in places], [marks[p] for p in places], label=label))
        count = after
    return "".join(made)


def _cut(text: str, places: list[int], numbers: list[list[int]], *, label: str) -> str:
    """A text with marks after its characters at these places, those that print nothing not counted."""
    made, done, count, wanted = [], 0, 0, list(zip(places, numbers, strict=True))[::-1]
    for end, char in enumerate(text, 1) if wanted else ():
        count += not (char.isspace() or INVISIBLE.match(char))
        if wanted and wanted[-1][0] == count:
            made.append(_escaped(text[done:end]) + "".join(_mark(n, label) for n in wanted.pop()[1]))
            done = end
    return "".join((*made, _escaped(text[done:])))


def _mark(number: int, label: str) -> str:
    name = escape(label.replace("{n}", str(number)))
    return (
        f'<sup class="note-mark"><a id="note-mark-{number}" href="#note-{number}"'
        f' role="doc-noteref" aria-label="{name}">[{number}]</a></sup>'
    )


def _escaped(text: str) -> str:
    """As the sanitizer writes text."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def plain(value: Any) -> str:
    """White space and what prints nothing taken out: what the audit compares."""
    return INVISIBLE.sub("", re.sub(r"\s+", "", str(value)))
