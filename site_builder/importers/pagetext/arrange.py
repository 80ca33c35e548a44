"""From boundaries to articles: what belongs to the page only, what stands out of order, what is doubtful."""

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
        """Its lines, in reading order, neighbours joined."""
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
    articles = _cut(page.blocks, page.gaps, segment(page.blocks, page.gaps, weights), weights)
    return ArrangedPage(tuple(_reviewed(one) for one in _reordered(articles)), page.furniture, page.mastheads)


def observe(lines: Sequence[str]) -> ObservedPage:
    """What the lines of a page show."""
    mastheads = find_mastheads(lines)
    furniture, rest = _furniture(read_pieces(_without(lines, mastheads)))
    furniture += [FurnitureLines(one.first, one.last, FurnitureReason.MASTHEAD) for one in mastheads]
    blocks = blocks_of(rest)
    gaps = gaps_of(blocks, [one.first for one in furniture if one.reason == FurnitureReason.RULE])
    return ObservedPage(tuple(blocks), tuple(gaps), tuple(sorted(furniture, key=_place)), mastheads)


def _place(reason: FurnitureLines) -> int:
    return reason.first


def _without(lines: Sequence[str], mastheads: Sequence[Masthead]) -> list[str]:
    """The lines, with nothing on those of the mastheads."""
    found = list(lines)
    for one in mastheads:
        found[one.first - 1 : one.last] = [""] * (one.last - one.first + 1)
    return found


def _furniture(pieces: Sequence[PagePiece]) -> tuple[list[FurnitureLines], list[PagePiece]]:
    found, rest = [], []
    for piece in pieces:
        reason = _reason(piece)
        if reason:
            found.append(FurnitureLines(piece.first, piece.last, reason))
        else:
            rest.append(piece)
    return found, rest


def _reason(piece: PagePiece) -> FurnitureReason | None:
    whom = photo_credit(piece.text)
    if whom:
        return FurnitureReason.PHOTO_PAGE if whom == "page" else FurnitureReason.PHOTO
    if len(piece.lines) == 1 and is_rule(piece.text):
        return FurnitureReason.RULE
    return FurnitureReason.MASTHEAD if len(piece.lines) == 1 and is_imprint(piece.text) else None


def _cut(
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
            doubts.append(_doubt(block, gap, weights, begins=boundary.is_boundary))
        current.append(block)
    return [*articles, ArticleBlocks(tuple(current), tuple(doubts))]


def _doubt(block: Block, gap: Gap, weights: Mapping[str, float], *, begins: bool) -> PageDoubt:
    """A doubt with the strongest features for a boundary, whichever way it was decided."""
    weighed = {name: weights[name] * value for name, value in gap.features.items() if name in FEATURES}
    strongest = sorted(weighed, key=lambda name: -weighed[name])[:_SHOWN]
    features = tuple(name for name in strongest if weighed[name] > 0)
    return PageDoubt(DoubtKind.BEGINS if begins else DoubtKind.GOES_ON, block.piece.first, block.piece.last, features)


def _reordered(articles: Sequence[ArticleBlocks]) -> list[ArticleBlocks]:
    """Put the end of an article that stands before its headline where the text breaks off."""
    found: list[ArticleBlocks] = []
    for article in map(_headline_first, articles):
        tail = _tail_before(found[-1], article) if found and _breaks_off(article) else ()
        if tail:
            kept = found[-1].blocks[: -len(tail)]
            found[-1:] = [ArticleBlocks(kept, found[-1].doubts)] if kept else []
            moved = PageDoubt(DoubtKind.MOVED, tail[0].piece.first, tail[-1].piece.last)
            article = ArticleBlocks((*article.blocks, *tail), (*article.doubts, moved))
        found.append(article)
    return found


def _headline_first(article: ArticleBlocks) -> ArticleBlocks:
    """The same for an end and a headline that were taken for one article."""
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
    """The end of `article` among the last blocks of the one printed before it: what is nearer to it in words."""
    plain = (BlockKind.TEXT, BlockKind.TAIL, BlockKind.OWN)
    if all(block.kind in plain for block in before.blocks) and len(before.blocks) <= 4:
        return before.blocks
    last = before.blocks[-1]
    if last.kind not in (BlockKind.TEXT, BlockKind.TAIL) or len(before.blocks) < 2:
        return ()
    own = _in_common(last, before.blocks[:-1])
    return (last,) if _in_common(last, article.blocks) > max(own, 0.02) else ()


def _in_common(block: Block, others: Sequence[Block]) -> float:
    """What share of a block's pairs of characters the others hold."""
    wanted = _pairs(block.piece.text)
    held = _pairs(" ".join(other.piece.text for other in others))
    return sum(count for pair, count in wanted.items() if pair in held) / max(1, wanted.total())


def _pairs(text: str) -> Counter[str]:
    return Counter(a + b for a, b in pairwise(text) if a.isalnum() and b.isalnum())


def _reviewed(article: ArticleBlocks) -> ArticleBlocks:
    """The article with the doubts that its own shape raises."""
    more = [*article.doubts, *_stray_headings(article), *_mixed_lines(article), *_new_columns(article)]
    more += _hyphens(article)
    if _breaks_off(article):
        more.append(_on(DoubtKind.UNFINISHED, article.blocks[-1]))
    signed = [block for block in article.blocks if block.kind in (BlockKind.HEAD, BlockKind.TAIL, BlockKind.OWN)]
    if len(signed) > 1:
        more.append(_on(DoubtKind.TWICE, signed[-1]))
    return ArticleBlocks(article.blocks, tuple(more))


def _stray_headings(article: ArticleBlocks) -> list[PageDoubt]:
    """Headings at the end of a text."""
    blocks = list(article.blocks)
    stray: list[Block] = []
    while len(blocks) > 1 and blocks[-1].kind is BlockKind.HEADING:
        stray.insert(0, blocks.pop())
    return [PageDoubt(DoubtKind.STRAY, stray[0].piece.first, stray[-1].piece.last)] if stray else []


def _new_columns(article: ArticleBlocks) -> list[PageDoubt]:
    """Where the column changes inside the article: its parts may have been set in another order."""
    found, width = [], 0
    for block in article.blocks:
        if block.piece.column:
            if width and abs(block.piece.column - width) >= _NEW_COLUMN:
                found.append(_on(DoubtKind.COLUMN, block))
            width = block.piece.column
    return found


def _mixed_lines(article: ArticleBlocks) -> list[PageDoubt]:
    """Lines in the middle of which an article seems to begin: ranges of lines cannot part them."""
    found = []
    for block in article.blocks:
        for line in block.piece.lines:
            match = _INSIDE.search(line.text)
            if match and opens_article(line.text[match.end() :]):
                found.append(PageDoubt(DoubtKind.MIXED, line.number, line.number))
    return found


def _hyphens(article: ArticleBlocks) -> list[PageDoubt]:
    """All hyphens at line ends that went or are doubtful, as one doubt."""
    pieces = [block.piece for block in article.blocks if block.piece.hyphens]
    if not pieces:
        return []
    found = dict.fromkeys(hyphen for piece in pieces for hyphen in piece.hyphens)
    kept = tuple(hyphen.word for hyphen in found if hyphen.kept)
    dropped = tuple(hyphen.word for hyphen in found if not hyphen.kept)
    return [
        PageDoubt(
            DoubtKind.HYPHENS, min(p.first for p in pieces), max(p.last for p in pieces), kept=kept, dropped=dropped
        )
    ]


def _on(kind: DoubtKind, block: Block) -> PageDoubt:
    return PageDoubt(kind, block.piece.first, block.piece.last)
