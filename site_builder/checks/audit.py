"""The audit: nothing of the source pages was lost, doubled or changed on the way to the articles.

Two laws. *Lines*: every non-blank line of a page is in exactly one article, or in the page's furniture with a reason.
*Words*: headings, dateline, printed byline and body of an article, put together, equal the lines that it names, by
characters and by the spaces between words (`comparison`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from site_builder.archive.article import Article, read_article
from site_builder.archive.frontmatter.model import TitleOrigin
from site_builder.archive.read import Archive
from site_builder.archive.source import SourcePage, read_lines
from site_builder.checks.comparison import (
    EDITOR,
    Fault,
    Join,
    Match,
    Piece,
    Printed,
    faults,
    joins,
    match,
    piece_of,
    printed,
)
from site_builder.common.files import walk
from site_builder.common.lines import Range, numbers
from site_builder.common.problems import Problem
from site_builder.common.progress import Progress
from site_builder.markdown.convert import plain
from site_builder.render.body import load_body

_SHOWN = 12  # characters of context in a message
_MOST = 20  # places of one article that are named each


class PageAudit(msgspec.Struct):
    """The account of one page, in non-blank lines."""

    name: str
    lines: int = 0
    articles: int = 0
    in_articles: int = 0
    in_furniture: int = 0

    @property
    def accounted(self) -> int:
        """Lines that are somewhere, each once."""
        return self.in_articles + self.in_furniture


class Audit(msgspec.Struct):
    """The account of an archive. Characters and words are those of the lines that articles name.

    Words are counted where spaces part them. `joins` are the words whose hyphen at a line's end was dropped.
    """

    pages: list[PageAudit] = []
    problems: list[Problem] = []
    articles: int = 0
    without_source: int = 0
    characters: int = 0
    characters_right: int = 0
    words: int = 0
    words_right: int = 0
    joins: list[Join] = []

    @property
    def lines(self) -> int:
        """Non-blank lines of all pages."""
        return sum(page.lines for page in self.pages)

    @property
    def lines_accounted(self) -> int:
        """Of these, the ones that are in exactly one place."""
        return sum(page.accounted for page in self.pages)


class _Page(msgspec.Struct):
    """A page with its lines and who claims each."""

    source: SourcePage
    lines: list[str]
    claims: dict[int, list[str]]


def audit(archive: Archive, *, progress: Progress | None = None) -> Audit:
    """Account for every line and every character. What was unreadable is among the archive's own problems."""
    pages = {
        source.name: _Page(source, read_lines(archive.source_file(source), source.record.encoding), defaultdict(list))
        for source in archive.sources
    }
    result = Audit()
    for page in pages.values():
        result.problems += _check_record(page)
    result.problems += _lost_pages(archive, pages)
    articles = sorted((*archive.articles, *archive.hidden), key=lambda one: one.name)
    for article in articles:
        result.articles += 1
        if progress:
            progress("audit", result.articles, len(articles))
        result.without_source += not article.front.source
        result.problems += _claim(str(archive.article_file(article)), article, pages)
        result.problems += _compare(archive, article, pages, result)
    for page in pages.values():
        account, problems = _account(page)
        result.pages.append(account)
        result.problems += problems
    return result


def _check_record(page: _Page) -> Iterator[Problem]:
    """The page is the one that was received, and each of its furniture has a reason."""
    source, record = page.source, page.source.record
    if not record.sha256:
        yield Problem(
            source.record_path,
            0,
            f"no sha256 for {source.name}",
            f"add “sha256: {source.sha256}” once you are sure of it",
        )
    elif record.sha256 != source.sha256:
        yield Problem(
            source.path,
            0,
            "was changed since it was received: its SHA-256 is not the one on record",
            "restore the file",
        )
    for furniture in record.furniture:
        if not furniture.reason.strip():
            yield Problem(
                source.record_path,
                _line_with(source.record_path, furniture.lines[0]),
                f"furniture {', '.join(furniture.lines)} has no reason",
                "add “reason: …”",
            )
        for number in numbers(_within(furniture.ranges, page)):
            if number > len(page.lines):
                yield Problem(
                    source.record_path,
                    _line_with(source.record_path, furniture.lines[0]),
                    f"goes beyond the end of {source.name}, line {len(page.lines)}",
                )
            else:
                page.claims[number].append("")


