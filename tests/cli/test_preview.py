"""The preview: what it serves, and that it follows changes."""

import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from site_builder.cli.preview import Callbacks, serve
from site_builder.common.problems import BuildError
from site_builder.pipeline.options import BuildReport
from tests.conftest import Make, article


class Preview:
    """A running preview of `root`."""

    def __init__(self, root: Path, *, with_search: bool = False, first: type = BuildReport) -> None:
        self.root, self.stop = root, threading.Event()
        self.events: Queue[Any] = Queue()
        put = self.events.put
        callbacks = Callbacks(built=put, failed=put, ready=put, indexed=lambda report: put(("indexed", report)))
        keywords = {"with_search": with_search, "callbacks": callbacks, "stop": self.stop}
        self.thread = threading.Thread(target=serve, args=(root, "127.0.0.1", 0), kwargs=keywords)
        self.thread.start()
        assert isinstance(self.events.get(timeout=20), first)
        self.url: str = self.events.get(timeout=20)

    def end(self) -> None:
        self.stop.set()
        self.thread.join(timeout=20)
        assert not self.thread.is_alive()

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), dict(error.headers)


@pytest.fixture
def preview(make: Make) -> Iterator[Preview]:
    running = Preview(make({"articles/a.md": article("First")}))
    yield running
    running.end()


def test_pages_get_the_reload_script_in_memory_only(preview: Preview) -> None:
    status, text, headers = preview.get("a.html")
    assert status == 200
    assert "First" in text
    assert '<script src="/.site-builder/reload.js" defer></script></head>' in text
    assert "; connect-src 'self';" in text
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
    assert isinstance(preview.events.get(timeout=20), BuildError)
    assert "First" in preview.get("a.html")[1]


def test_a_port_that_is_taken_is_a_sentence(preview: Preview) -> None:
    port = int(preview.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(BuildError, match="cannot listen"):
        serve(
            preview.root,
            "127.0.0.1",
            port,
            with_search=False,
            callbacks=Callbacks(built=print, failed=print, ready=print),
        )


def test_a_mistake_is_shown_above_the_last_good_page(preview: Preview) -> None:
    assert "First" in preview.get("a.html")[1]
    file = preview.root / "articles" / "a.md"
    file.write_text('---\ntitle: "<b>unfinished\ndate: 2024-02-19\n---\n', encoding="utf-8")
    assert preview.events.get(timeout=20).problems
    status, text, _ = preview.get("a.html")
    assert status == 200
    assert "First" in text
    assert f'role="alert" lang="en"><p><strong>The archive has errors</strong></p><ul><li><code>{file}' in text
    assert "not readable as YAML" in text
    assert "<b>unfinished" not in text
    assert '<link rel="stylesheet" href="/.site-builder/notice.css">' in text
    assert "#site-builder-notice" in preview.get(".site-builder/notice.css")[1]
    file.write_text(article("Mended"), encoding="utf-8")
    assert not preview.events.get(timeout=20).problems
    assert "Mended" in preview.get("a.html")[1]
    assert 'role="alert"' not in preview.get("a.html")[1]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("archive.yaml", "title: [", "archive.yaml:"),
        ("templates/article.html", "{{ page.<b> }}", "templates/article.html:1"),
        ("templates/article.html", "{{ 1 / 0 }}", "division by zero"),
        ("authorities.yaml", "people: [{name: A}", "authorities.yaml"),
    ],
)
def test_a_build_that_fails_is_shown_in_the_page(preview: Preview, name: str, text: str, message: str) -> None:
    (preview.root / name).parent.mkdir(exist_ok=True)
    (preview.root / name).write_text(text, encoding="utf-8")
    assert isinstance(preview.events.get(timeout=20), BuildError)
    status, page, _ = preview.get("a.html")
    assert status == 200
    assert "First" in page
    assert "could not be built; this is its last good state" in page
    assert message in page
    assert "<b>" not in page


def test_a_fault_of_the_program_does_not_end_the_preview(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("planted")

    with monkeypatch.context() as patch:
        patch.setattr("site_builder.cli.preview.build", fail)
        (preview.root / "articles" / "a.md").write_text(article("Second"), encoding="utf-8")
        assert isinstance(preview.events.get(timeout=20), KeyError)
        assert "something went wrong in site-builder: KeyError" in preview.get("a.html")[1]
    (preview.root / "articles" / "a.md").write_text(article("Third"), encoding="utf-8")
    assert preview.events.get(timeout=20).written
    assert "Third" in preview.get("a.html")[1]


def test_a_first_build_that_fails_is_shown_and_mended(make: Make) -> None:
    root = make({"articles/a.md": article("First")}, settings="title: [")
    running = Preview(root, first=BuildError)
    try:
        status, text, headers = running.get("")
        assert (status, headers["Content-Type"]) == (503, "text/html; charset=utf-8")
        assert "archive.yaml:" in text
        assert "reload.js" in text
        make({})
        assert isinstance(running.events.get(timeout=20), BuildReport)
        assert running.get("a.html")[0] == 200
    finally:
        running.end()


def test_pages_are_there_before_the_index(make: Make) -> None:
    running = Preview(make({"articles/a.md": article("First")}), with_search=True)
    try:
        assert 'role="search"' in running.get("a.html")[1]
        for title in ("Second", "Third"):
            assert running.events.get(timeout=60)[0] == "indexed"
            assert running.get("search/manifest.js")[0] == 200
            with urllib.request.urlopen(running.url + ".site-builder/events", timeout=20) as tab:
                (running.root / "articles" / "a.md").write_text(article(title), encoding="utf-8")
                assert isinstance(running.events.get(timeout=20), BuildReport)
                assert title in running.get("a.html")[1]
                assert tab.readline() == b"data: built\n"
            assert running.get("search/manifest.js")[0] == 200
    finally:
        running.end()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_preview_that_is_ended_leaves_nothing_behind(make: Make, tmp_path: Path, number: signal.Signals) -> None:
    root = make({"articles/a.md": article()})
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "site_builder", "serve", root, "--port", "0"],
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    while "Preview at" not in process.stdout.readline():
        assert process.poll() is None
    assert list((tmp_path / "tmp").iterdir())
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == {signal.SIGINT: 130}.get(number, 128 + number)
    assert not list((tmp_path / "tmp").iterdir())
    assert "Traceback" not in err


def test_drafts_are_shown_and_marked(make: Make) -> None:
    running = Preview(make({"articles/a.md": article("First"), "articles/d.md": article("Second", draft="true")}))
    try:
        status, text, _ = running.get("d.html")
        assert status == 200
        assert "Not published" in text
        assert '<meta name="robots" content="noindex">' in text
    finally:
        running.end()
