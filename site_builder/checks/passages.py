"""Passages of text that must not be in the site, and how to find them in any of its files.

A passage is LENGTH characters of folded text: without white space, case, width and invisible characters. To look up
every position of a large site would take minutes. But if a text is cut into blocks of half a passage, every passage in
it contains at least one whole block: so only the blocks are looked up, and the text around those that are known.
"""

import base64
import binascii
import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from html import unescape

import msgspec

LENGTH = 20
_HALF = LENGTH // 2

# White space, what is not seen, and the marks of Markdown, which stand in some of the files only.
_ASIDE = re.compile("[\\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff*_`~\\\\]+")
_TAG = re.compile(r"<[^<>]*>")
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PACKED = re.compile(rb'^ArchiveSearch\.receive\("[^"]*","([A-Za-z0-9+/=]*)"\);\s*$')
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2", ".mp3", ".mp4", ".pdf")


class Secret(msgspec.Struct, frozen=True):
    """Text that must not be in the site: passages of it, and the article that it is of (a path, for messages).

    Of a redaction `reported` is false: there is nobody to tell that the words stand elsewhere too.
    """

    path: str
    texts: tuple[str, ...]
    reported: bool = True


class Secrets(msgspec.Struct, frozen=True):
    """All texts that must not be in a site."""

    all: tuple[Secret, ...] = ()

    @property
    def digest(self) -> bytes:
        """A digest of all texts: what was scanned for these need not be scanned again."""
        return blake2b(msgspec.msgpack.encode(self.all), digest_size=16).digest() if self.all else b""

    @property
    def passages(self) -> Sequence[str]:
        """Every passage, in a fixed order."""
        return _prepared(self).order

    @property
    def owner(self) -> Sequence[int]:
        """The index of the secret of each passage."""
        return _prepared(self).owner

    def passage(self, number: int) -> str:
        """The passage of a number."""
        return _prepared(self).order[number]


class _Prepared(msgspec.Struct, frozen=True):
    order: list[str]
    owner: list[int]
    number: dict[str, int]
    halves: frozenset[str]


@lru_cache(maxsize=2)
def _prepared(secrets: Secrets) -> _Prepared:
    number: dict[str, int] = {}
    owner: list[int] = []
    for position, secret in enumerate(secrets.all):
        for text in secret.texts:
            for passage in passages_of(text):
                if passage not in number:
                    number[passage] = len(number)
                    owner.append(position)
    halves = frozenset(passage[at : at + _HALF] for passage in number for at in range(LENGTH - _HALF + 1))
    return _Prepared(list(number), owner, number, halves)


def folded(text: str) -> str:
    """Text in the form in which passages are compared."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _ASIDE.sub("", text.casefold())


def passages_of(text: str) -> Iterator[str]:
    """Every passage of a folded text."""
    return (text[at : at + LENGTH] for at in range(len(text) - LENGTH + 1))


def find(secrets: Secrets, texts: Iterable[str]) -> tuple[int, ...]:
    """The numbers of the passages that are in the folded texts."""
    prepared = _prepared(secrets)
    found: set[int] = set()
    for text in texts:
        blocks = [text[at : at + _HALF] for at in range(0, len(text), _HALF)]
        if prepared.halves.isdisjoint(blocks):
            continue
        for block, part in enumerate(blocks):
            if part in prepared.halves:
                first = max(0, block * _HALF - (LENGTH - _HALF))
                found |= {
                    prepared.number[passage]
                    for passage in passages_of(text[first : block * _HALF + LENGTH])
                    if passage in prepared.number
                }
    return tuple(sorted(found))


def readings(name: str, data: bytes) -> Iterator[str]:
    """The texts of a file, folded, one for each way in which a program may read it; `name` tells its kind."""
    if name.lower().endswith(_PICTURES):
        return
    packed = _PACKED.match(data)
    if packed:
        data = _inflated(packed[1])
    elif data[:2] == b"\x1f\x8b":
        data = _ungzipped(data)
    text = data.decode("utf-8", "replace")
    if name.lower().endswith((".html", ".htm", ".xml", ".svg")):
        yield folded(unescape(_TAG.sub("", text)))
        text = unescape(" ".join(_TAG.findall(text)))
        yield folded(text)
        return
    if "\\u" in text:
        yield folded(_CODE.sub(lambda code: chr(int(code[1], 16)), text))
    yield folded(text)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(base64.b64decode(data))
    except (binascii.Error, zlib.error):
        return data


def _ungzipped(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return data
