"""Drive stock Firefox and Chromium over WebDriver BiDi, for what a reader does.

Firefox speaks BiDi itself; Chromium through chromedriver. Both are as Debian ships them, with settings only that
keep them from calling home, and, in Firefox, one that undoes what test drivers usually switch off: the strict
policy for files, without which a test of pages opened from a disk proves nothing.

    from tests.browser import browser, serve, tab  # noqa: F401

    def test_it(tab: Tab) -> None:
        with serve(site) as url:
            tab.goto(url + "search.html")
            tab.type("#q", "words")
            assert tab.evaluate("document.title") == "…"

`browser` runs each test in every browser, which is started once; `tab` is a new page for each test. A browser that
is missing skips the test (which NO_SKIP=1 makes a failure, see conftest.py).
"""

import atexit
import base64
import copy
import http.server
import json
import os
import re
import shutil
import socketserver
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pytest
from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "firefox")
TIMEOUT = 30.0

# How the browsers say that the page was left while it was asked.
GONE = re.compile("context with specified id|context was destroyed|navigated or closed|no such frame")

# The code points by which WebDriver names keys.
KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "Backspace": "\ue003", "ArrowDown": "\ue015"}
KEYS |= {"ArrowUp": "\ue013", "ArrowLeft": "\ue012", "ArrowRight": "\ue014", "Shift": "\ue008", "Control": "\ue009"}

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--no-pings",
]

FIREFOX_PREFERENCES: dict[str, bool | int | str] = {
    "security.fileuri.strict_origin_policy": True,
    "remote.prefs.recommended": False,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.discovery.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "data:,",
}


class BrowserError(Exception):
    """A command failed in the browser, or it did not start."""


class BrowserGoneError(BrowserError):
    """The page was left while it was asked."""


class Connection:
    """BiDi over a web socket: commands are answered, events are kept."""

    def __init__(self, address: str) -> None:
        # No pings: they would come from a thread that uses `random`, which disturbs the laws of Hypothesis beside it.
        self._socket: ClientConnection = connect(address, max_size=None, open_timeout=TIMEOUT, ping_interval=None)
        self._last = 0
        self.events: list[dict[str, Any]] = []

    def command(self, method: str, /, **parameters: Any) -> dict[str, Any]:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=TIMEOUT * 2))
            if message.get("id") != self._last:
                self.events.append(message)
            elif message["type"] == "error":
                error = f"{method}: {message['error']}: {message['message']}"
                raise (BrowserGoneError if GONE.search(error) else BrowserError)(error)
            else:
                result: dict[str, Any] = message["result"]
                return result

    def close(self) -> None:
        self._socket.close()


class Tab:
    """One page in a browser."""

    def __init__(self, browser: "Browser") -> None:
        self.browser = browser
        self._send = browser.connection.command
        self.context: str = self._send("browsingContext.create", type="tab")["context"]
        self._seen = len(browser.connection.events)

    def goto(self, url: str) -> None:
        """Load a page and wait until it has loaded."""
        self._send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def frame(self) -> "Tab":
        """The page in the first frame of this one."""
        (tree,) = self._send("browsingContext.getTree", root=self.context)["contexts"]
        inner = copy.copy(self)
        inner.context = tree["children"][0]["context"]
        return inner

    def leave(self, expression: str) -> None:
        """Evaluate what leads to another page, once the browser has answered: it could not after that."""
        self.evaluate(f"void setTimeout(() => {{ {expression} }})")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, which may be a promise; what JSON can hold."""
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        answer = self._send("script.evaluate", expression=wrapped, target={"context": self.context}, awaitPromise=True)
        if answer["type"] == "exception":
            raise BrowserError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"]) if "value" in answer["result"] else None

    def wait_for(self, expression: str, timeout: float = TIMEOUT) -> Any:
        """The first true value of an expression that is evaluated again and again."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            with suppress(BrowserGoneError):
                if value := self.evaluate(expression):
                    return value
            time.sleep(0.03)
        raise BrowserError(f"still not true after {timeout} s: {expression}")

    def type(self, selector: str, text: str) -> None:
        """Focus an element and type into it, key by key."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        self._keys(list(text))

    def press(self, key: str) -> None:
        """Press a key by name, such as Enter or Tab, or a chord such as Shift+Tab."""
        *held, last = [KEYS.get(name, name) for name in key.split("+")]
        down = [{"type": "keyDown", "value": value} for value in held]
        up = [{"type": "keyUp", "value": value} for value in held]
        self._perform([*down, *_stroke(last), *up])

    def screenshot(self, path: Path | None = None, kind: str = "png") -> bytes:
        """The visible part of the page as a picture, also written to a file if one is named."""
        form = {"type": f"image/{kind}"}
        data = self._send("browsingContext.captureScreenshot", context=self.context, format=form)["data"]
        picture = base64.b64decode(data)
        if path:
            path.write_bytes(picture)
        return picture

    def viewport(self, width: int, height: int, dots: float = 1) -> None:
        """Give the page the size of a screen, with so many dots to a pixel."""
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self.context, viewport=size, devicePixelRatio=dots)

    def emulate(self, what: str, **parameters: Any) -> None:
        """Chromium only: what its DevTools call Emulation, such as a reader's preference for dark colours."""
        session = self._send("goog:cdp.getSession", context=self.context)["session"]
        self._send("goog:cdp.sendCommand", method=f"Emulation.{what}", params=parameters, session=session)

    def errors(self) -> list[str]:
        """What the page has put out as errors: exceptions, and console.error."""
        entries = [event["params"] for event in self._events("log.entryAdded")]
        return [str(entry.get("text")) for entry in entries if entry["level"] == "error"]

    def requests(self) -> list[str]:
        """The addresses the page has asked for."""
        return [event["params"]["request"]["url"] for event in self._events("network.beforeRequestSent")]

    def close(self) -> None:
        self._send("browsingContext.close", context=self.context)

    def _events(self, method: str) -> Iterator[dict[str, Any]]:
        self.evaluate("new Promise((done) => setTimeout(done, 20))")  # so that those under way arrive
        for event in self.browser.connection.events[self._seen :]:
            parameters = event.get("params", {})
            context = parameters.get("context") or parameters.get("source", {}).get("context")
            if event.get("method") == method and context == self.context:
                yield event

    def _keys(self, values: list[str]) -> None:
        self._perform([action for value in values for action in _stroke(value)])

    def _perform(self, actions: list[dict[str, str]]) -> None:
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self._send("input.performActions", context=self.context, actions=[source])


