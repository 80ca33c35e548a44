"""The whole of Markdown, and raw HTML in it, as HTML that may stand on a page.

Articles come from anywhere, so whatever Python-Markdown and the raw HTML produce goes through a sanitizer with a list
of what is allowed; links are rewritten and checked on the way. Text that makes Python-Markdown fail is shown as plain
paragraphs with a fault: no article stops a build. Few bodies need all this (`quick`), and it takes its time to import.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import escape
from threading import local
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from site_builder.quick import LinkRewriter

# Not `extra` as a whole: attr_list would take a `{gap: …}` at the end of a paragraph for attributes, and md_in_html
# is of no use after a sanitizer.
_EXTENSIONS = (
    AbbrExtension,
    DefListExtension,
    FencedCodeExtension,
    FootnoteExtension,
    TableExtension,
    SaneListExtension,
)
_IMG = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\salt="([^"]*)"')
# Python-Markdown takes time by the square of the brackets in a paragraph; this many cost about a second.
_BRACKETS = 1_000_000
_ALIGN = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')
_ITEM = re.compile(r" *([*+-]|\d{1,9}\.)( +)(?=\S)")
_ENDS_PARAGRAPH = re.compile(r"$|[#>\x02]|([*_-])(?: *\1){2,} *$")  # \x02: what was put aside

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption",
    "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp",
    "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "id"}, "img": {"src", "alt", "width", "height"}, "li": {"id"}, "ol": {"start", "reversed"},
    "sup": {"id"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "abbr": {"title"},
}  # fmt: skip
_CLASSES = {
    "span": {"gap", "supplied"}, "div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"},
    "td": {"left", "center", "right"}, "th": {"left", "center", "right"},
}  # fmt: skip
_FOOTNOTE_ID = re.compile(r"fn(ref\d*)?:[\w-]+")


class _Editorial(InlineProcessor):
    """`{gap: …}` and `{supplied: …}`."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: ARG002, N802
        element = Element("span", {"class": m[1]})
        element.text = AtomicString(f"[{m[2].strip()}]")
        return element, m.start(0), m.end(0)


class _NestedLists(Preprocessor):
    """Lists nested by two or three spaces, as others write them, are set by four, as Python-Markdown wants them."""

    def run(self, lines: list[str]) -> list[str]:
        return list(_nested_by_four(lines))


def _nested_by_four(lines: Iterable[str]) -> Iterator[str]:
    """CommonMark's rule: what belongs to an item begins in the column of its text. Lines only move to the right."""
    inside: list[int] = []  # for each item that is open, the column in which its text begins
    apart = True  # whether a paragraph has ended, so that a list may begin
    for line in lines:
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        ends = _ENDS_PARAGRAPH.match(text)
        item = None if ends else _ITEM.match(line)
        runs_on = not (apart or ends or item)
        may_begin = bool(inside) or (apart and indent < 4)
        while inside and indent < inside[-1] and text and not runs_on:
            inside.pop()
        depth = len(inside) - (runs_on and bool(inside))  # text that runs on stands below its item's mark
        yield " " * (4 * depth - indent) + line if text else line
        if item and may_begin:
            inside.append(item.end() if len(item[2]) < 5 else item.end(1) + 1)
        apart = not text or bool(ends)


class _Inline(InlineTree):
    """Python-Markdown's inline marks. Text without any of them is not put to each of twenty patterns in turn.

    The method is a private one; should it get another name, this one is not called, and texts take a little longer.
    """

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not _INLINE.search(data) and "  \n" not in data:
            return data
        found: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return found


_INLINE = re.compile(r"[\\`*_\[\]!<&{\x02]")


class _OneTitle(Treeprocessor):
    """The page has one h1, the headline: a `#` in the body is a heading below it."""

    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"


def _converter() -> markdown.Markdown:
    # By name they would be looked for in all that is installed.
    converter = markdown.Markdown(extensions=[extension() for extension in _EXTENSIONS], output_format="html")
    converter.inlinePatterns.register(_Editorial(r"\{(gap|supplied):([^{}]*)\}"), "editorial", 178)
    # After fenced code and raw HTML were put aside.
    converter.preprocessors.register(_NestedLists(), "nested-lists", 15)
    converter.treeprocessors.register(_Inline(converter), "inline", 20)  # in place of Python-Markdown's own
    converter.treeprocessors.register(_OneTitle(), "one-title", 0)
    return converter


class _Sanitizer:
    """The sanitizer, made once: to make it takes longer than most bodies do. `rewrite` is that of the body at hand."""

    def __init__(self) -> None:
        self.rewrite: LinkRewriter | None = None
        self._cleaner = nh3.Cleaner(
            tags=_TAGS, attributes=_ATTRIBUTES, allowed_classes=_CLASSES, attribute_filter=self._attribute,
            url_schemes={"http", "https", "mailto", "tel"}, link_rel=None, strip_comments=True,
        )  # fmt: skip

    def clean(self, html: str, rewrite: LinkRewriter | None) -> str:
        self.rewrite = rewrite
        return str(self._cleaner.clean(html))

    def _attribute(self, element: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if _FOOTNOTE_ID.fullmatch(value) else None
        if name in ("width", "height", "colspan", "rowspan", "start"):
            return value if value.isascii() and value.isdigit() else None
        if name in ("href", "src") and self.rewrite and not value.startswith("#"):
            return self.rewrite(element, value)
        return value


class _Tools(local):
    """What is costly to make and cannot be shared by two threads."""

    @cached_property
    def converter(self) -> markdown.Markdown:
        return _converter()

    @cached_property
    def sanitizer(self) -> _Sanitizer:
        return _Sanitizer()


_tools = _Tools()


def safe_html(text: str, rewrite: LinkRewriter | None) -> tuple[str, tuple[str, ...]]:
    """The HTML of a body, and what went wrong. `rewrite` may change or refuse each `href` and `src`."""
    html, faults = _markdown(text)
    return _without_lost_pictures(_sanitize(_ALIGN.sub(r'\1 class="\2"', html), rewrite)), faults


def _markdown(text: str) -> tuple[str, tuple[str, ...]]:
    """The HTML that Python-Markdown makes, not yet safe; or plain paragraphs, with the fault."""
    blocks = re.split(r"\n\s*\n", text)
    if sum(block.count("[") ** 2 for block in blocks) > _BRACKETS:
        reason = "too many brackets"
    else:
        try:
            return str(_tools.converter.reset().convert(text)), ()
        except (Exception, RecursionError) as fault:
            _tools.converter = _converter()
            reason = type(fault).__name__
    html = "\n".join(f"<p>{escape(block)}</p>" for block in blocks if block.strip())
    return html, (f"cannot be read as Markdown ({reason}); shown as plain text",)


def _without_lost_pictures(html: str) -> str:
    """A picture whose address was refused leaves its description."""

    def shown(match: re.Match[str]) -> str:
        alt = _ALT.search(match[0])
        return match[0] if " src=" in match[0] else alt[1] if alt else ""

    return _IMG.sub(shown, html) if "<img" in html else html


def _sanitize(html: str, rewrite: LinkRewriter | None) -> str:
    return _tools.sanitizer.clean(html, rewrite)
