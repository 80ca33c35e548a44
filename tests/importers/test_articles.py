"""From a page's lines to its articles: boundaries, order, description, doubts. All texts are made up."""

import pytest

from site_builder.archive.authorities import Authority, NameIndex, Variant
from site_builder.importers.furniture import FurnitureReason
from site_builder.importers.pagetext import arrange, describe
from site_builder.importers.pagetext.cohesion import cohesion
from site_builder.importers.pagetext.doubts import FEATURES, DoubtKind, in_words
from site_builder.importers.pagetext.segment import WEIGHTS

BRIDGE = """\
本报讯（记者 王小明）清河大桥昨天
通车，市长和建桥工人一起走过清河大桥。
清河大桥有六条车道，两年建成。

清河大桥的建桥工人最多时有八百人，一
半来自清河两岸，他们把桥修到了家门口。
"""
TEA = """\
茶园里今年的新茶比去年早了十天，茶农
们天不亮就上山采茶，中午前送到茶厂。

茶厂厂长赵大年说，新茶价格比去年高，
茶农收入有望增加一成，茶厂也添了机器。
（通讯员 李大江）
"""
FOOTBALL = """\
春江队获联赛冠军

春江队昨晚在主场以三比一战胜对手，提
前一轮获得联赛冠军。春江队前锋周海踢
进两球，周海本赛季共进球二十一个。

（实习记者 孙云）
"""


def articles(text: str) -> tuple[arrange.ArticleBlocks, ...]:
    return arrange.arrange(text.split("\n")).articles


def starts(text: str) -> list[int]:
    return [article.ranges[0][0] for article in articles(text)]


def test_bylines_and_headlines_part_articles() -> None:
    page = BRIDGE + "\n" + TEA + "\n" + FOOTBALL
    assert starts(page) == [1, 8, 15]
    names = [[person.name for person in describe.byline(one).people] for one in articles(page)]
    assert names == [["王小明"], ["李大江"], ["孙云"]]
    assert [describe.headings(one).title for one in articles(page)] == ["", "", "春江队获联赛冠军"]


def test_a_head_and_a_tail_leave_one_place_between_them() -> None:
    """Nothing is printed between the two, but each has a byline, and the words change at one paragraph."""
    assert starts(BRIDGE + "\n" + TEA) == [1, 8]


def test_a_byline_inside_the_text_names_its_author_and_stays_in_the_text() -> None:
    (only,) = articles("清河大桥有六条车道。\n\n本报讯（记者 王小明）清河大桥昨天通车，市长走过清河大桥。\n")
    found = describe.byline(only)
    assert [person.name for person in found.people] == ["王小明"]
    assert found.printed == ""


def test_english_pages() -> None:
    page = """\
BRIDGE OPENS AFTER TWO YEARS

By Jane Doe

The new bridge over the Clear River was opened by the mayor
yesterday. The bridge has six lanes and took two years.

TEA HARVEST BEGINS EARLY

LONDON, April 8 (AP) — Tea growers in the hills began their
harvest ten days early. Growers said that tea prices rose.
"""
    found = articles(page)
    assert [one.ranges for one in found] == [((1, 6),), ((8, 11),)]
    assert [describe.headings(one).title for one in found] == [
        "BRIDGE OPENS AFTER TWO YEARS",
        "TEA HARVEST BEGINS EARLY",
    ]
    assert [person.name for person in describe.byline(found[0]).people] == ["Jane Doe"]
    assert describe.byline(found[1]).dateline == "LONDON, April 8 (AP) —"


def test_an_end_that_stands_before_its_headline_is_put_back_and_flagged() -> None:
    page = (
        "年，茶农们采的新茶送到茶厂，茶厂添了机器，茶价也高了。\n\n新茶上市早\n\n"
        "本报讯（记者 王小明）茶农们今年采新茶比去年早了十天，茶厂厂长说，茶厂收新茶的时间要到明\n"
    )
    (only,) = articles(page)
    assert only.ranges == ((3, 5), (1, 1))
    assert DoubtKind.MOVED in [doubt.kind for doubt in only.doubts]


def test_credits_and_mastheads_are_furniture() -> None:
    page = arrange.arrange(["2024年2月19日 星期一 第3版", "", *BRIDGE.split("\n"), "本版图片均由李大江摄"])
    assert [(one.first, one.reason) for one in page.furniture] == [
        (1, FurnitureReason.MASTHEAD),
        (10, FurnitureReason.PHOTO_PAGE),
    ]
    assert [one.ranges for one in page.articles] == [((3, 8),)]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("本报讯（记者 王小明）新桥昨天通车，市长和工人\n", DoubtKind.UNFINISHED),
        (BRIDGE + "\n两年建成\n\n走过大桥\n", DoubtKind.STRAY),
        (BRIDGE + "\n（记者 李大江）\n", DoubtKind.TWICE),
        ("桥面宽\n\n清河大桥今日通车\n\n" + BRIDGE, DoubtKind.HEADINGS),
        ("新桥昨天通车了。本报讯（记者 王小明）茶园里的新茶上市了，比去年早了十天。\n", DoubtKind.MIXED),
    ],
)
def test_doubts(page: str, kind: DoubtKind) -> None:
    doubts = [doubt for one in articles(page) for doubt in (*one.doubts, *describe.headings(one).doubts)]
    assert kind in [doubt.kind for doubt in doubts]
    for doubt in doubts:
        told = in_words(doubt, str)
        assert told.text.endswith(".")
        assert "{" not in told.text
        assert told.lines


def test_features_in_words_are_features_that_weigh() -> None:
    assert set(FEATURES) <= set(WEIGHTS)


def test_cohesion_is_least_where_the_subject_changes() -> None:
    texts = [paragraph for text in (BRIDGE, TEA) for paragraph in text.split("\n\n")]
    held = cohesion(texts)
    assert min(range(len(held)), key=lambda gap: held[gap].words) == 1
    assert cohesion([]) == cohesion(["只有一段"]) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("清河大桥昨天通车，市长走过大桥。", "清河大桥昨天通车"),
        ("“早上好，今天天气不错。”他说。", "早上好，今天天气不错"),
        ("The bridge over the Clear River was opened yesterday, and people came.", "The bridge over the Clear River was opened yesterday"),
        ("……", "page, 3"),
        ("日前，记者从市茶叶协会获悉，今年春茶产量增长一成。", "今年春茶产量增长一成"),
        ("记者从河务局了解到，清河大桥月底通车。", "清河大桥月底通车"),
        ("据市气象台消息，明天有大雨，出门带伞。", "明天有大雨，出门带伞"),
        ("记者从河务局获悉。", "记者从河务局获悉"),
    ],
)  # fmt: skip
def test_supplied_titles(text: str, title: str) -> None:
    assert describe.supplied_title(text, otherwise="page, 3") == title


def test_tags_come_from_the_authority_file() -> None:
    names = NameIndex(
        (
            Authority("清河大桥", variants=(Variant("新桥"), Variant("老桥", presumed=True))),
            Authority("茶厂"),
            Authority("足球"),
        )
    )
    assert describe.tags("茶厂在新桥旁，清河大桥很长", names) == ("清河大桥", "茶厂")
    assert describe.tags("老桥", names) == ()
