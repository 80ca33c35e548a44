"""Laws for any input: nothing crashes the importer, every line is somewhere, and audit and build hold afterwards."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.checks.audit import audit
from site_builder.common.lines import numbers, split_lines
from site_builder.importers.base import ImportOptions
from site_builder.importers.batch import import_files
from site_builder.importers.compose import Paragraph, markdown
from site_builder.importers.pagetext.arrange import arrange
from site_builder.markdown.convert import convert
from site_builder.pipeline.build import build

BITS = st.sampled_from(
    ["本报讯（记者 王小明）", "（记者 李大江）", "本报记者 王小明", "新华社北京4月8日电", "清河大桥", "昨天通车", "，", "。", "、", "“", "”",
     "（", "）", " ", "  ", "　", "\n", "\n\n", "\n\n\n", "\r\n", "\f", "\u200b", "\x00", "\x85", "\u2028", "2024年2月19日", "1.5", "%", "*", "_",
     "#", "[", "]", "{gap: x}", "<b>", "&amp;", "|", "~~~", "- ", "1. ", "> ", "本版图片均由王小明摄", "王小明 摄", "By Jane Doe", "the engi-",
     "neers", "LONDON, April 8 (AP) — ", "A HEADLINE", "桥 面 很 宽", "\u202e", "\ufeff", "😀", "==", "---", "    code", "[^1]: x", "*[a]: b"]
)  # fmt: skip
# Whole paragraphs, so that every place a byline, a dateline or a heading can have in an article comes up.
PARAGRAPHS = st.sampled_from(
    ["本报讯（记者 王小明）清河大桥昨天通车，市长走过大桥。", "本报讯 记者孙云报道：茶园里的新茶上市了。", "新华社北京4月8日电（记者 李大江）雨下了一天。",
     "新华社电 雨下了一天。（记者 李静）", "雨下了一天。（通讯员 李静）", "（记者 孙云）", "本报记者 王小明", "清河大桥今日通车", "新茶上市早", "据新华社电 大桥很长。",
     "清河大桥有六条车道，两年建成。", "本报讯（记者 王小明）", "By Jane Doe", "LONDON, April 8 (AP) — Tea prices rose.", "The bridge was opened."]
)  # fmt: skip
PARAGRAPHED = st.lists(st.tuples(PARAGRAPHS, st.sampled_from(["\n", "\n\n", "\n\n\n"])).map("".join), max_size=9).map(
    "".join
)
PAGES = st.one_of(st.lists(BITS, max_size=60).map("".join), st.text(max_size=200), PARAGRAPHED)


def seen(line: str) -> bool:
    return bool(line.strip())


@given(PAGES)
@example("a\n" * 300)
@example("本报讯（记者 王小明）" * 40)
@settings(max_examples=300)
def test_every_line_with_something_on_it_is_somewhere_once(text: str) -> None:
    lines = split_lines(text)
    page = arrange(lines)
    claims = [n for article in page.articles for n in numbers(article.ranges)]
    claims += [n for one in page.furniture for n in numbers([(one.first, one.last)])]
    assert len(claims) == len(set(claims))
    from site_builder.importers.pagetext.clean import visible

    missing = {n for n, line in enumerate(lines, 1) if visible(line).strip()} - set(claims)
    assert not missing


@given(st.binary(max_size=300) | PAGES.map(str.encode) | PAGES.map(lambda text: text.encode("gb18030")))
@example("清河大桥有六条车道。\n\n本报讯（记者 王小明）清河大桥昨天通车，市长走过清河大桥。\n".encode())
@example(("本报讯（记者 王小明）清河大桥昨天通车，市长走过大桥。\n" * 3 + ".\nB").encode())
@example("本报讯 市长走过清河大桥。\n\n新华社电 清河大桥雨下了一天。（记者 李静）\n".encode())
def test_import_then_audit_and_build(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "archive"
        (root / "articles").mkdir(parents=True)
        (root / "archive.yaml").write_text("title: Archive\nlanguage: zh-Hans\n", encoding="utf-8")
        file = Path(folder) / "page.txt"
        file.write_bytes(data)
        outcomes = import_files(root, [file], ImportOptions(date="1998-01-09"))  # several where form feeds part pages
        config = load_config(root)
        archive, problems = read_archive(root, config)
        assert not problems
        assert not audit(archive).problems
        assert len(archive.articles) == sum(len(outcome.articles) for outcome in outcomes)
        report = build(root, Path(folder) / "site", with_search=False)
        assert not report.problems
        assert b"".join(
            (root / "pages" / f"{one.name}.txt").read_bytes() for one in outcomes if one.state == "new"
        ) in (
            data,
            b"",
        )
        again = import_files(root, [file], ImportOptions(date="1998-01-09"))
        assert {one.state for one in again} <= {"known", "refused"}


@pytest.mark.parametrize(
    "text",
    [
        "清河上的第一座大桥昨天通车了\n",
        "清河大桥昨天通车。\n\n",
        "and the engi-\nneers of the bridge\n",
        "（甲）\n",
        "（甲）",
    ],
)
def test_time_grows_with_the_page_and_no_faster(text: str) -> None:
    assert growth(lambda page: arrange(split_lines(page)), text * (16_000 // len(text))) < 9


@pytest.mark.parametrize("mark", "*&#`")
def test_time_grows_with_a_paragraph_of_marks_and_no_faster(mark: str) -> None:
    assert growth(lambda words: convert(markdown([Paragraph(words)])), f"桥{mark}" * 8_000) < 9


def growth(work: Callable[[str], object], text: str) -> float:
    """How much longer four times the text takes: about 4, or 16 if time grows by the square."""

    def seconds(words: str) -> float:
        start = time.process_time()
        work(words)
        return time.process_time() - start

    return min(seconds(text * 4) for _ in range(2)) / max(0.005, min(seconds(text) for _ in range(3)))
