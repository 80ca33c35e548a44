"""Names that articles are listed under: tags, authors, people in the text, sections.

Two kinds hold people. `people` are those of the bylines: so they have been registered since there are addresses, and
readers know them as authors. `persons` are those in the text: an article's `mentions`, and its tags of which
`authorities.yaml` says that they are of `kind: person`. Nobody knows whether an author and a person of one name are the
same, so each has a page, and these lead to each other.
"""

from collections.abc import Iterable, Mapping

import msgspec

from site_builder.archive.addresses import KINDS, Register
from site_builder.archive.article import Article
from site_builder.archive.authorities import NameIndex, Variant

Authorities = Mapping[str, NameIndex]


class Term(msgspec.Struct, frozen=True):
    """A tag, author, person or section and its articles, newest first. `address` lacks the ending."""

    kind: str
    name: str
    address: str
    articles: tuple[Article, ...]
    variants: tuple[Variant, ...] = ()
    note: str = ""
    see_also: tuple[str, ...] = ()


def spelled_names(kind: str, article: Article, authorities: Authorities) -> Iterable[str]:
    """The names of a kind that an article carries, as it spells them."""
    front = article.front
    if kind == "people":
        return [contributor.name for contributor in front.byline]
    if kind == "sections":
        return [front.section] if front.section else []
    is_person = authorities["tags"].is_person
    if kind == "persons":
        return (*front.mentions, *filter(is_person, front.tags))
    return [tag for tag in front.tags if not is_person(tag)] if authorities["tags"].has_persons else front.tags


def names_of(kind: str, article: Article, authorities: Authorities) -> Iterable[str]:
    """The names of a kind under which an article is listed, each once."""
    return authorities[kind].canonical_names(spelled_names(kind, article, authorities))


def all_terms(articles: Iterable[Article], authorities: Authorities, register: Register) -> dict[str, tuple[Term, ...]]:
    """The terms of each kind by name. New names get their addresses in the order of their names, so that it does not
    depend on dates."""
    return {kind: _terms(kind, articles, authorities, register) for kind in KINDS}


def _terms(kind: str, articles: Iterable[Article], authorities: Authorities, register: Register) -> tuple[Term, ...]:
    holders: dict[str, list[Article]] = {}
    for article in articles:
        for name in names_of(kind, article, authorities):
            holders.setdefault(name, []).append(article)
    return tuple(_term(kind, name, holders[name], authorities, register=register) for name in sorted(holders))


def _term(kind: str, name: str, articles: list[Article], authorities: Authorities, *, register: Register) -> Term:
    names = authorities[kind]
    entry = names.by_name.get(name)
    variants = entry.variants if entry else ()
    address = register.address(
        _registered_as(kind, name, authorities, register), name, reading=names.reading(name),
        variants=(variant.name for variant in variants),
    )  # fmt: skip
    note, see_also = (entry.note, entry.see_also) if entry else ("", ())
    return Term(kind, name, address, tuple(articles), variants, note, see_also)


def _registered_as(kind: str, name: str, authorities: Authorities, register: Register) -> str:
    """The kind by which a name has its address. That of a tag is a tag's, be it a person or not: so it stays where it
    is, whatever the authority file says of it."""
    is_tag = kind == "persons" and authorities["tags"].is_person(name)
    return "tags" if is_tag and not register.known("persons", name) else kind
