"""`site-builder check`: a finished site, held against its manifest and its archive."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli import cli
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from tests.conftest import Make, article

SECRET = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


def check(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["check", str(root.parent / "dist"), "--archive", str(root), *arguments], obj={})
    return result.exit_code, result.output


@pytest.fixture
def root(make: Make) -> Path:
    found = make(
        {
            "articles/a.md": article(),
            "articles/b.md": article(body=SECRET, withdrawn="{date: 2024-03-01, reason: Court}"),
            "articles/c.md": article(body=SECRET[::-1], private="true"),
        }
    )
    build(found, found.parent / "dist", options=BuildOptions(jobs=1))
    return found


def test_a_site_as_it_was_built(root: Path) -> None:
    code, said = check(root)
    assert (code, "no problems" in said) == (0, True)


@pytest.mark.parametrize(
    ("address", "text", "message"),
    [
        ("a.html", "<p>" + "</b>".join(SECRET), "shows what must not be shown"),
        ("a.html", SECRET[::-1], "shows what must not be shown"),
        ("new.json", '"' + "".join(f"\\u{ord(c):04x}" for c in SECRET) + '"', "shows what must not be shown"),
        ("new.html", "".join(f"&#{ord(c)};" for c in SECRET), "shows what must not be shown"),
        ("a.html", "other", "its SHA-256 differs"),
        ("../.dist.state/x", SECRET, "shows what must not be shown"),
    ],
)
def test_a_site_that_was_altered(root: Path, address: str, text: str, message: str) -> None:
    (root.parent / "dist" / address).write_text(text, encoding="utf-8")
    code, said = check(root, "--all")
    assert code == 1
    assert message in said


def test_files_that_are_missing_or_foreign(root: Path) -> None:
    output = root.parent / "dist"
    (output / "mine.txt").write_text("x", encoding="utf-8")
    code, said = check(root)
    assert (code, "was not made by the build" in said) == (0, True)
    (output / "about.html").unlink()
    code, said = check(root)
    assert (code, "is missing" in said) == (1, True)


def test_there_must_be_a_site(root: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(root), "--archive", str(root)], obj={})
    assert "there is no site" in str(result.exception)
