"""Pictures that only withdrawn or private articles show: they are not published.

What an article shows is what its links were resolved to when it was rendered. Of a hidden one, that is not all: its
picture may stand in its front matter, or in a notation that is no link here, so that a file is taken for its picture
whose name it mentions anywhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from site_builder.archive.page_names import NameFinder
from site_builder.archive.read import Archive
from site_builder.common.files import ARTICLE, File, beginning
from site_builder.render.body import load_body
from site_builder.render.links import Lookups


def withheld_pictures(archive: Archive, files: Mapping[str, Sequence[File]], shown: Iterable[Lookups]) -> set[str]:
    """The addresses, among those of the `files` of the archive, that are not published.

    `shown` are, for each article that is shown, the files that its links asked for.
    """
    if not archive.withheld.files:
        return set()
    own = {address: parts[0].path for address, parts in files.items() if not address.startswith("static/")}
    hidden = _of_hidden(archive, own)
    if not hidden:
        return set()
    used = {str(archive.root / path) for lookups in shown for path, is_there in lookups if is_there}
    named = NameFinder([*hidden])
    used |= {own[address] for words in _front_matter(archive) for address in named.find(words) & hidden}
    return {address for address in hidden if own[address] not in used}


def _of_hidden(archive: Archive, own: Mapping[str, str]) -> set[str]:
    by_path = {path: address for address, path in own.items()}
    names = NameFinder([address.rpartition("/")[2] for address in own])
    by_name: dict[str, list[str]] = {}
    for address in own:
        by_name.setdefault(address.rpartition("/")[2], []).append(address)
    hidden: set[str] = set()
    for path in archive.withheld.files:
        source_path = Path(path).relative_to(archive.root).as_posix()
        lookups = load_body(archive.root, source_path).lookups
        hidden |= {by_path[full] for one, _ in lookups if (full := str(archive.root / one)) in by_path}
        hidden |= {address for name in names.find(beginning(path, ARTICLE)) for address in by_name[name]}
    return hidden


def _front_matter(archive: Archive) -> Iterator[bytes]:
    """The words under keys of the archive's own, which its templates may show, and the links of its menu."""
    for article in archive.articles:
        if article.extra:
            yield "\n".join(_words(article.extra)).encode()
    yield "\n".join(entry.to for entry in archive.config.navigation).encode()


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _words(item)
    else:
        yield str(value)
