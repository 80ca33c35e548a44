"""The forms that one name has: 西宁, 析宁. Who searches for one is offered the others.

They come from the authorities, of names only that stand on a page of the site.
"""

from collections.abc import Iterable, Mapping

from site_builder.archive.authorities import Variant
from site_builder.archive.read import Archive
from site_builder.search.tokens import keys

# By the keys of a form the other forms, each with 1 if it is a presumed one.
NameForms = Mapping[str, tuple[tuple[str, int], ...]]


def name_forms(archive: Archive) -> NameForms:
    """The other forms of each form of a name; a form of two names has those of both."""
    found: dict[str, dict[str, int]] = {}
    for terms in archive.terms.values():
        for term in terms:
            if term.variants:
                _add(found, [Variant(term.name), *term.variants])
    return {asked: tuple(others.items()) for asked, others in sorted(found.items())}


def _add(found: dict[str, dict[str, int]], forms: Iterable[Variant]) -> None:
    known = {" ".join(keys(form.name)): form for form in forms}
    known.pop("", None)
    for asked, form in known.items():
        for other_keys, other in known.items():
            if other_keys != asked:
                found.setdefault(asked, {})[other.name] = int(form.presumed or other.presumed)
