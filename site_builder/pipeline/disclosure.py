"""The last check before a site is put into its place: nothing of it says what must not be shown."""

import os
import shutil
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from site_builder.archive.read import Archive
from site_builder.common.problems import BuildError, Problem
from site_builder.pipeline.context import BuildContext


class Mentions(msgspec.Struct, frozen=True):
    """Which hidden phrases were looked for (their digest), which files of articles say some, and the problems of it."""

    phrases: bytes = b""
    found: dict[str, tuple[int, ...]] = {}
    problems: tuple[Problem, ...] = ()


class Disclosure(msgspec.Struct, frozen=True):
    """What was looked for (its digest), in which files some of it was found, and what somebody has to know of it."""

    secrets: bytes = b""
    hits: dict[str, tuple[int, ...]] = {}
    problems: tuple[Problem, ...] = ()


def check_disclosure(build: BuildContext, archive: Archive) -> Disclosure:
    """Look through the files that are not those of the last build. Raises BuildError if one says what it must not."""
    if not archive.keeps_back:
        return Disclosure()
    from site_builder.checks.leaks import find_leaks, scan_files, secrets_of, state_files

    secrets = secrets_of(archive)
    if not secrets.digest:
        return Disclosure()
    before, out = build.before, build.out
    same = {
        address
        for address, file in out.files.items()
        if secrets.digest == before.secrets and address in before.files and before.files[address].sha256 == file.sha256
    }
    places = staged_files(set(out.files) - same, out.writer.staging, str(out.folder))
    hits = {address: before.hits[address] for address in before.hits if address in same}
    hits |= scan_files(secrets, places, build.pool)
    beside = scan_files(secrets, state_files(out.state), build.pool)
    leaks, problems = find_leaks(archive, secrets, hits | beside)
    stop_for_leaks(leaks, out.state)
    return Disclosure(secrets.digest, hits, tuple(problems))


def stop_for_leaks(leaks: Sequence[tuple[str, str]], state: Path) -> None:
    """Raise BuildError if there are leaks, each (file, owner); the build's caches, which may hold the words, go."""
    if leaks:
        (state / "memory").unlink(missing_ok=True)
        shutil.rmtree(state / "search", ignore_errors=True)
        file, owner = leaks[0]
        message = f"{len(leaks)} files of the site would show what must not be shown, such as {file}"
        hint = "look whether the lines that it names are right, and where else in the archive the same words stand"
        hint += " (what is on many pages may be their furniture, which the page's .yaml names)"
        raise BuildError(message, path=owner, hint=f"{hint}; the output is as it was")


def staged_files(addresses: Iterable[str], staging: str, folder: str) -> dict[str, str]:
    """The paths of a site's files by address, before the staged ones are moved into the site's folder."""
    found = {}
    for address in sorted(addresses):
        staged = f"{staging}{os.sep}{address}"
        found[address] = staged if os.path.exists(staged) else f"{folder}{os.sep}{address}"  # noqa: PTH110 - many
    return found


def check_mentions(build: BuildContext, archive: Archive) -> Mentions:
    """What is said of hidden articles by names and records, and of redacted words by other articles."""
    if not (archive.withheld.withdrawn or archive.withheld.redacted):
        return Mentions()
    from site_builder.checks.phrases import find_mentions, phrase_problems, phrases_of

    before, phrases = build.before, phrases_of(archive)
    digest = blake2b(msgspec.msgpack.encode(phrases), digest_size=16).digest()
    paths = [str(archive.article_file(article)) for article in archive.articles if archive.withheld.redacted]
    same = {path for path in paths if build.inputs.is_unchanged(path)} if before.phrases == digest else set()
    found = {path: before.mentions[path] for path in before.mentions if path in same}
    found |= find_mentions(phrases, [path for path in paths if path not in same], build.pool)
    return Mentions(digest, found, tuple(phrase_problems(archive, phrases, found, build.out.files)))
