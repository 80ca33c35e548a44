"""The order of names in an index: Chinese by syllable and then by character, so that all of 李 stand together, with the
rest by letter; numbers by their value.

How a name is read is known from its address, which was made from the reading once (西宁: `xi-ning`). To ask the
dictionary for tens of thousands of names again would take seconds.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

import msgspec

from site_builder.archive.addresses import slug
from site_builder.archive.printed_page import printed_page
from site_builder.archive.terms import Term

OTHER = "#"  # the letter of what begins with none
_DIGITS = 12
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKENS = re.compile(rf"[{_HAN}]|\d+|[^\W\d_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_SAME_READING = re.compile(r"-\d+$")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"}
)
_WITH_UMLAUT = re.compile("^([ln])v")  # as it is typed
_SHOWN = 4  # syllables of a reading: more make no difference to the order
_CUT = 59  # letters of an address from which it may have been cut off

Key = tuple[tuple[str, str], ...]


class OrderedName(msgspec.Struct, frozen=True, dict=True):
    """A name and its place: pairs of a syllable, word or number, and the characters that are read so."""

    term: Term
    key: Key

    @cached_property
    def letter(self) -> str:
        """The letter under which it stands."""
        first = (self.key[0][0] or self.key[0][1])[:1].upper()
        if "가" <= first <= "힣":
            first = unicodedata.normalize("NFD", first)[0]  # the consonant of a Korean syllable
        return first if first.isalpha() else OTHER

    @property
    def reading(self) -> str:
        """How a Chinese name is read; "" for others."""
        if not _IS_HAN.search(self.term.name):
            return ""
        shown = [_WITH_UMLAUT.sub(r"\1ü", read) for read in self._plain if read]
        return " ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")

    @cached_property
    def letters(self) -> str:
        """The reading in one word, as it may be typed."""
        return "".join(plain or text for plain, (_, text) in zip(self._plain, self.key, strict=True))

    @cached_property
    def _plain(self) -> list[str]:
        return [read.lstrip("0") if read.isdigit() else read for read, _ in self.key]

    @property
    def place(self) -> tuple[int, Key, str]:
        """By what names are sorted: what begins with no letter, with a Latin one, with another."""
        return 0 if self.letter == OTHER else 1 if self.letter.isascii() else 2, self.key, self.term.name


def in_order(terms: Iterable[Term], reading_of: dict[str, str]) -> list[OrderedName]:
    """Names in order; `reading_of` are readings that the authority file gives."""
    found = [OrderedName(term, _key(term, reading_of.get(term.name, ""))) for term in terms]
    return sorted(found, key=lambda name: name.place)


def _key(term: Term, given: str) -> Key:
    name = term.name
    if term.kind == "sections" and name.startswith("第") and (page := printed_page(name).name).isdecimal():
        return (("di", "第"), (page.zfill(_DIGITS), name))
    if given:
        return _by_reading(name, slug("", given))
    if not _TOKENS.search(name):
        return (("", name),)
    address = term.address.rpartition("/")[2]
    return _aligned(name, address) or _aligned(name, _SAME_READING.sub("", address)) or _by_reading(name, address)


def _aligned(name: str, address: str) -> Key:
    """Each character or word with its part of the address; nothing where they do not fit together."""
    found: list[tuple[str, str]] = []
    rest = address
    for token in _TOKENS.findall(unicodedata.normalize("NFKC", name).lower()):
        if _IS_HAN.match(token):
            read, _, rest = rest.partition("-")
            fits = bool(read)
            found.append((read, token))
        else:
            plain = unicodedata.normalize("NFKD", token).encode("ascii", "ignore").decode()
            fits, rest = rest.startswith(plain), rest[len(plain) :].removeprefix("-")
            found.append((_sorted_as(token), token))
        if not fits and len(address) < _CUT:
            return ()
    is_spelled = any(read for read, _ in found)
    return () if rest and is_spelled else tuple(found)


def _sorted_as(token: str) -> str:
    """A word or number without accents; "" in another script."""
    plain = unicodedata.normalize("NFKD", token.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return plain.zfill(_DIGITS) if plain.isdigit() else plain


def _by_reading(name: str, address: str) -> Key:
    """Where only the first character is told apart: of somebody's name, the surname."""
    first, *others = address.split("-")
    return ((first, name[:1]), ("".join(others), name[1:]))
