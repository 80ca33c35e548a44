"""The importer of page text: dumps of newspaper pages with several articles run together.

`read` opens the file; all that follows from its text is pure: the pages that form feeds part are taken apart one by one
(`arrange`), dated together (`dating`), since one page's masthead may tell the day of all, and become drafts (`drafts`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from site_builder.archive.authorities import NameIndex
from site_builder.archive.source import CutFrom, Furniture, PageRecord
from site_builder.common.lines import split_lines
from site_builder.common.problems import Problem, warning
from site_builder.importers.base import AssignedDate, Imported, ImportOptions, InputFile, NewFile, slice_name
from site_builder.importers.calendars import LATEST, DateMatch
from site_builder.importers.decode import DecodedText, TextError, read_page
from site_builder.importers.file_names import NameInfo, read_name
from site_builder.importers.furniture import FurnitureReason
from site_builder.importers.messages import Translate
from site_builder.importers.pagetext import arrange, dating
from site_builder.importers.pagetext.columns import side_by_side
from site_builder.importers.pagetext.cutting import cut
from site_builder.importers.pagetext.drafts import Printed, draft_of, line_range
from site_builder.theme.i18n import Locale

READS = "NAME.txt"


class _TextPage(msgspec.Struct, frozen=True):
    """A page of a file before its date is decided; `number` is the one that its name or its place in the file gives."""

    name: str
    path: str
    text: DecodedText
    lines: list[str]
    arranged: arrange.ArrangedPage
    name_info: NameInfo
    number: str
    cut: CutFrom | None = None

    def dates(self, latest: str) -> tuple[DateMatch, ...]:
        """Those of its masthead, up to the day `latest`."""
        found = (one for masthead in self.arranged.mastheads for one in masthead.dates)
        return tuple(one for one in found if one.interval or min(one.days) <= (latest or LATEST))

    def imported(self, furniture: Sequence[Furniture] = ()) -> Imported:
        """The page as it is kept, without drafts."""
        record = PageRecord(
            sha256=_sha256(self.text.data), encoding=self.text.encoding, furniture=tuple(furniture), cut_from=self.cut
        )
        files = (NewFile(f"pages/{self.name}.txt", self.text.data),)
        return Imported(self.name, self.path, files=files, page=record)


def detect(path: Path, /) -> bool:
    """Whether a file is called as page text is; `read` refuses what is no text."""
    return path.suffix.casefold() == ".txt" and not path.is_dir()


def read(file: InputFile, options: ImportOptions, tags: NameIndex, /) -> list[Imported]:
    """The pages of one file with their drafts. What prevents them is in the problems."""
    path = str(file.path)
    try:
        text = read_page(file.path)
    except TextError as error:
        return [Imported(file.name, path, page=PageRecord(), problems=(Problem(path, 0, str(error), error.hint),))]
    pages = _pages(file, text, options.latest)
    printed = {page.name: page.dates(options.latest) for page in pages}
    days = {one.edtf: one for dates in printed.values() for one in dates}
    return [_with_drafts(page, options, tags, carried=_carried(printed[page.name], days)) for page in pages]


def _pages(file: InputFile, whole: DecodedText, latest: str) -> list[_TextPage]:
    """The file's page, or its pages where form feeds part them, by number."""
    slices = cut(whole)
    info = read_name(file.name, latest=latest)
    if len(slices) == 1:
        return [_page(file, slices[0], info, name=file.name, number=info.page)]
    digest = _sha256(whole.data)
    return [
        _page(
            file, text, info, name=slice_name(file.name, number), number=f"{number:02}",
            cut_from=CutFrom(file.path.name, digest, number, len(slices)),
        )
        for number, text in enumerate(slices, 1)
    ]  # fmt: skip


def _page(
    file: InputFile, text: DecodedText, info: NameInfo, *, name: str, number: str, cut_from: CutFrom | None = None
) -> _TextPage:
    lines = split_lines(text.text)
    return _TextPage(name, str(file.path), text, lines, arrange.arrange(lines), info, number, cut_from)


def _carried(own: Sequence[DateMatch], days: Mapping[str, DateMatch]) -> tuple[DateMatch, ...]:
    """What the mastheads of other pages of the file say, for a page that has none: one day, or one of several."""
    if own or not days:
        return ()
    if len(days) == 1:
        return tuple(days.values())
    every = tuple(sorted({day for one in days.values() for day in one.days}))
    return (msgspec.structs.replace(next(iter(days.values())), days=every, first="", interval=""),)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _with_drafts(
    page: _TextPage, options: ImportOptions, tags: NameIndex, *, carried: tuple[DateMatch, ...]
) -> Imported:
    """The page with its drafts and furniture."""
    if line := side_by_side(page.lines):
        return msgspec.structs.replace(page.imported(), problems=(_two_columns(page.path, line),))
    date = _date(page, options, carried)
    if date is None and page.arranged.articles:
        return msgspec.structs.replace(page.imported(), problems=(_no_date(page.path),))
    translate = Locale(options.language).gettext
    imported = page.imported(_furniture(page.arranged, page.lines, translate))
    if date is None:
        return imported
    number = page.number if page.cut else options.page or page.number
    printed = Printed(page.name, _sha256(page.text.data), date, options.section, number)
    drafts = [draft_of(article, printed, tags=tags, translate=translate) for article in page.arranged.articles]
    problems = (_not_certain(page.path),) if drafts and not date.certain else ()
    return msgspec.structs.replace(imported, drafts=tuple(drafts), date=date, problems=problems)


def _date(page: _TextPage, options: ImportOptions, carried: tuple[DateMatch, ...]) -> AssignedDate | None:
    """The date that a person gave, else what the page, its name and other pages of the file say."""
    evidence = dating.evidence_of(page.name_info, page.dates(options.latest), carried)
    if options.date:
        return dating.given_date(options.date, options.origin, evidence, page.name_info)
    return dating.page_date(evidence, page.name_info, lines=page.lines, latest=options.latest, undated=options.undated)


def _furniture(arranged: arrange.ArrangedPage, lines: Sequence[str], translate: Translate) -> list[Furniture]:
    """The page's furniture in words, with the lines that show nothing and lie in no article."""
    held = {n for article in arranged.articles for low, high in article.ranges for n in range(low, high + 1)}
    held |= {n for one in arranged.furniture for n in range(one.first, one.last + 1)}
    unseen = [n for n, line in enumerate(lines, 1) if line.strip() and n not in held]
    furniture = [*arranged.furniture, *(arrange.FurnitureLines(n, n, FurnitureReason.INVISIBLE) for n in unseen)]
    return [
        Furniture((line_range((one.first, one.last)),), translate(one.reason.value))
        for one in sorted(furniture, key=lambda one: one.first)
    ]


def _two_columns(path: str, line: int) -> Problem:
    message = "two columns of text stand side by side: each line of the file holds two lines of print"
    hint = "make the text again, column by column: “pdftotext” without “-layout”, or “pdftotext -raw”"
    return Problem(path, line, message, hint)


def _no_date(path: str) -> Problem:
    message = "nothing says when the page was printed: neither its name nor its folder nor a masthead"
    hint = "give --date, such as --date 1998-01-09, or --table pages.csv; or --undated, to find it later"
    return Problem(path, 0, message, hint)


def _not_certain(path: str) -> Problem:
    message = "its day is not certain, so its drafts are filed under articles/undated/"
    return warning(path, 0, message, "when you know it, import the page again with --redo and --date or --table")
