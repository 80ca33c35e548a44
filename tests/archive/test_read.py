"""Reading a whole archive: order, names, aliases, and faults that leave the rest alone."""

import os
from pathlib import Path
from typing import Any

import pytest

from site_builder.archive.config import Config, find_archive, load_config
from site_builder.archive.read import Archive, read_archive
from site_builder.common.problems import BuildError, Problem
from tests.conftest import Make, article


def read(root: object) -> tuple[Archive, list[Problem]]:
    return read_archive(root, Config(title="x"))  # type: ignore[arg-type]


def test_newest_first_and_within_a_day_as_printed(make: Make) -> None:
    def placed(date: str, page: str, line: int) -> str:
        return article(date=date, page=page, source=f"[{{file: p.txt, lines: '{line}'}}]")

    root = make(
        {
            "articles/e.md": placed("2023?", "", 1),
            "articles/d.md": placed("2024-02-18", "1", 1),
            "articles/c.md": placed("2024-02-19", "10", 1),
            "articles/b.md": placed("2024-02-19", "2", 30),
            "articles/a.md": placed("2024-02-19", "2", 50),
        }
    )
    assert [one.name for one in read(root)[0].articles] == ["b.md", "a.md", "c.md", "d.md", "e.md"]


def test_a_wrong_article_leaves_the_others(make: Make) -> None:
    root = make({"articles/a.md": article(), "articles/b.md": article(date="never"), "articles/c.md": "nothing"})
    archive, problems = read(root)
    assert [one.name for one in archive.articles] == ["a.md"]
    assert sorted(problem.path.rpartition("/")[2] for problem in problems) == ["b.md", "c.md"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("a/X.md", "a/x.md"), "capitals or accents only"),
        (("caf\u00e9.md", "cafe\u0301.md"), "capitals or accents only"),
        (("tags/x.md",), "one of the site's own pages"),
        (("2024/index.md",), "the name of a list"),
    ],
)
def test_addresses_that_cannot_be(make: Make, names: tuple[str, ...], words: str) -> None:
    root = make({f"articles/{name}": article() for name in names})
    if len(list((root / "articles").rglob("*.md"))) < len(names):
        pytest.skip("this file system takes the two names for one")
    archive, problems = read(root)
    assert len(archive.articles) == len(names) - 1
    assert words in problems[0].message


def test_variants_are_listed_under_the_canonical_name(make: Make) -> None:
    root = make(
        {
            "authorities.yaml": "people:\n- name: 张弘靓\n  reading: Zhang Hongliang\n  variants:\n"
            "  - {name: 张弘视, presumed: true}\ntags:\n- {name: 西宁, variants: [西宁市]}\n",
            "articles/a.md": article(byline="[{name: 张弘视}]", tags="[西宁, 西宁市]"),
            "articles/b.md": article(byline="[{name: 张弘靓}]"),
        }
    )
    archive, problems = read(root)
    assert not problems
    (person,) = archive.terms["people"]
    assert (person.name, person.address, len(person.articles)) == ("张弘靓", "people/zhang-hongliang", 2)
    assert [(tag.name, len(tag.articles)) for tag in archive.terms["tags"]] == [("西宁", 1)]
    variant = archive.authorities["people"].variant("张弘视")
    assert variant
    assert variant.presumed


def test_aliases_become_redirects_unless_taken(make: Make) -> None:
    root = make(
        {
            "articles/a.md": article(aliases="[/old/a/, old/b.html, c, ../x, tags/y]"),
            "articles/c.md": article(aliases="[old/a]"),
        }
    )
    archive, problems = read(root)
    assert [alias.path for alias, _ in archive.redirects] == ["old/a/", "old/b.html"]
    assert len(problems) == 4


def test_withdrawn_articles_are_in_no_list(make: Make) -> None:
    root = make({"articles/a.md": article(tags="[x]", withdrawn="{date: 2024-03-01, reason: r}")})
    archive, _ = read(root)
    assert not archive.articles
    assert [one.name for one in archive.withdrawn] == ["a.md"]
    assert not archive.terms["tags"]


