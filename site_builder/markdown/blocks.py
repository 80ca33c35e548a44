"""The block structure of a body: lists, quotations, code, headings, as CommonMark defines them.

Python-Markdown splits a text at its blank lines and parses each piece: a list that follows a line of text is not
recognised, two quotations become one, code in a list loses its lines, and a long piece takes quadratic time. This
parser replaces its own and goes through the text line by line; tables and definition lists, which CommonMark does not
have, and plain paragraphs are still left to Python-Markdown. Which lines belong to a quotation, an item or a footnote
is decided in `containers`.

https://spec.commonmark.org/0.31.2/
"""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.util import AtomicString, code_escape

from site_builder.markdown import line_starts as starts
from site_builder.markdown import shortcodes
from site_builder.markdown.containers import footnote_lines, item_lines, mark_task, quotation_lines, tighten
from site_builder.markdown.inline import MarkdownContext, label, unescaped
from site_builder.markdown.raw_html import TooComplexError

_MAX_LINES = 200_000  # lines looked at, those of nested blocks again for each block
_MAX_BLOCKS = 30_000
_MAX_CELLS = 40_000  # of tables


class LineBlockParser(BlockParser):
    """Python-Markdown's parser of blocks, replaced by one that works on lines."""

    def __init__(self, md: Markdown, context: Callable[[], MarkdownContext], notes: Callable[[str, str], None]) -> None:
        """`context` returns that of the body being parsed, `notes` is given the name and the text of each footnote."""
        super().__init__(md)
        self.context, self.notes = context, notes
        self.depth = self.lines_read = self.blocks = self.table_cells = 0
        self.ended = False

    def parseDocument(self, lines: Sequence[str]) -> object:  # type: ignore[override] # noqa: N802
        """The tree of a whole text."""
        self.depth = self.lines_read = self.blocks = self.table_cells = 0
        self.ended = False  # footnotes are parsed after the body, and hold no others
        tree = super().parseDocument(lines)
        self.ended = True
        return tree

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802
        """Put the blocks of a text into an element."""
        self.lines(parent, text.split("\n"))

    def lines(self, parent: Element, lines: list[str]) -> bool:
        """Put the blocks of some lines into an element; returns whether blank lines stand between them."""
        self.lines_read += len(lines)
        if self.lines_read > _MAX_LINES:
            raise TooComplexError("lists or quotations in one another")
        self.depth += 1
        spaced = _BlockParser(self, parent, lines).parse()
        self.depth -= 1
        return spaced

    def raw(self, html: str) -> str:
        """Store finished HTML; returns the placeholder that stands for it in the tree."""
        return self.md.htmlStash.store(html)


