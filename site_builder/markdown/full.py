"""All of Markdown, with raw HTML in it, as HTML that is safe to show.

Articles come from anywhere, so what Markdown and raw HTML produce goes through a sanitizer with a list of what is
allowed, which also rewrites and checks the links. Python-Markdown is the frame; blocks (`blocks`) and what is inside
them (`inline`) are parsed by CommonMark's rules, in linear time. A text that would take long all the same exceeds one
of several limits, and is shown as plain paragraphs, with a problem; the limits are counts, not times, so that every
machine decides alike. Few bodies need all this (see `fast`), and it is slow to import: `convert` does so when needed.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from threading import local
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from site_builder.markdown import editorial
from site_builder.markdown.blocks import LineBlockParser
from site_builder.markdown.fast import LinkRewriter
from site_builder.markdown.inline import MarkdownContext, inline
from site_builder.markdown.pictures import Measure, Pictures
from site_builder.markdown.raw_html import (
    SCHEMES,
    TAGS,
    MarkupProblem,
    MarkupProblems,
    RawHtml,
    TooComplexError,
    is_safe,
)

# Characters that may begin a mark; at the limit a text takes some three seconds.
_MAX_MARKS = 60_000
_MARK = re.compile(r"`+|\*+|_+|[\\~\[\]!<&{]|  \n")
_ALIGN = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')
_STASHED = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_EMPTY = re.compile(r'<(p|h[2-6])(?: id="[^"]*")?>[ \n]*</\1>\n?')

_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "id"}, "img": {"src", "alt", "width", "height"}, "li": {"id"}, "ol": {"start", "reversed"},
    "sup": {"id"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "abbr": {"title"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
}  # fmt: skip
_CLASSES = {
    "span": {"gap", "supplied"}, "div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"},
    "td": {"left", "center", "right"}, "th": {"left", "center", "right"},
}  # fmt: skip
_ID = re.compile(r"fn(ref\d*)?:[\w-]+|s-[\w-]+")


class _MarkdownExtension(Extension):
    """Puts our parsers in the place of Python-Markdown's. `context` is that of the body being converted."""

    def __init__(self) -> None:
        super().__init__()
        self.footnotes = FootnoteExtension()
        self.reset()

    def reset(self) -> None:
        """Forget the last body; Python-Markdown calls this."""
        self.start("")

    def start(self, text: str) -> None:
        """Begin with the body whose Markdown is `text`."""
        problems = MarkupProblems()
        self.context = MarkdownContext(problems, RawHtml(problems, text))
        self._repeated: dict[str, int] = {}

    def _add_footnote(self, name: str, text: str) -> None:
        """Register a footnote; a second one of the same name is shown too, though nothing refers to it."""
        if name in self.footnotes.footnotes:
            self._repeated[name] = self._repeated.get(name, 1) + 1
            self.context.problems.add(f"the footnote “{name}” is there twice", "give each its own name", f"[^{name}]:")
            name = f"{name}-{self._repeated[name]}"
        self.footnotes.setFootnote(name, text)

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register our parsers and remove those that they replace."""
        md.registerExtension(self)
        md.parser = LineBlockParser(md, lambda: self.context, self._add_footnote)
        for extension in (self.footnotes, TableExtension(), DefListExtension()):
            extension.extendMarkdown(md)
        md.parser.blockprocessors.register(_TableProcessor(md.parser, {"use_align_attribute": False}), "table", 75)
        md.parser.blockprocessors.register(ParagraphProcessor(md.parser), "paragraph", 10)
        for name in ("footnote", "defindent"):
            md.parser.blockprocessors.deregister(name)
        md.preprocessors.deregister("html_block")
        md.treeprocessors.register(_InlineProcessor(self), "inline", 20)
        md.treeprocessors.deregister("unescape")
        for name in ("raw_html", "amp_substitute"):
            md.postprocessors.deregister(name)
        md.postprocessors.register(_StashPostprocessor(md), "restored", 30)


class _TableProcessor(TableProcessor):
    """Python-Markdown's tables, whose rows are split in linear time."""

    _PARTS = re.compile(r"(\\.)|(`+)|(\|)")

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        """Add a row; cells beyond the last heading are kept too."""
        super()._build_row(row, parent, align)  # type: ignore[misc] # the stubs leave out what begins with _
        for words in self._split_row(row)[len(align) :]:  # type: ignore[attr-defined]
            if words.strip():
                SubElement(parent[-1], "td").text = words.strip(" ")

    def _split(self, row: str) -> list[str]:
        cells, start, code = [], 0, 0
        parts = list(self._PARTS.finditer(row))
        last = {len(part[2]): part.start() for part in parts if part[2]}  # where the last run of a length stands
        for part in parts:
            if part[2] and code in (0, len(part[2])):
                code = 0 if code else len(part[2]) if last[len(part[2])] > part.start() else 0
            elif part[3] and not code:
                cells.append(row[start : part.start()])
                start = part.end()
        return [cell.replace("\\|", "|") for cell in (*cells, row[start:])]


