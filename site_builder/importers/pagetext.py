"""The importer of page text: dumps of newspaper pages with several articles run together.

Pure from the text on: `read` opens the one file, `take_apart` makes drafts of its text.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from site_builder.addresses import slug
from site_builder.authorities import NameIndex
from site_builder.dates import parse_date
from site_builder.frontmatter import FrontMatter, Source, Status, TitleOrigin
from site_builder.importers import arrange, dating, describe
from site_builder.importers.compose import Draft, Paragraph
from site_builder.importers.evidence import Block, Kind
from site_builder.importers.reading import NoText, read_text
from site_builder.importers.remarks import N_, Remark, Say, say
from site_builder.lines import split_lines
from site_builder.problems import Problem
from site_builder.sources import Furniture
from site_builder.words import Words

_SLUG = 12  # characters of a Chinese title that make an address
_REASONS = {
    arrange.PHOTO_PAGE: N_("A credit for the photographs of the whole page"),
    arrange.PHOTO: N_("A photographer's credit; which picture is meant, the text does not say"),
    arrange.MASTHEAD: N_("Masthead, page number or imprint"),
    arrange.IMPRINT: N_("Masthead, page number or imprint"),
    "invisible": N_("Nothing that can be seen"),
}


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who imports says about the pages."""

    date: str = ""
    section: str = ""
    page: str = ""
    language: str = "en"


class Imported(msgspec.Struct, frozen=True):
    """A page read: its bytes and what was found. `doubts` are those of all drafts, by line."""

    stem: str
    data: bytes
    sha256: str
    encoding: str
    drafts: tuple[Draft, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()


def detect(path: Path) -> bool:
    """Whether this importer is for the file: any that is no folder; `read` refuses what is no text."""
    return path.is_file()


def read(path: Path, wishes: Wishes, names: NameIndex) -> Imported:
    """The drafts of one page. What prevents them is in the problems."""
    try:
        text = read_text(path)
    except NoText as fault:
        problem = Problem(str(path), 0, str(fault), "import the text of the page, saved as a text file")
        return Imported(path.stem, b"", "", "", problems=(problem,))
    digest = hashlib.sha256(text.data).hexdigest()
    bare = Imported(path.stem, text.data, digest, text.encoding)
    return take_apart(bare, text.text, wishes, names, path=str(path))


def take_apart(page: Imported, text: str, wishes: Wishes, names: NameIndex, *, path: str) -> Imported:
    """The page with its drafts and furniture."""
    lines = split_lines(text)
    words = Words(wishes.language).gettext
    found = arrange.arrange(lines)
    masthead = [lines[one.first - 1] for one in found.furniture if one.reason == arrange.MASTHEAD]
    dated = dating.page_date(given=wishes.date, stem=page.stem, masthead=masthead, lines=lines)
    if dated is None and found.articles:
        problem = Problem(
            path, 0, "nothing on the page says when it was printed", "give --date, such as --date 1998-01-09"
        )
        return msgspec.structs.replace(page, problems=(problem,))
    drafts = tuple(_draft(page, article, dated, wishes, names, words) for article in found.articles if dated)
    return msgspec.structs.replace(page, drafts=drafts, furniture=tuple(_furniture(found, lines, words)))


def _draft(
    page: Imported, article: arrange.Article, dated: dating.Dated, wishes: Wishes, names: NameIndex, words: Say
) -> Draft:
    printed = describe.headings(article)
    byline = describe.byline(article)
    body = _body(article, printed, byline)
    text = "\n".join(paragraph.text for paragraph in body)
    title = printed.title or describe.supplied_title(text, otherwise=f"{page.stem}, {article.ranges[0][0]}")
    front = FrontMatter(
        title=title,
        date=dated.edtf,
        title_origin=TitleOrigin.PRINTED if printed.title else TitleOrigin.SUPPLIED,
        kicker=printed.kicker,
        deck=printed.deck,
        date_note=dated.note(words),
        byline=byline.people,
        byline_printed=byline.printed,
        dateline=byline.dateline,
        section=wishes.section,
        page=wishes.page,
        tags=describe.tags(title + text, names),
        source=(Source(f"{page.stem}.txt", page.sha256, tuple(map(_range, article.ranges))),),
        status=Status.UNCHECKED,
        doubts=tuple(say(remark, words) for remark in _in_order((*article.remarks, *printed.remarks))),
    )
    return Draft(f"{_folder(dated.edtf)}/{slug(title[:_SLUG] if not title.isascii() else title)}.md", front, body)


def _body(article: arrange.Article, printed: describe.Headings, byline: describe.Byline) -> tuple[Paragraph, ...]:
    """The paragraphs without headlines, dateline and byline."""
    blocks = article.blocks[printed.blocks :]
    texts = [_words(block, byline, first=number == 0) for number, block in enumerate(blocks)]
    return tuple(Paragraph(text, block.kind is Kind.HEADING) for block, text in zip(blocks, texts, strict=True) if text)


def _words(block: Block, byline: describe.Byline, *, first: bool) -> str:
    """What a block leaves to the body. Only the first one's dateline is the article's; others stay where they are."""
    whole, credit = block.piece.text, block.credit
    if block is byline.block and byline.printed:
        return credit.rest if first or not credit.dateline else whole.removesuffix(byline.printed).rstrip()
    return whole.removeprefix(byline.dateline).strip() if first else whole


def _furniture(found: arrange.Page, lines: Sequence[str], words: Say) -> list[Furniture]:
    """The page's furniture in words, with the lines that show nothing and lie in no article."""
    claimed = {n for article in found.articles for low, high in article.ranges for n in range(low, high + 1)}
    claimed |= {n for one in found.furniture for n in range(one.first, one.last + 1)}
    unseen = [n for n, line in enumerate(lines, 1) if line.strip() and n not in claimed]
    all_of = [*found.furniture, *(arrange.Reason(n, n, "invisible") for n in unseen)]
    return [
        Furniture((_range((one.first, one.last)),), words(_REASONS[one.reason]))
        for one in sorted(all_of, key=lambda one: one.first)
    ]


def _in_order(remarks: Sequence[Remark]) -> list[Remark]:
    return sorted(remarks, key=lambda one: (one.first, one.kind))


def _range(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


def _folder(edtf: str) -> str:
    """Year, month and day of a date, as far as it goes, as folders."""
    part = next(part for part in parse_date(edtf).parts if part)
    known = [part.year, *(f"{number:02}" for number in (part.month, part.day) if number)]
    return "/".join(known)
