"""One article: a Markdown file with front matter.

`read_article` gives everything about it but the body: an archive of a hundred thousand articles must fit in memory, and
only the page that shows a body needs it (`read_body`). Nothing that is planned may follow from a body, so an `Article`
knows nothing of its own; whoever needs to know whether it is another one keeps its `BodyInfo`.
"""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from site_builder.archive.frontmatter.keys import KeyProblem
from site_builder.archive.frontmatter.model import FrontMatter, KeyLines, Redaction, check
from site_builder.archive.frontmatter.spellings import Spelled, normalise
from site_builder.archive.restrictions.redaction import cover, not_found, redacted, words_of
from site_builder.common.dates import Date
from site_builder.common.files import ARTICLE, read_bytes
from site_builder.common.problems import Level, Problem, unreadable
from site_builder.common.yamlfile import YamlError, clean, convert, load, without_controls


class Article(msgspec.Struct, frozen=True, gc=False):
    """An article without its body; `name` is its path under `articles/`."""

    name: str
    front: FrontMatter
    date: Date
    extra: dict[str, Any] = {}

    @property
    def url_path(self) -> str:
        """The address without its ending: `2024/02/19/x`."""
        return self.name.removesuffix(".md")


class BodyInfo(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is kept of a body: a digest that tells it from any other, and how many characters it has."""

    digest: str
    length: int


class ParsedArticle(msgspec.Struct, frozen=True):
    """All that a file says: an article, and its Markdown body without the words that are redacted."""

    article: Article
    body: str


_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\n")
_BREAKS = re.compile("\r\n|\r")
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
        head, body, first_line, toml = _split(data, path)
        keys = _keys(head, path, first_line, toml=toml)
        if len(keys) > _MOST_KEYS:
            message = f"the front matter has {len(keys):,} keys, and may have {_MOST_KEYS:,}"
            return None, [Problem(path, 1, message, "move text into the body")]
        found = normalise(keys, name)
        _give_title(found, body, name)
        lines = KeyLines(path, first_line, "" if toml else head, spelled=found.keys)
        said = [lines.problem(one.message, one.hint, one.key, level=one.level) for one in found.problems]
        if is_fatal(said):
            return None, said
        front = convert(
            found.known, FrontMatter, text=lines.text, path=path, first_line=first_line, guide="docs/writing.md",
            spelled=found.keys,
        )  # fmt: skip
    except YamlError as error:
        return None, [error.problem]
    date, problems = check(front, lines)
    if date is None or problems:
        return None, said + problems
    extra = found.extra
    if front.redactions and not whole:
        if number := not_found(front, extra, body):
            message = f"redaction {number}: its words are not in the article"
            return None, [lines.problem(message, "copy them exactly", "redactions", str(number - 1))]
        body = cover(body, words_of(front.redactions))
        front, extra = redacted(front, extra)
    return ParsedArticle(Article(name, front, date, extra), body), said


def _give_title(found: Spelled, body: str, name: str) -> None:
    """A title for an article that has none: its first words, else its file's name; in square brackets, as supplied."""
    if str(found.known.get("title", "")).strip():
        return
    lines = (" ".join(_MARKUP.sub(r"\1", line).split()) for line in body.splitlines())
    first = next((line for line in lines if re.search(r"\w", line)), "")
    stem = re.sub(r"^\d{4}-\d\d-\d\d[-_ ]*", "", name.rpartition("/")[2].removesuffix(".md"))
    title = _clipped(first) or re.sub(r"[-_]+", " ", stem) or name
    found.known |= {"title": title, "title_origin": "supplied"}
    # The words themselves are not said: they may be private, and problems are remembered.
    message = "no “title”: the first words stand in its place, in brackets"
    hint = "write one, with title_origin: supplied if none is printed"
    found.problems.append(KeyProblem("title", message, hint, Level.WARNING))


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
    head, body, first_line, toml = _split(read_bytes(path, ARTICLE), str(path))
    if whole or not _MAY_REDACT.search(head):
        return body
    return cover(body, _redacted_words(head, str(path), first_line, toml=toml))


def redacted_words(path: str | Path) -> list[str]:
    """The words, folded, that are redacted in an article. Raises OSError, or YamlError."""
    head, _, first_line, toml = _split(read_bytes(path, ARTICLE), str(path))
    return _redacted_words(head, str(path), first_line, toml=toml)


def read_keys(path: str | Path) -> dict[str, Any]:
    """The front matter of an article as it is written. Raises OSError, or YamlError."""
    head, _, first_line, toml = _split(read_bytes(path, ARTICLE), str(path))
    return _keys(head, str(path), first_line, toml=toml)


def _keys(head: str, path: str, first_line: int, *, toml: bool) -> dict[str, Any]:
    return _toml(head, path) if toml else load(head, path=path, first_line=first_line)


def _redacted_words(head: str, path: str, first_line: int, *, toml: bool) -> list[str]:
    found = normalise(_keys(head, path, first_line, toml=toml), "").known.get("redactions", [])
    return words_of(convert(found, tuple[Redaction, ...], text="", path=path))


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


def _split(data: bytes, path: str) -> tuple[str, str, int, bool]:
    """Front matter, body, the line where the front matter begins, and whether it is TOML. Raises YamlError."""
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
    end = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(text, start)
    if not end:
        raise YamlError(
            Problem(path, 1, "the front matter is not closed", f"put a line “{fence}” between it and the text")
        )
    if end.start() - start > _HEAD:
        raise YamlError(Problem(path, 1, f"the front matter has over {_HEAD:,} characters", "move text into the body"))
    return text[start : end.start()], text[end.end() :].strip("\n"), 2, fence == "+++"


def _toml(head: str, path: str) -> dict[str, Any]:
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
