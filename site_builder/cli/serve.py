"""`site-builder serve`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.options import ALL, ARCHIVE, NO_SEARCH
from site_builder.cli.printing import count_of, left_out, print_problem, print_problems
from site_builder.problems import CannotGoOn

if TYPE_CHECKING:
    from site_builder.orders import Report


@click.command(short_help="Preview that rebuilds and reloads.")
@ARCHIVE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@NO_SEARCH
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Show drafts, marked as such, or not.")
@ALL
def serve(archive: Path | None, host: str, port: int, no_search: bool, drafts: bool, every: bool) -> None:
    """Show the site of ARCHIVE in your browser, and build and reload it whenever a file changes.

    The preview is kept apart from ./dist and is gone when you stop with Ctrl+C.
    """
    from site_builder.config import find_archive
    from site_builder.serve import serve as serve_site

    def built(report: "Report") -> None:
        print_problems(report.problems, every=every)
        click.echo(
            f"  {report.written} files written, {report.removed} removed, {count_of(report.problems)},"
            f" {report.seconds:.1f} s"
        )

        if report.left_out:
            click.echo(f"  {left_out(report.left_out, shown=drafts)}")

    def failed(fault: CannotGoOn) -> None:
        print_problem(fault.problem, stop=True)

    serve_site(
        find_archive(archive), host, port, with_search=not no_search, drafts=drafts, built=built, failed=failed,
        ready=lambda url: click.echo(f"Preview at {url}  (Ctrl+C stops)"),
    )  # fmt: skip
