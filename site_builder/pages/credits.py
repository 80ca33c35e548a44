"""Who did what to an article: the roles of a byline, as references know them."""

from functools import lru_cache
from typing import Protocol

import msgspec


class Named(Protocol):
    """A name of a byline and its role, in the front matter or on a page."""

    @property
    def name(self) -> str:
        """As printed."""

    @property
    def role(self) -> str:
        """As printed; "" where there is none."""


class Credits(msgspec.Struct, frozen=True):
    """The names of a byline, each once, by what they did; who has no role, or another one, is an author."""

    authors: tuple[str, ...]
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()


_EDITORS = """编辑 編輯 编 責編 责编 責任編輯 责任编辑 美编 美編 版面编辑 校对 校對
editor editors sub-editor proofreader"""
_TRANSLATORS = "译 譯 译者 譯者 翻译 翻譯 translator translators translation"
_PHOTOGRAPHERS = """摄影 攝影 摄 攝 图 圖 供图 供圖 摄影记者 攝影記者
photo photos photograph photographs photographer photography"""
_KINDS = {
    role: kind
    for kind, roles in (("editors", _EDITORS), ("translators", _TRANSLATORS), ("photographers", _PHOTOGRAPHERS))
    for role in roles.split()
}


@lru_cache(1 << 10)
def credits_of(people: tuple[Named, ...]) -> Credits:
    """Who did what. Where a byline has no author, its photographers are: the article is a photograph."""
    kinds: dict[str, dict[str, None]] = {kind: {} for kind in Credits.__struct_fields__}
    for person in people:
        kinds[_KINDS.get(person.role.strip(" :：").lower(), "authors")][person.name] = None
    others = kinds.keys() - {"authors"}
    if not kinds["authors"]:
        kinds["authors"] = kinds["photographers"]
    for kind in others:
        kinds[kind] = {name: None for name in kinds[kind] if name not in kinds["authors"]}
    return Credits(**{kind: tuple(names) for kind, names in kinds.items()})
