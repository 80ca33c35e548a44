"""References in the forms of reference managers: other programs read them, and find what was written."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.pipeline.bundler import bundle
from tests.browser import missing, start

STATIC = Path(__file__).parents[2] / "static"
MODULES = {path.relative_to(STATIC).as_posix(): path.read_text(encoding="utf-8") for path in STATIC.rglob("*.js")}
TEST = """
import { toBibtex, toCsl, toRis } from "./formats.js";
import { keyOf } from "./items.js";
globalThis.write = (items) => [toRis, toBibtex, toCsl].map((to) => to(items, "2026-11-21"));
globalThis.keyOf = keyOf;
"""
FULL = {
    "key": "1998/01/23/a", "title": "A “whole” {story} & 100 % more_or less #1 ~ \\ ^", "authors": ["Ann Lee", "王芳"],
    "editors": ["Ed Wu"], "translators": ["Tom"], "contributors": ["Photo Li"], "paper": "The Courier & Co",
    "place": "Harbour", "date": "1998-01-23", "published": "1998-01-23", "page": "A3", "issue": "1234",
    "section": "Home", "language": "en", "tags": ["Ships", "Tea, green"], "summary": "What it says.",
    "archive": "Archive", "url": "https://x.example/1998/01/23/%E8%BF%88_a.html",
}  # fmt: skip


class Written(NamedTuple):
    """The same items in each form."""

    ris: str
    bibtex: str
    csl: str


class Scripts:
    """The scripts that write references, in a browser. Which one makes no difference: they are pure functions."""

    def __init__(self) -> None:
        self.tab = start("chromium").new_tab()
        script = bundle("cite/test.js", {**MODULES, "cite/test.js": TEST})
        self.tab.goto("about:blank")
        self.tab.evaluate(f"((0, eval)({json.dumps(script)}), 1)")

    def write(self, *items: dict[str, Any]) -> Written:
        return Written(*self.tab.evaluate(f"write({json.dumps(items)})"))

    def key(self, address: str) -> str:
        return str(self.tab.evaluate(f"keyOf({json.dumps(address)})"))


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    if reason := missing("chromium"):
        pytest.skip(reason)
    made = Scripts()
    yield made
    made.tab.close()


def plain(text: str) -> str:
    """What BibTeX prints for a value: commands as their characters, without the braces that keep the case."""
    for command, character in (
        ("textbackslash{}", "\\"), ("textasciitilde{}", "~"), ("textasciicircum{}", "^"), ("textbraceleft{}", "\0"),
        ("textbraceright{}", "\1"), *((sign, sign) for sign in "%$&#_"),
    ):  # fmt: skip
        text = text.replace("\\" + command, "\2" if character == "\\" else character)
    return text.replace("{", "").replace("}", "").translate({0: "{", 1: "}", 2: "\\"})


def bibtex(text: str) -> list[dict[str, str]]:
    """The entries of a file, and that nothing else is in it."""
    library = parse_string(text)
    assert (library.failed_blocks, len(library.blocks)) == ([], len(library.entries))
    return [{field.key: str(field.value) for field in entry.fields} | {"key": entry.key} for entry in library.entries]


def test_ris(scripts: Scripts) -> None:
    (found,) = rispy.loads(scripts.write(FULL).ris)
    assert found == {
        "type_of_reference": "NEWS", "id": "1998/01/23/a", "title": FULL["title"], "authors": ["Ann Lee", "王芳"],
        "secondary_authors": ["Ed Wu"], "tertiary_authors": ["Photo Li"], "subsidiary_authors": ["Tom"],
        "secondary_title": "The Courier & Co", "place_published": "Harbour", "year": "1998", "date": "1998/01/23/",
        "start_page": "A3", "number": "1234", "section": "Home", "language": "en", "keywords": ["Ships", "Tea, green"],
        "abstract": "What it says.", "database_provider": "Archive", "urls": [FULL["url"]], "access_date": "2026/11/21",
    }  # fmt: skip


def test_bibtex(scripts: Scripts) -> None:
    text = scripts.write(FULL).bibtex
    (found,) = bibtex(text)
    assert found.pop("url") == FULL["url"]
    assert {name: plain(value) for name, value in found.items()} == {
        "key": "1998/01/23/a", "entrysubtype": "newspaper", "title": FULL["title"], "author": "Ann Lee and 王芳",
        "editor": "Ed Wu", "translator": "Tom", "editora": "Photo Li", "editoratype": "collaborator",
        "journal": "The Courier & Co", "location": "Harbour", "date": "1998-01-23", "year": "1998", "pages": "A3",
        "number": "1234", "titleaddon": "Home", "language": "en", "keywords": "Ships, Tea, green",
        "abstract": "What it says.", "library": "Archive", "urldate": "2026-11-21",
    }  # fmt: skip
    assert "author = {Ann Lee and {王芳}}" in text
    assert "keywords = {Ships, {Tea, green}}" in text


def test_csl(scripts: Scripts) -> None:
    (found,) = json.loads(scripts.write(FULL).csl)
    assert found == {
        "id": "1998/01/23/a", "type": "article-newspaper", "title": FULL["title"],
        "author": [{"literal": "Ann Lee"}, {"literal": "王芳"}], "editor": [{"literal": "Ed Wu"}],
        "translator": [{"literal": "Tom"}], "contributor": [{"literal": "Photo Li"}],
        "container-title": "The Courier & Co", "publisher-place": "Harbour", "issued": {"date-parts": [[1998, 1, 23]]},
        "page": "A3", "issue": "1234", "section": "Home", "language": "en", "keyword": "Ships, Tea, green",
        "abstract": "What it says.", "source": "Archive", "URL": FULL["url"],
        "accessed": {"date-parts": [[2026, 11, 21]]},
    }  # fmt: skip


def test_citeproc_cites_it(scripts: Scripts) -> None:
    source = CiteProcJSON(json.loads(scripts.write(FULL, {"title": "Second", "key": "b"}).csl))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("1998/01/23/a")]))
    (text,) = map(str, bibliography.bibliography())
    for part in ("Ann Lee", "王芳", "1998", "The Courier & Co", "A3"):
        assert part in text


@pytest.mark.parametrize(
    ("date", "published", "ris", "bibtex_date", "note", "issued"),
    [
        ("2024-02-19", "2024-02-19", "2024/02/19/", "2024-02-19", "", {"date-parts": [[2024, 2, 19]]}),
        ("2024-02", "2024-02", "2024/02//", "2024-02", "", {"date-parts": [[2024, 2]]}),
        ("1998", "1998", "1998///", "1998", "", {"date-parts": [[1998]]}),
        ("1998?", "1998", "1998///1998?", "1998?", "", {"date-parts": [[1998]], "circa": True}),
        ("1912-05-04~", "1912-05-04", "1912/05/04/1912-05-04~", "1912-05-04~", "", {"date-parts": [[1912, 5, 4]], "circa": True}),
        ("199X", "1990", "1990///199X", "199X", "", {"date-parts": [[1990], [1999]], "circa": True}),
        ("2024-06/2024-07", "2024-06", "2024/06//2024-06/2024-07", "2024-06/2024-07", "", {"date-parts": [[2024, 6], [2024, 7]]}),
        (
            "[2024-02-18,2024-02-19]", "2024-02-18", "2024/02/18/[2024-02-18,2024-02-19]", "2024-02-18?",
            "[2024-02-18,2024-02-19]", {"date-parts": [[2024, 2, 18]], "circa": True},
        ),
        ("[1912-05,1912-08]", "", "1912/05//[1912-05,1912-08]", "1912-05?", "[1912-05,1912-08]", {"date-parts": [[1912, 5]], "circa": True}),
        ("19XX", "", "1900///19XX", "19XX", "", {"date-parts": [[1900], [1999]], "circa": True}),
        ("2024-21", "", "2024///2024-21", "2024-21", "", {"date-parts": [[2024]], "season": 1}),
        ("2024-21", "2024", "2024///2024-21", "2024-21", "", {"date-parts": [[2024]], "season": 1}),
        ("2024-02-19T08:00:00Z", "2024-02-19T08:00:00Z", "2024/02/19/", "2024-02-19", "", {"date-parts": [[2024, 2, 19]]}),
        ("", "", None, None, "", None),
    ],
)  # fmt: skip
def test_dates(
    scripts: Scripts, date: str, published: str, ris: str, bibtex_date: str, note: str, issued: dict[str, Any]
) -> None:
    written = scripts.write({"title": "T", "date": date, "published": published})
    (record,), (entry,), (description,) = rispy.loads(written.ris), bibtex(written.bibtex), json.loads(written.csl)
    assert record.get("date") == ris
    assert (entry.get("date"), entry.get("note", "")) == (bibtex_date, note)
    assert description.get("issued") == issued


# What breaks the forms: braces, quotes, ends of lines and records, what runs from right to left, signs beyond 16 bits.
WORDS = st.text(
    st.one_of(
        st.sampled_from("{}\\\"'%$&#_~^@,=\n\r\t\u2028 -[]<>|"),
        st.sampled_from("aé西宁ماء🙂\u202e\u200b"),
        st.characters(codec="utf-8"),
    ),
    max_size=30,
)


@settings(max_examples=100)
@given(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=3), WORDS), min_size=1, max_size=4))
@example([("TY  - BOOK\nER  - ", ["a and b"], "@article{x,"), ("}", ["{"], "\\")])
@example([("100% {of", ["Lee, Ann", "and"], "@comment{ } @string")])
def test_whatever_the_words(scripts: Scripts, words: list[tuple[str, list[str], str]]) -> None:
    items = [
        {"key": f"k{n}", "title": one, "authors": two, "summary": three} for n, (one, two, three) in enumerate(words)
    ]
    written = scripts.write(*items)
    records = [line for line in written.ris.split("\r\n") if line]
    entries, descriptions = bibtex(written.bibtex), json.loads(written.csl)
    assert [line for line in records if line.startswith("TY  - ")] == ["TY  - NEWS"] * len(items)
    for number, (title, names, summary) in enumerate(words):
        record, entry, description = rispy.loads(written.ris)[number], entries[number], descriptions[number]
        names = [line for name in names if (line := one_line(name))]
        for text, name, short in ((title, "title", "title"), (summary, "abstract", "abstract")):
            expected = one_line(text)
            assert (record.get(name, ""), description.get(short, "")) == (expected, expected)
            assert plain(entry.get(name, "")) == expected
        assert record.get("authors", []) == names == [name["literal"] for name in description.get("author", [])]
        assert plain(entry.get("author", "")) == " and ".join(names)


def one_line(text: str) -> str:
    """As the forms write it, which have no place for ends of lines and control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\s\ufeff]+", " ", text).strip()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("2024/02/19/x.html", "2024/02/19/x"), ("x.html#p3", "x"), ("x.html?q=a", "x"),
        ("2024/%E8%BF%88%E5%90%91.html", "2024/xnqj1pj"), ("a%20b.html", "x"), ("a_b-c.d.html", "a_b-c.d"),
    ],
)  # fmt: skip
def test_a_key_stays(scripts: Scripts, address: str, key: str) -> None:
    found = scripts.key(address)
    assert found == key or (key == "x" and "%" in address and re.fullmatch("x[0-9a-z]+", found))
    assert bibtex(scripts.write({"title": "T", "key": found}).bibtex)[0]["key"] == found
