"""The search page before anything is asked: examples that find something in this archive."""

from urllib.parse import parse_qs

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages.page import PlanContext
from site_builder.pages.search import SearchView, plan
from site_builder.theme.i18n import Locale
from tests.conftest import Make, article


def planned(files: dict[str, str], make: Make) -> SearchView:
    root = make(files)
    archive, _ = read_archive(root, load_config(root))
    locale = Locale(archive.config.language)
    (page,) = plan(PlanContext(archive, locale, with_search=True))
    assert isinstance(page.view, SearchView)
    return page.view


def examples(files: dict[str, str], make: Make) -> list[tuple[str, dict[str, list[str]]]]:
    return [(link.text, parse_qs(link.href.partition("?")[2])) for link in planned(files, make).examples]


def test_names_that_stand_in_articles(make: Make) -> None:
    files = {
        "articles/a.md": article("A", tags="[Trade, 'New York', Rare]", byline="[{name: Ann Lee}]", section="News"),
        "articles/b.md": article("B", tags="[Trade, 'New York']", byline="[{name: Ann Lee}]", section="News"),
        "articles/c.md": article("C", tags="[Trade]", byline="[{name: Bo}]", section="Sport"),
    }
    assert examples(files, make) == [
        ("Trade", {"q": ["Trade"]}),
        ('Trade "New York"', {"q": ['Trade "New York"']}),
        ('by:"Ann Lee"', {"q": ['by:"Ann Lee"']}),
    ]


def test_an_archive_with_few_names_has_filters_alone(make: Make) -> None:
    files = {"articles/a.md": article("A", section="News & more", date="1912-05-07")}
    assert examples(files, make) == [
        ("News & more · 1912", {"section": ["News & more"], "year": ["1912"]}),
        ("1912", {"year": ["1912"]}),
    ]
    assert examples({"articles/a.md": article("A", date="1912-05-07")}, make) == [("1912", {"year": ["1912"]})]


def test_what_is_withdrawn_or_a_draft_is_no_example(make: Make) -> None:
    files = {
        "articles/a.md": article("A", tags="[Secret]", withdrawn="{date: 2024-02-20, reason: law}"),
        "articles/b.md": article("B", tags="[Hidden]", draft="true"),
        "articles/c.md": article("C", tags="[Open]"),
    }
    assert [text for text, _ in examples(files, make)][:1] == ["Open"]
    assert not any(name in str(planned(files, make).examples) for name in ("Secret", "Hidden"))


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_help_speaks_of_every_sign(make: Make, language: str) -> None:
    view = planned({"archive.yaml": f"title: A\nlanguage: {language}\n", "articles/a.md": article("A")}, make)
    written = " ".join(part for parts, _ in view.help for part in parts)
    assert [sign for sign in ("|", " -", "*", "~10", "(", ")") if sign not in written] == []
    assert len([part for parts, _ in view.help for part in parts if ":" in part or "：" in part]) == 5
