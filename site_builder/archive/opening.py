"""The first words of a body, for lists and descriptions of an article that has no summary.

They are taken where the body is in hand anyway, when its file is read, without converting it: usual marks of Markdown
are stripped, and blocks that hold no sentence (headings, pictures, tables, code) are passed over. What this finds in an
unusual body may hold a mark too many; it never holds a word that the article's page does not show.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from site_builder.common.scripts import unspaced

COLUMNS = 128  # 64 Chinese characters, or 128 Latin letters: two lines of a column
_LEFT = 16  # columns that are not worth being left out
_HEAD = 6_000  # characters of a body in which its first words are looked for
_WIDE = "\u1100"  # from here on most characters take two columns
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&~#]|^[ \t]*[-+] ", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
# What no page shows, or shows as no sentence; what is cut off at the end is not shown either.
_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|pre|textarea|table|figure|svg)\b.*?(?:</\1\s*>|\Z)"
    r"|^ {0,3}(?P<fence>```|~~~).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)|\{\{[^{}]*\}\}|\{%[^{}]*%\}",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_NO_SENTENCE = re.compile(
    r"\s*\[[^\]\n]*\]:\s|\s*:::|.*\|.*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\||$)|[^\n]*\n {0,3}(?:=+|-+)[ \t]*$"
)
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*|)$", re.MULTILINE)
_LINE_START = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])?")
_EDITORIAL = re.compile(r"\{(?:gap|supplied):\s*([^{}]*?)\s*\}")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*[.#:\w][^{}\n]*\}")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\\([!-/:-@\[-`{-~])|\*+(?=\S)|(?<=\S)\*+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|~~|`+")
_TRAILING = " \t.。,;:，；：、（([“‘《〈「『—-–"


def opening(body: str) -> str:
    """The first words of a Markdown body as plain text, cut between words or characters; "" where it has none."""
    for block in _blocks(body[:_HEAD].lstrip()):
        text = _plain(block) if _SPECIAL.search(block) else block
        if any(map(str.isalnum, text)):
            line = _one_line(text)
            return line if _end(line, COLUMNS + _LEFT) >= len(line) else clipped(line, COLUMNS)
    return ""


def clipped(text: str, columns: int) -> str:
    """The beginning of a text, with “…” where something is left out; a Chinese character takes two columns."""
    end = _end(text, columns)
    if end >= len(text):
        return text
    while end and _is_joined(text, end):
        end -= 1
    beginning = text[:end]
    if text[end].isalnum() and beginning[-1:].isalnum() and not unspaced(text[end - 1 : end + 1]):
        beginning = _BROKEN_WORD.sub("", beginning) or beginning
    return beginning.rstrip(_TRAILING) + "…"


def _end(text: str, columns: int) -> int:
    """How many characters fit into so many columns."""
    if len(text) * 2 <= columns:
        return len(text)
    if text[: columns + 1].isascii():
        return min(columns, len(text))
    for end, char in enumerate(text):
        columns -= 2 if char >= _WIDE else 1
        if columns < 0:
            return end
    return len(text)


def _is_joined(text: str, at: int) -> bool:
    """Whether the character at a place belongs to the one before it: an accent, a part of a compound emoji."""
    return bool(unicodedata.combining(text[at])) or text[at] in _JOINERS or text[at - 1] == _JOINER


_BROKEN_WORD = re.compile(r"[^\W\u2e80-\uffff]+$")
_JOINER = "\u200d"
_JOINERS = (_JOINER, "\ufe0e", "\ufe0f", *(chr(0x1F3FB + tone) for tone in range(5)))


def _blocks(text: str) -> Iterator[str]:
    """The blocks that may be sentences."""
    if "<" in text or "`" in text or "~" in text or "{" in text:
        text = _UNSHOWN.sub("\n\n", text).lstrip()
    at = 0
    while at < len(text):
        blank = _BLANK.search(text, at)
        block = text[at : blank.start() if blank else len(text)]
        if not _NO_SENTENCE.match(block):
            yield block
        at = blank.end() if blank else len(text)


def _plain(text: str) -> str:
    """Markdown as plain text: the editor's words stay, in square brackets as the page shows them."""
    text = _HEADING.sub("", text)
    text = _LINE_START.sub("", text)
    text = _EDITORIAL.sub(r"[\1]", _PICTURE.sub("", text)) if "{" in text or "!" in text else text
    text = _ATTRIBUTES.sub("", text) if "{" in text else text
    text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text)) if "[" in text else text
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text)) if "<" in text else text
    return unescape(_EMPHASIS.sub(lambda mark: mark[1] or "", text))


def _one_line(text: str) -> str:
    """Lines joined as the page joins them: between Chinese characters without a space."""
    first, *others = (line.strip() for line in text.strip().split("\n"))
    for line in others:
        first += line if not first or (unspaced(first[-1:]) and unspaced(line[:1])) else f" {line}"
    return " ".join(first.split(" ")) if "  " not in first else re.sub(" {2,}", " ", first)
