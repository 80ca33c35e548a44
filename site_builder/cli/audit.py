"""`site-builder audit`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.options import ALL, ARCHIVE, QUIET
from site_builder.cli.printing import count_of, print_problems
from site_builder.problems import Level

if TYPE_CHECKING:
    from site_builder.checks.audit import Audit


@click.command(short_help="Check that no word was lost.")
@ARCHIVE
@ALL
@QUIET
def audit(archive: Path | None, every: bool, quiet: bool) -> None:
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
    print_problems(sorted(faults), every=every)
    if not quiet:
        _print_account(account)
        click.echo(f"problems    {count_of(faults)}")
    if faults:
        sys.exit(1)


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
