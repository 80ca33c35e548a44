"""Where the templates and static files are.

The wheel carries them inside the package; a checkout, installed editable, has them at the top of the repository. An
archive may hold `templates/` and `static/` of its own, whose files stand in for those of the same name.
"""

from pathlib import Path

from site_builder.addresses import unportable
from site_builder.files import walk
from site_builder.problems import CannotGoOn, Problem

_PACKAGE = Path(__file__).parent

# What only a site with search has; and the scripts of its page, in the order in which they build on each other. They
# are written one behaviour a file, and travel as one: a page of fifteen scripts asks fifteen times.
_SEARCH = "static/search/"
_SEARCH_SCRIPTS = (
    "tokens", "bundle", "shard", "excerpt", "matching", "engine", "dom", "results", "occurrences", "csv", "filters",
    "chart", "keys", "page",
)  # fmt: skip


def theme_folder() -> Path:
    """The folder that holds `templates/` and `static/` of the default theme. Raises CannotGoOn."""
    for folder in (_PACKAGE / "theme", _PACKAGE.parent):
        if (folder / "templates" / "base.html").is_file():
            return folder
    raise CannotGoOn("the default theme is missing from the installation", hint="install site-builder again")


def template_folders(archive: Path) -> list[Path]:
    """Where templates are looked for, the archive's own first."""
    return [folder for folder in (archive / "templates", theme_folder() / "templates") if folder.is_dir()]


def static_files(archive: Path, *, with_search: bool) -> tuple[dict[str, tuple[Path, ...]], list[Problem]]:
    """Address → the files that make it, of all that is static and in `media/`. Raises CannotGoOn."""
    found, problems = _files(archive)
    scripts = tuple(found.pop(f"{_SEARCH}{name}.js") for name in _SEARCH_SCRIPTS)
    files = {f"{_SEARCH}search.js": scripts} | {address: (file,) for address, file in found.items()}
    wanted = {address: parts for address, parts in files.items() if with_search or not address.startswith(_SEARCH)}
    return dict(sorted(wanted.items())), problems


def _files(archive: Path) -> tuple[dict[str, Path], list[Problem]]:
    """Each file by its address; the archive's own stand in for the theme's."""
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for folder, prefix in (
        (theme_folder() / "static", "static"),
        (archive / "static", "static"),
        (archive / "media", "media"),
    ):
        files, more = walk(folder)
        problems += more
        for file, name in files:
            if reason := unportable(name):
                problems.append(Problem(str(file), 0, f"cannot be an address: {reason}", "rename the file"))
            else:
                found[f"{prefix}/{name}"] = file
    return found, problems
