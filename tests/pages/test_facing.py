"""What a reader does with an article and its source page: cites a paragraph, a range of lines, lays both side by side."""

from pathlib import Path

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article

LINES = [f"Paragraph {number} stands in this line of the page." for number in range(1, 31)]
PAGE = "\n\n".join(["Headline", *LINES, "An advertisement"]) + "\n"
CITED = "[...document.querySelectorAll('.cited')].map((line) => line.id).join()"
LIT = "[...document.querySelectorAll('.lit')].map((block) => block.id).join()"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("facing")
    text = article(body="\n\n".join(LINES), source="[{file: p.txt, lines: ['1-61']}]")
    for name, content in {"archive.yaml": "title: A\n", "articles/x.md": text, "pages/p.txt": PAGE}.items():
        file = work / "archive" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    build(work / "archive", work / "site")
    return work / "site"


def seen(selector: str) -> str:
    """Whether an element is on the screen."""
    return f"((box) => box.bottom > 0 && box.top < innerHeight)(document.querySelector('{selector}').getBoundingClientRect())"


def test_ranges_of_lines(tab: Tab, site: Path) -> None:  # noqa: F811
    page = (site / "pages" / "p.html").as_uri()
    tab.goto(page + "#L41-L45")
    assert tab.evaluate(CITED) == "L41,L42,L43,L44,L45"
    assert tab.evaluate(seen("#L41"))
    tab.evaluate("void (location.hash = 'L3-L1,L61')")
    tab.wait_for(f"{CITED} === 'L1,L2,L3,L61'")
    tab.evaluate("document.querySelector('#L5 .number').click()")
    tab.wait_for(f"{CITED} === 'L5'")
    click = "document.querySelector('{} .number').dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true, shiftKey: true}}))"
    assert tab.evaluate(click.format("#L9")) is False, "no new window"
    tab.wait_for(f"{CITED} === 'L5,L6,L7,L8,L9' && location.hash === '#L5-L9'")
    tab.evaluate(click.format("#L2"))
    tab.wait_for("location.hash === '#L2-L9'")
    tab.evaluate("void (location.hash = 'text')")
    tab.wait_for(f"{CITED} === ''")
    assert tab.errors() == []


def test_links_to_paragraphs_and_lines_are_one_stop_of_the_tab_key(tab: Tab, site: Path) -> None:  # noqa: F811
    for page, links in (("x.html#p7", ".body .para"), ("pages/p.html#L13", ".lines .number")):
        tab.goto(f"{site.as_uri()}/{page}")
        assert tab.evaluate(f"document.querySelectorAll('{links}').length") > 20
        stops = f"[...document.querySelectorAll('{links}')].filter((link) => link.tabIndex === 0)"
        assert tab.evaluate(f"{stops}.length") == 1
        assert tab.evaluate(f"{stops}[0].closest(':target') !== null")
        tab.evaluate(f"{stops}[0].focus()")
        before = tab.evaluate("document.activeElement.hash")
        tab.press("ArrowDown")
        assert tab.evaluate(f"document.activeElement === {stops}[0] && document.activeElement.hash !== '{before}'")
        tab.press("ArrowUp")
        assert tab.evaluate(f"{stops}.length === 1 && document.activeElement.hash === '{before}'")


def test_article_and_source_side_by_side(tab: Tab, site: Path) -> None:  # noqa: F811
    tab.viewport(1280, 800)
    tab.goto((site / "x.html").as_uri())
    address = tab.evaluate("document.querySelector('#p9 .para').hash")
    tab.evaluate("document.querySelector('a.compare').click()")
    first = int(tab.wait_for(LIT)[1:])  # the one at which one reads
    frame = tab.frame()
    frame.wait_for(f"{CITED} === 'L{2 * first + 1}'")
    assert not frame.evaluate("document.querySelector('.masthead').checkVisibility()")

    tab.evaluate("document.querySelector('#p20 .para').focus()")  # as arrow keys do
    frame.wait_for(f"{CITED} === 'L41' && {seen('#L41')}")
    assert tab.evaluate(LIT) == "p20"
    frame.evaluate("document.querySelector('#L13 .number').focus()")
    tab.wait_for(f"{LIT} === 'p6' && {seen('#p6')}")
    assert frame.evaluate(CITED) == "L41", "what the reader points at stays where it is"

    tab.goto((site / "x.html").as_uri() + "?compare=1" + address)
    tab.wait_for(f"{LIT} === 'p9' && {seen('#p9')}")
    tab.frame().wait_for(CITED)
    tab.press("Escape")
    assert tab.evaluate(f"{LIT} === '' && !document.querySelector('.facing, .comparing') && location.search === ''")
    assert tab.evaluate("document.activeElement.className") == "compare"
    assert tab.errors() == []
