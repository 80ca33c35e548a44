"""The preview: build, serve, and build again when a file changes.

The preview is built into a temporary folder; `dist/` is not touched. Open tabs reload as soon as the pages are there;
the search index is made after that by a process of its own, which a further change ends. Whatever goes wrong is shown
in the page and in the terminal, and the next change is another attempt.
"""

import multiprocessing
import queue
import shutil
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import watchfiles

from site_builder.cli.errors import problem_of
from site_builder.cli.preview_server import Preview, listen
from site_builder.common.problems import BuildError, Level, Problem
from site_builder.common.workers import begin, sigint_blocked
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions, BuildReport
from site_builder.theme.folders import theme_folder

_POLL = 0.2  # seconds between two looks at whether the index is finished


class Callbacks(msgspec.Struct, frozen=True, kw_only=True):
    """What is called: after each build, after each index, for each error, and once with the address."""

    built: Callable[[BuildReport], None]
    failed: Callable[[Exception], None]
    ready: Callable[[str], None]
    indexed: Callable[[BuildReport], None] = lambda _: None


def serve(
    root: Path, host: str, port: int, *, with_search: bool, drafts: bool = True, callbacks: Callbacks,
    stop: threading.Event | None = None,
) -> None:  # fmt: skip
    """Serve the preview of `root` until `stop` is set or Ctrl+C. Raises BuildError where the port is taken."""
    folder = Path(tempfile.mkdtemp(prefix="site-builder-preview-"))
    stop = stop or threading.Event()
    preview = Preview(folder / "site")
    try:
        with listen(host, port, preview) as server:
            url = f"http://{f'[{host}]' if ':' in host else host}:{server.server_address[1]}/"
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                make = partial(_build, root, folder / "site", url, with_search=with_search, drafts=drafts)
                indexing = _Indexing(make if with_search else None)
                site = _PreviewSite(preview, make, indexing, callbacks)
                _rebuild_on_changes(site, _Changes(root, stop), ready=partial(callbacks.ready, url))
            finally:
                stop.set()
                server.shutdown()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(root: Path, site: Path, url: str, *, with_search: bool, drafts: bool, index: bool) -> BuildReport:
    # A preview gives no lasting addresses: half-typed tags would get some.
    options = BuildOptions(keep_addresses=False, index=index)
    return build(root, site, base_url=url, with_search=with_search, drafts=drafts, options=options)


def _rebuild_on_changes(site: "_PreviewSite", changes: "_Changes", *, ready: Callable[[], None]) -> None:
    """Build now and after each change, until the watch is stopped."""
    try:
        site.build()
        ready()
        while not changes.stop.is_set():
            if changes.wait(_POLL):
                site.build()
            else:
                site.report_index()
    finally:
        site.indexing.end()


class _PreviewSite:
    """Builds the preview's site in two steps: first its pages, then the search index in the background."""

    def __init__(
        self, preview: Preview, make: Callable[..., BuildReport], indexing: "_Indexing", callbacks: Callbacks
    ) -> None:  # fmt: skip
        self._preview, self._make, self.indexing, self._callbacks = preview, make, indexing, callbacks

    def build(self) -> None:
        """Build the pages, show the problems, and start with the index."""
        self.indexing.end()
        try:
            report = self._make(index=False)
        except Exception as error:
            self._show((problem_of(error),), failed=True)
            self._callbacks.failed(error)
        else:
            self._show(tuple(problem for problem in report.problems if problem.level is Level.ERROR), failed=False)
            self._callbacks.built(report)
            self.indexing.begin()
        self._preview.notify("built")

    def _show(self, problems: tuple[Problem, ...], *, failed: bool) -> None:
        self._preview.problems, self._preview.failed = problems, failed

    def report_index(self) -> None:
        """Tell terminal and tabs if the index was finished since the last call."""
        outcome = self.indexing.outcome()
        if isinstance(outcome, BuildReport):
            self._callbacks.indexed(outcome)
            self._preview.notify("indexed")
        elif outcome:
            self._callbacks.failed(outcome)


class _Indexing:
    """Builds the index in a process of its own, which can be ended at any moment: the next build makes up for it."""

    def __init__(self, make: Callable[..., BuildReport] | None) -> None:
        self._make = make
        self._process: multiprocessing.process.BaseProcess | None = None
        self._answer: Connection | None = None

    def begin(self) -> None:
        """Start the process, if there is to be an index."""
        if self._make is None:
            return
        context = multiprocessing.get_context("spawn")  # other threads run here
        self._answer, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_index, args=(self._make, theirs))
        with sigint_blocked():
            self._process.start()
        theirs.close()

    def outcome(self) -> BuildReport | Exception | None:
        """The result of the process, once; None while it is running."""
        if self._answer is None or not self._answer.poll():
            return None
        try:
            outcome: BuildReport | Exception = self._answer.recv()
        except EOFError:
            outcome = BuildError("the search index could not be made: its process was ended from outside")
        self.end()
        return outcome

    def end(self) -> None:
        """End the process, finished or not."""
        if self._process:
            self._process.terminate()
            self._process.join()
        if self._answer:
            self._answer.close()
        self._process = self._answer = None


def _index(make: Callable[..., BuildReport], answer: Connection) -> None:
    begin()
    try:
        outcome: BuildReport | Exception = make(index=True)
    except Exception as error:
        problem = problem_of(error)  # not every exception can travel
        outcome = BuildError(problem.message, path=problem.path, line=problem.line, hint=problem.hint)
    answer.send(outcome)


class _Changes:
    """Watches the archive and the theme, from when this is made until `stop` is set."""

    def __init__(self, root: Path, stop: threading.Event) -> None:
        self.stop = stop
        self._events: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        threading.Thread(target=self._watch, args=(root,), daemon=True).start()
        self.wait(None)  # the first event says that the watch has begun

    def wait(self, seconds: float | None) -> bool:
        """Wait for a change, at most so long; returns whether there was one. Raises BuildError if the watch fails."""
        try:
            events = [self._events.get(timeout=seconds)]
        except queue.Empty:
            return False
        while not self._events.empty():
            events.append(self._events.get())
        for error in filter(None, events):
            hint = "set the environment variable WATCHFILES_FORCE_POLLING=1 to look for changes in another way"
            raise BuildError(f"cannot watch the archive for changes: {error}", hint=hint)
        return True

    def _watch(self, root: Path) -> None:
        theme = theme_folder()
        folders = [folder for folder in (root, theme / "templates", theme / "static") if folder.is_dir()]
        started = False
        try:
            for changes in watchfiles.watch(
                *folders, stop_event=self.stop, debounce=200, rust_timeout=100, yield_on_timeout=True,
                watch_filter=_interesting, raise_interrupt=False,
            ):  # fmt: skip
                if changes or not started:
                    self._events.put(None)
                started = True
        except Exception as error:
            self._events.put(error)


def _interesting(_change: watchfiles.Change, path: str) -> bool:
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(("~", ".new", ".swp", ".tmp"))
