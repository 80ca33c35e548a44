"""Whether an article says what its lines say: characters by characters, and words by words where words have spaces.

White space is laid aside on both sides and its places are kept. Between two words of a line there is white space on
both sides or on neither; a line's end is a space, but beside a mark that belongs to one of the two words; a hyphen
there may be dropped, and then no space may stand in its place. In writing without spaces between words, none counts.
In what order the pieces of the article stand on the page is found by trying: kicker, title and deck keep their order,
body blocks keep theirs, and dateline and byline may stand between any two pieces.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import accumulate, pairwise

import msgspec

from site_builder.common.scripts import hangul, is_chinese, unspaced
from site_builder.markdown.convert import INVISIBLE, plain

EDITOR = "\uffff"  # stands for the editor's words in a block; no text has it
_SEEN = 40  # characters to either side of a line's end that tell in what writing it stands
_SHOWN = 16  # characters of context to either side of a space in a message
_LETTER = r"[^\W\d_]"
_PARTED = re.compile(rf"{_LETTER}({_LETTER})[-‐‑¬=⸗]$")
_LATIN_END, _LATIN_START = re.compile(rf"{_LETTER}{_LETTER}$"), re.compile(rf"{_LETTER}{_LETTER}")
_QUOTES = "“”‘’„‚\"'«»"
_TO_NEXT, _TO_LAST = "-‐‑—–―/([{¿¡=⸗¬", "-‐‑—–―/)]},.;:!?…%،؛؟।"


class Piece(msgspec.Struct, frozen=True):
    """A piece of an article without its white space, and before which of its characters white space stands.

    Before those of `loose` the editor's words stand, and it does not matter.
    """

    text: str
    spaces: tuple[int, ...] = ()
    loose: frozenset[int] = frozenset()


class Writing(Enum):
    """What spaces say in a line."""

    SPACED = "they part words"
    MIXED = "they part words, but for those beside a Chinese character"
    CHINESE = "they part Latin words of two letters and more"
    NONE = "nothing: figures and marks of a Chinese text"


class Line(msgspec.Struct, frozen=True):
    """A line of a page: where it stands in the file and in the text, and its words."""

    path: str
    number: int
    start: int
    text: str
    writing: Writing


class Printed(msgspec.Struct, frozen=True):
    """What the lines say: characters without white space, and what may stand between them.

    `gaps` are the characters before which white space stands, and whether it must stand in the article too; `hyphens`
    those that part a word at a line's end.
    """

    text: str
    lines: tuple[Line, ...]
    gaps: dict[int, bool]
    hyphens: tuple[int, ...]

    @property
    def words(self) -> int:
        """How many words there are between spaces."""
        spaces = sum(self.gaps.values())
        return spaces + 1 if spaces else 0

    def words_before(self, position: int) -> int:
        """How many words end before a character."""
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
            same = _common(self.text, at, piece, done, min(length, len(piece) - done))
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


class Match(msgspec.Struct, frozen=True):
    """How far an article's pieces can be laid along its lines, in what order, and the piece that fits no further."""

    reached: int
    laid: tuple[tuple[Piece, int], ...] = ()
    wanted: Piece | None = None
    offset: int = 0


class Join(msgspec.Struct, frozen=True):
    """A word whose hyphen at a line's end the article has dropped; `words` are those at the end and after it."""

    path: str
    line: int
    words: str


class Fault(msgspec.Struct, frozen=True):
    """A space that one side has and the other has not: the character after it, and the words on both sides."""

    position: int
    piece: Piece
    offset: int
    printed: str
    written: str


def piece_of(value: object) -> Piece:
    """A heading, a byline or a block of the body."""
    text = str(value)
    words = INVISIBLE.sub("", text).split()
    parts = text.split(EDITOR)[:-1]
    loose = accumulate(len(plain(part)) for part in parts)
    return Piece("".join(words), tuple(_starts(words)), frozenset(loose))


class _Shown(msgspec.Struct, frozen=True):
    """A line as it is seen, and whether it ends with a soft hyphen, which is not."""

    path: str
    number: int
    text: str
    soft: bool