def test_files_that_begin_with_a_dot_or_a_line_are_not_read(make: Make) -> None:
    root = make({"articles/_index.md": "x", "articles/.draft.md": "x", "articles/_old/x.md": "x"})
    archive, problems = read(root)
    assert not archive.articles
    assert [problem.path.rpartition("/")[2] for problem in problems] == [".draft.md", "_index.md", "_old"]
    assert all(problem.level == "warning" for problem in problems)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("subtitle: x\n", "missing: “title”"),
        ("title: ''\n", "“title” is empty"),
        ("title: a\ntitle: b\n", "stands twice"),
        ("title: a\ncolour: red\n", "colour"),
        ("title: a\nlanguage: en US\n", "no language tag"),
        ("title: a\nlanguage: klingon\n", "no language tag"),
        ("title: a\nlanguage: ''\n", "no language tag"),
        ("title: a\nunchecked: perhaps\n", "unchecked"),
        ("title: a\npage_size: 4\n", "between 5 and 1000"),
        ("title: a\npage_size: 1001\n", "between 5 and 1000"),
        ("title: a\npage_size: many\n", "page_size"),
        ("title: a\nbase_url: example.org\n", "not the address of a site"),
        ("title: a\nbase_url: 'https://[x/'\n", "not the address of a site"),
        ("title: a\nbase_url: 'https://exa mple.org/'\n", "not the address of a site"),
        ("title: a\nlanguage: '\"><script>'\n", "no language tag"),
        ("title: a\nnavigation: [{title: x, to: 'javascript:alert(1)'}]\n", "cannot be linked to"),
        ("title: a\nnavigation: [{title: x, to: /x}]\n", "cannot be linked to"),
        ("title: [a\n", "not readable as YAML"),
    ],
)
def test_settings_that_are_wrong(make: Make, settings: str, words: str) -> None:
    with pytest.raises(BuildError, match=words) as error:
        load_config(make({}, settings=settings))
    assert error.value.problem.path.endswith("archive.yaml")


def test_the_base_url_ends_in_a_slash(make: Make) -> None:
    root = make({}, settings="title: a\nbase_url: https://example.org/news\n")
    assert load_config(root).base_url == "https://example.org/news/"
    assert load_config(root, base_url="").base_url == ""


