"""What cannot be put into an archive: names that it would not read, and files that differ from those it has."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from site_builder.archive.addresses import refusal, unportable
from site_builder.common.problems import Problem
from site_builder.importers.base import Imported
from site_builder.importers.records import content_of

_DIFFERENCE = 12  # lines shown of a page that changed
_FOLDERS = ("pages", "media")  # into which an import may bring files
_HINT = "rename the file that you import"


def refusals(root: Path, item: Imported) -> Iterator[Problem]:
    """Why what was read can neither be put into the archive at `root` nor be what is there already."""
    errors = list(_misnamed(root, item))
    if not errors and not item.files and not item.drafts:
        errors = list(item.errors)
    yield from errors
    for new in () if errors else item.files:
        file = root / new.path
        if file.exists() and file.read_bytes() != (content := content_of(new)):
            yield _differs(file, content, item)


def _misnamed(root: Path, item: Imported) -> Iterator[Problem]:
    reason = refusal("x/" + item.name) or _hidden(item.name)
    if reason:
        file = root / f"{item.key}{'.txt' if item.page else '.yaml'}"
        kind = "a page" if item.page else "the name of an import"
        yield Problem(str(file), 0, f"cannot be {kind}: {reason}", _HINT)
        return
    for draft in item.drafts:
        address = draft.name.removesuffix(".md")
        if reason := refusal(address) or _hidden(address):
            yield Problem(item.path, 0, f"cannot become the article “{draft.name}”: {reason}", _HINT)
    for new in item.files:
        folder, _, name = new.path.partition("/")
        outside = "" if folder in _FOLDERS else f"files go to {' or '.join(_FOLDERS)}"
        if reason := outside or unportable(name) or _hidden(name):
            yield Problem(item.path, 0, f"cannot bring the file “{new.path}”: {reason}", _HINT)


def _hidden(name: str) -> str:
    hidden = any(part[:1] in ("", ".", "_") for part in name.split("/"))
    return "names that begin with . or _ are not read" if hidden else ""


def _differs(file: Path, content: bytes, item: Imported) -> Problem:
    """What differs between a file of the archive and the one to be imported; the lines of a page are shown."""
    kind, lines = "file", list[str]()
    if item.page and file.suffix == ".txt":
        kind = "page"
        old, new = (data.decode(item.page.encoding, "replace").splitlines() for data in (file.read_bytes(), content))
        lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    more = [f"… and {len(lines) - _DIFFERENCE} more lines"] if len(lines) > _DIFFERENCE else []
    shown = [*(line[:100] for line in lines[:_DIFFERENCE]), *more]
    message = f"differs from the {kind} of this name that is being imported"
    message += ":\n      " + "\n      ".join(shown) if shown else ""
    hint = f"the archive's {kind} was left as it was; import the other under another name"
    return Problem(str(file), 0, message, hint)
