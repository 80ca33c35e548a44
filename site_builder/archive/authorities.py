"""`authorities.yaml`: one name for each person, tag and section, whatever the paper printed.

An authority joins variants (misprints, pen names, abbreviations) under one canonical name, as library catalogues do.
A variant marked `presumed` is a conclusion of the cataloguer and is shown as one.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from site_builder.common.files import REGISTER, read_text
from site_builder.common.problems import BuildError
from site_builder.common.yamlfile import convert, load, required_file

FILE = "authorities.yaml"


class Variant(msgspec.Struct, frozen=True):
    """Another form of a name."""

    name: str
    presumed: bool = False
    note: str = ""


class Authority(msgspec.Struct, frozen=True):
    """A canonical name, its reading in Latin letters, and its variants."""

    name: str
    reading: str = ""
    variants: tuple[Variant, ...] = ()
    note: str = ""


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

    def canonical(self, name: str) -> str:
        """The name under which `name` is listed."""
        return self._listed.get(name, name)

    def canonical_names(self, names: Iterable[str]) -> Iterable[str]:
        """The names under which these are listed, each once."""
        return dict.fromkeys([self._listed.get(name, name) for name in names])

    def variant(self, name: str) -> Variant | None:
        """The variant that `name` is, if it is not canonical itself."""
        return None if name in self.by_name else self._variants.get(name)

    def reading(self, name: str) -> str:
        """The reading given for a canonical name, or ""."""
        entry = self.by_name.get(name)
        return entry.reading if entry else ""


def read_authorities(archive: Path) -> dict[str, NameIndex]:
    """Name indexes by kind. Raises BuildError: with half of the names, others would get addresses for good."""
    file = archive / FILE
    if not file.exists():
        return {kind: NameIndex() for kind in Authorities.__struct_fields__}
    path = str(file)
    with required_file(path):
        text = read_text(file, REGISTER)
        found = convert(_normalise(load(text, path=path)), Authorities, text=text, path=path)
    return {kind: _index(getattr(found, kind), path, text) for kind in Authorities.__struct_fields__}


def _index(entries: tuple[Authority, ...], path: str, text: str) -> NameIndex:
    names = [name for entry in entries for name in (entry.name, *(variant.name for variant in entry.variants))]
    for name, times in Counter(names).items():
        if times > 1:
            line = next((n for n, found in enumerate(text.splitlines(), 1) if name in found), 0)
            hint = "one name belongs to one entry: tell two people apart in the articles' bylines"
            raise BuildError(f"the name “{name}” stands twice", path=path, line=line, hint=hint)
    return NameIndex(entries)


def _normalise(keys: dict[str, Any]) -> dict[str, Any]:
    """`variants: [a, b]` for `variants: [{name: a}, {name: b}]`, and a bare name for an entry."""

    def entry(item: Any) -> Any:
        if isinstance(item, str):
            return {"name": item}
        variants = item.get("variants") if isinstance(item, dict) else None
        if isinstance(variants, list):
            return {**item, "variants": [{"name": one} if isinstance(one, str) else one for one in variants]}
        return item

    return {kind: [entry(item) for item in items] if isinstance(items, list) else items for kind, items in keys.items()}
