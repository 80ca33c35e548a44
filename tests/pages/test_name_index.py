"""The indexes of names: their order, and the ways through many."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.addresses import slug
from site_builder.archive.terms import Term
from site_builder.pages.name_index import NamePart, NamesPage, _cut
from site_builder.pages.name_order import OrderedName, in_order
from tests.conftest import Make, article
from tests.pages.test_terms import planned


def term(name: str, kind: str = "tags") -> Term:
    return Term(kind, name, f"{kind}/{slug(name)}", ())


def ordered(names: list[str], kind: str = "tags") -> list[OrderedName]:
    return in_order([term(name, kind) for name in names], {"单雄信": "Shan Xiongxin"})


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "tags",
            "007 12岁 A级 Ann Élan 李光 李广 李静 立光 黎明 连战 Øre 单雄信 T台 析宁 “西宁” 𠮷野家 Москва العربية",
        ),
        ("tags", "2月 10月 西宁2 西宁10"),
        ("sections", "第01版 第二版 第3版 第十版 第12版"),
        ("people", "de Gaulle Łukasz O'Neill St. van"),
    ],
)
def test_the_order_of_names(kind: str, names: str) -> None:
    expected = names.replace("de Gaulle", "de_Gaulle").split()
    expected = [name.replace("_", " ") for name in expected]
    assert [name.term.name for name in ordered(sorted(expected), kind)] == expected


@pytest.mark.parametrize(
    ("name", "letter", "reading"),
    [
        ("西宁", "X", "xi ning"), ("旅游", "L", "lü you"), ("BP机", "B", "bp ji"), ("Élan", "E", ""), ("Øre", "O", ""),
        ("3月8日", "#", "3 yue 8 ri"), ("😀", "#", ""), ("العربية", "ا", ""), ("한국", "ᄒ", ""), ("Straße", "S", ""),
        ("中华人民共和国第十四届全国人民代表大会第一次会议关于政府工作报告的决议", "Z", "zhong hua ren min …"),
        ("单雄信", "S", "shan xiongxin"),
    ],
)  # fmt: skip
def test_the_letter_and_the_reading_of_a_name(name: str, letter: str, reading: str) -> None:
    (found,) = ordered([name])
    assert (found.letter, found.reading) == (letter, reading)


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=40))
def test_any_names_have_one_order(names: list[str]) -> None:
    found = ordered(names)
    assert [one.term.name for one in ordered(names[::-1])] == [one.term.name for one in found]
    parts = _cut([(one.letters, 1000, one) for one in found]) if found else {}
    assert sorted(one.term.name for part in parts.values() for one in part) == sorted(names)
    assert all(one.letters.startswith(start) for start, part in parts.items() for one in part)


def tagged(names: list[str], key: str = "tags", each: int = 900) -> dict[str, str | bytes]:
    return {
        f"articles/a{start}.md": article(**{key: json.dumps(names[start : start + each], ensure_ascii=False)})
        for start in range(0, len(names), each)
    }


def test_a_small_index_is_one_list_with_letters_in_it(make: Make) -> None:
    view = planned(make(tagged(["西宁", "安宁", "Xerxes"])))["tags/index.html"]
    assert isinstance(view, NamesPage)
    assert [(one.letter, one.text, one.reading, one.count) for one in view.names] == [
        ("A", "安宁", "an ning", 1), ("X", "Xerxes", "", 1), ("", "西宁", "xi ning", 1)
    ]  # fmt: skip
    assert (view.letters, view.ranges, view.finder) == ((), (), "")
    words = planned(make(tagged([f"{chr(97 + n % 26)}{n}" for n in range(61)])))["tags/index.html"]
    assert [way.href for way in words.letters][:2] == ["tags/index.html#a", "tags/index.html#b"]
    anchors = {one.anchor for one in words.names}
    assert {way.href.partition("#")[2] for way in words.letters} <= anchors


def test_where_one_letter_has_nearly_all_there_are_none(make: Make) -> None:
    names = [f"第{n}版" for n in range(1, 13)]
    files = {f"articles/{n}.md": article(section=name) for n, name in enumerate([*names, "副刊"])}
    view = planned(make(files))["sections/index.html"]
    assert [one.text for one in view.names] == [*names, "副刊"]
    assert {one.letter for one in view.names} == {""}
    assert view.letters == ()


def test_a_large_index_has_ranges_and_lists_for_a_script(make: Make) -> None:
    names = [*[f"Lot {n}" for n in range(1300)], *[f"Mill {n}" for n in range(500)], "李卢"]
    found: dict[str, Any] = planned(make(tagged(names)))
    pages = {address: view for address, view in found.items() if isinstance(view, NamesPage)}
    assert list(pages) == [f"tags/{name}.html" for name in ("index", "index/l", "index/l-2", "index/l-3", "index/m")]
    assert [(way.text, way.count, way.current) for way in pages["tags/index/l-2.html"].letters] == [
        ("L", 1301, True), ("M", 500, False)
    ]  # fmt: skip
    ranges = [(way.text, way.current) for way in pages["tags/index/l-2.html"].ranges]
    assert ranges == [("李卢 – Lot 598", False), ("Lot 599 – Lot 1198", True), ("Lot 1199 – Lot 1299", False)]
    assert len({view.title for view in pages.values()}) == len(pages)
    shown = [one.text for view in pages.values() for one in view.names]
    assert sorted(shown) == sorted(names)
    scripts = {address: view.script for address, view in found.items() if isinstance(view, NamePart)}
    beginnings = json.loads(scripts.pop("tags/index/find.js").removeprefix('siteNames("",').rstrip(")\n"))
    entries = []
    for part, (start, characters) in beginnings.items():
        script = scripts.pop(f"tags/index/find/{part}.js")
        assert len(script) < 60_000
        for name, letters, address, count in json.loads(script.partition(",")[2].rstrip(")\n")):
            assert letters.startswith(start)
            assert name[0].lower() in characters
            assert f"{address}.html" in found
            entries.append((name, count))
    assert scripts == {}
    assert sorted(entries) == sorted((name, 1) for name in names)
