"""The command line, as its user meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import __version__
from tests.conftest import SEEDS, Make, article


def run(*words: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "site_builder", *map(str, words)]
    environment = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )


def test_version_and_help() -> None:
    assert run("--version").stdout == f"site-builder {__version__}\n"
    assert "site-builder new my-archive" in run("--help").stdout
    for command in ("build", "serve", "audit", "new"):
        found = run(command, "--help")
        assert found.returncode == 0
        assert len(found.stdout) > 200


def test_start_up_imports_nothing_heavy() -> None:
    code = "import sys, site_builder.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"jinja2", "markdown", "yaml", "msgspec_", "rich", "babel", "pypinyin", "watchfiles", "nh3"} & set(found)


def test_a_build_reports_what_it_did(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article()})
    first = run("build", root, "--output", tmp_path / "out", "--no-search")
    assert first.returncode == 0
    assert "pages of 1 article, " in first.stdout
    assert "no problems" in first.stdout
    again = run("build", root, "--output", tmp_path / "out", "--no-search")
    assert " 0 files written" in again.stdout
    assert run("build", root, "-o", tmp_path / "out", "--no-search", "--quiet").stdout == ""


def test_problems_name_file_and_line_and_errors_fail(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article(), "articles/b.md": article(date="2024-02-30")})
    words = ("build", root, "-o", tmp_path / "out", "--no-search")
    for _ in ("built", "nothing to do"):
        found = run(*words)
        assert found.returncode == 1
        assert f"{root}/articles/b.md:3: “date”: “2024-02-30” is no day of the calendar" in found.stderr
    assert (tmp_path / "out" / "a.html").exists()
    assert not (tmp_path / "out" / "b.html").exists()
    (root / "articles" / "b.md").unlink()
    assert run(*words, "--strict").returncode == 0


def test_nobody_is_invited_to_open_a_strange_page(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article()})
    (tmp_path / "out").mkdir()
    (tmp_path / "out/index.html").write_text("mine")
    found = run("build", root, "-o", tmp_path / "out", "--no-search")
    assert found.returncode == 1
    assert "Open " not in found.stdout
    assert " 0 pages" not in found.stdout
    assert found.stderr.count("index.html") == 1


@pytest.mark.parametrize("slip", ['title: "unfinished', "status: chekced"])
def test_a_typing_mistake_takes_no_page_off_the_site(make: Make, tmp_path: Path, slip: str) -> None:
    root = make({"articles/a.md": article()})
    words = ("build", root, "-o", tmp_path / "out", "--no-search", "--quiet")
    assert run(*words).returncode == 0
    page = (tmp_path / "out/a.html").read_bytes()
    (root / "articles/a.md").write_text(
        article().replace("title: Headline", f"title: Headline\n{slip}", 1).replace("title: Headline\ntitle", "title")
    )
    found = run(*words)
    assert found.returncode == 1
    assert "“a.html” was published" in found.stderr
    assert "the page stays as it was published" in found.stderr
    assert (tmp_path / "out/a.html").read_bytes() == page
    make({"articles/a.md": article()})
    assert run(*words).returncode == 0


def test_the_site_of_another_archive_is_left_alone(make: Make, tmp_path: Path) -> None:
    assert run("build", make({"articles/a.md": article()}), "--no-search", cwd=tmp_path).returncode == 0
    assert run("new", "mine", cwd=tmp_path).returncode == 0
    found = run("build", "mine", "--no-search", cwd=tmp_path)
    assert found.returncode == 2
    assert "--output" in found.stderr
    assert (tmp_path / "dist/a.html").exists()


def test_move_says_what_it_does(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article(), "articles/b.md": article(body="[a](a.md)")})
    for words in (("--dry-run",), ()):
        found = run("move", "articles/a.md", "2024/a.html", *words, cwd=root)
        assert found.returncode == 0, found.stderr
        assert "articles/a.md → articles/2024/a.md" in found.stdout
        assert "b.md: " in found.stdout
        assert (root / "articles/a.md").exists() is bool(words)
    assert run("move", root / "articles/b.md", "c", cwd=tmp_path).returncode == 0
    assert (root / "articles/c.md").exists()
    assert run("move", "nowhere", "c", cwd=root).returncode == 2


def test_warnings_fail_only_if_strict(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article(body="[nowhere](b.md)")})
    words = ("build", root, "-o", tmp_path / "out", "--no-search")
    assert run(*words).returncode == 0
    assert run(*words, "--strict").returncode == 1


def test_what_cannot_be_done_is_one_sentence(make: Make, tmp_path: Path) -> None:
    for words in (("build", "nowhere"), ("audit", tmp_path), ("build", make({}, settings="x: 1"))):
        found = run(*words, cwd=tmp_path)
        assert found.returncode == 2
        assert "Traceback" not in found.stderr
        assert found.stderr.strip()
    assert run("build", make({}), "-o", make({})).returncode == 2
    assert run("bild").returncode == 2


def test_a_template_that_fails_changes_nothing(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article()})
    run("build", root, "-o", tmp_path / "out", "--no-search")
    before = sorted(path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*"))
    make({"templates/article.html": "{{ page.nothing }}"})
    found = run("build", root, "-o", tmp_path / "out", "--no-search")
    assert found.returncode == 2
    assert "templates/article.html:1: the template cannot draw a.html" in found.stderr
    make({"templates/article.html": "one\n{{ 1 / 0 }}"})
    assert "templates/article.html:2" in run("build", root, "-o", tmp_path / "out", "--no-search").stderr
    make({"templates/article.html": "{% if %}"})
    assert "templates/article.html:1" in run("build", root, "-o", tmp_path / "out", "--no-search").stderr
    assert sorted(path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")) == before


def test_an_audit_says_how_much_is_accounted_for() -> None:
    found = run("audit", SEEDS)
    assert found.returncode == 0
    assert "lines       552 of 552: 100 %" in found.stdout
    assert "characters  14701 of 14701: 100 %" in found.stdout


@pytest.mark.parametrize("encoding", ["utf-8:strict", "gb2312:strict"])
def test_names_that_are_no_utf_8_and_terminals_that_are_none(make: Make, tmp_path: Path, encoding: str) -> None:
    page = Path(os.fsdecode(os.fsencode(tmp_path) + b"/p\xff.txt"))
    page.write_text("新桥昨天通车了·…€。\n", encoding="utf-8")
    (tmp_path / "€.txt").write_text("新桥昨天通车了·…€。\n", encoding="utf-8")
    words = ("import", page, tmp_path / "€.txt", "--into", make({}), "--date", "1998-01-09", "--dry-run")
    table = run(*words, PYTHONIOENCODING=encoding)
    assert table.returncode == 1
    assert "p\\udcff" in table.stdout
    assert "1 drafts would be written from 1 of 2 pages" in table.stdout
    found = run(*words, "--json", PYTHONIOENCODING=encoding)
    assert found.returncode == 1
    refused, new = json.loads(found.stdout)
    assert (refused["page"], new["page"]) == ("p\\udcff", "€")
    assert "is no file name on every system" in refused["problems"][0]["message"]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_new_archive_builds_and_is_whole(tmp_path: Path, language: str) -> None:
    made = run("new", "mine", "--language", language, "--title", 'A "title"', cwd=tmp_path)
    assert made.returncode == 0
    assert "site-builder serve mine" in made.stdout
    assert run("audit", "mine", cwd=tmp_path).returncode == 0
    built = run("build", "mine", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "A &#34;title&#34;" in (tmp_path / "dist" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "dist" / "search" / "manifest.js").is_file()
    assert run("new", "mine", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_new_archive_can_be_empty(tmp_path: Path, language: str) -> None:
    made = run("new", "mine", "--empty", "--language", language, cwd=tmp_path)
    assert made.returncode == 0
    assert "site-builder import PAGE.txt --into mine" in made.stdout
    assert not [file for file in (tmp_path / "mine").rglob("*.*") if file.suffix in (".md", ".txt")]
    built = run("build", "mine", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "Example" not in (tmp_path / "dist" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["", "en US", "-"])
def test_a_new_archive_has_nothing_that_a_build_refuses(tmp_path: Path, language: str) -> None:
    made = run("new", "mine", "--language", language, cwd=tmp_path)
    assert made.returncode == 2
    assert "language" in made.stderr
    assert not (tmp_path / "mine").exists()
    assert run("new", "mine", "--title", "  ", cwd=tmp_path).returncode == 2


def test_git_changes_nothing_of_a_new_archive(tmp_path: Path) -> None:
    def git(*words: str, cwd: Path = tmp_path) -> str:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
        return subprocess.run(["git", *who, *words], cwd=cwd, capture_output=True, text=True, check=True).stdout

    mine = tmp_path / "my archive"
    assert run("new", mine).stdout.rstrip().endswith(f"serve '{mine}'")
    git("init", "-q", cwd=mine)
    run("build", ".", cwd=mine)
    git("add", "-A", cwd=mine)
    assert "dist" not in git("status", "--short", cwd=mine)
    git("commit", "-qm", "x", cwd=mine)
    git("clone", "-q", "-c", "core.autocrlf=true", str(mine), "copy")
    assert run("audit", tmp_path / "copy").returncode == 0
    for file in (file for file in mine.rglob("*") if file.is_file() and not {".git", "dist"} & set(file.parts)):
        if ".dist" not in str(file):
            assert (tmp_path / "copy" / file.relative_to(mine)).read_bytes() == file.read_bytes()


def test_the_next_command_can_be_copied_where_the_folder_has_a_space(tmp_path: Path) -> None:
    result = run("new", tmp_path / "my archive")
    assert f"Next:  site-builder serve '{tmp_path / 'my archive'}'" in result.stdout


def test_whoever_reads_no_further_is_no_fault(make: Make, tmp_path: Path) -> None:
    root = make({f"articles/{number}.md": article() for number in range(300)})
    words = ["build", str(root), "-o", str(tmp_path / "out"), "--no-search", "--explain"]
    command = [sys.executable, "-m", "site_builder", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=60) == 1


def test_what_was_left_out_is_counted_by_kind(make: Make, tmp_path: Path) -> None:
    files = {
        "articles/a.md": article(),
        "articles/b.md": article(draft="true"),
        "articles/c.md": article(published="false"),
        "articles/d.md": article(date="2100-02-01"),
        "articles/e.md": article(expiryDate="2011-01-01"),
        "articles/f.md": article(private="yes"),
    }
    words = ("build", make(files), "--output", tmp_path / "out", "--no-search")
    left = "5 articles left out: 2 draft, 1 expired, 1 dated in the future, 1 marked as private; --drafts shows them"
    for _ in range(2):  # made, and found to be there already
        found = run(*words)
        assert found.returncode == 0
        assert left in found.stdout
    assert "With 5 articles that no site shows" in run(*words, "--drafts").stdout
    later = run(*words, "--today", "2100-02-01").stdout
    assert "4 articles left out: 2 draft, 1 expired, 1 marked as private" in later
    assert left in run(*words, SOURCE_DATE_EPOCH="0").stdout  # a clock that is wrong
    assert "4 articles left out" in run(*words, SOURCE_DATE_EPOCH="4107542400").stdout
    assert "is no day" in run(*words, "--today", "soon").stderr


def test_a_new_archive_has_a_language_that_is_one(tmp_path: Path) -> None:
    for wrong, right in (("klingon", "write tlh"), ("en US", "write en-US"), ("", "write a tag such as en")):
        found = run("new", tmp_path / "wrong", "--language", wrong)
        assert found.returncode == 2
        assert right in found.stderr
        assert not (tmp_path / "wrong").exists()
    assert run("new", tmp_path / "right", "--language", "zh_cn").returncode == 0
    assert 'language: "zh-CN"' in (tmp_path / "right/archive.yaml").read_text(encoding="utf-8")
