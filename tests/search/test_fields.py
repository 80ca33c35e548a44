"""The table of fields: what is a line there is in the index, on the search page, marked in the article and in metadata."""

import base64
import html
import json
import re
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from site_builder.pages.fields import BODY, FACETS, FIELDS, Field
from site_builder.pipeline.build import build
from site_builder.theme.i18n import Locale
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article
from tools.fields import CONFIG, updated

# How the keys are written that hold more than a text; {} is the word that stands in this field only.
FORMS = {
    "deck": "[{}]", "mentions": "[{}]", "byline": "[{{name: {}, role: 记者}}]", "tags": "[{}]", "corrections": "[{{date: 2024-02-20, text: {}}}]",
}  # fmt: skip
LANGUAGE = "zh-Hans"

each_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)


def word(field: Field) -> str:
    """A word that no other field holds."""
    return f"qz{field.name}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles: one has a word of its own in each field, the other only what it must have."""
    keys = {field.name: FORMS.get(field.name, "{}").format(word(field)) for field in FIELDS if field.name != BODY}
    text = article(keys.pop("title"), body=f"The words of qz{BODY}.", status="checked", **keys)
    archive = tmp_path_factory.mktemp("fields") / "archive"
    (archive / "articles").mkdir(parents=True)
    (archive / "archive.yaml").write_text(f"title: Archive\nlanguage: {LANGUAGE}\n", encoding="utf-8")
    (archive / "articles" / "all.md").write_text(text, encoding="utf-8")
    (archive / "articles" / "few.md").write_text(article("Few", date="2024-02-18", body=""), encoding="utf-8")
    build(archive, archive.with_name("site"))
    return archive.with_name("site")


@pytest.fixture(scope="module")
def indexed(site: Path) -> list[dict[str, Any]]:
    """The documents of the index, newest first."""
    documents: list[dict[str, Any]] = _unpacked(site, "t0")
    return documents


@pytest.fixture(scope="module")
def words(site: Path) -> dict[str, Any]:
    """The words of the search page."""
    page = (site / "search.html").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(html.unescape(re.search(r'data-words="([^"]*)"', page)[1]))  # type: ignore[index]
    return found


def _unpacked(site: Path, piece: str) -> Any:
    (file,) = site.glob(f"search/s-*/{piece}.js")
    packed = file.read_text(encoding="ascii").partition(",")[2].strip('");\n')
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_the_index_holds_them_in_their_order(indexed: list[dict[str, Any]]) -> None:
    assert [name for name, *_ in indexed[0]["fields"]] == [field.name for field in FIELDS]
    assert indexed[1]["fields"] == [["title", "Few"]]


@each_field
def test_the_index_holds_the_words_of_a_field(indexed: list[dict[str, Any]], field: Field) -> None:
    assert [name for name, *texts in indexed[0]["fields"] if word(field) in " ".join(texts)] == [field.name]


@each_field
def test_the_search_page_has_a_label_for_a_field(words: dict[str, Any], field: Field) -> None:
    label = words["fields"][field.name]
    assert label == Locale(LANGUAGE).gettext(field.label)
    assert label != field.label


def test_a_query_may_name_a_field(tab: Tab, site: Path) -> None:  # noqa: F811
    """By each of its names, and not by another's."""
    tab.goto((site / "search.html").as_uri())
    asked = {f"{name}:{word(field)}": field for field in FIELDS for name in (field.name, *field.asked)}
    asked |= {f"{other.name}:{word(field)}": other for field in FIELDS for other in FIELDS if other != field}
    script = f"""(async () => {{ const engine = await ArchiveSearch.open("search/"), totals = {{}};
      for (const q of {json.dumps(list(asked))}) totals[q] = (await engine.search(q)).total;
      return totals; }})()"""
    assert tab.evaluate(script) == {query: int(query.endswith(word(field))) for query, field in asked.items()}


@each_field
def test_words_of_a_field_are_marked_where_it_stands(tab: Tab, site: Path, field: Field) -> None:  # noqa: F811
    tab.goto((site / "all.html").as_uri() + "?" + urlencode({"q": word(field), "at": f"{field.name}-1"}))
    tab.wait_for("!!document.querySelector('.marks-bar')")
    marks = "(s => [...document.querySelectorAll(s)].map((mark) => mark.textContent))"
    everywhere = tab.evaluate(f"{marks}('mark.found')")
    inside = ", ".join(f".sheet {selector} mark.found" for selector in field.selector.split(", "))
    assert everywhere == tab.evaluate(f"{marks}({json.dumps(inside)})") == [word(field)]


@pytest.mark.parametrize("field", [field for field in FIELDS if field.schema], ids=lambda field: field.name)
def test_metadata_says_what_a_field_says(site: Path, field: Field) -> None:
    page = (site / "all.html").read_text(encoding="utf-8")
    stated = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]
    assert word(field) in json.dumps(stated[field.schema])


def test_facets_are_the_same_everywhere(site: Path, words: dict[str, Any]) -> None:
    assert list(_unpacked(site, "f")["filters"]) == sorted(facet.name for facet in FACETS)
    translate = Locale(LANGUAGE).gettext
    offered = [facet for facet in FACETS if facet.label]
    assert words["kinds"] == {facet.name: translate(facet.label) for facet in offered}
    labels = {facet.name: {value: translate(text) for value, text in facet.labels.items()} for facet in offered}
    assert words["values"] == {name: texts for name, texts in labels.items() if texts}


def test_the_scripts_know_the_table() -> None:
    script = CONFIG.read_text(encoding="utf-8")
    assert script == updated(script), "run: make fields"
    shown = re.findall(r'^export const [A-Z]+ = "(\w+)"', script, flags=re.MULTILINE)
    assert len(shown) == 3
    assert set(shown) < {field.name for field in FIELDS}


def test_a_script_without_the_lists_is_not_written() -> None:
    with pytest.raises(ValueError, match="stands there 0 times"):
        updated("export const OTHER = [];")
