"""Where the templates and static files are.

The wheel carries them inside the package; a checkout, installed editable, has them at the top of the repository. An
archive may hold `templates/` and `static/` of its own, whose files stand in for those of the same name.
"""

from pathlib import Path

from site_builder.common.problems import BuildError

PACKAGE = Path(__file__).parents[1]


def theme_folder() -> Path:
    """The folder that holds `templates/` and `static/` of the default theme. Raises BuildError."""
    for folder in (PACKAGE / "theme", PACKAGE.parent):
        if (folder / "templates" / "base.html").is_file():
            return folder
    raise BuildError("the default theme is missing from the installation", hint="install site-builder again")


def template_folders(archive: Path) -> list[Path]:
    """Where templates are looked for, the archive's own first."""
    return [folder for folder in (archive / "templates", theme_folder() / "templates") if folder.is_dir()]
