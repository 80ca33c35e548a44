"""`authorities.yaml`: one name for each person, tag and section, whatever the paper printed.

An authority joins variants (misprints, pen names, abbreviations) under one canonical name, as library catalogues do.
A variant marked `presumed` is a conclusion of the cataloguer and is shown as one. A tag may be of `kind: person`.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from site_builder.common.files import REGISTER, read_text
from site_builder.common.problems import BuildError
from site_builder.common.yamlfile import convert, load, required_file

FILE = "authorities.yaml"


class Kind(StrEnum):
    """What a tag is the name of, where that makes a difference."""

    PERSON = "person"


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another form of a name."""

    name: str
    presumed: bool = False
    note: str = ""


class Authority(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A canonical name, its reading in Latin letters, and its variants."""

    name: str
    reading: str = ""
    variants: tuple[Variant, ...] = ()
    note: str = ""
    kind: Kind | None = None
    see_also: tuple[str, ...] = ()  # other names of the same list


class Authorities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file, by kind."""

    people: tuple[Authority, ...] = ()
    tags: tuple[Authority, ...] = ()
    sections: tuple[Authority, ...] = ()


class NameIndex:
    """Looks up what a printed name stands for."""

    def __init__(self, entries: tuple[Authority, ...] = ()) -> None:
        self.by_name = {entry.name: entry for entry in entries}
        self._variants = {variant.name: variant for entry in entries for variant in entry.variants}
        self._listed = {variant.name: entry.name for entry in entries for variant in entry.variants}
        self._listed |= {name: name for name in self.by_name}
        self._persons = {name for name, listed in self._listed.items() if self.by_name[listed].kind is Kind.PERSON}

    @property
    def has_persons(self) -> bool:
        """Whether any name is that of a person."""
        return bool(self._persons)

    def is_person(self, name: str) -> bool:
        """Whether the authority says that this is the name of a person."""
        return name in self._persons

    def canonical(self, name: str) -> str:
        """The name under which `name` is listed."""
        return self._listed.get(name, name)

    def canonical_names(self, names: Iterable[str]) -> Iterable[str]:
        """The names under which these are listed, each once."""
        return dict.fromkeys([self._listed.get(name, name) for name in names])

    def variant(self, name: str) -> Variant | None:
        """The variant that `name` is, if it is not canonical itself."""
        return None if name in self.by_name else self._variants.get(name)

    @property
    def listed(self) -> Iterable[str]:
        """Every name that the authority has, canonical or not."""
        return self._listed

    def pointers(self) -> Iterable[tuple[str, str]]:
        """Each entry that names another under `see_also`, with that name."""
        return ((entry.name, other) for entry in self.by_name.values() for other in entry.see_also)

    def reading(self, name: str) -> str:
        """The reading given for a canonical name, or ""."""
        entry = self.by_name.get(name)
        return entry.reading if entry else ""


def read_authorities(archive: Path) -> dict[str, NameIndex]:
    """Name indexes by kind. Raises BuildError: with half of the names, others would get addresses for good."""
    file = archive / FILE
    path, text, found = str(file), "", Authorities()
    if file.exists():
        with required_file(path):
            text = read_text(file, REGISTER)
            found = convert(_normalise(load(text, path=path)), Authorities, text=text, path=path)
    for entry in (*found.people, *found.sections):
        if entry.kind:
            raise _fault(f"“{entry.name}”: only a tag has a kind", "remove the key", entry.name, path=path, text=text)
    entries = {kind: getattr(found, kind) for kind in Authorities.__struct_fields__}
    persons = _persons(found)
    return {kind: _index(entries, path, text) for kind, entries in {**entries, "persons": persons}.items()}


def _persons(found: Authorities) -> tuple[Authority, ...]:
    """The forms of the names in the text: of bylines and tags alike, those of one name joined."""
    joined = {entry.name: entry for entry in found.people}
    for tag in found.tags:
        if tag.kind is Kind.PERSON:
            other = joined.get(tag.name, tag)
            variants = {variant.name: variant for variant in (*other.variants, *tag.variants)}
            joined[tag.name] = replace(
                tag, variants=tuple(variants.values()), reading=tag.reading or other.reading,
                note=tag.note or other.note,
            )  # fmt: skip
    return tuple(joined.values())


def _index(entries: tuple[Authority, ...], path: str, text: str) -> NameIndex:
    names = [name for entry in entries for name in (entry.name, *(variant.name for variant in entry.variants))]
    for name, times in Counter(names).items():
        if times > 1:
            hint = "one name belongs to one entry: tell two people apart in the articles' bylines"
            raise _fault(f"the name “{name}” stands twice", hint, name, path=path, text=text)
    return NameIndex(entries)


def _fault(message: str, hint: str, name: str, *, path: str, text: str) -> BuildError:
    line = next((number for number, found in enumerate(text.splitlines(), 1) if name in found), 0)
    return BuildError(message, path=path, line=line, hint=hint)


def _normalise(keys: dict[str, Any]) -> dict[str, Any]:
    """`variants: [a, b]` for `variants: [{name: a}, {name: b}]`, and a bare name for an entry."""

    def entry(item: Any) -> Any:
        if isinstance(item, str):
            return {"name": item}
        if isinstance(item, dict) and isinstance(item.get("see_also"), str):
            item = {**item, "see_also": [item["see_also"]]}
        variants = item.get("variants") if isinstance(item, dict) else None
        if isinstance(variants, list):
            return {**item, "variants": [{"name": one} if isinstance(one, str) else one for one in variants]}
        return item

    return {kind: [entry(item) for item in items] if isinstance(items, list) else items for kind, items in keys.items()}
