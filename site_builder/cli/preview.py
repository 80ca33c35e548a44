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

_LOOK = 0.2  # seconds between two looks at what else there is to do


class Callbacks(msgspec.Struct, frozen=True, kw_only=True):
    """Who is told what: of each build, that the index is made, of what went wrong, and once of the address."""

    built: Callable[[BuildReport], None]
    failed: Callable[[Exception], None]
    ready: Callable[[str], None]
    indexed: Callable[[BuildReport], None] = lambda _: None


def serve(
    root: Path, host: str, port: int, *, with_search: bool, drafts: bool = True, tell: Callbacks,
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
                site = _Site(preview, make, indexing, tell)
                _follow(site, _Changes(root, stop), ready=partial(tell.ready, url))
            finally:
                stop.set()
                server.shutdown()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(root: Path, site: Path, url: str, *, with_search: bool, drafts: bool, index: bool) -> BuildReport:
    # A preview gives no lasting addresses: half-typed tags would get some.
    options = BuildOptions(keep_addresses=False, index=index)
    return build(root, site, base_url=url, with_search=with_search, drafts=drafts, options=options)


def _follow(site: "_Site", changes: "_Changes", *, ready: Callable[[], None]) -> None:
    """Build at once and after each change."""
    try:
        site.build()
        ready()
        while not changes.stop.is_set():
            if changes.come(_LOOK):
                site.build()
            else:
                site.look()
    finally:
        site.indexing.end()


class _Site:
    """The site of the preview, made in two steps: its pages, and the search index when there is time."""

    def __init__(
        self, preview: Preview, make: Callable[..., BuildReport], indexing: "_Indexing", tell: Callbacks
    ) -> None:  # fmt: skip
        self._preview, self._make, self.indexing, self._tell = preview, make, indexing, tell

    def build(self) -> None:
        """Make the pages, show what was wrong, and begin with the index."""
        self.indexing.end()
        try:
            report = self._make(index=False)
        except Exception as error:
            self._show((problem_of(error),), failed=True)
            self._tell.failed(error)
        else:
            self._show(tuple(one for one in report.problems if one.level is Level.ERROR), failed=False)
            self._tell.built(report)
            self.indexing.begin()
        self._preview.tell("built")

    def _show(self, problems: tuple[Problem, ...], *, failed: bool) -> None:
        self._preview.problems, self._preview.failed = problems, failed

    def look(self) -> None:
        """See whether the index is made."""
        outcome = self.indexing.outcome()
        if isinstance(outcome, BuildReport):
            self._tell.indexed(outcome)
            self._preview.tell("indexed")
        elif outcome:
            self._tell.failed(outcome)


class _Indexing:
    """The making of the index, in a process that can be ended at any moment: a build that was is made up for."""

    def __init__(self, make: Callable[..., BuildReport] | None) -> None:
        self._make = make
        self._process: multiprocessing.process.BaseProcess | None = None
        self._answer: Connection | None = None

    def begin(self) -> None:
        """Make it, if it is not as it must be."""
        if self._make is None:
            return
        context = multiprocessing.get_context("spawn")  # other threads run here
        self._answer, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_index, args=(self._make, theirs))
        with sigint_blocked():
            self._process.start()
        theirs.close()

    def outcome(self) -> BuildReport | Exception | None:
        """What became of it, once."""
        if self._answer is None or not self._answer.poll():
            return None
        try:
            found: BuildReport | Exception = self._answer.recv()
        except EOFError:
            found = BuildError("the search index could not be made: its process was ended from outside")
        self.end()
        return found

    def end(self) -> None:
        """End it, done or not."""
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
    """What changes in the archive or the theme, from the moment this is made until `stop` is set."""

    def __init__(self, root: Path, stop: threading.Event) -> None:
        self.stop = stop
        self._found: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        threading.Thread(target=self._watch, args=(root,), daemon=True).start()
        self.come(None)  # the first word is that it watches

    def come(self, seconds: float | None) -> bool:
        """Wait so long for a change. Raises BuildError where the system does not tell."""
        try:
            found = [self._found.get(timeout=seconds)]
        except queue.Empty:
            return False
        while not self._found.empty():
            found.append(self._found.get())
        for error in filter(None, found):
            hint = "set the environment variable WATCHFILES_FORCE_POLLING=1 to look for changes in another way"
            raise BuildError(f"cannot watch the archive for changes: {error}", hint=hint)
        return True

    def _watch(self, root: Path) -> None:
        theme = theme_folder()
        folders = [folder for folder in (root, theme / "templates", theme / "static") if folder.is_dir()]
        begun = False
        try:
            for changes in watchfiles.watch(
                *folders, stop_event=self.stop, debounce=200, rust_timeout=100, yield_on_timeout=True,
                watch_filter=_interesting, raise_interrupt=False,
            ):  # fmt: skip
                if changes or not begun:
                    self._found.put(None)
                begun = True
        except Exception as error:
            self._found.put(error)


def _interesting(_change: watchfiles.Change, path: str) -> bool:
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(("~", ".new", ".swp", ".tmp"))
