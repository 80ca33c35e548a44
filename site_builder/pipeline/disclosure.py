"""The last check before a site is put into its place: nothing of it says what must not be shown."""

from hashlib import blake2b

import msgspec

from site_builder.archive.read import Archive
from site_builder.common.problems import Problem
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
    from site_builder.checks.leaks import judge, look, placed, secrets_of, state_files, stop

    secrets = secrets_of(archive)
    if not secrets.digest:
        return Disclosure()
    before, out = build.before, build.out
    same = {
        address
        for address, file in out.files.items()
        if secrets.digest == before.secrets and address in before.files and before.files[address].sha256 == file.sha256
    }
    places = placed(set(out.files) - same, out.writer.staging, str(out.folder))
    hits = {address: before.hits[address] for address in before.hits if address in same}
    hits |= look(secrets, places, build.pool)
    beside = look(secrets, state_files(out.state), build.pool)
    leaks, problems = judge(archive, secrets, hits | beside)
    stop(leaks, out.state)
    return Disclosure(secrets.digest, hits, tuple(problems))


def check_mentions(build: BuildContext, archive: Archive) -> Mentions:
    """What is said of hidden articles by names and records, and of redacted words by other articles."""
    if not (archive.withheld.withdrawn or archive.withheld.redacted):
        return Mentions()
    from site_builder.checks.phrases import mentions, phrases_of, said

    before, phrases = build.before, phrases_of(archive)
    digest = blake2b(msgspec.msgpack.encode(phrases), digest_size=16).digest()
    paths = [str(archive.article_file(article)) for article in archive.articles if archive.withheld.redacted]
    same = {path for path in paths if build.inputs.is_unchanged(path)} if before.phrases == digest else set()
    found = {path: before.mentions[path] for path in before.mentions if path in same}
    found |= mentions(phrases, [path for path in paths if path not in same], build.pool)
    return Mentions(digest, found, tuple(said(archive, phrases, found, build.out.files)))
