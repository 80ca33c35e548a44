"""What the docs link to, name and show is there, and what they say of the project holds."""

import re
import tomllib
from pathlib import Path

import pytest

from site_builder.archive import config
from site_builder.archive.read import read_archive
from site_builder.checks.audit import audit
from site_builder.pipeline.build import build
from tests.browser import missing, serve, start
from tests.conftest import SEEDS
from tests.docs.documents import BLOCK, CODE, DOCUMENTS, LINK, ROOT, blocks, commands, each_document, section
from tests.screenshots import PICTURES_OF, take
from tools.structure import ORDER


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


def policy(text: str, pattern: str) -> dict[str, list[str]]:
    """The first policy that a text holds, by directive."""
    found = re.search(pattern, text)
    assert found
    return {part.split()[0]: part.split()[1:] for part in found[1].split("; ")}


def test_the_policy_for_hosts_lets_pages_work() -> None:
    """A browser obeys both, the host's and the page's: what a page allows itself the host must allow."""
    base = re.sub(r"{%.*?%}\n?", "", (ROOT / "templates" / "base.html").read_text("utf-8"), flags=re.DOTALL)
    page = policy(base, r'Content-Security-Policy" content="(.*?)"')
    host = policy((ROOT / "docs" / "publishing.md").read_text("utf-8"), r'Content-Security-Policy "(.*?)"')
    page["script-src"].append("'wasm-unsafe-eval'")  # of the search page
    page["frame-src"] = ["'self'"]  # of articles that are shown beside their source
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
    table = section("architecture.md", "## The packages")
    assert (
        tuple(name for row in re.findall(r"^\| (`\w+`) \|", table, re.MULTILINE) for name in CODE.findall(row)) == ORDER
    )
