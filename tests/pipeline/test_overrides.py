"""A slip in the name of a file that was to replace one of the theme's does not go unseen."""

from pathlib import Path

import pytest

from site_builder.pipeline.build import build
from tests.conftest import Make, article


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("templates/articel.html", "did you mean “article.html”?"),
        ("templates/Home.html", "did you mean “home.html”?"),
        ("templates/pages/x.html", "rename it"),
        ("static/sit.css", "rename it"),
        ("static/site-.css", "rename it"),
    ],
)
def test_a_file_that_replaces_nothing_is_named(make: Make, tmp_path: Path, name: str, hint: str) -> None:
    root = make({"articles/a.md": article(), name: "x"})
    for _ in range(2):
        [problem] = build(root, tmp_path / "dist", with_search=False).problems
        assert problem.path == str(root / name)
        assert problem.hint.startswith(hint)


def test_what_is_used_or_stands_alone_is_not(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(),
            "templates/article.html": '{% extends "theme/article.html" %}{% import "bits.html" as bits %}',
            "templates/bits.html": "{% include 'deep/more.html' %}",
            "templates/deep/more.html": "",
            "templates/_own.html": "",
            "templates/base.html": '{% extends "theme/base.html" %}',
            "static/custom.css": "",
            "static/logo.svg": "<svg/>",
            "static/fonts/x.woff2": "",
            "static/site.css": "",
        }
    )
    assert not build(root, tmp_path / "dist", with_search=False).problems
