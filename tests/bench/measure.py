"""Running a program: how long it takes, and how much memory it and what it starts hold."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

_SAMPLE = 0.03  # seconds


class Run(msgspec.Struct, frozen=True):
    """One run: wall time, processor time; the peak of the largest process, and of all together, in bytes.

    Wall time is what one waits for; processor time says more on a machine that others use too. Memory is sampled. All together counts what processes share once for each: too high rather than too low.
    """

    seconds: float
    cpu: float
    largest: int
    tree: int


class Peaks(msgspec.Struct):
    """The most that was seen so far."""

    largest: int = 0
    tree: int = 0


def run(commands: Iterable[list[str]]) -> Run:
    """Run commands one after the other. What lies unwritten in the system's buffers is not charged to them."""
    os.sync()
    runs = [_one(command) for command in commands]
    return Run(
        sum(r.seconds for r in runs), sum(r.cpu for r in runs), max(r.largest for r in runs), max(r.tree for r in runs)
    )


def _one(command: list[str]) -> Run:
    peaks, done = Peaks(), threading.Event()
    used, started = _used(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    watch = threading.Thread(target=_watch, args=(process.pid, peaks, done))
    watch.start()
    said, _ = process.communicate()
    seconds = time.perf_counter() - started
    done.set()
    watch.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said}")
    return Run(seconds, _used() - used, peaks.largest, max(peaks.largest, peaks.tree))


def _used() -> float:
    """Processor time of all children so far, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _watch(pid: int, peaks: Peaks, done: threading.Event) -> None:
    """Not by `ru_maxrss`: there a program begins with the memory of the one that started it, which is this one."""
    while not done.wait(_SAMPLE):
        held = [_memory(one) for one in _tree(pid)]
        peaks.largest = max(peaks.largest, *(peak for _, peak in held))
        peaks.tree = max(peaks.tree, sum(now for now, _ in held))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):  # it has ended
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in task.read_text().split():
                yield from _tree(int(child))


def _memory(pid: int) -> tuple[int, int]:
    """What a process holds now, and what it held at most, in bytes."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        found = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
        return int(found.get("VmRSS", 0)) * 1024, int(found.get("VmHWM", 0)) * 1024
    return 0, 0
