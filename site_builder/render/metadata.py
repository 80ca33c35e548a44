"""What is said of an article for machines and for footnotes: JSON-LD, Open Graph, Dublin Core, the tags of Scholar and
Zotero, and the citation.

All of it says what the page itself says, in the same words: the headline and the names as shown, the lower bound of
the date as the date, and, where the day is not certain, the EDTF form as the temporal coverage. It follows from the
page's view, so it is made when the page is rendered.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from markupsafe import Markup

from site_builder.archive.addresses import href
from site_builder.pages.articles import ArticlePage
from site_builder.pages.fields import PROPERTIES
from site_builder.pages.view import Site
from site_builder.render.environment import escape
from site_builder.theme.i18n import LOCALES, Locale


def meta_tags(site: Site, locale: Locale, page: ArticlePage, address: str) -> Markup:
    """The `<meta>` elements, a line each; what is empty is left out."""
    lines = [
        f'<meta {attribute}="{name}" content="{escape(content)}">\n'
        for attribute, entries in (
            ("property", _open_graph(site, locale, page)),
            ("name", _dublin_core(site, page, address)),
            ("name", _scholar(site, page)),
        )
        for name, content in entries
        if content
    ]
    return Markup("".join(lines))  # noqa: S704 - escaped above


def json_ld(site: Site, page: ArticlePage) -> Markup:
    """A NewsArticle of schema.org, with `<` escaped so that it cannot close its script element."""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        PROPERTIES["title"]: page.headline,
        PROPERTIES["deck"]: list(page.deck),
        "datePublished": page.published,
        "dateModified": max((item.iso for item in page.corrections), default=""),
        "temporalCoverage": page.edtf if page.uncertain else "",
        PROPERTIES["byline"]: [{"@type": "Person", "name": name} for name in _people(page)],
        "publisher": {"@type": "Organization", "name": page.publication or site.title},
        "isPartOf": {"@type": "Collection", "name": site.title},
        PROPERTIES["section"]: page.section.text if page.section else "",
        "pagination": page.page,
        PROPERTIES["tags"]: [tag.text for tag in page.tags],
        PROPERTIES["mentions"]: [{"@type": "Person", "name": person.text} for person in page.mentions],
        "inLanguage": page.language,
        PROPERTIES["summary"]: page.summary,
        PROPERTIES["dateline"]: page.dateline,
        "url": page.permalink,
        "mainEntityOfPage": page.permalink,
        PROPERTIES["corrections"]: [{"@type": "CorrectionComment", "text": item.text} for item in page.corrections],
        **{PROPERTIES[name]: getattr(page, name) for name in _AS_SHOWN},
    }
    text = _JSON.encode({key: item for key, item in value.items() if item}).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


_JSON = msgspec.json.Encoder()
# Fields of which the view holds what their property says; the others are worked out in `json_ld`.
_WORKED_OUT = {"title", "deck", "byline", "section", "tags", "mentions", "summary", "dateline", "corrections"}
_AS_SHOWN = sorted(PROPERTIES.keys() - _WORKED_OUT)


def citation(site: Site, locale: Locale, page: ArticlePage, address: str) -> str:
    """How to cite it: people, headline, paper, date, source lines, archive, address."""
    people = locale.gettext(", ").join(_people(page))
    paper = locale.clauses(page.publication, page.date, *_place(locale, page))
    parts = [people, page.headline, paper, site.title, page.permalink or href(address)]
    return locale.gettext(". ").join(part for part in parts if part)


def _place(locale: Locale, page: ArticlePage) -> Iterator[str]:
    if page.page:
        yield locale.gettext("page {page}").format(page=page.page)
    for source in page.sources:
        if source.lines:
            yield locale.gettext("{file}, lines {lines}").format(file=source.file, lines=source.lines)


def _people(page: ArticlePage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in page.people))


def _open_graph(site: Site, locale: Locale, page: ArticlePage) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", page.headline
    yield "og:description", page.description
    yield "og:url", page.permalink
    yield "og:site_name", site.title
    yield "og:locale", LOCALES[locale.catalogue]
    yield "article:published_time", page.published
    yield "article:section", page.section.text if page.section else ""
    for tag in page.tags:
        yield "article:tag", tag.text


def _dublin_core(site: Site, page: ArticlePage, address: str) -> Iterator[tuple[str, str]]:
    yield "DC.title", page.headline
    for person in _people(page):
        yield "DC.creator", person
    yield "DC.date", page.published
    yield "DC.language", page.language
    yield "DC.identifier", page.permalink or address
    yield "DC.publisher", page.publication or site.title
    yield "DC.type", "Text"
    for subject in (*page.tags, *page.mentions):
        yield "DC.subject", subject.text
    yield "DC.rights", page.rights
    for source in page.sources:
        yield "DC.source", source.file


def _scholar(site: Site, page: ArticlePage) -> Iterator[tuple[str, str]]:
    yield "citation_title", page.headline
    for person in _people(page):
        yield "citation_author", person
    yield "citation_publication_date", page.published[:10].replace("-", "/")
    yield "citation_language", page.language
    yield "citation_journal_title", page.publication or site.title
    yield "citation_firstpage", page.page
    yield "citation_issue", page.issue
