"""What the engine offers beside results: where nothing is found what there is, and other forms of names."""

import json
from pathlib import Path
from typing import Any

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article

AUTHORITIES = """
tags:
  - {name: 西宁, variants: [析宁, {name: 西寧府, presumed: true}]}
  - {name: 兰州, variants: [皋兰]}
people:
  - {name: Mary Seymour, variants: [M. Seymour]}
"""
BODIES = {
    "a": ("Emigrants were moving on", {"date": "1876-03-14", "tags": "[西宁, 春]", "byline": "[Mary Seymour]"}),
    "b": ("移民到了析宁。招商引资的工业", {"date": "1876-03-15", "section": "Local"}),
    "c": ("移民，西宁的铁路；工业在远远远远远远远远远远远远远远的地方", {"date": "1877-01-02", "title": "春天"}),
    "d": ("移民。University records by M. Seymour", {"date": "1877-02", "tags": "[春]"}),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("advice") / "archive"
    (root / "articles").mkdir(parents=True)
    (root / "archive.yaml").write_text("title: Archive\nlanguage: en\n", encoding="utf-8")
    (root / "authorities.yaml").write_text(AUTHORITIES, encoding="utf-8")
    for name, (body, keys) in BODIES.items():
        text = article(**{"title": name, **keys}, body=body)
        (root / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    build(root, root.with_name("site"))
    return root.with_name("site")


@pytest.fixture
def page(tab: Tab, site: Path) -> Tab:  # noqa: F811
    tab.goto((site / "search.html").as_uri())
    return tab


def ask(page: Tab, method: str, *queries: str, **options: Any) -> list[Any]:
    """What a method of the engine says of each query."""
    script = f"""(async () => {{
      const engine = (window.engine ??= await ArchiveSearch.open("search/"));
      return Promise.all({json.dumps(queries)}.map((q) => engine.{method}(q, {json.dumps(options)}))); }})()"""
    found: list[Any] = page.evaluate(script)
    return found


def offers(advice: dict[str, Any]) -> dict[str, dict[str, int]]:
    kinds: dict[str, dict[str, int]] = {}
    for offer in advice["offers"]:
        kinds.setdefault(offer["kind"], {})[offer["text"]] = offer["total"]
    return kinds


def test_what_there_is_where_nothing_is_found(page: Tab) -> None:
    asked = [
        "火星 移民",
        '"移民 西宁"',
        "title:移民",
        "西宁 ~5 工业",
        "移民 -移民",
        "招商引咨",
        "univercity",
        "emigrantz 移民",
        "移民|x -移民|y",
        "移民 铁路 春天 火星",
        "移民 铁路 招商",
        "皋兰|陇",
        "春 西寧府",
    ]
    found = dict(zip(asked, ask(page, "advise", *asked), strict=True))
    assert found["火星 移民"] == {"words": [{"text": "火星", "total": 0}, {"text": "移民", "total": 3}], "offers": []}
    assert offers(found['"移民 西宁"']) == {"unquoted": {"移民 西宁": 1}}
    assert offers(found["title:移民"]) == {"anywhere": {"移民": 3}}
    assert offers(found["西宁 ~5 工业"]) == {"name": {"析宁 ~5 工业": 1}, "apart": {"西宁 工业": 1}}
    assert offers(found["移民 -移民"]) == {"unrestricted": {"移民": 3}}
    assert offers(found["招商引咨"]) == {"shorter": {"招商引": 1}}
    assert offers(found["univercity"]) == {"similar": {"university": 1}, "shorter": {"univer*": 1}}
    # Emigrants are in another article, so they are offered alone.
    assert offers(found["emigrantz 移民"]) == {"similar": {"emigrants": 1}, "shorter": {"emigrant*": 1}}
    assert offers(found["移民 铁路 春天 火星"]) == {"fewer": {"移民 铁路 春天": 1}}
    assert offers(found["移民 铁路 招商"]) == {"fewer": {"移民 铁路": 1, "移民 招商": 1}}
    assert offers(found["皋兰|陇"]) == {}
    assert offers(found["春 西寧府"]) == {"name": {"春 西宁": 2}}
    assert found["emigrantz 移民"]["words"] == [{"text": "emigrantz", "total": 0}, {"text": "移民", "total": 3}]
    (near,) = ask(page, "advise", "移民 铁路 ~5 火星")
    assert [tuple(word.values()) for word in near["words"]] == [
        ("移民", 3),
        ("铁路 ~5 火星", 0),
        ("铁路", 1),
        ("火星", 0),
    ]
    (narrowed,) = ask(page, "advise", "移民", filters={"year": ["1912"]})
    assert offers(narrowed) == {"unfiltered": {"移民": 3}}
    assert ask(page, "advise", "", "|", "-x") == [{"words": [], "offers": []}] * 3
    assert page.errors() == []


def test_other_forms_of_a_name(page: Tab) -> None:
    asked = ["西宁", "析宁", "皋兰", "移民 析宁", "mary seymour", '"Mary Seymour"', "西宁 工业", "-西宁", "西寧"]
    found = dict(zip(asked, ask(page, "otherNames", *asked), strict=True))
    assert found["西宁"] == [{"asked": "西宁", "name": "析宁", "presumed": False, "text": "西宁|析宁", "total": 3}]
    assert [one["text"] for one in found["析宁"]] == ["析宁|西宁"]
    assert found["皋兰"] == []  # no article has the tag
    assert [(one["text"], one["total"]) for one in found["移民 析宁"]] == [("移民 析宁|西宁", 2)]
    assert found["mary seymour"] == []  # two words
    assert [(one["text"], one["total"]) for one in found['"Mary Seymour"']] == [('"Mary Seymour"|"M. Seymour"', 2)]
    assert [one["text"] for one in found["西宁 工业"]] == ["西宁|析宁 工业"]
    assert found["-西宁"] == []
    assert [one["asked"] for one in found["西寧"]] == ["西寧"]


def test_where_fields_begin_is_read_only_if_it_matters(page: Tab) -> None:
    page.evaluate("""(() => { window.read = []; const { receive } = ArchiveSearch;
      ArchiveSearch.receive = (name, data) => (read.push(name.replace(/.*[/]/, "")), receive(name, data)); return 1; })()""")
    ask(page, "search", "移民|西宁 -工业 univ*", counts=True)
    plain = set(page.evaluate("read"))
    assert {"m", "i0", "f"} <= plain
    assert not plain & {"p", "names-0"}
    ask(page, "search", "title:移民")
    assert set(page.evaluate("read")) - plain == {"p"}


def test_without_words_all_that_the_filters_let_through(page: Tab) -> None:
    """In order of date, whatever order is asked for; without a filter nothing is asked."""
    (found,) = ask(page, "search", "", filters={"tag": ["春"]}, counts=True)
    assert (found["total"], found["problems"]) == (2, [])
    assert found["facets"]["month"] == {"1876-03": 1, "1877-02": 1}
    assert found["facets"]["tag"] == {"西宁": 1, "春": 2}
    titles = """(async (options) => Promise.all((await engine.search(" ", options)).results.map(async (r) => (await r.data()).title)))"""
    assert page.evaluate(f"{titles}({{ from: '1876', to: '1876' }})") == ["b", "a"]
    assert page.evaluate(f"{titles}({{ from: '1876', to: '1876', sort: 'oldest' }})") == ["a", "b"]
    ((nothing,), (signs,)) = ask(page, "search", ""), ask(page, "search", "|", filters={"tag": ["春"]})
    assert (nothing["problems"], signs["problems"]) == (["empty"], ["empty", "ignored"])
    assert signs["ignored"] == ["|"]
