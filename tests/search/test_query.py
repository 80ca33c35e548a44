"""The language of queries: what the browser makes of one is what tests/truth.py says, whatever stands in it."""

import json
import random
import time

import pytest

from site_builder.pages.fields import FIELDS
from site_builder.search.tokens import fold
from tests import truth
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.search.scripts import open_scripts
from tests.truth import contains, occurrences
from tests.vectors.queries import queries

Fields = list[tuple[str, list[str]]]

# What a query finds in the fields of one document: null, or the field of each place.
FIND = """(documents, query) => documents.map((fields) => {
  const { texts, match } = ArchiveSearch.locate(fields.map(([name, values]) => [name, ...values]), query);
  return match && texts.flatMap(({ field, tokens, first }) =>
    ArchiveSearch.occurrencesOf(tokens, first, match.terms).map(() => field));
})"""


@pytest.fixture
def page(tab: Tab) -> Tab:  # noqa: F811
    return open_scripts(tab)


def random_documents(choose: random.Random, count: int) -> list[Fields]:
    pieces = [
        *"招商引资西宁单",
        "招商",
        "西宁",
        "20GW",
        "518.7",
        " runs ",
        " run ",
        " a ",
        "É",
        "，",
        "。 ",
        "ข่าว",
        "-",
        " u ",
    ]

    def text() -> str:
        return "".join(choose.choice(pieces) for _ in range(choose.randint(0, 16)))

    return [
        [(name, [text() for _ in range(choose.randint(1, 3))]) for name in ("title", "body", "byline", "tags")]
        for _ in range(count)
    ]


def test_random_queries_find_what_they_must(page: Tab) -> None:
    """In both readings and both evaluations; the seed is fixed, so that a failure can be looked at."""
    choose = random.Random(11)
    documents, asked = random_documents(choose, 8), queries(choose, 700)
    script = f"((documents, asked) => asked.map((q) => ({FIND})(documents, ArchiveSearch.parseQuery(q))))"
    found = page.evaluate(f"{script}({json.dumps(documents)}, {json.dumps(asked)})")
    wrong = {}
    for query, answers in zip(asked, found, strict=True):
        for document, answer in zip(documents, answers, strict=True):
            if answer != (occurrences(document, query) if contains(document, query) else None):
                wrong[query] = (document, answer, contains(document, query) and occurrences(document, query))
    assert wrong == {}
    hits = [[answer for answer in answers if answer] for answers in found]
    assert sum(bool(one) for one in hits) > 200  # they are no queries that find nothing, or all
    assert sum(0 < len(one) < len(documents) for one in hits) > 120


def test_a_query_of_signs_alone_takes_no_time(page: Tab) -> None:
    """The longest there are, of what is easily got wrong."""
    worst = [
        "(" * 1000,
        "((a|" * 250,
        "a|" * 500,
        "-(" * 500,
        "“" * 1000,
        "~1 " * 333,
        "title:" * 166,
        "a ~5 " * 200,
        ":" * 1000,
    ]
    started = time.monotonic()
    cut = page.evaluate(f"{json.dumps(worst)}.map((q) => ArchiveSearch.parseQuery(q).cut)")
    assert cut == [query.count("|") > 50 for query in worst]
    assert time.monotonic() - started < 5


def test_more_alternatives_than_are_searched_are_left_out(page: Tab) -> None:
    script = (
        "(q) => { const { include: [first], cut } = ArchiveSearch.parseQuery(q); return [first.parts.length, cut]; }"
    )
    for asked, expected in ((50, [50, False]), (51, [50, True]), (80, [50, True])):
        assert page.evaluate(f"({script})({json.dumps('|'.join(f'w{n}' for n in range(asked)))})") == expected


def test_what_a_query_calls_a_field_is_its_own() -> None:
    names = {name: field.name for field in FIELDS for name in (field.name, *field.asked)}
    assert len(names) == sum(1 + len(field.asked) for field in FIELDS)
    assert [name for name in names if fold(name) != name] == []
    assert names.items() >= truth.NAMES.items()


@pytest.mark.parametrize(
    ("query", "again"),
    [
        ("招商 -西宁|“兰 州” 标题：工业", '招商 title:工业 -西宁|"兰 州"'),
        ("西宁 ~ (a|b) ~3 c", "西宁 ~10 a|b ~3 c"),
        ("(a b)|(c -d) -(e f)", "(a b)|(c -d) -(e f)"),
        ("title:(a b|c -d) univ*", "title:a title:b|title:c -title:d univ*"),
    ],
)
def test_a_query_is_written_again(page: Tab, query: str, again: str) -> None:
    script = "(q) => ArchiveSearch.written(ArchiveSearch.parseQuery(q))"
    assert page.evaluate(f"({script})({json.dumps(query)})") == again


def test_what_is_written_again_finds_the_same(page: Tab) -> None:
    choose = random.Random(12)
    documents, asked = random_documents(choose, 8), queries(choose, 200)
    again = page.evaluate(f"{json.dumps(asked)}.map((q) => ArchiveSearch.written(ArchiveSearch.parseQuery(q)))")
    for query, other in zip(asked, again, strict=True):
        assert [occurrences(d, query) for d in documents] == [occurrences(d, other) for d in documents], (query, other)
