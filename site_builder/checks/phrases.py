"""Words that are too few for a passage: the headlines of what was withdrawn, and the words that are redacted.

A passage is long enough to be of one text only, and is looked for in every file of a site. A headline of two words is
not; so it is looked for where an archive speaks about an article outside of it: in what the records of source pages
say, and in the names of articles, pages and pictures, which are their addresses. There it is an error. Words that are
redacted are looked for in other articles too, where they may be those of somebody else: that is a warning, as it is for
the names of pictures and of those articles.

What stands inside a longer word is none of it. A headline of one word, or of fewer than six characters where writing
has no spaces, counts only where it is all that a record says or all of a name; one of fewer than four characters, or a
single character that is redacted, never. Nor does a headline that is the name of the paper, a tag, a person or a
section, or that stands in the headline of an article that is shown.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from site_builder.archive.article import line_holding, read_article, redacted_words
from site_builder.archive.frontmatter.model import TitleOrigin
from site_builder.archive.read import Archive
from site_builder.archive.restrictions.redaction import folded, spans
from site_builder.archive.source import PageRecord
from site_builder.archive.terms import Term
from site_builder.common.files import ARTICLE, beginning
from site_builder.common.problems import Level, Problem, warning
from site_builder.common.workers import WorkerPool

Mentions = dict[str, tuple[int, ...]]  # by the path of an article that is shown, the numbers of phrases in it

_MIN_TITLE = 4  # characters of a headline
_LONG_ARTICLE = 1_000_000  # characters of an article
_MIN_UNSPACED = 6  # characters where words have no spaces between them
_DAY = re.compile(r"^\d{4}-\d\d-\d\d[-_ ]+")
_ENDING = re.compile(r"\.\w{1,5}$")
_FIRST_UNSPACED = "\u2e80"


class Phrase(msgspec.Struct, frozen=True):
    """Words of the article in the file `path`, folded; with `alone` they count only as a whole text or a whole name."""

    path: str
    words: str
    redacted: bool = False
    alone: bool = False

    def is_in(self, text: str) -> bool:
        """Whether they stand in a text."""
        return folded(text) == self.words if self.alone else bool(spans(text, [self.words]))

    def is_in_name(self, path: str) -> bool:
        """Whether they stand in the name of a file or folder."""
        parts = (_DAY.sub("", _ENDING.sub("", part)) for part in path.split("/"))
        return any(map(self.is_in, parts))


class Place(msgspec.Struct, frozen=True):
    """An address of the site that may say the words, the file that it is made from, and the hint how to rename that."""

    address: str
    path: str
    hint: str


def phrases_of(archive: Archive) -> tuple[Phrase, ...]:
    """The phrases of an archive: headlines of withdrawn articles, and redacted words."""
    titles = (_title(path, archive.root) for path in archive.withheld.withdrawn)
    found = [title for title in titles if title]
    for path in archive.withheld.redacted:
        found += [Phrase(path, words, redacted=True) for words in redacted_words(path) if len(words) > 1]
    return tuple(found)


def _title(path: str, root: Path) -> Phrase | None:
    name = Path(path).relative_to(root / "articles").as_posix()
    article, _ = read_article(Path(path), name, whole=True)
    if article is None:
        return None
    title = article.front.title
    words = folded(title)
    # A title that the file's name stands in for says nothing.
    if article.front.title_origin is TitleOrigin.SUPPLIED and Phrase("", words, alone=True).is_in_name(name):
        return None
    short = len(words) < _MIN_UNSPACED if any(char >= _FIRST_UNSPACED for char in words) else len(title.split()) < 2
    return Phrase(path, words, alone=short) if len(words) >= _MIN_TITLE else None


def find_mentions(phrases: Sequence[Phrase], paths: Iterable[str], pool: WorkerPool) -> Mentions:
    """The numbers of the redacted phrases that stand in each of some articles."""
    words = tuple(phrase.words if phrase.redacted else "" for phrase in phrases)
    if not any(words):
        return {}
    return {path: found for path, found in pool.map(partial(_mentions_in_batch, words), paths) if found}


def _mentions_in_batch(words: Sequence[str], paths: Sequence[str]) -> list[tuple[str, tuple[int, ...]]]:
    return [(path, _mentions_in(words, path)) for path in paths]


def _mentions_in(words: Sequence[str], path: str) -> tuple[int, ...]:
    try:
        text = beginning(path, ARTICLE).decode("utf-8", "replace")
    except OSError:
        return ()
    letters = folded(text)
    candidates = ((n, word) for n, word in enumerate(words) if word and word in letters)
    # To find out whether they are whole words takes some hundred bytes of memory a character.
    return tuple(n for n, word in candidates if len(text) > _LONG_ARTICLE or spans(text, [word]))


def phrase_problems(
    archive: Archive, phrases: Sequence[Phrase], found: Mentions, files: Collection[str]
) -> Iterator[Problem]:
    """The problems of phrases in records, names and articles; `files` are the addresses of the site's files."""
    if not phrases:
        return
    hits = [*_in_records(archive, phrases), *_in_names(archive, phrases, files)]
    common = {
        phrase for phrase in {phrase for phrase, _ in hits} if not phrase.redacted and _is_common(archive, phrase)
    }
    yield from (problem for phrase, problem in hits if phrase not in common)
    yield from _in_other_articles(archive, phrases, found)


