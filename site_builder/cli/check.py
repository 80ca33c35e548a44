"""`site-builder check`."""

import sys
from pathlib import Path

import click

from site_builder.cli.options import ALL, DAY, FOLDER, QUIET
from site_builder.cli.printing import count_of, many, print_problems
from site_builder.common.problems import BuildError, Level


@click.command(short_help="Check a finished site.")
@click.argument("site", type=FOLDER, default=Path("dist"))
@click.option("--archive", type=FOLDER, help="The archive it was made from (default: as for build).")
@click.option("--today", metavar="DATE", type=DAY, help="Take this for today (default: the system's date, in UTC).")
@ALL
@QUIET
def check(site: Path, archive: Path | None, today: str | None, every: bool, quiet: bool) -> None:
    """Check that the files of SITE (default: dist) are those that were built, and that none of them, nor what builds
    left beside them, says what the archive has withdrawn, redacted or marked as private.

    Exits with 1 if anything is wrong.
    """
    from site_builder.archive.config import find_archive, load_config
    from site_builder.archive.read import read_archive
    from site_builder.archive.restrictions.privacy import Moment
    from site_builder.checks.site import check_site, read_site
    from site_builder.pipeline.build import clock

    contents = None
    try:
        root = find_archive(archive)
    except BuildError:
        if archive:
            raise
        click.echo("no archive is named or found here: only the files are checked", err=True)
    else:
        contents, _ = read_archive(root, load_config(root), moment=Moment(today or clock()))
    finished = read_site(site, contents)
    problems = list(check_site(finished))
    print_problems(problems, every=every)
    if not quiet:
        click.echo(f"{site}: {many(len(finished.manifest), 'file')} checked, {count_of(problems)}")
    if any(problem.level is Level.ERROR for problem in problems):
        sys.exit(1)
