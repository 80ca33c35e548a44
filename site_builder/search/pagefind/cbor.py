"""CBOR (RFC 8949) piece by piece: the heads of items, each made once.

An index is millions of small numbers. A library that encodes lists of them takes four times as long as joining the
pieces, most of which are the same few hundred.
"""

_COMMON = 1 << 16  # numbers below are kept; those above are the places of a text as long as a book

_UNSIGNED, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4


class _Heads(dict[int, bytes]):
    """For a number, an item of one kind that has it as its value or its length."""

    def __init__(self, kind: int) -> None:
        self._kind = kind

    def __missing__(self, number: int) -> bytes:
        made = _head(self._kind, number)
        if number < _COMMON:
            self[number] = made
        return made


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for code, width in ((24, 1), (25, 2), (26, 4)):
        if number < 1 << 8 * width:
            return bytes([kind << 5 | code]) + number.to_bytes(width, "big")
    raise OverflowError(number)


NUMBER = _Heads(_UNSIGNED)  # n
NEGATIVE = _Heads(_NEGATIVE)  # -1 - n
LIST = _Heads(_LIST)  # n items follow
_TEXTS = _Heads(_TEXT)


def text(words: str) -> bytes:
    """A text."""
    data = words.encode("utf-8")
    return _TEXTS[len(data)] + data
