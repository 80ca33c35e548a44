"""The command line: one module a command.

Everything heavy is imported inside the command that needs it: `--version` answers at once.
"""

import os
import sys
from io import TextIOWrapper

import click

from site_builder.cli.audit import audit
from site_builder.cli.build import build
from site_builder.cli.check import check
from site_builder.cli.errors import is_program_error
from site_builder.cli.import_ import import_
from site_builder.cli.move import move
from site_builder.cli.new import new
from site_builder.cli.printing import print_error
from site_builder.cli.serve import serve
from site_builder.common.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Make a static site from an archive of newspaper articles.

    An archive is a folder: archive.yaml, articles/ (Markdown files), pages/ (the raw text they were made from).

    \b
    site-builder new my-archive      start an archive with two example articles
    site-builder serve my-archive    look at it while you write
    site-builder build my-archive    write the finished site to ./dist
    site-builder audit my-archive    check that no word of the source pages was lost
    site-builder check dist          check a finished site, and that it shows nothing that was withdrawn
    site-builder import page.txt     make draft articles of a newspaper page's raw text
    site-builder move OLD NEW        give an article another address; the old one leads there
    """


def _set_debug(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(dict)["debug"] = True


for command in (build, serve, audit, check, import_, move, new):
    cli.add_command(command)
for command in (cli, *cli.commands.values()):
    command.params.append(
        click.Option(
            ["--debug"], is_flag=True, expose_value=False, callback=_set_debug, envvar="SITE_BUILDER_DEBUG",
            help="Print the traceback of what goes wrong.",
        )
    )  # fmt: skip


def main() -> None:
    """Entry point: one place turns what cannot be mended into a sentence and an exit code."""
    if isinstance(sys.stdout, TextIOWrapper):  # as stderr does: no name of a file is a reason to stop
        sys.stdout.reconfigure(errors="backslashreplace")
    switches: dict[str, bool] = {}
    try:
        cli(prog_name="site-builder", standalone_mode=False, obj=switches)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nstopped", err=True)
        sys.exit(130)
    except BrokenPipeError:  # whoever read what is printed has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        print_error(error, debug=bool(switches))
        sys.exit(70 if is_program_error(error) else 2)
