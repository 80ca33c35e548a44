"""The fields of an article that can be searched, and the facets by which results are narrowed.

What the search knows of a field is a line here, in the order in which the index holds them; the word for it in the
language of the archive is in the catalogues. From it are taken the texts of the index and how much they count, the
labels of the search page, the places in the page of an article where words are marked, and, in its metadata, the
property of schema.org, and what a query calls it. `tests/search/test_fields.py` finds each field in all of these.

Of the scripts, `static/search/shared/config.js` names the fields and where they stand; `make fields` brings it up to
date.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.archive.terms import names_of, spelled_names
from site_builder.theme.i18n import N_

Texts = Callable[[Archive, Article], Iterable[str]]


class Field(msgspec.Struct, frozen=True):
    """A field. `selector` says where its words stand in the page of an article, below `.sheet`."""

    name: str
    label: str  # in English
    selector: str
    read: Texts | None = None  # what it holds; None: what the front matter has under its name
    weight: float = 1.0  # how much a word of it counts in the order of results
    schema: str = ""  # the property of a NewsArticle of schema.org that says the same
    asked: tuple[str, ...] = ()  # what a query may call it beside its name, as `by:` the byline: in small letters

    def texts(self, archive: Archive, article: Article) -> tuple[str, ...]:
        """The texts that an article has in it, but for those of its body, which is not read here."""
        value = self.read(archive, article) if self.read else getattr(article.front, self.name)
        if not value:
            return ()
        return (value,) if isinstance(value, str) else tuple(filter(None, value))


class Facet(msgspec.Struct, frozen=True):
    """What results are narrowed by, and the values that an article has of it."""

    name: str
    label: str  # in English; "": it is not offered
    read: Texts
    labels: Mapping[str, str] = {}  # of values that are codes

    def values(self, archive: Archive, article: Article) -> tuple[str, ...]:
        """The values of an article, each once."""
        return tuple(dict.fromkeys(self.read(archive, article)))


def _listed(kind: str) -> Texts:
    """The names of a kind under which an article is listed."""
    return lambda archive, article: names_of(kind, article, archive.authorities)


def _all_forms(kind: str) -> Texts:
    """The names of a kind as an article spells them, then those under which it is listed."""
    listed = _listed(kind)
    return lambda archive, article: dict.fromkeys(
        (*spelled_names(kind, article, archive.authorities), *listed(archive, article))
    )


_authors = _all_forms("people")


def _byline(archive: Archive, article: Article) -> Iterable[str]:
    """As printed, then each name."""
    return [article.front.byline_printed, *_authors(archive, article)]


BODY = "body"

FIELDS = (
    Field("title", N_("Headline"), "hgroup h1", weight=5, schema="headline", asked=("headline", "标题")),
    Field("kicker", N_("Line above the headline"), "hgroup .kicker", weight=3, asked=("引题",)),
    Field(
        "deck", N_("Line below the headline"), "hgroup .deck", weight=3, schema="alternativeHeadline",
        asked=("副题",),
    ),
    Field(BODY, N_("Text"), ".body", lambda *_: (), asked=("text", "正文")),
    Field(
        "byline", N_("Byline"), ".byline > span, .body > .dateline > span", _byline, schema="author",
        asked=("by", "author", "作者"),
    ),
    Field("dateline", N_("Dateline"), ".body > .dateline", schema="dateline", asked=("电头",)),
    Field("section", N_("Section"), ".folio a", weight=2, schema="articleSection", asked=("栏目",)),
    Field(
        "tags", N_("Tags"), ".record .tags a", _all_forms("tags"), weight=2, schema="keywords",
        asked=("tag", "标签"),
    ),
    Field(
        "mentions", N_("People"), ".record .mentions a", _all_forms("persons"), weight=2, schema="mentions",
        asked=("person", "people", "人物"),
    ),
    Field("summary", N_("Summary"), ".record .summary", weight=2, schema="description", asked=("摘要",)),
    Field(
        "corrections", N_("Corrections"), "[aria-labelledby=corrections] dd",
        lambda _, article: [correction.text for correction in article.front.corrections], schema="correction",
        asked=("correction", "更正"),
    ),
)  # fmt: skip

# How much a word counts, by the name of the field it stands in.
WEIGHTS = {field.name: field.weight for field in FIELDS}

# The properties of schema.org, by the name of the field.
PROPERTIES = {field.name: field.schema for field in FIELDS if field.schema}

FACETS = (
    Facet("year", N_("Year"), lambda _, article: article.date.years),
    Facet("month", "", lambda _, article: article.date.months),
    Facet("section", N_("Section"), _listed("sections")),
    Facet("tag", N_("Tag"), _listed("tags")),
    Facet("person", N_("Person"), _listed("persons")),
    Facet("author", N_("Author"), _listed("people")),
    Facet(
        "status", N_("Status"), lambda _, article: [article.front.status] if article.front.status else [],
        labels={"checked": N_("Checked by a person"), "unchecked": N_("Not yet checked")},
    ),
)  # fmt: skip
