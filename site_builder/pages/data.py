"""All articles as data: what the columns are, how the articles are cut into parts, and the page that offers them.

A part holds the articles of a period (`periods.py`): an edit makes one part anew. The parts and their columns are
described by a data package, as https://specs.frictionlessdata.io/data-package/ has it. The files themselves are made
after the pages (`pipeline/dataset.py`), since they hold the bodies.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.common.lines import show
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.periods import Period, periods
from site_builder.pages.view import View
from site_builder.theme.i18n import N_


class Column(msgspec.Struct, frozen=True):
    """A column: its name, its type in a table schema, what it says (in English), and its value for an article.

    A value of type `array` holds texts, or parts that `in_csv` writes as one text each.
    """

    name: str
    type: str
    description: str
    read: Callable[[PlanContext, Article], Any]
    in_csv: Callable[[Any], str] = str


def _front(name: str) -> Callable[[PlanContext, Article], Any]:
    return lambda _, article: getattr(article.front, name)


def _address(article: Article) -> str:
    return article.url_path + ".html"


def _words(*texts: str) -> str:
    return " ".join(filter(None, texts))


def _publication(context: PlanContext, article: Article) -> str:
    return context.publications.of(article.front.publication).name


def _source_in_csv(source: dict[str, str]) -> str:
    return ":".join(filter(None, (source["file"], source["lines"])))


def _sources(_: PlanContext, article: Article) -> list[dict[str, str]]:
    return [
        {"file": source.file, "lines": show(source.ranges), "sha256": source.sha256} for source in article.front.source
    ]


def _parts(name: str) -> Callable[[PlanContext, Article], list[dict[str, str]]]:
    return lambda _, article: [msgspec.structs.asdict(part) for part in getattr(article.front, name)]


COLUMNS = (
    Column("path", "string", N_("Address in the site"), lambda _, article: _address(article)),
    Column("url", "string", N_("Permanent address"), lambda context, article: context.permalink(_address(article))),
    Column("title", "string", N_("Headline"), _front("title")),
    Column("title_origin", "string", N_("Whether the headline was printed or supplied"), _front("title_origin")),
    Column("kicker", "string", N_("Line above the headline"), _front("kicker")),
    Column("deck", "array", N_("Lines below the headline"), _front("deck")),
    Column(
        "byline", "array", N_("People of the byline, with their roles"), _parts("byline"),
        lambda person: f"{person['name']} ({person['role']})" if person["role"] else person["name"],
    ),
    Column("byline_printed", "string", N_("The byline as printed"), _front("byline_printed")),
    Column("date", "string", N_("Date, in the notation EDTF (ISO 8601-2)"), lambda _, article: article.date.edtf),
    Column("date_first", "string", N_("The first day that the date may mean"), lambda _, article: article.date.lower),
    Column("date_last", "string", N_("The last day that the date may mean"), lambda _, article: article.date.upper),
    Column("date_note", "string", N_("How the date was found"), _front("date_note")),
    Column("publication", "string", N_("Newspaper"), _publication),
    Column("section", "string", N_("Section"), _front("section")),
    Column("page", "string", N_("Page of the paper"), _front("page")),
    Column("issue", "string", N_("Number of the issue"), _front("issue")),
    Column("dateline", "string", N_("Dateline"), _front("dateline")),
    Column("tags", "array", N_("Tags"), _front("tags")),
    Column("mentions", "array", N_("People in the text"), _front("mentions")),
    Column(
        "language", "string", N_("Language (BCP 47)"),
        lambda context, article: article.front.language or context.archive.config.language,
    ),
    Column("summary", "string", N_("Summary"), _front("summary")),
    Column(
        "rights", "string", N_("Rights"), lambda context, article: article.front.rights or context.archive.config.rights
    ),
    Column("status", "string", N_("Whether a person checked it"), lambda _, article: article.front.status or ""),
    Column("source", "array", N_("Source pages, with lines and SHA-256"), _sources, _source_in_csv),
    Column("notes", "array", N_("Notes of the editor"), _parts("notes"), lambda note: _words(note["at"], note["text"])),
    Column(
        "corrections", "array", N_("Corrections"), _parts("corrections"), lambda one: _words(one["date"], one["text"])
    ),
)  # fmt: skip

# What is read from the body: the words of the paper, and, in JSON Lines only, how they are marked up.
TEXT = Column("text", "string", N_("The printed words, a blank line between paragraphs"), lambda *_: "")
MARKDOWN = Column("markdown", "string", N_("The body in Markdown"), lambda *_: "")


class DataPart(msgspec.Struct, frozen=True):
    """Articles that are published in one file of each form, oldest first."""

    period: Period

    @property
    def name(self) -> str:
        """A year, a month or “undated”."""
        return self.period.name

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, oldest first."""
        return self.period.articles

    @property
    def csv(self) -> str:
        """The address of its CSV file."""
        return f"data/{self.name}.csv"

    @property
    def json_lines(self) -> str:
        """The address of its file in JSON Lines."""
        return f"data/{self.name}.jsonl"


PACKAGE = "data/datapackage.json"


class DataRow(msgspec.Struct, frozen=True):
    """A part on the page that offers it."""

    period: str
    count: int
    csv: str
    json_lines: str


class DataPage(View, frozen=True, kw_only=True):
    """The page of the data: its parts, and what the columns are."""

    rows: tuple[DataRow, ...]
    columns: tuple[tuple[str, str], ...]
    package: str
    articles: int


def plan(context: PlanContext) -> Iterator[Page]:
    """The page of the data, of an archive that publishes it."""
    if not context.archive.config.data or not (parts := context.cached(data_parts)):
        return
    _ = context.locale.gettext
    rows = tuple(
        DataRow(part.period.in_words(context.locale), len(part.articles), part.csv, part.json_lines) for part in parts
    )
    columns = tuple((column.name, _(column.description)) for column in (*COLUMNS, TEXT, MARKDOWN))
    articles = sum(row.count for row in rows)
    view = DataPage(title=_("Data"), kind="data", rows=rows, columns=columns, package=PACKAGE, articles=articles)
    yield Page("data/index.html", "data.html", view)


def data_parts(archive: Archive) -> tuple[DataPart, ...]:
    """The parts of an archive in order of time, the undated first. Articles that are private are in none."""
    public = (article for article in reversed(archive.articles) if article.name not in archive.privacy)
    return tuple(DataPart(period) for period in periods(public))
