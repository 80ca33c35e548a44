"""The values of front matter in the form that our types have: lists where one stands, names where a text lists them.

What may be one or several is taken for one, unless its form says otherwise: “Ann Lee, Bob Roe” are two people, “Lee,
Ann” and “Martin King, Jr.” are one.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from site_builder.archive.frontmatter.model import LISTS
from site_builder.common.languages import language_tag

TRUTH = {"true": True, "yes": True, "on": True, "y": True, "1": True} | {
    "false": False, "no": False, "off": False, "n": False, "0": False,
}  # fmt: skip
TAG_SIGNS, _NAME_SIGNS = re.compile("[,，、;；]"), re.compile("[、;；，]")
_JUNIOR = re.compile(r",\s*(?=(?:jr|sr|esq|m\.?d|ph\.?\s?d|ii|iii|iv)\b\.?)", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|&)\s+|,\s*")
_PARTICLE = re.compile(r"(?:de|del|della|der|den|van|von|la|le|di|da|dos|du|bin|al|el|y|zu)$")
_FIRM = re.compile(
    r"\b(?:sons|co|ltd|inc|company|press|news|times|staff|desk|university|institute|department|agency|associates"
    r"|editors?|team|office)\b",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,12}$")


def form(name: str, value: Any) -> Any:
    """The value of one of our keys, in its form; what has none is left for the types to refuse."""
    if name in LISTS and not isinstance(value, list):
        if isinstance(value, str):
            split = _SPLITS.get(name)
            value = [item.strip() for item in split(value)] if split else [value]
            value = [item for item in value if item]
        elif isinstance(value, dict):
            value = [value]
    make = _FORMS.get(name)
    return make(value) if make else value


def people(text: str) -> list[str]:
    """The names that another generator's `author` lists in one text; the whole, where it may be one name."""
    if _NAME_SIGNS.search(text):
        return [part.strip() for part in _NAME_SIGNS.split(text) if part.strip()]
    parts = [part.strip() for part in _AND.split(_JUNIOR.sub("\0", text))]
    names = [part.replace("\0", ", ") for part in parts]
    return names if len(names) > 1 and all(map(_is_name, names)) else [text]


def _is_name(text: str) -> bool:
    """Whether a text is a whole name: two to four words with capitals, or some Chinese characters."""
    words = text.split(",")[0].split()
    if _FIRM.search(text):
        return False
    if len(words) == 1:
        return bool(_HAN.match(text))
    return len(words) in (2, 3, 4) and all(word[:1].isupper() or _PARTICLE.match(word) for word in words)


def _truth(value: Any) -> Any:
    return TRUTH.get(value.strip().lower(), value) if isinstance(value, str) else value


def plain(value: Any) -> Any:
    """Texts with their HTML entities as characters: they are shown as text, whatever they are."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return unescape(value) if isinstance(value, str) and "&" in value else value


def _each(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: [make(item) for item in value if not _blank(item)] if isinstance(value, list) else value


def _blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _stripped(item: Any) -> Any:
    return item.strip() if isinstance(item, str) else item


def _byline(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    found = [{"name": item} if isinstance(item, str) else item for item in value]
    return [item for item in found if not (isinstance(item, dict) and _blank(item.get("name", "?")))]


def _note(item: Any) -> Any:
    return {"text": item} if isinstance(item, str) else item


def _source(item: Any) -> Any:
    if isinstance(item, str):
        return {"file": item}
    if isinstance(item, dict) and isinstance(item.get("lines"), str):
        return {**item, "lines": [part.strip() for part in item["lines"].split(",") if part.strip()]}
    return item


def _language(value: Any) -> Any:
    return (language_tag(value) or value) if isinstance(value, str) else value


# How a text is taken apart that lists several values.
_SPLITS: dict[str, Callable[[str], list[str]]] = {"tags": TAG_SIGNS.split, "mentions": people}
_FORMS: dict[str, Callable[[Any], Any]] = {
    "draft": _truth, "private": _truth, "tags": _each(_stripped), "mentions": _each(_stripped), "byline": _byline,
    "notes": _each(_note),
    "doubts": _each(_note), "source": _each(_source), "language": _language,
}  # fmt: skip
