"""A page's lines to its articles and furniture.

`observe` reads the page, `segment` finds where articles begin; here their blocks are gathered, parts that stand out of
order are put back, and what is doubtful is noted.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from site_builder.common.scripts import is_chinese
from site_builder.importers.furniture import FurnitureReason
from site_builder.importers.pagetext.bylines import opens_article, photo_credit
from site_builder.importers.pagetext.doubts import FEATURES, DoubtKind, PageDoubt
from site_builder.importers.pagetext.features import Block, BlockKind, Gap, blocks_of, gaps_of
from site_builder.importers.pagetext.headings import is_imprint, is_rule
from site_builder.importers.pagetext.layout import PagePiece, read_pieces
from site_builder.importers.pagetext.mastheads import Masthead, find_mastheads
from site_builder.importers.pagetext.printed_lines import ended
from site_builder.importers.pagetext.segment import LATIN, WEIGHTS, Boundary, segment

_SURE = 1.0  # log-odds below which a decision is reported: the other one is more than a quarter likely
_NEW_COLUMN = 6  # cells: more than ragged lines of one column differ
_SHOWN = 2  # features named in a doubt
_INSIDE = re.compile(r"[。！？”](?=(?:本报|本刊|新华社)[^。]{0,16}[讯电][（(])")


class FurnitureLines(msgspec.Struct, frozen=True):
    """Lines that belong to the page as a whole, and why."""

    first: int
    last: int
    reason: FurnitureReason


class ArticleBlocks(msgspec.Struct, frozen=True):
    """The blocks of one article in reading order, with what is doubtful about it."""

    blocks: tuple[Block, ...]
    doubts: tuple[PageDoubt, ...] = ()

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Its lines, first and last of each range, in reading order; neighbouring ranges are joined."""
        found: list[tuple[int, int]] = []
        for block in self.blocks:
            first, last = block.piece.first, block.piece.last
            if found and first - block.piece.blanks - 1 == found[-1][1]:
                first = found.pop()[0]
            found.append((first, last))
        return tuple(found)


class ArrangedPage(msgspec.Struct, frozen=True):
    """A page taken apart."""

    articles: tuple[ArticleBlocks, ...]
    furniture: tuple[FurnitureLines, ...]
    mastheads: tuple[Masthead, ...] = ()


class ObservedPage(msgspec.Struct, frozen=True):
    """What a page shows before it is decided where its articles begin: blocks, the features at each gap, the rest."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    furniture: tuple[FurnitureLines, ...]
    mastheads: tuple[Masthead, ...]

    @property
    def weights(self) -> Mapping[str, float]:
        """Those for the page's script."""
        return WEIGHTS if is_chinese("".join(block.piece.text for block in self.blocks)) else LATIN


def arrange(lines: Sequence[str], weights: Mapping[str, float] | None = None) -> ArrangedPage:
    """The articles and the furniture of a page, by the given weights or those for its script."""
    page = observe(lines)
    weights = weights or page.weights
    articles = _articles_at(page.blocks, page.gaps, segment(page.blocks, page.gaps, weights), weights)
    return ArrangedPage(tuple(_with_own_doubts(one) for one in _reordered(articles)), page.furniture, page.mastheads)


def observe(lines: Sequence[str]) -> ObservedPage:
    """What the lines of a page show."""
    mastheads = find_mastheads(lines)
    furniture, rest = _furniture(read_pieces(_without_mastheads(lines, mastheads)))
    furniture += [FurnitureLines(one.first, one.last, FurnitureReason.MASTHEAD) for one in mastheads]
    blocks = blocks_of(rest)
    gaps = gaps_of(blocks, [one.first for one in furniture if one.reason == FurnitureReason.RULE])
    return ObservedPage(tuple(blocks), tuple(gaps), tuple(sorted(furniture, key=_place)), mastheads)


def _place(reason: FurnitureLines) -> int:
    return reason.first


def _without_mastheads(lines: Sequence[str], mastheads: Sequence[Masthead]) -> list[str]:
    """The lines, with nothing on those of the mastheads."""
    blanked = list(lines)
    for masthead in mastheads:
        blanked[masthead.first - 1 : masthead.last] = [""] * (masthead.last - masthead.first + 1)
    return blanked


