"""The files that are published as they are: stylesheets, scripts, pictures.

The scripts of the search page are written one behaviour a file, and travel as one, since a page of fifteen scripts
asks fifteen times. An archive may replace any of them, as any other file of the theme.
"""

from pathlib import Path

from site_builder.addresses import unportable
from site_builder.files import File
from site_builder.ledger import Ledger
from site_builder.media import HINT, is_active
from site_builder.problems import Problem
from site_builder.theme import theme_folder

STYLE = "static/site.css"
CUSTOM_STYLE = "static/custom.css"  # an archive's own, which comes after the theme's

# What only a site with search has; and the scripts of its page, in the order in which they build on each other.
_SEARCH = "static/search/"
_SEARCH_SCRIPTS = (
    "tokens", "bundle", "shard", "excerpt", "matching", "engine", "dom", "results", "occurrences", "csv", "filters",
    "chart", "keys", "page",
)  # fmt: skip


def static_files(root: Path, ledger: Ledger, *, with_search: bool) -> tuple[dict[str, tuple[File, ...]], list[Problem]]:
    """Address → the files that make it, of all that is static and in `media/`. Raises CannotGoOn."""
    found, problems = _files(root, ledger)
    scripts = tuple(found.pop(f"{_SEARCH}{name}.js") for name in _SEARCH_SCRIPTS)
    files = {f"{_SEARCH}search.js": scripts} | {address: (file,) for address, file in found.items()}
    wanted = {address: parts for address, parts in files.items() if with_search or not address.startswith(_SEARCH)}
    return dict(sorted(wanted.items())), problems


def joined(scripts: tuple[File, ...]) -> bytes:
    """Several scripts as one; of each, the last semicolon may be missing."""
    return b"\n;\n".join(Path(script.path).read_bytes() for script in scripts)


def _files(root: Path, ledger: Ledger) -> tuple[dict[str, File], list[Problem]]:
    """Each file by its address; the archive's own stand in for the theme's."""
    found: dict[str, File] = {}
    problems: list[Problem] = []
    for folder, prefix in (theme_folder() / "static", "static"), (root / "static", "static"), (root / "media", "media"):
        files, more = ledger.walk(folder)
        problems += more
        for file in files:
            if reason := unportable(file.name):
                problems.append(Problem(file.path, 0, f"cannot be an address: {reason}", "rename the file"))
            elif prefix == "media" and (reason := is_active(file.path)):
                problems.append(Problem(file.path, 0, f"is left out: {reason}", HINT))
            else:
                found[f"{prefix}/{file.name}"] = file
    return found, problems