class Browser:
    """A running browser."""

    def __init__(self, name: str, connection: Connection, stop: Callable[[], None]) -> None:
        self.name = name
        self.connection = connection
        self._stop = stop
        connection.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def new_tab(self) -> Tab:
        return Tab(self)

    def stop(self) -> None:
        with suppress(Exception):
            self.connection.close()
        self._stop()


def _stroke(value: str) -> list[dict[str, str]]:
    return [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]


def start(name: str) -> Browser:
    """Start a browser, which is stopped when the process ends."""
    if name not in _running:
        _running[name] = {"firefox": _start_firefox, "chromium": _start_chromium}[name]()
    return _running[name]


_running: dict[str, Browser] = {}


@atexit.register
def _stop_all() -> None:
    for running in _running.values():
        running.stop()


def missing(name: str) -> str:
    """Why a browser cannot be used, or nothing."""
    needed = {"firefox": ["firefox-esr"], "chromium": ["chromium", "chromedriver"]}[name]
    absent = [program for program in needed if not shutil.which(program)]
    return f"{' and '.join(absent)} not installed" if absent else ""


def _start_firefox() -> Browser:
    profile = Path(tempfile.mkdtemp(prefix="firefox-"))
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in FIREFOX_PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
    process, port = _launch(command, r"WebDriver BiDi listening on ws://[\w.]+:(\d+)")
    connection = Connection(f"ws://127.0.0.1:{port}/session")
    connection.command("session.new", capabilities={"alwaysMatch": {}})
    return Browser("firefox", connection, lambda: _end(process, profile))


def _start_chromium() -> Browser:
    profile = Path(tempfile.mkdtemp(prefix="chromium-"))
    process, port = _launch(["chromedriver", "--port=0"], r"started successfully on port (\d+)")
    arguments = [*CHROMIUM_ARGUMENTS, f"--user-data-dir={profile}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    options = {"args": arguments, "binary": shutil.which("chromium")}
    wanted = {"browserName": "chrome", "webSocketUrl": True, "goog:chromeOptions": options}
    body = json.dumps({"capabilities": {"alwaysMatch": wanted}}).encode("utf-8")
    session = f"http://127.0.0.1:{port}/session"
    request = urllib.request.Request(session, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=TIMEOUT * 2) as response:
        answer = json.load(response)["value"]
    delete = urllib.request.Request(f"{session}/{answer['sessionId']}", method="DELETE")

    def stop() -> None:
        with suppress(OSError):
            urllib.request.urlopen(delete, timeout=TIMEOUT).close()
        _end(process, profile)

    return Browser("chromium", Connection(answer["capabilities"]["webSocketUrl"]), stop)


def _launch(command: list[str], announcement: str) -> tuple["subprocess.Popen[str]", int]:
    """Start a program and wait until it says on which port it listens."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if match := re.search(announcement, line):
            threading.Thread(target=_drain, args=[process.stdout], daemon=True).start()
            return process, int(match.group(1))
    process.wait()
    raise BrowserError(f"{command[0]} does not start: {''.join(said)}")


def _drain(stream: IO[str]) -> None:
    with suppress(ValueError):  # closed when the process ends
        for _ in stream:
            pass


def _end(process: "subprocess.Popen[str]", profile: Path) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture(scope="session", params=NAMES)
def browser(request: pytest.FixtureRequest) -> Browser:
    """Each browser in turn."""
    name: str = request.param
    if reason := missing(name):
        pytest.skip(reason)
    return start(name)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A new page, closed after the test."""
    opened = browser.new_tab()
    yield opened
    opened.close()


class _Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    block_on_close = True


@contextmanager
def serve(folder: Path, prefix: str = "/sub/site/", headers: dict[str, str] | None = None) -> Iterator[str]:
    """Serve a folder over HTTP at a path such as a project page's; the value is its address."""
    handler = type("Handler", (_Handler,), {"folder": str(folder), "prefix": prefix, "headers_too": headers or {}})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(http.server.SimpleHTTPRequestHandler):
    folder = ""
    prefix = "/"
    headers_too: dict[str, str] = {}  # noqa: RUF012 - set by `serve`, on a class of its own

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, directory=self.folder)

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self.prefix)
        return super().translate_path("/" + inside if inside != path else "/ outside the site")

    def end_headers(self) -> None:
        for name, value in self.headers_too.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the library
        pass
