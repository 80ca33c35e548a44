"""Bylines in their forms. All names are made up."""

import pytest

from site_builder.importers.bylines import is_alone, opens_article, photo_credit, read_credit


@pytest.mark.parametrize(
    ("lines", "place", "people", "dateline"),
    [
        (["本报讯（记者 王小明）昨天下了雨。"], "head", [("王小明", "记者")], "本报讯"),
        (["本报讯(记者 王小明 通讯员 李大江)昨天。"], "head", [("王小明", "记者"), ("李大江", "通讯员")], "本报讯"),
        (["本报讯（本报记者 王小明 李江）昨天。"], "head", [("王小明", "记者"), ("李江", "记者")], "本报讯"),
        (["本报讯(记者 王小明 摄影报道)昨天。"], "head", [("王小明", "记者、摄影")], "本报讯"),
        (["新华社北京4月8日电（记者 王小明、李江）今天。"], "head", [("王小明", "记者"), ("李江", "记者")], "新华社北京4月8日电"),
        (["本报广州一月七日电 记者王小明报道：今天。"], "head", [("王小明", "记者")], "本报广州一月七日电"),
        (["据新华社电 今天下了雨。"], "dateline", [], "据新华社电"),
        (["本报讯 今天下了雨。"], "dateline", [], "本报讯"),
        (["新华社电 雨下了一天。（记者 李静）"], "tail", [("李静", "记者")], "新华社电"),
        (["雨下了一天。（实习记者 李静）"], "tail", [("李静", "实习记者")], ""),
        (["雨下了一天。（通", "讯员 李静）"], "tail", [("李静", "通讯员")], ""),
        (["雨下了一天。（记者 王小", "明 李江）"], "tail", [("王小明", "记者"), ("李江", "记者")], ""),
        (["雨下了一天。（记者 王明", "李江）"], "tail", [("王明", "记者"), ("李江", "记者")], ""),
        (["（記者 王小明）"], "tail", [("王小明", "記者")], ""),
        (["本报记者 王小明"], "own", [("王小明", "记者")], ""),
        (["本报记者 王小明 通讯员 李 静"], "own", [("王小明", "记者"), ("李静", "通讯员")], ""),
        (["特约通讯员：欧阳小明"], "own", [("欧阳小明", "特约通讯员")], ""),
        (["By Jane Q. Doe and John Roe"], "own", [("Jane Q. Doe", ""), ("John Roe", "")], ""),
        (["LONDON, April 8 (AP) — The rain went on."], "dateline", [], "LONDON, April 8 (AP) —"),
        (["雨下了一天。（王小明）"], "", [], ""),
        (["（新华社记者王小明摄）"], "", [], ""),
        (["记者从市里了解到，雨下了一天。"], "", [], ""),
        (["本报记者从市里了解到，雨下了一天。"], "", [], ""),
        (["By the way they went home."], "", [], ""),
        (["新华社播发长篇通讯《春天的桥》"], "", [], ""),
    ],
)  # fmt: skip
def test_forms(lines: list[str], place: str, people: list[tuple[str, str]], dateline: str) -> None:
    credit = read_credit(tuple(lines), "".join(lines))
    assert (credit.place, [(one.name, one.role) for one in credit.people]) == (place, people)
    assert credit.dateline == dateline


@pytest.mark.parametrize(
    "text", ["本报讯（记者 王小明）昨天。", "雨下了一天。（记者 王小明）", "本报记者 王小明", "新华社电 今天。"]
)
def test_no_character_is_lost(text: str) -> None:
    credit = read_credit((text,), text)
    left = (credit.dateline, credit.printed, credit.rest)
    assert sorted("".join(left).replace(" ", "")) == sorted(text.replace(" ", ""))


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("本版图片均由王小明摄", "page"),
        ("王小明 摄", "picture"),
        ("图片由本报记者 王小明 摄", "picture"),
        ("Photos by Jane Doe", "picture"),
        ("王小明拍摄了一部电影。", ""),
    ],
)
def test_credits_for_photographs(text: str, whom: str) -> None:
    assert photo_credit(text) == whom


def test_what_opens_and_what_stands_alone() -> None:
    assert opens_article("本报讯（记者")
    assert not opens_article("新华社电视台的人来了")
    assert is_alone("本报记者 王小明")
    assert not is_alone("本报记者 王小明报道了这件事，")
