"""What the search index is told: the words of each article, field by field, as a reader may look for them."""

from collections.abc import Iterator

from site_builder.addresses import href
from site_builder.archive import names_of
from site_builder.article import Article
from site_builder.pages.page import Context, headline
from site_builder.render import article_body
from site_builder.search import NO_END, Document


def documents(context: Context) -> Iterator[Document]:
    """Every article that is not withdrawn, newest first, one at a time: only one body is in memory."""
    for article in context.archive.articles:
        body, _ = article_body(context.archive.root, f"articles/{article.name}")
        yield Document(
            href=href(article.stem + ".html"),
            language=article.front.language or context.archive.config.language,
            date=article.date.lower,
            date_end=article.date.upper or NO_END,
            date_words=context.words.date(article.date),
            title=headline(article),
            fields=tuple(_fields(context, article, body.paragraphs)),
            filters=tuple(_filters(context, article)),
        )


def _fields(context: Context, article: Article, paragraphs: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    front = article.front
    people = dict.fromkeys([person.name for person in front.byline] + list(_canonical(context, "people", article)))
    tags = dict.fromkeys([*front.tags, *_canonical(context, "tags", article)])
    fields = {
        "title": (front.title,),
        "kicker": (front.kicker,),
        "deck": front.deck,
        "body": paragraphs,
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
    }
    for name, values in filters.items():
        found = tuple(dict.fromkeys(values))
        if found:
            yield name, found
