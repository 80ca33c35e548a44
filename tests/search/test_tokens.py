"""The cutting of text into keys, in Python and in the browser, by the same vectors."""

import itertools
import json
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search import tokens
from site_builder.search.tokens import fold, keys
from tests import truth
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.search.scripts import open_scripts

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "tokens.json").read_text(encoding="utf-8"))

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


# Korean letters apart, marks of many scripts, characters newer than most programs: what is composed, or must not be.
JAMO = [(0x1100, 0x11FF), (0x3131, 0x318E), (0xFFA0, 0xFFDC), (0xA960, 0xA97C), (0xD7B0, 0xD7FB), (0xAC00, 0xAC40)]
MARKS = (
    "\u0300\u0301\u0306\u0308\u0307\u0345\u093c\u0bbe\u0bc6\u0e33\u0e34\u0e48\u1039\u17d2\u094d\u3099\uff9e\u200d\u00ad"
)
BASES = "еиуієэaoæß招かｶขกकதமகொ.1 \0\U00031350\ue000\U0001e030\U000105d2\U000105c9"


def composed_texts(count: int) -> list[str]:
    """Random runs of them; the seed is fixed, so that a failure can be looked at."""
    choose = random.Random(7)
    jamo = [chr(point) for first, last in JAMO for point in range(first, last + 1)]
    pools = [[jamo], [jamo, list(MARKS), list(BASES), list(BASES)]]
    return [
        "".join(choose.choice(choose.choice(pools[n % 2])) for _ in range(choose.randint(1, 9))) for n in range(count)
    ]


def everything() -> Iterator[str]:
    return (chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000)


def test_another_unicode_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index of an archive is the same under each Python."""
    newer = pytest.importorskip("unicodedata2")
    assert newer.unidata_version > unicodedata.unidata_version
    characters, texts = list(everything()), composed_texts(5000)
    before = list(map(fold, characters)), list(map(keys, texts))
    monkeypatch.setattr(tokens, "unicodedata", newer)
    tokens._folding.cache_clear()
    tokens._ESCAPES.clear()
    assert [c for c, found in zip(characters, before[0], strict=True) if fold(c) != found] == []
    assert [text for text, found in zip(texts, before[1], strict=True) if keys(text) != found] == []


@pytest.fixture
def page(tab: Tab) -> Tab:  # noqa: F811
    return open_scripts(tab)


def test_keys_in_the_browser(page: Tab) -> None:
    texts = [vector["text"] for vector in VECTORS["texts"]]
    found = page.evaluate(f"{json.dumps(texts)}.map((text) => ArchiveSearch.tokensOf(text).map(({{ key }}) => key))")
    assert found == [vector["keys"] for vector in VECTORS["texts"]]


def test_places_in_the_browser(page: Tab) -> None:
    texts = [vector["text"] for vector in VECTORS["texts"]]
    script = (
        "(text) => ArchiveSearch.tokensOf(text).map((t) => [text.slice(t.start, t.end), text.slice(t.start, t.half)])"
    )
    for text, pieces in zip(texts, page.evaluate(f"{json.dumps(texts)}.map({script})"), strict=True):
        for key, (piece, half) in zip(keys(text), pieces, strict=True):
            assert key in keys(piece)  # one character such as ㎡ may make several
            assert piece.startswith(half)


# A query as text: keys for words, the rest as it is written.
SHOWN = """(() => {
  const inner = (node) => (node.kind === "term" ? shown(node) : `(${shown(node)})`);
  const shown = (node) => {
    if (node.kind === "term") {
      return (node.field && node.field + ":") + node.keys.map((k) => k.key + (k.prefix ? "*" : "")).join("_");
    }
    if (node.kind === "any") return node.parts.map(inner).join(" | ");
    if (node.kind === "near") return node.parts.map((p, i) => (i ? `~${node.within[i - 1]} ` : "") + inner(p)).join(" ");
    return [...node.include.map(inner), ...node.exclude.map((one) => "-" + inner(one))].join(" ");
  };
  return shown; })()"""


def test_queries_in_the_browser(page: Tab) -> None:
    script = f"""(text) => {{
      const query = ArchiveSearch.parseQuery(text), [first] = query.include;
      return {{ query: text, means: {SHOWN}(query), ...(query.ignored.length && {{ ignored: query.ignored }}),
               ...(first?.single && {{ single: true }}), ...(first?.stem && {{ stem: first.stem }}) }};
    }}"""
    asked = [vector["query"] for vector in VECTORS["queries"]]
    found = page.evaluate(f"{json.dumps(asked)}.map({script})")
    assert found == VECTORS["queries"]


def test_every_character_folds_alike_in_the_browser(page: Tab) -> None:
    """Those, too, that the browser or this Python does not know."""
    script = """(() => { const found = {};
      for (let point = 0; point < 0x110000; point++) {
        if (point >= 0xd800 && point < 0xe000) continue;
        const char = String.fromCodePoint(point), folded = ArchiveSearch.fold(char);
        if (folded !== char) found[char] = folded;
      }
      return found; })()"""
    theirs = page.evaluate(script)
    differ = {hex(ord(c)): (theirs.get(c, c), fold(c)) for c in everything() if theirs.get(c, c) != fold(c)}
    assert differ == {}


def test_what_is_composed_folds_alike_in_the_browser(page: Tab) -> None:
    texts = composed_texts(60_000)
    theirs = page.evaluate(f"{json.dumps(texts)}.map(ArchiveSearch.fold)")
    assert [(text, one, fold(text)) for text, one in zip(texts, theirs, strict=True) if one != fold(text)] == []
