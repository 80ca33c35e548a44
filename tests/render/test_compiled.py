"""Compiled templates are kept beside the output, for one site only, and are no reason for anything to be otherwise."""

from pathlib import Path

import jinja2
import pytest

from site_builder.pipeline import render_task
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions, BuildReport
from tests.conftest import Make, article


def run(root: Path, **options: bool) -> BuildReport:
    render_task._renderer.cache_clear()  # as in another process
    return build(root, root.parent / "dist", with_search=False, options=BuildOptions(jobs=1, **options))  # type: ignore[arg-type]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled."""
    names: list[str] = []
    real = jinja2.Environment.compile

    def noted(self: jinja2.Environment, source: str, name: str | None = None, *rest: object, **named: object) -> object:
        names.append(name or "")
        return real(self, source, name, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return names


def test_a_template_is_compiled_once(make: Make, compiled: list[str]) -> None:
    root = make({"articles/a.md": article(body="One.")})
    run(root)
    assert "article.html" in compiled
    compiled.clear()
    (root / "articles/a.md").write_text(article(body="Two."))
    assert run(root).written
    assert compiled == []
    run(root, force=True)
    assert "article.html" in compiled


@pytest.mark.parametrize("change", ["archive.yaml", "templates/article.html"])
def test_another_site_or_template_compiles_again(make: Make, compiled: list[str], change: str) -> None:
    root = make({"articles/a.md": article()})
    run(root)
    folder = root.parent / ".dist.state" / "templates"
    before = [entry.name for entry in folder.iterdir()]
    texts = {"archive.yaml": "title: Another\n", "templates/article.html": "{{ page.title }}, changed"}
    file = root / change
    file.parent.mkdir(exist_ok=True)
    file.write_text(texts[change])
    compiled.clear()
    run(root)
    assert "article.html" in compiled
    page = (root.parent / "dist" / "a.html").read_text("utf-8")
    assert ("Another" if change == "archive.yaml" else "Headline, changed") in page
    after = [entry.name for entry in folder.iterdir()]
    assert len(before) == len(after) == 1
    assert before != after


def test_damaged_ones_are_made_again(make: Make) -> None:
    root = make({"articles/a.md": article()})
    run(root)
    page = (root.parent / "dist" / "a.html").read_bytes()
    files = [file for file in (root.parent / ".dist.state" / "templates").rglob("*") if file.is_file()]
    for number, file in enumerate(sorted(files)):
        file.write_bytes((b"", b"nonsense", file.read_bytes()[:-9])[number % 3])
    (root / "articles/b.md").write_text(article("B"))
    assert not run(root).problems
    (root.parent / "dist" / "a.html").unlink()
    run(root)
    assert b"Headline" in page
    assert (root.parent / "dist" / "a.html").read_bytes().count(b"Headline") == page.count(b"Headline")


def test_a_disk_that_is_full_is_no_reason_to_fail(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jinja2.FileSystemBytecodeCache, "dump_bytecode", full)
    monkeypatch.setattr(jinja2.FileSystemBytecodeCache, "load_bytecode", full)
    root = make({"articles/a.md": article()})
    assert not run(root).problems
    assert b"Headline" in (root.parent / "dist" / "a.html").read_bytes()
