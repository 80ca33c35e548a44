"""Sixty English newspaper pages from 1720 to 1990, the same each time, with what a careful reader would make of them.

    python -m tests.english_pages FOLDER

writes pages/NAME.txt and gold/NAME.json in the form of `tools.gold`. Stories are set as printers set
them: columns of 28 to 45 characters, ragged or justified, words parted at line ends, headlines in capitals or in small
letters, decks, bylines and datelines, rules, letters under one heading, a table of prices, a masthead.
"""

import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.english_stories import LETTERS, STORIES, TABLE
from tools.gold import Article, GoldPage, Reading, write_pages

PAGES = 60
_PARTABLE = re.compile(r"^(\W*)([A-Za-z]{3,}[bcdfgklmnprt])([bcdfgklmnprst][aeiou][A-Za-z]{1,}\W*)$")


class Story(msgspec.Struct, frozen=True):
    """A story before it is set."""

    head: str
    deck: str
    byline: str
    dateline: str
    paragraphs: tuple[str, ...]


class Set(msgspec.Struct, frozen=True):
    """A story on a page: its lines, from 1, its title and byline as printed, and its words."""

    first: int
    last: int
    title: str
    byline: str
    words: tuple[str, ...]


class Page(msgspec.Struct, frozen=True):
    """A page and how it is to be read."""

    name: str
    lines: tuple[str, ...]
    articles: tuple[Set, ...]


def stories() -> list[Story]:
    found = []
    for text in STORIES.split("===\n"):
        head, deck, byline, dateline, *paragraphs = text.rstrip("\n").split("\n")
        found.append(Story(head, deck, byline, dateline, tuple(paragraphs)))
    return found


def pages(count: int = PAGES) -> list[Page]:
    """The pages, from the oldest paper to the youngest."""
    return [Setter(number).page() for number in range(count)]


