"""Which writing puts spaces between its words, told by the characters themselves and never by a language option.

Chinese, Japanese, Thai, Lao, Burmese, Khmer and Tibetan do not; all others do. Some marks are used by both, such as
curly quotes and the long dash: what stands around them decides.
"""

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE_MARK = "\u3001-\u3004\u3008-\u301f\u30fb\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
SHARED_MARK = "\u2014\u2018-\u201d\u2026·"
_UNSPACED = re.compile(f"[{HAN}{WIDE_MARK}\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
_HAN = re.compile(f"[{HAN}]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_LETTERS = re.compile(r"[^\W\d_]")
_CHINESE = 0.2  # of the letters, from which on a text is Chinese (or Japanese)


def han_share(text: str) -> float:
    """How much of the text's letters is Chinese (or Japanese)."""
    han = len(_HAN.findall(text))
    return han / max(han, len(_LETTERS.findall(text))) if han else 0.0  # Python may not know the newest letters


def is_chinese(text: str) -> bool:
    """Whether spaces in the text part no words: it is Chinese or Japanese, if with words of other languages."""
    return han_share(text) >= _CHINESE and not _HANGUL.search(text)


def unspaced(text: str) -> bool:
    """Whether any character belongs to a writing without spaces between words."""
    return not text.isascii() and bool(_UNSPACED.search(text))


def hangul(text: str) -> bool:
    """Whether any character is Korean, which has spaces between words but may end a line inside one."""
    return not text.isascii() and bool(_HANGUL.search(text))
