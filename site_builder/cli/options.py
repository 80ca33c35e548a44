"""Arguments and options that several commands share."""

from pathlib import Path

import click

FOLDER = click.Path(path_type=Path, file_okay=False)
ARCHIVE = click.argument("archive", type=FOLDER, required=False)
BASE_URL = click.option(
    "--base-url", metavar="URL", help="Address at which the site will be published; overrides archive.yaml."
)
NO_SEARCH = click.option("--no-search", is_flag=True, help="Build without the search index and the search page.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
ALL = click.option("--all", "every", is_flag=True, help="Print each problem, also where there are many of one kind.")
