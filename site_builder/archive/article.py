"""One article: a Markdown file with front matter.

`read_article` gives everything about it but the body: an archive of a hundred thousand articles must fit in memory, and
only the page that shows a body needs it (`read_body`). Nothing that is planned may follow from a body but its first
words, which lists show, so an `Article` knows no more of its own; whoever needs to know whether it is another one keeps
its `BodyInfo`.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from site_builder.archive.frontmatter.keys import KeyProblem
from site_builder.archive.frontmatter.model import FrontMatter, KeyLines, Redaction, check
from site_builder.archive.frontmatter.spellings import Spelled, normalise
from site_builder.archive.opening import opening
from site_builder.archive.restrictions.redaction import cover, not_found, redacted, words_of
from site_builder.common.dates import Date
from site_builder.common.files import ARTICLE, read_bytes
from site_builder.common.problems import Level, Problem, unreadable
from site_builder.common.yamlfile import YamlError, clean, convert, load, without_controls


class Article(msgspec.Struct, frozen=True, gc=False):
    """An article without its body; `name` is its path under `articles/`.

    `opening` are the first words of the body, where there is no summary.
    """

    name: str
    front: FrontMatter
    date: Date
    extra: dict[str, Any] = {}
    opening: str = ""

    @property
    def url_path(self) -> str:
        """The address without its ending: `2024/02/19/x`."""
        return self.name.removesuffix(".md")


class BodyInfo(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is kept of a body: a digest that tells it from any other, and how many characters it has."""

    digest: str
    length: int


class _Parts(msgspec.Struct, frozen=True):
    """A file taken apart: the text of its front matter, and its body; `path` is for messages."""

    path: str
    head: str
    body: str
    toml: bool

    def keys(self) -> dict[str, Any]:
        """The front matter as it is written. Raises YamlError."""
        return _toml(self.head, self.path) if self.toml else load(self.head, path=self.path, first_line=_FIRST_LINE)

    def redacted_words(self) -> list[str]:
        """The words, folded, that are redacted. Raises YamlError."""
        entries = normalise(self.keys(), "").known.get("redactions", [])
        return words_of(convert(entries, tuple[Redaction, ...], text="", path=self.path))


class ParsedArticle(msgspec.Struct, frozen=True):
    """All that a file says: an article, and its Markdown body without the words that are redacted."""

    article: Article
    body: str


_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\n")
_BREAKS = re.compile("\r\n|\r")
_FIRST_LINE = 2  # of the front matter, after its fence
_HEAD = 1_000_000  # characters of front matter
_MOST_KEYS = 500  # of it: each that is not known is compared with those that are


def read_article(file: Path, name: str, *, whole: bool = False) -> tuple[Article | None, list[Problem]]:
    """The article in `file`, or None with the problems that prevent it; `whole` as in `parse_article`."""
    try:
        found, problems = parse_article(read_bytes(file, ARTICLE), str(file), name, whole=whole)
    except OSError as error:
        return None, [unreadable(str(file), error)]
    return found.article if found else None, problems


def parse_article(
    data: bytes, path: str, name: str, *, whole: bool = False
) -> tuple[ParsedArticle | None, list[Problem]]:
    """The article that a file's bytes hold, or None with the problems that prevent it; `path` is for messages.

    Words that are redacted are not in it, unless it is to be `whole`.
    """
    try:
        parts = _split(data, path)
        keys = parts.keys()
        if len(keys) > _MOST_KEYS:
            message = f"the front matter has {len(keys):,} keys, and may have {_MOST_KEYS:,}"
            return None, [Problem(path, 1, message, "move text into the body")]
        spelled = normalise(keys, name)
        _give_title(spelled, parts.body, name)
        lines = KeyLines(path, _FIRST_LINE, "" if parts.toml else parts.head, spelled=spelled.keys)
        problems = [lines.problem(one.message, one.hint, one.key, level=one.level) for one in spelled.problems]
        if is_fatal(problems):
            return None, problems
        front = convert(
            spelled.known, FrontMatter, text=lines.text, path=path, first_line=_FIRST_LINE, guide="docs/writing.md",
            spelled=spelled.keys,
        )  # fmt: skip
    except YamlError as error:
        return None, [error.problem]
    date, errors = check(front, lines)
    if date is None or errors:
        return None, problems + errors
    parsed = ParsedArticle(Article(name, front, date, spelled.extra), parts.body)
    if whole:
        return parsed, problems
    if not front.redactions:
        return _with_opening(parsed), problems
    if number := not_found(front, spelled.extra, parts.body):
        message = f"redaction {number}: its words are not in the article"
        return None, [lines.problem(message, "copy them exactly", "redactions", str(number - 1))]
    return _with_opening(_redacted(parsed)), problems


