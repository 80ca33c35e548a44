"""What a reader does with the page of an article: colours, characters, vertical lines, a narrow screen, the keyboard."""

from pathlib import Path
from urllib.parse import quote

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1600).to_bytes(4, "big") + (1000).to_bytes(4, "big")
PICTURES = '![a](media/p.png "大橋 | 攝影")\n\n![a](media/p.png)\n![b](media/p.png "二")\n\n'
TABLE = (
    "\n\n| 甲 | Tonnage-of-wheat | Bushels-of-oats | 丁 | 戊 |\n|---|---|---|---|---|\n| 字字字字字 | 1 | 2 | 3 | 4 |"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("reading")
    files: dict[str, str | bytes] = {
        "archive.yaml": "title: 檔案\nlanguage: zh-Hant\npunctuation: fullwidth\n",
        "articles/x.md": article("發展,臺灣", body=PICTURES + "乾隆年間,發展12年,看著臺灣." + TABLE),
        "articles/v.md": article("直排", body="\n\n".join(["發展經濟,改善民生。" * 30] * 12), writing="vertical"),
        "media/p.png": PNG,
    }
    for name, text in files.items():
        file = work / "archive" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert not [
        problem for problem in build(work / "archive", work / "site").problems if "addresses" not in problem.message
    ]
    return work / "site"


def test_colours_are_the_readers_choice(tab: Tab, site: Path) -> None:  # noqa: F811 - the fixture
    tab.goto((site / "x.html").as_uri())
    paper = "getComputedStyle(document.body).backgroundColor"
    shown = [(tab.evaluate("document.documentElement.dataset.colours"), tab.evaluate(paper))]
    for _ in range(3):
        tab.evaluate("document.querySelector('.menu .colours').click()")
        shown.append((tab.evaluate("document.documentElement.dataset.colours"), tab.evaluate(paper)))
    assert [choice for choice, _ in shown] == ["auto", "light", "dark", "auto"]
    assert shown[1][1] != shown[2][1]
    tab.evaluate("document.querySelector('.menu .colours').click()")
    tab.goto((site / "x.html").as_uri() + "?again")
    assert tab.evaluate("document.documentElement.dataset.colours") == "light"
    assert tab.evaluate("document.querySelector('.menu .colours').ariaLabel") == "顏色：淺"


def test_traditional_characters_are_read_in_simplified_ones(tab: Tab, site: Path) -> None:  # noqa: F811 - the fixture
    tab.goto((site / "x.html").as_uri() + f"?q={quote('台湾')}")
    tab.wait_for("document.querySelectorAll('mark.found').length === 2")
    words = "document.querySelector('h1').textContent + document.querySelector('.body').textContent"
    assert "發展，臺灣" in tab.evaluate(words)
    tab.evaluate("document.querySelector('.characters button').click()")
    tab.wait_for("document.querySelector('.characters [role=status]').textContent")
    simplified = tab.evaluate(words)
    assert "发展，台湾" in simplified
    assert "乾隆年间，发展12年，看著台湾" in simplified
    assert tab.evaluate("[...document.querySelectorAll('mark.found')].map((m) => m.textContent).join()") == "台湾,台湾"
    assert "發展,臺灣" in tab.evaluate("document.querySelector('#citation, .citation').textContent")
    tab.goto((site / "x.html").as_uri() + "?again")
    tab.wait_for("document.querySelector('.characters [role=status]').textContent")
    assert "发展" in tab.evaluate(words)
    tab.leave("document.querySelector('.characters button').click()")
    tab.wait_for("document.readyState === 'complete' && document.querySelector('h1').textContent.includes('發展')")


def test_vertical_lines_stand_in_tiers(tab: Tab, site: Path) -> None:  # noqa: F811 - the fixture
    tab.viewport(1280, 900)
    tab.goto((site / "v.html").as_uri())
    tab.wait_for("!!document.querySelector('.tiered')")
    body = "document.querySelector('.body')"
    assert tab.evaluate(f"getComputedStyle({body}).writingMode") == "vertical-rl"
    assert tab.evaluate(
        f"{body}.scrollHeight <= {body}.clientHeight + 2 && {body}.scrollWidth <= {body}.clientWidth + 2"
    )
    assert tab.evaluate("document.documentElement.scrollWidth <= 1280")
    tab.viewport(390, 800)
    tab.wait_for(f"!document.querySelector('.tiered') && getComputedStyle({body}).writingMode === 'horizontal-tb'")


def test_a_narrow_screen_does_not_scroll_sideways(tab: Tab, site: Path) -> None:  # noqa: F811 - the fixture
    tab.viewport(320, 640)
    tab.goto((site / "x.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert tab.evaluate("document.querySelector('.body table').tabIndex") == 0
    image = "document.querySelector('figure img')"
    assert tab.evaluate(f"{image}.getAttribute('height')") == "1000"
    assert tab.evaluate(f"{image}.width") <= 288


def test_a_single_character_is_no_shortcut_in_a_text(tab: Tab, site: Path) -> None:  # noqa: F811 - the fixture
    tab.goto((site / "x.html").as_uri())
    tab.press("/")
    assert tab.evaluate("document.activeElement === document.body")
    tab.goto((site / "search.html").as_uri())
    tab.evaluate("document.activeElement.blur()")
    tab.press("/")
    assert tab.evaluate("document.activeElement.id") == "q"
