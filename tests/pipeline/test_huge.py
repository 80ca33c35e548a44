"""Files and lists that are too large to be meant are refused by name, before they are read."""

import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.archive.article import parse_article
from site_builder.common.files import ARTICLE, PAGE, REGISTER, SETTINGS, TEMPLATE, read_text
from site_builder.common.problems import BuildError, Level
from site_builder.pipeline.build import build
from tests.conftest import Make, article


def sparse(file: Path, size: int) -> None:
    """A file of zeros that takes no room on the disk."""
    file.parent.mkdir(exist_ok=True)
    with file.open("wb") as target:
        target.truncate(size)


@pytest.mark.parametrize(
    ("name", "limit", "message"),
    [
        ("articles/b.md", ARTICLE, "and may have 20"),
        ("pages/p.txt", PAGE, "and may have 10"),
        ("pages/p.yaml", SETTINGS, "10"),
    ],
)
def test_a_file_that_is_too_large_is_named_and_the_rest_is_built(
    make: Make, tmp_path: Path, name: str, limit: int, message: str
) -> None:
    root = make({"articles/a.md": article(), "pages/p.txt": "one\n", "pages/q.txt": "two\n"})
    sparse(root / name, limit + 1)
    for _ in range(2):
        report = build(root, tmp_path / "dist", with_search=False)
        [problem] = report.problems
        assert problem.path == str(root / name)
        assert problem.level is Level.ERROR
        assert message in problem.message
        assert (tmp_path / "dist" / "a.html").is_file()
        assert (tmp_path / "dist" / "pages" / "q.txt").is_file()
    (root / name).unlink()
    assert not build(root, tmp_path / "dist", with_search=False).problems


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("archive.yaml", SETTINGS),
        ("authorities.yaml", REGISTER),
        ("addresses.yaml", REGISTER),
        ("published.txt", REGISTER),
        ("templates/article.html", TEMPLATE),
    ],
)
def test_settings_that_are_too_large_are_refused(make: Make, tmp_path: Path, name: str, limit: int) -> None:
    root = make({"articles/a.md": article()})
    sparse(root / name, limit + 1)
    with pytest.raises(BuildError, match="MB, and may have") as error:
        build(root, tmp_path / "dist", with_search=False)
    assert error.value.problem.path == str(root / name)


def test_a_gigabyte_is_not_read(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article()})
    for name in ("articles/b.md", "pages/p.txt"):
        sparse(root / name, 1_000_000_000)
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000));"
    code += "sys.argv = ['site-builder', *sys.argv[1:]]; import site_builder.cli; site_builder.cli.main()"
    words = ["build", str(root), "-o", str(tmp_path / "dist"), "--no-search"]
    found = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert found.returncode == 1, found.stderr
    assert "b.md: cannot be read: it has 1,000 MB, and may have 20" in found.stderr
    assert "p.txt: cannot be read: it has 1,000 MB, and may have 10" in found.stderr


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"byline": str([f"Person {n}" for n in range(1001)])}, "“byline”: 1,001 entries, and there may be 1,000"),
        ({"byline": str([f"Person {n}" for n in range(100_000)])}, "the front matter has over 1,000,000 characters"),
        ({"tags": str([f"t{n}" for n in range(50_000)])}, "“tags”: 50,000 entries"),
        ({"aliases": str([f"t{n}" for n in range(10_000)])}, "“aliases”: 10,000 entries"),
        ({"notes": str([f"note {n}" for n in range(10_000)])}, "“notes”: 10,000 entries"),
        ({"source": f"[{{file: p.txt, lines: {list(range(1, 10_003))}}}]"}, "“source”: 10,002 entries"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:20],
)
def test_lists_without_end_are_refused(keys: dict[str, str], message: str) -> None:
    found, problems = parse_article(article(**keys).encode(), "a.md", "a.md")
    assert found is None
    assert message in problems[0].message


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("---\n" + "".join(f"k{n}: x\n" for n in range(50_000)) + "---\n", "has 50,000 keys, and may have 500"),
        ("+++\nx = " + "[" * 5000 + "]" * 5000 + "\n+++\n", "not readable as TOML"),
        ("+++\nx = " + "9" * 20_000 + "\n+++\n", "not readable as TOML"),
        ("---\nx: " + "[" * 5000 + "]" * 5000 + "\n---\n", "not readable as YAML"),
    ],
    ids=["keys", "TOML too deep", "a long number", "YAML too deep"],
)
def test_front_matter_without_end_is_refused(head: str, message: str) -> None:
    found, problems = parse_article(head.encode() + b"Words.\n", "a.md", "a.md")
    assert found is None
    assert message in problems[0].message


def test_a_page_of_nothing_but_line_ends_is_refused(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article(), "pages/p.txt": "\n" * 200_001, "pages/q.txt": "x\r\n" * 150_000})
    problems = build(root, tmp_path / "dist", with_search=False).problems
    assert [(Path(one.path).name, one.message) for one in problems] == [("p.txt", "has over 200,000 lines")]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa\r\nb\rc\n", b"a\nb\nc\n"])
def test_settings_are_read_as_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    assert read_text(tmp_path / "x", 100) == "a\nb\nc\n"
