"""The whole archive: every article and source page, put in order and indexed.

Reading never stops at a fault: what can be used is used, and the rest is a list of problems.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from site_builder.archive.addresses import Register, read_register, refusal
from site_builder.archive.aliases import Alias, redirects_of
from site_builder.archive.article import Article, line_holding
from site_builder.archive.authorities import FILE as AUTHORITIES_FILE
from site_builder.archive.authorities import NameIndex, read_authorities
from site_builder.archive.config import FILE as SETTINGS_FILE
from site_builder.archive.config import Config, Unchecked, load_config
from site_builder.archive.coverage.model import FILE as COVERAGE_FILE
from site_builder.archive.coverage.rhythm import State
from site_builder.archive.find import ArticleFiles, files_in, find_articles
from site_builder.archive.holdings import all_holdings
from site_builder.archive.own_pages import OwnPage, read_own_pages
from site_builder.archive.page_names import PageNames
from site_builder.archive.printed_page import Rank, printed_page
from site_builder.archive.reader import PlainReader, Reader
from site_builder.archive.restrictions.hidden_lines import HiddenArticle, Withheld, withhold
from site_builder.archive.restrictions.privacy import AT_THE_END, Moment, Privacy, privacies, span
from site_builder.archive.source import SourcePage
from site_builder.archive.terms import Term, all_terms
from site_builder.common.files import File
from site_builder.common.problems import Problem, warning


class Archive(msgspec.Struct, frozen=True):
    """Everything that the pages are made from. Lists of articles run from the newest to the oldest."""

    root: Path
    config: Config
    articles: tuple[Article, ...]
    withdrawn: tuple[Article, ...]
    sources: tuple[SourcePage, ...]
    authorities: dict[str, NameIndex]
    terms: dict[str, tuple[Term, ...]]
    register: Register
    redirects: tuple[tuple[Alias, Article], ...] = ()  # old address → where it leads
    private: tuple[Article, ...] = ()  # in no page; of their source pages the lines are hidden
    privacy: dict[str, Privacy] = {}  # why articles are private, by name; in a preview these are among `articles`
    withheld: Withheld = Withheld()
    span: tuple[str, str] = ("", "")  # the instants between which all of this is so
    ignored: tuple[Article, ...] = ()  # those whose names begin with _ or ., or lie in such a folder
    attachments: tuple[File, ...] = ()  # files in articles/ that an article may show
    own_pages: tuple[OwnPage, ...] = ()  # what it says of itself, in about/

    @property
    def hidden(self) -> tuple[Article, ...]:
        """The articles whose words are in no page."""
        return self.withdrawn + self.private

    @property
    def left_out(self) -> tuple[tuple[Privacy, int], ...]:
        """How many articles are private, by reason; in a preview they are shown all the same."""
        return tuple(sorted(Counter(self.privacy.values()).items()))

    @property
    def keeps_back(self) -> bool:
        """Whether anything in it must not be shown."""
        return bool(self.withheld.files or self.withheld.redacted or self.private)

    @property
    def missing(self) -> frozenset[str]:
        """Files of the archive that are not in the site, so that no link leads to them."""
        return frozenset(f"articles/{article.name}" for article in self.private)

    def article_file(self, article: Article) -> Path:
        """Where the article is."""
        return self.root / "articles" / article.name

    def source_file(self, source: SourcePage) -> Path:
        """Where the page's text is."""
        return self.root / "pages" / source.name


