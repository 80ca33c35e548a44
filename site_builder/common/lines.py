"""Lines of source pages: what a line is, and how ranges of them are written.

A line ends at LF, CRLF or CR and nowhere else (`str.splitlines` also breaks at form feeds and at U+2028, which would
shift every number after them). Lines count from 1; a range includes both ends.
"""

import re
from collections.abc import Iterable
from contextlib import suppress

_END = re.compile(r"\r\n|\r|\n")
_RANGE = re.compile(r"(\d{1,4000})(?:\s*[-–]\s*(\d{1,4000}))?", re.ASCII)  # Python makes no number of longer ones
_MOST = 10_000_000  # lines of a page; every number of a range may be looked at

Range = tuple[int, int]


def split_lines(text: str) -> list[str]:
    """The lines of a page, without their ends; an end after the last line begins no further one."""
    lines = _END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    return lines


def parse_range(text: str) -> Range:
    """`12` or `12-14` as (first, last). Raises ValueError with a sentence."""
    match = _RANGE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"“{text}” is no range of lines; write 12 or 12-14")
    first, last = int(match[1]), int(match[2] or match[1])
    if last > _MOST:
        raise ValueError(f"“{text}” is no range of lines: no page has over {_MOST:,}")
    if first < 1 or last < first:
        raise ValueError(f"“{text}” is no range of lines: they count from 1 and go upwards")
    return first, last


def ranges_in(text: str) -> tuple[Range, ...]:
    """The ranges that a text names, as `3, 12-14`; nothing of what is none."""
    found = []
    for match in _RANGE.finditer(text):
        with suppress(ValueError):
            found.append(parse_range(match[0]))
    return tuple(found)


def anchor(ranges: Iterable[Range]) -> str:
    """The address of lines in the page that shows them: `L3-L69,L71`; "" for none."""
    return ",".join(f"L{first}-L{last}" if first != last else f"L{first}" for first, last in ranges)


def numbers(ranges: Iterable[Range]) -> Iterable[int]:
    """The line numbers of the ranges, in their order."""
    for first, last in ranges:
        yield from range(first, last + 1)


def show(ranges: Iterable[Range]) -> str:
    """The ranges as people write them: `1–31, 33`."""
    return ", ".join(f"{first}–{last}" if first != last else str(first) for first, last in ranges)
