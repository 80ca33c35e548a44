"""Entries of the menu lead somewhere."""

from pathlib import Path

import pytest

from site_builder.common.problems import Level
from site_builder.pipeline.build import build
from tests.conftest import Make, article


@pytest.mark.parametrize(
    ("to", "nearest"),
    [
        ("imprint.txt", "write media/imprint.txt"),
        ("Media/Imprint.txt", "write media/imprint.txt"),
        ("tags", "write tags/index.html"),
        ("tags/", "write tags/index.html"),
        ("abuot.html", "write about.html"),
        ("2024/a", "write 2024/a.html"),
        ("nothing/like-this-at-all.pdf", "write an address in the site, such as media/map.pdf"),
    ],
)
def test_an_entry_that_leads_nowhere_is_an_error(make: Make, tmp_path: Path, to: str, nearest: str) -> None:
    settings = f"title: x\nnavigation:\n- {{title: One, to: about.html}}\n- title: Two\n  to: {to}\n"
    files: dict[str, str | bytes] = {"articles/2024/a.md": article(tags="[x]"), "media/imprint.txt": "x"}
    root = make(files, settings=settings)
    for _ in ("built", "nothing to do"):
        (problem,) = build(root, tmp_path / "dist", with_search=False).problems
        assert (problem.level, problem.path, problem.line) == (Level.ERROR, str(root / "archive.yaml"), 5)
        assert f"“{to}”" in problem.message
        assert problem.hint == nearest


@pytest.mark.parametrize(
    "to", ["about.html", "media/imprint%201.txt#x", "2024/a.html?q=1", "https://example.org/", "mailto:a@example.org"]
)
def test_an_entry_that_leads_somewhere_is_none(make: Make, tmp_path: Path, to: str) -> None:
    settings = f"title: x\nnavigation: [{{title: One, to: '{to}'}}]\n"
    root = make({"articles/2024/a.md": article(), "media/imprint 1.txt": "x"}, settings=settings)
    assert build(root, tmp_path / "dist", with_search=False).problems == []
