"""Which source page is meant: people name pages with and without folder and ending, in any letters.

A text that names a page is a source of ours, whatever other generators keep under that key. Where an article must not
be shown, pages that it may mean count too: a name that is almost one, or one among other words.
"""

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.frontmatter.keys import is_key
from site_builder.archive.frontmatter.model import Source

_CLOSE, _ALMOST = 0.5, 0.8  # how alike the name of a page is to one that is meant for one, and to any other word
_MOST = 3  # pages that an unknown name may mean
_WORDS = re.compile(r"[\s,;:，；、：|()\[\]{}\"'“”#?&=]+")
_HEAD = 1_000_000  # characters in which the front matter is
_BREAK = re.compile(r"\r\n|\r")
_KEY = re.compile(r"^.*[:=]")  # of a line
_AROUND = " \t-,[]{}\"'"  # what may stand around its value
_ENDING = re.compile(r"\.[a-z]{2,8}$")
_UNDER_SOURCE = re.compile(r"(?:sources?|file)[\"']?[ \t]*[:=](.*(?:\n(?:[ \t].*|- .*|[\]}].*))*)", re.IGNORECASE)


class PageNames:
    """The names of the files in `pages/`, found by what people call them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)

    @cached_property
    def _spelt(self) -> dict[str, list[str]]:
        return _by(_spelling, self._names)

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        return _by(_stem, self._names)

    def named(self, text: str) -> list[str]:
        """The pages that a text names: several, where they differ in capitals only."""
        spelling = _spelling(text)
        return self._spelt.get(spelling) or self._spelt.get(f"{spelling}.txt") or []

    def meant(self, text: str, *, ours: bool = False) -> list[str]:
        """The pages that a text, which names none, may mean: under another folder or ending, or misspelt. It may mean
        none, unless it is `ours`."""
        found = self.among(text)
        if not found:
            close = _CLOSE if ours or _spelling(text).endswith(".txt") else _ALMOST
            stems = get_close_matches(_stem(text), self._stems, _MOST, close)
            found = [name for stem in stems for name in self._stems[stem]]
        return found

    def among(self, text: str) -> list[str]:
        """The pages whose names are among the words of a text, without their folders and endings too."""
        values = (value for line in text.split("\n") for value in (line, _KEY.sub("", line)))
        words = [text, *(value.strip(_AROUND) for value in values), *_WORDS.split(text)]
        return sorted({name for word in words for name in self._stems.get(_stem(word), ())})

    def mentioned(self, data: bytes) -> set[str]:
        """The pages that a file which cannot be read names anywhere, or as its source without their endings."""
        heads = (_BREAK.sub("\n", plain[:_HEAD]) for plain in decoded(data))
        texts = (found[1] for head in heads for found in _UNDER_SOURCE.finditer(head))
        return self._mentions.find(data).union(*map(self.among, texts))

    @cached_property
    def _mentions(self) -> "NameFinder":
        return NameFinder(self._names)


def _by(form: Callable[[str], str], names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(form(name), []).append(name)
    return found


def with_own_sources(article: Article, pages: PageNames) -> Article:
    """The article, its sources among them those of its other keys that name a page: `source: p1`."""
    key = next((key for key in article.extra if is_key(key, "source")), None)
    if key is None:
        return article
    texts = list(_texts(article.extra[key]))
    ours = {text: pages.named(text) for text in texts}
    if not any(ours.values()):
        return article
    rest = [text for text in texts if not ours[text]]
    extra = {name: value for name, value in article.extra.items() if name != key} | ({key: rest} if rest else {})
    sources = tuple(Source(name) for names in ours.values() for name in names)
    front = msgspec.structs.replace(article.front, source=(*article.front.source, *sources))
    return msgspec.structs.replace(article, front=front, extra=extra)


def doubtful_sources(article: Article) -> Iterator[str]:
    """What stands under keys that are almost `source`, and may name a page."""
    for key, value in article.extra.items():
        if is_key(key, "source", almost=True):
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
    elif isinstance(value, str) and value.strip():
        yield value


class NameFinder:
    """Finds names of files, which all have an ending, wherever they stand in a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self._names[_folded(name)].append(name)
        # From each full stop of a text, where a name with its last full stop there would begin and end.
        self._shapes = {(name.rfind("."), len(name)) for name in self._names if "." in name}

    def find(self, data: bytes) -> set[str]:
        """The names that are in the text, in any of the ways to write them."""
        if not self._shapes:
            return set()
        found: set[str] = set()
        for text in {_folded(written) for plain in decoded(data) for written in (plain, unquote(plain))}:
            stops = [stop.start() for stop in re.finditer(r"\.", text)]
            pieces = {text[stop - before : stop - before + length] for stop in stops for before, length in self._shapes}
            found.update(name for piece in pieces & self._names.keys() for name in self._names[piece])
        return found


def decoded(data: bytes) -> list[str]:
    """A text in each encoding that it may be in."""
    texts = [data.replace(b"\0", b"").decode("utf-8", "replace")]  # of UTF-16 and UTF-32, what is ASCII
    if b"\0" in data[:200] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        texts += [data.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be")]
    return texts


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("\\", "/")


def _spelling(name: str) -> str:
    """What all ways to write a page's name have in common."""
    return posixpath.normpath(_folded(name.strip())).lstrip("./").removeprefix("pages/")


def _stem(name: str) -> str:
    """The name of a page without folder and ending."""
    return _ENDING.sub("", _spelling(unquote(name)).rpartition("/")[2])