def _furniture(pieces: Sequence[PagePiece]) -> tuple[list[FurnitureLines], list[PagePiece]]:
    furniture, rest = [], []
    for piece in pieces:
        reason = _furniture_reason(piece)
        if reason:
            furniture.append(FurnitureLines(piece.first, piece.last, reason))
        else:
            rest.append(piece)
    return furniture, rest


def _furniture_reason(piece: PagePiece) -> FurnitureReason | None:
    whom = photo_credit(piece.text)
    if whom:
        return FurnitureReason.PHOTO_PAGE if whom == "page" else FurnitureReason.PHOTO
    if len(piece.lines) == 1 and is_rule(piece.text):
        return FurnitureReason.RULE
    return FurnitureReason.MASTHEAD if len(piece.lines) == 1 and is_imprint(piece.text) else None


def _articles_at(
    blocks: Sequence[Block], gaps: Sequence[Gap], boundaries: Sequence[Boundary], weights: Mapping[str, float]
) -> list[ArticleBlocks]:
    if not blocks:
        return []
    articles: list[ArticleBlocks] = []
    current: list[Block] = [blocks[0]]
    doubts: list[PageDoubt] = []
    for block, gap, boundary in zip(blocks[1:], gaps, boundaries, strict=True):
        if boundary.is_boundary:
            articles.append(ArticleBlocks(tuple(current), tuple(doubts)))
            current, doubts = [], []
        if boundary.margin < _SURE:
            doubts.append(_boundary_doubt(block, gap, weights, begins=boundary.is_boundary))
        current.append(block)
    return [*articles, ArticleBlocks(tuple(current), tuple(doubts))]


def _boundary_doubt(block: Block, gap: Gap, weights: Mapping[str, float], *, begins: bool) -> PageDoubt:
    """A doubt with the strongest features for a boundary, whichever way it was decided."""
    weighed = {name: weights[name] * value for name, value in gap.features.items() if name in FEATURES}
    strongest = sorted(weighed, key=lambda name: -weighed[name])[:_SHOWN]
    features = tuple(name for name in strongest if weighed[name] > 0)
    return PageDoubt(DoubtKind.BEGINS if begins else DoubtKind.GOES_ON, block.piece.first, block.piece.last, features)


def _reordered(articles: Sequence[ArticleBlocks]) -> list[ArticleBlocks]:
    """Put the end of an article that stands before its headline where the text breaks off."""
    ordered: list[ArticleBlocks] = []
    for article in map(_headline_first, articles):
        tail = _tail_before(ordered[-1], article) if ordered and _breaks_off(article) else ()
        if tail:
            kept = ordered[-1].blocks[: -len(tail)]
            ordered[-1:] = [ArticleBlocks(kept, ordered[-1].doubts)] if kept else []
            moved = PageDoubt(DoubtKind.MOVED, tail[0].piece.first, tail[-1].piece.last)
            article = ArticleBlocks((*article.blocks, *tail), (*article.doubts, moved))
        ordered.append(article)
    return ordered


def _headline_first(article: ArticleBlocks) -> ArticleBlocks:
    """The article with what stands before its headline put at its end, if its text breaks off there."""
    blocks = article.blocks
    start = next((n for n, block in enumerate(blocks) if block.kind in (BlockKind.HEADING, BlockKind.HEAD)), 0)
    if not start or not _breaks_off(article) or start > 4:
        return article
    moved = PageDoubt(DoubtKind.MOVED, blocks[0].piece.first, blocks[start - 1].piece.last)
    return ArticleBlocks((*blocks[start:], *blocks[:start]), (*article.doubts, moved))


def _breaks_off(article: ArticleBlocks) -> bool:
    """Whether the text ends within a sentence; what ends with a capitalised word may be a signature."""
    last = article.blocks[-1]
    words = last.piece.text.split()
    if not is_chinese(last.piece.text) and (len(last.piece.lines) < 2 or not words[-1][0].islower()):
        return False
    return (
        last.kind in (BlockKind.TEXT, BlockKind.HEAD, BlockKind.DATED)
        and not ended(last.piece.text)
        and last.piece.text[-1] not in "：:"
    )


