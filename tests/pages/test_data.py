"""All articles as CSV and JSON Lines: what stands in them, how they are cut, and what an edit makes anew."""

import csv
import io
import itertools
from pathlib import Path
from typing import Any

import msgspec
import pytest
from frictionless import validate

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.common.problems import BuildError
from site_builder.pages import data, periods
from site_builder.pages.data import COLUMNS, MARKDOWN, TEXT, data_parts
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from tests.conftest import Make, article

SETTINGS = (
    "title: Archive\nlanguage: zh-Hans\nbase_url: https://news.example/\npublication: {name: 晚报}\nrights: Public\n"
)
FULL = {
    "articles/2024/02/19/x.md": article(
        '"=1+1，标题"', date="[2024-02-18,2024-02-19]", kicker="引题", deck="[副题一, 副题二]", title_origin="supplied",
        byline="[{name: 张三, role: 记者}, {name: 李四}]", byline_printed="（记者 张三）", dateline="本报讯", section="要闻",
        page="3", issue="12", tags="[甲, 乙]", summary="摘要", status="checked", date_note="推定", rights="Own",
        notes="[{at: 正文, text: 注}, {text: 总注}]", corrections="[{date: 2024-03-01, text: 更正}]",
        source="[{file: p.txt, lines: [1-2, '4']}]",
        body="正文，{gap: 缺字}**重**要。\n\n第二段{supplied: 补字}。",
    ),
    "articles/2024/plain.md": article("Plain", date="2024-05-01", body='Says "yes", and goes.', language="en"),
    "articles/199x.md": article("Undated", date="199X"),
    "articles/2023/12/31/last.md": article("Last", date="2023-12-31"),
    "pages/p.txt": "one\ntwo\nthree\nfour\n",
}  # fmt: skip


def made(root: Path, **options: Any) -> Path:
    out = root.parent / "dist"
    build(root, out, with_search=False, options=BuildOptions(jobs=1, **options))
    return out / "data"


def records(folder: Path) -> dict[str, dict[str, Any]]:
    lines = itertools.chain.from_iterable(file.read_bytes().splitlines() for file in sorted(folder.glob("*.jsonl")))
    return {record["path"]: record for record in map(msgspec.json.decode, lines)}