def _in_any(phrases: Iterable[Phrase], texts: Iterable[str]) -> list[Phrase]:
    """The phrases that may be in some of the texts, which are looked at as one: there may be a hundred thousand."""
    letters = folded("|".join(texts))
    return [phrase for phrase in phrases if phrase.words in letters]


def _in_records(archive: Archive, phrases: Sequence[Phrase]) -> Iterator[tuple[Phrase, Problem]]:
    texts = (text for source in archive.sources for _, text in _texts(source.record))
    candidates = _in_any(phrases, texts)
    for source in archive.sources if candidates else ():
        for field, text in _texts(source.record):
            for phrase in _in_any(candidates, [text]):
                if phrase.is_in(text):
                    line = line_holding(Path(source.record_path), text.strip().split("\n")[0])
                    message = f"“{field}” says {_described(phrase)}"
                    yield phrase, Problem(source.record_path, line, message, "write it without these words")


def _texts(record: PageRecord) -> Iterator[tuple[str, str]]:
    """What a page's record says to readers."""
    texts = [("title", record.title), ("note", record.note), *(("reason", one.reason) for one in record.furniture)]
    return ((field, text) for field, text in texts if text)


def _in_names(
    archive: Archive, phrases: Sequence[Phrase], files: Collection[str]
) -> Iterator[tuple[Phrase, Problem]]:  # fmt: skip
    candidates = _in_any(phrases, files)
    for place in _places(archive, files) if candidates else ():
        for phrase in _in_any(candidates, [place.address]):
            if phrase.is_in_name(place.address):
                ours = place.path == phrase.path or place.address.startswith("pages/")
                level = Level.WARNING if phrase.redacted and not ours else Level.ERROR
                message = f"its address “{place.address}” says {_described(phrase)}"
                yield phrase, Problem(place.path, 0, message, place.hint, level)


def _places(archive: Archive, files: Iterable[str]) -> Iterator[Place]:
    move = "move it with “site-builder move OLD NEW”; then take the old address out of “aliases” and published.txt"
    for article in (*archive.articles, *archive.withdrawn):
        yield Place(f"{article.url_path}.html", str(archive.article_file(article)), move)
    for alias, article in archive.redirects:
        hint = "take it out of “aliases” and published.txt"
        yield from (Place(address, str(archive.article_file(article)), hint) for address in alias.files)
    for source in archive.sources:
        hint = "rename the page and its .yaml, also in “source” of its articles"
        yield Place(f"{source.url_path}.html", source.path, hint)
    attachments = {file.name: file.path for file in archive.attachments}
    for address in files:
        if address in attachments or address.startswith("media/"):
            yield Place(
                address, attachments.get(address, str(archive.root / address)), "rename it, and where it is named"
            )


def _described(phrase: Phrase) -> str:
    what = "words that are redacted in" if phrase.redacted else "the headline of what was withdrawn,"
    return f"{what} “{'/'.join(Path(phrase.path).parts[-2:])}”"


def _is_common(archive: Archive, phrase: Phrase) -> bool:
    """Whether a headline is a name that the whole archive has, or stands in one that is shown."""
    config = archive.config
    names = [config.title, *config.papers.words]
    names += [name for terms in archive.terms.values() for term in terms for name in (term.name, *_variants(term))]
    titles = (article.front.title for article in archive.articles)
    return phrase.words in map(folded, names) or any(
        phrase.words in folded(title) and spans(title, [phrase.words]) for title in titles
    )


def _variants(term: Term) -> Iterator[str]:
    return (variant.name for variant in term.variants)


def _in_other_articles(archive: Archive, phrases: Sequence[Phrase], found: Mentions) -> Iterator[Problem]:
    """Redacted words that stand in other articles, once for each article in which they are redacted."""
    shown = {str(archive.article_file(article)): article for article in archive.articles}
    holders: dict[str, set[str]] = defaultdict(set)
    for path, numbers in found.items():
        if path in shown:
            covered = redacted_words(path) if shown[path].front.redactions else []
            for number in numbers:
                if phrases[number].path != path and phrases[number].words not in covered:
                    holders[phrases[number].path].add(path)
    for owner, paths in sorted(holders.items()):
        message = f"words that are redacted in it stand in other articles too: in “{len(paths)}” of them"
        hint = f"look whether they may stay, and redact them there too, for example in {min(paths)}"
        yield warning(owner, 0, message, hint)
