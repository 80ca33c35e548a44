"""The body of an article, read and converted: what its page shows, the search finds and the audit compares."""

import os
from collections.abc import Collection
from pathlib import Path

from site_builder.archive.article import info_of, read_body
from site_builder.common.problems import Problem, warning
from site_builder.common.yamlfile import YamlError
from site_builder.markdown.convert import Converted, convert
from site_builder.render.links import Links, Lookups

_HERE = f".{os.sep}"  # what an archive in the current folder would put before its files


class Body(Converted, frozen=True):
    """A converted body, the Markdown it was made from, and the digest of that ("": it could not be read).

    `lookups` are the files of the archive that its links asked for: (path, whether there is such a file, or its size).
    """

    markdown: str = ""
    digest: str = ""
    problems: tuple[Problem, ...] = ()
    lookups: Lookups = ()


def load_body(
    archive: Path,
    source_path: str,
    root: str = "",
    *,
    missing: Collection[str] = frozenset(),
    picture: str = "{alt}",
    whole: bool = False,
) -> Body:
    """The body of the article in the file `source_path`, its links leading from a page `root` below the site's root.

    `missing` are files of the archive to which no link may lead; `picture` is what stands for a picture that is not
    shown, with {alt} for its description. `whole`: with the words that are redacted.
    """
    path = f"{archive}{os.sep}{source_path}".removeprefix(_HERE)  # a Path for each of thousands takes its time
    try:
        text = read_body(path, whole=whole)
    except (OSError, YamlError) as error:
        return Body("", problems=(changed_meanwhile(path, str(error)),))
    links = Links(archive, source_path.removeprefix("articles/"), root, path, missing)
    converted = convert(text, links.rewrite, picture=picture, measure=links.measure)
    problems = [
        warning(path, links.line(problem.at), problem.message, problem.hint) for problem in converted.markup_problems
    ]
    return Body(
        converted.html, converted.markup_problems, text, digest=info_of(text).digest,
        problems=(*problems, *links.problems), lookups=tuple(links.lookups.items()),
    )  # fmt: skip


def changed_meanwhile(path: str, how: str = "") -> Problem:
    """The problem of a file that is not what it was when the build began."""
    message = "changed while the site was built" + (f": {how}" if how else "")
    return Problem(path, 0, message, "build again")
