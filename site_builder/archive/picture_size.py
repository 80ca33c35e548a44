"""The size of a picture, from the first bytes of its file.

With it in the page a browser keeps the picture's place free, and the text does not jump when it arrives. Pillow would
decode the picture, with 10 MB of C; `imagesize` is ten times as long as this, and opens addresses on the net, too. Of
the formats of the web only the headers are needed; what is not understood has no size.
"""

import re
import struct
from collections.abc import Callable
from typing import BinaryIO

Size = tuple[int, int]  # width and height in pixels

_HEAD = 64
_MOST_SEGMENTS = 500  # of a JPEG, before the one that holds its size
_TURNED = range(5, 9)  # the orientations of EXIF in which width and height are exchanged
_LARGEST = 100_000


def picture_size(path: str) -> Size | None:
    """Width and height as a browser shows it; None of a file that is no picture, or one of another format."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a Path for each of thousands takes its time
            head = file.read(_HEAD)
            read = next((read for mark, read in _FORMATS if mark.match(head)), None)
            size = read(file, head) if read else None
    except (OSError, struct.error, IndexError):
        return None
    return size if size and all(0 < length <= _LARGEST for length in size) else None


def _png(_: BinaryIO, head: bytes) -> Size:
    return struct.unpack_from(">II", head, 16)


def _gif(_: BinaryIO, head: bytes) -> Size:
    return struct.unpack_from("<HH", head, 6)


def _bmp(_: BinaryIO, head: bytes) -> Size:
    width, height = struct.unpack_from("<ii", head, 18)
    return width, abs(height)  # negative: its rows begin at the top


def _webp(_: BinaryIO, head: bytes) -> Size | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _avif(file: BinaryIO, head: bytes) -> Size | None:
    beginning = head + file.read(4096)
    at = beginning.find(b"ispe")  # the box of the size: its name, four bytes of version, width, height
    turn = beginning.find(b"irot")
    if at < 0:
        return None
    width, height = struct.unpack_from(">II", beginning, at + 8)
    return (height, width) if turn >= 0 and beginning[turn + 4] & 1 else (width, height)


def _jpeg(file: BinaryIO, _: bytes) -> Size | None:
    file.seek(2)
    turned = False
    for _segment in range(_MOST_SEGMENTS):
        mark, kind, length = struct.unpack(">BBH", file.read(4))
        if mark != 0xFF or length < 2:
            return None
        if kind in _FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            return (height, width) if turned else (width, height)
        data = file.read(length - 2)
        turned = turned or (kind == 0xE1 and _orientation(data) in _TURNED)
    return None


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # segments that begin with the size of the picture


def _orientation(data: bytes) -> int:
    """The orientation that EXIF data give: cameras turn the picture and not the pixels. 0 if they give none."""
    if not data.startswith(b"Exif\0\0"):
        return 0
    exif, order = data[6:], "<" if data[6:8] == b"II" else ">"
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    (count,) = struct.unpack_from(f"{order}H", exif, start)
    for number in range(min(count, 100)):
        tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * number)
        if tag == 0x0112:
            return int(value)
    return 0


_FORMATS: tuple[tuple[re.Pattern[bytes], Callable[[BinaryIO, bytes], Size | None]], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL), _png),
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL), _webp),
    (re.compile(rb".{4}ftyp(?:avif|avis|mif1)", re.DOTALL), _avif),
    (re.compile(rb"BM"), _bmp),
)
