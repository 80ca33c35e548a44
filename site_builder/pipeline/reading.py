"""Step 1, read: the archive folder becomes an `Archive`; a file that is the same as before is not read again."""

from collections.abc import Callable, Mapping

import msgspec

from site_builder.archive.addresses import FILE as ADDRESSES
from site_builder.archive.article import Article, BodyInfo
from site_builder.archive.authorities import FILE as AUTHORITIES
from site_builder.archive.config import FILE as CONFIG
from site_builder.archive.config import Config, Unchecked, load_config
from site_builder.archive.coverage.model import FILE as COVERAGE
from site_builder.archive.find import is_ignored
from site_builder.archive.published import FILE as PUBLISHED
from site_builder.archive.published import Published, Vanished, read_published, vanished
from site_builder.archive.read import Archive, read_archive
from site_builder.archive.restrictions.privacy import privacy
from site_builder.archive.restrictions.register import FILE as WITHDRAWN
from site_builder.archive.restrictions.register import check_withdrawn
from site_builder.common.problems import Problem
from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.freshness import only_bodies
from site_builder.pipeline.parse_cache import ParseCache
from site_builder.pipeline.reader import CachedReader


class Settings(msgspec.Struct, frozen=True):
    """What is read before the archive: its settings, and the addresses that it has published."""

    config: Config
    published: Published


class ReadResult(msgspec.Struct, frozen=True):
    """The archive as it was read.

    `bodies` is what is known of the articles' bodies, by the path of their files; nothing that is planned sees it.
    `edited` are the articles of which nothing but the body changed, if nothing else changed since the last build.
    `gone` are addresses that were published and are not there any more. `cache_id` tells this parse cache from others.
    """

    archive: Archive
    bodies: Mapping[str, BodyInfo]
    edited: tuple[str, ...] | None
    published: Published
    gone: tuple[Vanished, ...]
    problems: tuple[Problem, ...]
    cache_id: bytes


def read_source(build: BuildContext, settings: Settings) -> ReadResult:
    """Read all articles and source pages. Raises BuildError."""
    config, published = settings.config, settings.published
    cache_key = msgspec.msgpack.encode((str(build.root), build.program_fingerprint()))
    cache = ParseCache(build.out.state / "memory", cache_key, anew=build.options.force)
    reader = CachedReader(build.inputs, cache, build.pool, build.options.progress, hidden=_hidden(build, config))
    archive, problems = read_archive(build.root, config, reader, moment=build.moment)
    check_withdrawn(archive)
    gone = vanished(archive, published, problems)
    cache_id = cache.save()
    edited = _edited(build, cache, reader)
    return ReadResult(archive, reader.bodies, edited, published, tuple(gone), tuple(problems), cache_id)


def read_settings(build: BuildContext) -> Settings:
    """Read them. Raises BuildError."""
    for name in (CONFIG, COVERAGE, AUTHORITIES, ADDRESSES, PUBLISHED, WITHDRAWN):
        build.inputs.hash_now(build.root / name)
    config = load_config(build.root, base_url=build.before.request.base_url)
    return Settings(config, read_published(build.root))


def _hidden(build: BuildContext, config: Config) -> Callable[[Article], bool]:
    """Tells the articles whose words the state beside the site must not hold."""
    moment, unchecked_too = build.moment, config.unchecked is Unchecked.PRIVATE

    def hides(article: Article) -> bool:
        private = not moment.drafts and privacy(article, moment.now, unchecked_too=unchecked_too)
        return bool(article.front.withdrawn or private or is_ignored(article.name))

    return hides


def _edited(build: BuildContext, cache: ParseCache, reader: CachedReader) -> tuple[str, ...] | None:
    if not build.before.manifest or cache.loaded != build.before.cache:
        return None
    names = only_bodies([path for path, _ in build.inputs.changed()], reader.edited, build.root / "media")
    return None if names is None else tuple(names)
