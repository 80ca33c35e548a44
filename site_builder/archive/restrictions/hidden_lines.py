"""Which lines of source pages are not shown, and in which of them words are covered.

A hidden article names its lines. They are looked for as people write names, under any spelling, and on copies of the
page too. Where a withdrawn or redacted article names a page, or lines of it, that are not there, the build stops; where
a private one does, the whole page that it may mean is hidden.

Of a file that cannot be read and is *not* withdrawn nobody knows which lines of a page are its own. A page that it
names keeps its address and shows no line, until the article can be read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from site_builder.archive.article import Article, read_body, redacted_words
from site_builder.archive.frontmatter.model import Source
from site_builder.archive.page_names import PageNames, doubtful_sources
from site_builder.archive.restrictions.redaction import spans
from site_builder.archive.restrictions.withdrawal import UnreadFile, refuse
from site_builder.archive.source import SourcePage, read_lines
from site_builder.common.lines import Range
from site_builder.common.problems import Problem, warning

_WHOLE = (1, 1 << 62)  # every line of a page


Bar = tuple[int, int, int]  # on a page: the line, and the first and the next character after the words
CoveredLine = tuple[str, str, int]  # a redacted article's key, the page and the line that has a bar


class HiddenLines(msgspec.Struct, frozen=True):
    """Lines of a source page that are not shown; `notice` is the address of the notice without its ending, or ""."""

    first: int
    last: int
    withdrawn: bool
    notice: str = ""
    key: str = ""  # what tells the article that hides them


class Withheld(msgspec.Struct, frozen=True):
    """What is not shown of the source pages: lines by the name of the page, and pages that show no line at all."""

    lines: dict[str, tuple[HiddenLines, ...]] = {}
    pages: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()  # of the hidden articles
    withdrawn: tuple[str, ...] = ()  # those of them that were published once, and must not be
    redacted: tuple[str, ...] = ()  # files of articles of which words are not shown
    bars: dict[str, tuple[Bar, ...]] = {}  # by page
    covered: tuple[CoveredLine, ...] = ()

    def is_whole(self, page: str) -> bool:
        """Whether a page may be served as it was received."""
        return page not in self.lines and page not in self.pages and page not in self.bars


class HiddenArticle(msgspec.Struct, frozen=True):
    """An article whose words are in no page, withdrawn or private; `notice` is the address of its notice without
    the ending, or "" if it has none."""

    path: str
    article: Article
    notice: str = ""

    @property
    def key(self) -> str:
        """What it is remembered by: the address of its notice, or its file in `articles/` where there is none."""
        return f"{self.notice}.html" if self.notice else self.article.name

    @property
    def withdrawn(self) -> bool:
        """Whether it was published once, and must not be."""
        return self.article.front.withdrawn is not None


def withhold(
    root: Path, articles: Sequence[HiddenArticle], unread: Sequence[UnreadFile], *, names: PageNames,
    sources: Sequence[SourcePage], redacted: Sequence[HiddenArticle] = (),
) -> tuple[Withheld, list[Problem]]:  # fmt: skip
    """What is not shown of the pages; `names` are those of all files in `pages/`. Of `redacted` articles it is words.

    Raises BuildError where lines of a withdrawn article cannot be found.
    """
    if not articles and not unread and not redacted:
        return Withheld(), []
    pages = _Pages(names, sources)
    hidden: dict[str, set[HiddenLines]] = defaultdict(set)
    problems: list[Problem] = []
    for one in articles:
        problems += _hide(pages, one, hidden)
    named = {name: file.path for file in unread for name in names.mentioned(file.data)}
    problems += [_not_served(root, name, path) for name, path in sorted(named.items())]
    bars, covered = _redact(pages, redacted, hidden, problems)
    lines = {name: tuple(sorted(found, key=msgspec.structs.astuple)) for name, found in sorted(hidden.items())}
    files, barred = tuple(one.path for one in articles), tuple(one.path for one in redacted)
    withdrawn = tuple(one.path for one in articles if one.withdrawn)
    return Withheld(lines, frozenset(named), files, withdrawn, barred, bars, covered), problems


def _redact(
    pages: "_Pages", redacted: Iterable[HiddenArticle], hidden: dict[str, set[HiddenLines]], problems: list[Problem]
) -> tuple[dict[str, tuple[Bar, ...]], tuple[CoveredLine, ...]]:
    """The bars of the pages, and which article's they are.

    Where words of an article are not on its page, all its lines there are added to `hidden`, and `problems` says so.
    """
    bars: dict[str, set[Bar]] = defaultdict(set)
    covered: set[CoveredLine] = set()
    for one in redacted:
        places, missed = _cover(pages, one)
        for name, number, start, end in places:
            bars[name].add((number, start, end))
            covered.add((one.key, name, number))
        if missed:
            message = "words that are redacted are not on its lines of the source page: none of these lines is shown"
            problems.append(warning(one.path, 0, message, "write them as they stand there, or correct “lines”"))
            for source in one.article.front.source:
                for page in pages.of(source):
                    hidden[page.name].update(HiddenLines(*ranges, False) for ranges in pages.ranges(source, page))
    return {name: tuple(sorted(found)) for name, found in sorted(bars.items())}, tuple(sorted(covered))


_Piece = tuple[str, int, str]  # a page, the number of a line, its text


def _cover(pages: "_Pages", one: HiddenArticle) -> tuple[set[tuple[str, int, int, int]], bool]:
    """Where the words of an article stand that are redacted, as page and bar; and whether any is missing there that its
    body has. Raises BuildError where its lines cannot be found."""
    places: set[tuple[str, int, int, int]] = set()
    words, missed = redacted_words(one.path), False
    try:
        texts = list(_texts_of(pages, one))
        for doubt in pages.doubts(one.article):
            raise doubt
    except _NotFoundError as error:
        raise refuse(one.path, f"a redacted article: {error.message}", hint=error.hint) from None
    for pieces in texts:
        whole = "\n".join(text for _, _, text in pieces)
        for word in words:
            found = spans(whole, [word])
            places.update(place for span in found for place in _split_at_lines(pieces, *span))
            missed |= not found and bool(spans(read_body(one.path, whole=True), [word]))
    return places, missed


def _texts_of(pages: "_Pages", one: HiddenArticle) -> Iterator[list[_Piece]]:
    """The lines of an article, in order: a name may be broken at the end of any, be it the last of a page. One text for
    each copy of its pages. Raises _NotFoundError."""
    sources = [(source, list(pages.of(source))) for source in one.article.front.source]
    for copy in range(max((len(copies) for _, copies in sources), default=0)):
        pieces: list[_Piece] = []
        for source, copies in sources:
            for page in copies[copy : copy + 1] or copies[-1:]:
                lines = read_lines(Path(page.path), page.record.encoding)
                for first, last in pages.ranges(source, page):
                    pieces += [(page.name, number, text) for number, text in enumerate(lines[first - 1 : last], first)]
        yield pieces


def _split_at_lines(pieces: Sequence[_Piece], start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """What a span of the joined lines is in each of them: page, line, and from where to where in it."""
    at = 0
    for page, number, text in pieces:
        if start < at + len(text) and end > at:
            yield page, number, max(0, start - at), min(len(text), end - at)
        at += len(text) + 1


def _lines(one: HiddenArticle, ranges: Range) -> HiddenLines:
    return HiddenLines(*ranges, one.withdrawn, one.notice, one.key)


def _hide(pages: "_Pages", one: HiddenArticle, hidden: dict[str, set[HiddenLines]]) -> Iterator[Problem]:
    """Enter the lines of an article; of a source that is not understood, each page that it may mean as a whole."""
    missing = list(pages.doubts(one.article))
    for source in one.article.front.source:
        try:
            for page in pages.of(source):
                hidden[page.name].update(_lines(one, ranges) for ranges in pages.ranges(source, page))
        except _NotFoundError as error:
            missing.append(error)
    for lost in missing:
        yield lost.problem(one)
        for page in pages.copies(lost.pages):
            hidden[page.name].add(_lines(one, _WHOLE))


class _NotFoundError(Exception):
    """Lines that an article names are not where it says; `pages` are where they may be."""

    def __init__(self, message: str, hint: str, pages: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.pages = message, hint, pages

    def problem(self, one: HiddenArticle) -> Problem:
        """What to say of it. Raises BuildError for a withdrawn article."""
        if one.withdrawn:
            raise refuse(one.path, f"a withdrawn article: {self.message}", hint=self.hint)
        until = f"; until then no line of {', '.join(self.pages)} is shown" if self.pages else ""
        return Problem(one.path, 0, f"a private article: {self.message}", self.hint + until)


def _not_served(root: Path, name: str, path: str) -> Problem:
    message = f"no line of it is shown: {Path(path).relative_to(root).as_posix()} names it and cannot be read"
    return Problem(str(root / "pages" / name), 0, message, "mend the article: its lines may be withdrawn")


class _Pages:
    """The source pages, found by what people call them."""

    def __init__(self, names: PageNames, sources: Sequence[SourcePage]) -> None:
        self._names = names
        self._sources = {source.name: source for source in sources}
        self._lengths: dict[str, int] = {}

    def of(self, source: Source) -> Iterator[SourcePage]:
        """The pages that a hidden article names: under any spelling, and copies with the same bytes.

        Raises _NotFoundError where there is none. One that cannot be read is not shown anyway.
        """
        names = self._names.named(source.file)
        if not names:
            near = self._names.meant(source.file, ours=True)
            hint = f"is it {near[0]}?" if near else "correct “file”; if the page has left the archive, remove it here"
            raise _NotFoundError(f"its source “{source.file}” is not in pages/", hint, near)
        yield from self.copies(names)

    def copies(self, names: Sequence[str]) -> Iterator[SourcePage]:
        """The pages of these names, and those with the same bytes."""
        digests = {self._sources[name].sha256 for name in names if name in self._sources}
        return (page for page in self._sources.values() if page.sha256 in digests)

    def doubts(self, article: Article) -> Iterator[_NotFoundError]:
        """What the article may mean by its source, other than what is understood."""
        own = {name for source in article.front.source for name in self._names.named(source.file)}
        for text in doubtful_sources(article):
            pages = [name for name in self._names.meant(text) if name not in own]
            if pages:
                hint = f"write “source: [{{file: {pages[0]}, lines: 1-9}}]”, or rename the key"
                yield _NotFoundError(f"“{text}” may be its source, and is not understood", hint, pages)

    def ranges(self, source: Source, page: SourcePage) -> Sequence[Range]:
        """The lines of a page to hide for one source of a hidden article: all where none is named.

        Raises _NotFoundError where the page is another than was named, or has no such lines.
        """
        if source.sha256 and source.sha256.casefold() != page.sha256:
            hint = "correct “lines” and “sha256”, or restore the page"
            raise _NotFoundError(f"“{page.name}” is not the text that it names: the SHA-256 differs", hint, [page.name])
        if not source.ranges:
            return [_WHOLE]
        if page.name not in self._lengths:
            self._lengths[page.name] = len(read_lines(Path(page.path), page.record.encoding))
        length = self._lengths[page.name]
        if max(high for _, high in source.ranges) > length:
            hint = f"correct “lines”: {page.name} ends with line {length}"
            raise _NotFoundError(f"its lines go beyond the end of {page.name}", hint, [page.name])
        return source.ranges
