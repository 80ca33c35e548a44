"""The common part of Markdown, in a tenth of the time.

Most bodies are plain paragraphs, and most others have little more than headings, emphasis, links, quotations, simple
lists and tables. What Python-Markdown and the sanitizer make of these is known, and is made here; at anything that
might mean something else, `quick` gives up. Tests hold it to what the two of them make of the same text; only where
there are so many links that `fullmarkdown` refuses them for their brackets, they are links here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

# What may mean something to Markdown, or be written otherwise by the sanitizer. Text without any of it is paragraphs.
# Three searches, since one for characters alone, and one for lines alone, are a good deal faster than one for both.
_NEVER = r"_`<\\{~\t\r\v\f\x00-\x08\x0e-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_SPECIAL = re.compile(rf"[*\[|{_NEVER}]")
_SPECIAL_LINE = re.compile(r"\n(?:[^\S\n]|[>#+=:-]|\d+[.)])")
_ENTITY = re.compile(r"&(?!#(?:3[3-9]|[4-9][0-9]|1[01][0-9]|12[0-6]);)")
_REFERENCE = re.compile(r"&#([0-9]+);")  # to an ASCII character that prints, as imported drafts write marks

# Text that is more than paragraphs: no mark stands in another, and none may be left over.
_FOREIGN = re.compile(rf"[{_NEVER}]")
_WORDS = r"((?!\s)[^*\[\]\n]+(?<!\s))"
_ADDRESS = r"(#?[\w%./-]+(?:#[\w%.-]+)?|https?://(?:[a-z0-9]+\.)+[a-z]{2,}(?:/[\w%./?=-]*)?)"
# Each kind begins with the very character, and so is found fast.
_MARK = re.compile(rf"\*(?<!\*\*)(?:\*{_WORDS}\*\*|{_WORDS}\*)(?!\*)|\[(?<!!\[){_WORDS}\]\((?a:{_ADDRESS})\)")
_EDGE = re.compile("(?:[\\s\u3000-\u303f\u4e00-\u9fff\uff00-\uff60])?")
_LEFT = re.compile(r"[*\[\]|]")

_LINK = re.compile(r'<a href="([^#"][^"]*)">')

# Possessive, so that a long run of spaces is gone through once.
_HEADING = re.compile(r"#{1,6} ++[^#\n]++")
_QUOTATION = re.compile(r"> {0,4}[^>\s][^>\n]*(?:\n> ?[^>\s][^>\n]*)*")
_LIST = re.compile(r"([*+-]) {1,4}+(?! )[^\n]++(?:\n\1 {1,4}+(?! )[^\n]++)*+")
_TABLE = re.compile(r"\|(?: [^|\n]+ \|){2,}\n\|(?: ---+ \|){2,}(?:\n\|(?: [^|\n]+ \|){2,})+")


class _NotForHereError(Exception):
    """It takes the whole of Markdown."""


LinkRewriter = Callable[[str, str], str | None]  # (element, its href or src) → what to write; None: leave it out


def quick(text: str, rewrite: LinkRewriter | None = None) -> str | None:
    """The HTML of a body, safe to show; None where it takes the whole of Markdown."""
    text = text.strip("\n")
    if " \n" in text or _ENTITY.search(text):
        return None
    plain = not (_SPECIAL.search(text) or _SPECIAL_LINE.search(f"\n{text}"))
    if not plain and _FOREIGN.search(text):
        return None
    text = text.replace(">", "&gt;") if plain else text
    blocks = [block for block in (block.strip("\n") for block in text.split("\n\n")) if block]
    try:
        html = "\n".join([f"<p>{block}</p>" for block in blocks] if plain else _blocks(blocks))
    except _NotForHereError:
        return None
    if rewrite and "<a" in html:
        html = _rewritten(html, rewrite)
    return _REFERENCE.sub(lambda match: escape(chr(int(match[1])), quote=False), html)


def _blocks(blocks: Sequence[str]) -> Iterator[str]:
    before = None
    for block in blocks:
        make = next((make for pattern, make in _KINDS if pattern.fullmatch(block)), _paragraph)
        if before is _list and (make is _list or block[0] == " "):
            raise _NotForHereError  # the two would be one
        yield make(block)
        before = make


def _paragraph(block: str) -> str:
    words = block.lstrip(" ")
    if not words or len(block) - len(words) > 3 or _SPECIAL_LINE.search(f"\n{words}"):
        raise _NotForHereError
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
        raise _NotForHereError
    return "\n".join(("<ul>", *[f"<li>{_inline(item)}</li>" for item in items], "</ul>"))


def _table(block: str) -> str:
    head, line, *body = ([cell.strip(" ") for cell in row[1:-1].split("|")] for row in block.split("\n"))
    if any(len(row) != len(head) for row in (line, *body)):
        raise _NotForHereError
    rows = "\n".join(_row(row, "td") for row in body)
    return f"<table>\n<thead>\n{_row(head, 'th')}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(cells: Sequence[str], name: str) -> str:
    return "\n".join(("<tr>", *[f"<{name}>{_inline(cell)}</{name}>" for cell in cells], "</tr>"))


_KINDS: Sequence[tuple[re.Pattern[str], Callable[[str], str]]] = (
    (_HEADING, _heading), (_QUOTATION, _quotation), (_LIST, _list), (_TABLE, _table),
)  # fmt: skip


def _inline(text: str) -> str:
    text = text.replace(">", "&gt;")
    if not _LEFT.search(text):
        return text
    html = _MARK.sub(_marked, text)
    if _LEFT.search(html):
        raise _NotForHereError
    return html


def _marked(match: re.Match[str]) -> str:
    strong, weak, words, address = match.groups()
    if (strong or weak) and not _flanked(match, strong or weak):
        raise _NotForHereError
    if strong:
        return f"<strong>{strong}</strong>"
    return f"<em>{weak}</em>" if weak else f'<a href="{address}">{words}</a>'


def _flanked(match: re.Match[str], words: str) -> bool:
    """Whether the marks are surely such: a punctuation mark at one may take it from its words."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return (words[0].isalnum() or _EDGE.fullmatch(before) is not None) and (
        words[-1].isalnum() or _EDGE.fullmatch(after) is not None
    )


def _attribute(value: str) -> str:
    """As the sanitizer writes it."""
    return escape(value, quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")


def _rewritten(html: str, rewrite: LinkRewriter) -> str:
    """The links rewritten, as the sanitizer of `fullmarkdown` does it."""

    def rewritten(match: re.Match[str]) -> str:
        value = rewrite("a", match[1])
        return "<a>" if value is None else f'<a href="{_attribute(value)}">'

    return _LINK.sub(rewritten, html)
