"""The files that are published as they are: stylesheets, scripts, pictures.

Scripts of more than one module are made one classic script each (bundler.py). An archive may replace any module, as any
other file of the theme.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from site_builder.archive.addresses import unportable
from site_builder.archive.media import HINT, is_active
from site_builder.common.comments import without_comments
from site_builder.common.files import File
from site_builder.common.problems import BuildError, Problem, unreadable
from site_builder.pipeline.bundler import ModuleError, bundle
from site_builder.pipeline.inputs import Inputs
from site_builder.theme.folders import theme_folder

STYLE = "static/site.css"
CUSTOM_STYLE = "static/custom.css"  # an archive's own, which comes after the theme's

# What only a site with search has, or one with a notebook.
_SEARCH, _NOTEBOOK = "static/search/", "static/notebook/"

# The scripts that are made of modules, by that which begins: it imports the others.
_ENTRIES = {
    f"{_SEARCH}search.js": "search/main.js",
    "static/cite.js": "cite/main.js",
    "static/references.js": "cite/page-references.js",
    f"{_NOTEBOOK}notebook.js": "notebook/main.js",
    f"{_NOTEBOOK}star.js": "notebook/star.js",
    f"{_NOTEBOOK}keep.js": "notebook/keep-page.js",
}
_MODULES = re.compile(r"(search|cite|notebook)/.*\.js|clipboard\.js")
_BY_THEMSELVES = {f"search/{name}.js" for name in ("guard", "marks", "shortcut", "simplified")}


def static_files(
    root: Path, inputs: Inputs, *, with_search: bool, with_notebook: bool
) -> tuple[dict[str, tuple[File, ...]], list[Problem]]:
    """Address → the files that make it, of all that is static and in `media/`. Raises BuildError."""
    theme, problems = inputs.walk(theme_folder() / "static")
    found = _files(root, inputs, theme, problems)
    modules = {file.name for file in theme if _MODULES.fullmatch(file.name)} - _BY_THEMSELVES
    parts = tuple(found.pop(f"static/{name}") for name in sorted(modules))
    files: dict[str, tuple[File, ...]] = {address: (file,) for address, file in found.items()}
    files |= dict.fromkeys(_ENTRIES, parts)
    left_out = tuple(folder for folder, wanted in ((_SEARCH, with_search), (_NOTEBOOK, with_notebook)) if not wanted)
    return {address: files[address] for address in sorted(files) if not address.startswith(left_out)}, problems


def is_themes(parts: tuple[File, ...]) -> bool:
    """Whether a stylesheet or script is the theme's own; one of the archive is published as it is."""
    return parts[0].path.endswith((".css", ".js")) and Path(parts[0].path).is_relative_to(theme_folder() / "static")


def lean(address: str, part: File) -> bytes:
    """A stylesheet or script of the theme, without its comments. Raises BuildError."""
    return without_comments(address, _text(part.path)).encode()


def script(address: str, parts: Iterable[File]) -> bytes:
    """The script at an address, made of its modules. Raises BuildError."""
    paths = {part.name: part.path for part in parts}
    modules = {name: _text(path) for name, path in paths.items()}
    try:
        return bundle(_ENTRIES[address], modules).encode()
    except ModuleError as error:
        raise BuildError(str(error), path=paths[error.module], line=error.line, hint=error.hint) from None


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError.of(unreadable(path, error)) from None


def _files(root: Path, inputs: Inputs, theme: list[File], problems: list[Problem]) -> dict[str, File]:
    """Each file by its address; the archive's own stand in for the theme's."""
    found = {f"static/{file.name}": file for file in theme}
    for folder in (root / "static", root / "media"):
        files, more = inputs.walk(folder)
        problems += more
        for file in files:
            if reason := unportable(file.name):
                problems.append(Problem(file.path, 0, f"cannot be an address: {reason}", "rename the file"))
            elif folder.name == "media" and (reason := is_active(file.path)):
                problems.append(Problem(file.path, 0, f"is left out: {reason}", HINT))
            else:
                found[f"{folder.name}/{file.name}"] = file
    return found
