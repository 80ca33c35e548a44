"""What the search index is told: the words of each article, field by field, as a reader may look for them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article, BodyInfo
from site_builder.archive.read import names_of
from site_builder.pages.page import PlanContext, headline
from site_builder.render.body import load_body
from site_builder.render.spool import Place, read_words
from site_builder.search.document import NO_END, Document
from site_builder.search.index import Entry


class DocumentRef(msgspec.Struct, frozen=True):
    """A document without its body, and where that is to be read; `words` is where it lies converted already."""

    document: Document
    archive: str
    source_path: str
    words: Place | None = None


class Documents:
    """The articles that are not withdrawn, newest first, as the search index asks for them."""

    def __init__(
        self, context: PlanContext, bodies: Mapping[str, BodyInfo], words: Mapping[str, Place],
        *, lookups: Callable[[str], object] = lambda _: (),
    ) -> None:  # fmt: skip
        """`words` says, by the address of a page, where those of its body lie, if it was rendered now.

        `lookups` gives, for that address, what its links found in the archive: it may show in the text.
        """
        self._context, self._bodies, self._words, self._lookups = context, bodies, words, lookups

    def entries(self) -> Iterator[Entry]:
        """What the index keeps of each article."""
        for article in self._context.archive.articles:
            document = self._document(article)
            body = self._bodies[_source_path(article)]
            digest = blake2b(_ENCODER.encode((document, body.digest, self._lookups(_address(article)))))
            length = document.characters + body.length
            yield Entry(document.date, document.href, length, digest.digest()[:16], document.date_end)

    def reference(self, address: str) -> DocumentRef:
        """The article of an entry's `href`."""
        article = self._by_href[address]
        root, words = str(self._context.archive.root), self._words.get(_address(article))
        return DocumentRef(self._document(article), root, _source_path(article), words)

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


def read_document(ref: DocumentRef) -> Document:
    """The document, with the words of its body, paragraph by paragraph, after those of its headings."""
    body = read_words(ref.words) if ref.words else None
    if body is None:
        body = load_body(Path(ref.archive), ref.source_path).texts
    fields = ref.document.fields
    first = sum(name in ("title", "kicker", "deck") for name, _ in fields)
    whole = (*fields[:first], *((("body", body),) if body else ()), *fields[first:])
    return msgspec.structs.replace(ref.document, fields=whole)


def _address(article: Article) -> str:
    return article.url_path + ".html"


def _source_path(article: Article) -> str:
    return f"articles/{article.name}"


_ENCODER = msgspec.msgpack.Encoder()


def _fields(context: PlanContext, article: Article) -> Iterator[tuple[str, tuple[str, ...]]]:
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


def _canonical(context: PlanContext, kind: str, article: Article) -> Iterator[str]:
    """The names under which the article is listed."""
    names = context.archive.authorities[kind]
    return (names.canonical(name) for name in names_of(kind, article))


def _filters(context: PlanContext, article: Article) -> Iterator[tuple[str, tuple[str, ...]]]:
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
