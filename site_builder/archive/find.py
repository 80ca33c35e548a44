"""Which files of the archive are articles, and which of the others may still be withdrawn or private.

Each file that gets no page, for its name or for what it holds, is named in a problem. It may be withdrawn all the same:
somebody renamed it to hide it, or its name differs from that of a withdrawn one in capitals only. Then its lines stay
hidden, or nothing is published.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from site_builder.archive.addresses import fold_address, refusal
from site_builder.archive.article import Article, read_article
from site_builder.archive.media import is_attachment
from site_builder.archive.page_names import PageNames, with_own_sources
from site_builder.archive.reader import Reader
from site_builder.archive.restrictions.hidden_lines import HiddenArticle
from site_builder.archive.restrictions.withdrawal import UnreadFile, check_keys, check_readable, refuse
from site_builder.common.files import ARTICLE, File, beginning, link_out
from site_builder.common.problems import BuildError, Problem, unreadable, warning


class Refused(msgspec.Struct, frozen=True):
    """A file that is no article, and why; `twin` is the one whose address would be the same, if that is the reason."""

    file: File
    problem: Problem
    twin: str = ""


class ArticleFiles(msgspec.Struct):
    """The articles of an archive, and the files that are none."""

    articles: list[Article] = []
    withdrawn: list[HiddenArticle] = []  # those without an address too
    without_page: list[HiddenArticle] = []  # those that have no page for their name, and may be private
    unread: list[UnreadFile] = []
    problems: list[Problem] = []
    attachments: tuple[File, ...] = ()  # pictures and documents that an article may show

    @property
    def ignored(self) -> tuple[Article, ...]:
        """The articles that have no page since a name begins with . or _."""
        return tuple(one.article for one in self.without_page if is_ignored(one.article.name))

    def with_sources(self, names: PageNames) -> "ArticleFiles":
        """The same, where keys of other names that mean a source page are read as such."""
        return replace(
            self,
            articles=[with_own_sources(article, names) for article in self.articles],
            without_page=[replace(one, article=with_own_sources(one.article, names)) for one in self.without_page],
        )


def find_articles(root: Path, reader: Reader) -> ArticleFiles:
    """Read the folder of articles. Raises BuildError for what may be withdrawn and cannot be kept back."""
    found = ArticleFiles()
    if not (root / "articles").is_dir():
        hint = "make it, and put articles into it"
        found.problems.append(Problem(str(root / "articles"), 0, "there is no such folder", hint))
        return found
    files, problems = files_in(root / "articles", reader)
    linked = [_linked(root, problem) for problem in problems if problem.path.casefold().endswith(".md")]
    found.problems += [problem for problem in problems if not problem.path.casefold().endswith(".md")]
    found.attachments, texts = _sorted_out(files)
    fit, refused = _articles_in(texts, reader)
    for file, article, article_problems in reader.articles(fit):
        found.problems += article_problems
        if article:
            check_keys(article, file.path)
            found.articles.append(article)
            if article.front.withdrawn:
                found.withdrawn.append(HiddenArticle(file.path, article, article.url_path))
        else:
            found.unread.append(_unread(file, article_problems))
    _check_refused([*refused, *linked], found)
    _read_ignored(root, reader, found)
    check_readable(found.unread)
    return found


def _sorted_out(files: Iterable[File]) -> tuple[tuple[File, ...], list[File]]:
    """Pictures and documents, and the others."""
    attachments: list[File] = []
    texts: list[File] = []
    for file in files:
        (texts if file.name.endswith(".md") or not is_attachment(file.name) else attachments).append(file)
    return tuple(attachments), texts


def _linked(root: Path, problem: Problem) -> Refused:
    """A link that is left out: what it leads to, which is not published, may be withdrawn."""
    name = Path(problem.path).relative_to(root / "articles").as_posix()
    return Refused(File(problem.path, name, b""), problem)


def _unread(file: File, problems: Sequence[Problem]) -> UnreadFile:
    """The file as it is, which somebody may have withdrawn. Raises BuildError where nobody can tell."""
    try:
        data = beginning(Path(file.path), ARTICLE)
    except OSError as error:
        raise refuse(file.path, unreadable(file.path, error).message) from None
    first = problems[0] if problems else Problem(file.path, 0, "cannot be read")
    return UnreadFile(file.path, data, first.line, first.message)


def _articles_in(files: Iterable[File], reader: Reader) -> tuple[list[File], list[Refused]]:
    """The files whose names can be addresses, and the others. A name that an earlier build read need not be checked."""
    fit: list[File] = []
    refused: list[Refused] = []
    seen: dict[str, str] = {}
    for file in files:
        if not file.name.endswith(".md"):
            message = "is not read: an article is a file that ends in .md"
            refused.append(Refused(file, warning(file.path, 0, message, "rename it")))
            continue
        url_path = file.name.removesuffix(".md")
        folded = fold_address(url_path)
        reason = "" if reader.has_read(file) else refusal(url_path)
        twin = "" if reason else seen.get(folded, "")
        if twin:
            reason = f"differs from {twin} in capitals or accents only"
        if reason:
            problem = Problem(file.path, 0, f"cannot be an address: {reason}", "rename the file or its folder")
            refused.append(Refused(file, problem, twin))
            continue
        seen[folded] = file.name
        fit.append(file)
    return fit, refused


def _check_refused(refused: Iterable[Refused], found: ArticleFiles) -> None:
    """What has no address is not shown; but it may be withdrawn. Raises BuildError."""
    withdrawn = {one.article.name for one in found.withdrawn}
    for one in refused:
        file, problem = one.file, one.problem
        found.problems.append(problem)
        if Path(file.name).suffix.casefold() in _NO_TEXT or not Path(file.path).is_file():
            continue
        article, problems = read_article(Path(file.path), file.name)
        if one.twin in withdrawn or (article and article.front.withdrawn):
            raise refuse(file.path, f"a withdrawn article {problem.message}", hint=problem.hint)
        if article:
            check_keys(article, file.path)
            found.without_page.append(HiddenArticle(file.path, article))
        else:
            found.unread.append(_unread(file, problems))


# Files beside the articles that cannot be one under another name.
_NO_TEXT = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".tif", ".tiff", ".bmp", ".ico", ".pdf", ".mp3", ".mp4",
     ".m4a", ".ogg", ".webm", ".mov", ".wav", ".zip", ".gz", ".woff", ".woff2", ".css", ".js", ".xlsx", ".docx"}
)  # fmt: skip


def _read_ignored(root: Path, reader: Reader, found: ArticleFiles) -> None:
    """Read the files that are not published for their names: one of them may be withdrawn, or private."""
    count: Counter[str] = Counter()
    files = reader.ignored(root / "articles")
    for file, article, problems in reader.articles(files):
        if article is None:
            unread = _unread(file, problems)
            if unread.data.startswith(_APPLE_DOUBLE):
                continue
            if unread.data.startswith(_SWAP):
                check_readable([replace(unread, data=_keys_in_swap(unread.data))])
            else:
                found.unread.append(unread)
        else:
            check_keys(article, file.path)
            if article.front.withdrawn:
                found.withdrawn.append(HiddenArticle(file.path, article, ""))
            else:
                found.without_page.append(HiddenArticle(file.path, article))
        count[_ignored_by(file.name)] += 1
    found.problems += _ignored_problems(root, count, {file.name for file in files})


def _ignored_problems(root: Path, count: Mapping[str, int], names: Collection[str]) -> Iterator[Problem]:
    """A warning for each file or folder whose name keeps articles off the site, with how many they are."""
    for place, number in sorted(count.items()):
        what = "is not published" if place in names else f"{number} articles in it are not published"
        message = f"{what}: the name begins with “{place.rpartition('/')[2][0]}”"
        hint = "rename it, or put it elsewhere if that is meant"
        yield warning(str(root / "articles" / place), 0, message, hint)


_APPLE_DOUBLE = b"\0\5\x16\7"  # what macOS writes as ._x.md beside x.md on other file systems


# What Vim leaves of a file that was not closed: the lines of its text, each ended by NUL, in no order.
_SWAP = b"b0VIM"
_KEY = re.compile(rb"^[ \t\"'{]*\w[\w -]*[\"' \t]*[:=]", re.MULTILINE)


def _keys_in_swap(data: bytes) -> bytes:
    """What may be keys of front matter; the text may well say that somebody was withdrawn."""
    return b"\n".join(_KEY.findall(data.replace(b"\0", b"\n")))


def is_ignored(name: str) -> bool:
    """Whether a file is not published for the sake of its name, or of a folder's."""
    return name[0] in "._" or "/." in name or "/_" in name


def _ignored_by(name: str) -> str:
    """The first part of a path that begins with . or _, with what leads to it."""
    parts = name.split("/")
    end = next(number for number, part in enumerate(parts, 1) if part[0] in "._")
    return "/".join(parts[:end])


def files_in(folder: Path, reader: Reader) -> tuple[list[File], list[Problem]]:
    """As the reader's `walk`; to take a folder that is left out for empty would take its pages off the site."""
    if error := link_out(folder):
        raise BuildError("is a link that leads out of the archive", path=error.path, hint=error.hint)
    return reader.walk(folder)
