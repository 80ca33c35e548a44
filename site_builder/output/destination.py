"""Which folders a build may write its site to.

Not one that it reads. And a build deletes what it does not make, so it must not take another archive's site for its
own: `site.json` in the output says which archive it was made from. An archive is the same if its `id` is; without one,
if its title is, or if most of what it published is there; and always if the last build read the same folder.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec

from site_builder.archive.config import Config
from site_builder.common.problems import BuildError, Problem, warning

FILE = "site.json"
_FOLDER_LIMIT = 5000  # files in one folder
_INPUTS = ("pages", "articles", "media", "about", "static", "templates")


def check_destination(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse an output that would mix with what it is made from. Raises BuildError."""
    target = output.resolve()
    hint = "name another folder with --output"
    if output.exists() and not output.is_dir():
        raise BuildError(f"the output “{output}” is a file", hint=hint)
    for folder in inputs:
        source = folder.resolve()
        if source == target or source.is_relative_to(target):
            raise BuildError(f"the output “{output}” is or holds the input “{folder}”", hint=hint)
        for name in _INPUTS:
            if target.is_relative_to(source / name):
                raise BuildError(f"the output “{output}” lies in “{folder / name}”", hint=hint)


class Owner(msgspec.Struct, frozen=True):
    """What tells one archive from another."""

    title: str
    id: str = ""

    def may_be(self, other: "Owner", *, is_like: bool) -> bool:
        """Whether the two may be one archive; `is_like` if the one published what the other's site holds."""
        return self.id == other.id if self.id and other.id else is_like or self.title == other.title


def owner(config: Config) -> Owner:
    """The archive of these settings."""
    return Owner(config.title, config.id)


def site_record(config: Config) -> bytes:
    """What `site.json` holds."""
    return (json.dumps(msgspec.structs.asdict(owner(config)), ensure_ascii=False, indent=1) + "\n").encode()


def check_owner(output: Path, config: Config, *, is_like: bool = False) -> None:
    """Refuse an output that holds the site of another archive. Raises BuildError."""
    try:
        other = msgspec.json.decode((output / FILE).read_bytes(), type=Owner)
    except (OSError, msgspec.MsgspecError):
        return  # an earlier version left none, or somebody took it away
    if not other.may_be(owner(config), is_like=is_like):
        hint = "name another folder with --output, or delete this one first"
        raise BuildError(f"the output “{output}” holds the site of another archive, “{other.title}”", hint=hint)


def full_folders(addresses: Iterable[str]) -> list[Problem]:
    """Folders of a site that hold more files than some systems manage."""
    count: dict[str, int] = {}
    for address in addresses:
        folder = address.rpartition("/")[0]
        count[folder] = count.get(folder, 0) + 1
    hint = "put its articles into more folders (for example one a day): some systems grow slow or stop at such folders"
    return [
        warning(folder or ".", 0, f"holds {n} files, over {_FOLDER_LIMIT}", hint)
        for folder, n in sorted(count.items())
        if n > _FOLDER_LIMIT
    ]
