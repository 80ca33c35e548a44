"""The papers of an archive, and from which of them an article is.

Most archives are of one paper. Where there are several, `publications` in `archive.yaml` lists them, each with a short
key that articles and addresses name; an article that names none is from the first.
"""

import difflib
import re
from collections.abc import Iterable, Iterator

from site_builder.archive.coverage.model import Coverage


class Publication(Coverage, frozen=True, forbid_unknown_fields=True):
    """A paper: its name, where it appeared, the key that stands for it, and when it appeared."""

    name: str = ""
    place: str = ""
    key: str = ""


class Publications:
    """The papers that the settings name, and those that only articles name."""

    def __init__(self, listed: tuple[Publication, ...]) -> None:
        self.listed = listed or (Publication(),)
        self._known = {name: one for one in self.listed for name in (one.name, one.key) if name}

    def of(self, name: str) -> Publication:
        """The paper that an article names, by its key or its name; "" is the first."""
        return (self._known.get(name) or Publication(name=name)) if name else self.listed[0]

    def among(self, names: Iterable[str]) -> tuple[Publication, ...]:
        """Those of the settings in their order, then those that only articles name."""
        others = {one.name: one for one in map(self.of, sorted(set(names))) if one not in self.listed}
        return *self.listed, *others.values()

    @property
    def words(self) -> list[str]:
        """The names and places that the settings say."""
        return [text for one in self.listed for text in (one.name, one.place)]

    def nearest(self, name: str) -> str | None:
        """What an article may have meant by a name that is not listed; None where nothing is listed or it is."""
        if not self._known or not name or name in self._known:
            return None
        return next(iter(difflib.get_close_matches(name, self._known, 1)), "")


_HINT = "each publication has a key and a name of its own"
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def faults(listed: tuple[Publication, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What is wrong with `publications`: message, hint, and the way to the value."""
    taken: set[str] = set()
    for number, one in enumerate(listed):
        there = ("publications", str(number))
        if not _KEY.fullmatch(one.key):
            message = f"“{one.key}” is no key" if one.key else "a publication has no “key”"
            yield message, "write small letters, digits and hyphens, such as daily-news", (*there, "key")
        elif one.key in taken:
            yield f"“{one.key}” stands twice", _HINT, (*there, "key")
        if not one.name.strip():
            yield "a publication has no “name”", "write the name of the paper", (*there, "name")
        elif one.name in taken:
            yield f"“{one.name}” stands twice", _HINT, (*there, "name")
        taken |= {one.key, one.name}
