"""The notebook of a reader: what is kept, handed on and taken in, in both browsers; and what comes from strangers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, serve, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import Make, article
from tests.site import read_site

STAR = "document.querySelector('button.star')"
ENTRIES = "[...document.querySelectorAll('#notebook-list > li')]"
TITLES = f"{ENTRIES}.map((item) => item.querySelector('h2').textContent)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("notebook")
    (work / "archive" / "articles" / "2024").mkdir(parents=True)
    (work / "archive" / "archive.yaml").write_text("title: Archive\npublication: {name: Courier}\n", encoding="utf-8")
    for name in ("a", "b"):
        text = article(f"Story {name}", body="First words.\n\nOthers.", page="3", byline="[{name: Ann Lee}]")
        (work / "archive" / "articles" / "2024" / f"{name}.md").write_text(text, encoding="utf-8")
    build(work / "archive", work / "site")
    return work / "site"


@pytest.fixture(scope="module")
def url(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


def click(tab: Tab, selector: str) -> None:  # noqa: F811
    tab.evaluate(f"(document.querySelector({json.dumps(selector)}).click(), 1)")


def open_empty(tab: Tab, url: str) -> None:  # noqa: F811
    """The notebook, of which other tests have left nothing."""
    tab.goto(url + "notebook.html")
    tab.evaluate("(localStorage.clear(), 1)")
    tab.goto(url + "notebook.html")


def saved(tab: Tab, what: str) -> str:  # noqa: F811
    """What the file would hold that a button saves."""
    tab.evaluate("""(HTMLAnchorElement.prototype.click = () => {}, window.made = null,
        URL.createObjectURL = (blob) => (window.made = blob.text(), "data:,"), 1)""")
    click(tab, f"[data-do={what}]")
    tab.wait_for("!!window.made")
    return str(tab.evaluate("window.made"))


def shared(tab: Tab) -> str:  # noqa: F811
    """The address of the list that is shown."""
    write = "{ writeText: async (text) => { window.copied = text; } }"
    tab.evaluate(f"(Object.defineProperty(navigator, 'clipboard', {{ value: {write}, configurable: true }}), 1)")
    click(tab, "[data-do=share]")
    return str(tab.wait_for("window.copied"))


def test_a_reader_keeps_orders_and_hands_on(tab: Tab, url: str) -> None:  # noqa: F811
    open_empty(tab, url)
    tab.goto(url + "2024/a.html")
    assert tab.evaluate(f"[{STAR}.textContent, {STAR}.getAttribute('aria-pressed')]") == [
        "☆ Keep in the notebook",
        "false",
    ]
    click(tab, "button.star")
    tab.wait_for(f"{STAR}.getAttribute('aria-pressed') === 'true'")
    assert tab.evaluate("document.querySelector('.menu .kept').textContent.trim()") == "Notebook 1"
    # Words that are selected are an entry of their own, with the address of their paragraph that stays.
    tab.evaluate(
        "(document.activeElement.blur(), getSelection().selectAllChildren(document.querySelectorAll('.body > p')[1]), 1)"
    )
    tab.wait_for("document.querySelector('.star.passage').textContent === '☆ Keep this passage in the notebook'")
    click(tab, "button.star.passage")
    tab.wait_for("document.querySelector('.menu .kept').textContent.trim() === 'Notebook 2'")
    # So is the paragraph that the address names.
    tab.evaluate("(getSelection().removeAllRanges(), 1)")
    tab.wait_for("document.querySelector('.star.passage').hidden")
    tab.goto("about:blank")
    tab.goto(url + "2024/a.html#p2")
    tab.wait_for("document.querySelector('.star.passage').textContent === '★ This passage is in the notebook'")
    tab.goto(url + "2024/b.html")
    click(tab, "button.star")
    tab.wait_for("document.querySelector('.menu .kept').textContent.trim() === 'Notebook 3'")

    tab.goto(url + "notebook.html")
    assert tab.evaluate(TITLES) == ["Story a", "Story a", "Story b"]
    links = tab.evaluate(f"{ENTRIES}.map((item) => item.querySelector('a').getAttribute('href'))")
    assert (links[0], links[2]) == ("2024/a.html", "2024/b.html")
    assert links[1].startswith("2024/a.html#w")
    assert tab.evaluate("document.querySelector('#notebook-list .meta').innerText.split(/\\s{2,}|\\n/)[0]").startswith(
        "Ann Lee"
    )
    assert tab.evaluate("document.querySelector('#notebook-list blockquote').innerText") == "Others."
    tab.type("#notebook-list textarea", "Mine")
    # By the keyboard: the button keeps the focus, so that it can be pressed again.
    tab.evaluate(f"({ENTRIES}[2].querySelector('[data-action=up]').focus(), 1)")
    tab.press("Enter")
    tab.wait_for(f"{TITLES}[1] === 'Story b'")
    tab.press("Enter")
    tab.wait_for(f"{TITLES}[0] === 'Story b'")
    assert tab.evaluate("document.getElementById('notebook-status').textContent") == "Now number 1 of 3."
    assert "2. [Story a](<" in (markdown := saved(tab, "markdown"))
    assert "\n   Mine\n" in markdown
    assert "   > Others." in markdown
    assert '"Story a","Ann Lee","Courier","2024-02-19","3","Others.",""' in saved(tab, "csv")
    references = json.loads(saved(tab, "csl"))
    assert [one["id"] for one in references] == ["2024/b", "2024/a"]
    assert references[1]["note"] == "Mine; “Others.”"
    assert references[1]["URL"] == url + "2024/a.html"
    file, address = saved(tab, "file"), shared(tab)

    click(tab, "[data-do=clear]")
    assert tab.evaluate(f"[{TITLES}.length, document.activeElement.id]") == [0, "notebook-undo"]
    tab.press("Enter")
    assert tab.evaluate(f"{TITLES}.length") == 3
    click(tab, "[data-do=clear]")
    tab.goto("about:blank")
    tab.goto(address)
    tab.wait_for("!document.getElementById('notebook-offer').hidden")
    assert tab.evaluate(
        f"[{TITLES}.length, document.querySelectorAll('#notebook-new > li').length, location.hash]"
    ) == [0, 3, ""]
    click(tab, "[data-do=take]")
    assert tab.evaluate(TITLES) == ["Story b", "Story a", "Story a"]
    assert json.loads(saved(tab, "file")) == json.loads(file)
    assert tab.errors() == []


HOSTILE: list[dict[str, Any]] = [
    {"title": "x", "address": address}
    for address in (
        "javascript:alert(1)", "https://evil.example/a.html", "//evil.example/a.html", "/a.html", "../a.html", "a/../../b.html",
        "%2e%2e/a.html", "a/.%2E/b.html", "\\\\evil.example\\a.html", "data:text/html,x.html", " a.html", "a.txt", "", "a.html#<b>",
    )
] + [{"address": "a.html"}, {"title": 1, "address": "a.html"}, {"title": "x", "address": ["a.html"]}]  # fmt: skip


def test_what_comes_from_strangers(tab: Tab, url: str) -> None:  # noqa: F811
    open_empty(tab, url)
    markup = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
    good: dict[str, Any] = {
        "title": markup,
        "address": "2024/a.html?q=a&at=body-3#p1",
        "quote": markup,
        "comment": "x" * 30_000,
    }
    good |= {"language": '"><b>', "authors": [markup, {"a": 1}, *["n"] * 90], "constructor": "x", "__proto__": {"y": 1}}
    for text, shown in (
        (json.dumps({"notebook": [*HOSTILE, good]}), 1),
        ("{", 0),
        ("null", 0),
        ('{"notebook": {"length": 9}}', 0),
    ):
        tab.evaluate(f"""(() => {{ const given = new DataTransfer(), input = document.getElementById('notebook-file');
            given.items.add(new File([{json.dumps(text)}], "x.json")); input.files = given.files;
            input.dispatchEvent(new Event("change")); return 1; }})()""")
        tab.wait_for(f"document.getElementById('notebook-offer').hidden === {'false' if shown else 'true'}")
        assert tab.evaluate("document.querySelectorAll('#notebook-new > li').length") == shown
        if shown:
            assert str(len(HOSTILE)) in tab.evaluate("document.getElementById('notebook-offered').textContent")
            click(tab, "[data-do=take]")
    assert tab.evaluate(
        "[window.hit ?? 0, document.querySelectorAll('#notebook img, #notebook script, #notebook b').length]"
    ) == [0, 0]
    (entry,) = json.loads(saved(tab, "file"))["notebook"]
    assert (entry["title"], len(entry["comment"]), len(entry["authors"]), "constructor" in entry) == (
        markup,
        20_000,
        49,
        False,
    )
    assert "\\<img src=x" in saved(tab, "markdown")
    click(tab, "[data-do=clear]")
    # An address that unpacks to more than anyone wrote.
    bomb = "new Response(new Blob(['[\"' + 'x'.repeat(3e7) + '\"]']).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer()"
    packed = tab.evaluate(
        f"{bomb}.then((data) => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=/g, ''))"
    )
    for hash_ in (packed, "not-a-list-at-all", "AAAAAAAAAAAA"):
        tab.evaluate("(document.getElementById('notebook-status').textContent = '', 1)")
        tab.evaluate(f"(location.hash = {json.dumps(hash_)}, 1)")
        assert (
            tab.wait_for("document.getElementById('notebook-status').textContent") == "This is no list of a notebook."
        )
    assert tab.errors() == []


def test_an_occurrence_is_kept_with_its_place(tab: Tab, url: str) -> None:  # noqa: F811
    open_empty(tab, url)
    tab.goto(url + "search.html?q=Others&view=places")
    star = "document.querySelector('#search-places button.star')"
    tab.wait_for(f"!!{star}")
    tab.evaluate(f"({star}.click(), 1)")
    tab.wait_for(f"{star}.getAttribute('aria-pressed') === 'true'")
    assert tab.evaluate("document.querySelector('.menu .kept').textContent.trim()") == "Notebook 1"
    tab.goto(url + "notebook.html")
    assert tab.evaluate(f"{ENTRIES}[0].querySelector('a').getAttribute('href')").endswith(".html?q=Others&at=body-1")
    assert tab.evaluate(f"{ENTRIES}[0].querySelector('.meta').textContent").startswith("Ann LeeCourier19 February 2024")
    assert "Others" in tab.evaluate(f"{ENTRIES}[0].querySelector('blockquote').textContent")
    click(tab, "[data-do=clear]")
    assert tab.errors() == []


def test_from_a_disk(tab: Tab, site: Path) -> None:  # noqa: F811
    """Chromium keeps it; Firefox hands it to the page of the notebook, which asks."""
    tab.goto((site / "2024" / "a.html").as_uri())
    if tab.browser.name == "firefox":
        tab.leave(f"{STAR}.click()")
        tab.wait_for("document.getElementById('notebook-offer')?.hidden === false")
        assert "Firefox keeps" in tab.evaluate("document.getElementById('notebook-warning').textContent")
        click(tab, "[data-do=take]")
    else:
        click(tab, "button.star")
        tab.wait_for(f"{STAR}.getAttribute('aria-pressed') === 'true'")
    tab.goto("about:blank")
    tab.goto((site / "notebook.html").as_uri())
    assert tab.evaluate(TITLES) == ["Story a"]
    assert json.loads(saved(tab, "csl"))[0].get("URL") is None
    click(tab, "[data-do=clear]")
    assert tab.errors() == []


def test_a_browser_that_keeps_nothing(tab: Tab, url: str) -> None:  # noqa: F811
    open_empty(tab, url)
    address = tab.evaluate("""(async () => { const text = JSON.stringify([{ title: "T", address: "2024/a.html" }]);
        const data = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
        return btoa(String.fromCharCode(...new Uint8Array(await new Response(data).arrayBuffer()))).replace(/=/g, ""); })()""")
    tab.evaluate("(Storage.prototype.setItem = () => { throw new Error('denied'); }, 1)")
    tab.evaluate(f"(location.hash = {json.dumps(address)}, 1)")
    tab.wait_for("!document.getElementById('notebook-offer').hidden")
    click(tab, "[data-do=take]")
    assert tab.evaluate(TITLES) == ["T"]
    assert "does not keep the notebook" in tab.evaluate("document.getElementById('notebook-warning').textContent")


def test_an_archive_without_one(make: Make, tmp_path: Path) -> None:
    build(
        make({"articles/a.md": article()}, settings="title: A\nnotebook: false\n"), tmp_path / "site", with_search=False
    )
    assert not list((tmp_path / "site").rglob("*notebook*"))
    assert not [link for page in read_site(tmp_path / "site").values() for link in page.links if "notebook" in link]
