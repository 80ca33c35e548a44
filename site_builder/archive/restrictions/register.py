"""What was withdrawn is remembered with the archive: deleting the article does not bring its lines back.

`withdrawn.txt` names, for each withdrawn article, its address (its file, where it is put aside and has none) and its
lines of source pages; for a redacted one, the lines in which words are covered. The builder adds lines and takes none
away. Where the article can be read, it says itself what is hidden; where it is gone, or is no article any more, what it
hid has to be hidden by another, or nothing is published.

Of a private article nothing is kept with the archive: a draft that is deleted must leave no burden. What its lines were
the state beside the output knows, so that the build that finds it gone can say that they are shown from now on.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from site_builder.archive.read import Archive
from site_builder.archive.restrictions.withdrawal import refuse
from site_builder.common.files import REGISTER, read_text, save
from site_builder.common.lines import Range, parse_range, show
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.common.yamlfile import required_file

FILE = "withdrawn.txt"
_HEADER = (
    "# What was withdrawn: the article's address, the source page, its lines. The builder adds lines and takes none",
    "# away, so that deleting an article does not bring its words back: keep this file under version control.",
)


_ALL = 1 << 62  # the last line of a page, whatever its length
_BREAKING = re.compile(r"[\t\r\n]|^# ")
_MARK = re.compile(r"(^|/)[._]+")  # of a name that is put aside


PrivateLines = tuple[str, str, int, int]  # the article, the page, the first and the last line that it hides


class RegisterLine(msgspec.Struct, frozen=True, order=True):
    """Lines of a page that an article hid when it was withdrawn; none stand for all."""

    address: str
    page: str
    lines: str

    @property
    def keys(self) -> frozenset[str]:
        """What tells the article, also when it is put in its place again."""
        return frozenset((self.address, re.sub(r"\.md$", ".html", _MARK.sub(r"\1", self.address))))

    @property
    def ranges(self) -> list[Range]:
        """`lines` as numbers. Raises ValueError."""
        return [parse_range(part) for part in self.lines.split(",") if part.strip()]

    def __str__(self) -> str:
        return f"{self.address}\t{self.page}\t{self.lines}"


def read_withdrawn(root: Path) -> frozenset[RegisterLine]:
    """The register of an archive. Raises BuildError for a line that cannot be read."""
    file = root / FILE
    if not file.exists():
        return frozenset()
    with required_file(str(file), hint="restore it"):
        text = read_text(file, REGISTER)
    found = set()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("# "):
            found.add(_read_line(line, str(file), number))
    return frozenset(found)


def _read_line(line: str, path: str, number: int) -> RegisterLine:
    parts = line.split("\t")
    try:
        if len(parts) == 3:
            read = RegisterLine(*parts)
            read.ranges  # noqa: B018 - raises ValueError
            return read
    except ValueError:
        pass
    raise BuildError(
        "is no line of this register", path=path, line=number, hint="restore it from the archive's history"
    )


def check_withdrawn(archive: Archive) -> None:
    """Raises BuildError where the article is gone that hid lines, and nothing else hides them."""
    lines = read_withdrawn(archive.root)
    if not lines:
        return
    sources = {source.name for source in archive.sources} - archive.withheld.pages
    there = set(_keys(archive))
    for line in sorted(lines):
        if line.page in sources and there.isdisjoint(line.keys) and not _is_hidden(archive, line):
            file = archive.root / "articles" / re.sub(r"\.html$", ".md", line.address)
            what = "cannot be read" if file.exists() else "is gone"
            message = f"was withdrawn or redacted and {what}: its lines of “{line.page}” would be shown again"
            hint = f"put it back; the notice may be all of it. If the words may be shown, take its line out of {FILE}"
            raise refuse(str(file), message, hint=hint)


def _keys(archive: Archive) -> Iterator[str]:
    """What tells the articles that can be read, which decide themselves."""
    for article in (*archive.articles, *archive.hidden):
        yield f"{article.url_path}.html"
    for alias, _ in archive.redirects:
        yield from alias.files  # it was moved
    yield from (article.name for article in archive.ignored)
    for path in (*archive.withheld.files, *archive.withheld.redacted):
        yield Path(path).relative_to(archive.root / "articles").as_posix()


def _is_hidden(archive: Archive, line: RegisterLine) -> bool:
    hidden = [(one.first, one.last) for one in archive.withheld.lines.get(line.page, ())]
    hidden += [(number, number) for number, _, _ in archive.withheld.bars.get(line.page, ())]
    wanted = line.ranges or [(1, _ALL)]
    return all(any(first <= low and high <= last for first, last in hidden) for low, high in wanted)


def private_lines(archive: Archive) -> tuple[PrivateLines, ...]:
    """What private articles hide now."""
    lines = archive.withheld.lines.items()
    hidden = ((page, one) for page, found in lines for one in found if one.key and not one.withdrawn)
    return tuple((one.key, page, one.first, one.last) for page, one in hidden)


def shown_again(archive: Archive, before: Iterable[PrivateLines]) -> Iterator[Problem]:
    """Say which lines are nobody's now, and shown, since the private article that hid them is gone."""
    sources = {source.name: source for source in archive.sources if source.name not in archive.withheld.pages}
    for article, page, first, last in before:
        source = sources.get(page)
        gone = source and not (archive.root / "articles" / article).exists()
        if source and gone and not _is_owned(archive, page, (first, last)):
            lines = "its lines are" if last >= _ALL else f"{show([(first, last)])} of its lines are"
            message = f"{lines} shown now: “{article}”, which was private, is gone"
            hint = "put it back, or an article in its place, if they must not be; else this is not said again"
            yield warning(source.path, 0, message, hint)


def _is_owned(archive: Archive, page: str, lines: Range) -> bool:
    """Whether lines are hidden by another, or an article that is shown has them: it may be the same elsewhere."""
    owned = [(one.first, one.last) for one in archive.withheld.lines.get(page, ())]
    for article in archive.articles:
        for source in article.front.source:
            if source.file == page:
                owned += source.ranges or [(1, _ALL)]
    return any(first <= lines[0] and lines[1] <= last for first, last in owned)


def save_withdrawn(archive: Archive) -> list[Problem]:
    """Add what is withdrawn now. On an archive that cannot be written there is a warning."""
    known = read_withdrawn(archive.root)
    found = known.union(_lines_of(archive))
    if found == known:
        return []
    file = archive.root / FILE
    try:
        save(file, "\n".join((*_HEADER, *map(str, sorted(found)), "")))
    except OSError as error:
        hint = "make the archive's folder writable for one build"
        return [warning(str(file), 0, f"what is withdrawn is not remembered: {error.strerror}", hint)]
    return []


def _lines_of(archive: Archive) -> Iterator[RegisterLine]:
    """What the archive's withdrawn and redacted articles hide."""
    ranges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page, lines in archive.withheld.lines.items():
        for one in lines:
            if one.withdrawn:
                part = "" if one.last >= _ALL else f"{one.first}-{one.last}"
                ranges[one.key, page].append(part)
    found = [RegisterLine(key, page, "" if "" in parts else ",".join(parts)) for (key, page), parts in ranges.items()]
    found += [RegisterLine(key, page, str(number)) for key, page, number in archive.withheld.covered]
    # A name that would break the register has no address either; what hides its lines is then not missed.
    return (line for line in found if not _BREAKING.search(line.address))
