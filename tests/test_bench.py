"""The benchmark's own parts, without Hugo: sites that differ are told apart, articles and edits are what they should be."""

from pathlib import Path

import pytest

from site_builder.pipeline.build import build
from tests.bench import hugo
from tests.bench.__main__ import CASES, Edits, check, rows
from tests.bench.builders import Builder, tool
from tests.bench.compare import HUGO, OURS, counted, differences, more, table
from tests.bench.measure import Run, run
from tests.generated import Writer, generate, write_article

TEASER = '<article class="teaser"><h2>An article of {}</h2><p class="meta">Here</p></article>\n'
ARTICLE = '<h1>An article</h1><p>Here</p><div class="body">\n' + "<p>{}</p>" * 40 + "\n  </div>"
SITE = {
    "1990/01/01/01.html": ARTICLE + "<p>Read on</p>",
    "1990/01/index.html": "<p>In our form</p>",
    "tags/a.html": TEASER * 3,
    "tags/b.html": TEASER,
    "tags/b/1990.html": TEASER * 200,
    "tags/b/page-1.html": "to another address",
    "sitemap.xml": "<url><loc>https://newspaper.example/{}</loc></url>\n" * 5,
    "notebook.html": "<p>Only ours</p>",
}
SAME = {
    "1990/01/01/01.html": ARTICLE,
    "months/1990-01.html": "<p>In theirs</p>",
    "tags/甲.html": TEASER * 3,
    "tags/乙.html": TEASER * 100,
    "tags/乙/page/2.html": TEASER * 100,
    "sitemap.xml": "<url><loc>https://newspaper.example/{}</loc></url>\n" * 4,
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_sites_that_are_alike(tmp_path: Path) -> None:
    ours, theirs = counted(write(tmp_path / "a", SITE), OURS), counted(write(tmp_path / "b", SAME), HUGO)
    assert list(differences(ours, theirs)) == []
    names = ours["tags, people, sections"]
    assert (names.lists, names.pages, names.entries) == (2, 3, 204)
    assert "| articles | 1 / 1 |" in "\n".join(table(ours, theirs))


def test_what_only_our_site_has_is_counted_and_named(tmp_path: Path) -> None:
    ours = counted(write(tmp_path / "a", SITE), OURS)
    *_, said = table(ours, counted(write(tmp_path / "b", SAME), HUGO))
    assert said.endswith("notebook (1); former pages of lists (1): 0.0 MB.")
    assert list(more({})) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("1990/01/01/02.html", ARTICLE, "articles: lists 1 and 2"),
        ("tags/甲.html", TEASER * 9, "entries 204 and 209"),
        ("tags/丙.html", "", "lists 2 and 3"),
        ("months/1990-02.html", "", "months: lists 1 and 2"),
        ("1990/01/01/01.html", ARTICLE.replace("<p>{}</p>", "", 1), "articles: letters"),
        ("1990/01/01/01.html", ARTICLE + "<!--" + " " * 90 + "-->", "articles: bytes"),
        ("unknown.html", "<p>What is this?</p>", "unknown.html: lists 0 and 1"),
    ],
)
def test_sites_that_differ(tmp_path: Path, name: str, text: str, found: str) -> None:
    ours = counted(write(tmp_path / "a", SITE), OURS)
    theirs = counted(write(tmp_path / "b", {**SAME, name: text}), HUGO)
    assert found in "\n".join(differences(ours, theirs))


def test_no_ratio_where_sites_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = Builder("ours", tmp_path, write(tmp_path / "a", SITE), [], write_article, OURS)
    theirs = Builder("other", tmp_path, write(tmp_path / "b", SAME), [], write_article, HUGO)
    check((ours, theirs))
    (tmp_path / "b/tags/甲.html").unlink()
    with pytest.raises(SystemExit, match="no ratio is given:\ntags, people, sections: lists 2 and 1"):
        check((ours, theirs))
    assert "| tags, people, sections | 3 / 2 |" in capsys.readouterr().out


def test_our_pages_are_all_of_a_known_kind(tmp_path: Path) -> None:
    generate(tmp_path / "archive", 120, tags=30)
    report = build(tmp_path / "archive", tmp_path / "site", with_search=False)
    found = counted(tmp_path / "site", OURS)
    assert report.problems == []
    assert set(found) <= {kind for _, kind in OURS}
    assert found["articles"].pages == 120
    assert found["sitemap"].entries == report.pages - 2  # but the notebook, and the page that is shown where nothing is