def rows(folder: Path) -> dict[str, dict[str, str]]:
    texts = (file.read_bytes().decode("utf-8-sig") for file in sorted(folder.glob("*.csv")))
    return {row["path"]: row for text in texts for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.fixture
def folder(make: Make) -> Path:
    return made(make(FULL, settings=SETTINGS))


def test_json_lines_hold_every_value(folder: Path) -> None:
    assert records(folder)["2024/02/19/x.html"] == {
        "path": "2024/02/19/x.html", "url": "https://news.example/2024/02/19/x.html", "title": "=1+1，标题",
        "title_origin": "supplied", "kicker": "引题", "deck": ["副题一", "副题二"],
        "byline": [{"name": "张三", "role": "记者"}, {"name": "李四", "role": ""}], "byline_printed": "（记者 张三）",
        "date": "[2024-02-18,2024-02-19]", "date_first": "2024-02-18", "date_last": "2024-02-19", "date_note": "推定",
        "publication": "晚报", "section": "要闻", "page": "3", "issue": "12", "dateline": "本报讯", "tags": ["甲", "乙"], "mentions": [],
        "language": "zh-Hans", "summary": "摘要", "rights": "Own", "status": "checked",
        "source": [{"file": "p.txt", "lines": "1–2, 4", "sha256": ""}],
        "notes": [{"text": "注", "at": "正文"}, {"text": "总注", "at": ""}],
        "corrections": [{"date": "2024-03-01", "text": "更正"}],
        "text": "正文，重要。\n\n第二段。",
        "markdown": "正文，{gap: 缺字}**重**要。\n\n第二段{supplied: 补字}。",
    }  # fmt: skip


def test_csv_holds_lists_in_one_cell_and_no_formula(folder: Path) -> None:
    row, plain = rows(folder)["2024/02/19/x.html"], rows(folder)["2024/plain.html"]
    assert list(row) == [column.name for column in (*COLUMNS, TEXT)]
    assert row["title"] == "'=1+1，标题"
    assert row["deck"] == "副题一 | 副题二"
    assert row["byline"] == "张三 (记者) | 李四"
    assert row["source"] == "p.txt:1–2, 4"
    assert row["notes"] == "正文 注 | 总注"
    assert row["corrections"] == "2024-03-01 更正"
    assert plain["text"] == 'Says "yes", and goes.'


def test_both_forms_say_the_same_of_all_articles(folder: Path) -> None:
    table, lines = rows(folder), records(folder)
    assert list(table) == list(lines) == ["2023/12/31/last.html", "2024/02/19/x.html", "2024/plain.html", "199x.html"]
    for path, row in table.items():
        texts = {key: value for key, value in lines[path].items() if isinstance(value, str) and key != MARKDOWN.name}
        assert {key: row[key].removeprefix("'") for key in texts} == texts


def test_the_data_package_is_valid(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    assert {task.name for task in report.tasks} == {
        f"{year}-{form}" for year in ("2023", "2024", "undated") for form in ("csv", "jsonl")
    }
    package = msgspec.json.decode((folder / "datapackage.json").read_bytes())
    assert package["title"] == "Archive"


def test_a_year_of_many_is_parted_into_months(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MOST_OF_A_YEAR", 2)
    days = [
        "2023-01-01",
        "2023-02-01",
        "2024-01-31",
        "2024-02-01",
        "2024-02",
        "2024",
        "[2024-01-31,2024-02-01]",
        "19XX",
    ]
    root = make({f"articles/{n}.md": article(str(n), date=day) for n, day in enumerate(days)})
    found = {part.name: [one.front.title for one in part.articles] for part in data_parts(read_archive(root)[0])}
    assert list(found) == ["undated", "2023", "2024", "2024-01", "2024-02"]
    assert found["2024"] == ["5"]
    assert sorted(found["2024-01"]) == ["2", "6"]
    assert sum(map(len, found.values())) == len(days)


def test_an_edit_makes_its_part_only(make: Make) -> None:
    root = make(FULL, settings=SETTINGS)
    folder = made(root)
    before = {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in folder.iterdir()}
    (root / "articles/2024/plain.md").write_text(article("Plain", date="2024-05-01", body="New words.", language="en"))
    made(root)
    changed = {file.name for file in folder.iterdir() if before[file.name][0] != file.stat().st_mtime_ns}
    assert changed == {"2024.csv", "2024.jsonl", "datapackage.json"}
    assert records(folder)["2024/plain.html"]["text"] == "New words."
    fresh = root.parent / "fresh"
    build(root, fresh, with_search=False, options=BuildOptions(jobs=1))
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        file.name: file.read_bytes() for file in (fresh / "data").iterdir()
    }


def test_a_private_article_is_in_no_data_not_even_of_a_preview(make: Make) -> None:
    root = make({"articles/a.md": article("Public"), "articles/b.md": article("Secret", draft="true")})
    build(root, root.parent / "dist", with_search=False, drafts=True, options=BuildOptions(jobs=1))
    assert {record["title"] for record in records(root.parent / "dist" / "data").values()} == {"Public"}


@pytest.mark.parametrize(
    "files",
    [{"articles/a.md": article(draft="true")}, {"articles/a.md": article(withdrawn="{date: 2024-05-01, reason: R}")}],
)
def test_an_archive_without_articles_has_no_data(make: Make, files: dict[str, str | bytes]) -> None:
    assert not made(make(files)).exists()


def test_data_may_be_left_out(make: Make) -> None:
    root = make(FULL, settings=SETTINGS + "data: false\n")
    assert not made(root).exists()
    assert "data/" not in (root.parent / "dist" / "index.html").read_text("utf-8")
    with pytest.raises(BuildError, match="data"):
        load_config(make(FULL, settings=SETTINGS + "data: perhaps\n"))


def test_the_page_lists_every_file(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    for file in folder.iterdir():
        assert file.suffix not in (".csv", ".jsonl") or f'href="../data/{file.name}"' in page
    assert all(f"<code>{column.name}</code>" in page for column in (*COLUMNS, TEXT, MARKDOWN))


def test_columns_do_not_forget_what_a_reader_sees() -> None:
    """A key of the front matter that pages show is a column, or is left out for a reason."""
    from site_builder.archive.frontmatter.model import FrontMatter

    without = {
        "checked",
        "doubts",
        "withdrawn",
        "redactions",
        "aliases",
        "draft",
        "private",
        "publish_date",
        "writing",
        "expiry_date",
    }
    assert set(FrontMatter.__struct_fields__) - {column.name for column in data.COLUMNS} <= without
