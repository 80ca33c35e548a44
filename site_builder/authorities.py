"""`authorities.yaml`: one name for each person, tag and section, whatever the paper printed.

An authority joins variants (misprints, pen names, abbreviations) under one canonical name, as library catalogues do.
A variant marked `presumed` is a conclusion of the cataloguer and is shown as one.
"""

from pathlib import Path
from typing import Any

import msgspec

from site_builder.problems import Problem
from site_builder.yamlfile import YamlFault, convert, load

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
        self._canonical = {variant.name: (entry.name, variant) for entry in entries for variant in entry.variants}

    def canonical(self, name: str) -> str:
        """The name under which `name` is listed."""
        if name in self.by_name:
            return name
        found = self._canonical.get(name)
        return found[0] if found else name

    def variant(self, name: str) -> Variant | None:
        """The variant that `name` is, if it is not canonical itself."""
        found = None if name in self.by_name else self._canonical.get(name)
        return found[1] if found else None

    def reading(self, name: str) -> str:
        """The reading given for a canonical name, or ""."""
        entry = self.by_name.get(name)
        return entry.reading if entry else ""


def read_authorities(archive: Path) -> tuple[dict[str, NameIndex], list[Problem]]:
    """Name indexes by kind; none where the file is missing or wrong (with the problem)."""
    file = archive / FILE
    empty = {kind: NameIndex() for kind in Authorities.__struct_fields__}
    if not file.exists():
        return empty, []
    path = str(file)
    try:
        text = file.read_text(encoding="utf-8-sig")
        found = convert(_normalise(load(text, path=path)), Authorities, text=text, path=path)
    except YamlFault as fault:
        return empty, [fault.problem]
    except (OSError, UnicodeDecodeError) as fault:
        return empty, [Problem(path, 0, f"cannot be read: {fault}")]
    return {kind: NameIndex(getattr(found, kind)) for kind in Authorities.__struct_fields__}, []


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
