"""Checks of a finished site: its files are those that were built, and say nothing that must not be shown."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_builder.archive.read import Archive
from site_builder.checks.leaks import find_leaks, scan_files, secrets_of, state_files
from site_builder.checks.phrases import find_mentions, phrase_problems, phrases_of
from site_builder.common.files import digest
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.common.workers import WorkerPool
from site_builder.output.manifest import FILE as MANIFEST
from site_builder.output.manifest import read_manifest
from site_builder.output.writer import scan_output, sibling


class FinishedSite(msgspec.Struct, frozen=True):
    """A finished site, the files that its manifest names, and the archive it was made from, if that is there."""

    folder: Path
    manifest: dict[str, bytes]
    archive: Archive | None = None


def read_site(folder: Path, archive: Archive | None) -> FinishedSite:
    """The site in a folder. Raises BuildError if none is there."""
    manifest = read_manifest(folder)
    if not manifest:
        message = f"there is no site: {MANIFEST} is missing or empty"
        raise BuildError(message, path=str(folder), hint="build it, or name the folder that was built")
    return FinishedSite(folder, manifest, archive)


def check_site(site: FinishedSite) -> Iterator[Problem]:
    """What is wrong with a site."""
    for check in CHECKS:
        yield from check(site)


def check_files(site: FinishedSite) -> Iterator[Problem]:
    """Every file is there, has the content that was built, and there are no others."""
    for address, sha256 in sorted(site.manifest.items()):
        path = site.folder / address
        if not path.is_file():
            yield Problem(str(path), 0, "is missing", "build again, or copy the whole site again")
        elif digest(str(path)) != sha256:
            yield Problem(str(path), 0, "is not what was built: its SHA-256 differs", "build again, or copy it again")
    for address, _ in sorted(scan_output(site.folder)):
        if address not in site.manifest and address != MANIFEST:
            yield warning(str(site.folder / address), 0, "was not made by the build", "remove it if it is not yours")


def check_passages(site: FinishedSite) -> Iterator[Problem]:
    """No file says what is withdrawn, redacted or private, nor does what builds left beside the site."""
    archive = site.archive
    if archive is None or not archive.keeps_back:
        return
    secrets = secrets_of(archive)
    files = {str(site.folder / address): str(site.folder / address) for address, _ in scan_output(site.folder)}
    with WorkerPool() as pool:
        hits = scan_files(secrets, files | state_files(sibling(site.folder, "state")), pool)
    leaks, problems = find_leaks(archive, secrets, hits)
    for file, owner in leaks:
        hint = f"find out how it came there, and build again: the words are of {owner}"
        yield Problem(file, 0, "shows what must not be shown", hint)
    yield from problems


def check_phrases(site: FinishedSite) -> Iterator[Problem]:
    """No name of a file says what is withdrawn or redacted, nor what is written about a source page."""
    if site.archive and (phrases := phrases_of(site.archive)):
        archive = site.archive
        with WorkerPool() as pool:
            found = find_mentions(phrases, [str(archive.article_file(article)) for article in archive.articles], pool)
        yield from phrase_problems(archive, phrases, found, site.manifest)


CHECKS = (check_files, check_passages, check_phrases)
