"""What the program knows, the docs name: options, keys, settings, spellings, templates, blocks, macros."""

import itertools
import re

import click
import msgspec
import pytest
import yaml

from site_builder.archive import authorities, config
from site_builder.archive import source as sources
from site_builder.archive.coverage.model import Coverage, Gap, Issues
from site_builder.archive.frontmatter import keys, spellings
from site_builder.archive.frontmatter import model as frontmatter
from site_builder.archive.publications import Publication
from site_builder.archive.read import read_archive
from site_builder.cli import cli
from site_builder.importers.registry import IMPORTERS
from site_builder.pages import plan
from site_builder.pages.page import PlanContext
from site_builder.theme.i18n import Locale
from tests.conftest import Make
from tests.docs.documents import (
    CODE,
    ROOT,
    cells,
    named_keys,
    section,
)
from tests.theme.test_templates import LONG_LIST, MANY_NAMES, PAGES, SETTINGS


def test_every_option_is_described() -> None:
    sections = re.split(r"^## ", (ROOT / "docs" / "commands.md").read_text("utf-8"), flags=re.MULTILINE)
    described = {section.split()[0]: set(re.findall(r"`(--?[a-z-]+)", section)) for section in sections}
    common = set(re.findall(r"`(--?[A-Za-z-]+)", sections[0]))
    for name, command in cli.commands.items():
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        known = {option for parameter in options for option in (*parameter.opts, *parameter.secondary_opts)}
        assert known <= described[name] | common, name
        assert described[name] - known <= common, name


def test_every_importer_is_named() -> None:
    row = next(line for line in section("commands.md", "## import").splitlines() if "`--as NAME`" in line)
    assert set(re.findall(r"`(\w+)`", row)) == set(IMPORTERS)


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
    assert named_keys(text) == known, f"a row too few or too many in docs/writing.md, {heading}"


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
    + [("## Settings", kind) for kind in (Publication, config.NavigationLink)],
)  # fmt: skip
def test_every_key_within_a_value_is_described(heading: str, kind: type[msgspec.Struct]) -> None:
    described = re.findall(r"`\{([\w, ]+)\}`", section("writing.md", heading))
    own = set(kind.__struct_fields__) - set(Coverage.__struct_fields__)
    assert own in [set(keys.split(", ")) for keys in described]


def test_every_key_of_a_coverage_is_described() -> None:
    text = (ROOT / "docs" / "coverage.md").read_text("utf-8").partition("## What readers see")[0]
    assert named_keys(text) == set(Coverage.__struct_encode_fields__)
    within = {frozenset(keys.split(", ")) for keys in re.findall(r"`\{([\w, ]+)\}`", text)}
    assert frozenset(Issues.__struct_fields__) in within
    assert frozenset(Gap.__struct_fields__) in within


def test_every_spelling_is_described() -> None:
    rows = re.findall(r"^\| (.*) \|$", section("moving-in.md", "## Keys"), re.MULTILINE)
    described = {re.sub("[-_]", "", word).lower() for row in rows for word in CODE.findall(row)}
    ours = {name.replace("_", "") for name in frontmatter.FrontMatter.__struct_fields__}
    known = set(keys.ALIASES) | set(keys.HOLDS) | keys.LOOSE
    assert known - ours <= described
    words = {word for row in rows if row.startswith("`status`") for word in CODE.findall(row.partition("|")[2])}
    assert {re.sub("[-_]", "", word) for word in words} == spellings._PRIVATE | {"draft"}
    words = {word for row in rows if row.startswith("`visibility`") for word in CODE.findall(row.partition("|")[2])}
    assert words == spellings._HIDING


def test_spellings_are_read_as_it_is_said() -> None:
    for first, second in cells(section("moving-in.md", "## Keys")):
        if second in ("no", "yes") or "`{" in second or first.split("`")[1] in (*keys.HOLDS, "visibility", "status"):
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
    files = {file.name for file in (ROOT / "templates").iterdir() if not file.name.startswith("_")}
    files -= {"README.md", "base.html"}
    root = make(PAGES | LONG_LIST | MANY_NAMES, settings=SETTINGS + "base_url: https://news.example/\n")
    archive, _ = read_archive(root, config.load_config(root))
    pages = {page.template: page.view for page in plan(PlanContext(archive, Locale("en"), with_search=True))}
    assert pages.keys() == files
    for name, view in pages.items():
        fields = set(view.__struct_fields__) - {"title", "description", "kind", "robots", "feed"}
        described = set(CODE.findall(rows[name].partition(";")[0].partition(" | ")[2]))
        assert described == fields, f"a name too few or too many in templates/README.md, {name}"


def test_every_block_and_macro_is_described() -> None:
    text = (ROOT / "templates" / "README.md").read_text("utf-8")
    base = (ROOT / "templates" / "base.html").read_text("utf-8")
    for file in (ROOT / "templates").glob("[!_]*.html"):
        for block in set(re.findall(r"{%\s*block (\w+)", file.read_text("utf-8"))) - set(
            re.findall(r"{%\s*block (\w+)", base)
        ):
            assert f"| `{block}` of `{file.name}` |" in text, block
    parts = "".join(file.read_text("utf-8") for file in sorted((ROOT / "templates").glob("_*.html")))
    for block in re.findall(r"{%\s*block (\w+)", base):
        assert f"| `{block}` |" in text, block
    for name, given in re.findall(r"{% macro (\w+)\((.*?)\)", parts):
        assert f"`{name}({re.sub('=[^,]*', '', given)})`" in text, name
