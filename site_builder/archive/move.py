"""Give articles another address: move their files, and let the old addresses lead to the new ones.

First everything is worked out and written beside its place; then the files are moved, and the new texts replace the
old. A run that is stopped between can be started again: an article that lies at its new place already, where it may
also have been put by hand, only gets what is missing.
"""

import os
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from site_builder.archive.addresses import fold_address, refusal
from site_builder.archive.frontmatter.edit import NoEditError, with_alias
from site_builder.archive.published import read_published
from site_builder.common.files import File, walk
from site_builder.common.problems import BuildError, unreadable

_ENDINGS = (".md", ".html")
_LINK = re.compile(r"""(\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:\s*<?|\b(?:href|src)\s*=\s*["'])([^\s<>"')]+)""", re.MULTILINE)


class Move(msgspec.Struct, frozen=True):
    """What is to be done: files by their names in `articles/`, and the new texts by the place of the file."""

    files: Mapping[str, str]
    texts: Mapping[Path, str]


def plan_move(root: Path, old: str, new: str) -> Move:
    """Work out a move from one name or address to another. Raises BuildError."""
    folder = root / "articles"
    source, target = _name(root, old), _name(root, new)
    if (folder / source).is_dir() and not (folder / f"{source}.md").is_file():
        files = {file.name: f"{target}/{file.name[len(source) + 1 :]}" for file in _below(folder, source)}
    else:
        source = f"{source.removesuffix('.md')}.md"
        into = new.endswith("/") or (folder / target).is_dir()
        files = {source: f"{target}/{posixpath.basename(source)}" if into else f"{target.removesuffix('.md')}.md"}
    if not files:
        raise BuildError(
            "there is no article in it", path=str(folder / source), hint="name an article or another folder"
        )
    there = {fold_address(file.name): file.name for file in walk(folder)[0]}
    for name, goal in files.items():
        _check(folder, name, goal, there)
        _check_source(root, name, goal)
    return Move(files, dict(_texts(root, files)))


def _below(folder: Path, source: str) -> list[File]:
    return [file for file in walk(folder)[0] if file.name.startswith(f"{source}/")]


def _name(root: Path, text: str) -> str:
    """A path under `articles/`, without its ending, of what a person may write: a path, a name or an address."""
    path, folder = Path(text), (root / "articles").resolve()
    # Of the folder alone links are followed: the file itself may be one.
    place = path.parent.resolve() / path.name
    if place.is_relative_to(folder) and (path.is_absolute() or place.exists() or place.parent.exists()):
        name = place.relative_to(folder).as_posix()
    else:
        name = unquote(text).removeprefix("./").strip("/").removeprefix("articles/")
    if path.is_absolute() and not place.is_relative_to(folder) and place.exists():
        raise BuildError(f"“{text}” does not lie in {root / 'articles'}")
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    if not name or ".." in name.split("/") or name == ".":
        raise BuildError(f"“{text}” does not lie in {root / 'articles'}", hint="name an article, such as 2024/02/x.md")
    return name


def _check(folder: Path, name: str, goal: str, there: Mapping[str, str]) -> None:
    old, new = folder / name, folder / goal
    if fold_address(name) == fold_address(goal):
        hint = "choose another name: the old address could not lead to one so like it"
        raise BuildError(f"“{name}” and “{goal}” are the same, or differ in capitals or accents only", hint=hint)
    if old.is_file() and (os.path.lexists(new) or fold_address(goal) in there):
        raise BuildError("is there already", path=str(new), hint="choose another name: no file is overwritten")
    hidden = any(part[0] in "._" for part in goal.split("/"))
    reason = refusal(goal.removesuffix(".md")) or ("names that begin with . or _ are not read" if hidden else "")
    if reason:
        raise BuildError(f"“{goal}” cannot be an address: {reason}", hint="choose another name")


def _check_source(root: Path, name: str, goal: str) -> None:
    """The article is there; or it was renamed by hand, which only what was published tells from a slip."""
    folder, address = root / "articles", f"{name.removesuffix('.md')}.html"
    came = (folder / goal).is_file() and address in read_published(root).addresses
    if not (folder / name).is_file() and not came:
        hint = "name it by its path in articles/"
        raise BuildError(f"there is no article “{name}”", path=str(folder), hint=hint)


