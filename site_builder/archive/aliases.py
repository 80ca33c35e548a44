"""Old addresses, as others write them, and what answers to them.

A page answers at `/old/x/`, `/old/x` and `/old/x.html` on any host and from a disk. What no file can be, `/x.php` or
`/?p=123`, is left to the host: the site has a map of all old addresses for it (`pages.redirects`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from site_builder.archive.addresses import RESERVED, fold_address, is_list_page, unportable
from site_builder.archive.article import Article
from site_builder.common.problems import Problem, warning

_PROGRAM = re.compile(r"\.[a-z][a-z0-9]{0,5}", re.IGNORECASE)  # the ending of what is a page nowhere but on its host
_PAGE = re.compile(r"\.html?", re.IGNORECASE)


class Alias(msgspec.Struct, frozen=True):
    """An old address: its path and query, decoded, without the first slash; and the files that answer to it."""

    path: str
    query: str
    files: tuple[str, ...]

    @property
    def key(self) -> str:
        """What two aliases share that are one to some host."""
        return f"{fold_address(self.path)}?{self.query}"


class NoAliasError(ValueError):
    """An address that nothing can lead on from; says why."""


Redirect = tuple[Alias, Article]  # an old address, and where it leads


def redirects_of(root: Path, articles: Iterable[Article], base_url: str) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """The old addresses of an archive's articles. One that belongs to another page is left out."""
    redirects: list[Redirect] = []
    problems: list[Problem] = []
    aliased = [(article, text) for article in articles for text in _written(article)]
    taken = _taken(articles) if aliased else {}
    for article, text in aliased:
        try:
            alias = parse_alias(text, base_url)
            free = _free(alias, article, taken)
        except NoAliasError as error:
            path = str(root / "articles" / article.name)
            problems.append(warning(path, 0, f"the alias “{text}” is left out: {error}", "correct or remove it"))
            continue
        if alias.key not in taken:
            redirects.append((msgspec.structs.replace(alias, files=free), article))
        taken.update(dict.fromkeys((alias.key, *map(fold_address, free)), article.name))
    return tuple(redirects), problems


def _free(alias: Alias, article: Article, taken: dict[str, str]) -> tuple[str, ...]:
    """The files of an alias that are not there already. Raises NoAliasError if one is another's."""
    holders = {taken.get(place, article.name) for place in (alias.key, *map(fold_address, alias.files))}
    others = sorted(holders - {article.name})
    if others:
        raise NoAliasError(f"{others[0]} is there")
    return tuple(file for file in alias.files if fold_address(file) not in taken)


def _taken(articles: Iterable[Article]) -> dict[str, str]:
    """Whose each address is: of an article, or the list of a day, month or year."""
    taken: dict[str, str] = {}
    for article in articles:
        date = article.date
        for unit in (*date.days, *date.months, *(month[:4] for month in date.months), date.span):
            taken[unit.replace("-", "/") + "/index.html"] = f"the list of {unit}"
        address = fold_address(article.url_path) + ".html"
        taken[address] = taken[f"{address}?"] = article.name
    return taken


def _written(article: Article) -> Iterator[str]:
    """The old addresses that an article names; other generators have a key for the one it was to have there."""
    yield from article.front.aliases
    for key in ("url", "permalink"):
        value = article.extra.get(key)
        if isinstance(value, str) and value.startswith("/") and ":" not in value:
            yield value


def parse_alias(text: str, base_url: str = "") -> Alias:
    """What an alias means in a site at `base_url`. Raises NoAliasError."""
    path, query = _within(text.strip(), base_url)
    try:
        decoded = unicodedata.normalize("NFC", unquote(path, errors="strict"))
    except UnicodeDecodeError:
        raise NoAliasError("its % signs stand for no UTF-8") from None
    steps = [step for step in decoded.split("/") if step]
    if any(step in (".", "..") for step in steps):
        raise NoAliasError("it does not lie in the site")
    if re.search(r"[\x00-\x1f\x7f\\\ud800-\udfff]", decoded + text):
        raise NoAliasError("it is no address")
    folder = decoded.endswith("/")
    if steps and _PAGE.sub("", steps[-1].casefold()) == "index" and _PAGE.search(steps[-1]):
        steps, folder = steps[:-1], True
    if not steps and not query:
        raise NoAliasError("the front page is there")
    if steps and _PAGE.sub("", steps[0].casefold()) in RESERVED:
        raise NoAliasError(f"“{steps[0]}” is the name of one of the site's own pages")
    whole = "/".join(steps)
    files = () if query else tuple(file for file in _files(whole, folder=folder) if _is_fit(file))
    return Alias(whole + "/" * (folder and bool(steps)), query, files)


def _within(text: str, base_url: str) -> tuple[str, str]:
    """Path and query of an address, from the site's root on. Another host's path is taken to have come along."""
    parts, base = _parts(text), _parts(base_url)
    if parts.scheme not in ("", "http", "https") or (parts.netloc and not parts.scheme):
        raise NoAliasError("it does not lie in the site")
    if "#" in text:
        raise NoAliasError("no browser asks a host for what follows “#”")
    if parts.netloc and parts.netloc.lower() == base.netloc.lower():
        if not parts.path.startswith(base.path):
            raise NoAliasError("it does not lie in the site")
        return parts.path[len(base.path) :], parts.query
    return parts.path, parts.query


def _parts(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:
        raise NoAliasError("it is no address") from None


def _files(path: str, *, folder: bool) -> tuple[str, ...]:
    if folder:
        return (f"{path}/index.html",)
    name = path.rpartition("/")[2]
    ending = re.search(r"\.[^.]*$", name)
    if ending and _PAGE.fullmatch(ending[0]):
        return (path,)
    if ending and _PROGRAM.fullmatch(ending[0]):
        return ()
    return (f"{path}/index.html", f"{path}.html")


def _is_fit(file: str) -> bool:
    """Whether a file can be there on every system; names with . or _ are left out by some hosts."""
    *folders, name = file.split("/")
    if any(part[0] in "._" for part in (*folders, name)) or any(_PAGE.search(part[-5:]) for part in folders):
        return False
    return not unportable(file) and not is_list_page(name)
