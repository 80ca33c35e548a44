"""Names that articles are listed under: authors, people in the text, and tags that are people."""

from pathlib import Path

import pytest

from site_builder.archive.addresses import read_register, save_register
from site_builder.archive.config import Config
from site_builder.archive.read import Archive, read_archive
from site_builder.common.problems import BuildError
from site_builder.pages.page import PlanContext
from site_builder.pages.redirects import Redirect, plan
from site_builder.theme.i18n import Locale
from tests.conftest import Make, article

IS_PERSON = "tags:\n- {name: 邓小平, kind: person, variants: [小平同志]}\n"


def read(root: Path) -> Archive:
    archive, problems = read_archive(root, Config(title="x"))
    assert not problems
    save_register(root, archive.register)
    return archive


def listed(archive: Archive, kind: str) -> list[tuple[str, str, int]]:
    return [(term.name, term.address, len(term.articles)) for term in archive.terms[kind]]


def redirects(archive: Archive) -> dict[str, str]:
    pages = plan(PlanContext(archive, Locale("en"), with_search=False))
    return {page.address: page.view.href for page in pages if isinstance(page.view, Redirect)}


def test_who_writes_and_who_is_written_about_are_two_lists(make: Make) -> None:
    archive = read(
        make(
            {
                "articles/a.md": article(byline="[李静]", mentions="[李静, 邓小平]"),
                "articles/b.md": article(mentions="邓小平、江泽民"),
            }
        )
    )
    assert listed(archive, "people") == [("李静", "people/li-jing", 1)]
    assert listed(archive, "persons") == [
        ("李静", "persons/li-jing", 1), ("江泽民", "persons/jiang-ze-min", 1), ("邓小平", "persons/deng-xiao-ping", 2),
    ]  # fmt: skip


def test_a_tag_that_is_a_person_is_listed_with_the_people_and_stays_where_it_is(make: Make) -> None:
    root = make({"articles/a.md": article(tags="[邓小平, 深圳]"), "articles/b.md": article(mentions="[江泽民]")})
    assert ("邓小平", "tags/deng-xiao-ping", 1) in listed(read(root), "tags")
    make({"authorities.yaml": IS_PERSON, "articles/b.md": article(mentions="[小平同志]", tags="[小平同志]")})
    archive = read(root)
    assert listed(archive, "persons") == [("邓小平", "tags/deng-xiao-ping", 2)]
    assert listed(archive, "tags") == [("深圳", "tags/shen-zhen", 1)]
    # Whatever the authority file says later, nothing moves.
    make({"authorities.yaml": "", "articles/b.md": article()})
    assert ("邓小平", "tags/deng-xiao-ping", 1) in listed(read(root), "tags")


def test_a_tag_of_somebody_who_had_an_address_already_leads_there(make: Make) -> None:
    root = make({"articles/a.md": article(mentions="[邓小平]"), "articles/b.md": article(tags="[邓小平]")})
    assert redirects(read(root)) == {}
    make({"authorities.yaml": IS_PERSON})
    archive = read(root)
    assert listed(archive, "persons") == [("邓小平", "persons/deng-xiao-ping", 2)]
    assert redirects(archive) == {"tags/deng-xiao-ping.html": "persons/deng-xiao-ping.html"}
    assert read_register(root).known("tags", "邓小平") == "tags/deng-xiao-ping"


def test_the_forms_of_a_name_hold_for_authors_and_people_alike(make: Make) -> None:
    people = "people:\n- {name: Ann Lee, variants: [A. Lee]}\n"
    root = make(
        {
            "authorities.yaml": people + "tags:\n- {name: Ann Lee, kind: person, variants: [Miss Lee]}\n",
            "articles/a.md": article(byline="[A. Lee]", mentions="[A. Lee]", tags="[Miss Lee]"),
        }
    )
    archive = read(root)
    assert [[term.name for term in archive.terms[kind]] for kind in ("people", "persons", "tags")] == [
        ["Ann Lee"], ["Ann Lee"], [],
    ]  # fmt: skip
    assert [variant.name for variant in archive.terms["persons"][0].variants] == ["A. Lee", "Miss Lee"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sections:\n- {name: News, kind: person}\n", "only a tag has a kind"),
        ("tags:\n- {name: A, kind: persn}\n", "persn"),
        ("people:\n- {name: A, variants: [B]}\ntags:\n- {name: B, kind: person}\n", "stands twice"),
    ],
)
def test_what_cannot_be_a_person(make: Make, text: str, words: str) -> None:
    with pytest.raises(BuildError) as error:
        read(make({"authorities.yaml": text}))
    assert words in f"{error.value} {error.value.problem.message}"
    assert error.value.problem.line


@pytest.mark.parametrize(
    ("entry", "words", "hint"),
    [
        ("{name: a, knid: person}", "unknown key “knid”", "“kind”"),
        ("{name: a, variants: [{name: b, presmued: true}]}", "unknown key “presmued”", "“presumed”"),
        ("{name: a, kind: preson}", "'preson'", "write person"),
    ],
)
def test_a_slip_in_the_authority_file_stops_the_build(make: Make, entry: str, words: str, hint: str) -> None:
    with pytest.raises(BuildError, match=words) as error:
        read(make({"authorities.yaml": f"tags:\n- {entry}\n"}))
    assert error.value.problem.line == 2
    assert hint in error.value.problem.hint


def test_a_name_that_leads_to_none_is_named(make: Make) -> None:
    names = "people:\n- {name: P, see_also: [Q, Qq]}\ntags:\n- {name: a, see_also: [b, c]}\n- b\n"
    root = make({"authorities.yaml": names, "articles/a.md": article(byline="[P, Q]")})
    found = [(problem.line, problem.message) for problem in read_archive(root)[1]]
    words = "“{}”: “see_also” names “{}”, which no article and no entry has"
    assert found == [(2, words.format("P", "Qq")), (4, words.format("a", "c"))]
