"""The pictures of README and docs: `make screenshots`, or `python -m tests.screenshots`, with Debian's chromium.

They show the archive in `seeds/` as it is now, and the drafts of the tutorial. The same program, fonts and browser give the same pictures.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from site_builder.pipeline.build import build
from tests.browser import Tab, missing, serve, start

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DOTS = 2  # to a pixel, so that the words are sharp
ARTICLE = "2025/04/08/kaifaqu-kaimenhong.html"
LINES = "pages/001_f210bc26744d8fca.html#L67"


class Picture(msgspec.Struct, frozen=True):
    """What a picture shows: an address, on a screen of this size; `ready` is true when all is there."""

    name: str
    address: str
    width: int
    height: int
    scheme: str = "light"
    ready: str = "document.readyState === 'complete'"


_FOUND = "document.querySelectorAll('#search-results mark').length > 5"

PICTURES_OF = (
    Picture("front", "index.html", 1200, 800),
    Picture("article", ARTICLE, 1200, 800),
    Picture("phone", ARTICLE, 390, 780, "dark"),
    Picture("search", "search.html?q=%E6%8B%9B%E5%95%86", 1200, 800, ready=_FOUND),
    Picture("source", LINES, 1200, 640),
)
TUTORIAL = (Picture("drafts", "drafts.html", 1000, 620),)


def take(tab: Tab, site: str, picture: Picture, folder: Path) -> Path:
    """Open the page and write the picture of it."""
    file = folder / f"{picture.name}.webp"
    tab.viewport(picture.width, picture.height, DOTS)
    tab.emulate("setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": picture.scheme}])
    tab.emulate("setScrollbarsHidden", hidden=True)
    tab.goto(site + picture.address)
    tab.wait_for(picture.ready)
    tab.evaluate("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 300)))")
    tab.screenshot(file, "webp")
    return file


def tutorial(folder: Path) -> Path:
    """The tutorial's archive when its page was imported."""
    page, archive = ROOT / "docs" / "tutorial" / "gazette-3.txt", folder / "harbour"
    for words in (
        ["new", str(archive), "--title", "The Example Gazette", "--empty"],
        ["import", str(page), "--into", str(archive), "--date", "1912-05-07", "--page", "3"],
    ):
        subprocess.run([sys.executable, "-m", "site_builder", *words], check=True, stdout=subprocess.DEVNULL)
    return archive


def main() -> None:
    """Take all of them."""
    if reason := missing("chromium"):
        raise SystemExit(reason)
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab = start("chromium").new_tab()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for archive, pictures in ((ROOT / "seeds", PICTURES_OF), (tutorial(folder), TUTORIAL)):
            site = folder / f"site-of-{archive.name}"
            build(archive, site)
            with serve(site) as url:
                for picture in pictures:
                    file = take(tab, url, picture, PICTURES)
                    print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
