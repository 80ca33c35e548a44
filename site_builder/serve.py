"""The preview: build, serve, and build again when a file changes.

The preview is built into a temporary folder; `dist/` is not touched. Pages get their reload script, and the policy
that lets it speak to the server, on the way out and in memory only.
"""

import http.server
import queue
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import watchfiles

from site_builder.build import build
from site_builder.orders import Order, Report
from site_builder.problems import CannotGoOn
from site_builder.theme import theme_folder

_EVENTS, _SCRIPT = "/.site-builder/events", "/.site-builder/reload.js"
_RELOAD = b'new EventSource("/.site-builder/events").onmessage = () => location.reload();\n'
_TAG = b'<script src="/.site-builder/reload.js" defer></script></head>'
_BEAT = 15  # seconds between signs of life, so that a closed tab is noticed


class _Listeners:
    """The open tabs, each waiting for word of the next build."""

    def __init__(self) -> None:
        self._queues: set[queue.SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    def join(self) -> "queue.SimpleQueue[str]":
        waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._queues.add(waiting)
        return waiting

    def leave(self, waiting: "queue.SimpleQueue[str]") -> None:
        with self._lock:
            self._queues.discard(waiting)

    def tell(self) -> None:
        with self._lock:
            for waiting in self._queues:
                waiting.put("built")


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the preview, 404.html for what is missing, and the reload events."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, listeners: _Listeners, directory: str) -> None:
        self._listeners = listeners
        super().__init__(*args, directory=directory)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == _EVENTS:
            self._events()
        elif path == _SCRIPT:
            self._answer(200, "text/javascript", _RELOAD)
        else:
            self._file()

    def _file(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            if not self.path.partition("?")[0].endswith("/"):
                self.send_response(301)
                self.send_header("Location", self.path.partition("?")[0] + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file /= "index.html"
        root = Path(self.directory)
        status = 200 if file.is_file() else 404
        file = file if status == 200 else root / "404.html"
        try:
            data = file.read_bytes()
        except OSError:
            data = b"not found"
        kind = self.guess_type(str(file))
        self._answer(status, kind, _with_reload(data) if kind == "text/html" else data)

    def _answer(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("xml", "javascript"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        waiting = self._listeners.join()
        try:
            while True:
                try:
                    message = f"data: {waiting.get(timeout=_BEAT)}\n\n"
                except queue.Empty:
                    message = ": still here\n\n"
                self.wfile.write(message.encode())
                self.wfile.flush()
        except OSError:
            pass  # the tab was closed
        finally:
            self._listeners.leave(waiting)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the terminal is for builds and problems."""


def _with_reload(data: bytes) -> bytes:
    more = b"connect-src 'self';" if b"script-src" in data else b"connect-src 'self'; script-src 'self';"
    data = data.replace(b"default-src 'none';", b"default-src 'none'; " + more, 1)
    return data.replace(b"</head>", _TAG, 1)


def serve(
    root: Path, host: str, port: int, *, with_search: bool, drafts: bool = True, built: Callable[[Report], None],
    failed: Callable[[CannotGoOn], None], ready: Callable[[str], None], stop: threading.Event | None = None,
) -> None:  # fmt: skip
    """Serve the preview of `root` until `stop` is set or Ctrl+C. Raises CannotGoOn where the port is taken."""
    folder = Path(tempfile.mkdtemp(prefix="site-builder-preview-"))
    listeners = _Listeners()
    try:
        with _listen(host, port, partial(_Handler, listeners=listeners, directory=str(folder / "site"))) as server:
            url = f"http://{f'[{host}]' if ':' in host else host}:{server.server_address[1]}/"
            once = partial(
                _build, root, folder / "site", url, with_search=with_search, drafts=drafts, built=built, failed=failed
            )
            threading.Thread(target=server.serve_forever, daemon=True).start()
            # Watching begins before the first build, which is the first turn: no edit falls between the two.
            for turn, changes in enumerate(_changes(root, stop)):
                if not turn or changes:
                    once()
                    listeners.tell()
                if not turn:
                    ready(url)
            server.shutdown()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _listen(host: str, port: int, handler: Callable[..., Any]) -> http.server.ThreadingHTTPServer:
    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    try:
        return Server((host, port), handler)
    except OSError as fault:
        raise CannotGoOn(
            f"cannot listen on {host}:{port}: {fault.strerror}", hint="choose another port with --port"
        ) from None


def _build(
    root: Path,
    site: Path,
    url: str,
    *,
    with_search: bool,
    drafts: bool,
    built: Callable[[Report], None],
    failed: Callable[[CannotGoOn], None],
) -> None:
    try:
        # A preview gives no lasting addresses: half-typed tags would get some.
        order = Order(keep_addresses=False)
        built(build(root, site, base_url=url, with_search=with_search, drafts=drafts, order=order))
    except CannotGoOn as fault:
        failed(fault)


def _changes(root: Path, stop: threading.Event | None) -> Iterator[set[watchfiles.main.FileChange]]:
    """What changed in the archive or the theme; an empty set now and then, at once the first time."""
    theme = theme_folder()
    folders = [folder for folder in (root, theme / "templates", theme / "static") if folder.is_dir()]
    return watchfiles.watch(
        *folders, stop_event=stop, debounce=200, rust_timeout=100, yield_on_timeout=True, watch_filter=_interesting
    )


def _interesting(_change: watchfiles.Change, path: str) -> bool:
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(("~", ".new", ".swp", ".tmp"))