def _shown(path: str, number: int, text: str) -> _Shown:
    return _Shown(path, number, INVISIBLE.sub("", text).strip(), text.rstrip().endswith("\u00ad"))


def printed(lines: Sequence[tuple[str, int, str]]) -> Printed:
    """The text of lines given as (path, number, line)."""
    shown = [line for path, number, text in lines if (line := _shown(path, number, text)).text]
    chinese = is_chinese("".join(line.text for line in shown))
    text: list[str] = []
    found: list[Line] = []
    gaps: dict[int, bool] = {}
    hyphens: list[int] = []
    length = 0
    for last, line in zip([None, *shown], shown, strict=False):
        if last:
            before = "".join(one.text[-_SEEN:] for one in found[-_SEEN:])[-_SEEN:]
            gaps[length] = not last.soft and _parts(last.text, line.text, nearby=before + line.text[:_SEEN])
            hyphens += [length - 1] if _may_join(last.text, line.text) else []
        words, writing = line.text.split(), _writing(line.text, chinese=chinese)
        for start, (left, right) in zip(_starts(words), pairwise(words), strict=True):
            gaps[length + start] = _must(writing, left, right)
        found.append(Line(line.path, line.number, length, line.text, writing))
        text += words
        length += sum(map(len, words))
    return Printed("".join(text), tuple(found), gaps, tuple(hyphens))


def match(page: Printed, headings: Sequence[Piece], floating: Sequence[Piece], blocks: Sequence[Piece]) -> Match:
    """How far the pieces can be laid along the text."""
    best = Match(-1)
    start = (0, 0, frozenset[int](), 0)
    came: dict[_State, tuple[_State, Piece] | None] = {start: None}
    todo: list[_State] = [start]
    while todo:
        state = todo.pop()
        pieces = list(_next(state, headings, floating, blocks))
        position = state[3]
        if not pieces and position == len(page.text):
            return Match(position, _way(came, state))
        if not pieces and position > best.reached:
            best = Match(position, _way(came, state))
        for piece, (heading, block, used) in pieces:
            reached, same = page.follow(position, piece.text)
            after = (heading, block, used, reached)
            if same == len(piece.text) and after not in came:
                came[after] = (state, piece)
                todo.append(after)
            elif same < len(piece.text) and (reached, best.wanted is None) > (best.reached, False):
                best = Match(reached, wanted=piece, offset=same)
    return best


_State = tuple[int, int, frozenset[int], int]  # headings and blocks laid, floating pieces laid, characters reached


def _next(
    state: _State, headings: Sequence[Piece], floating: Sequence[Piece], blocks: Sequence[Piece]
) -> Iterator[tuple[Piece, tuple[int, int, frozenset[int]]]]:
    """The pieces that may come next, and what is laid with each."""
    heading, block, used, _ = state
    if block < len(blocks):
        yield blocks[block], (heading, block + 1, used)
    for number, piece in enumerate(floating):
        if number not in used:
            yield piece, (heading, block, used | {number})
    if heading < len(headings):
        yield headings[heading], (heading + 1, block, used)


def _way(came: dict[_State, tuple[_State, Piece] | None], state: _State) -> tuple[tuple[Piece, int], ...]:
    """The pieces in their order, and where each begins."""
    found = []
    while step := came[state]:
        state, piece = step
        found.append((piece, state[3]))
    return tuple(reversed(found))


def faults(page: Printed, laid: Sequence[tuple[Piece, int]]) -> Iterator[Fault]:
    """Where words are parted on one side only; `laid` are the pieces along the whole text."""
    gaps = sorted(page.gaps)
    for piece, start in laid:
        dropped = _dropped(page, piece, start)
        if start in dropped or (start and start not in page.gaps and page.text[start - 1 : start + 1].isalnum()):
            yield from _fault(page, piece, 0, start, spaced=True)
        offsets = [hyphen - start - number for number, hyphen in enumerate(dropped)]
        spaces = {start + space + bisect_right(offsets, space): space for space in piece.spaces}
        end = start + len(piece.text) + len(dropped)
        for gap in gaps[bisect_right(gaps, start) : bisect_left(gaps, end)]:
            if page.gaps[gap] and gap not in spaces:
                yield from _fault(page, piece, gap - start - bisect_left(dropped, gap), gap, spaced=False)
        for position, space in spaces.items():
            if position - 1 in dropped or position not in page.gaps:
                yield from _fault(page, piece, space, position, spaced=True)


