"""Arguments and options that several commands share."""

from pathlib import Path

import click


class Day(click.ParamType[str]):
    """A day, or a day and a time: `2026-11-21`, `2026-11-21T15:20`."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The instant, in the form in which instants are compared."""
        from datetime import UTC, datetime

        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no day: write it as 2026-11-21", param, ctx)
        return (found.astimezone(UTC) if found.tzinfo else found).strftime("%Y-%m-%dT%H:%M:%S")


DAY = Day()
FOLDER = click.Path(path_type=Path, file_okay=False)
ARCHIVE = click.argument("archive", type=FOLDER, required=False)
BASE_URL = click.option(
    "--base-url", metavar="URL", help="Address at which the site will be published; overrides archive.yaml."
)
NO_SEARCH = click.option("--no-search", is_flag=True, help="Build without the search index and the search page.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
ALL = click.option("--all", "every", is_flag=True, help="Print each problem, also where there are many of one kind.")
