"""Lines of one paragraph to running text: what stands where a line ended.

In writing with spaces between words a line's end is a space, but for marks that belong to the word after or before
them. A hyphen there is the printer's or the writer's, which only the page's own words can tell: it goes where the page
has the word without it elsewhere, it stays where the page has it with the hyphen, and where the page says neither (or
both) it stays too. Every hyphen that went or is doubtful is reported.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from site_builder.common.scripts import is_chinese, unspaced

Words = frozenset[str]

_LETTER = r"[^\W\d_]"
_COMPOUND = rf"{_LETTER}+(?:['’]{_LETTER}+)*(?:[-‐‑]{_LETTER}+)*"
_WORD = re.compile(_COMPOUND)
_SOFT, _FRAKTUR = "\u00ad¬", "=⸗"
_HYPHENS = "-‐‑"
_PARTED = re.compile(rf"({_COMPOUND})([{_HYPHENS}{_SOFT}{_FRAKTUR}])$")
_BOUND = re.compile(rf"\w[{_HYPHENS}]$")
_DASHES = "—–―"
_QUOTES = "“”‘’„‚\"'"
_CLOSING = ",;:!?)]}،؛؟।"
_OPENING = "([{¿¡"
_LINKS = frozenset(["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "och", "og", "en", "of"])
_END = 40  # characters from which one tells how two lines are joined


class Hyphen(msgspec.Struct, frozen=True):
    """A word as it was made of two lines, whose hyphen was kept or dropped."""

    word: str
    kept: bool


class Joined(msgspec.Struct, frozen=True):
    """Running text, and the hyphens in it that somebody should look at."""

    text: str
    hyphens: tuple[Hyphen, ...] = ()


NO_WORDS: Words = frozenset()


def words_of(lines: Sequence[str]) -> Words:
    """The words that stand whole in the lines, hyphens and all: those at a parted line's end and after it do not."""
    found: set[str] = set()
    parted = False
    for line in lines:
        ends = bool(_PARTED.search(line[-_END:]))
        tokens = [match[0] for match in _WORD.finditer(line)]
        found.update(map(_known, tokens[int(parted) : len(tokens) - ends]))
        parted = ends
    return frozenset(found)


def join(lines: Iterable[str], known: Words = NO_WORDS) -> Joined:
    """Tidied lines as running text; `known` are the words of their page. Only its end bears on how a line is joined."""
    done: list[str] = []
    hyphens: list[Hyphen] = []
    text = ""
    for line in lines:
        text, hyphen = _join_two(text, line, known)
        hyphens += [hyphen] if hyphen else []
        done.append(text[:-_END])
        text = text[-_END:]
    return Joined("".join(done) + text.rstrip("\u00ad"), tuple(hyphens))


def _join_two(text: str, line: str, known: Words) -> tuple[str, Hyphen | None]:
    if not text or not line:
        return text + line, None
    parted, tail = _PARTED.search(text), _WORD.match(line)
    if parted and tail and not unspaced(parted[1][-1] + line[0]):
        return _join_word(text, line, parted, tail[0], known)
    return text.rstrip("\u00ad") + between(text, line) + line, None


def _join_word(text: str, line: str, parted: re.Match[str], tail: str, known: Words) -> tuple[str, Hyphen | None]:
    """A word that goes on in the next line."""
    head, mark = parted[1], parted[2]
    whole, hyphenated = text[:-1] + line, text + line
    if mark in _SOFT:
        return whole, Hyphen(head + tail, kept=False) if mark == "¬" else None
    if not _may_be_one_word(head, tail):
        return (text + " " + line if mark in _FRAKTUR else hyphenated), None
    joined, compound = _known(head + tail) in known, _known(f"{head}-{tail}") in known
    if joined and not compound:
        return whole, Hyphen(head + tail, kept=False)
    if compound and not joined:
        return hyphenated, None
    if tail.casefold() in _LINKS and _suspends(line[len(tail) :]):
        return text + " " + line, Hyphen(f"{head}{mark} {tail}", kept=True)
    return hyphenated, Hyphen(head + mark + tail, kept=True)


def _may_be_one_word(head: str, tail: str) -> bool:
    """No printer parts a word after its first letter, or before a capital in small letters."""
    return len(head) > 1 and (not tail[0].isupper() or (head.isupper() and tail.isupper()))


def _suspends(rest: str) -> bool:
    """Whether the next word has a hyphen too, as in “pre- and post-war”."""
    after = _WORD.match(rest.lstrip())
    return after is not None and any(hyphen in after[0] for hyphen in _HYPHENS)


def _known(word: str) -> str:
    """The form under which a word is looked up."""
    word = word.casefold().replace("‐", "-").replace("‑", "-").replace("’", "'")
    return word.removesuffix("'s")


def between(text: str, line: str) -> str:
    """What stands for the line's end between two texts that share no word: a space, or nothing."""
    left, right = text[-1], line[0]
    if unspaced(left + right):
        return ""
    if is_chinese(text[-_END:] + line[:_END]):
        return " " if left.isalpha() and right.isalpha() else ""
    return "" if _holds_next(text) or _holds_last(text, line) else " "


def _holds_next(text: str) -> bool:
    """Whether the next word belongs to the text's last mark: an opening one, a hyphen, a dash without a space."""
    left = text[-1]
    if left in _OPENING or _BOUND.search(text):
        return True
    if left in _DASHES or left == "/" or text.endswith("--"):
        before = text.rstrip(_DASHES + "-/")[-1:]
        return bool(before) and not before.isspace()
    if left in _QUOTES:
        before = text.rstrip(_QUOTES)[-1:]
        return not before or before.isspace() or before in _OPENING + _DASHES
    return False


def _holds_last(text: str, line: str) -> bool:
    """Whether the line's first mark belongs to the text: a closing one, a dash without a space."""
    right, after = line[0], line[1:2]
    if right in _CLOSING or (right == "." and not after.isalnum() and after != "."):
        return True
    if right in _DASHES or right == "/" or line.startswith("--"):
        after = line.lstrip(_DASHES + "-/")[:1]
        return bool(after) and not after.isspace()
    if right in _HYPHENS:
        return text[-1].isalpha() and after.islower()
    if right in _QUOTES:
        after = line.lstrip(_QUOTES)[:1]
        return not after or after.isspace() or after in _CLOSING + "."
    return False
