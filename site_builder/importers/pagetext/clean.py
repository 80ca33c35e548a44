"""Layout out of the words: invisible characters, justification, line ends. No word or punctuation is rewritten.

A justified line spreads its characters, so most neighbours of it are apart; a space that somebody typed, as between
two halves of a slogan, stands alone in its line. That difference, and no dictionary, decides which spaces go.
"""

import re

from site_builder.common.scripts import HAN, SHARED_MARK, WIDE_MARK, is_chinese
from site_builder.markdown.convert import INVISIBLE

_MARK = SHARED_MARK + WIDE_MARK
_PAIR = re.compile(rf"(?<=[{HAN}]) ?(?=[{HAN}])")
_LATIN = re.compile(rf"(?<=[{HAN}{_MARK}]) +(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%‰℃°]) +(?=[{HAN}{_MARK}])")
_AROUND_MARK = re.compile(rf"(?<=[{_MARK}]) +(?=\S)|(?<=\S) +(?=[{_MARK}])")
_IN_NUMBER = re.compile(r"(?<=\d) *([.·/,:]) *(?=\d)|(?<=\d) +(?=[%‰℃°])")
_BLANKS = re.compile(r"[^\S\n]+")
_APART = re.compile(rf"(?<=[^\W\d_{HAN}][^\W\d_{HAN}]) (?=[^\W\d_{HAN}][^\W\d_{HAN}])|  +")
_SOFT_HYPHEN = re.compile("(?<=[^\\W\\d_])\u00ad\\s*$")

_KEPT = "\x00"  # stands for a space that stays; visible text has none


def visible(text: str) -> str:
    """The line without characters that print nothing, and with plain spaces; a soft hyphen at its end parts a word."""
    shown = _BLANKS.sub(lambda blank: " " * len(blank[0]), INVISIBLE.sub("", text))
    return shown.rstrip() + "\u00ad" if _SOFT_HYPHEN.search(text) else shown


def tidy(line: str) -> str:
    """A line without the spaces of its layout; `line` is visible text."""
    text = line.strip()
    if not _BLANKS.search(text) or not is_chinese(text):
        return _BLANKS.sub(" ", text)
    text = unjustified(text)
    text = _AROUND_MARK.sub("", text)
    return _IN_NUMBER.sub(r"\1", _LATIN.sub("", text))


def unjustified(text: str) -> str:
    """Single spaces go where most pairs of Chinese characters are apart; wider ones were typed, or part Latin words."""
    pairs = _PAIR.findall(text)
    spread = sum(1 for pair in pairs if pair) * 2 >= max(len(pairs), 1) and len(pairs) >= 4
    if not spread:
        return _BLANKS.sub(" ", text)
    return _BLANKS.sub("", _APART.sub(_KEPT, text)).replace(_KEPT, " ")
