"""Pages that an archive writes about itself: the Markdown files in `about/`, such as the paper's history.

They are no articles: no list, feed or search holds them, and they have no date. Their front matter is `title`, and
`description` and `menu` where these are not what one expects.
"""

from itertools import takewhile
from pathlib import Path

import msgspec

from site_builder.archive.addresses import refusal
from site_builder.archive.article import info_of, read_body, read_keys
from site_builder.archive.find import files_in
from site_builder.archive.reader import Reader
from site_builder.common.files import File
from site_builder.common.problems import Problem, unreadable, warning
from site_builder.common.yamlfile import YamlError, convert

FOLDER = "about"


class OwnPage(msgspec.Struct, frozen=True):
    """A page: its path in the archive without the ending, its front matter, and the digest of its body."""

    url_path: str
    title: str
    description: str
    in_menu: bool
    digest: str

    @property
    def source_path(self) -> str:
        """The path of its file in the archive."""
        return f"{self.url_path}.md"


class _Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    description: str = ""
    menu: bool = True


def read_own_pages(root: Path, reader: Reader) -> tuple[tuple[OwnPage, ...], list[Problem]]:
    """The pages in the order of their names, and what is wrong with others. Raises BuildError as `files_in`."""
    if not (root / FOLDER).exists():
        return (), []
    files, problems = files_in(root / FOLDER, reader)
    found = []
    for file in sorted(files, key=lambda file: file.name):
        try:
            found.append(_read(file))
        except YamlError as error:
            problems = [*problems, error.problem]
        except OSError as error:
            problems = [*problems, unreadable(file.path, error)]
    return tuple(found), problems


def _read(file: File) -> OwnPage:
    """A page. Raises OSError, YamlError."""
    path, name = file.path, file.name.removesuffix(".md")
    if name == file.name:
        raise YamlError(warning(path, 0, "is not published: a page in about/ ends in .md", "pictures go into media/"))
    if reason := refusal(name):
        raise YamlError(Problem(path, 0, f"cannot be an address: {reason}", "rename the file"))
    keys = convert(read_keys(path), _Keys, text=_head(path), path=path, first_line=2, guide="docs/look.md")
    if not keys.title.strip():
        raise YamlError(Problem(path, 2, "“title” is empty", "give the page a title"))
    digest = info_of(read_body(path)).digest
    return OwnPage(f"{FOLDER}/{name}", keys.title, keys.description, keys.menu, digest)


def _head(path: str) -> str:
    """The front matter, in which a message looks for the line of a key."""
    _, *lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(takewhile(lambda line: line.strip() not in ("---", "+++"), lines))
