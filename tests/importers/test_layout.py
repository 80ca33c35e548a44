"""Lines become pieces: spaces, wrapped lines, paragraphs, headings. All texts are made up."""

import pytest

from site_builder.importers.pagetext.clean import tidy, visible
from site_builder.importers.pagetext.headings import is_heading
from site_builder.importers.pagetext.layout import read_pieces


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("桥 面 共 有 六 条 车 道", "桥面共有六条车道"),
        ("全长 1.5 公里，共 6 条车道", "全长1.5公里，共6条车道"),
        ("占 44.4 %，比上年多 3 . 5 个", "占44.4%，比上年多3.5个"),
        ("“抓住机遇促发展 走在前面作表率”活动", "“抓住机遇促发展 走在前面作表率”活动"),
        ("　　第一段的开头", "第一段的开头"),
        ("EGO-Park 暨生态街区", "EGO-Park暨生态街区"),
        ("two  words   here", "two words here"),
        ("the word “和” means “and” in the old tongue", "the word “和” means “and” in the old tongue"),
        ("桥 面 很 宽 很 长 By Jane Doe 说", "桥面很宽很长By Jane Doe说"),
        ("新 闻 说 I B M 公 司 很 大", "新闻说IBM公司很大"),
        ("다리 “大橋”가 열렸다", "다리 “大橋”가 열렸다"),
        ("零\u200b宽\ufeff字符\x00", "零宽字符"),
        ("（记者 王 明）", "（记者 王 明）"),
        ("本 报 讯 （ 记 者   王 明 ） 昨 天", "本报讯（记者 王明）昨天"),
    ],
)
def test_spaces(line: str, expected: str) -> None:
    assert tidy(visible(line)) == expected


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("清河大桥今日通车", True),
        ("90天,签下245亿元!", True),
        ("大桥通车 市民出行方便", True),
        ("为了明天而来——", True),
        ("Bridge Opens After Ten Years", True),
        ("清河大桥今日通车。", False),
        ("据悉这座桥很长", False),
        ("他说“这座桥很长", False),
        ("桥长，路宽，人多，车多", False),
        ("●一是抓紧", False),
        ("……", False),
    ],
)
def test_headings(text: str, heading: bool) -> None:
    assert is_heading(text, lines=1) is heading


WRAPPED = """\
清河上的第一座大桥昨天通车
了，前来参观的市民有几千人，
桥上桥下都是人。

这座桥从开工到通车用了两年时
间，参加施工的工人最多时有八百

多人，其中一半是本地人。
市长在通车仪式上说，这座桥把
两岸连成一片，今后过河只要五分
钟。
"""


def test_paragraphs_of_a_column() -> None:
    texts = [piece.text for piece in read_pieces(WRAPPED.splitlines())]
    assert texts == [
        "清河上的第一座大桥昨天通车了，前来参观的市民有几千人，桥上桥下都是人。",
        "这座桥从开工到通车用了两年时间，参加施工的工人最多时有八百多人，其中一半是本地人。",
        "市长在通车仪式上说，这座桥把两岸连成一片，今后过河只要五分钟。",
    ]


def test_a_heading_between_paragraphs_and_a_column_with_a_space_after_every_line() -> None:
    lines = WRAPPED.replace("\n\n这座桥从", "\n\n两年建成\n\n这座桥从").splitlines()
    assert [piece.text for piece in read_pieces(lines)][1] == "两年建成"
    spaced = [line for text in WRAPPED.splitlines() if text for line in (text, "")]
    assert len(read_pieces(spaced)) == 3


def test_english_columns() -> None:
    page = """\
The new bridge over the Clear River was opened
yesterday by the mayor, who thanked the engi-
neers for two years of work. The engineers came.

It is the longest bridge in the province, and
the first with six lanes. Some thousand people
came to see it.
"""
    assert [piece.text for piece in read_pieces(page.splitlines())] == [
        "The new bridge over the Clear River was opened yesterday by the mayor, who thanked the engineers for two years"
        " of work. The engineers came.",
        "It is the longest bridge in the province, and the first with six lanes. Some thousand people came to see it.",
    ]


def test_every_line_is_in_one_piece() -> None:
    pieces = read_pieces(WRAPPED.splitlines())
    numbers = [line.number for piece in pieces for line in piece.lines]
    assert numbers == [n for n, line in enumerate(WRAPPED.splitlines(), 1) if line.strip()]
