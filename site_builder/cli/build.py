"""`site-builder build`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.options import ALL, ARCHIVE, BASE_URL, DAY, FOLDER, NO_SEARCH, QUIET
from site_builder.cli.printing import count_of, left_out, many, print_problems, progress
from site_builder.common.problems import Level

if TYPE_CHECKING:
    from site_builder.pipeline.options import BuildReport


@click.command(short_help="Write the finished site.")
@ARCHIVE
@click.option(
    "-o", "--output", type=FOLDER, default=Path("dist"), show_default="./dist", help="Folder to write the site to."
)
@BASE_URL
@NO_SEARCH
@click.option("--drafts", is_flag=True, help="Show drafts and other private articles too, for a look at them.")
@click.option("--today", metavar="DATE", type=DAY, help="Take this for today (default: the system's date, in UTC).")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too, not for errors only.")
@click.option("--force", is_flag=True, help="Make every file anew, whatever the last build left.")
@click.option("--explain", is_flag=True, help="Say of each page that is drawn why.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="Processes to use (default: one for each core).")
@ALL
@QUIET
def build(
    archive: Path | None,
    output: Path,
    base_url: str | None,
    no_search: bool,
    drafts: bool,
    today: str | None,
    strict: bool,
    force: bool,
    explain: bool,
    jobs: int,
    every: bool,
    quiet: bool,
) -> None:
    """Build the site of ARCHIVE (default: the current folder, else seeds/ in it).

    Only what changed is made again. The output is complete at every moment: if the build fails, what was there stays.
    Files in it that the builder did not make are left alone.

    Exits with 1 if there was an error in an article, a page or an address; all else is built all the same.
    """
    from site_builder.archive.config import find_archive
    from site_builder.pipeline.build import build as build_site
    from site_builder.pipeline.options import BuildOptions

    with progress(quiet) as show:
        options = BuildOptions(force=force, jobs=jobs, progress=show, explain=_explain if explain else None)
        report = build_site(
            find_archive(archive), output, base_url=base_url, with_search=not no_search, drafts=drafts, now=today or "",
            options=options,
        )  # fmt: skip
    print_problems(report.problems, every=every, errors_only=quiet and not strict)
    if not quiet:
        click.echo(_summary(report, output, drafts=drafts))
    if any(strict or problem.level is Level.ERROR for problem in report.problems):
        sys.exit(1)


def _explain(what: str, why: str) -> None:
    click.echo(f"  {what}: {why}")


def _summary(report: "BuildReport", output: Path, *, drafts: bool) -> str:
    counts = [
        f"{many(report.pages, 'page')} of {many(report.articles, 'article')}",
        f"{many(report.written, 'file')} written",
        f"{report.unchanged:,} unchanged",
        *([f"{report.removed:,} removed"] if report.removed else []),
        count_of(report.problems),
        f"{report.seconds:.2f} s",
    ]
    private = f"\n{left_out(report.left_out, shown=drafts)}" if report.left_out else ""
    skipped = ", ".join(many(number, kind) for kind, number in report.skipped)
    private += f"\nNot in the site, see above: {skipped}" * bool(skipped)
    where = f"\nOpen {output / 'index.html'} in a browser, or put the folder on any web server."
    return f"{output}: {', '.join(counts)}{private}{where if report.front else ''}"
