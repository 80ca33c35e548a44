"""Encodings are told apart, and what is no text is refused with a sentence."""

import codecs
import io
import zipfile
from pathlib import Path

import pytest

from site_builder.importers.decode import TextError, decode, read_page, read_text

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
    with pytest.raises(TextError, match="is no text"):
        decode(data)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="cannot be read"):
        read_text(tmp_path / "nothing.txt")


def test_some_control_characters_are_no_reason_to_refuse() -> None:
    assert decode(b"A line\x0c\nAnother line\x01 of the page, with words enough to be a text\n").encoding == "utf-8"


def test_the_mark_alone_is_text() -> None:
    assert decode(codecs.BOM_UTF8).text == ""


def packed(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "words")
    return data.getvalue()


@pytest.mark.parametrize("name", ["page.txt", "page"])
@pytest.mark.parametrize(
    ("data", "kind", "hint"),
    [
        (b"%PDF-1.7\nwords", "a PDF", "pdftotext"),
        (b"\n\n%PDF-1.4\nwords", "a PDF", "pdftotext"),
        (b"\x89PNG\r\n\x1a\nwords", "a picture", "tesseract"),
        (b"\xff\xd8\xff\xe0words", "a picture", "tesseract"),
        (b"{\\rtf1\\ansi words}", "an RTF document", "plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1words", "an Office document", "plain text"),
        (packed("word/document.xml"), "Word", "plain text"),
        (packed("xl/workbook.xml"), "spreadsheet", "--table"),
        (packed("pages/1.txt"), "packed", "unpack"),
        (b"PK\x03\x04 torn", "packed", "unpack"),
        (b"<!DOCTYPE html>\n<html><body><p>Words</p></body></html>", "HTML", "not there yet"),
        (b"\xef\xbb\xbf\n <HTML>\n<BODY>Words</BODY></HTML>\n", "HTML", "not there yet"),
        (b"<p>Words</p>\n<p>More</p>", "HTML", "not there yet"),
        ("<?xml version='1.0'?><!-- a --><!-- b -->\n<html><p>字</p></html>".encode("utf-16"), "HTML", "not there yet"),
        (b"<?xml version='1.0'?>\n<page><w>Words</w></page>", "XML", "not there yet"),
        (b"<page>\n<w>Words</w>\n</page>\n", "XML", "not there yet"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "WXR", "not there yet"),
        (b"<alto xmlns='http://x'><String CONTENT='a'/></alto>", "ALTO", "not there yet"),
        (b"<?xml version='1.0'?><mets:mets xmlns:mets='x'></mets:mets>", "METS", "not there yet"),
        (b"title,date,body\nBridge,1998-01-09,Words\n", "a table", "--table"),
        (b'{"title": "Bridge"}', "JSON", "--table"),
        (b"---\ntitle: Bridge\ndate: 1998-01-09\n---\nWords\n", "front matter", "articles/"),
    ],
)
def test_what_is_no_page_is_refused_by_its_kind(tmp_path: Path, data: bytes, kind: str, hint: str, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TextError) as error:
        read_page(tmp_path / name)
    assert kind in str(error.value)
    assert hint in error.value.hint


def test_a_table_is_told_by_its_name_too(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(TextError, match="a table"):
        read_page(tmp_path / "x.csv")


@pytest.mark.parametrize(
    "text",
    [
        "<sic> the mayor said, and <b>bold</b> too.\n",
        "Title, date and place of the meeting\nwere given.\n",
        "{a} is less than {b}\n",
        "--- \nThe bridge was opened.\n",
        "title of the bill, date of the bill\n",
        "< 5 or > 6\n",
        "<" * 2000,
        "<!--" * 5000,
        "<!-- a -->" * 5000 + "x",
        "[" * 100_000,
        "[{" * 50_000,
    ],
)
def test_pages_that_hold_marks_are_pages(tmp_path: Path, text: str) -> None:
    (tmp_path / "p.txt").write_text(text, encoding="utf-8")
    assert read_page(tmp_path / "p.txt").text == text
