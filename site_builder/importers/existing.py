"""What an archive holds already of that which is imported: articles, and the records of earlier imports."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import msgspec

from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.archive.read import Archive
from site_builder.archive.source import DraftRecord, PageRecord, read_source
from site_builder.common.lines import Range
from site_builder.importers.base import Imported
from site_builder.importers.records import read_record, sha256


class ArticleLines(msgspec.Struct, frozen=True):
    """An article of the archive that was made of a page, or of an import, and the lines of the page that it names."""

    article: str
    front: FrontMatter
    lines: tuple[Range, ...] = ()


class Existing(msgspec.Struct, frozen=True):
    """The archive into which things are imported, as it was found, and what was imported since.

    `of_page` are the articles that name a page, by its name under `pages/`; `fronts` those of all articles, by file.
    `owners` says for each draft, by its name in small letters, which record names it (`Imported.key`); `records` are
    all such keys.
    """

    root: Path
    of_page: Mapping[str, tuple[ArticleLines, ...]] = {}
    fronts: Mapping[str, FrontMatter] = {}
    owners: dict[str, str] = {}
    records: frozenset[str] = frozenset()

    def articles(self, item: Imported) -> tuple[ArticleLines, ...]:
        """The articles that were made of it."""
        if item.page:
            return self.of_page.get(f"{item.name}.txt", ())
        names = [draft.article for draft in self.drafts(item)]
        return tuple(ArticleLines(name, self.fronts[name]) for name in names if name in self.fronts)

    def record_file(self, item: Imported) -> Path:
        """Where its record is."""
        return self.root / f"{item.key}.yaml"

    def page_record(self, item: Imported) -> PageRecord:
        """What the record of its page says."""
        page, _ = read_source(self.root / "pages" / f"{item.name}.txt", f"{item.name}.txt")
        return page.record if page else PageRecord()

    def drafts(self, item: Imported) -> tuple[DraftRecord, ...]:
        """The drafts that its record names."""
        return self.page_record(item).drafts if item.page else read_record(self.record_file(item)).drafts

    def unedited(self, item: Imported) -> list[str]:
        """The drafts that are as the import wrote them."""
        files = [(draft, self.root / "articles" / draft.article) for draft in self.drafts(item)]
        return [one.article for one, file in files if file.is_file() and sha256(file.read_bytes()) == one.sha256]

    def is_known(self, item: Imported) -> bool:
        """Whether it was imported, or a person made articles of its page; what a stopped import left does not count."""
        has_record = self.record_file(item).exists()
        if not item.page:
            return has_record
        unfinished = any((self.root / "articles" / draft.name).exists() for draft in item.drafts)
        has_page = (self.root / "pages" / f"{item.name}.txt").exists()
        return has_page and (has_record or (bool(self.articles(item)) and not unfinished))

    def is_taken(self, name: str, item: Imported) -> bool:
        """Whether a draft of this name belongs to something else that was imported."""
        return self.owners.get(name.casefold(), item.key) != item.key


def existing_in(archive: Archive) -> Existing:
    """What the archive holds. Raises BuildError where the record of an import cannot be read."""
    of_page: dict[str, list[ArticleLines]] = defaultdict(list)
    fronts = {}
    for article in (*archive.articles, *archive.hidden):
        fronts[article.name] = article.front
        for source in article.front.source:
            of_page[source.file].append(ArticleLines(article.name, article.front, source.ranges))
    records = {f"pages/{page.name.removesuffix('.txt')}": page.record.drafts for page in archive.sources}
    for file in sorted((archive.root / "imports").rglob("*.yaml")):
        records[file.relative_to(archive.root).with_suffix("").as_posix()] = read_record(file).drafts
    owners = {draft.article.casefold(): key for key, drafts in records.items() for draft in drafts}
    articles = {name: tuple(found) for name, found in of_page.items()}
    return Existing(archive.root, articles, fronts, owners, frozenset(records))
