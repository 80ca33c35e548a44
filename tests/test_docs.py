"""README and docs: what they tell people to type works, what they link to is there, and they name all that there is.

A fenced block ```sh or ```python is run, as written, in a folder with a copy of the program, block after block.
Words after `sh` say more: `no-run` (servers, other people's programs, what takes minutes), `exit=1` (it fails). A block
```LANGUAGE file=PATH is written to that file, one with insert=PATH before=WORD goes into it before the line that
begins with that word; ```text output is what the command before it prints, `…` standing for
anything. `<!-- run: COMMAND -->` does what the reader is told in words, or what he has already.
"""

import itertools
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
import yaml

from site_builder.archive import authorities, config
from site_builder.archive import source as sources
from site_builder.archive.frontmatter import model as frontmatter
from site_builder.archive.frontmatter import spellings
from site_builder.archive.read import read_archive
from site_builder.checks.audit import audit
from site_builder.cli import cli
from site_builder.pages import plan
from site_builder.pages.page import PlanContext
from site_builder.pipeline.build import build
from site_builder.theme.i18n import Locale
from tests.browser import missing, serve, start
from tests.conftest import SEEDS, Make
from tests.screenshots import PICTURES_OF, take
from tests.theme.test_templates import PAGES
from tools.structure import ORDER

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "templates" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
DOCUMENTS = [file for file in DOCUMENTS if file.exists()]
BLOCK = re.compile(r"^( *)```([^\n]*)\n(.*?)^ *```$|^<!-- run: (.*?) -->$", re.MULTILINE | re.DOTALL)
SHELLS = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}
LINK = re.compile(r"""(?:(?<!\\)\]\(|<img src=")([^()"\s]+)[)"]""")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")

each_document = pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())