def read_archive(
    root: Path, config: Config | None = None, reader: Reader | None = None, *, moment: Moment = AT_THE_END
) -> tuple[Archive, list[Problem]]:
    """Read the archive folder as it is to be shown at a moment. What is wrong with single files is in the problems.

    `config` are its settings (None: read them too), `reader` may remember what it read before. Raises BuildError where
    going on could publish what must not be, or move addresses.
    """
    reader, config = reader or PlainReader(), config or load_config(root)
    files = find_articles(root, reader)
    sources, names, source_problems = _read_sources(root, reader)
    files = files.with_sources(names)
    authorities, register = read_authorities(root), read_register(root)
    privacy = _privacy(config, files.articles, moment)
    left_out = {} if moment.drafts else privacy
    public = [article for article in files.articles if article.name not in left_out]
    private = tuple(article for article in files.articles if article.name in left_out)
    withheld, page_problems = withhold(
        root, [*files.withdrawn, *_hidden(root, private), *_private_without_page(config, files, moment)], files.unread,
        names=names, sources=sources, redacted=_redacted(root, public, files),
    )  # fmt: skip
    own_pages, own_problems = read_own_pages(root, reader)
    redirects, alias_problems = redirects_of(root, public, config.base_url)
    articles = _in_order(article for article in public if not article.front.withdrawn)
    archive = Archive(
        root, config, articles, _withdrawn(public), sources, authorities,
        terms=all_terms(articles, authorities, register), register=register, redirects=redirects, private=private,
        privacy=privacy, withheld=withheld,
        span=span(files.articles, moment.now), ignored=files.ignored, attachments=files.attachments,
        own_pages=own_pages,
    )  # fmt: skip
    unlisted = [
        *_unlisted(archive),
        *_pointers_to_nothing(archive),
        *_contradictions(archive),
        *_long_addresses(archive),
    ]
    return archive, [*files.problems, *source_problems, *page_problems, *own_problems, *alias_problems, *unlisted]


def _privacy(config: Config, articles: Iterable[Article], moment: Moment) -> dict[str, Privacy]:
    return privacies(articles, moment.now, unchecked_too=config.unchecked is Unchecked.PRIVATE)


def _hidden(root: Path, articles: Iterable[Article]) -> Iterator[HiddenArticle]:
    return (HiddenArticle(str(root / "articles" / article.name), article) for article in articles)


def _private_without_page(config: Config, files: ArticleFiles, moment: Moment) -> Iterator[HiddenArticle]:
    """An article that has no page for its name hides its lines as it would with one, in a preview too."""
    private = _privacy(config, (one.article for one in files.without_page), moment)
    return (one for one in files.without_page if one.article.name in private)


def _redacted(root: Path, public: Iterable[Article], files: ArticleFiles) -> list[HiddenArticle]:
    """The articles of which single words are not shown; of a withdrawn one that is all words."""
    found = _hidden(root, (article for article in public if article.front.redactions))
    with_page = [replace(one, notice=one.article.url_path) for one in found]
    without = [one for one in files.without_page if one.article.front.redactions]
    return [one for one in (*with_page, *without) if not one.withdrawn]


def _unlisted(archive: Archive) -> Iterator[Problem]:
    """Names of papers that the settings do not have: each may be a slip."""
    papers, found = archive.config.papers, defaultdict(list)
    for article in archive.articles:
        if article.front.publication:
            found[article.front.publication].append(article)
    for name, articles in found.items():
        if (nearest := papers.nearest(name)) is None:
            continue
        file = archive.article_file(articles[-1])
        message = f"“publication”: “{name}” is not in {SETTINGS_FILE} (articles that name it: {len(articles)})"
        hint = f"write “{nearest}”, or list it" if nearest else f"list it under “publications” in {SETTINGS_FILE}"
        yield warning(str(file), line_holding(file, "publication"), message, hint)


def _pointers_to_nothing(archive: Archive) -> Iterator[Problem]:
    """Names under `see_also` that neither an article nor the authority file has: each may be a slip."""
    file = archive.root / AUTHORITIES_FILE
    pointers = {pointer: None for names in archive.authorities.values() for pointer in names.pointers()}
    if not pointers:
        return
    known = {term.name for terms in archive.terms.values() for term in terms}
    known.update(name for names in archive.authorities.values() for name in names.listed)
    for name, other in pointers:
        if other not in known:
            message = f"“{name}”: “see_also” names “{other}”, which no article and no entry has"
            yield warning(str(file), line_holding(file, other), message, "write it as it is listed, or take it out")


