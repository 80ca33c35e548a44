"""The importer of page text: dumps of newspaper pages with several articles run together.

Pure from the text on: only `read` opens the file.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

import msgspec

from site_builder.archive.addresses import slug
from site_builder.archive.authorities import NameIndex
from site_builder.archive.frontmatter.model import Doubt, FrontMatter, Source, Status, TitleOrigin
from site_builder.archive.source import CutFrom, Furniture
from site_builder.common.dates import parse_date
from site_builder.common.lines import split_lines
from site_builder.common.problems import Problem, warning
from site_builder.importers.calendars import LATEST, DateMatch
from site_builder.importers.compose import Draft, Paragraph
from site_builder.importers.decode import DecodedText, TextError, read_page
from site_builder.importers.file_names import NameInfo, read_name
from site_builder.importers.pagetext import arrange, dating, describe
from site_builder.importers.pagetext.columns import side_by_side
from site_builder.importers.pagetext.cutting import cut
from site_builder.importers.pagetext.doubts import N_, PageDoubt, Translate, in_words
from site_builder.importers.pagetext.features import Block, BlockKind
from site_builder.theme.i18n import LOCALES, Locale

_SLUG = 12  # characters of a Chinese title that make an address
_REASONS = {
    arrange.PHOTO_PAGE: N_("A credit for the photographs of the whole page"),
    arrange.PHOTO: N_("A photographer's credit; which picture is meant, the text does not say"),
    arrange.MASTHEAD: N_("Masthead, page number or imprint"),
    arrange.IMPRINT: N_("Masthead, page number or imprint"),
    arrange.RULE: N_("A printed rule"),
    "invisible": N_("Nothing that can be seen"),
}


@cache
def furniture_reasons() -> frozenset[str]:
    """The reasons that an import gives for furniture, in every language of the interface."""
    return frozenset(Locale(language).gettext(reason) for language in LOCALES for reason in _REASONS.values())


@cache
def given_notes() -> frozenset[str]:
    """What a draft says of a date that a person gave, in every language of the interface."""
    return frozenset(Locale(language).gettext(dating.GIVEN) for language in LOCALES)


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who imports says about the pages; `origin` is where the date is from, `latest` is today."""

    date: str = ""
    section: str = ""
    page: str = ""
    language: str = "en"
    origin: str = "--date"
    undated: bool = False
    latest: str = ""


class InputFile(msgspec.Struct, frozen=True):
    """A file to be imported, the name that its page has in the archive, and what a person says about it."""

    file: Path
    name: str
    options: ImportOptions | None = None


