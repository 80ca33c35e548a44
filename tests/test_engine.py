"""What an archive's own templates can do, and what they are told."""

from pathlib import Path

import pytest

from site_builder.build import build
from site_builder.problems import CannotGoOn
from tests.conftest import Make, article


def built(root: Path, tmp_path: Path) -> Path:
    build(root, tmp_path / "dist", with_search=False)
    return tmp_path / "dist"


def test_a_template_extends_the_themes_of_the_same_name(make: Make, tmp_path: Path) -> None:
    own = '{% extends "theme/base.html" %}{% block head %}<meta name="x" content="own">{% endblock %}'
    site = built(make({"articles/a.md": article(), "templates/base.html": own}), tmp_path)
    for page in ("a.html", "index.html", "about.html"):
        text = (site / page).read_text(encoding="utf-8")
        assert 'content="own"' in text or page == "a.html"  # an article has a head of its own
        assert '<main id="main">' in text


@pytest.mark.parametrize("name", ["base.html", "article.html"])
def test_a_template_that_extends_itself_is_told_how_to_extend_the_themes(make: Make, tmp_path: Path, name: str) -> None:
    root = make({"articles/a.md": article(), f"templates/{name}": f'{{% extends "{name}" %}}'})
    with pytest.raises(CannotGoOn, match="extends or includes itself") as fault:
        built(root, tmp_path)
    assert fault.value.problem.path == str(root / "templates" / name)
    assert f'{{% extends "theme/{name}" %}}' in fault.value.problem.hint
