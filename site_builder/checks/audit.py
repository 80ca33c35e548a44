"""The audit: nothing of the source pages was lost, doubled or changed on the way to the articles.

Two laws. *Lines* (`line_claims`): every non-blank line of a page is in exactly one article, or in the page's furniture
with a reason. *Words* (`wording`): headings, dateline, printed byline and body of an article, put together, equal the
lines that it names, by characters and by the spaces between words.
"""

import msgspec

from site_builder.archive.read import Archive
from site_builder.checks.line_claims import (
    PageAudit,
    account_for,
    check_record,
    claim_lines,
    claimed_pages,
    lost_pages,
)
from site_builder.checks.spacing import Join
from site_builder.checks.wording import WordingAudit, compare_wording
from site_builder.common.problems import Problem
from site_builder.common.progress import Progress


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

    def add(self, wording: WordingAudit) -> None:
        """Add the account of an article's words."""
        self.characters += wording.characters
        self.characters_right += wording.characters_right
        self.words += wording.words
        self.words_right += wording.words_right
        self.joins += wording.joins
        self.problems += wording.problems


def audit(archive: Archive, *, progress: Progress | None = None) -> Audit:
    """Account for every line and every character. What was unreadable is among the archive's own problems."""
    pages = claimed_pages(archive)
    result = Audit()
    for page in pages.values():
        result.problems += check_record(page)
    result.problems += lost_pages(archive, pages)
    articles = sorted((*archive.articles, *archive.hidden), key=lambda article: article.name)
    result.articles = len(articles)
    for number, article in enumerate(articles, 1):
        if progress:
            progress("audit", number, len(articles))
        result.without_source += not article.front.source
        result.problems += claim_lines(str(archive.article_file(article)), article, pages)
        result.add(compare_wording(archive, article, pages))
    for page in pages.values():
        account, problems = account_for(page)
        result.pages.append(account)
        result.problems += problems
    return result
