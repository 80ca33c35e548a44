"""The structure of a body: lists, quotations, code, headings, as CommonMark has them.

Python-Markdown cuts a text at its blank lines and looks at each piece: a list that follows a line of text is none to
it, two quotations are one, code in a list loses its lines, and a long piece takes time by its square. This parser
takes its place and goes through the lines; tables and definition lists, which CommonMark does not have, and plain
paragraphs are still Python-Markdown's.

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
from site_builder.markdown.inline import Document, label, plain
from site_builder.markdown.raw_html import TooMuchError

_STEPS = 200_000  # lines looked at, those of nested blocks again for each block
_BLOCKS = 30_000
_CELLS = 40_000  # of tables


class Blocks(BlockParser):
    """Python-Markdown's parser of blocks, by lines."""

    def __init__(self, md: Markdown, document: Callable[[], Document], notes: Callable[[str, str], None]) -> None:
        """`document` gives that of the body at hand, `notes` takes the footnotes."""
        super().__init__(md)
        self.document, self.notes = document, notes
        self.depth = self.steps = self.blocks = self.cells = 0
        self.ended = False

    def parseDocument(self, lines: Sequence[str]) -> object:  # type: ignore[override] # noqa: N802
        """The tree of a whole text."""
        self.depth = self.steps = self.blocks = self.cells = 0
        self.ended = False  # footnotes are put to their place after this, and hold no others
        tree = super().parseDocument(lines)
        self.ended = True
        return tree

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802
        """Put the blocks of a text into an element."""
        self.lines(parent, text.split("\n"))

    def lines(self, parent: Element, lines: list[str]) -> bool:
        """Put the blocks of some lines into an element; whether blank lines stand between them."""
        self.steps += len(lines)
        if self.steps > _STEPS:
            raise TooMuchError("lists or quotations in one another")
        self.depth += 1
        spaced = _Chunk(self, parent, lines).parse()
        self.depth -= 1
        return spaced

    def raw(self, html: str) -> str:
        """What stands for finished HTML in the tree."""
        return self.md.htmlStash.store(html)


