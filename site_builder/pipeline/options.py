"""How a build is done, and what it reports."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from site_builder.common.problems import Problem
from site_builder.common.progress import Progress

if TYPE_CHECKING:  # it takes its time to import, and a build with nothing to do needs none
    from concurrent.futures import Executor

Explain = Callable[[str, str], None]  # (a file of the archive, or the address of a page that is rendered; why)


class BuildOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a build is to be done; none of it has a say in the bytes."""

    keep_addresses: bool = True  # write those of new names into the archive's register, for good
    index: bool = True  # make the search index too; else it stays as it was, until a build makes it
    force: bool = False  # take nothing from the last build
    jobs: int = 0  # processes; 0: one for each core
    executor: "Executor | None" = None  # in place of processes of our own
    method: str = ""  # how to start those: fork, spawn …
    progress: Progress | None = None
    explain: Explain | None = None


class BuildReport(msgspec.Struct):
    """What a build did. Counts are of files; `seconds` is wall time."""

    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    left_out: tuple[tuple[str, int], ...] = ()  # private articles: why, how many
    skipped: tuple[tuple[str, int], ...] = ()  # what could not be used: kind, how many
    problems: list[Problem] = []
    seconds: float = 0.0
    front: bool = True  # whether the front page that lies there is this site's
