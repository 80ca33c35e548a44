"""The preview's web server: the files of the site, an event when they were built again, and a notice of errors.

The reload script, the notice and a content security policy that allows both are put into pages when they are sent,
never into the files. A page that a mistake removed from the site is still shown as it was, below the notice.
"""

import html
import http.server
import queue
import re
import socket
import threading
from functools import partial
from pathlib import Path
from typing import Any

from site_builder.common.problems import BuildError, Problem

_PLACE = "/.site-builder/"
_SCRIPT = b"""new EventSource("/.site-builder/events").onmessage = ({ data }) => {
  if (data === "built" || location.pathname.endsWith("/search.html")) location.reload();
};
"""
_STYLE = b"""#site-builder-notice {
  position: sticky; inset-block-start: 0; z-index: 9; max-block-size: 60vh; overflow: auto; padding: 1em;
  background: #7f1d1d; color: #fff; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
#site-builder-notice code { color: #fecaca; font-size: 1em; }
#site-builder-notice p, #site-builder-notice ul { margin: 0; }
#site-builder-notice small { display: block; font-size: 1em; opacity: .85; }
"""
_HEAD = (
    b'<link rel="stylesheet" href="/.site-builder/notice.css">'
    b'<script src="/.site-builder/reload.js" defer></script></head>'
)
_NOTHING_YET = b'<!doctype html><html lang="en"><head><title>Preview</title></head><body></body></html>'
_HEARTBEAT = 15  # seconds between signs of life, so that a closed tab is noticed
_MAX_KEPT = 200  # pages that were looked at, kept in case that a mistake takes them away
_MAX_NAMED = 10


class Preview:
    """What the server shows: a folder, and what was wrong with the last build of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: tuple[Problem, ...] = ()
        self.failed = False  # whether the folder is as an earlier build left it
        self._tabs: set[queue.SimpleQueue[str]] = set()
        self._kept: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def add_tab(self) -> "queue.SimpleQueue[str]":
        """A queue of events for a tab that was opened."""
        tab: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._tabs.add(tab)
        return tab

    def remove_tab(self, tab: "queue.SimpleQueue[str]") -> None:
        """Forget a tab that was closed."""
        with self._lock:
            self._tabs.discard(tab)

    def notify(self, what: str) -> None:
        """Send an event, `built` or `indexed`, to all open tabs."""
        with self._lock:
            for tab in self._tabs:
                tab.put(what)

    def page(self, file: Path) -> tuple[int, bytes]:
        """The status and content of a file of the site; of a page that a mistake took away, the last one."""
        name = str(file)
        try:
            data = file.read_bytes()
        except OSError:
            if name in self._kept and self.problems:
                return 200, self._kept[name]
            return self._missing()
        if file.suffix == ".html":
            with self._lock:
                self._kept[name] = data
                if len(self._kept) > _MAX_KEPT:
                    del self._kept[next(iter(self._kept))]
        return 200, data

    def _missing(self) -> tuple[int, bytes]:
        try:
            return 404, (self.folder / "404.html").read_bytes()
        except OSError:
            return 503, _NOTHING_YET

    def with_notice(self, data: bytes) -> bytes:
        """A page with the reload script, and the notice of errors at its top."""
        head, end, body = data.partition(b"</head>")
        if not end:
            return data + self._notice() + _HEAD.removesuffix(b"</head>")
        for directive in (b"script-src", b"style-src", b"connect-src"):
            head = _with_self(head, directive)
        body, has_body = re.subn(rb"<body[^>]*>", lambda tag: tag[0] + self._notice(), body, count=1)
        return head + _HEAD + (body if has_body else self._notice() + body)

    def _notice(self) -> bytes:
        if not self.problems:
            return b""
        title = "The site could not be built; this is its last good state" if self.failed else "The archive has errors"
        items = [_list_item(problem) for problem in self.problems[:_MAX_NAMED]]
        if len(self.problems) > _MAX_NAMED:
            items.append(f"<li>… and {len(self.problems) - _MAX_NAMED:,} more</li>")
        text = f"<p><strong>{title}</strong></p><ul>{''.join(items)}</ul>"
        return f'<aside id="site-builder-notice" role="alert" lang="en">{text}</aside>'.encode(errors="replace")


def _list_item(problem: Problem) -> str:
    place = f"<code>{html.escape(problem.place)}</code> " if problem.path else ""
    hint = f"<small>{html.escape(problem.hint)}</small>" if problem.hint else ""
    return f"<li>{place}{html.escape(problem.message)}{hint}</li>"


def _with_self(head: bytes, directive: bytes) -> bytes:
    """The head of a page whose policy also allows the server's own files for a directive."""
    if directive + b" " not in head:
        return head.replace(b"default-src 'none';", b"default-src 'none'; " + directive + b" 'self';", 1)
    return head if directive + b" 'self'" in head else head.replace(directive + b" ", directive + b" 'self' ", 1)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the preview, 404.html for what is missing, and the reload events."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, preview: Preview) -> None:
        self._preview = preview
        super().__init__(*args, directory=str(preview.folder))

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == f"{_PLACE}events":
            self._events()
        elif path == f"{_PLACE}reload.js":
            self._answer(200, "text/javascript", _SCRIPT)
        elif path == f"{_PLACE}notice.css":
            self._answer(200, "text/css", _STYLE)
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        file = Path(self.translate_path(path))
        if file.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if file.is_dir() or path == "/":
            file /= "index.html"
        status, data = self._preview.page(file)
        kind = self.guess_type(str(file)) if status == 200 else "text/html"
        self._answer(status, kind, self._preview.with_notice(data) if kind == "text/html" else data)

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
        tab = self._preview.add_tab()
        try:
            while True:
                try:
                    message = f"data: {tab.get(timeout=_HEARTBEAT)}\n\n"
                except queue.Empty:
                    message = ": still here\n\n"
                self.wfile.write(message.encode())
                self.wfile.flush()
        except OSError:
            pass  # the tab was closed
        finally:
            self._preview.remove_tab(tab)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the terminal is for builds and problems."""


def listen(host: str, port: int, preview: Preview) -> http.server.ThreadingHTTPServer:
    """A server of the preview. Raises BuildError where the port is taken."""

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing: a tab was closed while it was answered."""

    try:
        return Server((host, port), partial(_Handler, preview=preview))
    except OSError as error:
        raise BuildError(
            f"cannot listen on {host}:{port}: {error.strerror}", hint="choose another port with --port"
        ) from None
