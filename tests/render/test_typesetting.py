"""Marks at full width between Chinese characters, and numbers in vertical lines: shown otherwise, and nothing else."""

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.pipeline.build import build
from site_builder.render.typesetting import clauses, full_width, full_width_html, upright_numbers
from tests.conftest import Make, article


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("90天,签下245亿元!", "90天，签下245亿元！"),
        ("时间:8:30,共1,300人;票价3.5元", "时间：8:30，共1,300人；票价3.5元"),
        ("他说“好”,然后(记者 张三)走了", "他说“好”，然后（记者 张三）走了"),
        ("增长5%,比上年", "增长5%，比上年"),
        ("比分3:2,好!!", "比分3:2，好！！"),
        ("用Windows,Linux(及其他)的人?有:A,B", "用Windows,Linux（及其他）的人？有：A,B"),
        ("公司(ABC),成立", "公司（ABC），成立"),
        ("He said (yes), twice: no!", "He said (yes), twice: no!"),
        ("見 http://x.example/a?b,c 及(1)", "見 http://x.example/a?b,c 及（1）"),
        ("新聞)及(未完", "新聞)及(未完"),
        ("한국, 신문", "한국, 신문"),
    ],
)
def test_marks_beside_chinese_characters(text: str, shown: str) -> None:
    assert full_width(text) == shown
    assert full_width(shown) == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>一,<em>二</em>,三</p>", "<p>一，<em>二</em>，三</p>"),
        ("<p>三</p><p>,x</p>", "<p>三</p><p>,x</p>"),
        ("<p>见<code>甲,乙</code>,又见<a href='?一,二'>甲,乙</a>,完</p>", "<p>见<code>甲,乙</code>，又见<a href='?一,二'>甲,乙</a>，完</p>"),
        ("<p>甲&amp;乙&lt;,x</p>", "<p>甲&amp;乙&lt;,x</p>"),
        ("<p>甲<sup class='note-mark'><a>[1,2]</a></sup>,x(乙<b>丙</b>)</p>", "<p>甲<sup class='note-mark'><a>[1,2]</a></sup>，x（乙<b>丙</b>）</p>"),
        ('<p title="甲,乙">x</p>', '<p title="甲,乙">x</p>'),
    ],
)  # fmt: skip
def test_marks_in_html(html: str, shown: str) -> None:
    assert full_width_html(html) == shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("招商引资，逆风跑出加速度", ["招商引资，", "逆风跑出加速度"]),
        ("[省政府与某某签约 加快推进“三地”建设！]", ["[省政府与某某签约", "加快推进“三地”建设！]"]),
        ("清明节假期,全省1,300人：“好！”他们说", ["清明节假期,", "全省1,300人：", "“好！”他们说"]),
        ("青海　　西宁　<b>工业</b>乘风起", ["青海", "西宁", "<b>工业</b>乘风起"]),
    ],
)
def test_clauses_of_a_headline(text: str, parts: list[str]) -> None:
    html = str(clauses(text))
    assert re.findall(r'<span class="clause">(.*?)</span>', html.replace("&lt;", "<").replace("&gt;", ">")) == parts
    assert html.count("<b>") == 0
    assert re.sub("</?span[^>]*>", "", html) == escape(text, quote=False)


@pytest.mark.parametrize(
    "text", ["A long headline, in English: with clauses", "天，地，人", "清明节假期全省未发生火灾"]
)
def test_a_headline_of_one_clause_stays(text: str) -> None:
    assert clauses(text) == text


@given(st.text(alphabet="甲乙ab1,;:!?()“” <>&;/pe\"'=", max_size=60))
def test_each_mark_is_one_character(text: str) -> None:
    for change in (full_width, full_width_html):
        shown = change(text)
        assert len(shown) == len(text)
        assert all(a == b or b in "，；：！？（）" for a, b in zip(text, shown, strict=True))


def test_numbers_in_vertical_lines() -> None:
    html = upright_numbers('<p id="p12">12月5日,1998年,3.14,10%,共60人<a href="#12">[12]</a></p>')
    assert re.findall(r'<span class="upright">(.*?)</span>', html) == ["12", "60"]
    assert re.sub(r"</?span[^>]*>", "", html) == '<p id="p12">12月5日,1998年,3.14,10%,共60人<a href="#12">[12]</a></p>'


def test_only_what_is_shown_changes(make: Make, tmp_path: Path) -> None:
    text = article("甲,乙!", body="天,签下12人。", summary="丙,丁", source="[{file: p.txt, lines: [1]}]")
    files = {"articles/a.md": text, "articles/b.md": article(writing="vertical"), "pages/p.txt": "天,签下12人。\n"}
    for punctuation, mark in (("as-printed", ","), ("fullwidth", "，")):
        settings = f"title: T\nlanguage: zh-Hans\npunctuation: {punctuation}\n"
        build(make(files, settings=settings), tmp_path / "out", with_search=False)
        page, day = ((tmp_path / "out" / name).read_text("utf-8") for name in ("a.html", "2024/02/19/index.html"))
        assert f"天{mark}签下12人" in page
        assert f"<h1>甲{mark}乙" in page
        assert f"丙{mark}丁" in day
        assert '"headline":"甲,乙!"' in page
        assert "天,签下12人" in (tmp_path / "out" / "pages/p.html").read_text("utf-8")
        assert ('id="punctuation"' in (tmp_path / "out" / "about.html").read_text("utf-8")) == (mark == "，")
    assert 'class="article vertical"' in (tmp_path / "out" / "b.html").read_text("utf-8")
    assert "vertical" not in page
