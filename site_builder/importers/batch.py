"""Many pages at once: read in a pool of processes, written by one, in the order given."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from site_builder.addresses import fold
from site_builder.archive import read_archive
from site_builder.authorities import NameIndex
from site_builder.config import load_config
from site_builder.crew import Crew
from site_builder.importers import IMPORTERS
from site_builder.importers.pagetext import Imported, Wishes
from site_builder.importers.write import Outcome, write_page
from site_builder.problems import Problem

Progress = Callable[[str, int, int], None]

_FEW = 8  # pages for which starting processes would cost more than it saves
_BATCH = 8


def import_pages(
    archive: Path, files: Sequence[Path], wishes: Wishes, *, dry_run: bool = False, progress: Progress | None = None
) -> list[Outcome]:
    """Import files into an archive; one that fails does not stop the others."""
    config = load_config(archive)
    found, _ = read_archive(archive, config)
    claimed = frozenset(source.file for one in (*found.articles, *found.hidden) for source in one.front.source)
    wishes = msgspec.structs.replace(wishes, language=config.language)
    outcomes = []
    names = _Names({page.stem for page in (archive / "pages").glob("*.txt")})
    for number, (file, page) in enumerate(zip(files, _read_all(files, wishes, found.authorities["tags"]), strict=True)):
        if clash := names.clash(page.stem, file):
            problem = Problem(str(file), 0, clash, "rename the file that you import")
            outcomes.append(Outcome(page.stem, "refused", problems=(problem,)))
        else:
            outcomes.append(write_page(archive, page, claimed=claimed, dry_run=dry_run))
        if progress:
            progress("import", number + 1, len(files))
    return outcomes


def _read_all(files: Sequence[Path], wishes: Wishes, names: NameIndex) -> Iterator[Imported]:
    with Crew() as crew:
        yield from crew.map(partial(_read_some, wishes=wishes, names=names), files, few=_FEW, batch=_BATCH)


def _read_some(files: Sequence[Path], *, wishes: Wishes, names: NameIndex) -> list[Imported]:
    return [_read(file, wishes=wishes, names=names) for file in files]


def _read(file: Path, *, wishes: Wishes, names: NameIndex) -> Imported:
    for importer in IMPORTERS:
        if importer.detect(file):
            page: Imported = importer.read(file, wishes, names)
            return page
    problem = Problem(str(file), 0, "is no file that can be imported", "name text files")
    return Imported(file.stem, b"", "", "", problems=(problem,))


class _Names:
    """The names of pages, of which no two may be one to a file system that ignores case or composes accents."""

    def __init__(self, there: set[str]) -> None:
        self._there = there
        self._folded = {fold(stem): stem for stem in there}
        self._now: dict[str, Path] = {}

    def clash(self, stem: str, file: Path) -> str:
        """Whose name a file has, as a sentence; "" if the name is its own, or its page's since an earlier import."""
        other = self._now.setdefault(fold(stem), file)
        if other != file:
            return f"has the name of {other}, which was imported just now"
        if stem not in self._there and fold(stem) in self._folded:
            page = self._folded[fold(stem)]
            return f"has the name of pages/{page}.txt but for capitals or accents: many systems take the two for one"
        return ""


def pages_in(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The files named, and the text files of the folders named; a folder that holds none is a problem."""
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        pages = _texts(path) if path.is_dir() else [path]
        if not pages:
            problems.append(
                Problem(str(path), 0, "holds no file NAME.txt", "name the files themselves, or rename them")
            )
        found += pages
    return found, problems


def _texts(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.casefold() == ".txt" and not file.is_dir())
