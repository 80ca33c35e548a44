"""An archive of any size in Chinese and English, the same each time: what search is measured on.

Half of the Chinese is sentences of the seed pages, half is made of words drawn as in a living language: few are
frequent, most are rare. A text of seeds only would have too few words for an index of natural size.
"""

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.vectors.documents import PAGES

SECTIONS = ("要闻", "经济", "社会", "文化", "World", "Local")
SYLLABLES = [
    c + v
    for c in ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "gr"]
    for v in ["a", "e", "i", "o", "u", "ea", "ou"]
]


class Language:
    """A vocabulary of which each word is drawn half as often as one of half its rank."""

    def __init__(self, words: Sequence[str], choose: random.Random) -> None:
        self.words = words
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
        self.choose = choose

    def draw(self, count: int) -> list[str]:
        return self.choose.choices(self.words, cum_weights=self.weights, k=count)


def chinese(choose: random.Random) -> Language:
    characters = [chr(point) for point in choose.sample(range(0x4E00, 0x9000), 3500)]
    common = Language(characters, choose)
    return Language(["".join(common.draw(choose.choice((1, 2, 2, 2, 3)))) for _ in range(30_000)], choose)


def english(choose: random.Random) -> Language:
    stems = [
        "".join(choose.choices(SYLLABLES, k=choose.choice((1, 2, 2, 3)))) + choose.choice("dklmnrst")
        for _ in range(9000)
    ]
    return Language([stem + choose.choice(("", "", "s", "ed", "ing")) for stem in stems], choose)


def paragraphs(zh: Language, en: Language, sentences: Sequence[str], language: str) -> Iterator[str]:
    choose = zh.choose
    for _ in range(choose.randint(3, 9)):
        if language == "en":
            yield " ".join(en.draw(choose.randint(30, 70))).capitalize() + f" in {choose.randint(1900, 2024)}."
        elif choose.random() < 0.5:
            yield "".join(choose.choice(sentences) for _ in range(choose.randint(1, 4)))
        else:
            pieces = ["".join(zh.draw(choose.randint(4, 12))) for _ in range(choose.randint(3, 8))]
            yield "，".join([*pieces, f"同比增长{choose.randint(1, 999) / 10}%"]) + "。"


def generate(root: Path, articles: int) -> None:
    """Write the archive into a folder."""
    choose = random.Random(20240219)
    zh, en = chinese(choose), english(choose)
    text = "".join(page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.txt"))).replace("\n", "")
    sentences = [s for s in re.findall(r"[^。]{8,120}。", text) if not set(s) & set("#*_`[]<>&{}\\|")]
    root.mkdir(parents=True)
    (root / "archive.yaml").write_text("title: 报纸 Newspaper\nlanguage: en\n", encoding="utf-8")
    for number in range(articles):
        language = "en" if number % 3 == 2 else "zh-Hans"
        day = f"{1990 + number * 35 // articles}-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"
        title = " ".join(en.draw(6)) if language == "en" else "".join(zh.draw(6))
        tags = ", ".join(dict.fromkeys("".join(w) for w in zip(zh.draw(3), zh.draw(3), strict=True)))
        front = (
            f'title: "{title}"\ndate: "{day}"\nlanguage: {language}\nsection: {choose.choice(SECTIONS)}\n'
            f"tags: [{tags}]\nbyline: [记者{chr(0x4E00 + choose.randint(0, 150))}明]\n"
        )
        file = root / "articles" / day[:4] / day[5:7] / f"{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        body = "\n\n".join(paragraphs(zh, en, sentences, language))
        file.write_text(f"---\n{front}---\n\n{body}\n", encoding="utf-8")
