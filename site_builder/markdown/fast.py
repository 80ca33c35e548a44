"""The common subset of Markdown, in a tenth of the time of the full parser.

Most bodies are plain paragraphs, and most others have little more than headings, emphasis, links, quotations, simple
lists and tables. What Python-Markdown and the sanitizer make of these is known, and is written here directly; at
anything that might mean something else, `convert_fast` gives up. Tests require the same bytes as from `full`. There is
one difference: where a text has so many links that `full` refuses it for their number, they are links here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from site_builder.markdown.escaping import escape_attribute

# Characters that may mean something to Markdown, or that the sanitizer writes otherwise. Text without any of them is
# plain paragraphs. Separate searches for characters and for beginnings of lines are much faster than one for both.
_NEVER = r"_`<\\{~\t\r\v\f\x00-\x08\x0e-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_SPECIAL = re.compile(rf"[*\[|{_NEVER}]")
_SPECIAL_LINE = re.compile(r"\n(?:[^\S\n]|[>#+=:-]|\d+[.)])")
_ENTITY = re.compile(r"&(?!#(?:3[3-9]|[4-9][0-9]|1[01][0-9]|12[0-6]);)")
_REFERENCE = re.compile(r"&#([0-9]+);")  # to an ASCII character that prints, as imported drafts write marks

# Text with marks: they may not be nested, and no character of one may be left over.
_FULL_ONLY = re.compile(rf"[{_NEVER}]")
_WORDS = r"((?!\s)[^*\[\]\n]+(?<!\s))"
_ADDRESS = r"(#?[\w%./-]+(?:#[\w%.-]+)?|https?://(?:[a-z0-9]+\.)+[a-z]{2,}(?:/[\w%./?=-]*)?)"
# Each alternative begins with its literal character, so that the search for it is fast.
_INLINE = re.compile(rf"\*(?<!\*\*)(?:\*{_WORDS}\*\*|{_WORDS}\*)(?!\*)|\[(?<!!\[){_WORDS}\]\((?a:{_ADDRESS})\)")
_SAFE_EDGE = re.compile("(?:[\\s\u3000-\u303f\u4e00-\u9fff\uff00-\uff60])?")
_LEFTOVER = re.compile(r"[*\[\]|]")

_LINK = re.compile(r'<a href="([^#"][^"]*)">')

# Possessive quantifiers, so that a long run of spaces takes linear time.
_HEADING = re.compile(r"#{1,6} ++[^#\n]++")
_QUOTATION = re.compile(r"> {0,4}[^>\s][^>\n]*(?:\n> ?[^>\s][^>\n]*)*")
_LIST = re.compile(r"([*+-]) {1,4}+(?! )[^\n]++(?:\n\1 {1,4}+(?! )[^\n]++)*+")
_TABLE = re.compile(r"\|(?: [^|\n]+ \|){2,}\n\|(?: ---+ \|){2,}(?:\n\|(?: [^|\n]+ \|){2,})+")


class _NeedsFullParserError(Exception):
    """The text holds something that only the full parser can be trusted with."""


LinkRewriter = Callable[[str, str], str | None]  # (element, its href or src) → what to write; None: leave it out


def convert_fast(text: str, rewrite: LinkRewriter | None = None) -> str | None:
    """The safe HTML of a body, as `convert_full` would write it; None where the full parser is needed."""
    text = text.strip("\n")
    if " \n" in text or _ENTITY.search(text):
        return None
    plain = not (_SPECIAL.search(text) or _SPECIAL_LINE.search(f"\n{text}"))
    if not plain and _FULL_ONLY.search(text):
        return None
    text = text.replace(">", "&gt;") if plain else text
    blocks = [block for block in (block.strip("\n") for block in text.split("\n\n")) if block]
    try:
        html = "\n".join([f"<p>{block}</p>" for block in blocks] if plain else _blocks(blocks))
    except _NeedsFullParserError:
        return None
    if rewrite and "<a" in html:
        html = _rewrite_links(html, rewrite)
    return _REFERENCE.sub(lambda match: escape(chr(int(match[1])), quote=False), html)


def _blocks(blocks: Sequence[str]) -> Iterator[str]:
    """The HTML of each block: of the kind whose pattern it matches, else of a paragraph."""
    previous = None
    for block in blocks:
        convert = next((convert for pattern, convert in _BLOCK_KINDS if pattern.fullmatch(block)), _paragraph)
        if previous is _list and (convert is _list or block[0] == " "):
            raise _NeedsFullParserError  # the two would be one list
        yield convert(block)
        previous = convert


def _paragraph(block: str) -> str:
    words = block.lstrip(" ")
    if not words or len(block) - len(words) > 3 or _SPECIAL_LINE.search(f"\n{words}"):
        raise _NeedsFullParserError
    return f"<p>{_inline(words)}</p>"


def _heading(block: str) -> str:
    marks, words = block.split(" ", 1)
    level = max(len(marks), 2)  # the page has one h1, the headline
    return f"<h{level}>{_inline(words.strip())}</h{level}>"


def _quotation(block: str) -> str:
    lines = (line[1:].removeprefix(" ") for line in block.split("\n"))
    words = _paragraph("\n".join(lines))
    return f"<blockquote>\n{words}\n</blockquote>"


def _list(block: str) -> str:
    items = [line[1:].lstrip(" ") for line in block.split("\n")]
    if any(_SPECIAL_LINE.match(f"\n{item}") for item in items):
        raise _NeedsFullParserError
    return "\n".join(("<ul>", *[f"<li>{_inline(item)}</li>" for item in items], "</ul>"))


def _table(block: str) -> str:
    head, line, *body = ([cell.strip(" ") for cell in row[1:-1].split("|")] for row in block.split("\n"))
    if any(len(row) != len(head) for row in (line, *body)):
        raise _NeedsFullParserError
    rows = "\n".join(_row(row, "td") for row in body)
    return f"<table>\n<thead>\n{_row(head, 'th')}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(cells: Sequence[str], name: str) -> str:
    return "\n".join(("<tr>", *[f"<{name}>{_inline(cell)}</{name}>" for cell in cells], "</tr>"))


_BLOCK_KINDS: Sequence[tuple[re.Pattern[str], Callable[[str], str]]] = (
    (_HEADING, _heading), (_QUOTATION, _quotation), (_LIST, _list), (_TABLE, _table),
)  # fmt: skip


def _inline(text: str) -> str:
    text = text.replace(">", "&gt;")
    if not _LEFTOVER.search(text):
        return text
    html = _INLINE.sub(_inline_element, text)
    if _LEFTOVER.search(html):
        raise _NeedsFullParserError
    return html


def _inline_element(match: re.Match[str]) -> str:
    strong, weak, words, address = match.groups()
    if (strong or weak) and not _surely_flanked(match, strong or weak):
        raise _NeedsFullParserError
    if strong:
        return f"<strong>{strong}</strong>"
    return f"<em>{weak}</em>" if weak else f'<a href="{address}">{words}</a>'


def _surely_flanked(match: re.Match[str], words: str) -> bool:
    """Whether the marks are certainly emphasis: beside punctuation CommonMark may read them as plain text."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return (words[0].isalnum() or _SAFE_EDGE.fullmatch(before) is not None) and (
        words[-1].isalnum() or _SAFE_EDGE.fullmatch(after) is not None
    )


def _rewrite_links(html: str, rewrite: LinkRewriter) -> str:
    """Put what `rewrite` returns in place of each address, as the sanitizer of `full` does."""

    def rewritten(match: re.Match[str]) -> str:
        value = rewrite("a", match[1])
        return "<a>" if value is None else f'<a href="{escape_attribute(value)}">'

    return _LINK.sub(rewritten, html)
