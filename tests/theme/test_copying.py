"""The buttons that copy: with the clipboard of the browser, and on a host without HTTPS, which has none."""

import json
from pathlib import Path

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article

# What is copied is kept in `copied`; `how` it may be done.
CLIPBOARD = """(() => { window.copied = [];
  const how = %s;
  const write = async (text) => { if (how === "refused") throw new Error(how); copied.push(text); };
  Object.defineProperty(navigator, "clipboard", { value: how === "none" ? undefined : { writeText: write } });
  document.execCommand = () => (copied.push(document.activeElement.value), true);
  return 1; })()"""
BUTTON = "document.querySelector('button[data-copy]')"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("copying")
    (work / "archive" / "articles").mkdir(parents=True)
    (work / "archive" / "archive.yaml").write_text("title: Archive\nlanguage: en\n", encoding="utf-8")
    (work / "archive" / "articles" / "x.md").write_text(article(body="西宁"), encoding="utf-8")
    build(work / "archive", work / "site")
    return work / "site"


@pytest.mark.parametrize("how", ["clipboard", "none", "refused"])
def test_a_citation(tab: Tab, site: Path, how: str) -> None:  # noqa: F811
    tab.goto((site / "x.html").as_uri())
    words, source, again = tab.evaluate(
        f"[{BUTTON}.textContent, document.getElementById({BUTTON}.dataset.copy).textContent, {BUTTON}.dataset.copied]"
    )
    tab.evaluate(CLIPBOARD % json.dumps(how))
    tab.evaluate(f"({BUTTON}.focus(), {BUTTON}.click(), 1)")
    assert tab.evaluate("getSelection().toString().trim()") == source.strip()
    if how == "refused":
        tab.evaluate("new Promise((done) => setTimeout(done, 100))")
        assert (tab.evaluate("copied"), tab.evaluate(f"{BUTTON}.textContent")) == ([], words)
    else:
        tab.wait_for(f"{BUTTON}.textContent === {json.dumps(again)}")
        assert tab.evaluate("copied") == [source]
        tab.wait_for(f"{BUTTON}.textContent === {json.dumps(words)}")
    assert tab.evaluate(f"document.activeElement === {BUTTON}")
    assert tab.evaluate("document.querySelectorAll('textarea').length") == 0
    assert tab.errors() == []


@pytest.mark.parametrize("how", ["clipboard", "none", "refused"])
def test_occurrences(tab: Tab, site: Path, how: str) -> None:  # noqa: F811
    tab.goto((site / "search.html").as_uri() + "?q=%E8%A5%BF%E5%AE%81&view=places")
    button = "document.querySelector('#search-exports button')"
    tab.wait_for(f"!!{button}")
    tab.evaluate(CLIPBOARD % json.dumps(how))
    tab.evaluate(f"({button}.focus(), {button}.click(), 1)")
    tab.evaluate("new Promise((done) => setTimeout(done, 100))")
    done = how != "refused"
    assert tab.evaluate("copied") == ["2024-02-19\tHeadline\tText\t【西宁】"] * done
    assert tab.evaluate(f"{button}.textContent") == ("Copied" if done else "Copy these")
    assert tab.evaluate(f"document.activeElement === {button}")
    assert tab.errors() == []
