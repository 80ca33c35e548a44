"""The whole archive: every article and source page, put in order and indexed.

Reading never stops at a fault: what can be used is used, and the rest is a list of problems.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from site_builder.archive.addresses import KINDS, Register, read_register, refusal
from site_builder.archive.aliases import Alias, redirects_of
from site_builder.archive.article import Article
from site_builder.archive.authorities import NameIndex, Variant, read_authorities
from site_builder.archive.config import Config, Unchecked, load_config
from site_builder.archive.find import files_in, find_articles, is_aside
from site_builder.archive.page_names import PageNames, with_own_sources
from site_builder.archive.reader import PlainReader, Reader
from site_builder.archive.restrictions.privacy import AT_THE_END, Moment, Privacy, privacies, privacy, span
from site_builder.archive.restrictions.withdrawal import Hidden, Withheld, withhold
from site_builder.archive.source import SourcePage
from site_builder.common.files import File
from site_builder.common.problems import Problem, warning


class Term(msgspec.Struct, frozen=True):
    """A tag, person or section and its articles, newest first. `address` lacks the ending."""

    kind: str
    name: str
    address: str
    articles: tuple[Article, ...]
    variants: tuple[Variant, ...] = ()
    note: str = ""


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
    left_out: tuple[tuple[Privacy, int], ...] = ()
    withheld: Withheld = Withheld()
    span: tuple[str, str] = ("", "")  # the instants between which all of this is so
    aside: tuple[Article, ...] = ()  # those whose names begin with _ or ., or lie in such a folder
    beside: tuple[File, ...] = ()  # files in articles/ that an article may show

    @property
    def hidden(self) -> tuple[Article, ...]:
        """The articles whose words are in no page."""
        return self.withdrawn + self.private

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
    found = find_articles(root, reader)
    sources, files, problems = _read_sources(root, reader)
    names = PageNames(files)
    articles = [with_own_sources(article, names) for article in found.articles]
    set_aside = [replace(one, article=with_own_sources(one.article, names)) for one in found.set_aside]
    problems = [*found.problems, *problems]
    authorities, register = read_authorities(root), read_register(root)
    unchecked_too = config.unchecked is Unchecked.PRIVATE
    why = privacies(articles, moment.now, unchecked_too=unchecked_too)
    private = () if moment.drafts else tuple(article for article in articles if article.name in why)
    articles = [article for article in articles if moment.drafts or article.name not in why]
    named = (Hidden(str(root / "articles" / one.name), one, one.url_path) for one in articles if one.front.redactions)
    aside = (one for one in set_aside if one.article.front.redactions)
    redacted = [one for one in (*named, *aside) if not one.withdrawn]
    kept_back = [*found.withdrawn, *(Hidden(str(root / "articles" / one.name), one) for one in private)]
    # What has no page for its name hides its lines as it would with one.
    kept_back += [one for one in set_aside if privacy(one.article, moment.now, unchecked_too=unchecked_too)]
    withheld, more = withhold(root, kept_back, found.unread, names=names, sources=sources, redacted=redacted)
    problems += more
    redirects, more = redirects_of(root, articles, config.base_url)
    problems += more
    shown = sorted((a for a in articles if not a.front.withdrawn), key=_order)
    # Newest first, but within a day in the order of the paper.
    shown.sort(key=lambda article: (article.date.lower, article.date.time), reverse=True)
    withdrawn = tuple(sorted((a for a in articles if a.front.withdrawn), key=lambda article: article.name))
    terms = {kind: _terms(kind, shown, authorities[kind], register) for kind in KINDS}
    archive = Archive(
        root, config, tuple(shown), withdrawn, sources, authorities, terms, register, redirects, private,
        privacy=why, withheld=withheld, left_out=tuple(sorted(Counter(why.values()).items())),
        span=span((*articles, *private), moment.now), beside=found.beside,
        aside=tuple(one.article for one in set_aside if is_aside(one.article.name)),
    )  # fmt: skip
    return archive, problems


def names_of(kind: str, article: Article) -> Iterable[str]:
    """The names of a kind that an article carries, as it spells them."""
    if kind == "tags":
        return article.front.tags
    if kind == "people":
        return [person.name for person in article.front.byline]
    return [article.front.section] if article.front.section else []


def _order(article: Article) -> tuple[list[int], str, int, str]:
    """The order of the printed paper: page number, source page, line."""
    number = [int(digits) for digits in re.findall(r"\d+", article.front.page)]
    source = article.front.source[0] if article.front.source else None
    first = min((low for low, _ in source.ranges), default=0) if source else 0
    return number, source.file if source else "", first, article.name


def _read_sources(root: Path, reader: Reader) -> tuple[tuple[SourcePage, ...], list[str], list[Problem]]:
    """The pages, the names of all files that are called pages, and problems."""
    files, problems = files_in(root / "pages", reader)
    problems = list(problems)
    names = [file.name for file in files if not file.name.endswith(".yaml")]
    fit = []
    for file in files:
        if not file.name.endswith(".txt"):
            if not file.name.endswith(".yaml"):
                problems.append(warning(file.path, 0, "is not read: the text of a page ends in .txt", "rename it"))
        # Every source page lives in one folder of the site, so its name cannot clash with the site's own pages.
        elif reason := refusal("x/" + file.name.removesuffix(".txt")):
            problems.append(Problem(file.path, 0, f"cannot be an address: {reason}", "rename the file"))
        else:
            fit.append(file)
    sources = []
    for _, source, more in reader.sources(fit):
        problems += more
        if source:
            sources.append(source)
    return tuple(sources), names, problems


def _terms(kind: str, articles: list[Article], names: NameIndex, register: Register) -> tuple[Term, ...]:
    """Terms by name; new names get their addresses in the order of their names, so that it does not depend on dates."""
    holders: dict[str, list[Article]] = {}
    for article in articles:
        for name in dict.fromkeys(names.canonical(name) for name in names_of(kind, article)):
            holders.setdefault(name, []).append(article)
    return tuple(_term(kind, name, holders[name], names, register) for name in sorted(holders))


def _term(kind: str, name: str, articles: list[Article], names: NameIndex, register: Register) -> Term:
    entry = names.by_name.get(name)
    variants = entry.variants if entry else ()
    forms = (variant.name for variant in variants)
    address = register.address(kind, name, reading=names.reading(name), variants=forms)
    return Term(kind, name, address, tuple(articles), variants, entry.note if entry else "")
