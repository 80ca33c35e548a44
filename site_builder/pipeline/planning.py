"""Step 2, plan: what pages need of the archive, what all of them follow from, and what is published as it is."""

from collections.abc import Mapping
from hashlib import blake2b

import msgspec

from site_builder.common.files import File
from site_builder.common.problems import Problem
from site_builder.pages.page import PlanContext
from site_builder.pipeline.assets import CUSTOM_STYLE, STYLE, static_files
from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.reading import ReadResult
from site_builder.theme.folders import template_folders
from site_builder.theme.i18n import Locale


class Plan(msgspec.Struct, frozen=True):
    """What is to be built. `assets` are the files that make each static one, `digests` the SHA-256 of what they hold.

    `site_fingerprint` is the digest of what every page follows from beside its view: settings, templates, program.
    """

    context: PlanContext
    site_fingerprint: bytes
    assets: Mapping[str, tuple[File, ...]]
    digests: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def plan_site(build: BuildContext, source: ReadResult) -> Plan:
    """Plan the site of an archive; its pages are planned as they are rendered. Raises BuildError."""
    with_search = build.before.request.with_search
    with_notebook = source.archive.config.notebook
    assets, problems = static_files(build.root, build.inputs, with_search=with_search, with_notebook=with_notebook)
    # The digests, before the files are read.
    digests = {address: b"".join(map(build.inputs.sha256, parts)) for address, parts in assets.items()}
    # The page for missing addresses holds the stylesheets.
    style = (digests.get(STYLE, b"") + digests.get(CUSTOM_STYLE, b"")).hex()
    locale = Locale(source.archive.config.language)
    context = PlanContext(
        source.archive, locale, with_search=with_search, style=style, custom_style=CUSTOM_STYLE in digests
    )
    return Plan(context, site_fingerprint(build, context), assets, digests, tuple(problems))


def site_fingerprint(build: BuildContext, context: PlanContext) -> bytes:
    """The digest of what every page follows from beside its view: the site's settings, templates and program."""
    settings = msgspec.msgpack.encode((context.site, context.archive.config.language))
    return blake2b(build.program_fingerprint(*template_folders(build.root)) + settings, digest_size=32).digest()
