"""What the search index is told: the words of each article, field by field, as a reader may look for them."""

from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.read import names_of
from site_builder.pages.page import Context, headline
from site_builder.render.renderer import article_body
from site_builder.search.document import NO_END, Document
from site_builder.search.index import Entry


class Outline(msgspec.Struct, frozen=True):
    """A document without its body, and where that is to be read."""

    document: Document
    archive: str
    source_path: str


class Outlines:
    """The articles that are not withdrawn, newest first, as the search index asks for them."""

    def __init__(self, context: Context, answers: Callable[[str], object] = lambda _: ()) -> None:
        """`answers` gives, for the address of a page, what its links asked of the archive: it may show in the text."""
        self._context, self._answers = context, answers

    def entries(self) -> Iterator[Entry]:
        """What the index keeps of each article."""
        for article in self._context.archive.articles:
            document = self._document(article)
            digest = blake2b(_ENCODER.encode((document, article.digest, self._answers(_address(article)))))
            length = document.characters + article.length
            yield Entry(document.date, document.href, length, digest.digest()[:16], document.date_end)

    def outline(self, address: str) -> Outline:
        """The article of an entry's `href`."""
        article = self._by_href[address]
        return Outline(self._document(article), str(self._context.archive.root), f"articles/{article.name}")

    @cached_property
    def _by_href(self) -> dict[str, Article]:
        return {href(_address(article)): article for article in self._context.archive.articles}

    def _document(self, article: Article) -> Document:
        context = self._context
        return Document(
            href=href(_address(article)),
            language=article.front.language or context.archive.config.language,
            date=article.date.lower,
            date_end=article.date.upper or NO_END,
            date_words=context.locale.date(article.date),
            title=headline(article),
            fields=tuple(_fields(context, article)),
            filters=tuple(_filters(context, article)),
        )


def read_document(outline: Outline) -> Document:
    """The document, with the words of its body, paragraph by paragraph, after those of its headings."""
    body = article_body(Path(outline.archive), outline.source_path).body.texts
    fields = outline.document.fields
    first = sum(name in ("title", "kicker", "deck") for name, _ in fields)
    whole = (*fields[:first], *((("body", body),) if body else ()), *fields[first:])
    return msgspec.structs.replace(outline.document, fields=whole)


def _address(article: Article) -> str:
    return article.stem + ".html"


_ENCODER = msgspec.msgpack.Encoder()


def _fields(context: Context, article: Article) -> Iterator[tuple[str, tuple[str, ...]]]:
    front = article.front
    people = dict.fromkeys([person.name for person in front.byline] + list(_canonical(context, "people", article)))
    tags = dict.fromkeys([*front.tags, *_canonical(context, "tags", article)])
    fields = {
        "title": (front.title,),
        "kicker": (front.kicker,),
        "deck": front.deck,
        "byline": (front.byline_printed, *people),
        "dateline": (front.dateline,),
        "section": (front.section,),
        "tags": tuple(tags),
        "summary": (front.summary,),
        "corrections": tuple(correction.text for correction in front.corrections),
    }
    for name, texts in fields.items():
        said = tuple(text for text in texts if text)
        if said:
            yield name, said


def _canonical(context: Context, kind: str, article: Article) -> Iterator[str]:
    """The names under which the article is listed."""
    names = context.archive.authorities[kind]
    return (names.canonical(name) for name in names_of(kind, article))


def _filters(context: Context, article: Article) -> Iterator[tuple[str, tuple[str, ...]]]:
    years = article.date.years
    filters = {
        "year": years,
        "month": article.date.months,
        "section": _canonical(context, "sections", article),
        "tag": _canonical(context, "tags", article),
        "person": _canonical(context, "people", article),
        "status": [article.front.status] if article.front.status else [],
    }
    for name, values in filters.items():
        found = tuple(dict.fromkeys(values))
        if found:
            yield name, found
