"""Blocks that hold other blocks: which lines belong to a quotation, an item of a list or a footnote.

Each function is given the lines of the element and where the block begins; it returns the block's own lines, without
their marks and indentation, and the index of the line after it.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from site_builder.markdown import line_starts as starts


def quotation_lines(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The lines of the quotation that begins at `at`."""
    inside: list[str] = []
    fence: re.Match[str] | None = None
    end = at
    while end < len(lines):
        line = lines[end]
        if match := starts.QUOTATION.match(line):
            inside.append(line[match.end() :])
            fence = starts.fence_after(fence, inside[-1])
        elif fence is None and _continues_paragraph(inside, line):
            inside.append(line if line.startswith("    ") else line.lstrip(" "))
        else:
            break
        end += 1
    return inside, end


def item_lines(match: re.Match[str], lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The lines of the item whose mark is `match`; blank lines after it are not its own."""
    spaces = match[4] or ""
    column = match.end() if spaces and len(spaces) < 5 else match.end(2) + 1
    inside = [lines[at][column:]]
    fence: re.Match[str] | None = starts.FENCE.match(inside[0])
    end, last = at + 1, at + 1
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            if len(inside) == 1 and not inside[0].strip():
                break  # an item may begin with one blank line at the most
            inside.append("")
        elif line.startswith(" " * column):
            inside.append(line[column:])
            fence = starts.fence_after(fence, line[column:])
            last = end + 1
        elif fence is None and _continues_paragraph(inside, line):
            inside.append(line if line.startswith("    ") else line.lstrip(" "))
            last = end + 1
        else:
            break
        end += 1
    return inside[: last - at], last


def footnote_lines(match: re.Match[str], lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The lines of the footnote whose beginning is `match`; blank lines after it are not its own."""
    inside, end, last = [match[2]], at + 1, at + 1
    while end < len(lines):
        line = lines[end]
        if line.startswith("    ") or not line.strip():
            inside.append(line[4:])
        elif _continues_paragraph(inside, line) and not starts.NOTE.match(line):
            inside.append(line)
        else:
            break
        end += 1
        last = end if line.strip() else last
    return inside[: last - at], last


def _continues_paragraph(inside: Sequence[str], line: str) -> bool:
    """Whether a line without the container's mark goes on with its last paragraph (CommonMark's lazy continuation)."""
    if not line.strip() or not inside or starts.UNDERLINE.match(line) or starts.starts_block(line, in_paragraph=False):
        return False
    last = starts.innermost(inside[-1])
    return bool(last.strip()) and not (last.startswith("    ") or starts.is_whole_block(last))


def tighten(item: Element) -> None:
    """Make the paragraphs of an item its text: in a list without blank lines they are not marked as such."""
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


def mark_task(item: Element) -> None:
    """Show the box of a task, `[ ]` or `[x]`, as a character."""
    first = item[0] if len(item) else None
    if first is not None and first.tag == "p" and first.text and (match := starts.TASK.match(first.text)):
        first.text = ("☑" if match[1] != " " else "☐") + first.text[match.end() :]
