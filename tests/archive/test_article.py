"""Front matter: what it means, what is wrong with it and where."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.article import Article, read_article, read_body
from site_builder.archive.frontmatter.model import Status, TitleOrigin
from site_builder.common.problems import Problem
from tests.conftest import article


def read(tmp_path: Path, text: str | bytes) -> tuple[Article | None, list[Problem]]:
    file = tmp_path / "x.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_article(file, "x.md")


def good(tmp_path: Path, text: str | bytes) -> Article:
    found, problems = read(tmp_path, text)
    assert not problems
    assert found
    return found


FAULTS = [
    # name, text, line, words of the message
    ("bad date", "---\ntitle: A\ndate: 2024-02-30\n---\n", 3, "no day of the calendar"),
    ("no date form", "---\ntitle: A\ntags: [x]\ndate: soon\n---\n", 4, "is no date"),
    ("wrong type", "---\ntitle: A\ndate: 2024\ntags: {a: b}\n---\n", 4, "expected a text"),
    ("wrong type inside", "---\ntitle: A\ndate: 2024\nsource:\n- file: a.txt\n  lines: {a: 1}\n---\n", 6, "expected a list"),
    ("unknown value", "---\ntitle: A\ndate: 2024\nstatus: perhaps\n---\n", 4, "not one of the known values"),
    ("unknown origin", "---\ntitle: A\ntitle_origin: guessed\ndate: 2024\n---\n", 3, "not one of the known values"),
    ("unclosed", "---\ntitle: A\ndate: 2024\n\nText.\n", 1, "not closed"),
    ("none", "Text without anything.\n", 1, "no front matter"),
    ("no date", "---\ntitle: A\n---\n", 2, "date"),
    ("duplicate key", "---\ntitle: A\ndate: 2024\ntags: [a]\ntitle: B\n---\n", 5, "“title” stands twice"),
    ("duplicate key inside", "---\ntitle: A\ndate: 2024\nwithdrawn:\n  date: 2024\n  date: 2025\n---\n", 6, "stands twice"),
    ("not YAML", "---\ntitle: A: B\ndate: 2024\n---\n", 2, "not readable as YAML"),
    ("unclosed list", "---\ntitle: A\ntags: [a, b\ndate: 2024\n---\n", 4, "not readable as YAML"),
    ("bad lines", "---\ntitle: A\ndate: 2024\nsource:\n- file: a.txt\n  lines: [3-1]\n---\n", 6, "no range of lines"),
    ("bad correction", "---\ntitle: A\ndate: 2024\ncorrections:\n- {date: x, text: y}\n---\n", 4, "is no date"),
    ("not UTF-8", "---\ntitle: A\ndate: 2024\n---\n\n西宁\n".encode("gb18030"), 6, "not UTF-8"),
    ("a list", "---\n- title\n---\n", 2, "key: value"),
    ("aliases", "---\ntitle: A\ndate: 2024\na: &a [x]\nb: [*a, *a]\n---\n", 5, "aliases (*name) are not supported"),
    ("no TOML", "+++\ntitle = \n+++\n", 2, "not readable as TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), [error[1:] for error in FAULTS], ids=[error[0] for error in FAULTS])
def test_faults_name_their_line(tmp_path: Path, text: str | bytes, line: int, words: str) -> None:
    found, problems = read(tmp_path, text)
    assert found is None
    assert [(problem.line, problem.path) for problem in problems] == [(line, str(tmp_path / "x.md"))]
    assert words in problems[0].message


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("title_origin: guessed", "write printed or supplied"),
        ("tags: {a: b}", "see docs/writing.md for the form of “tags”"),
    ],
)
def test_faults_say_what_may_stand_there(tmp_path: Path, key: str, hint: str) -> None:
    _, problems = read(tmp_path, f"---\ntitle: A\ndate: 2024\n{key}\n---\n")
    assert [problem.hint for problem in problems] == [hint]


def test_values_are_text_until_a_type_is_known(tmp_path: Path) -> None:
    found = good(tmp_path, article(page="01", tags="[no, 1:30, 2024-02-30]", issue="007"))
    assert found.front.page == "01"
    assert found.front.issue == "007"
    assert found.front.tags == ("no", "1:30", "2024-02-30")


def test_everything_is_kept(tmp_path: Path) -> None:
    text = article(
        kicker="K", deck="[one, two]", title_origin="supplied", byline="[{name: A, role: 记者}, B]",
        byline_printed="（记者 A）", dateline="本报讯", source="[{file: p.txt, lines: '3, 5-6'}]", status="draft", draft="no",
        notes="[{at: x, text: y}]", corrections="[{date: 2024-03-01, text: z}]", weather="mild",
    )  # fmt: skip
    front = good(tmp_path, text).front
    assert front.deck == ("one", "two")
    assert front.title_origin is TitleOrigin.SUPPLIED
    assert [(person.name, person.role) for person in front.byline] == [("A", "记者"), ("B", "")]
    assert front.source[0].ranges == ((3, 3), (5, 6))
    assert (front.status, front.draft) == (Status.UNCHECKED, False)
    assert front.corrections[0].text == "z"
    assert good(tmp_path, text).extra == {"weather": "mild"}


OTHERS = [
    ("Hugo", '+++\ntitle = "A"\ndate = 2024-02-19T08:00:00+08:00\ntags = ["x", "y"]\ndescription = "S"\ndraft = true\n+++\nText\n'),
    ("Hugo YAML", "---\ntitle: A\ndate: 2024-02-19T08:00:00+08:00\ntags: [x, y]\ndescription: S\ndraft: true\n---\nText\n"),
    ("Jekyll", "---\nlayout: post\ntitle: A\ndate: 2024-02-19 08:00:00 +0800\ntags: [x, y]\nexcerpt: S\ndraft: true\n---\nText\n"),
    ("Pelican", "---\nTitle: A\nDate: 2024-02-19 08:00\nTags: x, y\nSummary: S\nStatus: draft\n---\nText\n"),
    ("Eleventy", "---\r\ntitle: A\r\ndate: 2024-02-19\r\ntags:\r\n  - x\r\n  - y\r\ndescription: S\r\ndraft: true\r\n---\r\nText\r\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for _, text in OTHERS], ids=[name for name, _ in OTHERS])
def test_articles_of_other_generators(tmp_path: Path, text: str) -> None:
    found = good(tmp_path, text)
    assert (found.front.title, found.date.lower, found.front.tags) == ("A", "2024-02-19", ("x", "y"))
    assert (found.front.summary, found.front.draft, found.front.status) == ("S", True, None)
    assert read_body(tmp_path / "x.md") == "Text"


def test_a_byte_order_mark_and_control_characters_do_no_harm(tmp_path: Path) -> None:
    found = good(tmp_path, '\ufeff---\ntitle: "A\\u0007B"\ndate: 2024\n---\n\nT\x0bext\n')
    assert found.front.title == "AB"
    assert read_body(tmp_path / "x.md") == "Text"


def test_blank_names_are_nobody(tmp_path: Path) -> None:
    found = good(tmp_path, article(tags='["", " ", a ]', byline='["", {name: "  "}, B]', section="''"))
    assert found.front.tags == ("a",)
    assert [person.name for person in found.front.byline] == ["B"]
    assert found.front.section == ""


@given(st.text())
def test_no_front_matter_makes_it_crash(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    found, problems = read(folder, f"---\ntitle: A\ndate: 2024\n{text}\n---\n".encode(errors="surrogatepass"))
    assert found or problems
