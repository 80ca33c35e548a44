"""`archive.yaml`: what is true of the archive as a whole."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from site_builder.archive.contact import HINT, Contact, parse_contact
from site_builder.archive.coverage.check import faults as faults_of_coverage
from site_builder.archive.coverage.settings import normalised, read_coverage
from site_builder.archive.frontmatter.model import Writing
from site_builder.archive.publications import Publication, Publications, faults
from site_builder.common.files import SETTINGS, read_text
from site_builder.common.languages import language_hint, language_tag
from site_builder.common.problems import BuildError
from site_builder.common.yamlfile import convert, line_of, load, required_file

FILE = "archive.yaml"


class NavigationLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A further entry of the site's menu: `to` is an address in the site or a full URL."""

    title: str
    to: str


class FrontPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an editor chose for the front page: articles, by their paths below `articles/`."""

    lead: str = ""
    articles: tuple[str, ...] = ()
    heading: str = ""


class Unchecked(StrEnum):
    """What becomes of articles that a program split and nobody has checked."""

    SHOWN = "shown"
    PRIVATE = "private"


class Punctuation(StrEnum):
    """How the marks of ASCII between Chinese characters are shown."""

    AS_PRINTED = "as-printed"
    FULLWIDTH = "fullwidth"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of `archive.yaml`; all but `title` may be left out."""

    title: str
    subtitle: str = ""
    description: str = ""
    language: str = "en"
    base_url: str = ""
    id: str = ""  # of the feed, where the site has no address of its own
    publication: Publication = Publication()
    publications: tuple[Publication, ...] = ()  # in place of `publication`, where there are several
    rights: str = ""
    navigation: tuple[NavigationLink, ...] = ()
    page_size: int = 50
    notebook: bool = True  # whether readers can keep articles in a notebook of their own
    unchecked: Unchecked = Unchecked.SHOWN
    punctuation: Punctuation = Punctuation.AS_PRINTED
    writing: Writing = Writing.HORIZONTAL
    home: FrontPage = FrontPage()
    data: bool = True  # whether all articles are offered as CSV and JSON Lines

    contact: str = ""  # to whom readers report errors

    @property
    def report_to(self) -> Contact:
        """What `contact` names."""
        return parse_contact(self.contact) or Contact()

    @property
    def papers(self) -> Publications:
        """The papers whose archive this is."""
        return Publications(self.publications or (self.publication,))


def find_archive(given: Path | None) -> Path:
    """The archive folder to work on: the one named, else the current folder, else `seeds/` in it.

    Raises BuildError.
    """
    candidates = [given] if given else [Path(), Path("seeds")]
    for folder in candidates:
        if (folder / FILE).is_file():
            return folder
    if given and not given.exists():
        raise BuildError(f"there is no folder “{given}”", hint="name the folder that holds archive.yaml")
    where = f"“{given}”" if given else "the current folder"
    hint = "name the archive's folder, or start a new archive: site-builder new my-archive"
    raise BuildError(f"no {FILE} in {where}", hint=hint)


def load_config(archive: Path, *, base_url: str | None = None) -> Config:
    """The settings of the archive; `base_url` overrides the one in the file ("" removes it). Raises BuildError."""
    file = archive / FILE
    path = str(file)
    if not file.exists():
        hint = "every archive has one: restore it, or start a new archive with site-builder new my-archive"
        raise BuildError("there is no such file", path=path, hint=hint)
    with required_file(path):
        text = read_text(file, SETTINGS)
        config = convert(_normalised(load(text, path=path)), Config, text=text, path=path, guide="docs/writing.md")
    if base_url is not None:
        address = _site_address(base_url)
        if address is None:
            raise BuildError(f"--base-url: “{base_url}” is not the address of a site", hint=_BASE_URL_HINT)
        config = msgspec.structs.replace(config, base_url=address)
    config = _checked(config, SettingLines(path, text))
    papers = read_coverage(archive, config.papers.listed)
    return msgspec.structs.replace(
        config, publication=config.publication if config.publications else papers[0],
        publications=papers if config.publications else (),
    )  # fmt: skip


def _normalised(keys: dict[str, Any]) -> dict[str, Any]:
    found = {**keys}
    if "publication" in found:
        found["publication"] = normalised(found["publication"])
    if isinstance(found.get("publications"), list):
        found["publications"] = [normalised(item) for item in found["publications"]]
    return found


class SettingLines(msgspec.Struct):
    """Finds the line of a setting for a message."""

    path: str
    text: str

    def wrong(self, message: str, hint: str, *steps: str) -> BuildError:
        """The fault of the setting that keys and positions lead to."""
        return BuildError(message, path=self.path, line=1 + line_of(self.text, list(steps)), hint=hint)


def _checked(config: Config, lines: SettingLines) -> Config:
    if not config.title.strip():
        raise lines.wrong("“title” is empty", "give the archive a title", "title")
    if not 5 <= config.page_size <= 1000:
        raise lines.wrong("“page_size” must lie between 5 and 1000", "50 is usual", "page_size")
    language = language_tag(config.language)
    if not language:
        message = f"“language”: “{config.language}” is no language tag"
        raise lines.wrong(message, language_hint(config.language), "language")
    for number, link in enumerate(config.navigation):
        scheme = _parts(link.to).scheme
        if scheme not in ("", "http", "https", "mailto") or link.to.startswith(("/", "..", "?")) or not link.to:
            hint = "write an address in the site, such as media/map.pdf, or one that begins with https://"
            raise lines.wrong(f"“navigation”: “{link.to}” cannot be linked to", hint, "navigation", str(number), "to")
    _check_publications(config, lines)
    if parse_contact(config.contact) is None:
        raise lines.wrong(f"“contact”: “{config.contact}” is nothing that a reader could write to", HINT, "contact")
    address = _site_address(config.base_url)
    if address is None:
        message = f"“base_url”: “{config.base_url}” is not the address of a site"
        raise lines.wrong(message, _BASE_URL_HINT, "base_url")
    return msgspec.structs.replace(config, base_url=address, language=language)


def _check_publications(config: Config, lines: SettingLines) -> None:
    if config.publications and config.publication != Publication():
        hint = "make it the first of “publications”"
        raise lines.wrong("“publication” and “publications” stand both", hint, "publication")
    for message, hint, steps in faults(config.publications):
        raise lines.wrong(f"“publications”: {message}", hint, *steps)
    several = bool(config.publications)
    for number, one in enumerate(config.papers.listed):
        for fault in faults_of_coverage(one):
            raise lines.wrong(fault.message, fault.hint, *_way(several, number), *fault.steps)


def _way(several: bool, number: int) -> tuple[str, ...]:
    return ("publications", str(number)) if several else ("publication",)


_BASE_URL_HINT = "write the full address of the site's first page, such as https://archive.example.org/news/"


def _site_address(url: str) -> str | None:
    """The address, with a slash at its end; "" stays; None of what is none."""
    parts = _parts(url)
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        return None
    return url and url.rstrip("/") + "/"


def _parts(url: str) -> SplitResult:
    """The parts of an address; none of one that cannot be taken apart or holds white space."""
    try:
        return urlsplit("x:" if re.search(r"\s", url) else url)
    except ValueError:
        return urlsplit("x:")
