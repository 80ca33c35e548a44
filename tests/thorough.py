"""Looks for words in every byte of a folder, however they are packed; shares no code with the program's own check."""

import base64
import binascii
import gzip
import html
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_NOT_SEEN = re.compile("[\\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]+")
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")


def beside(output: Path) -> list[Path]:
    """The output and all that builds leave beside it."""
    return [output, *sorted(output.parent.glob(f".{output.name}.*"))]


def places(folders: Iterable[Path], words: Iterable[str]) -> list[tuple[str, str]]:
    """(file, words) for each file that holds any of the words, or has them in its name."""
    wanted = {word: folded(word) for word in words}
    found = []
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            texts = folded(str(file.relative_to(folder))) + (_all_readings(file.read_bytes()) if file.is_file() else "")
            found += [(str(file), word) for word, form in wanted.items() if form in texts]
    return found


def folded(text: str) -> str:
    """Without white space, case, width, zero-width characters."""
    return _NOT_SEEN.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=256)
def _all_readings(data: bytes) -> str:
    """Cached, since most files of the theme and the search are the same in every site."""
    return "\0".join(set(_readings(data)))


def _readings(data: bytes) -> Iterator[str]:
    for piece in _unpacked(data, 3):
        for text in _decoded(piece):
            yield folded(text)
            yield folded(re.sub(r"<[^>]*>", "", html.unescape(text)))
            yield folded(html.unescape(html.unescape(re.sub(r"<[^>]*>", "", text))))
            yield folded(unquote(text))
            yield folded(_UNICODE.sub(lambda code: chr(int(code[1], 16)), text).replace("\\n", ""))
            with suppress(ValueError):
                yield folded(json.dumps(json.loads(text), ensure_ascii=False).replace("\\n", ""))


def _decoded(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if b"\0" in data[:2000]:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "replace")
            yield data[1:].decode(encoding, "replace")


def _unpacked(data: bytes, depth: int) -> Iterator[bytes]:
    yield data
    if not depth:
        return
    if data[:2] == b"\x1f\x8b":
        with suppress(OSError, EOFError, zlib.error):
            yield from _unpacked(gzip.decompress(data), depth - 1)
    for bits in (15, -15):
        if bits > 0 and data[:1] != b"\x78":
            continue
        with suppress(zlib.error):
            inflated = zlib.decompressobj(bits).decompress(data)
            if inflated:
                yield from _unpacked(inflated, depth - 1)
    for run in _BASE64.findall(data):
        with suppress(binascii.Error, ValueError):
            plain = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
            yield from _unpacked(base64.b64decode(plain + b"=" * (-len(plain) % 4)), depth - 1)
