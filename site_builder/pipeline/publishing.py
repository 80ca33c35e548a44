"""The files of a site that are no pages: static files, pictures, texts of source pages, maps of old addresses."""

from collections.abc import Iterator
from functools import partial
from hashlib import blake2b

from site_builder.common.problems import Problem, warning
from site_builder.output.destination import FILE as OWNER
from site_builder.output.destination import site_record
from site_builder.pages.redirects import maps
from site_builder.pages.sources import downloads
from site_builder.pipeline.assets import is_themes, lean, script
from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.planning import Plan
from site_builder.pipeline.reading import ReadResult
from site_builder.pipeline.withheld_media import withheld_pictures


def publish(build: BuildContext, source: ReadResult, plan: Plan) -> tuple[Problem, ...]:
    """Copy or write them all, pictures last: which are shown is known from the pages. Raises BuildError."""
    archive, out = source.archive, build.out
    withheld = withheld_pictures(archive, plan.assets, (file.lookups for file in out.files.values()))
    for address, parts in plan.assets.items():
        if address in withheld:
            continue
        if len(parts) == 1 and not is_themes(parts):
            out.copy(address, parts[0].path, plan.digests[address])
            continue
        made_by = blake2b(build.program_fingerprint() + plan.digests[address], digest_size=32).digest()
        made = partial(lean, address, parts[0]) if len(parts) == 1 else partial(script, address, parts)
        out.make(address, made_by, made)
    for page in downloads(plan.context):
        out.copy(f"pages/{page.name}", str(archive.source_file(page)), bytes.fromhex(page.sha256))
    out.write(OWNER, site_record(archive.config))
    for address, text in maps(plan.context):
        out.write(address, text.encode())
    return tuple(_beside_articles(build, source))


def _beside_articles(build: BuildContext, source: ReadResult) -> Iterator[Problem]:
    """The files beside articles that a page of the site shows; of the others it is said that none does."""
    shown = {path for file in build.out.files.values() for path, is_there in file.lookups if is_there}
    for file in source.archive.attachments:
        if f"articles/{file.name}" in shown:
            build.out.copy(file.name, file.path, build.inputs.sha256(file))
        else:
            hint = "link to it, or move it into media/ to publish it all the same"
            yield warning(file.path, 0, "is not published: no article shows it", hint)
