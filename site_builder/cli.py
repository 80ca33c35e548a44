"""The command line. Everything heavy is imported inside the command that needs it: `--version` answers at once."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder import __version__
from site_builder.problems import CannotGoOn, Level, Problem

if TYPE_CHECKING:
    from site_builder.checks.audit import Audit
    from site_builder.orders import Report

_REFRESH = 0.1  # seconds between two drawings of the progress bar
_FOLDER = click.Path(path_type=Path, file_okay=False)
_ARCHIVE = click.argument("archive", type=_FOLDER, required=False)
_BASE_URL = click.option(
    "--base-url", metavar="URL", help="Address at which the site will be published; overrides archive.yaml."
)
_NO_SEARCH = click.option("--no-search", is_flag=True, help="Build without the search index and the search page.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Make a static site from an archive of newspaper articles.

    An archive is a folder: archive.yaml, articles/ (Markdown files), pages/ (the raw text they were made from).

    \b
    site-builder new my-archive      start an archive with two example articles
    site-builder serve my-archive    look at it while you write
    site-builder build my-archive    write the finished site to ./dist
    site-builder audit my-archive    check that no word of the source pages was lost
    site-builder import page.txt     make draft articles of a newspaper page's raw text
    """


def main() -> None:
    """Entry point: one place turns what cannot be mended into a sentence and an exit code."""
    if isinstance(sys.stdout, TextIOWrapper):  # as stderr does: no name of a file is a reason to stop
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="site-builder", standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except CannotGoOn as fault:
        _print_problem(fault.problem, stop=True)
        sys.exit(2)
    except OSError as fault:
        _print_problem(Problem(str(fault.filename or ""), 0, f"cannot be read or written: {fault.strerror}"), stop=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nstopped", err=True)
        sys.exit(130)


@cli.command(short_help="Write the finished site.")
@_ARCHIVE
@click.option(
    "-o", "--output", type=_FOLDER, default=Path("dist"), show_default="./dist", help="Folder to write the site to."
)
@_BASE_URL
@_NO_SEARCH
@click.option("--strict", is_flag=True, help="Exit with 1 if there is any problem.")
@click.option("--force", is_flag=True, help="Make every file anew, whatever the last build left.")
@click.option("--explain", is_flag=True, help="Say of each page that is drawn why.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Processes to use (default: one for each core).")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def build(
    archive: Path | None,
    output: Path,
    base_url: str | None,
    no_search: bool,
    strict: bool,
    force: bool,
    explain: bool,
    jobs: int,
    quiet: bool,
) -> None:
    """Build the site of ARCHIVE (default: the current folder, else seeds/ in it).

    Only what changed is made again. The output is complete at every moment: if the build fails, what was there stays.
    Files in it that the builder did not make are left alone.
    """
    from site_builder.build import build as build_site
    from site_builder.config import find_archive
    from site_builder.orders import Order

    with _progress(quiet) as show:
        order = Order(force=force, jobs=jobs, progress=show, explain=_explain if explain else None)
        report = build_site(find_archive(archive), output, base_url=base_url, with_search=not no_search, order=order)
    _print_problems(report.problems)
    if not quiet:
        click.echo(_summary(report, output))
    if strict and report.problems:
        sys.exit(1)


@cli.command(short_help="Preview that rebuilds and reloads.")
@_ARCHIVE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@_NO_SEARCH
def serve(archive: Path | None, host: str, port: int, no_search: bool) -> None:
    """Show the site of ARCHIVE in your browser, and build and reload it whenever a file changes.

    The preview is kept apart from ./dist and is gone when you stop with Ctrl+C.
    """
    from site_builder.config import find_archive
    from site_builder.serve import serve as serve_site

    def built(report: "Report") -> None:
        _print_problems(report.problems)
        click.echo(
            f"  {report.written} files written, {report.removed} removed, {_count(report.problems)},"
            f" {report.seconds:.1f} s"
        )

    def failed(fault: CannotGoOn) -> None:
        _print_problem(fault.problem, stop=True)

    serve_site(
        find_archive(archive), host, port, with_search=not no_search, built=built, failed=failed,
        ready=lambda url: click.echo(f"Preview at {url}  (Ctrl+C stops)"),
    )  # fmt: skip


@cli.command(short_help="Check that no word was lost.")
@_ARCHIVE
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def audit(archive: Path | None, quiet: bool) -> None:
    """Check that every line and character of ARCHIVE's source pages is accounted for.

    Exits with 1 if anything was lost, doubled or changed between the pages and the articles.
    """
    from site_builder.archive import read_archive
    from site_builder.checks.audit import audit as audit_archive
    from site_builder.config import find_archive, load_config

    root = find_archive(archive)
    found, problems = read_archive(root, load_config(root))
    account = audit_archive(found)
    faults = [problem for problem in problems if problem.level is Level.ERROR] + account.problems
    _print_problems(sorted(faults))
    if not quiet:
        _print_account(account)
    if faults:
        sys.exit(1)


@cli.command("import", short_help="Make draft articles of page text.")
@click.argument("files", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True, metavar="FILE...")
@click.option("--into", type=_FOLDER, metavar="ARCHIVE", help="Archive to import into (default: as for build).")
@click.option("--date", default="", help="Day on which the pages were printed, such as 1998-01-09.")
@click.option("--section", default="", help="Section that the articles belong to.")
@click.option("--page", default="", help="Page number, such as 01.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for scripts.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def import_(
    files: tuple[Path, ...],
    into: Path | None,
    date: str,
    section: str,
    page: str,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make draft articles of newspaper pages: text files as e-paper PDFs give them, or folders of such files.

    Each page is copied into pages/ untouched, and each article found in it becomes a draft in articles/, with the lines
    it was made from and with what is doubtful about it. Read the drafts, correct them, and set “status: checked”.
    Importing a page again changes nothing, and a file that is there is never overwritten.
    """
    from site_builder.config import find_archive
    from site_builder.dates import DateError, parse_date
    from site_builder.importers.batch import import_pages, pages_in
    from site_builder.importers.pagetext import Wishes
    from site_builder.importers.report import as_table, to_json

    try:
        wishes = Wishes(date=parse_date(date).edtf if date else "", section=section, page=page)
    except DateError as fault:
        raise CannotGoOn(f"--date: {fault}", hint=fault.hint) from None
    pages, problems = pages_in(files)
    with _progress(quiet or as_json) as show:
        outcomes = import_pages(find_archive(into), pages, wishes, dry_run=dry_run, progress=show)
    problems += [problem for outcome in outcomes for problem in outcome.problems]
    _print_problems(problems)
    if as_json:
        click.echo(to_json(outcomes).encode())  # JSON is UTF-8, whatever the terminal writes
    elif not quiet:
        click.echo(as_table(outcomes, dry_run=dry_run))
    if any(problem.level is Level.ERROR for problem in problems):
        sys.exit(1)


@cli.command(short_help="Start an archive.")
@click.argument("folder", type=_FOLDER)
@click.option("--language", default="en", show_default=True, help="Language of the archive: en, zh-Hans, zh-Hant …")
@click.option("--title", default="", help="Title of the archive.")
def new(folder: Path, language: str, title: str) -> None:
    """Start an archive in FOLDER: a small one that builds, with comments that teach."""
    from site_builder.scaffold import create

    for file in create(folder, language=language, title=title):
        click.echo(f"  {file}")
    click.echo(f"\nNext:  site-builder serve {folder}")


def _explain(what: str, why: str) -> None:
    click.echo(f"  {what}: {why}")


def _summary(report: "Report", output: Path) -> str:
    counts = [
        f"{_many(report.pages, 'page')} of {_many(report.articles, 'article')}",
        f"{_many(report.written, 'file')} written",
        f"{report.unchanged} unchanged",
        *([f"{report.removed} removed"] if report.removed else []),
        _count(report.problems),
        f"{report.seconds:.2f} s",
    ]
    where = f"Open {output / 'index.html'} in a browser, or put the folder on any web server."
    return f"{output}: {', '.join(counts)}\n{where}"


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _count(problems: list[Problem]) -> str:
    return _many(len(problems), "problem") if problems else "no problems"


def _print_account(account: "Audit") -> None:
    width = max((len(page.name) for page in account.pages), default=4)
    click.echo(f"{'page':<{width}}  articles  lines  in articles  furniture  accounted")
    for page in account.pages:
        click.echo(
            f"{page.name:<{width}}  {page.articles:>8}  {page.lines:>5}  {page.in_articles:>11}  {page.in_furniture:>9}"
            f"  {_percent(page.accounted, page.lines):>9}"
        )
    for name, part, whole in (
        ("lines", account.lines_accounted, account.lines),
        ("characters", account.characters_right, account.characters),
    ):
        click.echo(f"{name:<10}  {part} of {whole}: {_percent(part, whole)}")
    without = f", {account.without_source} of them without a source page" if account.without_source else ""
    click.echo(f"articles    {account.articles}{without}")


def _percent(part: int, whole: int) -> str:
    """Rounded down: 100 % is said of the whole only."""
    return "100 %" if part == whole else f"{part * 1000 // whole / 10} %"


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _print_problem(problem)


def _print_problem(problem: Problem, *, stop: bool = False) -> None:
    colour = "yellow" if problem.level is Level.WARNING else "red"
    text = str(problem) if problem.path else problem.message
    click.echo(
        click.style("cannot go on: ", fg="red") * stop + click.style(text, fg=None if stop else colour), err=True
    )
    if problem.hint:
        click.echo(f"    {problem.hint}", err=True)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
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
