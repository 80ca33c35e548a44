"""What an archive's own templates can do, and what they are told."""

import re
from pathlib import Path

import pytest

from site_builder.common.problems import BuildError
from site_builder.pipeline.build import build
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
    with pytest.raises(BuildError, match="extends or includes itself") as error:
        built(root, tmp_path)
    assert error.value.problem.path == str(root / "templates" / name)
    assert f'{{% extends "theme/{name}" %}}' in error.value.problem.hint


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ page.extra.color }}", ""),
        ("{{ page.extra.color.of.it }}", ""),
        ("{{ page.extra['color'] }}", ""),
        ("{% if page.extra.color %}x{% else %}none{% endif %}", "none"),
        ("{{ page.extra.colour }}", "red"),
        ("{{ page.extra.size.wide }}{{ page.extra.size.high }}", "3"),
    ],
)
def test_a_further_key_that_an_article_lacks_is_empty(make: Make, tmp_path: Path, template: str, shown: str) -> None:
    root = make({"articles/a.md": article(colour="red", size="{wide: 3}"), "templates/article.html": template})
    assert (built(root, tmp_path) / "a.html").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    "template", ["{{ page.nothing }}", "{{ content.nothing }}", "{{ nothing }}", "{{ site.nothing }}"]
)
def test_what_no_page_has_is_a_mistake_of_the_template(make: Make, tmp_path: Path, template: str) -> None:
    with pytest.raises(BuildError, match="nothing"):
        built(make({"articles/a.md": article(), "templates/article.html": template}), tmp_path)


def test_an_own_stylesheet_comes_after_the_themes(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article()})
    plain = built(root, tmp_path)
    assert "custom.css" not in (plain / "a.html").read_text(encoding="utf-8")
    make({"static/custom.css": "p { color: teal }"})
    site = built(root, tmp_path)
    for name, way in (("index.html", ""), ("dates/index.html", "../")):
        text = (site / name).read_text(encoding="utf-8")
        styles = re.findall(r'<link rel="stylesheet" href="([^"]*)">', text)
        assert styles[0] == f"{way}static/site.css"
        assert styles[-1] == f"{way}static/custom.css"
    missing = (site / "404.html").read_text(encoding="utf-8")
    assert "<style>p { color: teal }</style>" in missing
    make({"static/custom.css": "p { color: navy }"})
    missing = (built(root, tmp_path) / "404.html").read_text(encoding="utf-8")
    assert "navy" in missing
    assert re.search(r"style-src 'sha256-[^']+' 'sha256-[^']+';", missing)


def test_the_page_for_missing_addresses_has_the_archives_own_style(make: Make, tmp_path: Path) -> None:
    site = built(make({"articles/a.md": article(), "static/site.css": "p { color: teal }"}), tmp_path)
    assert "teal" in (site / "404.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ site.title }}", "Archive"),
        ("{% for site in [{'title': 'own'}] %}{{ site.title }}{% endfor %}", "own"),
        ("{% set site = {'title': 'own'} %}{{ site.title }}", "own"),
        ("{% macro m(site) %}{{ site.title }}{% endmacro %}{{ m({'title': 'own'}) }}", "own"),
        ("{% with site = {'title': 'own'} %}{{ site.title }}{% endwith %}", "own"),
        ("{% import 'bits.html' as site %}{{ site.title }}", "bits"),
        ("{% from 'bits.html' import title as site %}{{ site }}", "bits"),
        ("{% for site in [{'title': 'own'}] %}{% include 'inner.html' %}{% endfor %}", "own"),
        ("{% for _ in [1, 2] %}{{ _ }}{% endfor %}", "12"),
        ("{% macro _(x) %}own{% endmacro %}{{ _('Search') }}", "own"),
        ("{{ _('Search') }}", "Search"),
    ],
)
def test_a_name_means_what_the_template_gives_it(make: Make, tmp_path: Path, template: str, shown: str) -> None:
    bits = {"templates/bits.html": "{% set title = 'bits' %}", "templates/inner.html": "{{ site.title }}"}
    root = make({"articles/a.md": article(), "templates/about.html": template, **bits})
    assert (built(root, tmp_path) / "about.html").read_text(encoding="utf-8") == shown
