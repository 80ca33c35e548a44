"""What a source page shows beside its view: its lines, of which some may be hidden."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate, groupby

import msgspec

from site_builder.archive.restrictions.redaction import BAR
from site_builder.archive.source import lines_in
from site_builder.common.lines import anchor, numbers
from site_builder.common.yamlfile import CONTROLS
from site_builder.markdown.convert import plain
from site_builder.pages.page import Page
from site_builder.pages.sources import Claim, LineRemark, SourcePageView
from site_builder.render.bars import with_bars
from site_builder.render.body import changed_meanwhile
from site_builder.render.content import Content, SiteContext
from site_builder.theme.i18n import Locale


class Line(msgspec.Struct, frozen=True):
    """A line of a page, and what is said of it."""

    number: int
    text: str
    remarks: tuple[LineRemark, ...]


class Run(msgspec.Struct, frozen=True):
    """Lines one after another that belong to the same. One line alone needs no `anchor`: it has its own."""

    claim: Claim | None
    lines: tuple[Line, ...]

    @property
    def anchor(self) -> str:
        """The address of the lines."""
        first, last = self.lines[0].number, self.lines[-1].number
        return anchor([(first, last)]) if first != last else ""


def source_content(context: SiteContext, page: Page) -> Content:
    """Read the lines of a source page, and cover what is not shown."""
    view = page.view
    assert isinstance(view, SourcePageView)  # noqa: S101 - the renderer's table is by type
    file = context.archive / page.source_path
    try:
        data = file.read_bytes()
        lines = lines_in(data, view.encoding)
    except (OSError, UnicodeError) as error:
        return Content({"runs": ()}, (changed_meanwhile(str(file), str(error)),), consistent=False)
    consistent = hashlib.sha256(data).hexdigest() == view.sha256
    shown = tuple(_runs(context.locale, view, lines))
    return Content({"runs": shown}, () if consistent else (changed_meanwhile(str(file)),), consistent=consistent)


def _runs(locale: Locale, view: SourcePageView, lines: Sequence[str]) -> Iterator[Run]:
    """The lines by what they belong to, without what is hidden."""
    # What is hidden comes last, and so wins over every other claim.
    claims = {
        number: claim for claim in view.claims for number in numbers([(claim.first, min(claim.last, len(lines)))])
    }
    remarks = _placed(view.remarks, lines)
    shown = enumerate(_barred(lines, view.bars), 1)
    for _, run in groupby(shown, key=lambda item: id(claims.get(item[0]))):
        numbered = list(run)
        claim = claims.get(numbered[0][0])
        texts = [(number, "" if claim and claim.hidden else _visible(line)) for number, line in numbered]
        if view.bars:
            texts = [(number, with_bars(escape(text), locale) if BAR in text else text) for number, text in texts]
        yield Run(claim, tuple(Line(number, text, tuple(remarks.get(number, ()))) for number, text in texts))


def _placed(remarks: Iterable[LineRemark], lines: Sequence[str]) -> dict[int, list[LineRemark]]:
    """The remarks by the number of the line at which they stand."""
    found: dict[int, list[LineRemark]] = {}
    for remark in remarks:
        own = [number for number in numbers(remark.ranges) if number <= len(lines)]
        number = _line_of(remark.at, own, lines) or (own[0] if own and remark.whole else 0)
        if number:
            found.setdefault(number, []).append(remark)
    return found


def _line_of(words: str, own: Sequence[int], lines: Sequence[str]) -> int:
    """In which of an article's own lines words begin; 0: in none."""
    texts = [plain(lines[number - 1]) for number in own]
    at = "".join(texts).find(plain(words)) if words else -1
    if at < 0:
        return 0
    ends = list(accumulate(map(len, texts)))
    return own[bisect_right(ends, at)]


def _barred(lines: Sequence[str], bars: Iterable[tuple[int, int, int]]) -> list[str]:
    """The lines with a bar in place of words that are not shown."""
    shown = list(lines)
    for number, start, end in sorted(bars, reverse=True):
        if number <= len(shown):
            line = shown[number - 1]
            shown[number - 1] = line[:start] + BAR + line[end:]
    return shown


def _visible(line: str) -> str:
    """Control characters as their pictures: HTML cannot hold them, and a reader should see that they are there."""
    if line.isprintable():
        return line
    pictures = {c: 0x2400 + c for c in range(32) if c != ord("\t")} | {0x7F: 0x2421}
    return CONTROLS.sub("\ufffd", line.translate(pictures))
