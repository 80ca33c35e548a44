"""An archive of any size in Chinese and English, the same each time: what search and building are measured on.

A daily paper with five to ten articles a day. Half of the Chinese is sentences of the seed pages, half is made of words
drawn as in a living language: few are frequent, most are rare. A text of seeds only would have too few words for an
index of natural size. Some articles are rich in Markdown, as text from a CMS is; most are plain paragraphs, as print is.
"""

import datetime
import itertools
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tests.vectors.documents import PAGES

FIRST_DAY = datetime.date(1990, 1, 1)
SECTIONS = ("要闻", "经济", "社会", "文化", "World", "Local")
ROLES = {"zh-Hans": ("记者", "通讯员"), "en": ("reporter", "photographer")}
SYLLABLES = [
    c + v
    for c in ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "gr"]
    for v in ["a", "e", "i", "o", "u", "ea", "ou"]
]
RICH = 0.15  # the part of the articles whose body is more than paragraphs
NOTED = 0.05  # the part that has an editor's note
CONFIG = """\
title: 报纸 Newspaper
subtitle: An archive of generated articles
description: Articles in Chinese and English that nobody wrote, for measuring.
language: en
base_url: https://newspaper.example/
publication: {name: 日报 Daily, place: 西宁}
rights: The generated words belong to nobody.
"""


class Text(msgspec.Struct, frozen=True):
    """An article. Its body begins with the words `noted`, if it has a note."""

    name: str  # 1990/01/01/03: the day, and its place in the paper
    title: str
    language: str
    section: str
    page: str
    byline: tuple[tuple[str, str], ...]  # (name, role)
    tags: tuple[str, ...]
    summary: str
    body: str
    noted: str = ""
    note: str = ""

    @property
    def day(self) -> str:
        return self.name[:10].replace("/", "-")


class Language:
    """A vocabulary of which each word is drawn half as often as one of half its rank."""

    def __init__(self, words: Sequence[str], choose: random.Random) -> None:
        self.words = words
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
        self.choose = choose

    def draw(self, count: int) -> list[str]:
        return self.choose.choices(self.words, cum_weights=self.weights, k=count)

    def some(self, least: int, most: int) -> list[str]:
        return self.draw(self.choose.randint(least, most))


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


class Writer:
    """Writes articles: the same ones for the same seed. With `tags` 0 most of the tags are used once."""

    def __init__(self, seed: int, tags: int) -> None:
        self.choose = random.Random(seed)
        self.zh, self.en = chinese(self.choose), english(self.choose)
        text = "".join(page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.txt"))).replace("\n", "")
        self.sentences = [s for s in re.findall(r"[^。]{8,120}。", text) if not set(s) & set("#*_`[]<>&{}\\|")]
        self.people = Language(self._pairs(200), self.choose)
        self.tags = Language(self._pairs(tags), self.choose) if tags else None

    def _pairs(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            found["".join(self.zh.draw(2))] = None
        return list(found)

    def articles(self, count: int) -> Iterator[Text]:
        day, number, today = FIRST_DAY, 0, self.choose.randint(5, 10)
        for written in range(count):
            if number == today:
                day, number, today = day + datetime.timedelta(days=1), 0, self.choose.randint(5, 10)
            number += 1
            yield self._article(f"{day:%Y/%m/%d}/{number:02}", "en" if written % 3 == 2 else "zh-Hans")

    def _article(self, name: str, language: str) -> Text:
        choose, roles = self.choose, ROLES[language]
        people = dict.fromkeys(self.people.some(1, 2))
        paragraphs = list(self._paragraphs(language))
        rich = choose.random() < RICH
        noted = paragraphs[0].split()[0][:12]
        return Text(
            name=name, title=self._words(6, language), language=language, section=choose.choice(SECTIONS),
            page=f"{(int(name[-2:]) + 1) // 2:02}", byline=tuple((person, choose.choice(roles)) for person in people),
            tags=tuple(self._tags(choose.randint(2, 3))), summary=self._words(choose.randint(10, 20), language),
            body="\n\n".join(self._rich(language, paragraphs) if rich else paragraphs),
            **({"noted": noted, "note": "Thus in print."} if choose.random() < NOTED else {}),
        )  # fmt: skip

    def _tags(self, count: int) -> list[str]:
        return list(dict.fromkeys(self.tags.draw(count))) if self.tags else self._pairs(count)

    def _words(self, count: int, language: str) -> str:
        return " ".join(self.en.draw(count)) if language == "en" else "".join(self.zh.draw(count))

    def _paragraphs(self, language: str) -> Iterator[str]:
        choose = self.choose
        for _ in range(choose.randint(3, 7)):
            if language == "en":
                yield " ".join(self.en.some(30, 70)).capitalize() + f" in {choose.randint(1900, 2024)}."
            elif choose.random() < 0.5:
                yield "".join(choose.choice(self.sentences) for _ in range(choose.randint(1, 4)))
            else:
                pieces = ["".join(self.zh.some(4, 12)) for _ in range(choose.randint(3, 8))]
                yield "，".join([*pieces, f"同比增长{choose.randint(1, 999) / 10}%"]) + "。"

    def _rich(self, language: str, paragraphs: list[str]) -> Iterator[str]:
        """The same paragraphs with a heading, emphasis and a link, a quotation, a list and a table among them."""
        space = " " if language == "en" else ""
        words = (self._words(count, language) for count in (3, 2, 2, 4))
        heading, strong, weak, link = words
        yield paragraphs[0]
        yield f"## {heading}"
        yield space.join((paragraphs[1], f"**{strong}**", weak, f"*{weak}*", f"[{link}](01.md)"))
        yield "> " + paragraphs[2]
        yield "\n".join(f"- {self._words(6, language)}" for _ in range(4))
        yield from paragraphs[3:]
        rows = [[self._words(2, language), str(self.choose.randint(1, 9999)), heading] for _ in range(4)]
        yield "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * 3, *rows[1:]])


def write_article(root: Path, text: Text) -> Path:
    """Write an article into an archive, over the one that is there."""
    front = {
        "title": text.title, "date": text.day, "language": text.language, "section": text.section, "page": text.page,
        "byline": [{"name": name, "role": role} for name, role in text.byline], "tags": text.tags,
        "summary": text.summary, "notes": [{"at": text.noted, "text": text.note}] if text.note else [],
    }  # fmt: skip
    file = root / "articles" / f"{text.name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{_yaml(front)}---\n\n{text.body}\n", encoding="utf-8")
    return file


def _yaml(front: Mapping[str, object]) -> str:
    """Front matter without what is empty; the values as JSON, which is YAML too."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items() if value)


def generate(root: Path, articles: int, *, seed: int = 20240219, tags: int = 0) -> list[Text]:
    """Write the archive into a folder."""
    root.mkdir(parents=True)
    (root / "archive.yaml").write_text(CONFIG, encoding="utf-8")
    texts = list(Writer(seed, tags).articles(articles))
    for text in texts:
        write_article(root, text)
    return texts