class Imported(msgspec.Struct, frozen=True):
    """A page read: its bytes and what was found. `stem` is its name under `pages/`, without the ending."""

    stem: str
    data: bytes
    sha256: str
    encoding: str
    path: str = ""  # of the file that it was read from
    cut: CutFrom | None = None
    dated: dating.AssignedDate | None = None
    drafts: tuple[Draft, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Sheet(msgspec.Struct, frozen=True):
    """A page of a file before anything is decided about its date."""

    page: Imported
    lines: list[str]
    found: arrange.ArrangedPage
    named: NameInfo
    number: str

    def printed(self, latest: str) -> tuple[DateMatch, ...]:
        """The dates of its masthead."""
        dates = (one for masthead in self.found.mastheads for one in masthead.dates)
        return tuple(one for one in dates if one.spread or min(one.days) <= (latest or LATEST))


def detect(path: Path) -> bool:
    """Whether this importer is for the file: any that is no folder; `read` refuses what is no text."""
    return path.is_file()


def read(given: InputFile, options: ImportOptions, names: NameIndex) -> list[Imported]:
    """The pages of one file with their drafts. What prevents them is in the problems."""
    path = str(given.file)
    try:
        text = read_page(given.file)
    except TextError as error:
        return [Imported(given.name, b"", "", "", path, problems=(Problem(path, 0, str(error), error.hint),))]
    options = given.options or options
    sheets = _sheets(given, text, options.latest)
    printed = {sheet.page.stem: sheet.printed(options.latest) for sheet in sheets}
    days = {one.edtf: one for found in printed.values() for one in found}
    return [_taken_apart(sheet, options, names, carried=_carried(printed[sheet.page.stem], days)) for sheet in sheets]


def _sheets(given: InputFile, whole: DecodedText, latest: str) -> list[_Sheet]:
    """The file's page, or its pages where form feeds part them, by number."""
    pages = cut(whole)
    named = read_name(given.name, latest=latest)
    found = []
    for number, text in enumerate(pages, 1):
        bare = Imported(given.name, text.data, _sha256(text.data), text.encoding, str(given.file))
        if len(pages) > 1:
            origin = CutFrom(given.file.name, _sha256(whole.data), number, len(pages))
            bare = msgspec.structs.replace(bare, stem=f"{given.name}-{number:02}", cut=origin)
        lines = split_lines(text.text)
        found.append(_Sheet(bare, lines, arrange.arrange(lines), named, f"{number:02}" if bare.cut else named.page))
    return found


def _carried(own: Sequence[DateMatch], days: Mapping[str, DateMatch]) -> tuple[DateMatch, ...]:
    """What the mastheads of other pages of the file say, for a page that has none: one day, or one of several."""
    if own or not days:
        return ()
    if len(days) == 1:
        return tuple(days.values())
    every = tuple(sorted({day for one in days.values() for day in one.days}))
    return (msgspec.structs.replace(next(iter(days.values())), days=every, first="", spread=""),)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _taken_apart(
    sheet: _Sheet, options: ImportOptions, names: NameIndex, *, carried: tuple[DateMatch, ...]
) -> Imported:
    """The page with its drafts and furniture."""
    page, found = sheet.page, sheet.found
    if line := side_by_side(sheet.lines):
        return msgspec.structs.replace(page, problems=(_two_columns(page.path, line),))
    translate = Locale(options.language).gettext
    said = dating.witnesses(sheet.named, sheet.printed(options.latest), carried)
    if options.date:
        dated: dating.AssignedDate | None = dating.given_date(options.date, options.origin, said, sheet.named)
    else:
        dated = dating.page_date(said, sheet.named, lines=sheet.lines, latest=options.latest, undated=options.undated)
    if dated is None and found.articles:
        message = "nothing says when the page was printed: neither its name nor its folder nor a masthead"
        hint = "give --date, such as --date 1998-01-09, or --table pages.csv; or --undated, to find it later"
        return msgspec.structs.replace(page, problems=(Problem(page.path, 0, message, hint),))
    options = msgspec.structs.replace(options, page=sheet.number if page.cut else options.page or sheet.number)
    drafts = tuple(_draft(page, article, dated, options, names, translate) for article in found.articles if dated)
    furniture = tuple(_furniture(found, sheet.lines, translate))
    problems = (_not_certain(page.path),) if drafts and dated and not dated.certain else ()
    return msgspec.structs.replace(page, dated=dated, drafts=drafts, furniture=furniture, problems=problems)


def _two_columns(path: str, line: int) -> Problem:
    message = "two columns of text stand side by side: each line of the file holds two lines of print"
    hint = "make the text again, column by column: “pdftotext” without “-layout”, or “pdftotext -raw”"
    return Problem(path, line, message, hint)


def _not_certain(path: str) -> Problem:
    message = "its day is not certain, so its drafts are filed under articles/undated/"
    return warning(path, 0, message, "when you know it, import the page again with --redo and --date or --table")


def _draft(
    page: Imported,
    article: arrange.ArticleBlocks,
    dated: dating.AssignedDate,
    options: ImportOptions,
    names: NameIndex,
    translate: Translate,
) -> Draft:
    printed = describe.headings(article)
    byline = describe.byline(article)
    body = _body(article, printed, byline)
    text = "\n".join(paragraph.text for paragraph in body)
    supplied = describe.supplied_title(text, otherwise=f"{page.stem}, {article.ranges[0][0]}")
    title = printed.title or " ".join(supplied.split())
    doubts = _in_order((*article.doubts, *printed.doubts))
    front = FrontMatter(
        title=title,
        date=dated.edtf,
        title_origin=TitleOrigin.PRINTED if printed.title else TitleOrigin.SUPPLIED,
        kicker=printed.kicker,
        deck=printed.deck,
        date_note=dated.note(translate),
        byline=byline.people,
        byline_printed=byline.printed,
        dateline=byline.dateline,
        section=options.section,
        page=options.page,
        tags=describe.tags(title + text, names),
        source=(Source(f"{page.stem}.txt", page.sha256, tuple(map(_range, article.ranges))),),
        status=Status.UNCHECKED,
        doubts=(
            *(Doubt(doubt.translated(translate)) for doubt in dated.doubts),
            *(in_words(doubt, translate) for doubt in doubts),
        ),
    )
    return Draft(f"{_folder(page, dated)}/{slug(title[:_SLUG] if not title.isascii() else title)}.md", front, body)


def _body(article: arrange.ArticleBlocks, printed: describe.Headings, byline: describe.Byline) -> tuple[Paragraph, ...]:
    """The paragraphs without headlines, dateline and byline."""
    blocks = article.blocks[printed.blocks :]
    texts = [_words(block, byline, first=number == 0) for number, block in enumerate(blocks)]
    return tuple(
        Paragraph(text, block.kind is BlockKind.HEADING) for block, text in zip(blocks, texts, strict=True) if text
    )


def _words(block: Block, byline: describe.Byline, *, first: bool) -> str:
    """What a block leaves to the body. Only the first one's dateline is the article's; others stay where they are."""
    whole, credit = block.piece.text, block.credit
    if block is byline.block and byline.printed:
        return credit.rest if first or not credit.dateline else whole.removesuffix(byline.printed).rstrip()
    return whole.removeprefix(byline.dateline).strip() if first else whole


def _furniture(found: arrange.ArrangedPage, lines: Sequence[str], translate: Translate) -> list[Furniture]:
    """The page's furniture in words, with the lines that show nothing and lie in no article."""
    claimed = {n for article in found.articles for low, high in article.ranges for n in range(low, high + 1)}
    claimed |= {n for one in found.furniture for n in range(one.first, one.last + 1)}
    unseen = [n for n, line in enumerate(lines, 1) if line.strip() and n not in claimed]
    all_of = [*found.furniture, *(arrange.FurnitureLines(n, n, "invisible") for n in unseen)]
    return [
        Furniture((_range((one.first, one.last)),), translate(_REASONS[one.reason]))
        for one in sorted(all_of, key=lambda one: one.first)
    ]


def _in_order(doubts: Sequence[PageDoubt]) -> list[PageDoubt]:
    return sorted(doubts, key=lambda one: (one.first, one.kind))


def _range(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


def _folder(page: Imported, dated: dating.AssignedDate) -> str:
    """Year, month and day, as far as they are certain; a guess would be an address for good."""
    if not dated.certain:
        return f"undated/{slug(page.stem)}"
    date = parse_date(dated.edtf)
    if date.form == "interval":
        return "/".join(_shared(date.lower.split("-"), date.upper.split("-"))) or f"undated/{slug(page.stem)}"
    part = next(part for part in date.parts if part)
    known = [part.year, *(f"{number:02}" for number in (part.month, part.day) if number)]
    return "/".join(known)


def _shared(first: list[str], last: list[str]) -> list[str]:
    return [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))]
