"""`site-builder new`: a small archive that builds, whose comments teach.

The starters are whole archives, in `starters/`, one for each language of the interface. Their texts were made up.
"""

import json
import uuid
from pathlib import Path

from site_builder.problems import CannotGoOn
from site_builder.words import catalogue_for

_STARTERS = Path(__file__).parent / "starters"
_TITLES = {"en": "My archive", "zh_Hans": "我的档案", "zh_Hant": "我的檔案"}


def create(folder: Path, *, language: str, title: str) -> list[Path]:
    """Write a starter into `folder` and return its files. Raises CannotGoOn if the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotGoOn(f"“{folder}” is not empty", hint="name a new folder")
    catalogue = catalogue_for(language)
    starter = _STARTERS / catalogue
    values = {"{TITLE}": title or _TITLES[catalogue], "{LANGUAGE}": language, "{ID}": uuid.uuid4().urn}
    written = []
    try:
        for source in sorted(file for file in starter.rglob("*") if file.is_file()):
            data = source.read_bytes()
            if source.name == "archive.yaml":
                data = _fill(data.decode(), values).encode()
            file = folder / source.relative_to(starter)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            written.append(file)
    except OSError as fault:
        raise CannotGoOn(f"cannot write in “{folder}”: {fault.strerror}") from None
    return written


def _fill(text: str, values: dict[str, str]) -> str:
    """Put quoted values in the place of {NAMES}; a JSON string is a YAML string too."""
    for name, value in values.items():
        text = text.replace(name, json.dumps(value, ensure_ascii=False))
    return text
