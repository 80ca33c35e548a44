"""What is said of an article for machines: JSON-LD, Open Graph, Dublin Core, and the tags of Scholar and Zotero.

All of it says what the page itself says, in the same words: the headline and the names as shown, the lower bound of
the date as the date, and, where the day is not certain, the EDTF form as the temporal coverage. It follows from the
page's view, so it is made when the page is rendered.

The scripts that make RIS, BibTeX and CSL-JSON read the JSON-LD (static/cite/items.js). Zotero reads the others: its
translator "Embedded Metadata" takes the type from `z:itemType`, unless there is a `citation_journal_title`, which makes
a journal's article of anything; the paper from `prism.publicationName`, where it would else take `DC.source`; the place
from `eprints.place_of_pub`; the section from `article:section`. It has no field for the number of an issue.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec
from markupsafe import Markup

from site_builder.pages.articles import ArticlePage
from site_builder.pages.credits import Credits
from site_builder.pages.fields import PROPERTIES
from site_builder.pages.view import Site
from site_builder.render.environment import escape
from site_builder.theme.i18n import LOCALES, Locale


def meta_tags(site: Site, locale: Locale, page: ArticlePage, address: str, *, by: Credits, picture: str = "") -> Markup:
    """The `<meta>` elements, a line each; what is empty is left out. `picture` is the URL of the article's first."""
    lines = [
        _meta(attribute, name, content)
        for attribute, entries in (
            ("property", _open_graph(site, locale, page, picture)),
            ("name", _dublin_core(site, page, address, by)),
            ("name", _scholar(site, page, by)),
            ("name", _zotero(site, page)),
        )
        for name, content in entries
        if content
    ]
    return Markup("".join(lines))  # noqa: S704 - escaped above


@lru_cache(1 << 12)  # most are those of other articles, too
def _meta(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}">\n'


def json_ld(site: Site, page: ArticlePage, *, by: Credits, picture: str = "") -> Markup:
    """A NewsArticle of schema.org, with `<` escaped so that it cannot close its script element."""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        PROPERTIES["title"]: page.headline,
        PROPERTIES["deck"]: list(page.deck),
        "datePublished": page.published,
        "dateModified": _modified(page),
        "temporalCoverage": page.edtf if page.uncertain else "",
        PROPERTIES["byline"]: _persons(by.authors),
        "editor": _persons(by.editors),
        "translator": _persons(by.translators),
        "contributor": _persons(by.photographers),
        "publisher": _filled({"@type": "Organization", "name": page.publication or site.title, "location": page.place}),
        "isPartOf": [*_issue(page), {"@type": "Collection", "name": site.title}],
        PROPERTIES["section"]: page.section.text if page.section else "",
        "pagination": page.page,
        PROPERTIES["tags"]: [tag.text for tag in page.tags],
        PROPERTIES["mentions"]: [{"@type": "Person", "name": person.text} for person in page.mentions],
        "inLanguage": page.language,
        PROPERTIES["summary"]: page.description,
        PROPERTIES["dateline"]: page.dateline,
        "copyrightNotice": page.rights,
        "image": picture,
        "url": page.permalink,
        "mainEntityOfPage": page.permalink,
        PROPERTIES["corrections"]: [{"@type": "CorrectionComment", "text": item.text} for item in page.corrections],
        **{PROPERTIES[name]: getattr(page, name) for name in _AS_SHOWN},
    }
    text = _JSON.encode(_filled(value)).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


_JSON = msgspec.json.Encoder()
# Fields of which the view holds what their property says; the others are worked out in `json_ld`.
_WORKED_OUT = {"title", "deck", "byline", "section", "tags", "mentions", "summary", "dateline", "corrections"}
_AS_SHOWN = sorted(PROPERTIES.keys() - _WORKED_OUT)


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item}


def _persons(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in names]


def _issue(page: ArticlePage) -> Iterator[dict[str, Any]]:
    """The issue of a paper whose name is known."""
    if page.publication:
        paper = {"@type": "Newspaper", "name": page.publication}
        yield _filled({"@type": "PublicationIssue", "issueNumber": page.issue, "isPartOf": paper})


def _open_graph(site: Site, locale: Locale, page: ArticlePage, picture: str) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", page.headline
    yield "og:description", page.description
    yield "og:image", picture
    yield "og:url", page.permalink
    yield "og:site_name", site.title
    yield "og:locale", LOCALES[locale.catalogue]
    yield "article:published_time", page.published
    yield "article:modified_time", _modified(page)
    yield "article:section", page.section.text if page.section else ""
    for tag in page.tags:
        yield "article:tag", tag.text


def _modified(page: ArticlePage) -> str:
    """The day of the latest correction."""
    return max((item.iso for item in page.corrections), default="")


def _dublin_core(site: Site, page: ArticlePage, address: str, by: Credits) -> Iterator[tuple[str, str]]:
    yield "DC.title", page.headline
    for person in by.authors:
        yield "DC.creator", person
    for person in by.translators + by.editors + by.photographers:
        yield "DC.contributor", person
    yield "DC.date", page.published
    yield "DC.language", page.language
    yield "DC.identifier", page.permalink or address
    yield "DC.publisher", page.publication or site.title
    yield "DC.type", "newspaperArticle"  # Zotero reads the first
    yield "DC.type", "Text"
    for subject in (*page.tags, *page.mentions):
        yield "DC.subject", subject.text
    yield "DC.rights", page.rights
    for source in page.sources:
        yield "DC.source", source.file


def _scholar(site: Site, page: ArticlePage, by: Credits) -> Iterator[tuple[str, str]]:
    yield "citation_title", page.headline
    for person in by.authors:
        yield "citation_author", person
    yield "citation_publication_date", page.published[:10].replace("-", "/")
    yield "citation_language", page.language
    yield "citation_publisher", page.publication or site.title
    span = _PAGES.fullmatch(page.page)
    first, last = span.groups() if span else (page.page, "")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield "citation_issue", page.issue


_PAGES = re.compile(r"\s*([^\s–—-]+)\s*[–—-]\s*([^\s–—-]+)\s*")


def _zotero(site: Site, page: ArticlePage) -> Iterator[tuple[str, str]]:
    yield "z:itemType", "newspaperArticle"
    yield "prism.publicationName", page.publication or site.title
    yield "eprints.place_of_pub", page.place