def joins(page: Printed, laid: Sequence[tuple[Piece, int]]) -> list[Join]:
    """The words whose hyphen at a line's end the article has dropped."""
    found = []
    for piece, start in laid:
        for hyphen in _dropped(page, piece, start):
            line, after = page.line_at(hyphen), page.line_at(hyphen + 1)
            if line and after:
                found.append(Join(line.path, line.number, f"{line.text.split()[-1]} {after.text.split()[0]}"))
    return found


def _dropped(page: Printed, piece: Piece, start: int) -> list[int]:
    """The hyphens at line ends that a piece laid at `start` has not."""
    found: list[int] = []
    done = 0
    for at, length, hyphen in page.stretches(start):
        done += length
        if done >= len(piece.text) or not hyphen:
            return found
        if piece.text[done] == page.text[at + length]:
            done += 1
        else:
            found.append(at + length)
    return found


def _fault(page: Printed, piece: Piece, offset: int, position: int, *, spaced: bool) -> Iterator[Fault]:
    """White space at `position`, which the article has (`spaced`) or has not; nothing if no words are parted there."""
    if offset in piece.loose or (spaced and _counts_not(page, position)):
        return
    nearby = range(max(0, position - _SHOWN), min(len(page.text), position + _SHOWN))
    first = max((n for n in nearby if n < position and n in page.gaps), default=nearby.start)
    last = min((n for n in nearby if n > position and n in page.gaps), default=nearby.stop)
    together = page.text[first:last]
    apart = f"{page.text[first:position]} {page.text[position:last]}"
    yield Fault(position, piece, offset, *((together, apart) if spaced else (apart, together)))


def _counts_not(page: Printed, position: int) -> bool:
    """Whether white space that the page has not parts no words at a place."""
    line = page.line_at(position)
    around = page.text[position - 1 : position + 1]
    if line is None or unspaced(around):
        return True
    return line.writing in (Writing.CHINESE, Writing.NONE) and not around.isalpha()


def _writing(line: str, *, chinese: bool) -> Writing:
    """What spaces say in a line; `chinese` if all lines of the article mostly are."""
    if not unspaced(line):
        return Writing.NONE if chinese and not any(map(str.isalpha, line)) else Writing.SPACED
    return Writing.CHINESE if is_chinese(line) else Writing.MIXED


def _must(writing: Writing, left: str, right: str) -> bool:
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


def _parts(line: str, following: str, *, nearby: str) -> bool:
    """Whether a line's end must stand as white space in the article; `nearby` is the text on both sides."""
    left, right = line[-1], following[0]
    if unspaced(left + right) or hangul(left + right):
        return False
    if unspaced(nearby):
        return left.isalpha() and right.isalpha()
    if left in _TO_NEXT or right in _TO_LAST:
        return False
    before, after = line.rstrip(_QUOTES)[-1:], following.lstrip(_QUOTES)[:1]
    opening = left in _QUOTES and (not before.strip() or before in _TO_NEXT)
    closing = right in _QUOTES and (not after.strip() or after in _TO_LAST)
    return not opening and not closing


def _may_join(line: str, following: str) -> bool:
    """Whether the line ends with a hyphen that may part a word."""
    parted = _PARTED.search(line)
    if not parted or not following[0].isalpha() or unspaced(parted[1] + following[0]):
        return False
    return not following[0].isupper() or parted[1].isupper()


def _starts(words: Sequence[str]) -> Iterator[int]:
    """Where each word but the first begins if they stand together."""
    length = 0
    for word in words[:-1]:
        length += len(word)
        yield length


def _common(text: str, at: int, piece: str, done: int, length: int) -> int:
    """How many characters of `piece` from `done` on stand at `at` in `text`, up to `length`."""
    if text[at : at + length] == piece[done : done + length]:
        return length
    return next(n for n in range(length) if text[at + n] != piece[done + n])
