"""Encodings are told apart, and what is no text is refused with a sentence."""

import codecs
from pathlib import Path

import pytest

from site_builder.importers.reading import NoText, decode, read_text

SIMPLIFIED = "本报讯（记者 张三）昨天，市里的一座新桥通车了，这是全市最长的一座桥，市民们都来看热闹。\n"
TRADITIONAL = "本報訊（記者 張三）昨天，市裡的一座新橋通車了，這是全市最長的一座橋，市民們都來看熱鬧。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "utf-8", "utf-8"),
        ("The mayor opened the bridge.\n", "ascii", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_encodings(text: str, encoding: str, expected: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, expected)
    assert found.data.decode(found.encoding).removeprefix("\ufeff") == text


def test_western_code_pages() -> None:
    text = "Über die Brücke führt ein schöner Weg, den die Bürger täglich benützen. " * 8
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"%PDF-1.7\n" + bytes(range(128, 256)) * 9 + b"\x00\x01\x02" * 99],
    ids=["png", "pdf"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NoText, match="is no text"):
        decode(data)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoText, match="cannot be read"):
        read_text(tmp_path / "nothing.txt")


def test_some_control_characters_are_no_reason_to_refuse() -> None:
    assert decode(b"A line\x0c\nAnother line\x01 of the page, with words enough to be a text\n").encoding == "utf-8"


def test_the_mark_alone_is_text() -> None:
    assert decode(codecs.BOM_UTF8).text == ""
