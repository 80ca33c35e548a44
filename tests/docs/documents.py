"""README and docs as tests read them: blocks, tables, sections."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "templates" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
DOCUMENTS = [file for file in DOCUMENTS if file.exists()]
BLOCK = re.compile(r"^( *)```([^\n]*)\n(.*?)^ *```$|^<!-- run: (.*?) -->$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"""(?:(?<!\\)\]\(|<img src=")([^()"\s]+)[)"]""")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")

each_document = pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())


class Block(msgspec.Struct, frozen=True):
    """A fenced block: its language, the words after it, its text."""

    kind: str
    words: tuple[str, ...]
    text: str

    def value(self, name: str) -> str:
        """What `name=` says."""
        return next((word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")), "")


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a document, and what is run unseen, in their order."""
    for found in BLOCK.finditer(text):
        indent, info, body, unseen = found.groups()
        if unseen:
            yield Block("sh", (), unseen)
            continue
        kind, *words = info.split() or [""]
        yield Block(kind, tuple(words), re.sub(rf"^{indent}", "", body, flags=re.MULTILINE))


def commands(file: Path) -> list[str]:
    """The lines of the document's shell blocks."""
    found = [block.text for block in blocks(file.read_text("utf-8")) if block.kind in ("sh", "console")]
    return [line for text in found for line in text.splitlines()]


def section(file: str, heading: str) -> str:
    """What stands under a heading, down to the next of its level."""
    text = (ROOT / "docs" / file).read_text("utf-8")
    level = heading.split()[0]
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def named_keys(text: str) -> set[str]:
    """What the first column of the tables names."""
    return {key for row in re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE) for key in CODE.findall(row)}


def cells(text: str) -> list[list[str]]:
    """The cells of a section's tables, without their heads."""
    found = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    return [
        row.split(" | ")
        for n, row in enumerate(found)
        if not row.startswith("---") and found[n + 1 : n + 2] != ["--- | ---"]
    ]
