"""What the search index is told: the words of each article, field by field, as a reader may look for them."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article, BodyInfo
from site_builder.pages.fields import BODY, FACETS, FIELDS
from site_builder.pages.page import PlanContext, headline
from site_builder.render.body import load_body
from site_builder.render.spool import Place, read_words
from site_builder.search.document import NO_END, Document, DocumentRef
from site_builder.search.shards import in_order


class ArticleRef(DocumentRef, frozen=True):
    """An article. Its document has no body, which is read when its shard is indexed.

    `source_path` is where, in the folder `archive`; `words` is where its words lie if they were converted already.
    """

    archive: str
    source_path: str
    words: Place | None = None

    def load(self) -> Document:
        """The document, with the words of its body, paragraph by paragraph."""
        body = read_words(self.words) if self.words else None
        if body is None:
            body = load_body(Path(self.archive), self.source_path).texts
        fields = self.document.fields
        first = sum(name in _BEFORE_BODY for name, _ in fields)
        whole = (*fields[:first], *(((BODY, body),) if body else ()), *fields[first:])
        return msgspec.structs.replace(self.document, fields=whole)


def documents(
    context: PlanContext, bodies: Mapping[str, BodyInfo], *, words: Mapping[str, Place],
    lookups: Callable[[str], object],
) -> Iterator[ArticleRef]:  # fmt: skip
    """The articles that are not withdrawn, in the order in which the index asks for them.

    Of a page, by its address, `words` is where those of its body lie, if it was rendered now, and `lookups` gives what
    its links found in the archive: it may show in the text. `bodies` are by the path of the file in the archive.
    """
    archive = context.archive
    root = str(archive.root)
    for article in in_order(archive.articles, date=lambda article: article.date.lower, href=_href):
        address, source_path = _address(article), f"articles/{article.name}"
        document, body = _without_body(context, article), bodies[source_path]
        digest = blake2b(_ENCODER.encode((document, body.digest, lookups(address))))
        characters = document.characters + body.length
        yield ArticleRef(document, characters, digest.digest()[:16], root, source_path, words.get(address))


def _without_body(context: PlanContext, article: Article) -> Document:
    archive = context.archive
    return Document(
        href=_href(article),
        language=article.front.language or archive.config.language,
        date=article.date.lower,
        date_end=article.date.upper or NO_END,
        date_words=context.locale.date(article.date),
        title=headline(article),
        fields=tuple((field.name, texts) for field in FIELDS if (texts := field.texts(archive, article))),
        filters=tuple((facet.name, values) for facet in FACETS if (values := facet.values(archive, article))),
        reference=(article.front.issue, *context.teaser(article).cite.split("\n")),
    )


def _address(article: Article) -> str:
    return article.url_path + ".html"


def _href(article: Article) -> str:
    return href(_address(article))


_ENCODER = msgspec.msgpack.Encoder()

_NAMES = [field.name for field in FIELDS]
_BEFORE_BODY = frozenset(_NAMES[: _NAMES.index(BODY)])
