"""What machines read off an article's page: JSON-LD, Open Graph, Dublin Core, the tags of Scholar and Zotero.

All of it says what the page itself says: the headline as shown, the lower bound of the date as the date, and, where
the day is not certain, the EDTF form as the temporal coverage.
"""

import json
from collections.abc import Iterator
from typing import Any

from site_builder.article import Article
from site_builder.pages.page import Context, headline


def meta_tags(context: Context, article: Article, permalink: str) -> tuple[tuple[str, str, str], ...]:
    """(attribute, name, content) for each `<meta>`."""
    found = (
        *_open_graph(context, article, permalink),
        *_dublin_core(context, article, permalink),
        *_citation(context, article),
    )
    return tuple((attribute, name, content) for attribute, name, content in found if content)


def json_ld(context: Context, article: Article, permalink: str) -> str:
    """A NewsArticle of schema.org, with `<` escaped so that it cannot close its script element."""
    front, config = article.front, context.archive.config
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline(article),
        "alternativeHeadline": list(front.deck),
        "datePublished": _iso(article),
        "dateModified": front.corrections[-1].date if front.corrections else "",
        "temporalCoverage": article.date.edtf if article.date.uncertain else "",
        "author": [{"@type": "Person", "name": name} for name in _people(article)],
        "publisher": {"@type": "Organization", "name": config.publication.name or config.title},
        "isPartOf": {"@type": "Collection", "name": config.title},
        "articleSection": front.section,
        "pagination": front.page,
        "keywords": list(front.tags),
        "inLanguage": front.language or config.language,
        "description": front.summary,
        "dateline": front.dateline,
        "url": permalink,
        "mainEntityOfPage": permalink,
        "correction": [{"@type": "CorrectionComment", "text": item.text} for item in front.corrections],
    }
    text = json.dumps({key: item for key, item in value.items() if item}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _iso(article: Article) -> str:
    """The earliest day; a date given to the month or year is not made a day."""
    part = article.date.parts[0]
    if part is None or "X" in part.year:
        return article.date.lower[:4]
    return article.date.lower[: 10 if part.day else 7 if part.month and part.month <= 12 else 4]


def _people(article: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in article.front.byline))


def _open_graph(context: Context, article: Article, permalink: str) -> Iterator[tuple[str, str, str]]:
    locale = {"en": "en_GB", "zh_Hans": "zh_CN", "zh_Hant": "zh_TW"}[context.words.catalogue]
    yield "property", "og:type", "article"
    yield "property", "og:title", headline(article)
    yield "property", "og:description", article.front.summary
    yield "property", "og:url", permalink
    yield "property", "og:site_name", context.archive.config.title
    yield "property", "og:locale", locale
    yield "property", "article:published_time", _iso(article)
    yield "property", "article:section", article.front.section
    for tag in article.front.tags:
        yield "property", "article:tag", tag


def _dublin_core(context: Context, article: Article, permalink: str) -> Iterator[tuple[str, str, str]]:
    front, config = article.front, context.archive.config
    yield "name", "DC.title", headline(article)
    for person in _people(article):
        yield "name", "DC.creator", person
    yield "name", "DC.date", _iso(article)
    yield "name", "DC.language", front.language or config.language
    yield "name", "DC.identifier", permalink or article.stem + ".html"
    yield "name", "DC.publisher", config.publication.name or config.title
    yield "name", "DC.type", "Text"
    for tag in front.tags:
        yield "name", "DC.subject", tag
    yield "name", "DC.rights", front.rights or config.rights
    for source in front.source:
        yield "name", "DC.source", source.file


def _citation(context: Context, article: Article) -> Iterator[tuple[str, str, str]]:
    config = context.archive.config
    yield "name", "citation_title", headline(article)
    for person in _people(article):
        yield "name", "citation_author", person
    yield "name", "citation_publication_date", _iso(article).replace("-", "/")
    yield "name", "citation_language", article.front.language or config.language
    yield "name", "citation_journal_title", config.publication.name or config.title
    yield "name", "citation_firstpage", article.front.page
    yield "name", "citation_issue", article.front.issue
