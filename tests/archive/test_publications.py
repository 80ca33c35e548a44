"""The papers of an archive: what the settings may say, and from which of them an article is."""

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.publications import Publication, Publications
from site_builder.archive.read import read_archive
from site_builder.common.problems import BuildError
from tests.conftest import Make, article

MORNING, EVENING = Publication("晨报", "西宁", "morning"), Publication("晚报", "西宁", "evening")
SEVERAL = (
    "title: x\npublications:\n- {key: morning, name: 晨报, place: 西宁}\n- {key: evening, name: 晚报, place: 西宁}\n"
)


def test_an_article_names_its_paper_by_name_or_key_and_else_is_from_the_first() -> None:
    papers = Publications((MORNING, EVENING))
    assert [papers.of(name) for name in ("", "evening", "晚报")] == [MORNING, EVENING, EVENING]
    assert papers.of("号外") == Publication("号外")
    assert papers.among(["号外", "evening", ""]) == (MORNING, EVENING, Publication("号外"))
    assert Publications(()).among(["", "x"]) == (Publication(), Publication("x"))


def test_a_name_that_is_not_listed_is_said_once_with_what_may_be_meant(make: Make) -> None:
    files = {
        f"articles/{number}.md": article(publication=name)
        for number, name in enumerate(["evenign", "evenign", "号外", "evening", "晨报"])
    }
    archive, problems = read_archive(make(files, settings=SEVERAL))
    assert len(archive.articles) == 5
    slip, other = sorted(problems)
    assert slip.line == other.line == 4
    assert "“evenign”" in slip.message
    assert "2" in slip.message
    assert slip.hint == "write “evening”, or list it"
    assert "“号外”" in other.message
    assert "list it" in other.hint


def test_where_no_paper_is_named_any_may_be(make: Make) -> None:
    assert read_archive(make({"articles/a.md": article(publication="x")}))[1] == []


@pytest.mark.parametrize(
    ("entries", "line", "words"),
    [
        ("- {key: a, name: A}\n- {key: a, name: B}\n", 4, "“a” stands twice"),
        ("- {key: a, name: A}\n- {key: b, name: A}\n", 4, "“A” stands twice"),
        ("- {key: a, name: b}\n- {key: b, name: B}\n", 4, "“b” stands twice"),
        ("- {key: 晚报, name: A}\n", 3, "“晚报” is no key"),
        ("- {name: A}\n", 3, "has no “key”"),
        ("- {key: a}\n", 3, "has no “name”"),
        ("- {key: a, name: A, plaec: x}\n", 3, "unknown key “plaec”"),
        ("- {key: a, name: A}\npublication: {name: A}\n", 4, "stand both"),
    ],
)
def test_settings_that_are_wrong(make: Make, entries: str, line: int, words: str) -> None:
    with pytest.raises(BuildError) as caught:
        load_config(make(settings=f"title: x\npublications:\n{entries}"))
    assert words in caught.value.problem.message
    assert caught.value.problem.line == line
