"""`archive.yaml`: what is true of the archive as a whole."""

import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import msgspec

from site_builder.files import SETTINGS, read_text
from site_builder.problems import CannotGoOn
from site_builder.yamlfile import YamlFault, convert, load

FILE = "archive.yaml"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", re.ASCII)  # the shape of a BCP 47 tag


class Publication(msgspec.Struct, frozen=True):
    """The newspaper whose archive this is."""

    name: str = ""
    place: str = ""


class NavigationLink(msgspec.Struct, frozen=True):
    """A further entry of the site's menu: `to` is an address in the site or a full URL."""

    title: str
    to: str


class Unchecked(StrEnum):
    """What becomes of articles that a program split and nobody has checked."""

    SHOWN = "shown"
    PRIVATE = "private"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of `archive.yaml`; all but `title` may be left out."""

    title: str
    subtitle: str = ""
    description: str = ""
    language: str = "en"
    base_url: str = ""
    id: str = ""  # of the feed, where the site has no address of its own
    publication: Publication = Publication()
    rights: str = ""
    navigation: tuple[NavigationLink, ...] = ()
    page_size: int = 50
    unchecked: Unchecked = Unchecked.SHOWN


def find_archive(given: Path | None) -> Path:
    """The archive folder to work on: the one named, else the current folder, else `seeds/` in it.

    Raises CannotGoOn.
    """
    candidates = [given] if given else [Path(), Path("seeds")]
    for folder in candidates:
        if (folder / FILE).is_file():
            return folder
    if given and not given.exists():
        raise CannotGoOn(f"there is no folder “{given}”", hint="name the folder that holds archive.yaml")
    where = f"“{given}”" if given else "the current folder"
    hint = "name the archive's folder, or start a new archive: site-builder new my-archive"
    raise CannotGoOn(f"no {FILE} in {where}", hint=hint)


def load_config(archive: Path, *, base_url: str | None = None) -> Config:
    """The settings of the archive; `base_url` overrides the one in the file ("" removes it). Raises CannotGoOn."""
    file = archive / FILE
    try:
        text = read_text(file, SETTINGS)
        config = convert(load(text, path=str(file)), Config, text=text, path=str(file), guide="An archive of your own")
    except YamlFault as fault:
        p = fault.problem
        raise CannotGoOn(p.message, path=p.path, line=p.line, hint=p.hint) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise CannotGoOn(f"cannot be read: {fault}", path=str(file), hint="save it as a text file in UTF-8") from None
    if base_url is not None:
        config = msgspec.structs.replace(config, base_url=base_url)
    return _checked(config, str(file))


def _checked(config: Config, path: str) -> Config:
    if not config.title.strip():
        raise CannotGoOn("“title” is empty", path=path, hint="give the archive a title")
    if not 5 <= config.page_size <= 1000:
        raise CannotGoOn("“page_size” must lie between 5 and 1000", path=path)
    if not LANGUAGE.fullmatch(config.language):
        hint = "write a tag such as en, zh-Hans, zh-Hant"
        raise CannotGoOn(f"“language”: “{config.language}” is no language tag", path=path, hint=hint)
    for link in config.navigation:
        scheme = _parts(link.to).scheme
        if scheme not in ("", "http", "https", "mailto") or link.to.startswith(("/", "..", "?")) or not link.to:
            hint = "write an address in the site, such as media/map.pdf, or one that begins with https://"
            raise CannotGoOn(f"“navigation”: “{link.to}” cannot be linked to", path=path, hint=hint)
    if not config.base_url:
        return config
    parts = _parts(config.base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        hint = "write the full address of the site's first page, such as https://archive.example.org/news/"
        raise CannotGoOn(f"“base_url”: “{config.base_url}” is not the address of a site", path=path, hint=hint)
    return msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")


def _parts(url: str) -> SplitResult:
    """The parts of an address; none of one that cannot be taken apart or holds white space."""
    try:
        return urlsplit("x:" if re.search(r"\s", url) else url)
    except ValueError:
        return urlsplit("x:")
