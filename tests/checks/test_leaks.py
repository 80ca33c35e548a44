"""Hidden words in a finished site: which words those are, where they are found, and what is made of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.archive.config import Config, Unchecked
from site_builder.archive.publications import Publication
from site_builder.archive.read import Archive, read_archive
from site_builder.checks.leaks import find_leaks, scan_files, secrets_of, state_files
from site_builder.checks.passages import Secret, Secrets, folded
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.common.workers import WorkerPool
from site_builder.pipeline.disclosure import staged_files, stop_for_leaks
from tests.conftest import Make, article

LONG = "abcdefghij klmnopqrst uvwxyz 0123456789"
FOLDED = LONG.replace(" ", "")
WITHDRAWN = "{date: 2024-05-01, reason: Because of a court order it was}"
CONFIG = Config(title="x", unchecked=Unchecked.PRIVATE)


def read(root: Path, config: Config = CONFIG) -> Archive:
    return read_archive(root, config)[0]


def withdrawn(body: str = LONG, **keys: str) -> str:
    return article(body=body, withdrawn=WITHDRAWN, **keys)


REDACTIONS = f"[{{text: Bo Li, date: 2024, reason: r}}, {{text: {LONG}, date: 2024, reason: r}}]"
LINES = {"pages/p.txt": f"a\n{LONG}\nb c\nshort\n{LONG[::-1]}\n"}

# files, and by the path of the file what must not be said of it
SECRETS: dict[str, tuple[dict[str, str | bytes], list[tuple[str, tuple[str, ...], bool]]]] = {
    "nothing": ({"articles/a.md": article(body=LONG)}, []),
    "too short": ({"articles/a.md": withdrawn("short"), "articles/b.md": article(body="x", draft="true")}, []),
    "just long enough": (
        {"articles/a.md": withdrawn(LONG[:21])}, [("articles/a.md", (FOLDED[:20], "headline"), True)],
    ),
    "withdrawn": (
        {"articles/a.md": withdrawn(f"**{LONG}**\n\nmore")}, [("articles/a.md", (f"{FOLDED}more", "headline"), True)],
    ),
    "its keys": (
        {
            "articles/a.md": withdrawn(
                kicker="'A: b'", Summary=">\n  two\n  lines", tags="[One, \"x;y\"]", Byline="\n- name: Ann、Bo\n  role: By",
                mood="{inner: [{deep: Words}], date: 2024, tags: 'a, b'}", section="'{Home}'", rights="Nobody",
                aliases="[old]", language="en",
            )
        },
        [("articles/a.md", (FOLDED, "headline", "a:b", "twolines", "one", "x", "y", "ann", "bo", "by",
                            "words", "a", "b", "", "home", ""), True)],
    ),
    "private": ({"articles/a.md": article(body=LONG, draft="yes")}, [("articles/a.md", (FOLDED, "headline", "yes"), False)]),
    "unchecked": ({"articles/a.md": article(body=LONG, status="unchecked")}, []),
    "in this order": (
        {
            "articles/a.md": article(body=LONG, private="yes"), "articles/z.md": withdrawn(),
            "articles/c.md": article(body="Bo Li", redactions="[{text: Bo Li, date: 2024, reason: r}]", deck=f"[{LONG} bo li]"),
            "articles/_d.md": article(body=LONG, private="yes"),
        },
        [
            ("articles/z.md", (FOLDED, "headline"), True),
            ("articles/a.md", (FOLDED, "headline", "yes"), False),
            ("articles/_d.md", (FOLDED, "headline", "yes"), False),
            ("articles/c.md", ("boli", "boli", FOLDED[-16:] + "boli"), True),
        ],
    ),
    "words, and what is around them": (
        {"articles/a.md": article("Of Bo Li", body=f"{LONG} bo\nli {LONG} BoLi", redactions=REDACTIONS)},
        [("articles/a.md", (
            FOLDED, f"{FOLDED[-16:]}boli{FOLDED[:16]}", f"{FOLDED[-16:]}boli", FOLDED,
            "ofboli", FOLDED, "boli", FOLDED,
        ), True)],
    ),
    "words that come again and again": (
        {"articles/a.md": article("人人人", body=f"{LONG}人人人{LONG}人人", redactions="[{text: 人人, date: 2024, reason: r}]")},
        [("articles/a.md", (
            f"{FOLDED[-18:]}人人人{FOLDED[:17]}", f"{FOLDED[-17:]}人人人{FOLDED[:18]}", f"{FOLDED[-18:]}人人",
            "人人人", "人人人", "人人",
        ), True)],
    ),
    "lines": (
        {"articles/b.md": withdrawn("x", source="[{file: p.txt, lines: '2-3, 5'}]"), **LINES},
        [("pages/p.txt", (f"{FOLDED}bc", FOLDED[::-1]), True)],
    ),
    "short lines": ({"articles/b.md": withdrawn("x", source="[{file: p.txt, lines: '3-4'}]"), **LINES}, []),
    "a whole page": ({"articles/b.md": withdrawn("x", source="[{file: p.txt}]"), **LINES}, []),
    "lines of a private article": (
        {"articles/b.md": article(body="x", draft="yes", source="[{file: p.txt, lines: '2-3'}]"), **LINES}, [],
    ),
    "a page of another encoding": (
        {
            "articles/b.md": withdrawn("x", source="[{file: p.txt, lines: 1}]"),
            "pages/p.txt": ("天地玄黄" * 6).encode("gb18030"), "pages/p.yaml": "encoding: gb18030\n",
        },
        [("pages/p.txt", ("天地玄黄" * 6,), True)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), SECRETS.values(), ids=SECRETS)
def test_the_words_that_must_not_be_in_a_site(
    make: Make, files: dict[str, str | bytes], expected: list[tuple[str, tuple[str, ...], bool]]
) -> None:
    root = make(files)
    found = [
        (Path(one.path).relative_to(root).as_posix(), one.texts, one.reported) for one in secrets_of(read(root)).all
    ]
    assert found == expected


def test_what_is_found_in_files(tmp_path: Path) -> None:
    secrets = Secrets((Secret("a", (FOLDED[:21],)),))
    (tmp_path / "a").write_text(LONG)
    (tmp_path / "b").write_text(FOLDED[1:21])
    (tmp_path / "c").write_text("other")
    (tmp_path / "p").write_text(f"<i>{LONG[:22]}</i>")
    files = {
        name: str(tmp_path / place)
        for name, place in (
            ("a.txt", "a"),
            ("b.txt", "b"),
            ("c.txt", "c"),
            ("d.txt", "d"),
            ("e.html", "p"),
            ("f.png", "a"),
        )
    }
    with WorkerPool(1) as pool:
        assert scan_files(secrets, files, pool) == {"a.txt": (0, 1), "b.txt": (1,), "e.html": (0,)}


def judged(
    archive: Archive, secrets: Secrets, hits: Mapping[str, tuple[int, ...]]
) -> tuple[list[tuple[str, str]], list[Problem]]:
    return find_leaks(archive, secrets, dict(hits))


SECRET = (Secret("x/first.md", (FOLDED[:22],)), Secret("x/second.md", (FOLDED[4:24],)))


def test_a_passage_that_nobody_may_say_is_a_leak(make: Make) -> None:
    archive = read(make({"articles/a.md": article()}))
    secrets = Secrets(SECRET)
    assert judged(archive, secrets, {}) == ([], [])
    assert judged(archive, secrets, {"b.html": (0, 1), "a.html": (3,)}) == (
        [("a.html", "x/second.md"), ("b.html", "x/first.md")], [],
    )  # fmt: skip


HELD: dict[str, tuple[dict[str, str | bytes], Config]] = {
    "the title": ({}, Config(title=LONG)),
    "rights": ({}, Config(title="x", rights=LONG)),
    "the paper": ({}, Config(title="x", publication=Publication(name=LONG))),
    "its place": ({}, Config(title="x", publication=Publication(place=LONG))),
    "a tag": ({"articles/a.md": article(tags=f"[{LONG}]")}, CONFIG),
    "a person": ({"articles/a.md": article(byline=f"[{LONG}]")}, CONFIG),
    "a section": ({"articles/a.md": article(section=LONG)}, CONFIG),
    "the rights of an article": ({"articles/a.md": article(rights=LONG)}, CONFIG),
    "a variant": (
        {"articles/a.md": article(tags="[t]"), "authorities.yaml": f"tags:\n- name: t\n  variants: [{LONG}]\n"}, CONFIG,
    ),
    "furniture": (
        {"pages/p.txt": f"a\n{LONG[:15]}\n{LONG[15:]}\n", "pages/p.yaml": "furniture: [{lines: '2-3', reason: Banner}]\n"}, CONFIG,
    ),
    "furniture of the second page, between lines that are withdrawn": (
        {
            "pages/o.txt": "a\n", "pages/p.txt": f"a\n{LONG}\nb\n",
            "pages/p.yaml": "furniture: [{lines: 2, reason: Banner}]\n",
            "articles/w.md": withdrawn("x", source="[{file: p.txt, lines: '1, 3'}]"),
        },
        CONFIG,
    ),
    "furniture beyond the end": (
        {"pages/p.txt": f"{LONG}\n", "pages/p.yaml": "furniture: [{lines: '1-30', reason: Banner}]\n"}, CONFIG,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "config"), HELD.values(), ids=HELD)
def test_what_the_paper_says_of_itself_is_no_leak(make: Make, files: dict[str, str | bytes], config: Config) -> None:
    archive = read(make({"articles/b.md": article(), **files}), config)
    secrets = Secrets((*SECRET, Secret("other.md", (FOLDED[::-1],))))
    other = len(secrets.passages) - 1
    assert judged(archive, secrets, {"a.html": (0, 1, 2, 3), "b.html": (0, other)}) == ([("b.html", "other.md")], [])


NO_FURNITURE: dict[str, dict[str, str | bytes]] = {
    "other lines": {"pages/p.yaml": "furniture: [{lines: '1', reason: Banner}]\n"},
    "withdrawn all the same": {
        "pages/p.yaml": "furniture: [{lines: '1-3', reason: Banner}]\n",
        "articles/w.md": withdrawn("x", source="[{file: p.txt, lines: '2'}]"),
    },
    "the page withdrawn": {
        "pages/p.yaml": "furniture: [{lines: '1-3', reason: Banner}]\n",
        "articles/w.md": withdrawn("x", source="[{file: p.txt}]"),
    },
    "a page of which no line is shown": {
        "pages/p.yaml": "furniture: [{lines: '1-3', reason: Banner}]\n",
        "articles/w.md": article(date="never", source="[{file: p.txt}]"),
    },
}


@pytest.mark.parametrize("files", NO_FURNITURE.values(), ids=NO_FURNITURE)
def test_what_is_no_furniture_is_a_leak(make: Make, files: dict[str, str | bytes]) -> None:
    archive = read(make({"articles/b.md": article(), "pages/p.txt": f"a\n{LONG}\nb\n", **files}))
    assert judged(archive, Secrets(SECRET), {"a.html": (0,)}) == ([("a.html", "x/first.md")], [])


def test_what_other_articles_show_is_said(make: Make) -> None:
    files = {f"articles/{name}.md": article(body=f"So: {FOLDED[:22]}!") for name in ("a", "b", "c")}
    archive = read(make({**files, "articles/d.md": article(body=f"**{FOLDED[5:26]}**")}))
    root = archive.root
    leaks, problems = judged(archive, Secrets(SECRET), {"a.html": (0, 1, 2), "b.html": (3,)})
    assert leaks == [("b.html", "x/second.md")]
    hint = "withdraw this article too, or redact the words in it"
    said = "the same 22 characters stand in what was withdrawn or redacted: “x/first.md”"
    assert problems[:3] == [Problem(str(root / f"articles/{name}.md"), 0, said, hint) for name in ("a", "b", "c")]
    assert problems[3:] == []


def test_each_secret_is_said_by_its_longest_run(make: Make) -> None:
    text = f"{FOLDED[:21]} - {FOLDED[1:22]} - {FOLDED[4:26]}"
    archive = read(make({"articles/a.md": article(body=text)}))
    secrets = Secrets((Secret("x/y/first.md", (FOLDED[:22],)), Secret("second.md", (FOLDED[4:26],))))
    _, problems = judged(archive, secrets, {"a.html": (0,)})
    assert [problem.message.partition("stand")[0::2] for problem in problems] == [
        ("the same 22 characters ", " in what was withdrawn or redacted: “y/first.md”"),
        ("the same 22 characters ", " in what was withdrawn or redacted: “second.md”"),
    ]


def test_passages_that_are_apart_are_not_counted_as_one(make: Make) -> None:
    archive = read(make({"articles/a.md": article(body=f"{FOLDED[:20]} - {FOLDED[2:23]} - {FOLDED[10:30]}")}))
    _, problems = judged(archive, Secrets((Secret("x/first.md", (FOLDED,)),)), {"a.html": (0,)})
    assert [problem.message.partition(" stand")[0] for problem in problems] == ["the same 21 characters"]


def test_what_nobody_is_told_of_keeps_nothing_else_back(make: Make) -> None:
    archive = read(make({"articles/a.md": article(body=LONG)}))
    secrets = Secrets((Secret("draft.md", (FOLDED[:20],), reported=False), Secret("x/first.md", (FOLDED[2:22],))))
    _, problems = judged(archive, secrets, {"a.html": (0,)})
    assert [problem.message.partition("“")[2] for problem in problems] == ["x/first.md”"]


def test_what_many_show_is_a_formula(make: Make) -> None:
    files = {f"articles/{name}.md": article(body=FOLDED[:22]) for name in "dabc"}
    archive = read(make({**files, "articles/e.md": article(body=LONG)}))
    secrets = Secrets((*SECRET, Secret("told.md", (FOLDED[14:36],), reported=False)))
    leaks, problems = judged(archive, secrets, {"a.html": (0, 3, 5)})
    assert leaks == []
    root = archive.root
    assert sorted(problems) == [
        Problem(str(root / "articles/e.md"), 0, "the same 20 characters stand in what was withdrawn or redacted: “x/second.md”",
                "withdraw this article too, or redact the words in it"),
        warning("x/first.md", 0, "withdrawn words stand in other articles too, as formulas do: in “5” of them",
                f"look whether they may stay, for example in {root / 'articles/a.md'}"),
    ]  # fmt: skip


def test_words_that_are_redacted_are_not_shown_by_their_article(make: Make) -> None:
    archive = read(
        make({"articles/a.md": article(body=LONG, redactions="[{text: klmnopqrst, date: 2024, reason: r}]")})
    )
    secrets = secrets_of(archive)
    assert judged(archive, secrets, {"a.html": (0,)}) == ([("a.html", str(archive.root / "articles/a.md"))], [])


def test_a_leak_stops_the_build_and_nothing_is_remembered(tmp_path: Path) -> None:
    for name in ("memory", "search/x", "other"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    stop_for_leaks([], tmp_path)
    assert (tmp_path / "memory").exists()
    for _ in range(2):
        with pytest.raises(BuildError) as error:
            stop_for_leaks([("a.html", "x/a.md"), ("b.html", "x/b.md")], tmp_path)
        assert error.value.problem == Problem(
            "x/a.md", 0, "2 files of the site would show what must not be shown, such as a.html",
            "look whether the lines that it names are right, and where else in the archive the same words stand (what is"
            " on many pages may be their furniture, which the page's .yaml names); the output is as it was",
        )  # fmt: skip
        assert [file.name for file in tmp_path.iterdir()] == ["other"]


def test_files_that_are_not_yet_in_their_place(tmp_path: Path) -> None:
    staging, folder = tmp_path / "staging", tmp_path / "dist"
    (staging / "x").mkdir(parents=True)
    (staging / "x/a.html").write_text("new")
    found = staged_files({"x/a.html", "b.html"}, str(staging), str(folder))
    assert list(found.items()) == [("b.html", str(folder / "b.html")), ("x/a.html", str(staging / "x/a.html"))]


def test_what_lies_beside_a_site(tmp_path: Path) -> None:
    for name in ("memory", "search/b", "search/a", "search/table.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    names = [str(tmp_path / name) for name in ("memory", "search/a", "search/b")]
    assert list(state_files(tmp_path).items()) == [(name, name) for name in names]


def test_folded_as_expected() -> None:
    assert folded(LONG) == FOLDED