def _tail_before(before: ArticleBlocks, article: ArticleBlocks) -> tuple[Block, ...]:
    """The blocks at the end of the article before that share more words with `article`, whose text breaks off."""
    plain = (BlockKind.TEXT, BlockKind.TAIL, BlockKind.OWN)
    if all(block.kind in plain for block in before.blocks) and len(before.blocks) <= 4:
        return before.blocks
    last = before.blocks[-1]
    if last.kind not in (BlockKind.TEXT, BlockKind.TAIL) or len(before.blocks) < 2:
        return ()
    own = _share_held_by(last, before.blocks[:-1])
    return (last,) if _share_held_by(last, article.blocks) > max(own, 0.02) else ()


def _share_held_by(block: Block, others: Sequence[Block]) -> float:
    """What share of a block's pairs of characters the others hold."""
    pairs = _pairs(block.piece.text)
    others_pairs = _pairs(" ".join(other.piece.text for other in others))
    return sum(count for pair, count in pairs.items() if pair in others_pairs) / max(1, pairs.total())


def _pairs(text: str) -> Counter[str]:
    return Counter(a + b for a, b in pairwise(text) if a.isalnum() and b.isalnum())


def _with_own_doubts(article: ArticleBlocks) -> ArticleBlocks:
    """The article with the doubts that its own shape raises."""
    doubts = [*article.doubts, *_stray_headings(article), *_mixed_lines(article), *_new_columns(article)]
    doubts += _hyphens(article)
    if _breaks_off(article):
        doubts.append(_doubt_about(DoubtKind.UNFINISHED, article.blocks[-1]))
    signed = [block for block in article.blocks if block.kind in (BlockKind.HEAD, BlockKind.TAIL, BlockKind.OWN)]
    if len(signed) > 1:
        doubts.append(_doubt_about(DoubtKind.TWICE, signed[-1]))
    return ArticleBlocks(article.blocks, tuple(doubts))


def _stray_headings(article: ArticleBlocks) -> list[PageDoubt]:
    """Headings at the end of a text."""
    blocks = list(article.blocks)
    stray: list[Block] = []
    while len(blocks) > 1 and blocks[-1].kind is BlockKind.HEADING:
        stray.insert(0, blocks.pop())
    return [PageDoubt(DoubtKind.STRAY, stray[0].piece.first, stray[-1].piece.last)] if stray else []


def _new_columns(article: ArticleBlocks) -> list[PageDoubt]:
    """Where the column changes inside the article: its parts may have been set in another order."""
    doubts, width = [], 0
    for block in article.blocks:
        if block.piece.column:
            if width and abs(block.piece.column - width) >= _NEW_COLUMN:
                doubts.append(_doubt_about(DoubtKind.COLUMN, block))
            width = block.piece.column
    return doubts


def _mixed_lines(article: ArticleBlocks) -> list[PageDoubt]:
    """Lines in the middle of which an article seems to begin: ranges of lines cannot part them."""
    doubts = []
    for block in article.blocks:
        for line in block.piece.lines:
            match = _INSIDE.search(line.text)
            if match and opens_article(line.text[match.end() :]):
                doubts.append(PageDoubt(DoubtKind.MIXED, line.number, line.number))
    return doubts


def _hyphens(article: ArticleBlocks) -> list[PageDoubt]:
    """All hyphens at line ends that went or are doubtful, as one doubt."""
    pieces = [block.piece for block in article.blocks if block.piece.hyphens]
    if not pieces:
        return []
    hyphens = dict.fromkeys(hyphen for piece in pieces for hyphen in piece.hyphens)
    kept = tuple(hyphen.word for hyphen in hyphens if hyphen.kept)
    dropped = tuple(hyphen.word for hyphen in hyphens if not hyphen.kept)
    return [
        PageDoubt(
            DoubtKind.HYPHENS, min(p.first for p in pieces), max(p.last for p in pieces), kept=kept, dropped=dropped
        )
    ]


def _doubt_about(kind: DoubtKind, block: Block) -> PageDoubt:
    return PageDoubt(kind, block.piece.first, block.piece.last)
