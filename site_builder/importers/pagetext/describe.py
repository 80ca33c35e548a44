"""What an article is called, who wrote it, what it is about: read from the page, and never made up.

A title that does not stand on the page is supplied from the first clause of the text and marked so.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from site_builder.archive.authorities import NameIndex
from site_builder.archive.frontmatter.model import Contributor
from site_builder.common.scripts import han_share
from site_builder.importers.pagetext.arrange import ArticleBlocks
from site_builder.importers.pagetext.doubts import DoubtKind, PageDoubt
from site_builder.importers.pagetext.features import Block, BlockKind
from site_builder.importers.pagetext.headings import set_apart
from site_builder.importers.pagetext.joining import join

_CLAUSE = re.compile(r"[，。！？；：,;!?：—…]+")
# “Our reporter has learnt from …”: how it is known, not what happened.
_ATTRIBUTION = re.compile(
    r"(?:[^，。]{1,8}，)?(?:本报)?记者[^，。]{0,40}?(?:获悉|了解到|得知|看到)[，：]?|据[^，。]{0,20}?(?:悉|报道|消息|介绍|通报)，"
)
_SECTION = re.compile(  # what stands above a headline on English pages
    r"(?:letters|correspondence|sports?|football|cricket|foreign|home|local|business|finance|opinion|editorial|features?|obituar"
    r"(?:y|ies)|(?:latest |foreign |home |local )?(?:news|intelligence))\b.{0,24}$",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST, _LONGEST_LATIN = 8, 36, 90
_MOST_TAGS = 8
_STRONG = (BlockKind.HEAD, BlockKind.TAIL, BlockKind.OWN)


class Headings(msgspec.Struct, frozen=True):
    """The printed headlines of an article; `title` is "" where none is printed. `blocks` is how many there are."""

    kicker: str = ""
    title: str = ""
    deck: tuple[str, ...] = ()
    blocks: int = 0
    doubts: tuple[PageDoubt, ...] = ()


class Byline(msgspec.Struct, frozen=True):
    """Who wrote it, the block that says so and the dateline of the first block.

    `printed` is what leaves the body: "" if the byline stands inside the text, where it parts two paragraphs.
    """

    people: tuple[Contributor, ...] = ()
    printed: str = ""
    dateline: str = ""
    block: Block | None = None


def headings(article: ArticleBlocks) -> Headings:
    """The headlines above the text: one is the title; of several, the second under its kicker, in English the first."""
    above = _above(article.blocks)
    texts = _joined(above)
    if len(texts) <= 1:
        return Headings(title=texts[0] if texts else "", blocks=len(above))
    doubt = PageDoubt(DoubtKind.HEADINGS, above[0].piece.first, above[-1].piece.last)
    if han_share("".join(texts)) == 0.0 and not _SECTION.match(texts[0]):
        return Headings("", texts[0], tuple(texts[1:]), len(above), (doubt,))
    return Headings(texts[0], texts[1], tuple(texts[2:]), len(above), (doubt,))


def _above(blocks: Sequence[Block]) -> list[Block]:
    headings_above: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            return headings_above
        headings_above.append(block)
    return []  # nothing but headings is a text, not the head of one


def _joined(blocks: Sequence[Block]) -> list[str]:
    """The texts of headings; lines with no space between them are one."""
    texts: list[str] = []
    for number, block in enumerate(blocks):
        if number and block.piece.blanks == 0 and not set_apart(texts[-1], block.piece.text):
            texts[-1] = join([texts[-1], block.piece.text]).text
        else:
            texts.append(block.piece.text)
    return texts


def supplied_title(text: str, *, otherwise: str) -> str:
    """A title made of the first clause of the text, or of so many clauses that it says something."""
    text = " ".join(text.split())
    attribution = _ATTRIBUTION.match(text)
    if attribution and len(text) - attribution.end() >= _SHORTEST:
        text = text[attribution.end() :]
    longest = _LONGEST if han_share(text[:200]) > 0.2 else _LONGEST_LATIN
    end = 0
    for match in _CLAUSE.finditer(text[: longest + 1]):
        end = match.start()
        if end >= _SHORTEST:
            break
    title = text[:end] if end >= _SHORTEST else _cut(text, longest)
    title = _balanced(title.strip(" ‘’\"'《》（）()【】[]·,，.。-—"))
    return title if any(char.isalnum() for char in title) else otherwise


def _balanced(text: str) -> str:
    """The text without quotation marks if one of a pair was cut off."""
    for opening, closing in ("“”", "「」", "『』"):
        if text.count(opening) != text.count(closing) or (text.startswith(opening) and text.endswith(closing)):
            text = text.replace(opening, "").replace(closing, "")
    return text


def _cut(text: str, longest: int) -> str:
    """At most `longest` characters, at the end of a word where words have spaces."""
    if len(text) <= longest:
        return text.rstrip("。.！!？?")
    cut = text[:longest]
    return (cut.rpartition(" ")[0] or cut) + "…"


def byline(article: ArticleBlocks) -> Byline:
    """The byline in a form of its own, at the head first; else one that runs into the dateline."""
    signed = [block for block in article.blocks if block.kind in _STRONG]
    formal = [block for block in signed if block.kind is not BlockKind.HEAD or block.credit.printed[-1:] in "）)"]
    chosen = next(iter(formal or signed), None)
    first = next((block for block in article.blocks if block.kind is not BlockKind.HEADING), None)
    dateline = first.credit.dateline if first else ""
    if chosen is None:
        return Byline(dateline=dateline)
    inside = chosen.kind is BlockKind.HEAD and chosen is not first
    return Byline(chosen.credit.people, "" if inside else chosen.credit.printed, dateline, chosen)


def tags(text: str, names: NameIndex) -> tuple[str, ...]:
    """Names of the authority file that stand in the text, the commonest first; presumed variants are left out."""
    counts: dict[str, int] = {}
    for name, spellings in _forms(names).items():
        count = sum(text.count(spelling) for spelling in spellings)
        if count:
            counts[name] = count
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:_MOST_TAGS])


def _forms(names: NameIndex) -> Mapping[str, list[str]]:
    return {
        name: [name, *(variant.name for variant in entry.variants if not variant.presumed)]
        for name, entry in names.by_name.items()
    }
