"""`site-builder serve`."""

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.options import ALL, ARCHIVE, NO_SEARCH
from site_builder.cli.printing import count_of, left_out, many, print_error, print_problems

if TYPE_CHECKING:
    from site_builder.pipeline.options import BuildReport


@click.command(short_help="Preview that rebuilds and reloads.")
@ARCHIVE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--open/--no-open", "open_it", help="Open the preview in your browser.")
@NO_SEARCH
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Show drafts, marked as such, or not.")
@ALL
@click.pass_obj
def serve(
    switches: dict[str, bool], archive: Path | None, host: str, port: int, open_it: bool, no_search: bool,
    drafts: bool, every: bool,
) -> None:  # fmt: skip
    """Show the site of ARCHIVE to your browser, and build and reload it whenever a file changes.

    Errors are shown in the page too. The preview is kept apart from ./dist and is gone when you stop with Ctrl+C.
    """
    from site_builder.archive.config import find_archive
    from site_builder.cli.preview import Callbacks
    from site_builder.cli.preview import serve as serve_site

    def built(report: "BuildReport") -> None:
        print_problems(report.problems, every=every)
        click.echo(
            f"  {many(report.written, 'file')} written, {report.removed:,} removed, {count_of(report.problems)},"
            f" {report.seconds:.1f} s"
        )
        if report.left_out:
            click.echo(f"  {left_out(report.left_out, shown=drafts)}")

    def ready(url: str) -> None:
        click.echo(f"Preview at {url}  (Ctrl+C stops)")
        if open_it:
            threading.Thread(target=_open, args=(url,), daemon=True).start()

    _end_by_signals()
    callbacks = Callbacks(
        built=built, ready=ready, failed=lambda error: print_error(error, debug=bool(switches)),
        indexed=lambda report: click.echo(f"  search index, {report.seconds:.1f} s"),
    )  # fmt: skip
    serve_site(find_archive(archive), host, port, with_search=not no_search, drafts=drafts, callbacks=callbacks)


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)


def _end_by_signals() -> None:
    """A closed terminal or a service that is stopped ends the preview as Ctrl+C does: nothing is left behind."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
