"""The preview: what it serves, and that it follows changes."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from site_builder.orders import Report
from site_builder.problems import CannotGoOn
from site_builder.serve import serve
from tests.conftest import Make, article


class Preview:
    """A running preview of `root`."""

    def __init__(self, root: Path) -> None:
        self.root, self.stop = root, threading.Event()
        self.events: Queue[Any] = Queue()
        put = self.events.put
        keywords = {"with_search": False, "built": put, "failed": put, "ready": put, "stop": self.stop}
        self.thread = threading.Thread(target=serve, args=(root, "127.0.0.1", 0), kwargs=keywords)
        self.thread.start()
        assert isinstance(self.events.get(timeout=20), Report)
        self.url: str = self.events.get(timeout=20)

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as fault:
            with fault:
                return fault.code, fault.read().decode(), dict(fault.headers)


@pytest.fixture
def preview(make: Make) -> Iterator[Preview]:
    running = Preview(make({"articles/a.md": article("First")}))
    yield running
    running.stop.set()
    running.thread.join(timeout=20)
    assert not running.thread.is_alive()


def test_pages_get_the_reload_script_in_memory_only(preview: Preview) -> None:
    status, text, headers = preview.get("a.html")
    assert status == 200
    assert "First" in text
    assert '<script src="/.site-builder/reload.js" defer></script></head>' in text
    assert "default-src 'none'; connect-src 'self';" in text
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert preview.get("")[0] == 200
    assert "EventSource" in preview.get(".site-builder/reload.js")[1]


def test_what_is_missing_gets_the_404_page(preview: Preview) -> None:
    for path in ("nothing/here.html", "../../etc/passwd", "%2e%2e/archive.yaml"):
        status, text, _ = preview.get(path)
        assert status == 404
        assert "<html" in text


def test_a_change_is_built_and_told_to_open_tabs(preview: Preview) -> None:
    with urllib.request.urlopen(preview.url + ".site-builder/events", timeout=20) as tab:
        (preview.root / "articles" / "a.md").write_text(article("Second"), encoding="utf-8")
        assert preview.events.get(timeout=20).written
        assert tab.readline() == b"data: built\n"
    assert "Second" in preview.get("a.html")[1]


def test_a_preview_gives_no_lasting_addresses(preview: Preview) -> None:
    (preview.root / "articles" / "a.md").write_text(article("Second", tags="[half-ty]"), encoding="utf-8")
    assert preview.events.get(timeout=20).written
    assert preview.get("tags/half-ty.html")[0] == 200
    assert not (preview.root / "addresses.yaml").exists()


def test_the_404_page_reloads_too(preview: Preview) -> None:
    assert "script-src 'self'" in preview.get("nothing.html")[1]


def test_a_fault_leaves_the_last_good_preview(preview: Preview) -> None:
    (preview.root / "archive.yaml").write_text("title: [", encoding="utf-8")
    assert isinstance(preview.events.get(timeout=20), CannotGoOn)
    assert "First" in preview.get("a.html")[1]


def test_a_port_that_is_taken_is_a_sentence(preview: Preview) -> None:
    port = int(preview.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(CannotGoOn, match="cannot listen"):
        serve(preview.root, "127.0.0.1", port, with_search=False, built=print, failed=print, ready=print)
