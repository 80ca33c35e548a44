"""`site-builder new`: a small archive that builds, whose comments teach.

The starters are whole archives, in `starters/`, one for each language of the interface. Their texts were made up.
"""

import json
import re
import tempfile
import uuid
from pathlib import Path

from site_builder.archive.config import load_config
from site_builder.common.languages import language_hint, language_tag
from site_builder.common.problems import BuildError
from site_builder.theme.i18n import catalogue_for

_STARTERS = Path(__file__).parent / "starters"
_TITLES = {"en": "My archive", "zh_Hans": "我的档案", "zh_Hant": "我的檔案"}


# What Git would else change or keep: on Windows it turns line ends, and the hashes of the pages would not hold.
_GIT = {
    ".gitattributes": """\
# Every file stays byte for byte as it is, on every system: the hashes of pages and drafts hold.
* -text
published.txt merge=union
withdrawn.txt merge=union
""",
    ".gitignore": """\
# The finished site, and what the builder remembers beside it.
/dist/
/.dist.*/
""",
}
_EXAMPLES = re.compile(r"^(description|publication|  name|  place|rights):", re.MULTILINE)  # values of the starters


def create(folder: Path, *, language: str, title: str, empty: bool = False) -> list[Path]:
    """Write a starter into `folder` and return its files; with `empty`, without examples.

    Raises BuildError if the folder holds anything, and for a language or title that a build would refuse.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildError(f"“{folder}” is not empty", hint="name a new folder")
    tag = language_tag(language)
    if not tag:
        raise BuildError(f"--language: “{language}” is no language tag", hint=language_hint(language))
    catalogue = catalogue_for(tag) if catalogue_for(tag) in _TITLES else "en"
    settings = (_STARTERS / catalogue / "archive.yaml").read_text(encoding="utf-8")
    values = {"{TITLE}": title or _TITLES[catalogue], "{LANGUAGE}": tag, "{ID}": uuid.uuid4().urn}
    settings = _fill(_EXAMPLES.sub(r"# \1:", settings) if empty else settings, values)
    _check(settings)
    files = _empty_folders() if empty else _examples(_STARTERS / catalogue)
    texts = {"archive.yaml": settings, **_GIT}
    return _write(folder, {**files, **{name: text.encode() for name, text in texts.items()}})


def _examples(starter: Path) -> dict[str, bytes]:
    found = sorted(file for file in starter.rglob("*") if file.is_file())
    return {file.relative_to(starter).as_posix(): file.read_bytes() for file in found}


def _empty_folders() -> dict[str, bytes]:
    """Git knows no empty folders, so each has a file that says nothing."""
    return {f"{name}/.gitkeep": b"" for name in ("articles", "pages", "media")}


def _check(settings: str) -> None:
    """Refuse what a build would refuse."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "archive.yaml").write_text(settings, encoding="utf-8")
        try:
            load_config(Path(folder))
        except BuildError as error:
            raise BuildError(error.problem.message, hint=error.problem.hint) from None


def _write(folder: Path, files: dict[str, bytes]) -> list[Path]:
    written = []
    try:
        for name, data in sorted(files.items()):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            written.append(file)
    except OSError as error:
        raise BuildError(f"cannot write in “{folder}”: {error.strerror}") from None
    return written


def _fill(text: str, values: dict[str, str]) -> str:
    """Put quoted values in the place of {NAMES}; a JSON string is a YAML string too."""
    for name, value in values.items():
        text = text.replace(name, json.dumps(value, ensure_ascii=False))
    return text
