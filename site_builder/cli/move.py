"""`site-builder move`."""

from pathlib import Path

import click

from site_builder.cli.options import FOLDER


@click.command(short_help="Give an article another address.")
@click.argument("old")
@click.argument("new")
@click.option("--archive", type=FOLDER, help="The archive (default: the one that OLD lies in, else as for build).")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
def move(old: str, new: str, archive: Path | None, dry_run: bool) -> None:
    """Move the article OLD to NEW, or a folder of them; the old address leads on to the new one.

    OLD and NEW are paths in articles/, or addresses. The old address is added to the article's “aliases”; links to it
    in other articles, and its own, are set right. An article that you have renamed already only gets what is missing.
    No file is ever overwritten.
    """
    from site_builder.archive.config import FILE, find_archive
    from site_builder.archive.move import do_move, plan_move

    folder_of_old = next((folder for folder in Path(old).absolute().parents if (folder / FILE).is_file()), None)
    root = find_archive(archive or (folder_of_old if "/" in old or "\\" in old else None))
    plan = plan_move(root, old, new)
    if not dry_run:
        do_move(root, plan)
    for name, new_name in plan.files.items():
        click.echo(f"  articles/{name} → articles/{new_name}")
    goals = {root / "articles" / new_name for new_name in plan.files.values()}
    for place in sorted(set(plan.texts) - goals):
        click.echo(f"  {place}: {'would be' if dry_run else 'is'} set right")