def test_the_same_seed_gives_the_same_articles() -> None:
    assert list(Writer(7, 20).articles(30)) == list(Writer(7, 20).articles(30))
    assert list(Writer(7, 20).articles(30)) != list(Writer(8, 20).articles(30))


def test_articles_are_a_mixture() -> None:
    texts = list(Writer(1, 300).articles(900))
    english = [text for text in texts if text.language == "en"]
    assert 0.1 < sum("\n## " in text.body for text in texts) / len(texts) < 0.2
    assert 250 < sum(len(text.body.split()) for text in english) / len(english) < 300
    assert 5 <= len(texts) / len({text.day for text in texts}) <= 10
    assert all(text.body.startswith(text.noted) for text in texts)
    assert len({tag for text in texts for tag in text.tags}) <= 300
    many = [tag for text in Writer(1, 0).articles(900) for tag in text.tags]
    assert len(set(many)) > 0.9 * len(many)


def test_the_other_site_has_the_same_words(tmp_path: Path) -> None:
    noted = next(text for text in Writer(1, 30).articles(300) if text.note and "](" in text.body)
    written = hugo.write_article(tmp_path, noted).read_text(encoding="utf-8")
    assert written.replace("{{< note 1 >}}", "").replace("(01.html)", "(01.md)").endswith(f"\n\n{noted.body}\n")
    assert noted.noted + "{{< note 1 >}}" in written


def test_edits_change_both_sites_each_time(tmp_path: Path) -> None:
    edits = Edits(list(Writer(1, 30).articles(20)), 1)
    pair = [
        Builder("ours", tmp_path / "a", tmp_path / "site", [], write_article, OURS),
        Builder("other", tmp_path / "b", tmp_path / "public", [], hugo.write_article, HUGO),
    ]
    assert edits.make(CASES[0], pair) is None
    seen = set()
    for case in CASES[2:] * 5:
        made = edits.make(case, pair)
        assert made
        text, words = made
        for file in (tmp_path / f"a/articles/{text.name}.md", tmp_path / f"b/content/{text.name}.md"):
            assert words in file.read_text(encoding="utf-8")
            assert all(tag in file.read_text(encoding="utf-8") for tag in text.tags)
        seen.add(words)
    assert len(seen) == 10


def test_a_run_is_measured() -> None:
    program = "import subprocess, sys, time; x = b'1' * 90_000_000; time.sleep(0.3)"
    held = run([["python3", "-c", program]])
    assert held.seconds > 0.3
    assert held.seconds > held.cpu > 0
    assert 90e6 < held.largest <= held.tree < 300e6
    with pytest.raises(SystemExit, match="failed"):
        run([["python3", "-c", "raise SystemExit(3)"]])


def test_rows_hold_medians_and_peaks() -> None:
    ours = [Run(seconds, 2.0, 10_000_000, 30_000_000) for seconds in (1.0, 2.0, 9.0)]
    theirs = [Run(4.0, 5.0, size, size) for size in (10_000_000, 80_000_000)]
    assert list(rows({"cold": (ours, theirs)}, "pages")) == [
        "| pages: cold | 2.00 s | 4.00 s | 2.00 | 2.00 / 5.00 s | 10 / 80 MB | 30 / 80 MB |"
    ]


def test_memory_of_children_counts() -> None:
    child = "import sys; x = b'1' * 60_000_000; print(flush=True); sys.stdin.read()"
    both = (
        "import subprocess as s, sys, time\n"
        f"made = [s.Popen([sys.executable, '-c', {child!r}], stdin=s.PIPE, stdout=s.PIPE) for _ in '12']\n"
        "[p.stdout.readline() for p in made]; time.sleep(0.5); [p.communicate() for p in made]"
    )
    held = run([["python3", "-c", both]])
    assert held.largest < 110e6 < 120e6 < held.tree


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make bench"):
        tool(tmp_path, "hugo/binaries/hugo")


def test_a_clean_start_removes_what_was_built(tmp_path: Path) -> None:
    write(tmp_path, {"out/site/index.html": "", "out/.site.state/pages": "", "archive/resources/x": ""})
    Builder("ours", tmp_path / "archive", tmp_path / "out" / "site", [], write_article, OURS).clean()
    assert list((tmp_path / "out").iterdir()) == []
    assert not (tmp_path / "archive" / "resources").exists()