def _with_opening(parsed: ParsedArticle) -> ParsedArticle:
    """The article with its first words, if lists are to show them."""
    front = parsed.article.front
    if front.summary or front.withdrawn:
        return parsed
    return ParsedArticle(replace(parsed.article, opening=opening(parsed.body)), parsed.body)


def _redacted(parsed: ParsedArticle) -> ParsedArticle:
    """The article without the words that are redacted."""
    article = parsed.article
    front, extra = redacted(article.front, article.extra)
    body = cover(parsed.body, words_of(article.front.redactions))
    return ParsedArticle(Article(article.name, front, article.date, extra), body)


def _give_title(spelled: Spelled, body: str, name: str) -> None:
    """A title for an article that has none: its first words, else its file's name; in square brackets, as supplied."""
    if str(spelled.known.get("title", "")).strip():
        return
    lines = (" ".join(_MARKUP.sub(r"\1", line).split()) for line in body.splitlines())
    first = next((line for line in lines if re.search(r"\w", line)), "")
    words = re.sub(r"^\d{4}-\d\d-\d\d[-_ ]*", "", name.rpartition("/")[2].removesuffix(".md"))
    title = _clipped(first) or re.sub(r"[-_]+", " ", words) or name
    spelled.known |= {"title": title, "title_origin": "supplied"}
    # The words themselves are not said: they may be private, and problems are remembered.
    message = "no “title”: the first words stand in its place, in brackets"
    hint = "write one, with title_origin: supplied if none is printed"
    spelled.problems.append(KeyProblem("title", message, hint, Level.WARNING))


_MARKUP = re.compile(r"<[^<>]*>|!?\[([^\]]*)\]\([^)]*\)|[*_`#>~|{}\[\]\\]+")
_LONGEST = 40  # characters of a title that is supplied


def _clipped(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return (text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]).rstrip(" ,;:，；：、") + " …"


def is_fatal(problems: list[Problem]) -> bool:
    """Whether an article with these problems cannot be used."""
    return any(problem.level is Level.ERROR for problem in problems)


def read_body(path: str | Path, *, whole: bool = False) -> str:
    """The Markdown body of an article that was read before; `whole`: with the words that are redacted.

    Raises OSError, or YamlError if it is no article now.
    """
    parts = _split(read_bytes(path, ARTICLE), str(path))
    if whole or not _MAY_REDACT.search(parts.head):
        return parts.body
    return cover(parts.body, parts.redacted_words())


def redacted_words(path: str | Path) -> list[str]:
    """The words, folded, that are redacted in an article. Raises OSError, or YamlError."""
    return _split(read_bytes(path, ARTICLE), str(path)).redacted_words()


def read_keys(path: str | Path) -> dict[str, Any]:
    """The front matter of an article as it is written. Raises OSError, or YamlError."""
    return _split(read_bytes(path, ARTICLE), str(path)).keys()


# A key may be written with escapes.
_MAY_REDACT = re.compile(r"redact|\\", re.IGNORECASE)


def info_of(body: str) -> BodyInfo:
    """What is to be kept of a body."""
    return BodyInfo(hashlib.blake2b(body.encode(), digest_size=16).hexdigest(), len(body))


def line_holding(file: Path, words: str) -> int:
    """The first line of a file that holds `words`, for messages; 0 where none does."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((number for number, line in enumerate(lines, 1) if words in line), 0)


@lru_cache
def _closing(fence: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE)


def _split(data: bytes, path: str) -> _Parts:
    """Take a file apart at its fences. Raises YamlError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise YamlError(unreadable(path, error)) from None
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    text = clean(text.replace("\ufeff", ""))
    opening = _OPENING.match(text)
    if not opening:
        hint = "begin the file with a line “---”, then “title:” and “date:”, then “---”"
        raise YamlError(Problem(path, 1, "no front matter", hint))
    start, fence = opening.end(), opening[1]
    end = _closing(fence).search(text, start)
    if not end:
        raise YamlError(
            Problem(path, 1, "the front matter is not closed", f"put a line “{fence}” between it and the text")
        )
    if end.start() - start > _HEAD:
        raise YamlError(Problem(path, 1, f"the front matter has over {_HEAD:,} characters", "move text into the body"))
    return _Parts(path, text[start : end.start()], text[end.end() :].strip("\n"), fence == "+++")


def _toml(head: str, path: str) -> dict[str, Any]:
    import tomllib  # few articles have it

    try:
        return {key: without_controls(_text(value)) for key, value in tomllib.loads(head).items()}
    except (ValueError, RecursionError) as error:  # of TOML, of numbers too long, of values too deep
        line = re.search(r"line (\d+)", str(error))
        raise YamlError(Problem(path, 1 + int(line[1]) if line else 1, f"not readable as TOML: {error}")) from None


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_text(item) for item in value]
    return value if isinstance(value, str) else str(value)
