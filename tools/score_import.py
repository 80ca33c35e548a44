"""How well the importer splits pages: predictions for a folder of pages, and the measures where readings are there.

    python -m tools.score_import DATA --pred FOLDER
    python -m tools.score_import DATA --scorer score_pages.py

DATA holds pages/NAME.txt and, if there are readings, gold/NAME.json. Predictions are written to FOLDER, one JSON a page
in the form of the readings: {"articles": [{"ranges", "title", "title_inferred", "byline", "paragraphs"}]}. With
--scorer, the script that keeps the measures is run on them: `score_pages.py --data DATA --pred FOLDER`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from site_builder.importers import arrange, describe
from site_builder.importers.evidence import Block, Kind
from site_builder.importers.reading import read_text
from site_builder.lines import split_lines


def predict(lines: list[str]) -> list[dict[str, Any]]:
    """The articles of a page, in the form of the readings."""
    return [_prediction(article) for article in arrange.arrange(lines).articles]


def _prediction(article: arrange.Article) -> dict[str, Any]:
    printed, byline = describe.headings(article), describe.byline(article)
    rest = article.blocks[printed.blocks :]
    paragraphs = [_paragraph(block, byline) for block in rest]
    text = "".join(paragraphs)
    return {
        "ranges": [list(lines) for lines in article.ranges],
        "title": printed.title or describe.supplied_title(text, otherwise="?"),
        "title_inferred": not printed.title,
        "byline": [person.name for person in byline.people],
        "paragraphs": [paragraph for paragraph in paragraphs if paragraph],
    }


def _paragraph(block: Block, byline: describe.Byline) -> str:
    """The paragraph as printed, without the byline; a dateline stays, since readings keep it."""
    if block is byline.block and block.kind is not Kind.HEAD:
        return block.credit.dateline + block.credit.rest
    return block.piece.text


def main() -> None:
    """What the command does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pred", type=Path)
    parser.add_argument("--scorer", type=Path)
    given = parser.parse_args()
    if not (given.pred or given.scorer):
        parser.error("give --pred, or --scorer, or both")
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.pred or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted((given.data / "pages").glob("*.txt")):
            found = {"articles": predict(split_lines(read_text(file).text))}
            text = json.dumps(found, ensure_ascii=False, indent=1)
            (folder / f"{file.stem}.json").write_text(text, encoding="utf-8")
        if given.scorer:
            command = [sys.executable, str(given.scorer), "--data", str(given.data), "--pred", str(folder)]
            sys.exit(subprocess.run(command, check=False).returncode)
        print(f"predictions are in {folder}")


if __name__ == "__main__":
    main()
