"""Reads a built site as a browser would, without one: links, anchors, policies, identifiers."""

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKS = {"href", "src", "action", "data", "poster"}


class HtmlPage(HTMLParser):
    """What one page links to and which ids it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "link" and found.get("rel") == "canonical":
            return
        self.links += [value for name, value in found.items() if name in _LINKS]
        if tag == "meta" and found.get("http-equiv") == "refresh":
            self.links.append(found["content"].partition("url=")[2])


def read_site(folder: Path) -> dict[str, HtmlPage]:
    """Address → page, of every HTML file."""
    return {
        f.relative_to(folder).as_posix(): HtmlPage(f.read_text(encoding="utf-8"))
        for f in sorted(folder.rglob("*.html"))
    }


def broken_links(folder: Path) -> list[tuple[str, str]]:
    """(page, link) for every link within the site that is not relative, names a folder, or leads nowhere."""
    pages = read_site(folder)
    broken = []
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "data"):
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
                if parts.path
                else address
            )
            anchor = unquote(parts.fragment)
            missing = anchor and target in pages and anchor not in pages[target].ids
            if parts.netloc or parts.path.startswith("/") or not (folder / target).is_file() or missing:
                broken.append((address, link))
    return broken
