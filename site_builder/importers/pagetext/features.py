"""What the page says about each gap between two pieces: is it a boundary between articles?

Every feature is a number, mostly 0 or 1; `segment` weighs them. The words listed here are function words and formulas
of news prose in general (connectives, reporting verbs, days), never names or subjects.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from statistics import median

import msgspec

from site_builder.importers.pagetext.bylines import Credit, read_credit
from site_builder.importers.pagetext.cohesion import Cohesion, cohesion
from site_builder.importers.pagetext.headings import is_heading, is_list_item, salutes
from site_builder.importers.pagetext.layout import PagePiece

# A piece that takes up what was said: it seldom begins an article.
_GOES_ON = re.compile(
    "[他她它]|[这那][一些个次种项里时样天是]|[这那]|该|此|其|对此|同时|此外|另外|另据|据悉|据了解|据介绍|据统计|但|而|然而|不过|因此|因而|所以|于是|接着"
    "|随后|之后|此后|后来|最后|还|也|并|又|再|尤其|特别是|与此|至此|如今|目前|当然|其实|首先|其次|第二|第三|有人|有的|一是|二是|三是|大家|记者(?:看到|了解|发现|在)"
    "|[”’）】]|会[议谈上]|(?:The|He|She|It|They|But|And|However|Meanwhile|Moreover|Also|His|Her|This|That|These)\\b"
)
_SPEAKS = re.compile(r"[\u4e00-\u9fff·]{2,8}(?:说|表示|指出|强调|认为|介绍|希望|要求|称)[，,：:。]")
_CLOSING = re.compile(r"[。！？!?”…][（(][^（）()]{2,24}[）)]$")
_ATTENDED = re.compile("[^。]{2,90}(?:参加|出席|陪同|参与|在座)(?:了)?[^。]{0,14}。")


_SHORT = 2  # words of a headline that may as well be a sub-heading


class BlockKind(StrEnum):
    """What part a piece plays."""

    TEXT = "text"
    HEADING = "heading"
    HEAD = "head"  # begins with a byline
    DATED = "dateline"  # begins with a dateline that names nobody
    TAIL = "tail"  # ends with one
    OWN = "own"  # is one


class Block(msgspec.Struct, frozen=True):
    """A piece with what was read in it."""

    piece: PagePiece
    kind: BlockKind
    credit: Credit


class Gap(msgspec.Struct, frozen=True):
    """The features at one gap, by name."""

    features: dict[str, float]


def blocks_of(pieces: Sequence[PagePiece]) -> list[Block]:
    """The pieces with their kinds."""
    return [_block(piece) for piece in pieces]


def gaps_of(blocks: Sequence[Block], rules: Sequence[int] = ()) -> list[Gap]:
    """The features at each gap between neighbouring blocks; `rules` are the lines on which a rule is printed."""
    held = cohesion([block.piece.text for block in blocks])
    usual = _space_above_headings(blocks)
    return [
        Gap(_features(blocks, index, held[index - 1], usual=usual) | _marks(blocks, index, rules))
        for index in range(1, len(blocks))
    ]


def _block(piece: PagePiece) -> Block:
    if piece.lines[0].row:
        return Block(piece, BlockKind.TEXT, Credit(rest=piece.text))
    apart = piece.alone or len(piece.lines) > 1
    credit = read_credit(tuple(line.text for line in piece.lines), piece.text, apart=apart)
    if credit.place:
        return Block(piece, BlockKind(credit.place), credit)
    heading = is_heading(piece.text, lines=len(piece.lines))
    return Block(piece, BlockKind.HEADING if heading else BlockKind.TEXT, credit)


def _features(blocks: Sequence[Block], index: int, held: Cohesion, *, usual: float) -> dict[str, float]:
    before, after = blocks[index - 1], blocks[index]
    wide = max(1.0, usual) if after.kind is BlockKind.HEADING else 1.0
    text = after.piece.text
    features = {
        "any": 1.0,
        "apart": 1.0 - min(1.0, held.words * 4),
        "depth": min(1.0, held.depth * 8),
        "names shared": held.phrases,
        "names taken up": held.opening,
        "names begin": held.begun,
        "names end": held.spent,
        "no blank": float(after.piece.blanks == 0),
        "wide blank": float(after.piece.blanks > wide),
        "takes up": float(bool(_GOES_ON.match(text)) or is_list_item(text)),
        "quotes": float(text[0] in '“"「『'),
        "speaks": float(bool(_SPEAKS.match(text))),
        "closing": float(before.kind is BlockKind.TEXT and bool(_CLOSING.search(before.piece.text))),
        "heading": float(after.kind is BlockKind.HEADING),
        "after heading": float(before.kind is BlockKind.HEADING),
        "in brackets": float(text[0] in "（(" and text[-1] in "）)"),
        "who attended": float(bool(_ATTENDED.fullmatch(text))),
        "after who attended": float(bool(_ATTENDED.fullmatch(before.piece.text))),
    }
    return features | _columns(blocks, index)


def _marks(blocks: Sequence[Block], index: int, rules: Sequence[int]) -> dict[str, float]:
    """What parts articles where writing has capitals: headlines, rules, datelines, the address of a letter."""
    before, after = blocks[index - 1], blocks[index]
    text = after.piece.text
    following = blocks[index + 1].kind if index + 1 < len(blocks) else BlockKind.TEXT
    headline = after.kind is BlockKind.HEADING and before.kind is not BlockKind.HEADING and text.upper() != text.lower()
    first = next((n for n in rules if before.piece.last < n < after.piece.first), 0)
    return {
        "headline": float(headline),
        "capitals": float(headline and text.isupper()),
        "short": float(headline and len(text.split()) <= _SHORT),
        "credited": float(headline and following in (BlockKind.HEADING, BlockKind.OWN, BlockKind.DATED)),
        "ruled": float(first > 0),
        "dispatch": float(after.kind is BlockKind.DATED and before.kind not in (BlockKind.HEADING, BlockKind.OWN)),
        "salutes": float(salutes(text) and before.kind is not BlockKind.HEADING),
    }


def _space_above_headings(blocks: Sequence[Block]) -> float:
    """The space that stands above most of the page's headings, if there are several: so much tells nothing of one."""
    spaces = [block.piece.blanks for block in blocks if block.kind is BlockKind.HEADING]
    return median(spaces) if len(spaces) > 2 else 0.0


def _columns(blocks: Sequence[Block], index: int) -> dict[str, float]:
    """Whether the column changes here."""
    left = next((b.piece.column for b in reversed(blocks[max(0, index - 3) : index]) if b.piece.column), 0)
    right = next((b.piece.column for b in blocks[index : index + 3] if b.piece.column), 0)
    if not left or not right:
        return {"column unknown": 1.0}
    difference = abs(left - right)
    return {"column changes": float(difference >= 2), "column stays": float(difference == 0)}
