"""What the commands print: problems, counts, progress.

An archive of ten thousand articles has ten thousand problems of five kinds: those of one kind are said once, with a
number and three examples. Two problems are of one kind if they differ only in numbers, in paths, and in what stands
between “ and ”.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from site_builder.cli.errors import problem_of, traceback_of
from site_builder.common.problems import Level, Problem

Show = Callable[[str, int, int], None]  # (what is being done, done so far, of how many)

_REFRESH = 0.1  # seconds between two drawings of the progress bar
_A_LINE = 30  # seconds between two lines where there is no terminal to draw a bar on
_FEW = 3  # problems of one kind that are printed as they are, and examples of more
_VARIABLE = re.compile(r"“[^”]*”|\S*/\S*|\d+")

_Kind = tuple[Level, str, str]


def many(number: int, word: str) -> str:
    """A number and its word, in the plural where there are several."""
    return f"{number:,} {word}{'s' * (number != 1)}"


_WHY = {
    "draft": "draft", "private": "marked as private", "future": "dated in the future", "expired": "expired",
    "unchecked": "unchecked",
}  # fmt: skip


def left_out(private: Sequence[tuple[str, int]], *, shown: bool) -> str:
    """How many articles are private, and why; `shown` in a preview."""
    total = many(sum(number for _, number in private), "article")
    kinds = ", ".join(f"{number:,} {_WHY[why]}" for why, number in private)
    if shown:
        return f"With {total} that no site shows: {kinds}"
    return f"{total} left out: {kinds}; --drafts shows them"


def count_of(problems: Sequence[Problem]) -> str:
    """How many problems there are: `2 errors, 75,342 warnings of 5 kinds`."""
    counts = {level: sum(problem.level is level for problem in problems) for level in Level}
    said = ", ".join(many(number, level) for level, number in counts.items() if number)
    kinds = len({_kind(problem) for problem in problems})
    return said + f" of {many(kinds, 'kind')}" * (kinds < len(problems)) if said else "no problems"


def print_problems(problems: Iterable[Problem], *, every: bool = False, errors_only: bool = False) -> None:
    """Print problems and hints to stderr: of a kind with many only three and their number, or all with `every`.

    Errors come last, since the end is what a terminal still shows.
    """
    shown = [problem for problem in problems if not errors_only or problem.level is Level.ERROR]
    kinds: dict[_Kind, list[Problem]] = {}
    for problem in shown:
        kinds.setdefault(_kind(problem), []).append(problem)
    for level in (Level.WARNING, Level.ERROR):
        for problem in shown:
            if problem.level is level and (every or len(kinds[_kind(problem)]) <= _FEW):
                print_problem(problem)
        for same in kinds.values():
            if same[0].level is level and not every and len(same) > _FEW:
                _print_kind(same)


def print_problem(problem: Problem, *, stop: bool = False) -> None:
    """Print one problem; `stop`: the command ends with it."""
    text = str(problem) if problem.path else problem.message
    click.echo(
        click.style("cannot go on: ", fg="red") * stop + click.style(text, fg=None if stop else _colour(problem)),
        err=True,
    )
    if problem.hint:
        click.echo(f"    {problem.hint}", err=True)


def print_error(error: BaseException, *, debug: bool) -> None:
    """Print the error that ends the command; with `debug`, its traceback first."""
    if debug:
        click.echo(traceback_of(error), err=True)
    print_problem(problem_of(error), stop=True)


def _print_kind(same: Sequence[Problem]) -> None:
    """Print many problems of one kind: the message, their number, three places and the hint."""
    first, messages, hints = same[0], {problem.message for problem in same}, {problem.hint for problem in same}
    message = first.message if len(messages) == 1 else _VARIABLE.sub(_gap, first.message)
    click.echo(click.style(f"{many(len(same), first.level)}: {message}", fg=_colour(first)), err=True)
    for problem in same[:_FEW]:
        said = [problem.message] * (len(messages) > 1) + [f"({problem.hint})"] * (len(hints) > 1)
        click.echo(f"  {problem.place}" + f": {' '.join(said)}" * bool(said), err=True)
    click.echo(f"  … and {len(same) - _FEW:,} more (--all prints each)", err=True)
    if first.hint and len(hints) == 1:
        click.echo(f"    {first.hint}", err=True)


def _kind(problem: Problem) -> _Kind:
    return problem.level, _VARIABLE.sub(_gap, problem.message), _VARIABLE.sub(_gap, problem.hint)


def _gap(found: re.Match[str]) -> str:
    return "“…”" if found[0][0] == "“" else "…"


def _colour(problem: Problem) -> str:
    return "yellow" if problem.level is Level.WARNING else "red"


@contextmanager
def progress(quiet: bool) -> Iterator[Show | None]:
    """Show progress: a bar on a terminal; elsewhere, as in the log of a server, a line now and then."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _lines()


def _lines() -> Show:
    """Prints the progress of long work every half minute, and nothing of short work."""
    said = time.monotonic()

    def show(what: str, done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() > said + _A_LINE:
            click.echo(f"{what}: {done:,}" + f" of {total:,}" * bool(total), err=True)
            said = time.monotonic()

    return show


@contextmanager
def _bar() -> Iterator[Show]:
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
