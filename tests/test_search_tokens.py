"""The cutting of text into keys, in Python and in the browser, by the same vectors."""

import itertools
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search import fold_table
from site_builder.search.tokens import fold, fold_data, keys
from tests import truth
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name

VECTORS = json.loads((Path(__file__).parent / "vectors" / "tokens.json").read_text(encoding="utf-8"))
TOKENS_JS = Path(__file__).parents[1] / "static" / "search" / "tokens.js"

mixed = st.text() | st.text(alphabet='招商引资亿元臺 ,.，。0123aZé-*"“”%ｶﾞ')


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=lambda vector: repr(vector["text"])[:30])
def test_keys(vector: dict[str, Any]) -> None:
    assert keys(vector["text"]) == vector["keys"]


@given(mixed)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(mixed)
def test_the_truth_folds_alike(text: str) -> None:
    assert truth.PART.findall(truth.fold(text)) == truth.PART.findall(fold(text))


@given(st.lists(mixed))
def test_no_key_begins_another(texts: list[str]) -> None:
    found = sorted({key for text in texts for key in keys(text)})
    assert [(a, b) for a, b in itertools.pairwise(found) if b.startswith(a)] == []


@given(mixed)
def test_keys_hold_only_what_pagefind_keeps(text: str) -> None:
    assert all(char.isalnum() and not char.isupper() for key in keys(text) for char in key)


def test_the_table_is_made_from_its_source() -> None:
    lines = ["# comment", "", "臺\t台 臺", "後\t后", "a\tb", "b\tc", "里\t里 裏", "㑮\t𫝈", "x\ty", "y\tx"]
    table = fold_table.closed(fold_table.entries(line + "\n" for line in lines))
    assert table == {"a": "c", "b": "c", "臺": "台", "後": "后", "㑮": "𫝈"} | {
        k: v for k, v in table.items() if k in "xy"
    }
    kept = json.loads(fold_data())
    assert json.loads(fold_table.as_json(dict(zip(kept["from"], kept["to"], strict=True)))) == kept


@pytest.fixture
def page(tab: Tab) -> Tab:  # noqa: F811
    """A blank page with the tokenizer."""
    tab.goto("about:blank")
    tab.evaluate(f"(0, eval)({json.dumps(TOKENS_JS.read_text(encoding='utf-8'))})")
    tab.evaluate(f"ArchiveSearch.useFoldTable({fold_data()})")
    return tab


def test_keys_in_the_browser(page: Tab) -> None:
    texts = [vector["text"] for vector in VECTORS["texts"]]
    found = page.evaluate(f"{json.dumps(texts)}.map((text) => ArchiveSearch.tokens(text).map(({{ key }}) => key))")
    assert found == [vector["keys"] for vector in VECTORS["texts"]]


def test_places_in_the_browser(page: Tab) -> None:
    texts = [vector["text"] for vector in VECTORS["texts"]]
    script = (
        "(text) => ArchiveSearch.tokens(text).map((t) => [text.slice(t.start, t.end), text.slice(t.start, t.half)])"
    )
    for text, pieces in zip(texts, page.evaluate(f"{json.dumps(texts)}.map({script})"), strict=True):
        for key, (piece, half) in zip(keys(text), pieces, strict=True):
            assert key in keys(piece)  # one character such as ㎡ may make several
            assert piece.startswith(half)


def test_queries_in_the_browser(page: Tab) -> None:
    script = """(query) => {
      const shown = (term) => term.keys.map((k) => k.key + (k.prefix ? "*" : "")).join(" ");
      const { include, exclude } = ArchiveSearch.parse(query);
      return { query, include: include.map(shown), exclude: exclude.map(shown),
               ...(include[0]?.single && { single: true }), ...(include[0]?.stem && { stem: include[0].stem }) };
    }"""
    asked = [vector["query"] for vector in VECTORS["queries"]]
    found = page.evaluate(f"{json.dumps(asked)}.map({script})")
    assert found == VECTORS["queries"]


def test_every_character_folds_alike_in_the_browser(page: Tab) -> None:
    script = """(() => { const found = {};
      for (let point = 0; point < 0x110000; point++) {
        if (point >= 0xd800 && point < 0xe000) continue;
        const char = String.fromCodePoint(point), folded = ArchiveSearch.fold(char);
        if (folded !== char) found[point] = folded;
      }
      return found; })()"""
    theirs = {int(point): folded for point, folded in page.evaluate(script).items()}
    assigned = (p for p in range(sys.maxunicode + 1) if unicodedata.category(chr(p)) not in ("Cn", "Cs"))
    differ = {hex(p): (theirs.get(p, chr(p)), fold(chr(p))) for p in assigned if theirs.get(p, chr(p)) != fold(chr(p))}
    assert differ == {}
