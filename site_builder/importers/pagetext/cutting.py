"""A dump of several pages, which form feeds part, as its pages: each a slice of the file, together the whole file."""

import re

import msgspec

from site_builder.importers.decode import DecodedText

_SHEETS = re.compile(r"[^\f]*\f+|[^\f]+")
_BY_MARK = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def cut(whole: DecodedText) -> list[DecodedText]:
    """The pages of a dump; the file as it is where it holds one. A blank page stays one, but for those at the end."""
    sheets = _SHEETS.findall(whole.data.decode(whole.encoding)) if "\f" in whole.text else []
    sheets = [sheet for run in sheets for sheet in _apart(run)]
    while len(sheets) > 1 and not sheets[-1].strip("\ufeff \t\r\n\f"):
        sheets[-2:] = ["".join(sheets[-2:])]
    if len(sheets) < 2:
        return [whole]
    pages = _encoded(sheets, whole)
    return pages if b"".join(page.data for page in pages) == whole.data else [whole]


def _apart(run: str) -> list[str]:
    """A page with its form feed, and a blank page for each form feed more."""
    body = run.rstrip("\f")
    feeds = len(run) - len(body)
    return [body + "\f", *["\f"] * (feeds - 1)] if feeds else [body]


def _encoded(sheets: list[str], whole: DecodedText) -> list[DecodedText]:
    """The pages as bytes. Only the first has the mark that says which way UTF-16 runs."""
    if whole.encoding != "utf-16":
        return [_text(sheet, whole.encoding) for sheet in sheets]
    mark = whole.data[:2]
    first, *others = [_text(sheet, _BY_MARK[mark]) for sheet in sheets]
    return [msgspec.structs.replace(first, data=mark + first.data, encoding="utf-16"), *others]


def _text(sheet: str, encoding: str) -> DecodedText:
    return DecodedText(sheet.removeprefix("\ufeff"), encoding, sheet.encode(encoding, "replace"))
