"""What lies in the archive and is not in the site, counted by kind: each of it is a problem that names the file."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from site_builder.archive.read import Archive
from site_builder.common.problems import Problem


def skipped(archive: Archive, problems: Iterable[Problem]) -> tuple[tuple[str, int], ...]:
    """(kind, how many) of what the problems of reading the archive took out of it."""
    paths = {problem.path for problem in problems}
    if not paths:
        return ()
    read = (*archive.articles, *archive.withdrawn, *archive.hidden)
    articles = archive.root / "articles"
    paths.difference_update([f"{articles}{os.sep}{article.name}" for article in read])
    paths.difference_update([source.path for source in archive.sources])
    kinds = Counter(_kind(archive.root, path) for path in paths if os.path.lexists(path))
    return tuple(sorted((kind, number) for kind, number in kinds.items() if kind))


def _kind(root: Path, path: str) -> str:
    folder, _, name = path.removeprefix(f"{root}{os.sep}").partition(os.sep)
    if folder == "media" and name:
        return "media file"
    if folder not in ("articles", "pages") or not name or (folder == "pages" and name.endswith(".yaml")):
        return ""
    return {("articles", ".md"): "article", ("pages", ".txt"): "page text"}.get(
        (folder, Path(name).suffix), "other file"
    )