class Setter:
    """Sets one page in the manner of its time."""

    def __init__(self, number: int) -> None:
        self.choose = random.Random(number)
        self.number = number
        self.year = 1720 + number * 270 // (PAGES - 1)
        self.width = self.choose.randint(28, 45)
        self.justified = self.choose.random() < 0.4
        self.spaced = self.choose.random() < 0.7  # an empty line between paragraphs, else an indent or nothing
        self.indent = "" if self.spaced else self.choose.choice(("", "  "))
        self.rule = self.choose.choice(("", "", "----------", "* * *", "———"))
        self.capitals = self.year < 1930 or self.choose.random() < 0.3
        self.old = self.year < 1860  # no headlines over most stories
        self.lines: list[str] = []
        self.articles: list[Set] = []

    def page(self) -> Page:
        for line in self.masthead():
            self.lines.append(line)
        told = self.choose.sample(stories(), self.choose.randint(4, 7))
        for place, story in enumerate(told):
            if place:
                self.part()
            self.story(story)
        if self.choose.random() < 0.3:
            self.letters()
        if self.choose.random() < 0.3:
            self.part()
            self.table()
        return Page(f"e{self.number:02}", tuple(self.lines), tuple(self.articles))

    def masthead(self) -> Sequence[str]:
        day = self.choose.randint(1, 28)
        if self.old:
            return ["The HARBOUR COURIER.", f"From Saturday March {day}, to Tuesday March {day + 3}. {self.year}.", ""]
        return [
            "THE HARBOUR COURIER",
            f"Vol. LXII. No. {self.number + 1}   Saturday, March {day}, {self.year}   Price 2d",
            "",
        ]

    def part(self) -> None:
        self.lines.append("")
        if self.rule:
            self.lines += [self.rule, ""]
        elif self.choose.random() < 0.5:
            self.lines.append("")

    def story(self, story: Story) -> None:
        first = len(self.lines) + 1
        words: list[str] = []
        title = ""
        if not (self.old and self.choose.random() < 0.5):
            title = story.head if self.capitals else story.head.title().replace("'S", "'s")
            words += self.block(title, ragged=True)
            if story.deck and self.choose.random() < 0.6:
                self.lines.append("")
                words += self.block(story.deck, ragged=True)
            self.lines.append("")
        byline = story.byline if self.year > 1850 else ""
        if byline:
            words += self.block(byline, ragged=True)
            self.lines.append("")
        opening = f"{story.dateline} " if story.dateline and not story.dateline.endswith(".—") else story.dateline
        words += self.body([opening + story.paragraphs[0], *story.paragraphs[1:]])
        self.articles.append(Set(first, len(self.lines), title, byline, tuple(words)))

    def body(self, paragraphs: Sequence[str]) -> list[str]:
        words = []
        for number, paragraph in enumerate(paragraphs):
            if number and self.spaced:
                self.lines.append("")
            words += self.block(paragraph)
        return words

    def letters(self) -> None:
        self.part()
        self.lines += ["LETTERS TO THE EDITOR", ""]
        first = len(self.lines) - 1
        for number, letter in enumerate(self.choose.sample(LETTERS.split("===\n"), 3)):
            if number:
                self.lines.append("")
                first = len(self.lines) + 1
            *paragraphs, close, name = letter.rstrip("\n").split("\n")
            words = ["LETTERS", "TO", "THE", "EDITOR"] if not number else []
            words += self.body(paragraphs)
            for line in (close, name):
                self.lines.append("  " + line)
                words += line.split()
            self.articles.append(
                Set(first, len(self.lines), "" if number else "LETTERS TO THE EDITOR", "", tuple(words))
            )

    def table(self) -> None:
        first = len(self.lines) + 1
        self.lines += TABLE.rstrip("\n").split("\n")
        self.articles.append(Set(first, len(self.lines), "CORN MARKET", "", tuple(TABLE.split())))

    def block(self, text: str, *, ragged: bool = False) -> list[str]:
        """Set a paragraph in lines, parting words as printers do; its words as they were written."""
        words = text.split()
        lines: list[list[str]] = [[]]
        for word in words:
            room = self.width - len(self.indent if len(lines) == 1 else "") - sum(len(one) + 1 for one in lines[-1])
            head, tail = ("", word) if ragged or len(word) <= room else parted(word, room)
            if head:
                lines[-1].append(head)
            if head or len(word) > room:
                lines.append([tail])
            else:
                lines[-1].append(word)
        lines = [line for line in lines if line]
        for number, line in enumerate(lines):
            shown = " ".join(line)
            if self.justified and not ragged and number < len(lines) - 1:
                shown = spread(line, self.width)
            self.lines.append((self.indent if not number and not ragged else "") + shown)
        return words


def parted(word: str, room: int) -> tuple[str, str]:
    """A word parted so that its head fits, with a hyphen; ("", word) where it cannot be."""
    at = word.rfind("-", 0, max(0, room))
    if at > 1:
        return word[: at + 1], word[at + 1 :]
    match = _PARTABLE.match(word)
    if match and len(match[1] + match[2]) < room:
        return match[1] + match[2] + "-", match[3]
    return "", word


def spread(words: Sequence[str], width: int) -> str:
    """A line filled with spaces from the left."""
    gaps = len(words) - 1
    missing = width - sum(map(len, words))
    if gaps < 1 or missing > 3 * gaps:
        return " ".join(words)
    return "".join(
        word + " " * (missing // gaps + (n < missing % gaps) if n < gaps else 0) for n, word in enumerate(words)
    )


def gold(page: Page) -> GoldPage:
    """The page and how it is to be read."""
    articles = (
        Article(((one.first, one.last),), one.title or None, False, people(one.byline)) for one in page.articles
    )
    return GoldPage(page.name, page.lines, Reading(tuple(articles), tuple(range(1, page.articles[0].first))))


def people(byline: str) -> tuple[str, ...]:
    """The names in a byline of the stories."""
    return () if not byline or "our" in byline.lower() else tuple(byline.partition(",")[0][3:].split(" and "))


def main() -> None:
    write_pages(Path(sys.argv[1]), map(gold, pages()))


if __name__ == "__main__":
    main()
