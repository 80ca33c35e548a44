"""Cut text into the keys under which the search index knows it.

Chinese has no spaces, and no two segmenters cut it alike. So nothing is segmented: each run of CJK characters is
written as its overlapping pairs and, at its end, the last character alone. A word of two or more characters is then
a chain of pairs that stand one after another, wherever a segmenter would have cut it.

    招商引资，20GW  ->  招商 商引 引资 资0 20z gw0

Letters and digits are kept apart (20GW is 20 and gw), a number keeps its decimal point (518.7 is one token), and
everything is folded first: NFKC (full width is half width), case, accents, traditional characters to simplified.

A key says what it is by its end: a pair is two CJK characters; a last character or a word of letters ends in `0`,
a number in `z`, its points written `p`. So no key is the beginning of another, and Pagefind, which looks for all
words *beginning* with what is asked and falls back to shorter ones, can only find the very word or nothing. A
prefix search is the key without its end. The keys hold letters and digits only, since Pagefind drops or splits at
anything else.

`static/search/tokens.js` does the same in the browser; `tests/vectors/tokens.json` holds both to it.
"""

import itertools
import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

CJK = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
)
TOKEN = re.compile(rf"(?P<cjk>[{CJK}]+)|(?P<number>\d+(?:\.\d+)*)|[^\W\d_{CJK}]+")

# The marks that tell が from か are letters' parts, not accents.
KANA_MARKS = "\u3099\u309a"


@lru_cache(maxsize=1)
def fold_data() -> str:
    """The text of the table of traditional and simplified characters."""
    return (Path(__file__).with_name("fold.json")).read_text(encoding="utf-8")


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character when it is first met."""

    def __init__(self) -> None:
        table = json.loads(fold_data())
        self.simplified = dict(zip(table["from"], table["to"], strict=True)) | {"ς": "σ"}

    def __missing__(self, point: int) -> str:
        self[point] = folded = self.fold(chr(point))
        return folded

    def fold(self, char: str) -> str:
        """One character without accents, simplified; unprintable ones vanish or separate."""
        category = unicodedata.category(char)
        if category[0] == "C":
            return "" if category == "Cf" else " "
        if char in KANA_MARKS:
            return char
        parts = unicodedata.normalize("NFD", char)
        bare = "".join(c for c in parts if c in KANA_MARKS or unicodedata.category(c)[0] != "M")
        composed = unicodedata.normalize("NFC", bare)
        return "".join(self.simplified.get(c, c) for c in composed)


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    return _Folding()


def fold(text: str) -> str:
    """The text as it is compared: width, case, accents and the traditional form of characters do not count."""
    compatible = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFC", compatible.upper().lower().translate(_folding()))


def keys(text: str) -> list[str]:
    """The keys of one text, in reading order."""
    found: list[str] = []
    for match in TOKEN.finditer(fold(text)):
        word = match.group()
        if match.lastgroup == "cjk":
            found += map("".join, itertools.pairwise(word))
            found.append(word[-1] + "0")
        elif match.lastgroup == "number":
            found.append(word.replace(".", "p") + "z")
        else:
            found.append(word + "0")
    return found