def _long_addresses(archive: Archive) -> Iterator[Problem]:
    """Addresses with letters other than those of ASCII: browsers show them, and links write them percent-encoded."""
    found = [article for article in archive.articles if not article.name.isascii()] if archive.config.base_url else []
    if found:
        message = "links to its address write each Chinese letter, or other than ASCII, as up to nine characters"
        hint = f"name new files with a–z and figures; what was published stays (such articles: {len(found)})"
        yield warning(str(archive.article_file(found[0])), 0, message, hint)


def _contradictions(archive: Archive) -> Iterator[Problem]:
    """Days of which articles are held, though the coverage says that there can be none."""
    papers, root = archive.config.papers, archive.root
    if not any(paper.is_known for paper in papers.listed):
        return
    file = root / COVERAGE_FILE if (root / COVERAGE_FILE).exists() else root / SETTINGS_FILE
    for held in all_holdings(papers, archive.articles):
        for said, day, count in held.contradictions():
            what, hint = _SAID[said]
            message = f"{what}, and there are articles of it: {day} (such days: {count})"
            line = line_holding(file, _KEYS[said]) or line_holding(file, "frequency")
            yield warning(str(file), line, f"“{held.paper.name}”: {message}" if held.paper.name else message, hint)


_KEYS = {State.OUTSIDE: "first:", State.NOT_PUBLISHED: "not_published:", State.MISSING: "missing:"}
_SAID = {
    State.OUTSIDE: ("no issue was due on a day", "list the day under “issues”, or correct the rhythm or the dates"),
    State.NOT_PUBLISHED: ("a day is in “not_published”", "take it out, or correct the dates of the articles"),
    State.MISSING: ("a day is in “missing”", "take it out, or correct the dates of the articles"),
}


def _in_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The newest first, but within a day in the order of the paper."""
    found = sorted(articles, key=place_in_paper)
    found.sort(key=lambda article: (article.date.lower, article.date.time), reverse=True)
    return tuple(found)


def _withdrawn(articles: Iterable[Article]) -> tuple[Article, ...]:
    return tuple(sorted((one for one in articles if one.front.withdrawn), key=lambda article: article.name))


def place_in_paper(article: Article) -> tuple[Rank, str, str, int, str]:
    """Where an article stands in the printed paper: page, time of day, source page, line."""
    source = article.front.source[0] if article.front.source else None
    first = min((low for low, _ in source.ranges), default=0) if source else 0
    return printed_page(article.front.page).rank, article.date.time, source.file if source else "", first, article.name


def _read_sources(root: Path, reader: Reader) -> tuple[tuple[SourcePage, ...], PageNames, list[Problem]]:
    """The source pages; the names of all files that are called pages, which articles may mean; and problems."""
    files, problems = files_in(root / "pages", reader)
    pages = [file for file in files if not file.name.endswith(".yaml")]
    misnamed = {file.name: problem for file in pages if (problem := _misnamed(file))}
    problems = [*problems, *misnamed.values()]
    sources = []
    for _, source, found in reader.sources([file for file in pages if file.name not in misnamed]):
        problems += found
        if source:
            sources.append(source)
    return tuple(sources), PageNames(file.name for file in pages), problems


def _misnamed(file: File) -> Problem | None:
    """The problem of a file whose name no source page can have."""
    if not file.name.endswith(".txt"):
        return warning(file.path, 0, "is not read: the text of a page ends in .txt", "rename it")
    # Every source page lives in one folder of the site, so its name cannot clash with the site's own pages.
    if reason := refusal("x/" + file.name.removesuffix(".txt")):
        return Problem(file.path, 0, f"cannot be an address: {reason}", "rename the file")
    return None
