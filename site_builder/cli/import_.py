"""`site-builder import`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.options import ALL, FOLDER, QUIET
from site_builder.cli.printing import count_of, print_problems, progress
from site_builder.common.problems import BuildError, Level, Problem
from site_builder.importers.registry import IMPORTERS

if TYPE_CHECKING:
    from site_builder.importers.base import ImportResult


@click.command("import", short_help="Make draft articles of page text.")
@click.argument("files", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True, metavar="FILE...")
@click.option("--into", type=FOLDER, metavar="ARCHIVE", help="Archive to import into (default: as for build).")
@click.option("--date", default="", help="Day on which the pages were printed, such as 1998-01-09.")
@click.option("--section", default="", help="Section that the articles belong to.")
@click.option("--page", default="", help="Page number, such as 01.")
@click.option(
    "--table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Table of what is known: a CSV file with the columns file, date, section, page.",
)
@click.option("--as", "importer", type=click.Choice(list(IMPORTERS)), help="What the files are, if it is not clear.")
@click.option("--undated", is_flag=True, help="Import pages too of which nothing says when they were printed.")
@click.option("--redo", is_flag=True, help="Make drafts that nobody has edited anew, with what is known now.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for scripts.")
@ALL
@QUIET
def import_(
    files: tuple[Path, ...],
    into: Path | None,
    date: str,
    section: str,
    page: str,
    table: Path | None,
    importer: str | None,
    undated: bool,
    redo: bool,
    dry_run: bool,
    as_json: bool,
    every: bool,
    quiet: bool,
) -> None:
    """Make draft articles of newspaper pages: text files as e-paper PDFs give them, or folders of such files.

    Each page is copied into pages/ untouched, and each article found in it becomes a draft in articles/, with the lines
    it was made from and with what is doubtful about it. Read the drafts, correct them, and set “status: checked”.
    Importing a page again changes nothing, and a file that is there is never overwritten.
    """
    import time

    from site_builder.archive.config import find_archive
    from site_builder.importers.base import ImportOptions
    from site_builder.importers.batch import import_files, inputs_in
    from site_builder.importers.table import with_table

    today = time.strftime("%Y-%m-%d")
    options = ImportOptions(date=_edtf(date), section=section, page=page, undated=undated, latest=today)
    inputs, problems = inputs_in(files, importer or "")
    if table:
        inputs, wrong_rows = with_table([file for file in inputs if file.path != table], table, options)
        problems += wrong_rows
    with progress(quiet or as_json) as show:
        results = import_files(find_archive(into), inputs, options, redo=redo, dry_run=dry_run, progress=show)
    problems += [problem for result in results for problem in result.problems]
    print_problems(problems, every=every, errors_only=quiet)
    if as_json or not quiet:
        _print_results(results, problems, dry_run=dry_run, as_json=as_json)
    if any(problem.level is Level.ERROR for problem in problems):
        sys.exit(1)


def _print_results(results: "list[ImportResult]", problems: list[Problem], *, dry_run: bool, as_json: bool) -> None:
    from site_builder.importers.report import as_table, to_json

    if as_json:
        click.echo(to_json(results).encode())  # JSON is UTF-8, whatever the terminal writes
        return
    click.echo(as_table(results, dry_run=dry_run))
    click.echo(count_of(problems))


def _edtf(date: str) -> str:
    """The value of --date, in EDTF. Raises BuildError."""
    from site_builder.common.dates import DateError, parse_date

    try:
        return parse_date(date).edtf if date else ""
    except DateError as error:
        raise BuildError(f"--date: {error}", hint=error.hint) from None
