"""`site-builder audit`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.options import ALL, ARCHIVE, QUIET
from site_builder.cli.printing import count_of, print_problems, progress
from site_builder.common.problems import Level, Problem

if TYPE_CHECKING:
    from site_builder.checks.audit import Audit


@click.command(short_help="Check that no word was lost.")
@ARCHIVE
@ALL
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON, for scripts.")
@QUIET
def audit(archive: Path | None, every: bool, as_json: bool, quiet: bool) -> None:
    """Check that every line, character and word of ARCHIVE's source pages is accounted for.

    Shows the pages of which something is not, then sums; with --all every page, and the words that were joined at line
    ends. Exits with 1 if anything was lost, doubled or changed between the pages and the articles.
    """
    from site_builder.archive.config import find_archive, load_config
    from site_builder.archive.read import read_archive
    from site_builder.checks.audit import audit as audit_archive

    root = find_archive(archive)
    with progress(quiet or as_json) as show:
        contents, problems = read_archive(root, load_config(root))
        account = audit_archive(contents, progress=show)
    errors = [problem for problem in problems if problem.level is Level.ERROR] + account.problems
    print_problems(sorted(errors), every=every)
    if as_json:
        click.echo(_to_json(account, errors))
    elif not quiet:
        _print_pages(account, every=every)
        _print_sums(account, every=every)
        click.echo(f"problems    {count_of(errors) if errors else 'none'}")
    if errors:
        sys.exit(1)


def _print_pages(account: "Audit", *, every: bool) -> None:
    """The pages that are not wholly accounted for, or all."""
    pages = [page for page in account.pages if every or page.accounted < page.lines]
    if not pages:
        return
    width = max(len(page.name) for page in pages)
    click.echo(f"{'page':<{width}}  articles  lines  in articles  furniture  accounted")
    for page in pages:
        click.echo(
            f"{page.name:<{width}}  {page.articles:>8}  {page.lines:>5}  {page.in_articles:>11}  {page.in_furniture:>9}"
            f"  {_percent(page.accounted, page.lines):>9}"
        )


def _print_sums(account: "Audit", *, every: bool) -> None:
    for name, part, whole in (
        ("lines", account.lines_accounted, account.lines),
        ("characters", account.characters_right, account.characters),
        ("words", account.words_right, account.words),
    ):
        if whole or name != "words":  # only writing with spaces between words has any to count
            click.echo(f"{name:<10}  {part} of {whole}: {_percent(part, whole)}")
    if account.joins:
        click.echo(f"joins       {len(account.joins)} at line ends, where a hyphen was dropped")
    for join in account.joins if every else ():
        click.echo(f"  {join.path}:{join.line}: {join.words}")
    click.echo(f"pages       {len(account.pages)}")
    without = f", {account.without_source} of them without a source page" if account.without_source else ""
    click.echo(f"articles    {account.articles}{without}")


def _to_json(account: "Audit", errors: list[Problem]) -> bytes:
    """All of it; JSON is UTF-8, whatever the terminal writes."""
    import msgspec

    sums = {"lines": account.lines, "lines_accounted": account.lines_accounted}
    builtins = msgspec.to_builtins(msgspec.structs.replace(account, problems=errors))
    return msgspec.json.format(msgspec.json.encode({**sums, **builtins}), indent=2)


def _percent(part: int, whole: int) -> str:
    """Rounded down: 100 % is said of the whole only."""
    return "100 %" if part == whole else f"{part * 1000 // whole / 10} %"
