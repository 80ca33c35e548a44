"""Processes that share the work of one build.

A little work is done here, since starting a process costs as much as rendering hundreds of pages. More of it goes, in
batches, to an executor of `concurrent.futures`: processes by default, or whatever the caller puts in its place. What
is sent must be small and what comes back too; results come in the order of the work.
"""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from itertools import chain, islice
from types import TracebackType
from typing import Any, TypeVar

from site_builder.common.problems import BuildError

Work = TypeVar("Work")
Result = TypeVar("Result")

FEW = 256  # pieces of work that are not worth a process
BATCH = 128
_WAITING = 4  # batches for each process, so that none waits for work and little is held in memory


class WorkerPool:
    """Does pieces of work side by side; used as a context, at whose end its processes end."""

    def __init__(self, jobs: int = 0, *, executor: Executor | None = None, method: str = "") -> None:
        """`jobs` processes (0: one for each core), started by `method` (fork, spawn …); or a ready `executor`."""
        self._jobs = jobs or _cores()
        self._method = method
        self._given = executor
        self._own: Executor | None = None
        self._waiting: deque[Future[Any]] = deque()

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Somebody else's executor lives on, but nothing of this build may run in it after its end.
        wait_for([future for future in self._waiting if not future.cancel()])
        if self._own:
            self._own.shutdown(wait=True, cancel_futures=True)

    def map(
        self,
        function: Callable[[Sequence[Work]], Sequence[Result]],
        work: Iterable[Work],
        *,
        few: int = FEW,
        batch: int = BATCH,
    ) -> Iterator[Result]:
        """`function` of all work, in batches, which must be picklable. Raises what it raises.

        Not more than `few` pieces of work are done here, not in another process.
        """
        pieces = iter(work)
        first = list(islice(pieces, few + 1))
        batches = _batches(chain(first, pieces), batch)
        if len(first) <= few or (self._jobs == 1 and not self._given):
            for found in map(function, batches):
                yield from found
            return
        try:
            yield from self._spread(function, batches)
        except BrokenExecutor:
            hint = "the machine may be out of memory: free some, or build with --jobs 1"
            raise BuildError("a process of the build was ended from outside", hint=hint) from None

    def _spread(
        self, function: Callable[[Sequence[Work]], Sequence[Result]], batches: Iterable[Sequence[Work]]
    ) -> Iterator[Result]:
        executor, waiting = self._executor(), self._waiting
        for batch in batches:
            with sigint_blocked():
                waiting.append(executor.submit(function, batch))
            while waiting and (len(waiting) >= self._jobs * _WAITING or waiting[0].done()):
                yield from waiting[0].result()
                waiting.popleft()
        while waiting:
            yield from waiting[0].result()
            waiting.popleft()

    def _executor(self) -> Executor:
        if self._given:
            return self._given
        if self._own is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            context = multiprocessing.get_context(self._method or _usual_method())
            self._own = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=begin)
        return self._own


@contextmanager
def sigint_blocked() -> Iterator[None]:
    """Block SIGINT in this thread while processes are started, which inherit that.

    One that gets Ctrl+C before `begin` has run would print a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin() -> None:
    """In a new process: leave Ctrl+C to the first one, and end with it, however it ends."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # rendering leaves next to no cycles, and looking for them takes a tenth of the time
    parent = parent_process()
    if parent:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()


def _batches(pieces: Iterator[Work], size: int) -> Iterator[list[Work]]:
    while batch := list(islice(pieces, size)):
        yield batch


def _cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _usual_method() -> str:
    """Fork starts at once, but is safe on Linux only, and there while no other thread runs."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
