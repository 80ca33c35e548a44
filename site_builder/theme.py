"""Where the templates and static files are.

The wheel carries them inside the package; a checkout, installed editable, has them at the top of the repository. An
archive may hold `templates/` and `static/` of its own, whose files stand in for those of the same name.
"""

from collections.abc import Iterator
from pathlib import Path

from site_builder.problems import CannotGoOn

_PACKAGE = Path(__file__).parent


def theme_folder() -> Path:
    """The folder that holds `templates/` and `static/` of the default theme. Raises CannotGoOn."""
    for folder in (_PACKAGE / "theme", _PACKAGE.parent):
        if (folder / "templates" / "base.html").is_file():
            return folder
    raise CannotGoOn("the default theme is missing from the installation", hint="install site-builder again")


def template_folders(archive: Path) -> list[Path]:
    """Where templates are looked for, the archive's own first."""
    return [folder for folder in (archive / "templates", theme_folder() / "templates") if folder.is_dir()]


def static_files(archive: Path) -> Iterator[tuple[str, Path]]:
    """(address, file) of every static file and every file of `media/`."""
    found: dict[str, Path] = {}
    for folder, prefix in (
        (theme_folder() / "static", "static"),
        (archive / "static", "static"),
        (archive / "media", "media"),
    ):
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
                found[f"{prefix}/{name}"] = file
    yield from sorted(found.items())