def _within(ranges: Iterable[Range], page: _Page) -> Iterator[Range]:
    """The ranges, ending one line after the page at the latest: enough to notice."""
    after = len(page.lines) + 1
    return ((min(first, after), min(last, after)) for first, last in ranges)


def _lost_pages(archive: Archive, pages: dict[str, _Page]) -> Iterator[Problem]:
    """A record whose page is gone."""
    for record in walk(archive.root / "pages")[0]:
        name = record.name.removesuffix(".yaml") + ".txt"
        if record.name.endswith(".yaml") and name not in pages:
            yield Problem(record.path, 0, f"its page {name} is missing or unreadable", "restore the page's text")


def _claim(path: str, article: Article, pages: dict[str, _Page]) -> Iterator[Problem]:
    """Enter the article as the owner of its lines."""
    for source in article.front.source:
        page = pages.get(source.file)
        line = _line_with(path, source.file)
        if page is None:
            yield Problem(
                path, line, f"its source {source.file} is not in pages/", "correct “file”, or restore the page"
            )
            continue
        if not source.sha256:
            hint = f"add “sha256: {page.source.sha256}” once you are sure of it"
            yield Problem(path, line, f"no sha256 for its source {source.file}", hint)
        elif source.sha256 != page.source.sha256:
            yield Problem(
                path,
                line,
                f"was made from another text of {source.file}: the SHA-256 differs",
                "compare it with the page again",
            )
        for number in numbers(_within(source.ranges, page)):
            if number > len(page.lines):
                yield Problem(path, line, f"goes beyond the end of {source.file}, line {len(page.lines)}")
                break
            page.claims[number].append(path)


def _account(page: _Page) -> tuple[PageAudit, list[Problem]]:
    """Each non-blank line is somewhere, and once."""
    account = PageAudit(page.source.name)
    account.articles = len({owner for owners in page.claims.values() for owner in owners if owner})
    wrong: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, line in enumerate(page.lines, 1):
        owners = page.claims[number]
        if not line.strip():
            continue
        account.lines += 1
        if len(owners) == 1:
            account.in_articles += bool(owners[0])
            account.in_furniture += not owners[0]
        else:
            wrong[tuple(owners)].append(number)
    blank = frozenset(number for number, line in enumerate(page.lines, 1) if not line.strip())
    return account, [
        _misplaced(page, owners, *run)
        for owners, found in wrong.items()
        for run in _runs(found, through=blank if owners else frozenset())
    ]


def _misplaced(page: _Page, owners: tuple[str, ...], first: int, last: int) -> Problem:
    """Lines that nobody claims, or several."""
    lines = f"line {first} is" if first == last else f"lines {first}–{last} are"
    if owners:
        names = " and ".join(owner or "the furniture" for owner in owners)
        return Problem(page.source.path, first, f"{lines} claimed more than once: by {names}", "let one of them go")
    start = page.lines[first - 1].strip()[:_SHOWN]
    hint = "add them to an article's “source”, or to “furniture” in the page's .yaml with a reason"
    return Problem(page.source.path, first, f"{lines} in no article: “{start}…”", hint)


