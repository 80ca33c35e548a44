"""Static site generator for digital news archives: the Python interface.

    from pathlib import Path
    from site_builder import build

    report = build(Path("my-archive"), Path("site"))
    for problem in report.problems:
        print(problem)

What is named in `__all__` is the interface; everything else may change. docs/python.md describes it, and
docs/architecture.md the packages. Names are imported when they are first used: a command needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from site_builder.common.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from site_builder.archive.article import Article as Article
    from site_builder.archive.read import Archive as Archive
    from site_builder.archive.read import read_archive as read_archive
    from site_builder.checks.audit import Audit as Audit
    from site_builder.checks.audit import audit as audit
    from site_builder.checks.site import check_site as check_site
    from site_builder.checks.site import read_site as read_site
    from site_builder.common.problems import BuildError as BuildError
    from site_builder.common.problems import Level as Level
    from site_builder.common.problems import Problem as Problem
    from site_builder.pipeline.build import build as build
    from site_builder.pipeline.options import BuildOptions as BuildOptions
    from site_builder.pipeline.options import BuildReport as BuildReport

_MODULES = {
    "Archive": "archive.read",
    "Article": "archive.article",
    "Audit": "checks.audit",
    "BuildError": "common.problems",
    "BuildOptions": "pipeline.options",
    "BuildReport": "pipeline.options",
    "Level": "common.problems",
    "Problem": "common.problems",
    "audit": "checks.audit",
    "build": "pipeline.build",
    "check_site": "checks.site",
    "read_archive": "archive.read",
    "read_site": "checks.site",
}

__all__ = ["__version__", *_MODULES]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
