"""Pages with their right readings: the form of the folders that the importer is measured on, and fitted to.

DATA/pages/NAME.txt is a page as it was received, DATA/gold/NAME.json how a careful reader takes it apart:

    {"articles": [{"ranges": [[3, 25], [40, 41]], "title": "…", "byline": ["…"], "paragraphs": ["…"]}],
     "optional": [1, 2]}

`ranges` are the article's lines, counted from 1, in reading order. `title` is the headline as printed, null where none
stands on the page; `byline` the names; `paragraphs` the text with lines joined, left out where nobody wrote them down.
`optional` are lines that no article needs to have, such as a masthead: they are not counted. Other keys are ignored.
Readings by a program have the same form; one that makes up a headline says so with "title_inferred": true.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from site_builder.common.lines import split_lines
from site_builder.importers.decode import read_text


class Article(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article as it was read."""

    ranges: tuple[tuple[int, int], ...]
    title: str | None = None
    title_inferred: bool = False
    byline: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a page was taken apart."""

    articles: tuple[Article, ...]
    optional: tuple[int, ...] = ()


class GoldPage(msgspec.Struct, frozen=True):
    """A page's lines and its right reading."""

    name: str
    lines: tuple[str, ...]
    gold: Reading


def read_pages(data: Path) -> list[GoldPage]:
    """The pages of a folder that have a reading. Ends the program with a sentence where there are none."""
    pages = [
        GoldPage(file.stem, tuple(split_lines(read_text(data / "pages" / f"{file.stem}.txt").text)), read_reading(file))
        for file in sorted((data / "gold").glob("*.json"))
    ]
    if not pages:
        raise SystemExit(f"{data}: there are no readings, gold/NAME.json, of pages, pages/NAME.txt")
    return pages


def read_reading(file: Path) -> Reading:
    """One reading. Ends the program where the file has another form."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Reading)
    except (OSError, msgspec.MsgspecError) as error:
        raise SystemExit(f"{file}: {error}") from None


def write_reading(file: Path, reading: Reading) -> None:
    """Keep a reading."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(reading), indent=1) + b"\n")


def write_pages(data: Path, pages: Iterable[GoldPage]) -> None:
    """Keep pages with their readings."""
    (data / "pages").mkdir(parents=True, exist_ok=True)
    for page in pages:
        (data / "pages" / f"{page.name}.txt").write_text("\n".join(page.lines) + "\n", encoding="utf-8")
        write_reading(data / "gold" / f"{page.name}.json", page.gold)
