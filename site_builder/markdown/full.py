"""The whole of Markdown, and raw HTML in it, as HTML that may stand on a page.

Articles come from anywhere, so whatever Markdown and the raw HTML in it make goes through a sanitizer with a list of
what is allowed; links are rewritten and checked on the way. Python-Markdown is the frame; the structure of the text
(`blocks`) and the marks in it (`inline`) are read by CommonMark's rules, in time that grows with the text. A text
that would take long all the same has too much of something that is counted: it is shown as plain paragraphs with a
fault, on every machine alike. Few bodies need all this (`quick`), and it takes its time to import.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from html import escape
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

from site_builder.markdown.blocks import Blocks
from site_builder.markdown.fast import LinkRewriter
from site_builder.markdown.inline import Document, inline
from site_builder.markdown.pictures import Pictures
from site_builder.markdown.raw_html import SCHEMES, TAGS, Fault, Faults, RawHtml, TooMuchError, is_safe

# More take longer than a build may: some three seconds.
_MARKS = 60_000
_MARK = re.compile(r"`+|\*+|_+|[\\~\[\]!<&{]|  \n")
_ALIGN = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')
_STASHED = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_EMPTY = re.compile(r'<(p|h[2-6])(?: id="[^"]*")?>[ \n]*</\1>\n?')
_EDITORIAL = re.compile(r"\{(gap|supplied):([^{}]*+)\}")

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


class _Reading(Extension):
    """Our reading of blocks and marks in place of Python-Markdown's."""

    def __init__(self) -> None:
        super().__init__()
        self.footnotes = FootnoteExtension()
        self.reset()

    def reset(self) -> None:
        """Begin a body."""
        self.begin("")

    def begin(self, text: str) -> None:
        """Begin the body that is this text."""
        faults = Faults()
        self.document = Document(faults, RawHtml(faults, text))
        self._twice: dict[str, int] = {}

    def _note(self, name: str, text: str) -> None:
        """Take a footnote; a second one of the same name is shown too, though nothing refers to it."""
        if name in self.footnotes.footnotes:
            self._twice[name] = self._twice.get(name, 1) + 1
            self.document.faults.add(f"the footnote “{name}” is there twice", "give each its own name", f"[^{name}]:")
            name = f"{name}-{self._twice[name]}"
        self.footnotes.setFootnote(name, text)

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register what reads."""
        md.registerExtension(self)
        md.parser = Blocks(md, lambda: self.document, self._note)
        for extension in (self.footnotes, TableExtension(), DefListExtension()):
            extension.extendMarkdown(md)
        md.parser.blockprocessors.register(_Tables(md.parser, {"use_align_attribute": False}), "table", 75)
        md.parser.blockprocessors.register(ParagraphProcessor(md.parser), "paragraph", 10)
        for name in ("footnote", "defindent"):
            md.parser.blockprocessors.deregister(name)
        md.preprocessors.deregister("html_block")
        md.treeprocessors.register(_Marks(self), "inline", 20)
        md.treeprocessors.deregister("unescape")
        for name in ("raw_html", "amp_substitute"):
            md.postprocessors.deregister(name)
        md.postprocessors.register(_Restored(md), "restored", 30)


class _Tables(TableProcessor):
    """Python-Markdown's tables; their rows are cut in time that grows with them."""

    _PARTS = re.compile(r"(\\.)|(`+)|(\|)")

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        """A row; the cells that no heading stands over are shown as well."""
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


class _Marks(Treeprocessor):
    """The texts of the tree, made HTML."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading

    def run(self, root: Element) -> None:
        """Put a sign in place of each text, which stands for its HTML."""
        document, footnotes = self._reading.document, self._reading.footnotes
        document.footnotes = {name: number for number, name in enumerate(footnotes.footnotes, 1)}
        document.name_abbreviations()
        self.md = self._reading.footnotes.md
        for element in root.iter():
            element.text = self._made(element.text, document)
            element.tail = self._made(element.tail, document)
        for name in (name for name in document.abbreviations if name not in document.explained):
            hint = "write it as a footnote, or remove it"
            document.faults.add(f"the abbreviation “{name}” is explained and stands nowhere", hint, f"*[{name}]")
        footnotes.found_refs = {f"fnref:{name}": count for name, count in document.cited.items()}

    def _made(self, text: str | None, document: Document) -> str | None:
        if not text or isinstance(text, AtomicString) or not text.strip(" \n"):
            return text
        return AtomicString(self.md.htmlStash.store(inline(text, document)))


class _Restored(Postprocessor):
    """The HTML for which a sign stands."""

    def run(self, text: str) -> str:
        """All of it at once."""
        made = self.md.htmlStash.rawHtmlBlocks
        return _STASHED.sub(lambda match: str(made[int(match[1])]), text)


class _Sanitizer:
    """The sanitizer, made once: to make it takes longer than most bodies do. `rewrite` is that of the body at hand."""

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


class _Tools(local):
    """What is costly to make and cannot be shared by two threads."""

    @cached_property
    def converter(self) -> tuple[markdown.Markdown, _Reading]:
        reading = _Reading()
        # By name extensions would be looked for in all that is installed.
        return markdown.Markdown(extensions=[reading], output_format="html"), reading

    @cached_property
    def sanitizer(self) -> _Sanitizer:
        return _Sanitizer()


_tools = _Tools()


def safe_html(text: str, rewrite: LinkRewriter | None, picture: str = "{alt}") -> tuple[str, tuple[Fault, ...]]:
    """The HTML of a body, and what went wrong. `rewrite` may change or refuse each `href` and `src`.

    `picture` is what is said in place of a picture that is not shown, with {alt} for its description.
    """
    html, faults = _markdown(text)
    html = _EMPTY.sub("", _sanitize(_ALIGN.sub(r'\1 class="\2"', html), rewrite))
    pictures = Pictures(rewrite, picture)
    html = pictures.shown(html) if "<img" in html else html
    return html, (*faults, *pictures.faults.all())


def _markdown(text: str) -> tuple[str, tuple[Fault, ...]]:
    """The HTML that Markdown makes, not yet safe; or plain paragraphs, with the fault."""
    converter, reading = _tools.converter
    try:
        if sum(1 for _ in _MARK.finditer(text)) > _MARKS:
            raise TooMuchError("marks")
        converter.reset()
        reading.begin(text)
        return str(converter.convert(text)), reading.document.faults.all()
    except TooMuchError as error:
        reason = f"too many {error}"
    except (Exception, RecursionError) as error:
        reason = type(error).__name__
    del _tools.converter
    hint = "take it apart into several articles, or write it with fewer marks"
    return _paragraphs(text), (Fault(f"cannot be read as Markdown ({reason}); shown as plain text", hint),)


def _paragraphs(text: str) -> str:
    """A text as it is, but for the marks of the editor."""
    blocks = (escape(block, quote=False) for block in re.split(r"\n\s*\n", text) if block.strip())
    return "\n".join(f"<p>{_EDITORIAL.sub(_editorial, block)}</p>" for block in blocks)


def _editorial(match: re.Match[str]) -> str:
    return f'<span class="{match[1]}">[{match[2].strip()}]</span>'


def _sanitize(html: str, rewrite: LinkRewriter | None) -> str:
    return _tools.sanitizer.clean(html, rewrite)
