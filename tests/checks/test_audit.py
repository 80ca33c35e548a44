"""The audit passes on the seeds, and fails in every way in which words can be lost, naming file and line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.archive.config import Config
from site_builder.archive.read import read_archive
from site_builder.checks.audit import Audit, audit
from site_builder.cli import cli
from site_builder.cli.audit import _percent
from site_builder.common.problems import Problem
from tests.conftest import SEEDS, Make, article


def account(root: Path) -> tuple[Audit, list[Problem]]:
    archive, problems = read_archive(root, Config(title="x"))
    return audit(archive), problems


def test_the_seeds_are_whole() -> None:
    found, problems = account(SEEDS)
    assert not problems
    assert not found.problems
    assert (found.articles, len(found.pages), found.without_source) == (13, 5, 0)
    assert found.lines == found.lines_accounted == 552
    assert found.characters == found.characters_right == 14701
    assert [page.articles for page in found.pages] == [5, 5, 1, 1, 1]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


def edit(old: str, new: str) -> Callable[[Path], object]:
    def change(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def swap_paragraphs(first: int, second: int) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        head, mark, body = file.read_text(encoding="utf-8").rpartition("---\n")
        paragraphs = body.split("\n\n")
        paragraphs[first], paragraphs[second] = paragraphs[second], paragraphs[first]
        file.write_text(head + mark + "\n\n".join(paragraphs), encoding="utf-8")

    return change


GUANGFU = "articles/2024/02/18/guangfu-chanzhi.md"
KAIFAQU = "articles/2025/04/08/kaifaqu-kaimenhong.md"
PAGE_0, PAGE_1 = "pages/000_1da0b948e40103ae.txt", "pages/001_f210bc26744d8fca.txt"

WAYS = [
    # what happens, file, change, (file, line) that a problem must name, words
    ("a character of a body", GUANGFU, edit("压舱石作用", "压仓石作用"), (GUANGFU, 23), f"{PAGE_0}:114"),
    ("a character of a kicker", KAIFAQU, edit("实现开门红\n", "实现满堂红\n"), (KAIFAQU, 3), f"{PAGE_1}:3"),
    ("a character of a deck", KAIFAQU, edit("拜访企业45家次", "拜访企业46家次"), (KAIFAQU, 5), f"{PAGE_1}:7"),
    ("a character of a title", KAIFAQU, edit("title: 90天", "title: 91天"), (KAIFAQU, 2), f"{PAGE_1}:5"),
    ("a character of a byline", GUANGFU, edit("（记者 张弘靓）", "（记者 张弘视）"), (GUANGFU, 8), f"{PAGE_0}:109"),
    ("a dateline", GUANGFU, edit("dateline: 本报讯\n", ""), (GUANGFU, 22), f"{PAGE_0}:109"),
    ("punctuation", KAIFAQU, edit("抢抓机遇、分秒必争,", "抢抓机遇、分秒必争，"), (KAIFAQU, 27), f"{PAGE_1}:11"),
    ("a paragraph dropped", GUANGFU, lambda f: f.write_text(f.read_text().split("同时，为进一步")[0]), (GUANGFU, 28), f"{PAGE_0}:145"),
    ("two paragraphs swapped", GUANGFU, swap_paragraphs(1, 2), (GUANGFU, 25), f"{PAGE_0}:116"),
    ("a word added", GUANGFU, edit("试生产阶段。", "试生产阶段了。"), (GUANGFU, 29), f"{PAGE_0}:160"),
    ("words added at the end", GUANGFU, edit("试生产阶段。", "试生产阶段。完。"), (GUANGFU, 29), "has words that its lines do not"),
    ("a line claimed by nobody", GUANGFU, edit("[109-160]", "[110-160]"), (PAGE_0, 109), "in no article"),
    ("a line claimed twice", GUANGFU, edit("[109-160]", "[107-160]"), (PAGE_0, 107), "claimed more than once"),
    ("an article deleted", GUANGFU, Path.unlink, (PAGE_0, 109), "lines 109–114 are in no article"),
    ("a page changed", PAGE_0, lambda f: f.write_bytes(f.read_bytes().replace("沃土".encode(), "沃野".encode())), (PAGE_0, 0), "was changed since it was received"),
    ("a page deleted", PAGE_0, Path.unlink, ("pages/000_1da0b948e40103ae.yaml", 0), "missing or unreadable"),
    ("furniture without a reason", "pages/001_f210bc26744d8fca.yaml",
     lambda f: f.write_text(f.read_text().split("- {lines")[0] + '- {lines: "71"}\n'),
     ("pages/001_f210bc26744d8fca.yaml", 3), "has no reason"),
    ("no hash on record", "pages/001_f210bc26744d8fca.yaml", lambda f: f.write_text(f.read_text().partition("\n")[2]),
     ("pages/001_f210bc26744d8fca.yaml", 0), "no sha256"),
    ("another hash in an article", GUANGFU, edit("sha256: 1ade", "sha256: 2ade"), (GUANGFU, 15), "SHA-256 differs"),
    ("lines that are not there", GUANGFU, edit("[109-160]", "[109-160, 900]"), (GUANGFU, 15), "goes beyond the end of 000_1da0b948e40103ae.txt, line 288"),
    ("another file", GUANGFU, edit("file: 000_1da", "file: 009_1da"), (GUANGFU, 15), "is not in pages/"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "place", "words"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS])
def test_ways_of_failing(
    seeds: Path, name: str, change: Callable[[Path], object], place: tuple[str, int], words: str
) -> None:
    change(seeds / name)
    found, _ = account(seeds)
    named = [(problem.path, problem.line) for problem in found.problems]
    assert (str(seeds / place[0]), place[1]) in named, found.problems
    assert any(words in problem.message for problem in found.problems), found.problems


def small(make: Make, source: str, *, body: str, lines: str = "1-9", **keys: str) -> list[Problem]:
    root = make(
        {
            "pages/p.txt": source,
            "articles/a.md": article(body=body, source=f"[{{file: p.txt, lines: '{lines}'}}]", **keys),
        }
    )
    return [problem for problem in account(root)[0].problems if "no sha256" not in problem.message]


def test_ranges_without_end_end(make: Make) -> None:
    root = make(
        {
            "pages/p.txt": "One.\n",
            "pages/p.yaml": "furniture: [{lines: 2-9999999, reason: r}]\n",
            "articles/a.md": article(body="One.", title_origin="supplied", source="[{file: p.txt, lines: 1-9999999}]"),
        }
    )
    messages = [problem.message for problem in account(root)[0].problems]
    assert sum("goes beyond the end of p.txt, line 1" in message for message in messages) == 2
    assert sum("no sha256" in message for message in messages) == 2


def test_pieces_may_stand_in_any_order_on_the_page(make: Make) -> None:
    source = "Kicker\nTitle\n(by A) Place:\nFirst para-\ngraph.\n\nSub\nSecond.\n"
    body = "First para-graph.\n\n## Sub\n\nSecond {gap: torn}."
    assert not small(
        make,
        source,
        title="Title",
        kicker="Kicker",
        byline_printed="(by A)",
        dateline="'Place:'",
        body=body,
        lines="1-8",
    )


def test_a_byline_at_the_tail_or_between_paragraphs(make: Make) -> None:
    for source in ("One.\nTwo.(A)\n", "One.\n(A)\nTwo.\n", "(A)\nOne.\nTwo.\n"):
        assert not small(
            make,
            source,
            title_origin="supplied",
            byline_printed="(A)",
            body="One.\n\nTwo.",
            lines="1-" + str(source.count("\n")),
        )


def test_headings_keep_their_order(make: Make) -> None:
    assert small(make, "Title\nKicker\nText.\n", title="Title", kicker="Kicker", body="Text.", lines="1-3")
    assert not small(make, "Title\nKicker\nText.\n", title="Title", kicker="Kicker", body="Text.", lines="2, 1, 3")


def test_words_of_the_editor_do_not_count(make: Make) -> None:
    body = "One {supplied: and a half} two{gap: a hole}."
    assert not small(make, "One two.\n", title_origin="supplied", body=body, lines="1")


def test_lines_of_a_withdrawn_article_stay_accounted_for(make: Make) -> None:
    root = make(
        {
            "pages/p.txt": "Gone.\n",
            "articles/a.md": article(
                body="", source="[{file: p.txt, lines: '1'}]", withdrawn="{date: 2024, reason: r}"
            ),
        }
    )
    found, _ = account(root)
    assert found.lines_accounted == found.lines == 1
    assert not [problem for problem in found.problems if "no sha256" not in problem.message]


WORDS = "He ran the mile—his first—and “gave the\nlibrarian” a half-\nmarathon map,\nor two."


@pytest.mark.parametrize(
    ("source", "body", "message"),
    [
        (WORDS, "He ran the mile—his first—and “gave the librarian” a half-marathon map, or two.", ""),
        (WORDS, "He ran the mile—his first—and “gave the librarian” a halfmarathon map, or two.", ""),
        (WORDS, "He ran themile—his first—and “gave the librarian” a half-marathon map, or two.", "p.txt:1: the page has “the mile—his”, the article “themile—his”"),
        (WORDS, "He ran the mile—his first—and “gavethe librarian” a half-marathon map, or two.", "p.txt:1: the page has ““gave the”, the article ““gavethe”"),
        (WORDS, "He ran the mile—his first—and “gave thelibrarian” a half-marathon map, or two.", "p.txt:2: the page has “the librarian””, the article “thelibrarian””"),
        (WORDS, "He ran the mile—his first—and “gave the librarian”a half-marathon map, or two.", "p.txt:2: the page has “librarian” a”, the article “librarian”a”"),
        (WORDS, "He ran the mile—his first—and “gave the libra rian” a half-marathon map, or two.", "p.txt:2: the page has “librarian””, the article “libra rian””"),
        (WORDS, "He ran the mile—his first—and “gave the librarian” a half marathon map, or two.", "p.txt:3: the page has “half-marathon”, the article “half- marathon”"),
        (WORDS, "He ran the mile—his first—and “gave the librarian” a half-marathon map,or two.", "p.txt:4: the page has “map, or”, the article “map,or”"),
        (WORDS, "He ran the mi\n\nle—his first—and “gave the librarian” a half-marathon map, or two.", "p.txt:1: the page has “mile—his”, the article “mi le"),
        ("railway.\n“It is” ever", "railway.“It is” ever", "p.txt:2: the page has “railway. “It”, the article “railway.“It”"),
        ("it rained—\nand how", "it rained—and how", ""),
        ("it rained—\nand how", "it rained— and how", ""),
        ("the Anglo-\nSaxon", "the Anglo-Saxon", ""),
        ("the Anglo-\nSaxon", "the AngloSaxon", "differs from"),
        ("in 1986-\n87", "in 198687", "differs from"),
        ("12 34", "1234", "“12 34”, the article “1234”"),
        ("the engi\u00ad\nneers", "the engineers", ""),
        ("die Brük=\nken", "die Brükken", ""),
        ("다리가 어제\n열렸다", "다리가 어제열렸다", ""),
        ("다리가 어제\n열렸다", "다리가어제 열렸다", "“다리가 어제”, the article “다리가어제”"),
        ("Новый мост", "Новыймост", "“Новый мост”, the article “Новыймост”"),
        ("桥 面 共 3 . 5 米\n宽", "桥面共3.5米宽", ""),
        ("桥面很宽 by Jane Doe 说", "桥面很宽by Jane Doe说", ""),
        ("桥面很宽 by Jane Doe 说", "桥面很宽by JaneDoe说", "“Jane Doe”, the article “JaneDoe”"),
        ("สะพาน ใหม่", "สะพานใหม่", ""),
        ("One two three.", "One {supplied: small} two{gap: torn} three {gap: x}.", ""),
        ("Onetwo.", "One{gap: x}two.", ""),
    ],
)  # fmt: skip
def test_words_are_compared_where_spaces_part_them(make: Make, source: str, body: str, message: str) -> None:
    found = small(make, source, title_origin="supplied", body=body, lines=f"1-{source.count(chr(10)) + 1}")
    said = [problem.message.replace("differs from ", "").split("/pages/")[-1] for problem in found]
    assert bool(said) == bool(message), said
    assert message.removeprefix("differs from") in "".join(said)
    assert all(problem.line == 8 or "\n\n" in body for problem in found), found


def test_each_place_is_named_up_to_a_number(make: Make) -> None:
    found = small(make, "a b " * 40, title_origin="supplied", body="ab" * 40, lines="1")
    assert len(found) == 21
    assert "59 more places" in found[-1].message


def test_dropped_hyphens_are_listed(make: Make) -> None:
    root = make(
        {
            "pages/p.txt": "Two engi-\nneers ran half-\nway and the mid-\ndle.\n",
            "articles/a.md": article(
                body="Two engineers ran half-way and the middle.",
                title_origin="supplied",
                source="[{file: p.txt, lines: '1-4'}]",
            ),
        }
    )
    found = account(root)[0]
    assert [(join.line, join.words) for join in found.joins] == [(1, "engi- neers"), (3, "mid- dle.")]
    assert (found.words, found.words_right) == (7, 7)


def test_one_mistake_in_lines_is_one_problem(make: Make) -> None:
    source = "".join(f"Line {n}.\n" + "\n" * (n % 2) for n in range(1, 18))
    body = "\n\n".join(f"Line {n}." for n in range(1, 18))
    keys = {"title_origin": "supplied", "source": "[{file: p.txt, lines: 1-26}]"}
    root = make(
        {
            "pages/p.txt": source,
            "articles/a.md": article(body=body, **keys),
            "articles/b.md": article(body=body, **keys),
        }
    )
    (problem,) = [one for one in account(root)[0].problems if "sha256" not in one.message]
    assert "lines 1–25 are claimed more than once: by " in problem.message


def test_a_share_is_rounded_down() -> None:
    assert [_percent(part, 2000) for part in (1999, 2000, 0)] == ["99.9 %", "100 %", "0.0 %"]
    assert _percent(0, 0) == "100 %"


def test_only_pages_with_something_wrong_are_shown(make: Make) -> None:
    root = make({"pages/good.txt": "\n", "pages/bad.txt": "Lost.\n"})
    shown = CliRunner().invoke(cli, ["audit", str(root)]).stdout
    assert "bad.txt" in shown
    assert "good.txt" not in shown
    assert "0 of 1: 0.0 %" in shown
    assert "good.txt" in CliRunner().invoke(cli, ["audit", str(root), "--all"]).stdout


def test_json_holds_the_account(make: Make) -> None:
    root = make({"pages/bad.txt": "Lost.\n"})
    result = CliRunner().invoke(cli, ["audit", str(root), "--json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (found["lines"], found["lines_accounted"], found["pages"][0]["name"]) == (1, 0, "bad.txt")
    assert found["problems"][0]["line"] in (0, 1)


def test_an_audit_tells_how_far_it_is(make: Make) -> None:
    root = make({"articles/a.md": article(), "articles/b.md": article()})
    told: list[tuple[str, int, int]] = []
    audit(read_archive(root, Config("Archive"))[0], progress=lambda *said: told.append(said))
    assert told == [("audit", 1, 2), ("audit", 2, 2)]
