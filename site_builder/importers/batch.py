"""Many pages at once: read in a pool of processes, written by one, in the order given."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from site_builder.archive.addresses import fold_address
from site_builder.archive.authorities import NameIndex
from site_builder.archive.config import load_config
from site_builder.archive.published import read_published
from site_builder.archive.read import Archive, read_archive
from site_builder.archive.source import SourcePage
from site_builder.common.problems import BuildError, Level, Problem
from site_builder.common.progress import Progress
from site_builder.common.workers import WorkerPool
from site_builder.importers import IMPORTERS
from site_builder.importers.file_names import name_of_page
from site_builder.importers.pagetext.importer import Imported, ImportOptions, InputFile, given_notes
from site_builder.importers.redo import redo_page
from site_builder.importers.write import ArticleLines, ImportResult, is_known, is_same, write_page

_FEW = 8  # pages for which starting processes would cost more than it saves
_BATCH = 8


def import_pages(
    archive: Path,
    files: Sequence[Path | InputFile],
    options: ImportOptions,
    *,
    redo: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[ImportResult]:
    """Import files into an archive; one that fails does not stop the others."""
    config = load_config(archive)
    found, problems = read_archive(archive, config)
    if redo and (unread := [one for one in problems if one.level is Level.ERROR and one.path.endswith(".md")]):
        hint = "correct it first: which lines it holds, and whether it is withdrawn, cannot be known until then"
        raise BuildError("cannot be read, so no drafts are made anew", path=unread[0].path, hint=hint)
    there: dict[str, list[SourcePage]] = defaultdict(list)
    for source in found.sources:
        there[_name(source).rpartition("/")[2]].append(source)
    pages = [_known_as(_page_file(file, options, config.language), there) for file in files]
    work = _Work(archive, _claims(found), read_published(archive).addresses if redo else None, dry_run)
    pages = [work.as_before(page) for page in pages] if redo else pages
    results = []
    names = _Names({_name(source) for source in found.sources})
    for number, (given, sheets) in enumerate(zip(pages, _read_all(pages, found.authorities["tags"]), strict=True)):
        for page in sheets:
            if clash := names.clash(page.stem, given.file):
                problem = Problem(str(given.file), 0, clash, "rename the file that you import")
                results.append(ImportResult(page.stem, "refused", problems=(problem,)))
            else:
                results.append(work.put(page, given.options or options))
        if progress:
            progress("import", number + 1, len(files))
    return results


class _Work(msgspec.Struct, frozen=True):
    """Where pages go: the archive, what its articles claim, and what was published, if drafts are to be made anew."""

    archive: Path
    existing: Mapping[str, tuple[ArticleLines, ...]]
    published: Collection[str] | None
    dry_run: bool

    def as_before(self, page: InputFile) -> InputFile:
        """The page with what a person said of it when it was imported, where nothing else is said now."""
        options = page.options or ImportOptions()
        existing = (*self.existing.get(f"{page.name}.txt", ()), *self.existing.get(f"{page.name}-01.txt", ()))
        for claim in existing:
            front = claim.front
            given = front.date if front.date_note in given_notes() else ""
            date = {} if options.date or not given else {"date": given, "origin": "earlier import"}
            undated = options.undated or claim.article.startswith("undated/")
            section = options.section or front.section
            said = msgspec.structs.replace(options, section=section, undated=undated, **date)
            return msgspec.structs.replace(page, options=said)
        return page

    def put(self, page: Imported, options: ImportOptions) -> ImportResult:
        """Write a page, or its drafts anew."""
        existing = self.existing.get(f"{page.stem}.txt", ())
        redo = self.published is not None and is_known(self.archive, page, existing)
        if redo and self.published is not None and is_same(self.archive, page):
            return redo_page(self.archive, page, existing=existing, published=self.published, dry_run=self.dry_run)
        return write_page(self.archive, page, existing=existing, options=options, dry_run=self.dry_run)


def _page_file(file: Path | InputFile, options: ImportOptions, language: str) -> InputFile:
    given = file if isinstance(file, InputFile) else InputFile(file, name_of_page(file, file.parent))
    said = msgspec.structs.replace(given.options or options, language=language)
    return msgspec.structs.replace(given, options=said)


def _claims(found: Archive) -> Mapping[str, tuple[ArticleLines, ...]]:
    """By the name of each page, the articles that name it."""
    existing: dict[str, list[ArticleLines]] = defaultdict(list)
    for article in (*found.articles, *found.hidden):
        for source in article.front.source:
            existing[source.file].append(ArticleLines(article.name, article.front, source.ranges))
    return {name: tuple(ones) for name, ones in existing.items()}


def _known_as(page: InputFile, there: Mapping[str, Sequence[SourcePage]]) -> InputFile:
    """The page under the name that it has in the archive, if it was imported with fewer of its folders, or more.

    `there` are the archive's pages by the last part of their names.
    """
    nested = [
        one
        for one in there.get(page.name.rpartition("/")[2], ())
        if _ends_with(_name(one), page.name) or _ends_with(page.name, _name(one))
    ]
    if not nested or any(_name(one) == page.name for one in nested):
        return page
    try:
        digest = hashlib.sha256(page.file.read_bytes()).hexdigest()
    except OSError:
        return page
    same = [_name(one) for one in nested if one.sha256 == digest]
    return msgspec.structs.replace(page, name=same[0]) if len(same) == 1 else page


def _name(source: SourcePage) -> str:
    """The name of a page in the archive, as files to import are named: without the ending."""
    return source.name.removesuffix(".txt")


def _ends_with(name: str, end: str) -> bool:
    return name == end or name.endswith("/" + end)


def _read_all(files: Sequence[InputFile], names: NameIndex) -> Iterator[list[Imported]]:
    with WorkerPool() as pool:
        yield from pool.map(partial(_read_some, names=names), files, few=_FEW, batch=_BATCH)


def _read_some(files: Sequence[InputFile], *, names: NameIndex) -> list[list[Imported]]:
    return [_read(file, names=names) for file in files]


def _read(given: InputFile, *, names: NameIndex) -> list[Imported]:
    for importer in IMPORTERS:
        if importer.detect(given.file):
            pages: list[Imported] = importer.read(given, given.options or ImportOptions(), names)
            return pages
    problem = Problem(str(given.file), 0, "is no file that can be imported", "name text files")
    return [Imported(given.name, b"", "", "", problems=(problem,))]


class _Names:
    """The names of pages, of which no two may be one to a file system that ignores case or composes accents."""

    def __init__(self, there: set[str]) -> None:
        self._there = there
        self._folded = {fold_address(stem): stem for stem in there}
        self._now: dict[str, Path] = {}

    def clash(self, stem: str, file: Path) -> str:
        """Whose name a file has, as a sentence; "" if the name is its own, or its page's since an earlier import."""
        other = self._now.setdefault(fold_address(stem), file)
        if other != file:
            return f"has the name of {other}, which was imported just now"
        if stem not in self._there and fold_address(stem) in self._folded:
            page = self._folded[fold_address(stem)]
            return f"has the name of pages/{page}.txt but for capitals or accents: many systems take the two for one"
        return ""


def pages_in(paths: Iterable[Path]) -> tuple[list[InputFile], list[Problem]]:
    """The files named, and the text files of the folders named; a folder that holds none is a problem."""
    found: list[InputFile] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            found.append(InputFile(path, name_of_page(path, path.parent)))
            continue
        pages = _texts(path)
        if not pages:
            problems.append(
                Problem(str(path), 0, "holds no file NAME.txt", "name the files themselves, or rename them")
            )
        found += [InputFile(page, name_of_page(page, path)) for page in pages]
    return found, problems


def _texts(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.casefold() == ".txt" and not file.is_dir())
