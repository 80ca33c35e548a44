"""What `archive.yaml` links to, in the menu and on the front page: each entry must lead somewhere."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_builder.archive.config import FILE, Config
from site_builder.archive.read import Archive
from site_builder.common.problems import Problem
from site_builder.common.yamlfile import line_of


def dead_entries(root: Path, config: Config, made: Collection[str]) -> Iterator[Problem]:
    """A problem for each entry that leads to none of the site's addresses."""
    for number, entry in enumerate(config.navigation):
        parts = urlsplit(entry.to)
        address = unquote(parts.path)
        if parts.scheme or address in made:
            continue
        file = root / FILE
        line = 1 + line_of(file.read_text(encoding="utf-8-sig"), ["navigation", str(number), "to"])
        nearest = _nearest(address, made)
        hint = f"write {nearest}" if nearest else "write an address in the site, such as media/map.pdf"
        yield Problem(str(file), line, f"“navigation”: there is no “{entry.to}” in the site", hint)


def missing_choices(root: Path, archive: Archive) -> Iterator[Problem]:
    """A problem for each article chosen for the front page that the site does not have."""
    home = archive.config.home
    names = {article.name for article in archive.articles}
    choices = [(home.lead, ("lead",)), *((name, ("articles", str(n))) for n, name in enumerate(home.articles))]
    for name, steps in choices:
        if not name or article_name(name) in names:
            continue
        file = root / FILE
        line = 1 + line_of(file.read_text(encoding="utf-8-sig"), ["home", *steps])
        nearest = (get_close_matches(article_name(name), names, 1) or [""])[0]
        hint = f"write {nearest}" if nearest else "write the path of a published article, such as 2024/02/19/x.md"
        yield Problem(str(file), line, f"“home”: there is no article “{name}” in the site", hint)


def article_name(path: str) -> str:
    """The name of an article, as its path below `articles/`, however a setting writes it."""
    return path.removeprefix("articles/").removesuffix(".md").removesuffix(".html") + ".md"


def _nearest(address: str, made: Collection[str]) -> str:
    """The address that may have been meant: of the same name in another folder, else of nearly the same."""
    wanted = f"{address.rstrip('/')}/index.html", f"{address}.html"
    name = address.rstrip("/").rpartition("/")[2].casefold()
    same = [other for other in made if other.rpartition("/")[2].casefold() == name]
    found = [other for other in wanted if other in made] or sorted(same, key=lambda other: (len(other), other))
    return (found or get_close_matches(address, [other for other in made if "search/" not in other], 1) or [""])[0]
