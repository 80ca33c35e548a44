"""The importers, by the names that `--as` takes.

Each is a module of the shape `base.Importer`, imported when it is first needed. A further one is a line in this table.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.common.problems import BuildError

if TYPE_CHECKING:
    from site_builder.importers.base import Importer

IMPORTERS = {
    "pagetext": "site_builder.importers.pagetext.importer",
}
FALLBACK = "pagetext"  # for a file that is named and that none detects: it says what the file is, and what to do


def load(name: str) -> "Importer":
    """The importer of this name."""
    importer: Importer = import_module(IMPORTERS[name])
    return importer


def detect(path: Path, only: str = "") -> str:
    """The name of the importer that a file or folder is for, "" if there is none; `only` asks one of them.

    Raises BuildError where several would take it.
    """
    names = [name for name in ([only] if only else IMPORTERS) if load(name).detect(path)]
    if len(names) > 1:
        hint = f"say which with {' or '.join(f'--as {name}' for name in names)}"
        raise BuildError(f"may be imported as {' or '.join(names)}", path=str(path), hint=hint)
    return names[0] if names else ""


def expected(only: str = "") -> str:
    """What files that can be imported are called, for people."""
    return " or ".join(load(name).READS for name in ([only] if only else IMPORTERS))
