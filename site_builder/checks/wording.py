"""The audit's law of words: headings, dateline, printed byline and body of an article equal the lines that it names.

Characters are compared by `alignment`, the spaces between words by `spacing`; here the results become problems.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from site_builder.archive.article import Article, read_article
from site_builder.archive.frontmatter.model import TitleOrigin
from site_builder.archive.read import Archive
from site_builder.checks.line_claims import ClaimedPage, line_with, lines_of
from site_builder.checks.spacing import Join, SpacingDifference, joins, spacing_differences
from site_builder.common.lines import numbers
from site_builder.common.problems import Problem
from site_builder.markdown.convert import plain
from site_builder.render.alignment import EDITOR, Alignment, Piece, align, piece_of
from site_builder.render.body import Body, load_body
from site_builder.render.printed_text import PrintedText, printed_text

_SHOWN = 12  # characters of context in a message
_MOST = 20  # differences of one article that are named each


class WordingAudit(msgspec.Struct, frozen=True):
    """The account of an article's words; `characters` and `words` are those of the lines that it names."""

    characters: int = 0
    characters_right: int = 0
    words: int = 0
    words_right: int = 0
    joins: tuple[Join, ...] = ()
    problems: tuple[Problem, ...] = ()


def compare_wording(archive: Archive, article: Article, pages: Mapping[str, ClaimedPage]) -> WordingAudit:
    """Compare an article with its lines, with the words that are redacted: the page has them, and the file too."""
    if not article.front.source:
        return WordingAudit()
    text = _text_of_lines(article, pages)
    if article.front.redactions:
        article = read_article(archive.article_file(article), article.name, whole=True)[0] or article
    body = load_body(archive.root, f"articles/{article.name}", whole=True)
    markup = tuple(problem for problem in body.problems if "Markdown" in problem.message)
    if article.front.withdrawn and not body.html:
        characters, words = len(text.text), text.words
        return WordingAudit(characters, characters, words, words, problems=markup)
    account = _compare(str(archive.article_file(article)), text, article, body)
    return msgspec.structs.replace(account, problems=(*markup, *account.problems))


def _compare(path: str, text: PrintedText, article: Article, body: Body) -> WordingAudit:
    front, characters = article.front, len(text.text)
    title = front.title if front.title_origin is TitleOrigin.PRINTED else ""
    headings = _pieces((front.kicker, title, *front.deck))
    floating = _pieces((front.dateline, front.byline_printed))
    found = align(text, headings, floating, _pieces(body.blocks(editor=EDITOR)))
    if found.reached < characters or found.unmatched is not None:
        words_right = text.words_before(found.reached)
        problem = _difference(path, text, found)
        return WordingAudit(characters, found.reached, text.words, words_right, problems=(problem,))
    wrong = list(spacing_differences(text, found.placed))
    return WordingAudit(
        characters, found.reached, text.words, max(0, text.words - len(wrong)), tuple(joins(text, found.placed)),
        tuple(_differences_of_words(path, text, wrong)),
    )  # fmt: skip


def _text_of_lines(article: Article, pages: Mapping[str, ClaimedPage]) -> PrintedText:
    """The text of the article's lines, in the order in which it names them."""
    named = [(page, source) for source in article.front.source if (page := pages.get(source.file))]
    return printed_text(
        [
            (page.source.path, number, page.lines[number - 1])
            for page, source in named
            for number in numbers(page.within(source.ranges))
            if number <= len(page.lines)
        ]
    )


def _pieces(values: Iterable[str]) -> list[Piece]:
    return [piece for piece in map(piece_of, values) if piece.text]


def _differences_of_words(path: str, page: PrintedText, wrong: list[SpacingDifference]) -> Iterator[Problem]:
    hint = "part the words as the page does"
    for difference in wrong[:_MOST]:
        line = _line_of_piece(path, difference.piece.text, difference.offset)
        place, printed, written = page.place(difference.position), difference.printed, difference.written
        message = f"differs from {place}: the page has “{printed}”, the article “{written}”"
        yield Problem(path, line, message, hint)
    if (more := len(wrong) - _MOST) > 0:
        yield Problem(path, 0, f"and has {more} more places where words are parted otherwise than on the page", hint)


def _difference(path: str, page: PrintedText, found: Alignment) -> Problem:
    there = page.text[found.reached : found.reached + _SHOWN]
    if found.unmatched is None:
        message = f"ends before its lines do: {page.place(found.reached)} goes on “{there}…”"
        return Problem(path, line_with(path, ""), message, "add the missing words, or correct “lines”")
    here = found.unmatched.text[found.offset : found.offset + _SHOWN]
    line = _line_of_piece(path, found.unmatched.text, found.offset)
    if not there:
        message = f"has words that its lines do not: “{here}…”"
        return Problem(path, line, message, "remove them, mark them {supplied: …}, or correct “lines”")
    message = f"differs from {page.place(found.reached)}: the page has “{there}…”, the article “{here}…”"
    hint = "restore the page's words; a misprint stays, with a note. Words that the editor adds go into {supplied: …}"
    return Problem(path, line, message, hint)


def _line_of_piece(path: str, piece: str, offset: int) -> int:
    """The line of the article's file at which a piece stands, near its character `offset`."""
    lines = [plain(line) for line in lines_of(path)]
    for start in (max(0, offset - _SHOWN), 0):
        unmatched = piece[start : start + _SHOWN]
        found = [number for number, line in enumerate(lines, 1) if unmatched and unmatched in line]
        if found:
            return found[-1]
    return len(lines)
