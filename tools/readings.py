"""How Chinese characters are read, for the search page: `python -m tools.readings` writes them down.

A box of the page finds a name by its pinyin. The readings are those of pypinyin, of the characters of GB 2312:
traditional ones are folded before they are looked up.
"""

import json
from collections import defaultdict
from pathlib import Path

READINGS = Path(__file__).parents[1] / "site_builder" / "search" / "readings.json"
_HANZI = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]


def readings() -> dict[str, str]:
    """For each syllable, without its tone, the characters that are read so."""
    from pypinyin import Style, pinyin

    found: dict[str, list[str]] = defaultdict(list)
    for character in (code.decode("gb2312", "ignore") for code in _HANZI):
        (syllables,) = pinyin(character, style=Style.NORMAL, heteronym=True) or [[]]
        for syllable in {one.replace("ü", "v") for one in syllables if one.isalpha() and one != character}:
            found[syllable].append(character)
    return {syllable: "".join(found[syllable]) for syllable in sorted(found)}


def main() -> None:
    """Write the file."""
    text = json.dumps(readings(), ensure_ascii=False, indent=0)
    READINGS.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
