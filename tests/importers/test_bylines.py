"""Bylines in their forms. All names are made up."""

import pytest

from site_builder.importers.pagetext.arrange import arrange
from site_builder.importers.pagetext.bylines import is_alone, opens_article, photo_credit, read_credit
from site_builder.importers.pagetext.describe import byline


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
        (["LONDON, April 8.—The rain went on."], "dateline", [], "LONDON, April 8.—"),
        (["HARBOUR TOWN, Tuesday — The rain went on."], "dateline", [], "HARBOUR TOWN, Tuesday —"),
        (["Paris, 3 Aug.—The rain went on."], "dateline", [], "Paris, 3 Aug.—"),
        (["NEW YORK (Reuters) - The rain went on."], "dateline", [], "NEW YORK (Reuters) -"),
        (["BRIDGE OPENS — MAYOR SPEAKS"], "", [], ""),
        (["The rain went on. (Reuters)"], "tail", [("Reuters", "")], ""),
        (["LONDON, April 8 — The rain went on.—Reuters."], "tail", [("Reuters", "")], "LONDON, April 8 —"),
        (["She joined the Associated Press (AP)"], "", [], ""),
        (["By JOHN SMITH, Staff Writer"], "own", [("JOHN SMITH", "Staff Writer")], ""),
        (["BY MARGARET ELLISON"], "own", [("MARGARET ELLISON", "")], ""),
        (["By J. R. R. Archer."], "own", [("J. R. R. Archer", "")], ""),
        (["By Dr. Henry Ames, M.P."], "own", [("Dr. Henry Ames, M.P.", "")], ""),
        (["By May Sinclair and Ludwig van Hoven"], "own", [("May Sinclair", ""), ("Ludwig van Hoven", "")], ""),
        (["By Émile Zola, The Courier"], "own", [("Émile Zola", "")], ""),
        (["Story and photos by Jane Doe"], "own", [("Jane Doe", "Story and photos")], ""),
        (["JANE DOE, Science Editor"], "own", [("JANE DOE", "Science Editor")], ""),
        (["By Our Special Correspondent"], "own", [], ""),
        (["(From Our Own Correspondent.)"], "own", [], ""),
        (["By a Staff Reporter"], "own", [], ""),
        (["(AP)"], "own", [("AP", "")], ""),
        (["Reuters"], "own", [("Reuters", "")], ""),
        (["—J. S."], "own", [("J. S.", "")], ""),
        (["by June."], "", [], ""),
        (["By June"], "", [], ""),
        (["By Monday night"], "", [], ""),
        (["by Smith"], "", [], ""),
        (["BY TELEGRAPH"], "", [], ""),
        (["By Order of the Board"], "", [], ""),
        (["UP"], "", [], ""),
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


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("The bridge would be repaired\nby June.\n", ""),
        ("The bridge, he said, would be repaired\nby Jane Doe\n", ""),
        (
            "It was put up two years ago, and all that time it stood.\nBy John Smith\nand his men it was never cared for.\n",
            "",
        ),
        (
            "It was put up two years ago, and all that time it stood.\nBy John Smith and Mary\nJones it was painted.\n",
            "",
        ),
        ("BRIDGE OPENS\nBy John Smith\nThe bridge was opened.\n", "By John Smith"),
        ("BRIDGE OPENS\n\nby John Smith\n\nThe bridge was opened.\n", "by John Smith"),
        ("By Our Special Correspondent\n\nThe bridge was opened.\n", "By Our Special Correspondent"),
    ],
)
def test_a_byline_stands_alone(page: str, printed: str) -> None:
    found = arrange(page.splitlines()).articles
    assert {byline(one).printed for one in found} == {printed}
