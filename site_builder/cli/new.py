"""`site-builder new`."""

import shlex
from pathlib import Path

import click

from site_builder.cli.options import FOLDER


@click.command(short_help="Start an archive.")
@click.argument("folder", type=FOLDER)
@click.option("--language", default="en", show_default=True, help="Language of the archive: en, zh-Hans, zh-Hant …")
@click.option("--title", default="", help="Title of the archive.")
@click.option("--empty", is_flag=True, help="Without the two example articles and their page.")
def new(folder: Path, language: str, title: str, empty: bool) -> None:
    """Start an archive in FOLDER: a small one that builds, with comments that teach."""
    from site_builder.cli.starter import create

    for file in create(folder, language=language, title=title, empty=empty):
        click.echo(f"  {file}")
    then = f"import PAGE.txt --into {shlex.quote(str(folder))}" if empty else f"serve {shlex.quote(str(folder))}"
    click.echo(f"\nNext:  site-builder {then}")
