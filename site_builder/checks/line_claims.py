"""The audit's law of lines: each non-blank line of a source page is in exactly one article, or in the page's furniture.

First every article claims its lines, then each page is accounted for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.archive.source import Furniture, SourcePage, read_lines
from site_builder.common.files import walk
from site_builder.common.lines import Range, numbers
from site_builder.common.problems import Problem

_SHOWN = 12  # characters of a line in a message


class PageAudit(msgspec.Struct):
    """The account of one page: its non-blank lines, and how many of them are where."""

    name: str
    lines: int = 0
    articles: int = 0
    in_articles: int = 0
    in_furniture: int = 0

    @property
    def accounted(self) -> int:
        """Lines that are in exactly one place."""
        return self.in_articles + self.in_furniture


class ClaimedPage(msgspec.Struct):
    """A source page and its lines; `claims` has, by the number of a line, the files of its articles ("": furniture)."""

    source: SourcePage
    lines: list[str]
    claims: defaultdict[int, list[str]]

    def within(self, ranges: Iterable[Range]) -> Iterator[Range]:
        """The ranges, cut off one line after the page's end, so that a huge number costs nothing and is noticed."""
        after = len(self.lines) + 1
        return ((min(first, after), min(last, after)) for first, last in ranges)


def claimed_pages(archive: Archive) -> dict[str, ClaimedPage]:
    """The source pages of an archive by name, of which nothing is claimed yet."""
    return {
        source.name: ClaimedPage(
            source, read_lines(archive.source_file(source), source.record.encoding), defaultdict(list)
        )
        for source in archive.sources
    }


def check_record(page: ClaimedPage) -> Iterator[Problem]:
    """The page is the one that was received, and each of its furniture has a reason; the furniture claims its lines."""
    source, record = page.source, page.source.record
    if not record.sha256:
        hint = f"add “sha256: {source.sha256}” once you are sure of it"
        yield Problem(source.record_path, 0, f"no sha256 for {source.name}", hint)
    elif record.sha256 != source.sha256:
        message = "was changed since it was received: its SHA-256 is not the one on record"
        yield Problem(source.path, 0, message, "restore the file")
    for furniture in record.furniture:
        yield from _claim_furniture(page, furniture)


def _claim_furniture(page: ClaimedPage, furniture: Furniture) -> Iterator[Problem]:
    path = page.source.record_path
    if not furniture.reason.strip():
        message = f"furniture {', '.join(furniture.lines)} has no reason"
        yield Problem(path, line_with(path, furniture.lines[0]), message, "add “reason: …”")
    for number in numbers(page.within(furniture.ranges)):
        if number > len(page.lines):
            message = f"goes beyond the end of {page.source.name}, line {len(page.lines)}"
            yield Problem(path, line_with(path, furniture.lines[0]), message)
        else:
            page.claims[number].append("")


def lost_pages(archive: Archive, pages: Mapping[str, ClaimedPage]) -> Iterator[Problem]:
    """Records whose pages are gone."""
    for record in walk(archive.root / "pages")[0]:
        name = record.name.removesuffix(".yaml") + ".txt"
        if record.name.endswith(".yaml") and name not in pages:
            yield Problem(record.path, 0, f"its page {name} is missing or unreadable", "restore the page's text")


def claim_lines(path: str, article: Article, pages: Mapping[str, ClaimedPage]) -> Iterator[Problem]:
    """Let the article in the file `path` claim its lines; the problems are those of its sources."""
    for source in article.front.source:
        page = pages.get(source.file)
        line = line_with(path, source.file)
        if page is None:
            hint = "correct “file”, or restore the page"
            yield Problem(path, line, f"its source {source.file} is not in pages/", hint)
            continue
        if not source.sha256:
            hint = f"add “sha256: {page.source.sha256}” once you are sure of it"
            yield Problem(path, line, f"no sha256 for its source {source.file}", hint)
        elif source.sha256 != page.source.sha256:
            message = f"was made from another text of {source.file}: the SHA-256 differs"
            yield Problem(path, line, message, "compare it with the page again")
        for number in numbers(page.within(source.ranges)):
            if number > len(page.lines):
                yield Problem(path, line, f"goes beyond the end of {source.file}, line {len(page.lines)}")
                break
            page.claims[number].append(path)


def account_for(page: ClaimedPage) -> tuple[PageAudit, list[Problem]]:
    """The account of a page, and a problem for each run of lines that nobody claims, or several."""
    account = PageAudit(page.source.name)
    account.articles = len({owner for owners in page.claims.values() for owner in owners if owner})
    blank = {number for number, line in enumerate(page.lines, 1) if not line.strip()}
    account.lines = len(page.lines) - len(blank)
    misplaced: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in range(1, len(page.lines) + 1):
        owners = page.claims[number]
        if number in blank:
            continue
        if len(owners) == 1:
            account.in_articles += bool(owners[0])
            account.in_furniture += not owners[0]
        else:
            misplaced[tuple(owners)].append(number)
    return account, [
        _misplaced(page, owners, first, last)
        for owners, lines in misplaced.items()
        for first, last in _runs(lines, through=frozenset(blank if owners else ()))
    ]


def _misplaced(page: ClaimedPage, owners: tuple[str, ...], first: int, last: int) -> Problem:
    """The problem of lines that nobody claims, or several."""
    lines = f"line {first} is" if first == last else f"lines {first}–{last} are"
    if owners:
        names = " and ".join(owner or "the furniture" for owner in owners)
        return Problem(page.source.path, first, f"{lines} claimed more than once: by {names}", "let one of them go")
    start = page.lines[first - 1].strip()[:_SHOWN]
    hint = "add them to an article's “source”, or to “furniture” in the page's .yaml with a reason"
    return Problem(page.source.path, first, f"{lines} in no article: “{start}…”", hint)


def _runs(values: list[int], *, through: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as runs (first, last); the numbers of `through` do not interrupt a run."""
    start = previous = 0
    for value in values:
        if start and not through.issuperset(range(previous + 1, value)):
            yield start, previous
            start = 0
        start, previous = start or value, value
    if start:
        yield start, previous


def line_with(path: str, words: str) -> int:
    """The number of the first line of a file that holds `words`, 0 for none; for no words, that of the last line."""
    lines = lines_of(path)
    if not words:
        return len(lines)
    return next((number for number, line in enumerate(lines, 1) if words in line), 0)


def lines_of(path: str) -> list[str]:
    """The lines of a file, for the place of a problem; none if it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