def test_the_archive_is_looked_for_here_and_in_seeds(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make({})
    monkeypatch.chdir(root)
    assert (find_archive(None) / "archive.yaml").exists()
    (root.parent / "seeds").symlink_to(root)
    monkeypatch.chdir(root.parent)
    assert str(find_archive(None)) == "seeds"
    with pytest.raises(BuildError, match="there is no folder"):
        find_archive(root / "nowhere")
    with pytest.raises(BuildError, match=r"no archive\.yaml"):
        find_archive(root.parent)


@pytest.mark.parametrize("keys", [{"status": "chekced"}, {"date": "never"}, {"weather": "a: b"}])
def test_a_withdrawn_article_with_a_slip_stops_everything(make: Make, keys: dict[str, str]) -> None:
    root = make({"articles/a.md": article(withdrawn="{date: 2024, reason: r}", **keys)})
    with pytest.raises(BuildError, match="may be a withdrawn article") as error:
        read(root)
    assert "nothing is published" in error.value.problem.hint


def test_a_folder_that_cannot_be_read_is_not_taken_for_empty(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make({"articles/2024/a.md": article()})
    real = os.scandir

    def refuse(folder: Path) -> Any:
        if Path(folder).name == "2024":
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(BuildError, match="Permission denied"):
        read(root)


def test_what_is_not_read_is_said(make: Make) -> None:
    root = make({"articles/a.markdown": "x", "articles/B.MD": "x", "pages/P.TXT": "x", "pages/scan.pdf": b"x"})
    assert [problem.path.rpartition("/")[2] for problem in read(root)[1]] == ["B.MD", "a.markdown", "P.TXT", "scan.pdf"]
    assert "there is no such folder" in read(make({}).parent)[1][0].message


def test_links_and_pipes_are_left_out(make: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(article("Secret"), encoding="utf-8")
    root = make({"articles/a.md": article()})
    (root / "articles/out.md").symlink_to(tmp_path / "secret.md")
    (root / "articles/gone.md").symlink_to(tmp_path / "nothing.md")
    (root / "articles/in.md").symlink_to(root / "articles/a.md")
    os.mkfifo(root / "articles/pipe.md")
    archive, problems = read(root)
    assert sorted(one.name for one in archive.articles) == ["a.md", "in.md"]
    assert ["leads out" in problem.message for problem in problems] == [True, True, False]


@pytest.mark.parametrize(
    "text", ["people: [{name: A}", "people: [A, B, A]\n", "tags:\n- {name: A, variants: [B]}\n- {name: B}\n"]
)
def test_faulty_authorities_stop_everything(make: Make, text: str) -> None:
    with pytest.raises(BuildError) as error:
        read(make({"authorities.yaml": text}))
    assert error.value.problem.line


@pytest.mark.parametrize(
    ("settings", "line", "hint"),
    [
        ("title: a\nid: x\npage_size: 1\n", 3, "50"),
        ("title: a\nid: x\nlanguage: en US\n", 3, "write en-US"),
        ("title: a\nlanguage: klingon\n", 2, "write tlh"),
        ("title: a\nlanguage: cn\n", 2, "write zh-Hans"),
        ("id: x\ntitle: ' '\n", 2, "give the archive a title"),
        ("title: a\n\nbase_url: example.org\n", 3, "https://"),
        ("title: a\nid: x\nbase-url: https://example.org\n", 3, "did you mean “base_url”?"),
        ("title: a\nid: x\ncolour: red\n", 3, "the known keys are title"),
        ("title: a\npublication:\n  name: x\n  plaec: y\n", 4, "did you mean “place”?"),
        ("title: a\nnavigation:\n- {title: x, to: y}\n- {title: x, href: y, to: z}\n", 4, "the known keys are title, to"),
        ("title: a\nnavigation:\n- {title: x, to: y}\n- {title: x, to: /y}\n", 4, "write an address"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_at_its_line_with_what_to_do(make: Make, settings: str, line: int, hint: str) -> None:
    with pytest.raises(BuildError) as error:
        load_config(make({}, settings=settings))
    assert error.value.problem.line == line
    assert hint in error.value.problem.hint


def test_a_wrong_option_is_not_blamed_on_the_settings(make: Make) -> None:
    with pytest.raises(BuildError, match="--base-url: “example") as error:
        load_config(make({}), base_url="example.org")
    assert not error.value.problem.path


def test_settings_that_are_not_there_or_no_text(make: Make, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="there is no such file"):
        load_config(tmp_path)
    root = make({})
    (root / "archive.yaml").write_bytes(b"title: a\nsubtitle: \xff\n")
    with pytest.raises(BuildError, match="is not UTF-8") as error:
        load_config(root)
    assert error.value.problem.line == 2


@pytest.mark.parametrize(
    ("names", "base", "told"),
    [
        (("某", "某某", "a"), "https://news.example/", "articles/某.md"),
        (("某", "a"), "", ""),
        (("a",), "https://news.example/", ""),
    ],
)
def test_addresses_that_links_write_long(make: Make, names: tuple[str, ...], base: str, told: str) -> None:
    """One problem counts them."""
    root = make({f"articles/{name}.md": article() for name in names}, settings=f"title: A\nbase_url: '{base}'\n")
    problems = read_archive(root, load_config(root))[1]
    assert [problem.path.removeprefix(f"{root}/") for problem in problems if "nine characters" in problem.message] == (
        [told] if told else []
    )
    assert not told or f"such articles: {len(names) - 1}" in str(problems)
