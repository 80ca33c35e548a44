"""What the commands say: problems, counts, how far the work is."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from site_builder.problems import Level, Problem

_REFRESH = 0.1  # seconds between two drawings of the progress bar


def many(number: int, word: str) -> str:
    """A number and its word, in the plural where there are several."""
    return f"{number} {word}{'s' * (number != 1)}"


def count_of(problems: list[Problem]) -> str:
    """How many problems there are."""
    return many(len(problems), "problem") if problems else "no problems"


def print_problems(problems: Iterable[Problem]) -> None:
    """Each problem with what to do about it, on stderr."""
    for problem in problems:
        print_problem(problem)


def print_problem(problem: Problem, *, stop: bool = False) -> None:
    """One problem; `stop` where the work ends with it."""
    colour = "yellow" if problem.level is Level.WARNING else "red"
    text = str(problem) if problem.path else problem.message
    click.echo(
        click.style("cannot go on: ", fg="red") * stop + click.style(text, fg=None if stop else colour), err=True
    )
    if problem.hint:
        click.echo(f"    {problem.hint}", err=True)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns: list[Any] = [TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    # Drawn when there is news, not by a thread: a process with threads cannot be forked safely.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        tasks: dict[str, Any] = {}
        drawn = 0.0

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for task in tasks.values():
                    bar.update(task, visible=False)
                tasks[what] = bar.add_task(what, total=total or None)
            bar.update(tasks[what], completed=done)
            nonlocal drawn
            if time.monotonic() > drawn + _REFRESH:
                bar.refresh()
                drawn = time.monotonic()

        yield show
