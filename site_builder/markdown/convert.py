"""Markdown as HTML that is safe to show, and as the plain words that the audit and the search work on.

There are two marks beside those of Markdown: `{gap: reason}` for words lost in the source, and `{supplied: words}` for
words that the editor added. Both are shown in square brackets, and neither counts as words of the paper.
"""

import re
from html import unescape
from typing import Any

import msgspec

from site_builder.archive.restrictions.redaction import BAR
from site_builder.markdown.fast import LinkRewriter, convert_fast
from site_builder.markdown.pictures import Measure
from site_builder.markdown.raw_html import MarkupProblem
from site_builder.markdown.tables import align_numbers

_EDITORIAL = re.compile(r'<span class="(?:gap|supplied|picture)">.*?</span>', re.DOTALL)
_READING = re.compile(r"<(r[tp])>.*?</\1>", re.DOTALL)
_NOT_SPOKEN = re.compile(r'<sup id="fnref[^>]*>.*?</sup>|<a class="footnote-backref".*?</a>', re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|h[2-6]|li|[ou]l|blockquote|d[ldt]|t[rdh]|table|thead|tbody|tfoot|caption|pre|hr|div|figure|figcaption)\b[^>]*>|<br>"
)
_TAG = re.compile(r"<[^>]*>")
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_CJK = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_WRAP = re.compile(rf"\n(?<=[{_CJK}]\n)(?=[{_CJK}])")  # begins with what is rare, and so is found fast
# Control characters, zero-width characters and noncharacters: dumps are full of them, and no reader sees one.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


class Converted(msgspec.Struct, frozen=True):
    """A converted body: its HTML, and the problems of its markup."""

    html: str
    markup_problems: tuple[MarkupProblem, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The words of the paper, one string for each block of text, without the editor's words."""
        return self.blocks()

    def blocks(self, *, editor: str = "") -> tuple[str, ...]:
        """As `paragraphs`, with `editor` in place of each passage of the editor's words."""
        return _blocks(_EDITORIAL.sub(editor, self.html))

    @property
    def texts(self) -> tuple[str, ...]:
        """As `paragraphs`, for the search: a block is split where words are lost, supplied or redacted, so that no
        phrase is found across the place; readings beside characters (ruby) are left out, so that phrases are found."""
        return _blocks(_READING.sub("", _EDITORIAL.sub("<br>", self.html.replace(BAR, "<br>"))))

    @property
    def is_split(self) -> bool:
        """Whether `texts` may be others than `paragraphs`."""
        return '<span class="' in self.html or BAR in self.html or "<rt>" in self.html or "<rp>" in self.html


def _blocks(html: str) -> tuple[str, ...]:
    blocks = (unescape(_TAG.sub("", block)).strip() for block in _BLOCK.split(_NOT_SPOKEN.sub("", html)))
    return tuple(block for block in blocks if block)


def convert(
    text: str, rewrite: LinkRewriter | None = None, *, picture: str = "{alt}", measure: Measure | None = None
) -> Converted:
    """The Markdown of a body as safe HTML.

    `rewrite` is asked for each `href` and `src`, and returns what to write, or None to leave the attribute out.
    `picture` is the text in place of a picture that cannot be shown, with {alt} for its description; `measure` gives
    the size of one that is.
    """
    fast = convert_fast(text, rewrite)
    if fast is not None:
        return Converted(align_numbers(_join_lines(fast)))
    from site_builder.markdown.full import convert_full

    html, markup_problems = convert_full(text, rewrite, picture, measure=measure)
    return Converted(align_numbers(_join_lines(html)), markup_problems)


def _join_lines(html: str) -> str:
    """Join lines between two Chinese characters: a browser would show the line's end as a space, which nobody wrote."""
    if not _WRAP.search(html):
        return html
    return "".join(piece if piece.startswith("<pre>") else _WRAP.sub("", piece) for piece in _PRE.split(html))


def plain(value: Any) -> str:
    """A value as text without white space and invisible characters: what the audit compares."""
    return INVISIBLE.sub("", re.sub(r"\s+", "", str(value)))
