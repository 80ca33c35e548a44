"""Files of the archive that were meant to stand in for the theme's, and do not: a slip in a name would go unseen."""

from difflib import get_close_matches
from pathlib import Path

from site_builder.common.problems import BuildError, Problem, unreadable, warning
from site_builder.pipeline.assets import CUSTOM_STYLE
from site_builder.pipeline.inputs import Inputs
from site_builder.theme.folders import theme_folder

_ALIKE = 0.8  # of 1: from which likeness on a name may be a slip for another


def misnamed(root: Path, inputs: Inputs) -> list[Problem]:
    """Templates that nothing asks for, and static files whose names are nearly those of the theme."""
    return [*_templates(root, inputs), *_static(root, inputs)]


def _templates(root: Path, inputs: Inputs) -> list[Problem]:
    """A template is asked for if the theme has one of the name, or if another template names it."""
    folder = root / "templates"
    theme = {file.name for file in inputs.walk(theme_folder() / "templates", every=True)[0]}
    own = inputs.walk(folder, every=True)[0] if folder.is_dir() else []
    odd = [file for file in own if file.name not in theme and not file.name.rpartition("/")[2].startswith("_")]
    if not odd:
        return []
    texts = {file.name: _text(file.path) for file in own}
    return [
        warning(
            file.path, 0, "no page asks for this template: the theme has none of the name", _nearest(file.name, theme)
        )
        for file in odd
        if not any(f"{sign}{file.name}{sign}" in text for text in texts.values() for sign in "\"'")
    ]


def _static(root: Path, inputs: Inputs) -> list[Problem]:
    theme = {file.name for file in inputs.walk(theme_folder() / "static")[0]}
    own = [file for file in inputs.walk(root / "static")[0] if f"static/{file.name}" != CUSTOM_STYLE]
    return [
        warning(
            file.path, 0, f"stands in for no file of the theme, which has “{near}”", "rename it, if it was meant to"
        )
        for file in own
        if file.name not in theme
        for near in get_close_matches(file.name, theme, 1, _ALIKE)
        if Path(near).suffix == Path(file.name).suffix
    ]


def _nearest(name: str, theme: set[str]) -> str:
    near = get_close_matches(name, theme, 1, _ALIKE)
    return f"did you mean “{near[0]}”?" if near else "rename it to the one that it is to replace, or remove it"


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BuildError.of(unreadable(path, error)) from None