class Block(msgspec.Struct, frozen=True):
    """A fenced block: its language, the words after it, its text."""

    kind: str
    words: tuple[str, ...]
    text: str

    def value(self, name: str) -> str:
        """What `name=` says."""
        return next((word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")), "")


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a document, and what is run unseen, in their order."""
    for found in BLOCK.finditer(text):
        indent, info, body, unseen = found.groups()
        if unseen:
            yield Block("sh", (), unseen)
            continue
        kind, *words = info.split() or [""]
        yield Block(kind, tuple(words), re.sub(rf"^{indent}", "", body, flags=re.MULTILINE))


def commands(file: Path) -> list[str]:
    """The lines of the document's shell blocks."""
    found = [block.text for block in blocks(file.read_text("utf-8")) if block.kind in ("sh", "console")]
    return [line for text in found for line in text.splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as a reader of the docs has it: the repository's, whose program is the one that runs."""
    for name in ("seeds", "docs", "site_builder", "templates", "static", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


@each_document
def test_commands_work(file: Path, desk: Path) -> None:
    path = f"{desk / '.venv' / 'bin'}:/usr/bin:/bin"
    printed = ""
    for block in blocks(file.read_text("utf-8")):
        if block.value("file"):
            (desk / block.value("file")).write_text(block.text, "utf-8")
        elif block.value("insert"):
            whole = (desk / block.value("insert")).read_text("utf-8")
            before, mark, after = whole.partition(f"\n{block.value('before')}")
            assert mark, block.text
            (desk / block.value("insert")).write_text(f"{before}\n{block.text}\n\n{mark[1:]}{after}", "utf-8")
        elif block.kind in SHELLS and "no-run" not in block.words:
            env = {"PATH": path, "HOME": str(desk), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(desk)}
            command = [*SHELLS[block.kind], block.text]
            ended = subprocess.run(
                command, cwd=desk, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            printed = ended.stdout
            assert ended.returncode == int(block.value("exit") or 0), f"{block.text}\n{printed}"
        elif block.words == ("output",):
            pattern = re.escape(block.text.strip()).replace("…\n", ".*\n").replace("…", ".*")
            assert re.fullmatch(pattern, printed.strip(), re.DOTALL), printed


def given_options(line: str) -> tuple[str, list[str]]:
    """The command of site-builder that a line names, and the options it gives."""
    found = re.search(r"site-builder ([a-z]+)\b([^#|;`]*)", line)
    return (found[1], re.findall(r"(?<=\s)--?[a-z][a-z-]*", found[2])) if found else ("", [])


@each_document
def test_commands_exist(file: Path) -> None:
    """Those that are not run too, and those in the middle of a sentence."""
    for line in [*commands(file), *CODE.findall(file.read_text("utf-8"))]:
        name, options = given_options(line)
        if name:
            known = {
                option
                for parameter in cli.commands[name].params
                for option in (*parameter.opts, *parameter.secondary_opts)
            }
            assert set(options) <= known | {"--help", "-h"}, line


@each_document
def test_targets_exist(file: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for line in [*commands(file), *CODE.findall(file.read_text("utf-8"))]:
        if found := re.match(r"make ([a-z-]+)((?: [A-Z_]+=\S*)*)", line):
            assert re.search(rf"^{found[1]}:", makefile, re.MULTILINE), line
            for name in re.findall(r"([A-Z_]+)=", found[2]):
                assert re.search(rf"\$\({name}\)|^{name} ", makefile, re.MULTILINE), line


def anchors(file: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub and GitLab make them."""
    text = re.sub(r"^ *```.*?^ *```$", "", file.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_document
def test_links_lead_somewhere(file: Path) -> None:
    text = BLOCK.sub("", file.read_text("utf-8"))
    for link in LINK.findall(CODE.sub("", text)):
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@each_document
def test_files_that_are_named_are_there(file: Path) -> None:
    """Those of the repository, by their paths; `*` and `**` as in a shell."""
    folders = "|".join(["docs", "seeds", "site_builder", "tests", "tools"])
    text = file.read_text("utf-8")
    made = {block.value("file") for block in blocks(text)}
    for name in re.findall(
        rf"(?<![\w/.-])((?:{folders})/[\w./*-]+)", "\n".join([*CODE.findall(text), *commands(file)])
    ):
        assert name in made or list(ROOT.glob(name.rstrip("/."))), name


def test_every_document_is_found() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    linked = {link.partition("#")[0] for link in LINK.findall(index)}
    assert {file.name for file in (ROOT / "docs").glob("*.md")} - {"README.md"} <= linked


def test_every_option_is_described() -> None:
    sections = re.split(r"^## ", (ROOT / "docs" / "commands.md").read_text("utf-8"), flags=re.MULTILINE)
    described = {section.split()[0]: set(re.findall(r"`(--?[a-z-]+)", section)) for section in sections}
    common = set(re.findall(r"`(--?[A-Za-z-]+)", sections[0]))
    for name, command in cli.commands.items():
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        known = {option for parameter in options for option in (*parameter.opts, *parameter.secondary_opts)}
        assert known <= described[name] | common, name
        assert described[name] - known <= common, name


def section(file: str, heading: str) -> str:
    """What stands under a heading, down to the next of its level."""
    text = (ROOT / "docs" / file).read_text("utf-8")
    level = heading.split()[0]
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def named_keys(text: str) -> set[str]:
    """What the first column of the tables names."""
    return {key for row in re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE) for key in CODE.findall(row)}


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("## Front matter", [frontmatter.FrontMatter]),
        ("## Source pages", [sources.PageRecord]),
        ("## Names", [authorities.Authorities, authorities.Authority, authorities.Variant]),
        ("## Settings", [config.Config]),
    ],
)
def test_every_key_is_described(heading: str, kinds: list[type[msgspec.Struct]]) -> None:
    text = section("writing.md", heading).partition("### Dates")[0]
    known = {field for kind in kinds for field in kind.__struct_fields__}
    assert named_keys(text) == known


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("## Front matter", kind)
        for kind in (
            frontmatter.Contributor, frontmatter.Source, frontmatter.Note, frontmatter.Doubt, frontmatter.Correction,
            frontmatter.Withdrawal, frontmatter.Redaction, frontmatter.Check,
        )
    ]
    + [("## Source pages", kind) for kind in (sources.Furniture, sources.DraftRecord, sources.CutFrom)]
    + [("## Settings", kind) for kind in (config.Publication, config.NavigationLink)],
)  # fmt: skip
def test_every_key_within_a_value_is_described(heading: str, kind: type[msgspec.Struct]) -> None:
    described = re.findall(r"`\{([\w, ]+)\}`", section("writing.md", heading))
    assert set(kind.__struct_fields__) in [set(keys.split(", ")) for keys in described]


def test_every_spelling_is_described() -> None:
    rows = re.findall(r"^\| (.*) \|$", section("moving-in.md", "## Keys"), re.MULTILINE)
    described = {re.sub("[-_]", "", word).lower() for row in rows for word in CODE.findall(row)}
    ours = {name.replace("_", "") for name in frontmatter.FrontMatter.__struct_fields__}
    known = set(spellings._ALIASES) | set(spellings._HOLDS) | spellings._LOOSE
    assert known - ours <= described
    words = {word for row in rows if row.startswith("`status`") for word in CODE.findall(row.partition("|")[2])}
    assert {re.sub("[-_]", "", word) for word in words} == spellings._PRIVATE | {"draft"}
    words = {word for row in rows if row.startswith("`visibility`") for word in CODE.findall(row.partition("|")[2])}
    assert words == spellings._HIDING


def cells(text: str) -> list[list[str]]:
    """The cells of a section's tables, without their heads."""
    found = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    return [
        row.split(" | ")
        for n, row in enumerate(found)
        if not row.startswith("---") and found[n + 1 : n + 2] != ["--- | ---"]
    ]


def test_spellings_are_read_as_it_is_said() -> None:
    for first, second in cells(section("moving-in.md", "## Keys")):
        if (
            second in ("no", "yes")
            or "`{" in second
            or first.split("`")[1] in (*spellings._HOLDS, "visibility", "status")
        ):
            values = [yaml.load(value, yaml.CBaseLoader) for value in CODE.findall(second)] or [second]
            for key, value in itertools.product(CODE.findall(first), values):
                known = spellings.normalise({"title": "A", "date": "2024", key: value}).known
                assert known.get("draft") or known.get("private"), (key, value)
        else:
            for key in set(CODE.findall(second)) - {"url", "permalink"}:
                assert CODE.findall(first)[0] in spellings.normalise({key: "2024-02-19"}).known, key


def test_every_template_is_described(make: Make) -> None:
    """With all that it can see of its page, by the pages of an archive that has one of each kind."""
    text = (ROOT / "templates" / "README.md").read_text("utf-8")
    rows = {name: row for row in text.splitlines() for name in CODE.findall(row.partition(" | ")[0])}
    files = {file.name for file in (ROOT / "templates").iterdir()} - {"README.md", "base.html", "_parts.html"}
    root = make(PAGES, settings="title: Archive\nbase_url: https://news.example/\n")
    archive, _ = read_archive(root, config.load_config(root))
    pages = {page.template: page.view for page in plan(PlanContext(archive, Locale("en"), with_search=True))}
    assert pages.keys() == files
    for name, view in pages.items():
        fields = set(view.__struct_fields__) - {"title", "description", "kind", "robots"}
        described = set(CODE.findall(rows[name].partition(";")[0].partition(" | ")[2]))
        assert described == fields, name


def test_every_block_and_macro_is_described() -> None:
    text = (ROOT / "templates" / "README.md").read_text("utf-8")
    base = (ROOT / "templates" / "base.html").read_text("utf-8")
    parts = (ROOT / "templates" / "_parts.html").read_text("utf-8")
    for block in re.findall(r"{% block (\w+)", base):
        assert f"| `{block}` |" in text, block
    for name, given in re.findall(r"{% macro (\w+)\((.*?)\)", parts):
        assert f"`{name}({re.sub('=[^,]*', '', given)})`" in text, name


@each_document
def test_samples_can_be_read(file: Path) -> None:
    for block in blocks(file.read_text("utf-8")):
        if block.kind in ("yaml", "json"):
            read = yaml.safe_load(block.text) if block.kind == "yaml" else json.loads(block.text)
            assert isinstance(read, dict), block.text


def policy(text: str, pattern: str) -> dict[str, list[str]]:
    """The first policy that a text holds, by directive."""
    found = re.search(pattern, text)
    assert found
    return {part.split()[0]: part.split()[1:] for part in found[1].split("; ")}


def test_the_policy_for_hosts_lets_pages_work() -> None:
    """A browser obeys both, the host's and the page's: what a page allows itself the host must allow."""
    base = re.sub("{%.*?%}", "", (ROOT / "templates" / "base.html").read_text("utf-8"))
    page = policy(base, r'Content-Security-Policy" content="(.*?)"')
    host = policy((ROOT / "docs" / "publishing.md").read_text("utf-8"), r'Content-Security-Policy "(.*?)"')
    page["script-src"].append("'wasm-unsafe-eval'")  # of the search page
    page["form-action"].remove("file:")  # of pages opened from a disk
    assert host == page


def test_what_is_packed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert {"docs", "CONTRIBUTING.md", "README.md", "templates", "tools"} <= set(settings["sdist"]["include"])


def test_readme_is_short_and_right() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) < 150
    found, _ = read_archive(ROOT / "seeds", config.load_config(ROOT / "seeds"))
    account = audit(found)
    assert f"{account.lines:,} lines and {account.characters:,} characters" in text


def test_pictures_are_small_and_shown() -> None:
    shown = {(file.parent / link).resolve() for file in DOCUMENTS for link in LINK.findall(file.read_text("utf-8"))}
    for picture in (ROOT / "docs" / "pictures").iterdir():
        assert picture.stat().st_size < 200_000, picture
        assert picture in shown, picture


@pytest.mark.browser
def test_pictures_can_be_taken(tmp_path: Path) -> None:
    if reason := missing("chromium"):
        pytest.skip(reason)
    build(SEEDS, tmp_path / "dist")
    tab = start("chromium").new_tab()
    with serve(tmp_path / "dist") as url:
        for picture in PICTURES_OF:
            file = take(tab, url, picture, tmp_path)
            assert file.read_bytes()[8:12] == b"WEBP"
            assert file.stat().st_size < 200_000
    tab.close()


def test_the_map_is_right() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## The map")[2]
    assert tuple(re.findall(r"^  (\w+)/ ", text, re.MULTILINE)) == ORDER
