"""What a file is that holds no text of a page: told by how it begins, since names say anything.

The tags of a web page and the cells of a table would be read as words. Such files are refused by kind, with what to do.
"""

import io
import json
import re
import zipfile

_SAVE = "save it as plain text (UTF-8) in the program that made it, and import that"
_OCR = "it has no words until they are recognised: try tesseract, or ask who scanned it for the text"
_PDF = "get its text with `pdftotext NAME.pdf` (with -layout if lines come out torn), and import NAME.txt"
_SITE = "importing other sites is not there yet: save the words of each page as a text file"
_XML = "importing its form is not there yet: save the words of each page as a text file"
_TABLE = "importing articles from a table is not there yet; what is known about pages is given with --table"
_UNPACK = "unpack it, and import the text files in it"

_MAGIC = (
    (b"\x89PNG", "a picture", _OCR), (b"\xff\xd8\xff", "a picture", _OCR), (b"GIF8", "a picture", _OCR),
    (b"II*\x00", "a picture", _OCR), (b"MM\x00*", "a picture", _OCR), (b"\x00\x00\x00\x0cjP", "a picture", _OCR),
    (b"AT&TFORM", "a DjVu document", "get its text with `djvutxt`, and import that"),
    (b"{\\rtf", "an RTF document", _SAVE), (b"\xd0\xcf\x11\xe0", "an Office document", _SAVE),
    (b"\x1f\x8b", "a packed file", _UNPACK), (b"7z\xbc\xaf", "a packed file", _UNPACK),
    (b"Rar!", "a packed file", _UNPACK), (b"SQLite format 3", "a database", _TABLE),
)  # fmt: skip
_PACKED = (
    ("word/", "a Word document (DOCX)", _SAVE),
    ("xl/", "a spreadsheet (XLSX)", _TABLE),
    ("content.xml", "an OpenDocument file", _SAVE),
    ("META-INF/container.xml", "an e-book (EPUB)", _SAVE),
)
_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>]*>\s*)*<([A-Za-z_][\w:.-]*)(?=[\s>/])", re.DOTALL
)
_HTML = (
    "html",
    "head",
    "body",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "table",
    "article",
    "section",
    "main",
    "ul",
    "ol",
    "font",
)
_XML_KINDS = {
    "rss": ("an export or feed of a site (RSS, WXR)", _SITE),
    "feed": ("a feed (Atom)", _SITE),
    "alto": ("recognised text in ALTO", _XML),
    "mets": ("a METS file", _XML),
    "tei": ("a TEI document", _XML),
}
_FIELDS = {"date", "body", "text", "content", "author", "byline", "url", "summary"}
_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)\n(?:.*\n){0,30}?(?:title|date)\s*[:=]")


def binary_kind(data: bytes) -> tuple[str, str]:
    """What the bytes are, and what to do; ("", "") if they may be text."""
    if b"%PDF-" in data[:1024]:
        return "a PDF", _PDF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a picture", _OCR
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    return next(((kind, hint) for magic, kind, hint in _MAGIC if data.startswith(magic)), ("", ""))


def text_kind(text: str, suffix: str = "") -> tuple[str, str]:
    """What the text is, if it is none of a page, and what to do; ("", "") if it may be a page."""
    if suffix.casefold() in (".csv", ".tsv") or _is_table(text):
        return "a table", _TABLE
    if _FRONT_MATTER.match(text):
        return "an article with front matter", "put it into articles/ as it is, named NAME.md"
    if text.lstrip().startswith(("{", "[{")) and _is_json(text):
        return "JSON", _TABLE
    return _marked_up(text)


def _packed(data: bytes) -> tuple[str, str]:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        names = []
    found = ((kind, hint) for start, kind, hint in _PACKED if any(name.startswith(start) for name in names))
    return next(found, ("a packed file", _UNPACK))


def _marked_up(text: str) -> tuple[str, str]:
    """A page may print words in angle brackets; a document's first tag is its last, or one of HTML's."""
    root = _ROOT.match(text)
    if not root:
        return ("an XML document", _XML) if text.lstrip().startswith("<?xml") else ("", "")
    name = root[1].rpartition(":")[2].casefold()
    if (name in _HTML and f"</{root[1]}>" in text) or "<!doctype html" in text[:500].casefold():
        return "a web page (HTML)", _SITE
    if text.lstrip().startswith("<?xml") or text.rstrip().endswith(f"</{root[1]}>"):
        return _XML_KINDS.get(name, ("an XML document", _XML))
    return "", ""


def _is_table(text: str) -> bool:
    """Whether the first line names the fields of articles."""
    cells = re.split(r"[,;\t|]", text.lstrip().partition("\n")[0])
    named = {cell.strip(' "\r').casefold() for cell in cells}
    return bool(named & {"title", "headline"} and named & _FIELDS)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
