"""The size of a picture from its first bytes; what is damaged has none."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.picture_size import picture_size
from site_builder.pipeline.build import build
from tests.conftest import Make, article


def _exif(orientation: int, order: str) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHIHH", 0x0100, 3, 1, 9, 0) + struct.pack(
        f"{order}HHIHH", 0x0112, 3, 1, orientation, 0
    )
    data = b"Exif\0\0" + mark + struct.pack(f"{order}IH", 8, 2) + entries
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


def _jpeg(*segments: bytes) -> bytes:
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, 200, 300, 1)
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xe0\0\x04ab" + frame


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 300, 200)
FILES = {
    "png": PNG,
    "gif": b"GIF89a" + struct.pack("<HH", 300, 200),
    "bmp": b"BM".ljust(18, b"\0") + struct.pack("<ii", 300, -200),
    "jpeg": _jpeg(),
    "jpeg, upright": _jpeg(_exif(1, "<")),
    "webp, lossy": b"RIFF\0\0\0\0WEBPVP8 ".ljust(26, b"\0") + struct.pack("<HH", 300, 200),
    "webp, lossless": b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (299 | 199 << 14).to_bytes(4, "little"),
    "webp, extended": b"RIFF\0\0\0\0WEBPVP8X".ljust(24, b"\0") + b"\x2b\x01\0\xc7\0\0",
    "avif": b"\0\0\0\x1cftypavif".ljust(80, b"\0") + b"ispe\0\0\0\0" + struct.pack(">II", 300, 200),
}  # fmt: skip


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_size(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p").write_bytes(data)
    assert picture_size(str(tmp_path / "p")) == (300, 200)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_picture_that_the_camera_turned(tmp_path: Path, order: str) -> None:
    (tmp_path / "p.jpg").write_bytes(_jpeg(_exif(6, order)))
    assert picture_size(str(tmp_path / "p.jpg")) == (200, 300)


@pytest.mark.parametrize("data", [b"", b"picture", PNG[:20], b"\xff\xd8\xff", b"GIF89a\0\0\0\0", b"<svg/>"])
def test_what_has_no_size(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p").write_bytes(data)
    assert picture_size(str(tmp_path / "p")) is None
    assert picture_size(str(tmp_path / "none")) is None


@given(st.sampled_from([*FILES.values(), _jpeg(_exif(8, ">"))]), st.data())
def test_a_damaged_picture_is_no_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, draw: st.DataObject
) -> None:
    at = draw.draw(st.integers(0, len(data) - 1))
    file = tmp_path_factory.getbasetemp() / "damaged"
    file.write_bytes(data[:at] + draw.draw(st.binary(max_size=4)) + data[at + draw.draw(st.integers(0, 4)) :])
    picture_size(str(file))


def test_a_page_is_made_anew_when_its_picture_has_another_size(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(body="![it](media/p.gif)"),
            "articles/b.md": article("B"),
            "media/p.gif": FILES["gif"],
        }
    )
    for data, height in ((FILES["gif"], 200), (b"GIF89a" + struct.pack("<HH", 300, 211), 211), (b"no picture", 0)):
        (root / "media" / "p.gif").write_bytes(data)
        report = build(root, tmp_path / "out", with_search=False)
        page = (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
        assert (f'height="{height}"' in page) == bool(height)
        assert "width=" in page.split('<div class="body">')[1].split("</figure>")[0] or not height
    assert report.unchanged
