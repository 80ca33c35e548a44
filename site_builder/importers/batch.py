"""Many files at once: read in a pool of processes, written by one, in the order given."""

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
from site_builder.common.problems import BuildError, Level, Problem
from site_builder.common.progress import Progress
from site_builder.common.workers import WorkerPool
from site_builder.importers import registry
from site_builder.importers.base import DATE_GIVEN, Imported, ImportOptions, ImportResult, InputFile, slice_name
from site_builder.importers.existing import Existing, existing_in
from site_builder.importers.file_names import name_of_page
from site_builder.importers.messages import in_every_language
from site_builder.importers.redo import redo_item
from site_builder.importers.refusals import refusals
from site_builder.importers.write import write_item

_FEW = 8  # files for which starting processes would cost more than it saves
_BATCH = 8


def import_files(
    archive: Path,
    files: Sequence[Path | InputFile],
    options: ImportOptions,
    *,
    redo: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[ImportResult]:
    """Import files into an archive; one that fails does not stop the others.

    With `redo`, drafts that nobody has edited are made anew. `dry_run` writes nothing. Raises BuildError.
    """
    config = load_config(archive)
    known, problems = read_archive(archive, config)
    if redo:
        _all_read(problems)
    options = msgspec.structs.replace(options, language=config.language)
    known_as = _KnownNames(known)
    inputs = [known_as.renamed(_as_input(file, options)) for file in files]
    writer = _Writer(existing_in(known), read_published(archive).addresses if redo else None, dry_run)
    inputs = [writer.as_before(file) for file in inputs] if redo else inputs
    results: list[ImportResult] = []
    for number, (file, items) in enumerate(zip(inputs, _read_all(inputs, known.authorities["tags"]), strict=True)):
        results += [writer.put(item, file) for item in items]
        if progress:
            progress("import", number + 1, len(files))
    return results


def _all_read(problems: Iterable[Problem]) -> None:
    """Raises BuildError where an article could not be read: drafts made anew might show what it withdraws."""
    unread = [one for one in problems if one.level is Level.ERROR and one.path.endswith(".md")]
    if unread:
        hint = "correct it first: which lines it holds, and whether it is withdrawn, cannot be known until then"
        raise BuildError("cannot be read, so no drafts are made anew", path=unread[0].path, hint=hint)


def _as_input(file: Path | InputFile, options: ImportOptions) -> InputFile:
    """The file with its importer, and with options of its own or those of all."""
    if isinstance(file, Path):
        file = InputFile(file, name_of_page(file, file.parent))
    own = msgspec.structs.replace(file.options or options, language=options.language)
    importer = file.importer or registry.detect(file.path) or registry.FALLBACK
    return msgspec.structs.replace(file, options=own, importer=importer)


class _Writer:
    """Puts what was read into the archive; drafts anew if the addresses `published` so far are given."""

    def __init__(self, existing: Existing, published: Collection[str] | None, dry_run: bool) -> None:
        self._existing = existing
        self._published = published
        self._dry_run = dry_run
        self._names = _Names(existing.records)

    def as_before(self, file: InputFile) -> InputFile:
        """The file with what a person said of it when it was imported, where nothing else is said now."""
        of_page, options = self._existing.of_page, file.options or ImportOptions()
        articles = (*of_page.get(f"{file.name}.txt", ()), *of_page.get(f"{slice_name(file.name, 1)}.txt", ()))
        if not articles:
            return file
        front, undated = articles[0].front, articles[0].article.startswith("undated/")
        given = front.date if front.date_note in in_every_language([DATE_GIVEN]) else ""
        date = {} if options.date or not given else {"date": given, "origin": "earlier import"}
        section = options.section or front.section
        options = msgspec.structs.replace(options, section=section, undated=options.undated or undated, **date)
        return msgspec.structs.replace(file, options=options)

    def put(self, item: Imported, file: InputFile) -> ImportResult:
        """Write what was read from the file, or its drafts anew."""
        if clash := self._names.clash(item.key, file.path):
            problem = Problem(str(file.path), 0, clash, "rename the file that you import")
            return ImportResult(item.name, "refused", problems=(problem,))
        existing, dry_run = self._existing, self._dry_run
        if self._published is not None and existing.is_known(item) and not any(refusals(existing.root, item)):
            return redo_item(existing, item, published=self._published, dry_run=dry_run)
        return write_item(existing, item, options=file.options or ImportOptions(), dry_run=dry_run)


class _KnownNames:
    """The names that the archive's pages have, which may hold more of their folders than a file's, or fewer."""

    def __init__(self, archive: Archive) -> None:
        self._by_last_part: Mapping[str, dict[str, str]] = defaultdict(dict)
        for page in archive.sources:
            name = page.name.removesuffix(".txt")
            self._by_last_part[name.rpartition("/")[2]][name] = page.sha256

    def renamed(self, file: InputFile) -> InputFile:
        """The file under the name that it has in the archive, if it was imported with fewer of its folders, or more."""
        pages = self._by_last_part.get(file.name.rpartition("/")[2], {})
        nested = [name for name in pages if _ends_with(name, file.name) or _ends_with(file.name, name)]
        if not nested or file.name in nested:
            return file
        try:
            digest = hashlib.sha256(file.path.read_bytes()).hexdigest()
        except OSError:
            return file
        same = [name for name in nested if pages[name] == digest]
        return msgspec.structs.replace(file, name=same[0]) if len(same) == 1 else file


def _ends_with(name: str, end: str) -> bool:
    return name == end or name.endswith("/" + end)


def _read_all(files: Sequence[InputFile], tags: NameIndex) -> Iterator[Sequence[Imported]]:
    with WorkerPool() as pool:
        yield from pool.map(partial(_read_some, tags=tags), files, few=_FEW, batch=_BATCH)


def _read_some(files: Sequence[InputFile], *, tags: NameIndex) -> list[Sequence[Imported]]:
    return [registry.load(file.importer).read(file, file.options or ImportOptions(), tags) for file in files]


class _Names:
    """The names of records, of which no two may be one to a file system that ignores case or composes accents."""

    def __init__(self, records: Iterable[str]) -> None:
        self._records = set(records)
        self._folded = {fold_address(key): key for key in self._records}
        self._now: dict[str, Path] = {}

    def clash(self, key: str, file: Path) -> str:
        """Whose name a file has, as a sentence; "" if the name is its own, or its own since an earlier import."""
        other = self._now.setdefault(fold_address(key), file)
        if other != file:
            return f"has the name of {other}, which was imported just now"
        if key not in self._records and fold_address(key) in self._folded:
            known = self._folded[fold_address(key)]
            ending = ".txt" if known.startswith("pages/") else ".yaml"
            return f"has the name of {known}{ending} but for capitals or accents: many systems take the two for one"
        return ""


def inputs_in(paths: Iterable[Path], importer: str = "") -> tuple[list[InputFile], list[Problem]]:
    """What is named, and, of a folder that is nothing as a whole, the files in it that an importer detects.

    `importer` is the name of the only one to be asked. A folder that holds nothing for it, and a file that may be for
    several, are problems.
    """
    found: list[InputFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found += _inputs_at(path, importer)
        except BuildError as error:
            problems.append(error.problem)
    return found, problems


def _inputs_at(path: Path, importer: str) -> list[InputFile]:
    if name := registry.detect(path, importer):
        return [InputFile(path, name_of_page(path, path.parent), importer=name)]
    if not path.is_dir():
        return [InputFile(path, name_of_page(path, path.parent), importer=importer or registry.FALLBACK)]
    inside = [(file, registry.detect(file, importer)) for file in sorted(path.rglob("*"))]
    found = [InputFile(file, name_of_page(file, path), importer=name) for file, name in inside if name]
    if not found:
        message, hint = f"holds no file {registry.expected(importer)}", "name the files themselves, or rename them"
        raise BuildError(message, path=str(path), hint=hint)
    return found
