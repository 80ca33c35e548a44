"""Words of an article that must not be shown: a bar stands in their place, wherever the article's words go.

The article's file keeps them, as the page's text does: they are covered when the article is read, so that whatever is
made of it never sees them. They are found as a reader finds them, over ends of lines and through marks of Markdown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

import msgspec

from site_builder.archive.frontmatter.model import FrontMatter, Redaction

BAR = "█████"
# What stands between words and is not read with them: tags, comments, where a link leads, footnotes' marks, a
# quotation's next line.
_BETWEEN = r"</?[a-z][^<>]{0,2000}>|<!--.{0,2000}?-->|\]\([^()\n]{0,500}\)|\[\^[^\]\n]{1,50}\]|\n(?:[ \t]{0,20}>)+"
_TOKEN = re.compile(rf"(?:%[0-9a-f]{{2}})+|&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);|{_BETWEEN}|.", re.DOTALL | re.IGNORECASE)
_INSIDE = re.compile(_BETWEEN, re.DOTALL | re.IGNORECASE)
_MARKS = re.compile(r"[*_`]+|~~")
# White space, hyphens and what is not seen; the marks of Markdown.
_ASIDE = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2010\u2011\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff*_`~\\\\-]+"
)
_SPACED = "\u2e80"  # scripts below it are written with spaces between words


def folded(text: str) -> str:
    """The words as they are looked for."""
    return _letters(unescape(text))


def _letters(text: str) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKD", text).casefold())


def spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words, which are folded, stand in a text; what touches is one."""
    stream, places = _stream(text)
    found = sorted(
        (places[at][0], places[at + len(word) - 1][1])
        for word in words
        if word
        for at in _occurrences(stream, word)
        if _is_apart(text, places[at][0], places[at + len(word) - 1][1])
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _stream(text: str) -> tuple[str, list[tuple[int, int]]]:
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(text):
        written = token[0]
        if len(written) > 1:  # what is not read, or letters as an address or HTML has them
            written = unquote(written) if written[0] == "%" else unescape(written) if written[0] == "&" else ""
        piece = _letters(written)
        letters.append(piece)
        places += [token.span()] * len(piece)
    return "".join(letters), places


def _occurrences(stream: str, word: str) -> Iterable[int]:
    at = stream.find(word)
    while at >= 0:
        yield at
        at = stream.find(word, at + 1)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether the words do not begin or end inside another, as Ann does in Annual."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_letter(before) and _is_letter(text[start])) and not (
        _is_letter(after) and _is_letter(text[end - 1])
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() and char < _SPACED


def cover(text: str, words: Sequence[str]) -> str:
    """The text, which may be Markdown, with a bar in place of each of the words; what is in tags and links too."""
    for start, end in reversed(spans(text, words)):
        text = text[:start] + BAR + _left_open(text[start:end]) + text[end:]
    return _INSIDE.sub(lambda found: _cover_inside(found[0], words), text)


def _left_open(text: str) -> str:
    """The marks of Markdown in a text that open or close something outside it."""
    marks: list[str] = _MARKS.findall(text)
    return "".join(mark for mark in dict.fromkeys(marks) if marks.count(mark) % 2)


def _cover_inside(piece: str, words: Sequence[str]) -> str:
    """What is not read with the text may hold words of its own, as the description of a picture."""
    return piece[0] + cover(piece[1:-1], words) + piece[-1]


def words_of(redactions: Iterable[Redaction]) -> list[str]:
    """The words to look for, in a fixed order."""
    return sorted({folded(one.text) for one in redactions})


def not_found(front: FrontMatter, extra: dict[str, Any], body: str) -> int:
    """The number, from 1, of the first redaction whose words the article does not have; 0 if there is none."""
    texts = [body, *_texts(msgspec.to_builtins(msgspec.structs.replace(front, redactions=()))), *_texts(extra)]
    for number, one in enumerate(front.redactions, 1):
        if not any(cover(text, words_of([one])) != text for text in texts):
            return number
    return 0


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


# What is no words of the article, or leads somewhere.
_KEPT = ("date", "title_origin", "language", "source", "status", "aliases", "publish_date", "expiry_date", "withdrawn")


def redacted(front: FrontMatter, extra: dict[str, Any]) -> tuple[FrontMatter, dict[str, Any]]:
    """The front matter without the words; names and tags that held them are left out. Of the redactions date and
    reason stay."""
    words = words_of(front.redactions)
    marks = tuple(msgspec.structs.replace(one, text="", reason=cover(one.reason, words)) for one in front.redactions)
    values = msgspec.to_builtins(front)
    values = {key: value if key in _KEPT else _covered(value, words) for key, value in values.items()}
    for key in ("tags", "mentions", "byline"):
        values[key] = [item for item in values[key] if not any(BAR in text for text in _texts(item))]
    for key in ("section", "publication"):
        values[key] = "" if BAR in values[key] else values[key]
    if front.withdrawn:
        values["withdrawn"]["reason"] = cover(front.withdrawn.reason, words)
    found = msgspec.convert(values, FrontMatter)
    return msgspec.structs.replace(found, redactions=marks), _covered(extra, words)


def _covered(value: Any, words: Sequence[str]) -> Any:
    if isinstance(value, str):
        return cover(value, words)
    if isinstance(value, dict):
        return {_covered(key, words): _covered(item, words) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_covered(item, words) for item in value]
    return value
