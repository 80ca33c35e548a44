"""How words are set on a page, where the archive asks for it; what they are stays as it is.

`punctuation: fullwidth`: many who type Chinese, and most programs that read it from a page, leave the marks of ASCII
between its characters. They are shown at full width there. Each mark is one character before and after, so that places
in the text stay. In numbers, between Latin words, in code and in links nothing is changed.

Chinese headlines: a Chinese line may end after any character, also within a word. Each clause is an element, so that
the line ends after one where it can; `docs/decisions.md` has the figures.

Vertical lines: numbers of two digits stand upright in them, as wide as one character.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup, escape

_WIDE = "".maketrans(",;:!?()", "，；：！？（）")
_CHINESE = re.compile(
    "[\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)
_QUOTES = "“”‘’\"'"
_MARKS = re.compile(r"[,;:!?]+")
_PAIR = re.compile(r"\([^()\n]*\)")
_ANY = re.compile(r"[,;:!?(]")

# What is taken apart: elements in which nothing is changed, tags, references to characters.
_PIECE = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<a\b.*?</a>|<sup\b.*?</sup>|<[^>]*>|&[#\w]+;)", re.DOTALL)
_INLINE = re.compile(r"</?(?:abbr|b|cite|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u|var|wbr|ruby|rp|rt)\b")
_CLAUSE_END = re.compile(
    r"(?<=[，。！？；：])(?![，。！？；：”’》」』）\])!?]|$)|(?<=[,;:!?])(?=[\u3400-\u9fff“《「『])"
    r"|((?<=[\u3400-\u9fff”’》」』）!?])[ \u3000]+(?=\S))"
)
_SHORT = 10  # characters: a headline of fewer is one line on any screen
_NUMBER = re.compile(r"(?<![\d.,/:A-Za-z%-])\d{2}(?![\d.,/:A-Za-z%-])")


def full_width(text: str) -> str:
    """A text in which the marks beside Chinese characters have full width."""
    if not _ANY.search(text):
        return text
    return _MARKS.sub(_wide_marks, _PAIR.sub(_wide_pair, text))


def full_width_html(html: str) -> str:
    """The same for HTML."""
    return _in_text(html, full_width) if _ANY.search(html) else html


@lru_cache(1 << 14)
def clauses(text: str) -> str | Markup:
    """A Chinese headline with an element for each of its clauses; any other text as it is."""
    if len(text) < _SHORT or not _CHINESE.search(text):
        return text
    parts = [part for part in _CLAUSE_END.split(text) if part]
    if len(parts) == 1:
        return text
    # A space at the end of such an element would be lost, and stands between two.
    elements = (part if part.isspace() else f'<span class="clause">{escape(part)}</span>' for part in parts)
    return Markup("".join(elements))  # noqa: S704 - escaped


def upright_numbers(html: str) -> str:
    """HTML for vertical lines: an element around each number of two digits."""
    pieces = _PIECE.split(html)
    pieces[::2] = [_NUMBER.sub(r'<span class="upright">\g<0></span>', piece) for piece in pieces[::2]]
    return "".join(pieces)


def _wide_marks(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    while start and text[start - 1] in _QUOTES:
        start -= 1
    while end < len(text) and text[end] in _QUOTES:
        end += 1
    return match[0].translate(_WIDE) if _is_chinese(text, start - 1) or _is_chinese(text, end) else match[0]


def _wide_pair(match: re.Match[str]) -> str:
    places = (match.start() - 1, match.start() + 1, match.end() - 2, match.end())
    if not any(_is_chinese(match.string, place) for place in places):
        return match[0]
    return f"（{match[0][1:-1]}）"


def _is_chinese(text: str, place: int) -> bool:
    return 0 <= place < len(text) and _CHINESE.match(text[place]) is not None


def _in_text(html: str, change: Callable[[str], str]) -> str:
    """HTML with its text changed, which keeps its length. A block begins a new line of the text that `change` sees."""
    pieces = _PIECE.split(html)
    around = [_stands_for(piece) if number % 2 else piece for number, piece in enumerate(pieces)]
    changed, at = change("".join(around)), 0
    for number, piece in enumerate(around):
        if not number % 2:
            pieces[number] = changed[at : at + len(piece)]
        at += len(piece)
    return "".join(pieces)


def _stands_for(piece: str) -> str:
    """What the text has in place of what is not changed: of a tag or a note's mark nothing, of a block a line's end."""
    if piece.startswith("<sup") or _INLINE.match(piece):
        return ""
    return "\0" if piece.startswith(("<a", "<code", "<pre", "&")) else "\n"
