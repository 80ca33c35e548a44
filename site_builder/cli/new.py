"""`site-builder new`."""

import shlex
from pathlib import Path

import click

from site_builder.cli.options import FOLDER


@click.command(short_help="Start an archive.")
@click.argument("folder", type=FOLDER)
@click.option("--language", default="en", show_default=True, help="Language of the archive: en, zh-Hans, zh-Hant …")
@click.option("--title", default="", help="Title of the archive.")
def new(folder: Path, language: str, title: str) -> None:
    """Start an archive in FOLDER: a small one that builds, with comments that teach."""
    from site_builder.scaffold import create

    for file in create(folder, language=language, title=title):
        click.echo(f"  {file}")
    click.echo(f"\nNext:  site-builder serve {shlex.quote(str(folder))}")
