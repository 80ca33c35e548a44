"""What a source page shows beside its view: its lines, of which some may be hidden."""

import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from site_builder.archive.restrictions.redaction import BAR
from site_builder.archive.source import lines_in
from site_builder.common.lines import numbers
from site_builder.common.yamlfile import CONTROLS
from site_builder.pages.page import Page
from site_builder.pages.sources import SourcePageView
from site_builder.render.bars import with_bars
from site_builder.render.body import changed_meanwhile
from site_builder.render.content import Content, SiteContext


def source_content(context: SiteContext, page: Page) -> Content:
    """Read the lines of a source page, and cover what is not shown."""
    view = page.view
    assert isinstance(view, SourcePageView)  # noqa: S101 - the renderer's table is by type
    file = context.archive / page.source_path
    try:
        data = file.read_bytes()
        lines = lines_in(data, view.encoding)
    except (OSError, UnicodeError) as error:
        return Content({"lines": []}, (changed_meanwhile(str(file), str(error)),), consistent=False)
    consistent = hashlib.sha256(data).hexdigest() == view.sha256
    # What is hidden comes last, and so wins over every other claim.
    claims = {
        number: claim for claim in view.claims for number in numbers([(claim.first, min(claim.last, len(lines)))])
    }
    shown, before = [], None
    for number, line in enumerate(_barred(lines, view.bars), 1):
        claim = claims.get(number)
        hidden = claim is not None and claim.hidden
        text = "" if hidden else _visible(line)
        if view.bars and BAR in text:
            text = with_bars(escape(text), context.locale)
        shown.append((number, text, claim, claim is not None and claim is not before))
        before = claim
    return Content({"lines": shown}, () if consistent else (changed_meanwhile(str(file)),), consistent=consistent)


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
