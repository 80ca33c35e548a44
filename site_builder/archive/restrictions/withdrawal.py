"""Is it withdrawn? What might be meant as a mark of withdrawal or redaction is taken for one.

A withdrawn article leaves a notice at its address. Its text stands in the archive still, in its own file and on the
source page that it was made from, and both are what the site is made of. A file that cannot be read and may be
withdrawn, or a key that is almost the one that withdraws, stops the build with the file's name, since the other way out
is to publish. Which lines of source pages are hidden is decided in `hidden_lines`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.page_names import decoded
from site_builder.common.problems import BuildError

_STOPPED = "nothing is published until this is mended: text that was withdrawn might appear again"
_ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))", re.IGNORECASE)
_MARKS = re.compile(r"withdr[ae]|redactions|redact(?:ion|ed)?[\"']?\s*[:=]")
_KEY = re.compile(r"^[ \t\"'\[{]*(\w[\w -]{5,14})[\"'\] \t]*[:=]", re.MULTILINE)
_NO_LETTER = re.compile(r"[\W\d_]+")
_FENCED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|$)", re.DOTALL)


class UnreadFile(msgspec.Struct, frozen=True):
    """A file among the articles that is none, what it holds, and why it cannot be read."""

    path: str
    data: bytes
    line: int = 0
    reason: str = ""


def may_be_withdrawn(data: bytes) -> bool:
    """Whether a file that could not be read may be a withdrawn article, however its mark is spelt and encoded."""
    heads = [_plain_letters(_head(text)) for text in decoded(data)]
    return any(_MARKS.search(head) or any(map(_hides, _KEY.findall(head))) for head in heads)


def _head(text: str) -> str:
    """What may be front matter: what is fenced, or all where the fences are not in their places."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    fenced = _FENCED.match(text)
    return fenced[2] if fenced else text


def _plain_letters(text: str) -> str:
    text = _ESCAPED.sub(lambda code: chr(min(int(code[1] or code[2] or code[3], 16), 0x10FFFF)), text)
    text = unicodedata.normalize("NFKC", text).casefold()
    unseen = [c for c in set(text) if unicodedata.category(c) in ("Cf", "Cc") and c != "\n"]
    return text.translate(dict.fromkeys(map(ord, unseen))) if unseen else text


def doubtful_key(extra: Mapping[str, Any]) -> str:
    """The key, among those that are not known, that may be meant to hide the article, or ""."""
    for key, value in extra.items():
        if _hides(key) or _redacts(key, value):
            return key
        if isinstance(value, str) and value.strip().casefold() == "withdrawn":
            return key
        if isinstance(value, dict) and (inner := doubtful_key(value)):
            return f"{key}.{inner}"
    return ""


@lru_cache(maxsize=4096)
def _hides(key: str) -> bool:
    letters = _NO_LETTER.sub("", unicodedata.normalize("NFKC", key).casefold())
    return "withdr" in letters or bool(get_close_matches(letters, ("withdrawn",), cutoff=0.8))


def _redacts(key: str, value: Any) -> bool:
    """Other languages have an editor in such a word, and themes have reactions: what counts is what they hold."""
    letters = _NO_LETTER.sub("", unicodedata.normalize("NFKC", key).casefold())
    entries = value if isinstance(value, list) else [value]
    if letters in ("redact", "redacts", "redacted", "redaction", "redactions"):
        return any(str(entry).strip().casefold() not in ("", "false", "no", "off", "none", "null") for entry in entries)
    near = bool(get_close_matches(letters, ("redactions", "redaction", "redacted"), cutoff=0.8))
    return near and any(isinstance(entry, dict) and "text" in entry for entry in entries)


def refuse(path: str, message: str, *, line: int = 0, hint: str = "") -> BuildError:
    """The end of a build that might show what was withdrawn."""
    return BuildError(message, path=path, line=line, hint="; ".join(part for part in (hint, _STOPPED) if part))


def check_readable(unread: Iterable[UnreadFile]) -> None:
    """Raises BuildError for a file that may be withdrawn and could not be read."""
    for file in unread:
        if may_be_withdrawn(file.data):
            raise refuse(file.path, f"may be a withdrawn article, or redacted: {file.reason}", line=file.line)


def check_keys(article: Article, path: str) -> None:
    """Raises BuildError for a key that may be meant to withdraw the article, and does not."""
    key = doubtful_key(article.extra) if article.extra else ""
    if key:
        ways = "write “withdrawn: {date: …, reason: …}” or “redactions: [{text: …, date: …, reason: …}]”"
        message = f"may be a withdrawn article, or redacted: the key “{key}” is not known"
        raise refuse(path, message, hint=f"{ways} for that, or rename the key")
