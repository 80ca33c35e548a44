"""An article of a page as a draft: what was printed as front matter and body, where it is filed, what is doubtful."""

from collections.abc import Sequence
from itertools import takewhile

import msgspec

from site_builder.archive.addresses import slug
from site_builder.archive.authorities import NameIndex
from site_builder.archive.frontmatter.model import Doubt, FrontMatter, Source, Status, TitleOrigin
from site_builder.common.dates import parse_date
from site_builder.importers.base import AssignedDate
from site_builder.importers.compose import Draft, Paragraph
from site_builder.importers.messages import Translate
from site_builder.importers.pagetext import describe
from site_builder.importers.pagetext.arrange import ArticleBlocks
from site_builder.importers.pagetext.doubts import PageDoubt, in_words
from site_builder.importers.pagetext.features import Block, BlockKind

_SLUG = 12  # characters of a Chinese title that make an address


class Printed(msgspec.Struct, frozen=True):
    """Where and when an article was printed: the page's name and hash, its date, section and number."""

    name: str
    sha256: str
    date: AssignedDate
    section: str
    number: str


def draft_of(article: ArticleBlocks, printed: Printed, *, tags: NameIndex, translate: Translate) -> Draft:
    """The draft of an article; `tags` are names to be looked for in it."""
    date, headings, byline = printed.date, describe.headings(article), describe.byline(article)
    body = _body(article, headings, byline)
    text = "\n".join(paragraph.text for paragraph in body)
    supplied = describe.supplied_title(text, otherwise=f"{printed.name}, {article.ranges[0][0]}")
    title = headings.title or " ".join(supplied.split())
    front = FrontMatter(
        title=title,
        date=date.edtf,
        title_origin=TitleOrigin.PRINTED if headings.title else TitleOrigin.SUPPLIED,
        kicker=headings.kicker,
        deck=headings.deck,
        date_note=date.note(translate),
        byline=byline.people,
        byline_printed=byline.printed,
        dateline=byline.dateline,
        section=printed.section,
        page=printed.number,
        tags=describe.tags(title + text, tags),
        source=(Source(f"{printed.name}.txt", printed.sha256, tuple(map(line_range, article.ranges))),),
        status=Status.UNCHECKED,
        doubts=(
            *(Doubt(doubt.translated(translate)) for doubt in date.doubts),
            *(in_words(doubt, translate) for doubt in _in_order((*article.doubts, *headings.doubts))),
        ),
    )
    return Draft(f"{_folder(printed)}/{slug(title[:_SLUG] if not title.isascii() else title)}.md", front, body)


def line_range(lines: tuple[int, int]) -> str:
    """First and last line as records and front matter write them."""
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


def _body(article: ArticleBlocks, headings: describe.Headings, byline: describe.Byline) -> tuple[Paragraph, ...]:
    """The paragraphs without headlines, dateline and byline."""
    blocks = article.blocks[headings.blocks :]
    texts = [_body_text(block, byline, first=number == 0) for number, block in enumerate(blocks)]
    paragraphs = zip(blocks, texts, strict=True)
    return tuple(Paragraph(text, block.kind is BlockKind.HEADING) for block, text in paragraphs if text)


def _body_text(block: Block, byline: describe.Byline, *, first: bool) -> str:
    """What a block leaves to the body. Only the first one's dateline is the article's; others stay where they are."""
    whole, credit = block.piece.text, block.credit
    if block is byline.block and byline.printed:
        return credit.rest if first or not credit.dateline else whole.removesuffix(byline.printed).rstrip()
    return whole.removeprefix(byline.dateline).strip() if first else whole


def _in_order(doubts: Sequence[PageDoubt]) -> list[PageDoubt]:
    return sorted(doubts, key=lambda doubt: (doubt.first, doubt.kind))


def _folder(printed: Printed) -> str:
    """Year, month and day, as far as they are certain; a guess would be an address for good."""
    undated = f"undated/{slug(printed.name)}"
    if not printed.date.certain:
        return undated
    date = parse_date(printed.date.edtf)
    if date.form == "interval":
        return "/".join(_shared(date.lower.split("-"), date.upper.split("-"))) or undated
    part = next(part for part in date.parts if part)
    known = [part.year, *(f"{number:02}" for number in (part.month, part.day) if number)]
    return "/".join(known)


def _shared(first: list[str], last: list[str]) -> list[str]:
    return [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))]
