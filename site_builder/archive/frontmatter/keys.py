"""Which key is meant: how other generators spell ours, and which unknown key is almost one that is known.

An unknown key that is almost one of ours is a slip. Where ours decides whether anything is shown, it is an error: the
article is not read until it is mended.
"""

import difflib
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from site_builder.archive.frontmatter.model import PARTS, FrontMatter
from site_builder.common.problems import Level

KNOWN = frozenset(FrontMatter.__struct_fields__)
# their spelling → ours, in small letters and without - and _
ALIASES = {
    "author": "byline", "authors": "byline", "category": "section", "categories": "section", "sections": "section",
    "keywords": "tags", "tag": "tags", "description": "summary", "excerpt": "summary", "lang": "language",
    "subtitle": "deck", "redirectfrom": "aliases", "slugaliases": "aliases", "license": "rights",
    "publishdate": "publish_date", "pubdate": "publish_date", "publishedat": "publish_date",
    "publishat": "publish_date", "publishon": "publish_date", "embargo": "publish_date", "embargountil": "publish_date",
    "embargoeduntil": "publish_date", "scheduled": "publish_date",
    "expirydate": "expiry_date", "expires": "expiry_date", "expiry": "expiry_date", "expire": "expiry_date",
    "expiresat": "expiry_date", "expirationdate": "expiry_date", "unpublishdate": "expiry_date",
    "expiration": "expiry_date", "expiredat": "expiry_date", "alias": "aliases",
    "unpublishat": "expiry_date", "people": "mentions", "persons": "mentions", "mentioned": "mentions",
} | {name.replace("_", ""): name for name in KNOWN}  # fmt: skip
# What keeps an article back, by the value that does.
HOLDS = {
    "published": False, "publish": False, "public": False, "visible": False, "listed": False, "permalink": False,
    "hidden": True, "hide": True, "expired": True, "unlisted": True, "unpublished": True, "headless": True,
    "eleventyexcludefromcollections": True,
}  # fmt: skip
# Days of publication in many a theme, where they are days.
LOOSE = frozenset({"publicationdate", "datepublished", "publisheddate", "publishtime", "releasedate", "releasedon"})
# A slip in one of these may show what must not be shown.
_GUARDS = frozenset({"withdrawn", "redactions", "draft", "private", "publish_date", "expiry_date", "status"})
_CLOSE, _SURE = 0.8, 0.9  # how alike two words are, from 0 to 1


class KeyProblem(msgspec.Struct, frozen=True):
    """What is wrong with a key, as the file spells it."""

    key: str
    message: str
    hint: str
    level: Level = Level.ERROR


def squash(key: str) -> str:
    """A key in small letters, without hyphens and underscores."""
    return key.lower().replace("_", "").replace("-", "")


def is_key(key: str, name: str, *, almost: bool = False) -> bool:
    """Whether a key is a spelling of one of ours; or `almost`: a longer one that begins so, or a slip."""
    squashed = squash(key)
    return squashed == name or (almost and (squashed.startswith(name) or nearest(key) == name))


def slips(key: str) -> Iterator[KeyProblem]:
    """The problem of an unknown key that is almost one that we know: an error where it may show too much."""
    near = nearest(key)
    if not near:
        return
    message = f"unknown key “{key}”: is it meant to be “{near}”?"
    guards = ALIASES.get(squash(near), "status" if squash(near) in HOLDS else "") in _GUARDS
    if guards:
        hint = f"write “{near}”, or another name: the article is left out until then, since it may have to be"
        yield KeyProblem(key, message, hint)
    else:
        yield KeyProblem(key, message, f"write “{near}”, or another name", Level.WARNING)


def slips_within(key: str, name: str, unknown: Iterable[str]) -> Iterator[KeyProblem]:
    """The problems of unknown keys within the value of `name`, which the file spells `key`."""
    for one in sorted(unknown):
        near = difflib.get_close_matches(one.lower(), PARTS[name], 1, _CLOSE)
        if near:
            message = f"unknown key “{one}” in “{name}”: is it meant to be “{near[0]}”?"
            yield KeyProblem(key, message, f"write “{near[0]}”", Level.WARNING)


@lru_cache(1024)
def nearest(key: str) -> str:
    """The known key that a word is almost, or ""."""
    squashed = squash(key)
    if len(squashed) < 4 or squashed in _OTHERS:
        return ""
    found = difflib.get_close_matches(squashed, _TARGETS, 3, _CLOSE)
    found = found or [near for near in _TARGETS if sorted(near) == sorted(squashed)]
    # “title_en” is no slip, but “expirydat” is one, although it begins with “expiry”.
    sure = bool(difflib.get_close_matches(squashed, found[:1], 1, _SURE))
    if any(_extends(squashed, near) for near in (found[:1] if sure else found)):
        return ""
    return ALIASES.get(found[0], found[0]) if found else ""


def _extends(key: str, known: str) -> bool:
    return len(key) > len(known) + 1 and (key.startswith(known) or key.endswith(known))


# Keys of others that are like ours and mean something else.
_OTHERS = frozenset(
    {
        "publisher",
        "titles",
        "pages",
        "issues",
        "issued",
        "stats",
        "state",
        "updated",
        "listing",
        "redirectto",
        "resources",
        "states",
    }
)
_TARGETS = (*ALIASES, *HOLDS)