class _Chunk:
    """The lines of one element, on their way to its blocks."""

    def __init__(self, parser: Blocks, parent: Element, lines: list[str]) -> None:
        self.parser, self.parent, self.lines = parser, parent, lines
        self.endless: set[str] = set()  # what has no end in the lines that follow
        self.flat = parser.depth > starts.DEPTH
        if self.flat:
            hint = "simplify the nesting of lists and quotations"
            message = (
                f"lists and quotations are more than {starts.DEPTH} deep: the marks of the inner ones are shown as text"
            )
            parser.document().faults.add(message, hint)

    def parse(self) -> bool:
        """Make all blocks; whether blank lines stand between them."""
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
        """Make the block that begins in a line; the line after it."""
        self.parser.blocks += 1
        if self.parser.blocks > _BLOCKS:
            raise TooMuchError("paragraphs")
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
        self._put_code([starts.without(line, indent) for line in self.lines[at + 1 : end]])
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
            self.parser.document().faults.add(message, hint, "{% highlight")
        return end

    def _end(self, name: str, pattern: re.Pattern[str], at: int) -> int:
        """The line after the first, from one on, that holds a pattern; 0 if none does, which is asked once."""
        if name in self.endless:
            return 0
        for number in range(at, len(self.lines)):
            if pattern.search(self.lines[number]):
                return number + 1
        self.endless.add(name)
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
        ids = self.parser.document().ids
        if own and own not in ids:
            ids.add(own)
            heading.set("id", f"s-{own}")

    def rule(self, at: int) -> int:
        if not starts.RULE.match(self.lines[at]):
            return 0
        SubElement(self.parent, "hr")
        return at + 1

    def quotation(self, at: int) -> int:
        if self.flat or not starts.QUOTATION.match(self.lines[at]):
            return 0
        inside: list[str] = []
        fence: re.Match[str] | None = None
        end = at
        while end < len(self.lines):
            line = self.lines[end]
            if match := starts.QUOTATION.match(line):
                inside.append(line[match.end() :])
                fence = starts.fence_after(fence, inside[-1])
            elif fence is None and self._runs_on(inside, line):
                inside.append(line if line.startswith("    ") else line.lstrip(" "))
            else:
                break
            end += 1
        self.parser.lines(SubElement(self.parent, "blockquote"), inside)
        return end

    def _runs_on(self, inside: Sequence[str], line: str) -> bool:
        """Whether a line belongs to the paragraph that ends some lines, without their marks."""
        if not line.strip() or not inside or starts.begins(line, running=False) or starts.UNDERLINE.match(line):
            return False
        last = starts.innermost(inside[-1])
        return bool(last.strip()) and not (last.startswith("    ") or starts.ends_at_once(last))

    def items(self, at: int) -> int:
        match = None if self.flat else starts.ITEM.match(self.lines[at])
        if not match:
            return 0
        made = SubElement(self.parent, "ol" if match[3] else "ul")
        if match[3] and int(match[3]) != 1:
            made.set("start", str(int(match[3])))
        kind = match[2][-1]
        end, loose = at, False
        while match and match[2][-1] == kind and not starts.RULE.match(self.lines[end]):
            blank = end > at and not self.lines[end - 1].strip()
            end, lines = self._item(match, end)
            spaced = self.parser.lines(item := SubElement(made, "li"), lines)
            loose = loose or blank or spaced
            _mark_task(item)
            following = end
            while following < len(self.lines) and not self.lines[following].strip():
                following += 1
            match = starts.ITEM.match(self.lines[following]) if following < len(self.lines) else None
            if match and match[2][-1] == kind and not starts.RULE.match(self.lines[following]):
                end = following
            else:
                break
        if not loose:
            for item in made:
                _tighten(item)
        return end

    def _item(self, match: re.Match[str], at: int) -> tuple[int, list[str]]:
        """The line after an item, and its own lines."""
        spaces = match[4] or ""
        column = match.end() if spaces and len(spaces) < 5 else match.end(2) + 1
        inside = [self.lines[at][column:]]
        fence: re.Match[str] | None = starts.FENCE.match(inside[0])
        end, last = at + 1, at + 1
        while end < len(self.lines):
            line = self.lines[end]
            if not line.strip():
                if len(inside) == 1 and not inside[0].strip():
                    break  # an item may begin with one blank line at the most
                inside.append("")
            elif line.startswith(" " * column):
                inside.append(line[column:])
                fence = starts.fence_after(fence, line[column:])
                last = end + 1
            elif fence is None and self._runs_on(inside, line):
                inside.append(line if line.startswith("    ") else line.lstrip(" "))
                last = end + 1
            else:
                break
            end += 1
        return last, inside[: last - at]

    def note(self, at: int) -> int:
        match = None if self.parser.ended else starts.NOTE.match(self.lines[at])
        if not match:
            return 0
        inside, end, last = [match[2]], at + 1, at + 1
        while end < len(self.lines):
            line = self.lines[end]
            if line.startswith("    ") or not line.strip():
                inside.append(line[4:])
            elif self._runs_on(inside, line) and not starts.NOTE.match(line):
                inside.append(line)
            else:
                break
            end += 1
            last = end if line.strip() else last
        self.parser.notes(match[1], "\n".join(inside[: last - at]))
        return last

    def reference(self, at: int) -> int:
        match = starts.DEFINITION.match(self.lines[at])
        if match and starts.ADDRESS.search(match[2]):
            address = match[2][1:-1] if match[2].startswith("<") else match[2]
            known = self.parser.document().references
            known.setdefault(label(match[1]), (address, match[3] or match[4] or match[5] or ""))
            return at + 1
        if match := starts.ABBREVIATION.match(self.lines[at]):
            self.parser.document().abbreviations[match[1]] = plain(match[2].strip())
            return at + 1
        return 0

    def html(self, at: int) -> int:
        line = self.lines[at]
        end = 0
        if line.lstrip(" ").startswith("<!--"):
            end = self._end("-->", starts.COMMENT_END, at)
        elif match := starts.WHOLE.match(line):
            name = match[1].lower()
            end = self._end(name, re.compile(f"</{name}", re.IGNORECASE), at) or self._until_blank(at)
        elif (starts.BLOCK_TAG.match(line) and starts.is_html(line)) or starts.is_html(line, whole=True):
            end = self._until_blank(at)
        if end:
            document = self.parser.document()
            html = document.raw.block(shortcodes.left_out("\n".join(self.lines[at:end]), document.faults))
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
            if starts.begins(line, running=True):
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
        if terms * len(lines) > _STEPS:
            raise TooMuchError("definitions")
        table = len(lines) > 1 and starts.is_table(lines[0], lines[1])
        if table:
            self.parser.cells += lines[1].count("|") * len(lines)
            if self.parser.cells > _CELLS:
                raise TooMuchError("cells of tables")
        if not (table or terms):
            lines = [lines[0], *(line.lstrip(" ") for line in lines[1:])]
        self.parser.parseBlocks(self.parent, ["\n".join(lines)])


def _tighten(item: Element) -> None:
    """The paragraphs of an item are its text."""
    before: Element | None = None
    for child in list(item):
        if child.tag != "p":
            before = child
            continue
        item.remove(child)
        if before is None:
            item.text = f"{item.text}\n{child.text}" if item.text else child.text
        else:
            before.tail = f"\n{child.text}"


def _mark_task(item: Element) -> None:
    first = item[0] if len(item) else None
    if first is not None and first.tag == "p" and first.text and (match := starts.TASK.match(first.text)):
        first.text = ("☑" if match[1] != " " else "☐") + first.text[match.end() :]


_READERS: Sequence[Callable[[_Chunk, int], int]] = (
    _Chunk.code, _Chunk.fence, _Chunk.heading, _Chunk.rule, _Chunk.quotation, _Chunk.items, _Chunk.note,
    _Chunk.reference, _Chunk.html,
)  # fmt: skip