class _BlockParser:
    """Turns the lines of one element into its blocks.

    Each reader, such as `code`, is given the index of a line. It returns the index of the line after the block that it
    made, or 0 if no block of its kind begins there.
    """

    def __init__(self, parser: LineBlockParser, parent: Element, lines: list[str]) -> None:
        self.parser, self.parent, self.lines = parser, parent, lines
        self.unclosed: set[str] = set()  # constructs of which no end stands in the remaining lines
        self.too_deep = parser.depth > starts.DEPTH
        if self.too_deep:
            hint = "simplify the nesting of lists and quotations"
            message = (
                f"lists and quotations are more than {starts.DEPTH} deep: the marks of the inner ones are shown as text"
            )
            parser.context().problems.add(message, hint)

    def parse(self) -> bool:
        """Make all blocks; returns whether blank lines stand between them."""
        at, spaced, blank = 0, False, False
        while at < len(self.lines):
            if not self.lines[at].strip():
                blank = True
                at += 1
                continue
            spaced = spaced or (blank and len(self.parent) > 0)
            blank = False
            at = self._block(at)
        return spaced

    def _block(self, at: int) -> int:
        """Make the block that begins in a line; returns the line after it."""
        self.parser.blocks += 1
        if self.parser.blocks > _MAX_BLOCKS:
            raise TooComplexError("paragraphs")
        if starts.ANYTHING.match(self.lines[at]):
            for read in _READERS:
                if end := read(self, at):
                    return end
        return self._paragraph(at)

    def code(self, at: int) -> int:
        if not self.lines[at].startswith("    "):
            return 0
        end = at
        while end < len(self.lines) and (self.lines[end].startswith("    ") or not self.lines[end].strip()):
            end += 1
        while not self.lines[end - 1].strip():
            end -= 1
        lines = [line[4:] for line in self.lines[at:end]]
        last = self.parent[-1] if len(self.parent) else None
        if last is not None and last.tag == "dl" and last[-1].tag == "dd":
            self._loosen(last[-1])
            self.parser.lines(last[-1], lines)
        else:
            self._put_code(lines)
        return end

    def _loosen(self, definition: Element) -> None:
        """Text that stands in a definition without a paragraph gets one, as another follows."""
        if definition.text and definition.text.strip():
            paragraph = Element("p")
            paragraph.text, definition.text = definition.text, ""
            definition.insert(0, paragraph)

    def _put_code(self, lines: list[str]) -> None:
        code = SubElement(SubElement(self.parent, "pre"), "code")
        code.text = AtomicString(self.parser.raw(code_escape("\n".join(lines))))

    def fence(self, at: int) -> int:
        match = starts.FENCE.match(self.lines[at])
        if not match:
            return self._highlight(at)
        mark = match[2] or match[3]
        closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}} *$")
        end = next((n for n in range(at + 1, len(self.lines)) if closing.match(self.lines[n])), self._last())
        indent = len(match[1])
        self._put_code([starts.dedented(line, indent) for line in self.lines[at + 1 : end]])
        return end + 1

    def _last(self) -> int:
        """The line after the last that is not blank."""
        return next((n for n in range(len(self.lines), 0, -1) if self.lines[n - 1].strip()), 0)

    def _highlight(self, at: int) -> int:
        end = self._end("highlight", starts.HIGHLIGHT_END, at) if starts.HIGHLIGHT.match(self.lines[at]) else 0
        if end:
            self._put_code(self.lines[at + 1 : end - 1])
            hint = "put the code between lines of ```"
            message = "the shortcode “highlight” of another generator is read as code"
            self.parser.context().problems.add(message, hint, "{% highlight")
        return end

    def _end(self, name: str, pattern: re.Pattern[str], at: int) -> int:
        """The line after the first that holds a pattern, from `at` on; 0 if none does, which is searched for once."""
        if name in self.unclosed:
            return 0
        for number in range(at, len(self.lines)):
            if pattern.search(self.lines[number]):
                return number + 1
        self.unclosed.add(name)
        return 0

    def heading(self, at: int) -> int:
        match = starts.HEADING.match(self.lines[at])
        if not match:
            return 0
        words = (match[2] or "").strip(" ")
        self._put_heading(len(match[1]), words[: found.start()] if (found := starts.CLOSING.search(words)) else words)
        return at + 1

    def _put_heading(self, level: int, words: str) -> None:
        heading = SubElement(self.parent, f"h{max(level, 2)}")  # the page has one h1, the headline
        heading.text, own = shortcodes.heading_id(words.strip())
        ids = self.parser.context().ids
        if own and own not in ids:
            ids.add(own)
            heading.set("id", f"s-{own}")

    def rule(self, at: int) -> int:
        if not starts.RULE.match(self.lines[at]):
            return 0
        SubElement(self.parent, "hr")
        return at + 1

    def quotation(self, at: int) -> int:
        if self.too_deep or not starts.QUOTATION.match(self.lines[at]):
            return 0
        inside, end = quotation_lines(self.lines, at)
        self.parser.lines(SubElement(self.parent, "blockquote"), inside)
        return end

    def items(self, at: int) -> int:
        match = None if self.too_deep else starts.ITEM.match(self.lines[at])
        if not match:
            return 0
        element = SubElement(self.parent, "ol" if match[3] else "ul")
        if match[3] and int(match[3]) != 1:
            element.set("start", str(int(match[3])))
        end, loose = at, False
        while match:
            follows_blank = end > at and not self.lines[end - 1].strip()
            inside, end = item_lines(match, self.lines, end)
            item = SubElement(element, "li")
            spaced = self.parser.lines(item, inside)
            loose = loose or follows_blank or spaced
            mark_task(item)
            match, end = self._next_item(match[2][-1], end)
        for item in () if loose else element:
            tighten(item)
        return end

    def _next_item(self, mark: str, at: int) -> tuple[re.Match[str] | None, int]:
        """The item of the same list that follows, and its line; None and `at` if the list ends."""
        following = next((n for n in range(at, len(self.lines)) if self.lines[n].strip()), len(self.lines))
        match = starts.ITEM.match(self.lines[following]) if following < len(self.lines) else None
        if match and match[2][-1] == mark and not starts.RULE.match(self.lines[following]):
            return match, following
        return None, at

    def note(self, at: int) -> int:
        match = None if self.parser.ended else starts.NOTE.match(self.lines[at])
        if not match:
            return 0
        inside, end = footnote_lines(match, self.lines, at)
        self.parser.notes(match[1], "\n".join(inside))
        return end

    def reference(self, at: int) -> int:
        match = starts.DEFINITION.match(self.lines[at])
        if match and starts.ADDRESS.search(match[2]):
            address = match[2][1:-1] if match[2].startswith("<") else match[2]
            known = self.parser.context().references
            known.setdefault(label(match[1]), (address, match[3] or match[4] or match[5] or ""))
            return at + 1
        if match := starts.ABBREVIATION.match(self.lines[at]):
            self.parser.context().abbreviations[match[1]] = unescaped(match[2].strip())
            return at + 1
        return 0

    def html(self, at: int) -> int:
        line = self.lines[at]
        end = 0
        if line.lstrip(" ").startswith("<!--"):
            end = self._end("-->", starts.COMMENT_END, at)
        elif match := starts.RAW_ELEMENT.match(line):
            name = match[1].lower()
            end = self._end(name, re.compile(f"</{name}", re.IGNORECASE), at) or self._until_blank(at)
        elif (starts.BLOCK_TAG.match(line) and starts.is_html(line)) or starts.is_html(line, whole=True):
            end = self._until_blank(at)
        if end:
            context = self.parser.context()
            html = context.raw.block(shortcodes.remove("\n".join(self.lines[at:end]), context.problems))
            block = SubElement(self.parent, "p")
            block.tag = None  # type: ignore[assignment] # written without a tag
            block.text, block.tail = AtomicString(self.parser.raw(html)), "\n"
        return end

    def _until_blank(self, at: int) -> int:
        return next((n for n in range(at, len(self.lines)) if not self.lines[n].strip()), len(self.lines))

    def _paragraph(self, at: int) -> int:
        end, terms = at + 1, int(bool(starts.TERM.match(self.lines[at])))
        while end < len(self.lines) and (line := self.lines[end]).strip():
            if starts.UNDERLINE.match(line) and not terms:
                self._put_heading(1 if "=" in line else 2, "\n".join(part.lstrip(" ") for part in self.lines[at:end]))
                return end + 1
            if starts.starts_block(line, in_paragraph=True):
                break
            if end - at > 1 and starts.is_table(self.lines[end - 1], line):
                end -= 1
                break
            terms += bool(starts.TERM.match(line))
            end += 1
        self._put_paragraph(self.lines[at:end], terms)
        return end

    def _put_paragraph(self, lines: list[str], terms: int) -> None:
        """A table, definitions, or a paragraph."""
        if terms * len(lines) > _MAX_LINES:
            raise TooComplexError("definitions")
        table = len(lines) > 1 and starts.is_table(lines[0], lines[1])
        if table:
            self.parser.table_cells += lines[1].count("|") * len(lines)
            if self.parser.table_cells > _MAX_CELLS:
                raise TooComplexError("cells of tables")
        if not (table or terms):
            lines = [lines[0], *(line.lstrip(" ") for line in lines[1:])]
        self.parser.parseBlocks(self.parent, ["\n".join(lines)])


# What a block may be, in the order in which it is tried; each reader returns the line after the block, or 0 for none.
_READERS: Sequence[Callable[[_BlockParser, int], int]] = (
    _BlockParser.code, _BlockParser.fence, _BlockParser.heading, _BlockParser.rule, _BlockParser.quotation,
    _BlockParser.items, _BlockParser.note, _BlockParser.reference, _BlockParser.html,
)  # fmt: skip
