"""Whether a page of an earlier build may stay in the site though nothing makes it now.

An article may have been hidden, or words of it redacted, since the page was written; then the page must not show it.
Of such a page nothing is known but its HTML, so this check is stricter than that of passages in a new site (`leaks`):
titles count too, also those that an article had once, and texts that are shorter than a passage.
"""

import posixpath
import re
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from site_builder.archive.article import read_body
from site_builder.archive.read import Archive
from site_builder.archive.restrictions.redaction import BAR
from site_builder.archive.source import read_lines
from site_builder.common.yamlfile import YamlError

_PASSAGE, _WORD = 20, 5  # letters of a passage; texts of fewer letters than the second are not looked for
_LINK = re.compile(r"""<a\b[^>]*?\bhref=["']?([^"'>\s]+)[^>]*>(.*?)</a>""", re.DOTALL)
_LETTERS = re.compile(rf"[\w{BAR[0]}]+")


class HiddenText:
    """The words of an archive's hidden articles, and of those in which words are redacted."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._redacted = archive, tuple(a for a in archive.articles if a.front.redactions)
        self._articles = (*archive.hidden, *self._redacted, *archive.ignored)

    @cached_property
    def _passages(self) -> set[str]:
        archive, found = self._archive, set[str]()
        files = [str(archive.article_file(article)) for article in self._articles]
        for file in dict.fromkeys((*files, *archive.withheld.files)):
            try:
                found |= _pieces(read_body(file))
            except (OSError, YamlError):
                continue
        for source in archive.sources:
            if lines := archive.withheld.lines.get(source.name):
                text = read_lines(Path(source.path), source.record.encoding)
                for one in lines:
                    found |= _pieces("".join(text[one.first - 1 : one.last]))
        return {passage for passage in found if len(passage) >= _WORD}

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """The addresses of the articles, each with the words that a link to it may show ("": none)."""
        titles = {f"{article.url_path}.html": "" for article in (*self._archive.hidden, *self._archive.ignored)}
        return titles | {f"{article.url_path}.html": _letters(article.front.title) for article in self._redacted}

    def is_shown(self, address: str, page: bytes) -> bool:
        """Whether an earlier build's page shows a title or a passage of one of these articles, or links to
        one by a title that it had."""
        if not self._articles and not self._archive.withheld.files:
            return False
        text = unescape(page.decode(errors="replace"))
        titles = (re.escape(article.front.title) for article in self._articles)
        if any(re.search(rf">\s*\[?{title}\]?\s*<", text) for title in titles) or self._is_named(address, text):
            return True
        letters = _letters(re.sub("<[^>]*>", "", text))
        shown = {letters[at : at + _PASSAGE] for at in range(max(1, len(letters) - _PASSAGE + 1))}
        short = (passage for passage in self._passages if len(passage) < _PASSAGE)
        return not self._passages.isdisjoint(shown) or any(passage in letters for passage in short)

    def _is_named(self, address: str, text: str) -> bool:
        """Whether a link to one of the articles shows other words than its title, which may be a title that it had."""
        folder = posixpath.dirname(address)
        for link in _LINK.finditer(text):
            title = self._addresses.get(posixpath.normpath(posixpath.join(folder, unquote(link[1].partition("#")[0]))))
            if title is not None and not (title and title in _letters(re.sub("<[^>]*>", "", link[2]))):
                return True
        return False


def _pieces(text: str) -> set[str]:
    """Passages of a text, each beginning in the middle of the one before; a shorter text is one passage."""
    letters = _letters(text)
    return {letters[at : at + _PASSAGE] for at in range(0, max(1, len(letters) - _PASSAGE + 1), _PASSAGE // 2)}


def _letters(text: str) -> str:
    """The letters and digits of a text, and its bars: a bar is not equal to any word that it may cover."""
    return "".join(_LETTERS.findall(text))
