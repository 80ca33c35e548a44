"""An article as the text of its file: front matter, and a Markdown body that says what the page says.

The words of a newspaper are no Markdown: every character that Markdown would take for a mark is escaped, and the
result is read back; a paragraph that still comes out differently is written with character references throughout.
`parse∘write` is the identity: a law of the tests.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import msgspec
import yaml

from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.markdown.convert import convert, plain

_MARKS = re.compile(r"[\\`*_{}\[\]]")
_REFERENCES = re.compile(r"[#&<>|~^]")
_AT_START = re.compile(r"[+\-=!:]")
_LONG = 5_000  # characters of a paragraph from which on marks are references, since Markdown takes ages over them
_NUMBERED = re.compile(r"(\d+)([.)])")


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of a body, or a sub-heading."""

    text: str
    heading: bool = False


class Picture(msgspec.Struct, frozen=True):
    """A picture in a body: its file in the archive, `media/…`, and what it shows, in words."""

    file: str
    text: str = ""


class Draft(msgspec.Struct, frozen=True):
    """An article that is not written yet. `name` is its path under `articles/`."""

    name: str
    front: FrontMatter
    body: tuple[Paragraph | Picture, ...]

    @property
    def text(self) -> str:
        """The whole file."""
        return f"---\n{front_matter(self.front)}---\n\n{markdown(self.body)}\n"


def front_matter(front: FrontMatter) -> str:
    """The keys that say something, as YAML."""
    keys = _without_defaults(msgspec.to_builtins(front))
    return yaml.dump(keys, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**20)


def markdown(body: Iterable[Paragraph | Picture]) -> str:
    """The body; converting it gives the paragraphs' words again."""
    return "\n\n".join(_picture(one) if isinstance(one, Picture) else _paragraph(one) for one in body)


def _paragraph(paragraph: Paragraph) -> str:
    return ("## " if paragraph.heading else "") + _escaped(paragraph.text)


def _picture(picture: Picture) -> str:
    return f"![{_escaped(' '.join(picture.text.split()))}]({quote(picture.file)})"


class _Dumper(yaml.CSafeDumper):
    """Short maps inside lists on one line, as people write them."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:  # noqa: ARG002
        flat = all(isinstance(value, str) and len(value) < 60 for value in mapping.values())
        inside = "title" not in mapping and "sha256" not in mapping
        return super().represent_mapping(tag, mapping, flow_style=flat and inside)


def _without_defaults(keys: dict[str, Any]) -> dict[str, Any]:
    """Without empty values and defaults."""
    defaults = {"title_origin": "printed"}
    kept = {key: value for key, value in keys.items() if value and defaults.get(key) != value}
    for key in ("byline", "doubts", "source"):
        if key in kept:
            kept[key] = [{name: value for name, value in entry.items() if value} for entry in kept[key]]
    return kept


def _escaped(text: str) -> str:
    if "\n" in text:
        return _table(text)
    escaped = _MARKS.sub(lambda mark: "\\" + mark[0], text)
    escaped = _REFERENCES.sub(lambda mark: f"&#{ord(mark[0])};", escaped)
    if match := _NUMBERED.match(escaped):
        escaped = f"{match[1]}\\{escaped[match.end(1) :]}"
    elif _AT_START.match(escaped):
        escaped = f"&#{ord(escaped[0])};{escaped[1:]}"
    if escaped == text:
        return text
    return escaped if len(text) < _LONG and _reads_as(escaped, text) else _references(text)


def _table(text: str) -> str:
    """A table as it is printed, line by line."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    fenced = f"{fence}\n{text}\n{fence}"
    if "{" not in text and _reads_as(fenced, text):
        return fenced
    return "\n\n".join(_escaped(" ".join(line.split())) for line in text.split("\n"))


def _reads_as(written: str, text: str) -> bool:
    return [plain(block) for block in convert(written).paragraphs] == [plain(text)]


def _references(text: str) -> str:
    """Every ASCII character but letters, digits and spaces as a reference."""
    return "".join(char if char.isalnum() or char == " " or ord(char) > 127 else f"&#{ord(char)};" for char in text)
