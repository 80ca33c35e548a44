"""The text of an article's lines on its source pages, and where it has white space.

White space is taken out and its places are kept (`gaps`). Between two words of a line it must stand in the article too;
so must a line's end, but not beside a mark that belongs to one of the two words, such as a dash. A hyphen at a line's
end may be dropped (`hyphens`), and then no space may stand in its place. In writing without spaces between words, no
white space counts. The rules are applied by `spacing`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import accumulate, pairwise

import msgspec

from site_builder.common.scripts import hangul, is_chinese, unspaced
from site_builder.markdown.convert import INVISIBLE

_CONTEXT = 40  # characters to either side of a line's end that tell in what writing it stands
_LETTER = r"[^\W\d_]"
_HYPHENATED = re.compile(rf"{_LETTER}({_LETTER})[-‐‑¬=⸗]$")
_LATIN_END, _LATIN_START = re.compile(rf"{_LETTER}{_LETTER}$"), re.compile(rf"{_LETTER}{_LETTER}")
_QUOTES = "“”‘’„‚\"'«»"
_BINDS_NEXT, _BINDS_PREVIOUS = "-‐‑—–―/([{¿¡=⸗¬", "-‐‑—–―/)]},.;:!?…%،؛؟।"


class Writing(Enum):
    """What spaces mean in a line."""

    SPACED = "they part words"
    MIXED = "they part words, but for those beside a Chinese character"
    CHINESE = "they part Latin words of two letters and more"
    NONE = "nothing: figures and marks of a Chinese text"


class Line(msgspec.Struct, frozen=True):
    """A line of a page: file, number, position of its first character in the whole text, and what is visible of it."""

    path: str
    number: int
    start: int
    text: str
    writing: Writing


class PrintedText(msgspec.Struct, frozen=True):
    """The characters of lines without white space, and where white space stands.

    `gaps` has, by the position of a character, whether the white space before it must stand in the article too;
    `hyphens` are the positions of those that part a word at a line's end.
    """

    text: str
    lines: tuple[Line, ...]
    gaps: dict[int, bool]
    hyphens: tuple[int, ...]

    @property
    def words(self) -> int:
        """The number of words between spaces; 0 in writing that has none."""
        spaces = sum(self.gaps.values())
        return spaces + 1 if spaces else 0

    def words_before(self, position: int) -> int:
        """The number of words that end before a character."""
        return sum(must for gap, must in self.gaps.items() if gap <= position)

    def line_at(self, position: int) -> Line | None:
        """The line in which a character stands."""
        after = bisect_right(self.lines, position, key=lambda line: line.start)
        return self.lines[after - 1] if after else None

    def place(self, position: int) -> str:
        """File and line of a character."""
        line = self.line_at(min(position, len(self.text) - 1))
        return f"{line.path}:{line.number}" if line else "the page"

    def follow(self, position: int, piece: str) -> tuple[int, int]:
        """How far `piece` goes along the text from `position`: where it leaves it, and how many characters agree."""
        done = 0
        for at, length, hyphen in self.stretches(position):
            same = _common_length(self.text, at, piece, done, min(length, len(piece) - done))
            done += same
            if same < length or done == len(piece):
                return at + same, done
            position = at + length
            if hyphen:
                done += piece[done] == self.text[position]
                position += 1
        return position, done

    def stretches(self, position: int) -> Iterator[tuple[int, int, bool]]:
        """The text from `position` up to each hyphen that may be missing: start, length, whether a hyphen follows."""
        for number in range(bisect_left(self.hyphens, position), len(self.hyphens)):
            hyphen = self.hyphens[number]
            yield position, hyphen - position, True
            position = hyphen + 1
        yield position, len(self.text) - position, False


class _VisibleLine(msgspec.Struct, frozen=True):
    """A line without invisible characters; `soft`: whether it ends with a soft hyphen, which is one."""

    path: str
    number: int
    text: str
    soft: bool


def _visible_line(path: str, number: int, text: str) -> _VisibleLine:
    return _VisibleLine(path, number, INVISIBLE.sub("", text).strip(), text.rstrip().endswith("\u00ad"))


def letters_of(lines: Sequence[tuple[str, int, str]]) -> PrintedText:
    """The characters of lines, each given as (path, number, line), without what their white space says."""
    shown = [line for path, number, text in lines if (line := _visible_line(path, number, text)).text]
    texts = ["".join(line.text.split()) for line in shown]
    starts = [0, *accumulate(map(len, texts))]
    hyphens = (
        start - 1
        for start, (line, after) in zip(starts[1:], pairwise(shown), strict=False)
        if _may_be_hyphenated(line.text, after.text)
    )
    found = (
        Line(line.path, line.number, start, line.text, Writing.NONE) for line, start in zip(shown, starts, strict=False)
    )
    return PrintedText("".join(texts), tuple(found), {}, tuple(hyphens))


def printed_text(lines: Sequence[tuple[str, int, str]]) -> PrintedText:
    """The text of lines, each given as (path, number, line)."""
    shown = [line for path, number, text in lines if (line := _visible_line(path, number, text)).text]
    chinese = is_chinese("".join(line.text for line in shown))
    text: list[str] = []
    found: list[Line] = []
    gaps: dict[int, bool] = {}
    hyphens: list[int] = []
    length = 0
    for last, line in zip([None, *shown], shown, strict=False):
        if last:
            before = "".join(one.text[-_CONTEXT:] for one in found[-_CONTEXT:])[-_CONTEXT:]
            gaps[length] = not last.soft and _parts_words(last.text, line.text, nearby=before + line.text[:_CONTEXT])
            hyphens += [length - 1] if _may_be_hyphenated(last.text, line.text) else []
        words, writing = line.text.split(), _writing(line.text, chinese=chinese)
        for start, (left, right) in zip(word_starts(words), pairwise(words), strict=True):
            gaps[length + start] = _is_required(writing, left, right)
        found.append(Line(line.path, line.number, length, line.text, writing))
        text += words
        length += sum(map(len, words))
    return PrintedText("".join(text), tuple(found), gaps, tuple(hyphens))


def _writing(line: str, *, chinese: bool) -> Writing:
    """What spaces say in a line; `chinese` if all lines of the article mostly are."""
    if not unspaced(line):
        return Writing.NONE if chinese and not any(map(str.isalpha, line)) else Writing.SPACED
    return Writing.CHINESE if is_chinese(line) else Writing.MIXED


def _is_required(writing: Writing, left: str, right: str) -> bool:
    """Whether white space between two words of a line must stand in the article."""
    match writing:
        case Writing.SPACED:
            return True
        case Writing.MIXED:
            return not unspaced(left[-1] + right[0])
        case Writing.CHINESE:
            latin = _LATIN_END.search(left[-2:]) and _LATIN_START.match(right)
            return bool(latin) and not unspaced(left[-2:] + right[:2])
        case Writing.NONE:
            return False


def _parts_words(line: str, following: str, *, nearby: str) -> bool:
    """Whether a line's end must stand as white space in the article; `nearby` is the text on both sides."""
    left, right = line[-1], following[0]
    if unspaced(left + right) or hangul(left + right):
        return False
    if unspaced(nearby):
        return left.isalpha() and right.isalpha()
    if left in _BINDS_NEXT or right in _BINDS_PREVIOUS:
        return False
    before, after = line.rstrip(_QUOTES)[-1:], following.lstrip(_QUOTES)[:1]
    opening = left in _QUOTES and (not before.strip() or before in _BINDS_NEXT)
    closing = right in _QUOTES and (not after.strip() or after in _BINDS_PREVIOUS)
    return not opening and not closing


def _may_be_hyphenated(line: str, following: str) -> bool:
    """Whether the line ends with a hyphen that may part a word."""
    hyphenated = _HYPHENATED.search(line)
    if not hyphenated or not following[0].isalpha() or unspaced(hyphenated[1] + following[0]):
        return False
    return not following[0].isupper() or hyphenated[1].isupper()


def word_starts(words: Sequence[str]) -> Iterator[int]:
    """Where each word but the first begins if they stand together."""
    length = 0
    for word in words[:-1]:
        length += len(word)
        yield length


def _common_length(text: str, at: int, piece: str, done: int, length: int) -> int:
    """How many characters of `piece` from `done` on stand at `at` in `text`, up to `length`."""
    if text[at : at + length] == piece[done : done + length]:
        return length
    return next(n for n in range(length) if text[at + n] != piece[done + n])
