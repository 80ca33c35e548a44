"""The audit: nothing of the source pages was lost, doubled or changed on the way to the articles.

Two laws. *Lines*: every non-blank line of a page is in exactly one article, or in the page's furniture with a reason.
*Characters*: headings, dateline, printed byline and body of an article, put together, equal the lines that it names,
white space aside, and a hyphen at a line's end where the article has the word whole. In what order the pieces stand on
the page is found by trying: kicker, title and deck keep their order, body blocks keep theirs, and dateline and byline
may stand between any two pieces.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from site_builder.archive import Archive
from site_builder.article import Article
from site_builder.files import walk
from site_builder.frontmatter import TitleOrigin
from site_builder.lines import Range, numbers
from site_builder.markup import plain
from site_builder.problems import Problem
from site_builder.render import article_body
from site_builder.sources import SourcePage, read_lines

_SHOWN = 12  # characters of context in a message
_WORD_END, _WORD_START = re.compile(r"([A-Za-z]{1,12})-$"), re.compile("[a-z]{1,12}")


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
    """The account of an archive. Characters are those of the lines that articles name."""

    pages: list[PageAudit] = []
    problems: list[Problem] = []
    articles: int = 0
    without_source: int = 0
    characters: int = 0
    characters_right: int = 0

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


def audit(archive: Archive) -> Audit:
    """Account for every line and every character. What was unreadable is among the archive's own problems."""
    pages = {
        source.name: _Page(source, read_lines(archive.source_file(source), source.record.encoding), defaultdict(list))
        for source in archive.sources
    }
    result = Audit()
    for page in pages.values():
        result.problems += _check_record(page)
    result.problems += _lost_pages(archive, pages)
    for article in sorted((*archive.articles, *archive.withdrawn), key=lambda one: one.name):
        result.articles += 1
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
    problems: list[Problem] = []
    nobody: list[int] = []
    for number, line in enumerate(page.lines, 1):
        owners = page.claims[number]
        if not line.strip():
            continue
        account.lines += 1
        if len(owners) == 1:
            account.in_articles += bool(owners[0])
            account.in_furniture += not owners[0]
        elif owners:
            names = " and ".join(owner or "the furniture" for owner in owners)
            problems.append(
                Problem(page.source.path, number, f"claimed more than once: by {names}", "let one of them go")
            )
        else:
            nobody.append(number)
    for first, last in _runs(nobody):
        lines = f"line {first} is" if first == last else f"lines {first}–{last} are"
        start = page.lines[first - 1].strip()[:_SHOWN]
        hint = "add them to an article's “source”, or to “furniture” in the page's .yaml with a reason"
        problems.append(Problem(page.source.path, first, f"{lines} in no article: “{start}…”", hint))
    return account, problems


def _runs(values: list[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    start = previous = 0
    for value in values:
        if start and value != previous + 1:
            yield start, previous
            start = 0
        start, previous = start or value, value
    if start:
        yield start, previous


class _Printed(msgspec.Struct):
    """What the page says: characters without white space, and where each stands."""

    text: str
    places: list[tuple[str, int]]  # (page, line) by character

    def place(self, position: int) -> str:
        if not self.places:
            return "the page"
        path, line = self.places[min(position, len(self.places) - 1)]
        return f"{path}:{line}"


def _printed(article: Article, pages: dict[str, _Page], words: str) -> _Printed:
    text: list[str] = []
    places: list[tuple[str, int]] = []
    for source in article.front.source:
        page = pages.get(source.file)
        for number in numbers(_within(source.ranges, page)) if page else ():
            if page and number <= len(page.lines):
                line = plain(page.lines[number - 1])
                if not line:  # a word may be parted over an empty line too
                    continue
                _join_word(text, places, line, words)
                text.append(line)
                places += [(page.source.path, number)] * len(line)
    return _Printed("".join(text), places)


def _join_word(text: list[str], places: list[tuple[str, int]], line: str, words: str) -> None:
    """Drop the hyphen that parts a word at the end of the last line, if the article has the word whole."""
    head, tail = _WORD_END.search(text[-1]) if text else None, _WORD_START.match(line)
    if head and tail and head[1] + tail[0] in words:
        text[-1] = text[-1][:-1]
        places.pop()


def _compare(archive: Archive, article: Article, pages: dict[str, _Page], result: Audit) -> Iterator[Problem]:
    if not article.front.source:
        return
    read = article_body(archive.root, f"articles/{article.name}")
    body, problems = read.body, list(read.problems)
    yield from (problem for problem in problems if "Markdown" in problem.message)
    front = article.front
    title = front.title if front.title_origin is TitleOrigin.PRINTED else ""
    headings = [piece for piece in map(plain, (front.kicker, title, *front.deck)) if piece]
    floating = [piece for piece in map(plain, (front.dateline, front.byline_printed)) if piece]
    blocks = [plain(block) for block in body.paragraphs]
    printed = _printed(article, pages, " ".join([*headings, *floating, *blocks]))
    result.characters += len(printed.text)
    if front.withdrawn and not body.html:
        result.characters_right += len(printed.text)
        return
    reached, wanted = _match(printed.text, headings, floating, blocks)
    result.characters_right += reached
    if reached < len(printed.text) or wanted is not None:
        yield _difference(str(archive.article_file(article)), printed, reached, wanted)


def _match(
    text: str, headings: list[str], floating: list[str], blocks: list[str]
) -> tuple[int, tuple[str, int] | None]:
    """How far the pieces can be laid along `text`, and the piece that fits no further, with its offset."""
    best: tuple[int, tuple[str, int] | None] = (-1, None)
    todo: list[tuple[int, int, frozenset[int], int]] = [(0, 0, frozenset(), 0)]
    seen = set(todo)
    while todo:
        heading, block, used, position = todo.pop()
        pieces = [(blocks[block], (heading, block + 1, used))] if block < len(blocks) else []
        pieces += [(piece, (heading, block, used | {n})) for n, piece in enumerate(floating) if n not in used]
        if heading < len(headings):
            pieces.append((headings[heading], (heading + 1, block, used)))
        if not pieces and position == len(text):
            return position, None
        if not pieces and position > best[0]:
            best = (position, None)
        for piece, (next_heading, next_block, next_used) in pieces:
            if text.startswith(piece, position):
                state = (next_heading, next_block, next_used, position + len(piece))
                if state not in seen:
                    seen.add(state)
                    todo.append(state)
                continue
            common = _common(text, position, piece)
            if position + common > best[0] or (best[1] is None and position + common == best[0]):
                best = (position + common, (piece, common))
    return best


def _common(text: str, position: int, piece: str) -> int:
    """How many characters of `piece` stand at `position`."""
    count = 0
    while count < len(piece) and position + count < len(text) and text[position + count] == piece[count]:
        count += 1
    return count


def _difference(path: str, printed: _Printed, reached: int, wanted: tuple[str, int] | None) -> Problem:
    there = printed.text[reached : reached + _SHOWN]
    if wanted is None:
        message = f"ends before its lines do: {printed.place(reached)} goes on “{there}…”"
        return Problem(path, _line_with(path, ""), message, "add the missing words, or correct “lines”")
    piece, offset = wanted
    here = piece[offset : offset + _SHOWN]
    line = _line_of_piece(path, piece, offset)
    if not there:
        message = f"has words that its lines do not: “{here}…”"
        return Problem(path, line, message, "remove them, mark them {supplied: …}, or correct “lines”")
    message = f"differs from {printed.place(reached)}: the page has “{there}…”, the article “{here}…”"
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
