"""Bytes to text: what encoding a page is in, and whether it is text at all.

Guessing is needed for old code pages only. UTF-8 and UTF-16 with a mark are certain, and bytes that are valid UTF-8
are UTF-8; charset-normalizer decides between the Chinese code pages (and the western ones), because their bytes
overlap and only the words tell. GBK and GB2312 are read as GB18030, which contains both.
"""

import re
from pathlib import Path

import msgspec

from site_builder.common.files import PAGE, read_bytes
from site_builder.importers.file_kinds import binary_kind, text_kind

_CHINESE = ("gb18030", "big5")
_READ_AS = {"gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030", "hz": "gb18030", "cp950": "big5",
            "big5": "big5", "big5hkscs": "big5hkscs", "ascii": "utf-8", "utf_8": "utf-8"}  # fmt: skip
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
_COMMON = re.compile(
    "[的了在是不有一人这中大为上这國個們来來和地到以说說時时要就出会會可也你对對生能而子那得于著下自之年]"
)


class TextError(Exception):
    """The file is no text of a page; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "import the text of the page, saved as a text file"):
        super().__init__(message)
        self.hint = hint


class DecodedText(msgspec.Struct, frozen=True):
    """A page's text, the bytes it was read from and the encoding that reads them."""

    text: str
    encoding: str
    data: bytes


def read_text(file: Path) -> DecodedText:
    """The text of a file. Raises TextError, with a sentence."""
    try:
        data = read_bytes(file, PAGE)
    except OSError as error:
        raise TextError(f"cannot be read: {error.strerror}") from None
    return decode(data)


def read_page(file: Path) -> DecodedText:
    """The text of a page. Raises TextError where a file holds tags, cells or the like, which would be read as words."""
    text = read_text(file)
    kind, hint = text_kind(text.text, file.suffix)
    if kind:
        raise TextError(f"is {kind}, not the text of a page", hint)
    return text


def decode(data: bytes) -> DecodedText:
    """The text that the bytes hold. Raises TextError."""
    kind, hint = binary_kind(data)
    if kind:
        raise TextError(f"is no text but {kind}", hint)
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text):
            return DecodedText(text.removeprefix("\ufeff"), encoding, data)
    raise TextError("is no text: its bytes are in no encoding of words")


def _candidates(data: bytes) -> list[str]:
    """Encodings to try, the surest first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if b"\x00" in data and len(data) % 2 == 0:  # a line's end in UTF-16 holds a zero; no other text does
        return sorted(("utf-16-le", "utf-16-be"), key=lambda encoding: -_plausibility(data, encoding))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return [*_chinese(data), *_guess(data)]
    return ["utf-8"]


def _plausibility(data: bytes, encoding: str) -> int:
    """How many characters of the beginning are ones that texts are made of."""
    text = data[:4000].decode(encoding, "ignore")
    return sum(char.isascii() and char.isprintable() for char in text) + len(_COMMON.findall(text)) * 9


def _chinese(data: bytes) -> list[str]:
    """The Chinese code pages that read the whole file into common Chinese characters, the better first."""
    found = []
    for encoding in _CHINESE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        ideographs = len(re.findall("[\u4e00-\u9fff]", text))
        if ideographs and len(_COMMON.findall(text)) > ideographs * 0.06:
            found.append((len(_COMMON.findall(text)) / ideographs, encoding))
    return [encoding for _, encoding in sorted(found, reverse=True)]


def _guess(data: bytes) -> list[str]:
    """What charset-normalizer makes of bytes that are not UTF-8."""
    from charset_normalizer import from_bytes

    found = [_READ_AS.get(match.encoding, match.encoding) for match in from_bytes(data[:200_000], steps=5)]
    return list(dict.fromkeys(found))


def _is_text(text: str) -> bool:
    """Few control characters: a form feed or a stray one is in many dumps, a picture is full of them."""
    return len(_BINARY.findall(text)) * 50 <= len(text) and text.count("\x00") == 0