class _InlineProcessor(Treeprocessor):
    """Converts the texts of the tree of elements to HTML."""

    def __init__(self, extension: _MarkdownExtension) -> None:
        self._extension = extension

    def run(self, root: Element) -> None:
        """Convert each text, and put a placeholder for the HTML in its place."""
        context, footnotes = self._extension.context, self._extension.footnotes
        context.footnotes = {name: number for number, name in enumerate(footnotes.footnotes, 1)}
        context.name_abbreviations()
        self.md = self._extension.footnotes.md
        for element in root.iter():
            element.text = self._stash_inline(element.text, context)
            element.tail = self._stash_inline(element.tail, context)
        for name in (name for name in context.abbreviations if name not in context.used_abbreviations):
            hint = "write it as a footnote, or remove it"
            context.problems.add(f"the abbreviation “{name}” is explained and stands nowhere", hint, f"*[{name}]")
        footnotes.found_refs = {f"fnref:{name}": count for name, count in context.cited.items()}

    def _stash_inline(self, text: str | None, context: MarkdownContext) -> str | None:
        if not text or isinstance(text, AtomicString) or not text.strip(" \n"):
            return text
        return AtomicString(self.md.htmlStash.store(inline(text, context)))


class _StashPostprocessor(Postprocessor):
    """Puts the HTML back in place of its placeholders."""

    def run(self, text: str) -> str:
        """Replace all placeholders in one pass."""
        stashed = self.md.htmlStash.rawHtmlBlocks
        return _STASHED.sub(lambda match: str(stashed[int(match[1])]), text)


class _Sanitizer:
    """nh3's cleaner, made once, as that takes longer than most bodies. `rewrite` is that of the body being cleaned."""

    def __init__(self) -> None:
        self.rewrite: LinkRewriter | None = None
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS), attributes=_ATTRIBUTES, allowed_classes=_CLASSES, attribute_filter=self._attribute,
            url_schemes={scheme[:-1] for scheme in SCHEMES}, link_rel=None, strip_comments=True,
        )  # fmt: skip

    def clean(self, html: str, rewrite: LinkRewriter | None) -> str:
        self.rewrite = rewrite
        return str(self._cleaner.clean(html))

    def _attribute(self, element: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if _ID.fullmatch(value) else None
        if name in ("width", "height", "colspan", "rowspan", "start"):
            return value if value.isascii() and value.isdigit() and len(value) < 10 else None
        if name in ("href", "src") and not is_safe(value):
            return None
        if name == "href" and self.rewrite and not value.startswith("#"):
            return self.rewrite(element, value)
        return value


class _ThreadTools(local):
    """The converter and the sanitizer of a thread: costly to make, and not to be shared by two threads."""

    @cached_property
    def converter(self) -> tuple[markdown.Markdown, _MarkdownExtension]:
        extension = _MarkdownExtension()
        # Given by name, extensions would be searched for in all installed packages.
        return markdown.Markdown(extensions=[extension], output_format="html"), extension

    @cached_property
    def sanitizer(self) -> _Sanitizer:
        return _Sanitizer()


_tools = _ThreadTools()


def convert_full(
    text: str, rewrite: LinkRewriter | None, picture: str = "{alt}", *, measure: Measure | None = None
) -> tuple[str, tuple[MarkupProblem, ...]]:
    """The safe HTML of a body, and the problems of its markup; the parameters are those of `convert`."""
    html, problems = _to_html(text)
    html = _EMPTY.sub("", _sanitize(_ALIGN.sub(r'\1 class="\2"', html), rewrite))
    pictures = Pictures(rewrite, picture, measure)
    html = pictures.replace(html) if "<img" in html else html
    return html, (*problems, *pictures.problems.all())


def _to_html(text: str) -> tuple[str, tuple[MarkupProblem, ...]]:
    """The HTML that Markdown makes, not yet sanitized; plain paragraphs and a problem where that fails."""
    converter, extension = _tools.converter
    try:
        if sum(1 for _ in _MARK.finditer(text)) > _MAX_MARKS:
            raise TooComplexError("marks")
        converter.reset()
        extension.start(text)
        return str(converter.convert(text)), extension.context.problems.all()
    except TooComplexError as error:
        reason = f"too many {error}"
    except (Exception, RecursionError) as error:
        reason = type(error).__name__
    del _tools.converter
    hint = "take it apart into several articles, or write it with fewer marks"
    return _paragraphs(text), (MarkupProblem(f"cannot be read as Markdown ({reason}); shown as plain text", hint),)


def _paragraphs(text: str) -> str:
    """Plain text as paragraphs, in which only the editor's marks are converted."""
    return "\n".join(f"<p>{editorial.marked(block)}</p>" for block in re.split(r"\n\s*\n", text) if block.strip())


def _sanitize(html: str, rewrite: LinkRewriter | None) -> str:
    return _tools.sanitizer.clean(html, rewrite)
