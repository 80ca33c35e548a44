"""Layout out of the words: invisible characters, justification, line ends. No word or punctuation is rewritten.

A justified line spreads its characters, so most neighbours of it are apart; a space that somebody typed, as between
two halves of a slogan, stands alone in its line. That difference, and no dictionary, decides which spaces go.
"""

import re

from site_builder.markup import INVISIBLE

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARK = "\u2014\u2018-\u201d\u2026\u3001-\u3004\u3008-\u301f\u30fb\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65·"
_PAIR = re.compile(rf"(?<=[{_HAN}]) ?(?=[{_HAN}])")
_LATIN = re.compile(rf"(?<=[{_HAN}{_MARK}]) +(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%‰℃°]) +(?=[{_HAN}{_MARK}])")
_AROUND_MARK = re.compile(rf"(?<=[{_MARK}]) +(?=\S)|(?<=\S) +(?=[{_MARK}])")
_IN_NUMBER = re.compile(r"(?<=\d) *([.·/,:]) *(?=\d)|(?<=\d) +(?=[%‰℃°])")
_BLANKS = re.compile(r"[^\S\n]+")
_WORD_END = re.compile(r"[A-Za-z]{2,}-$")
_LETTERS = re.compile(r"[^\W\d_]")
_END = 40  # characters from which one tells in what language two lines are joined


def han_share(text: str) -> float:
    """How much of the text's letters is Chinese (or Japanese)."""
    letters = len(_LETTERS.findall(text))
    return len(re.findall(f"[{_HAN}]", text)) / letters if letters else 0.0


def visible(text: str) -> str:
    """The line without characters that print nothing, and with plain spaces."""
    return _BLANKS.sub(lambda blank: " " * len(blank[0]), INVISIBLE.sub("", text))


def tidy(line: str) -> str:
    """A line without the spaces of its layout; `line` is visible text."""
    text = line.strip()
    if not _BLANKS.search(text) or not re.search(f"[{_HAN}]", text):
        return _BLANKS.sub(" ", text)
    text = unjustified(text)
    text = _AROUND_MARK.sub("", text)
    return _IN_NUMBER.sub(r"\1", _LATIN.sub("", text))


def unjustified(text: str) -> str:
    """Single spaces go where most pairs of Chinese characters are apart; wider ones were typed as spaces."""
    pairs = _PAIR.findall(text)
    spread = sum(1 for pair in pairs if pair) * 2 >= max(len(pairs), 1) and len(pairs) >= 4
    if not spread:
        return _BLANKS.sub(" ", text)
    return _BLANKS.sub(lambda blank: "" if len(blank[0]) == 1 else " ", text)


def join(lines: list[str]) -> str:
    """Tidied lines of one paragraph as running text. Only its end bears on how the next line is joined."""
    done: list[str] = []
    text = ""
    for line in lines:
        text = _join_two(text, line)
        done.append(text[:-_END])
        text = text[-_END:]
    return "".join(done) + text


def _join_two(text: str, line: str) -> str:
    if not text or not line:
        return text + line
    if _WORD_END.search(text) and line[0].islower() and line[0].isascii():
        return text[:-1] + line  # a hyphen at a line's end, before small letters, parts one word
    latin = text[-1].isascii() and line[0].isascii()
    if not latin:
        return text + line
    if text[-1].isdigit() and line[0].isdigit():
        return text + " " + line if han_share(text + line[:_END]) < 0.2 else text + line
    chinese = han_share(text + line[:_END]) >= 0.2
    if chinese and not (text[-1].isalpha() and line[0].isalpha()):
        return text + line
    return text + " " + line
