"""The addresses of the paragraphs, headings, lists … of an article.

Each has two. `#p3` says which it is, counted from the first: easy to say and to type, but another one when a paragraph
is added before it. `#w1a2b3c4d` is made from its first words: it goes with them wherever they stand, follows from the
text alone, and is the one that the page offers to whoever cites.
"""

import re
from binascii import crc32
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape

import msgspec

_OPENING = re.compile(r"<(p|h[2-6]|[ou]l|dl|table|pre|blockquote|div|figure|details)\b([^>]*)>")
_NESTED = {name: re.compile(rf"<(/?){name}\b") for name in ("ul", "ol", "dl", "table", "blockquote", "div", "details")}
# What begins with the block, up to where words may stand.
_INTO = re.compile(r"(?:\s*<(?:p|li|d[ltd]|thead|tbody|tr|t[hd]|caption|blockquote|[ou]l|summary)\b[^>]*>)*")
_NO_WORDS = re.compile(r"<(?:[ou]l|dl|table|thead|tbody|tr)\b[^>]*>\s*$")  # no link may stand right after these
# No words of the paper: the editor's, numbers of footnotes, tags.
_EDITORIAL = re.compile(
    r'<span class="(?:gap|supplied|picture)">.*?(?:</span>|$)|<sup id="fnref.*?</sup>|<[^>]*>', re.DOTALL
)
_NOT_LETTERS = re.compile(r"[\W_]+")
# Most bodies are paragraphs and headings, one after another.
_NOT_FLAT = re.compile(r"<(?:p |h[2-6] |[ou]l|dl|table|pre|blockquote|div|figure|details)")
_FLAT = re.compile(r"<(p|h[2-6])>([^<&]{0,28})")
_LOOKED_AT = 300  # characters of the HTML of a block in which its first words are looked for
_FIRST = 16  # letters and digits that make the address


class Block(msgspec.Struct, frozen=True, gc=False):
    """A block of the topmost level: from where to where it goes, where its content begins, its element's name."""

    start: int
    inner: int
    end: int
    name: str
    attributes: str


def blocks_of(html: str) -> Iterator[Block]:
    """The blocks of a body in their order. Footnotes are none: they have addresses of their own."""
    at = 0
    while found := _OPENING.search(html, at):
        name, attributes = found.groups()
        at = _end_of(html, name, found.end())
        if "footnote" not in attributes:
            yield Block(found.start(), found.end(), at, name, attributes)


def _end_of(html: str, name: str, start: int) -> int:
    """Where the element ends whose opening tag ends at `start`."""
    if name in _NESTED:
        depth = 1
        for tag in _NESTED[name].finditer(html, start):
            depth += -1 if tag[1] else 1
            if not depth:
                return html.index(">", tag.start()) + 1
        return len(html)
    closing = f"</{name}>"
    end = html.find(closing, start)
    return len(html) if end < 0 else end + len(closing)


def with_addresses(html: str, label: str) -> str:
    """The body with both addresses for each of its blocks, and a link to the one that stays.

    `label` is the link's name for screen readers, with {n} for the number. What shows it is the stylesheet.
    """
    links = _Links(*_around_number(label))
    if not _NOT_FLAT.search(html):
        return _FLAT.sub(links.in_flat, html)
    parts: list[str] = []
    done = 0
    for number, block in enumerate(blocks_of(html), 1):
        own = "id=" in block.attributes
        into = _into(html, block)
        words = html[block.inner : min(block.end, block.inner + _LOOKED_AT)]
        link = (f'<span id="p{number}"></span>' if own else "") + links.link(number, address_of(words))
        tag = block.start + 1 + len(block.name)
        parts += (html[done:tag], "" if own else f' id="p{number}"', html[tag:into])
        parts += () if _NO_WORDS.search(html, block.start, into) else (link,)
        done = into
    return "".join((*parts, html[done:]))


@lru_cache
def _around_number(label: str) -> list[str]:
    return escape(label).split("{n}", 1)


class _Links:
    """Makes the links of one article. `before` and `after` are their names around the number."""

    def __init__(self, before: str, after: str = "") -> None:
        self.before, self.after, self.number = before, after, 0
        self.given: dict[str, int] = {}

    def link(self, number: int, address: str) -> str:
        """The link to a block; "" where no words make an address."""
        if not address:
            return ""
        if address in self.given:
            self.given[address] += 1
            address = f"{address}-{self.given[address]}"
        else:
            self.given[address] = 1
        name = f"{self.before}{number}{self.after}"
        return f'<a class="para" id="{address}" href="#{address}" tabindex="-1" aria-label="{name}"></a>'

    def in_flat(self, found: re.Match[str]) -> str:
        """The beginning of a paragraph or heading, as `with_addresses` writes it; most bodies have nothing else."""
        self.number += 1
        name, words = found.groups()
        letters = words[:_FIRST]
        if not letters.isalnum():
            letters = _NOT_LETTERS.sub("", words)[:_FIRST]
        if len(letters) == _FIRST:
            address = f"w{crc32(letters.encode()):08x}"
        else:
            end = _end_of(found.string, name, found.end())
            address = address_of(found.string[found.start(2) : min(end, found.start(2) + _LOOKED_AT)])
        return f'<{name} id="p{self.number}">{self.link(self.number, address)}{words}'


def _into(html: str, block: Block) -> int:
    """Where words of a block may stand first."""
    found = _INTO.match(html, block.inner)
    return found.end() if found else block.inner


def address_of(html: str) -> str:
    """The address that first words make; "" where there are none."""
    if "<" in html:
        html = _EDITORIAL.sub("", html.rpartition("<")[0] if html.rfind("<") > html.rfind(">") else html)
    if "&" in html:
        html = unescape(html)
    letters = _NOT_LETTERS.sub("", html)[:_FIRST]
    return f"w{crc32(letters.encode()):08x}" if letters else ""
