"""How well the importer takes pages apart: its readings held against right ones.

    python -m tools.score_import                      on pages made up for this (`tools.sample_pages`)
    python -m tools.score_import DATA                 on pages of your own, with readings of your own
    python -m tools.score_import DATA --save FOLDER   keeps the importer's readings, to be looked at
    python -m tools.score_import DATA --readings FOLDER   scores these, from any program, and not the importer's
    python -m tools.score_import DATA --baseline      scores the simplest of all: a boundary at each blank line

`tools.gold` describes the form of DATA and of readings, `tools.measures` the measures. With --json they are printed for
programs, unrounded.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from site_builder.importers.pagetext import arrange, describe
from site_builder.importers.pagetext.features import Block, BlockKind
from tools.gold import Article, GoldPage, Reading, read_pages, read_reading, write_reading
from tools.measures import Count, Score, score_page, total
from tools.sample_pages import sample_pages

_COUNTS = {
    "boundaries": "boundaries",
    "within_a_line": "boundaries within a line",
    "articles": "articles exactly right",
    "titles": "titles",
    "bylines": "bylines",
    "paragraphs": "paragraphs",
}


def predict(lines: Sequence[str], weights: Mapping[str, float] | None = None) -> Reading:
    """The importer's reading of a page, by the given weights of the segmenter or by its own."""
    return Reading(tuple(_article(one) for one in arrange.arrange(lines, weights).articles))


def _article(article: arrange.ArticleBlocks) -> Article:
    printed, byline = describe.headings(article), describe.byline(article)
    paragraphs = [_paragraph(block, byline) for block in article.blocks[printed.blocks :]]
    return Article(
        ranges=article.ranges,
        title=printed.title or describe.supplied_title("".join(paragraphs), otherwise="?"),
        title_inferred=not printed.title,
        byline=tuple(person.name for person in byline.people),
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
    )


def _paragraph(block: Block, byline: describe.Byline) -> str:
    """The paragraph as printed, without the byline; a dateline stays, since readings keep it."""
    if block is byline.block and block.kind is not BlockKind.HEAD:
        return block.credit.dateline + block.credit.rest
    return block.piece.text


def blank_lines(lines: Sequence[str]) -> Reading:
    """The baseline: what stands between two blank lines is an article."""
    starts = [n for n, line in enumerate(lines, 1) if line.strip() and (n == 1 or not lines[n - 2].strip())]
    ends = [n for n, line in enumerate(lines, 1) if line.strip() and (n == len(lines) or not lines[n].strip())]
    return Reading(tuple(Article((pair,)) for pair in zip(starts, ends, strict=True)))


def as_table(score: Score) -> str:
    """The figures for people."""
    rows = [f"{score.pages} pages, {score.articles.wanted} articles; found {score.articles.found}", ""]
    rows += [f"{'':24} {'precision':>9} {'recall':>9} {'F1':>9}"]
    for name, label in _COUNTS.items():
        count: Count = getattr(score, name)
        if count.wanted or count.found:
            rows.append(f"{label:24} {count.precision:9.4f} {count.recall:9.4f} {count.f1:9.4f}")
    return "\n".join([*rows, f"{'Pk (0 is best)':24} {score.pk:9.4f}"])


def as_json(score: Score) -> str:
    """The figures for programs."""
    counts = {name: getattr(score, name) for name in _COUNTS}
    figures = {name: {"P": one.precision, "R": one.recall, "F1": one.f1} for name, one in counts.items()}
    return json.dumps({"pages": score.pages, "pk": score.pk, **figures}, indent=1)


def _readings(pages: Sequence[GoldPage], given: argparse.Namespace) -> list[Reading]:
    if given.readings:
        return [read_reading(given.readings / f"{page.name}.json") for page in pages]
    return [(blank_lines if given.baseline else predict)(page.lines) for page in pages]


def main(arguments: Sequence[str] | None = None) -> None:
    """What the command does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--save", type=Path, metavar="FOLDER")
    parser.add_argument("--readings", type=Path, metavar="FOLDER")
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    pages = read_pages(given.data) if given.data else sample_pages()
    readings = _readings(pages, given)
    if given.save:
        for page, reading in zip(pages, readings, strict=True):
            write_reading(given.save / f"{page.name}.json", reading)
    score = total(score_page(page.lines, page.gold, found=one) for page, one in zip(pages, readings, strict=True))
    print(as_json(score) if given.json else as_table(score))


if __name__ == "__main__":
    main()
