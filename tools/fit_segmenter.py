"""The weights by which the importer finds where articles begin, fitted to pages with right readings.

    python -m tools.fit_segmenter DATA …    one or more folders in the form of `tools.gold`
    python -m tools.fit_segmenter           on pages made up for this, to see how it goes

Prints the weights in the form in which `site_builder/importers/pagetext/segment.py` holds them, and how well they do:
those in place, the new ones on the pages that they were fitted to, and, cross-validated, on pages that they were not
fitted to (`tools.measures` says what the figures are). Weights in place that were fitted to the same pages are
flattered too.

The pages are read as the importer reads them (`arrange.observe`), with the same features; a block belongs to the
article that has most of its lines. The fit (`tools.crf`) is regularised, so that features of which the pages tell
little stay near 0. Some weights are held as they are: those set by hand since pages hold too few cases (`HELD`), and
those of value 0, which are for pages in another script. `any` is raised by --lift afterwards, since a boundary missed
costs as much as one too many. Pages in the other script are left out; --latin fits the weights for those, all of which
were set by hand.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from site_builder.importers.pagetext.arrange import ObservedPage, observe
from site_builder.importers.pagetext.features import Block
from site_builder.importers.pagetext.segment import LATIN, WEIGHTS
from tools.crf import Chain, chain, fit
from tools.gold import GoldPage, Reading, read_pages
from tools.measures import Score, score_page, total
from tools.sample_pages import sample_pages
from tools.score_import import blank_lines, predict

HELD = ("nothing but headings", "nothing but a byline")
STRENGTH, LIFT, FOLDS = 1.0, 0.6, 5
_LINE = 110  # characters of a line of source


class Options(msgspec.Struct, frozen=True):
    """How to fit: for which script, how strong the prior is, and what is added to `any`."""

    latin: bool = False
    strength: float = STRENGTH
    lift: float = LIFT

    @property
    def table(self) -> Mapping[str, float]:
        """The weights in place."""
        return LATIN if self.latin else WEIGHTS


class Known(msgspec.Struct, frozen=True):
    """A page with its chain, and the folder it is from."""

    folder: str
    page: GoldPage
    chain: Chain


def known(folder: str, page: GoldPage, *, options: Options) -> Known | None:
    """The page as the fit takes it; None if it is in another script, or empty."""
    seen = observe(page.lines)
    if not seen.blocks or seen.weights is not options.table:
        return None
    return Known(
        folder, page, chain(seen.blocks, seen.gaps, begins=boundaries(seen, page.gold), names=list(options.table))
    )


def boundaries(seen: ObservedPage, gold: Reading) -> list[bool]:
    """For each gap, whether another article begins after it."""
    owner = {
        n: place
        for place, article in reversed(list(enumerate(gold.articles)))
        for first, last in article.ranges
        for n in range(first, last + 1)
    }
    owners = [_owner(block, owner) for block in seen.blocks]
    last = next((one for one in owners if one >= 0), -1)
    for n, one in enumerate(owners):  # lines that no article has to have go with what stands above, or else below
        last = owners[n] = one if one >= 0 else last
    return [before != after for before, after in pairwise(owners)]


def _owner(block: Block, owner: Mapping[int, int]) -> int:
    """The article that has most of a block's lines, -1 if none has any."""
    places = [owner[line.number] for line in block.piece.lines if line.number in owner]
    return max(places, key=places.count, default=-1)


def fitted(pages: Iterable[Known], options: Options) -> dict[str, float]:
    """The weights for pages, rounded as they are kept."""
    held = {name: weight for name, weight in options.table.items() if name in HELD or not weight}
    found = fit([one.chain for one in pages], list(options.table), held=held, strength=options.strength)
    found["any"] += options.lift
    return {name: round(weight, 1) + 0.0 for name, weight in found.items()}


def cross_validated(pages: Sequence[Known], options: Options, *, folds: int) -> list[tuple[Known, Reading]]:
    """Each page with the reading by weights that were fitted to the pages of the other folds."""
    found = []
    for fold in range(folds):
        weights = fitted((one for n, one in enumerate(pages) if n % folds != fold), options)
        found += [(one, predict(one.page.lines, weights)) for one in pages[fold::folds]]
    return found


def read(pages: Iterable[Known], weights: Mapping[str, float]) -> list[tuple[Known, Reading]]:
    """Each page with the reading by the given weights."""
    return [(one, predict(one.page.lines, weights)) for one in pages]


def as_source(weights: Mapping[str, float]) -> str:
    """The weights in the form of segment.py."""
    lines = [" " * 3]
    for name, weight in weights.items():
        item = f' "{name}": {weight},'
        if len(lines[-1] + item) > _LINE:
            lines.append(" " * 3)
        lines[-1] += item
    return "\n".join(["{", *lines, "}  # fmt: skip"])


def as_rows(label: str, readings: Sequence[tuple[Known, Reading]]) -> list[str]:
    """The figures, by folder."""
    found = []
    for folder in dict.fromkeys(one.folder for one, _ in readings):
        mine = [(one.page, reading) for one, reading in readings if one.folder == folder]
        score = total(score_page(page.lines, page.gold, found=reading) for page, reading in mine)
        found.append(f"{label:20} {folder:12} " + " ".join(_figures(score)))
    return found


def _figures(score: Score) -> list[str]:
    counts = (score.boundaries, score.within_a_line, score.articles, score.titles, score.bylines, score.paragraphs)
    return [f"{count.f1:8.4f}" if count.wanted or count.found else f"{'-':>8}" for count in counts] + [
        f"{score.pk:8.4f}"
    ]


def _data(folders: Sequence[Path], options: Options) -> list[Known]:
    """The pages of the folders, with a word on those left out."""
    named = {folder.name: read_pages(folder) for folder in folders} or {"made up": sample_pages()}
    pages = [known(name, page, options=options) for name, pages in named.items() for page in pages]
    found = [one for one in pages if one]
    if len(found) < len(pages):
        print(f"{len(pages) - len(found)} of {len(pages)} pages are in the other script and left out")
    if not found:
        raise SystemExit("there is no page to fit to")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """What the command does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="*")
    parser.add_argument("--latin", action="store_true")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    parser.add_argument("--lift", type=float, default=LIFT)
    parser.add_argument("--folds", type=int, default=FOLDS)
    given = parser.parse_args(arguments)
    if given.strength <= 0 or given.folds < 2:
        parser.error("--strength must be more than 0, and --folds at least 2")
    options = Options(given.latin, given.strength, given.lift)
    pages = _data(given.data, options)
    weights = fitted(pages, options)
    print(f"{'LATIN' if given.latin else 'WEIGHTS'} = {as_source(weights)}\n")
    heads = ("cuts F1", "near F1", "articles", "titles", "bylines", "paragr.", "Pk")
    print(f"{'':33} " + " ".join(f"{head:>8}" for head in heads))
    print(*as_rows("baseline", [(one, blank_lines(one.page.lines)) for one in pages]), sep="\n")
    print(*as_rows("in place", read(pages, options.table)), sep="\n")
    print(*as_rows("fitted, same pages", read(pages, weights)), sep="\n")
    if len(pages) > 1:
        print(
            *as_rows("fitted, held out", cross_validated(pages, options, folds=min(given.folds, len(pages)))), sep="\n"
        )


if __name__ == "__main__":
    main()
