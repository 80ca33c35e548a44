"""The links of a body: where each leads in the site, and what is wrong with those that lead nowhere."""

import os
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import msgspec

from site_builder.archive.addresses import href, refusal
from site_builder.archive.article import line_holding
from site_builder.archive.media import is_active, is_attachment
from site_builder.archive.picture_size import Size, picture_size
from site_builder.common.problems import Problem, warning

Lookups = tuple[tuple[str, bool | Size], ...]  # a path in the archive, and what is there


class Links(msgspec.Struct):
    """Rewrites the links of one body, and collects the problems and the files that were looked up."""

    archive: Path
    name: str  # of the article, below articles/; or of a page in about/
    root: str  # the relative path from its page to the site's root
    file: str  # for problems
    missing: Collection[str]  # files of the archive that are not in the site
    problems: list[Problem] = []
    lookups: dict[str, bool | Size] = {}  # path in the archive → whether such a file is published, or a picture's size
    searches: int = 0
    resolved: dict[tuple[str, str], str | None] = {}

    def rewrite(self, element: str, value: str) -> str | None:
        """What to write for an `href` or `src`; None leaves it out. Each address has at most one problem."""
        key = element, value.strip()
        if key not in self.resolved:
            self.resolved[key] = self._resolve_link(*key)
        return self.resolved[key]

    def _resolve_link(self, element: str, value: str) -> str | None:
        if value.startswith("//") or ":" in value.split("/")[0].split("?")[0].split("#")[0]:
            if element == "img":
                hint = "copy it into media/ or beside the article, and link to it there"
                self._add_problem(value, f"the picture “{value}” is on another host: it is a link to there", hint)
            return value
        path, mark, rest = value.partition("#")
        target = self._resolve(unquote(path))
        if target is None:
            hint = "write media/…, or the path from here to a file or to another article's .md file"
            self._add_problem(value, f"the link to “{value}” leads nowhere", hint)
            return None
        return self.root + href(target) + mark + rest

    def _resolve(self, path: str) -> str | None:
        """The address in the site to which a path in an article leads; None if there is nothing."""
        if path.startswith("media/"):
            return path if ".." not in path.split("/") and self._is_file(path) else None
        steps = list(PurePosixPath(self.name).parent.parts)
        for part in path.split("/"):
            if part == "..":
                if not steps:
                    return None
                steps.pop()
            elif part not in ("", "."):
                steps.append(part)
        target = "/".join(steps)
        if is_attachment(target):
            allowed = not (path.startswith("/") or refusal(target))
            return target if allowed and self._is_file(f"articles/{target}") else None
        if self.name.startswith("about/") and target.startswith("about/"):
            own = target.removesuffix(".html").removesuffix(".md")
            return f"{own}.html" if self._is_file(f"{own}.md") else None
        article = target if target.endswith(".md") else target.removesuffix(".html") + ".md"
        if path.startswith("/") or not self._is_file(f"articles/{article}"):
            return None
        return article.removesuffix(".md") + ".html"

    def _add_problem(self, value: str, message: str, hint: str) -> None:
        self.problems.append(warning(self.file, self.line(value), message, hint))

    def line(self, words: str) -> int:
        """The line of the file that holds some words; 0 if none does, and after many calls, as each is slow."""
        self.searches += 1
        return line_holding(Path(self.file), words) if words and self.searches <= _MAX_SEARCHES else 0

    def _is_file(self, path: str) -> bool:
        # Files and folders whose names begin so are not published: the link would lead nowhere.
        if any(part[:1] in (".", "_") for part in path.split("/")):
            return False
        found = self.lookups.get(path) or is_published(self.archive, path, self.missing)
        self.lookups[path] = found
        return bool(found)

    def measure(self, address: str) -> Size | None:
        """The size of the picture at an address that `rewrite` gave."""
        path = unquote(address.removeprefix(self.root))
        path = path if path.startswith("media/") else f"articles/{path}"
        if self.lookups.get(path) is True:
            self.lookups[path] = picture_size(f"{self.archive}{os.sep}{path}") or True
        found = self.lookups.get(path)
        return None if isinstance(found, bool) else found


_MAX_SEARCHES = 100  # lines of problems in one article


def is_published(archive: Path, path: str, missing: Collection[str]) -> bool:
    """Whether the archive has such a file and publishes it."""
    file = f"{archive}{os.sep}{path}"
    if path in missing or not os.path.isfile(file):  # noqa: PTH113 - a Path for each of thousands takes its time
        return False
    if path.endswith(".md"):
        return True
    # Beside articles, links to files are not followed when they are published.
    linked = path.startswith("articles/") and os.path.realpath(file) != f"{os.path.realpath(archive)}{os.sep}{path}"
    return not (linked or is_active(file))