def _runs(values: list[int], *, through: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Numbers with none, or only those of `through`, between them as (first, last)."""
    start = previous = 0
    for value in values:
        if start and not through.issuperset(range(previous + 1, value)):
            yield start, previous
            start = 0
        start, previous = start or value, value
    if start:
        yield start, previous


def _printed(article: Article, pages: dict[str, _Page]) -> Printed:
    """What the article's lines say, in its order."""
    named = [(page, source) for source in article.front.source if (page := pages.get(source.file))]
    return printed(
        [
            (page.source.path, number, page.lines[number - 1])
            for page, source in named
            for number in numbers(_within(source.ranges, page))
            if number <= len(page.lines)
        ]
    )


def _pieces(values: Iterable[str]) -> list[Piece]:
    return [piece for piece in map(piece_of, values) if piece.text]


def _compare(archive: Archive, article: Article, pages: dict[str, _Page], result: Audit) -> Iterator[Problem]:
    if not article.front.source:
        return
    page = _printed(article, pages)
    # The page has the words that are redacted, and so has the article's file.
    if article.front.redactions:
        article = read_article(archive.article_file(article), article.name, whole=True)[0] or article
    body = load_body(archive.root, f"articles/{article.name}", whole=True)
    yield from (problem for problem in body.problems if "Markdown" in problem.message)
    front = article.front
    result.characters += len(page.text)
    result.words += page.words
    if front.withdrawn and not body.html:
        result.characters_right += len(page.text)
        result.words_right += page.words
        return
    title = front.title if front.title_origin is TitleOrigin.PRINTED else ""
    headings = _pieces((front.kicker, title, *front.deck))
    found = match(page, headings, _pieces((front.dateline, front.byline_printed)), _pieces(body.blocks(editor=EDITOR)))
    path = str(archive.article_file(article))
    result.characters_right += found.reached
    if found.reached < len(page.text) or found.wanted is not None:
        result.words_right += page.words_before(found.reached)
        yield _difference(path, page, found)
        return
    wrong = list(faults(page, found.laid))
    result.words_right += max(0, page.words - len(wrong))
    result.joins += joins(page, found.laid)
    yield from _differences_of_words(path, page, wrong)


def _differences_of_words(path: str, page: Printed, wrong: list[Fault]) -> Iterator[Problem]:
    hint = "part the words as the page does"
    for error in wrong[:_MOST]:
        line = _line_of_piece(path, error.piece.text, error.offset)
        message = (
            f"differs from {page.place(error.position)}: the page has “{error.printed}”, the article “{error.written}”"
        )
        yield Problem(path, line, message, hint)
    if (more := len(wrong) - _MOST) > 0:
        yield Problem(path, 0, f"and has {more} more places where words are parted otherwise than on the page", hint)


def _difference(path: str, page: Printed, found: Match) -> Problem:
    there = page.text[found.reached : found.reached + _SHOWN]
    if found.wanted is None:
        message = f"ends before its lines do: {page.place(found.reached)} goes on “{there}…”"
        return Problem(path, _line_with(path, ""), message, "add the missing words, or correct “lines”")
    here = found.wanted.text[found.offset : found.offset + _SHOWN]
    line = _line_of_piece(path, found.wanted.text, found.offset)
    if not there:
        message = f"has words that its lines do not: “{here}…”"
        return Problem(path, line, message, "remove them, mark them {supplied: …}, or correct “lines”")
    message = f"differs from {page.place(found.reached)}: the page has “{there}…”, the article “{here}…”"
    hint = "restore the page's words; a misprint stays, with a note. Words that the editor adds go into {supplied: …}"
    return Problem(path, line, message, hint)


def _line_of_piece(path: str, piece: str, offset: int) -> int:
    """The line of the article's file at which a piece stands, near its character `offset`."""
    lines = [plain(line) for line in _read(path)]
    for start in (max(0, offset - _SHOWN), 0):
        wanted = piece[start : start + _SHOWN]
        found = [number for number, line in enumerate(lines, 1) if wanted and wanted in line]
        if found:
            return found[-1]
    return len(lines)


def _line_with(path: str, words: str) -> int:
    """The first line of a file that holds `words`; the last line for no words."""
    lines = _read(path)
    if not words:
        return len(lines)
    return next((number for number, line in enumerate(lines, 1) if words in line), 0)


def _read(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