def _texts(root: Path, files: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """The texts that change: of the articles themselves, of those that link to them, and of page records."""
    folder = root / "articles"
    names = [file.name for file in walk(folder)[0]]
    came = {
        goal: name for name, goal in files.items() if name not in names
    }  # those that lie at their new places already
    known = {*names, *came.values()}
    for name in names:
        old, goal = came.get(name, name), files.get(name, name)
        before = _read(folder / name) if name.endswith(".md") else None
        if before is None:
            continue
        text = _Links(posixpath.dirname(old), posixpath.dirname(goal), files, known).renewed(before)
        if name in files or name in came:
            text = _aliased(folder / name, text, old)
        if text != before:
            yield folder / goal, text
    for file in walk(root / "pages")[0]:
        before = _read(Path(file.path)) if file.name.endswith(".yaml") else None
        if before is not None and (text := _renamed(before, files)) != before:
            yield Path(file.path), text


def _read(file: Path) -> str | None:
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError:
        return None  # a problem of its own, which the build names
    except OSError as error:
        raise BuildError.of(unreadable(str(file), error)) from None


def _aliased(file: Path, text: str, old: str) -> str:
    alias = f"/{old.removesuffix('.md')}.html".replace("%", "%25").replace("#", "%23")
    try:
        return with_alias(text, alias)
    except NoEditError as error:
        hint = f"write “aliases: [{alias}]” into it, and rename the file by hand"
        raise BuildError(f"no alias can be added: {error}", path=str(file), hint=hint) from None


class _Links(msgspec.Struct, frozen=True):
    """The relative links of one article, which moves from one folder to another or stays where it is."""

    here: str
    there: str
    files: Mapping[str, str]
    known: Collection[str]

    def renewed(self, text: str) -> str:
        """The text with its links to what moves; and with all, if it moves itself."""
        return _LINK.sub(lambda match: match[1] + self._renewed(match[2]), text)

    def _renewed(self, link: str) -> str:
        path, mark, rest = link.partition("#")
        if not path or path.startswith(("/", "media/")) or ":" in path.split("/")[0]:
            return link
        target = posixpath.normpath(posixpath.join(self.here, unquote(path)))
        file, ending = self._file(target)
        new = self.files.get(file, file)
        if not file or (new == file and self.here == self.there):
            return link
        found = posixpath.relpath(new.removesuffix(".md") + ending if file.endswith(".md") else new, self.there or ".")
        return (quote(found, safe="/-._~!$&'()*+,;=@") if "%" in path else found) + mark + rest

    def _file(self, target: str) -> tuple[str, str]:
        """The file that a link means, and how its address ends; "" for one that is not in the archive."""
        for ending in (".md", ".html", ""):
            file = target.removesuffix(ending) + ".md"
            if target.endswith(ending) and file in self.known:
                return file, ending
        return (target, "") if target in self.known else ("", "")


def _renamed(text: str, files: Mapping[str, str]) -> str:
    """A page's record with the new names of the drafts that were made of it."""
    return re.sub(
        r"""(\barticle:[ \t]*["']?)([^"'\s,}]+)""", lambda found: found[1] + files.get(found[2], found[2]), text
    )


def do_move(root: Path, move: Move) -> None:
    """Do what was planned. Raises BuildError; an error before the first file is moved changes nothing."""
    folder = root / "articles"
    staged: dict[Path, Path] = {}
    try:
        for place, text in move.texts.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            staged[place] = place.with_name(place.name + ".new")
            staged[place].write_bytes(text.encode())
        for name, goal in move.files.items():
            if (folder / name).is_file():
                (folder / goal).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).rename(folder / goal)
        for place, temporary in staged.items():
            temporary.replace(place)
        _remove_empty(folder, move.files)
    except OSError as error:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise BuildError(
            f"cannot be written: {error.strerror}",
            path=str(error.filename or ""),
            hint="mend the cause, and move again",
        ) from None


def _remove_empty(folder: Path, names: Mapping[str, str]) -> None:
    for name in names:
        for parent in (folder / name).parents:
            if parent == folder:
                break
            with suppress(OSError):
                parent.rmdir()
