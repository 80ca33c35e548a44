"""What an archive keeps of its builds: the addresses of names, of what was published, of what was withdrawn."""

from collections.abc import Iterator

from site_builder.archive.addresses import FILE as ADDRESSES
from site_builder.archive.addresses import save_register
from site_builder.archive.published import FILE as PUBLISHED
from site_builder.archive.published import addresses_of, save_published
from site_builder.archive.restrictions.register import FILE as WITHDRAWN
from site_builder.archive.restrictions.register import save_withdrawn
from site_builder.common.problems import Problem
from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.reading import ReadResult


def save_registers(build: BuildContext, source: ReadResult) -> tuple[Problem, ...]:
    """Write the addresses of new names and those of this site's articles into the archive, for good."""
    if not build.options.keep_addresses:
        return ()
    archive, published, files = source.archive, source.published, build.out.files
    served = {address for address in addresses_of(archive) if address in files}
    problems = save_register(build.root, archive.register) + save_published(build.root, published, served)
    if archive.withheld.withdrawn or archive.withheld.redacted:
        problems += save_withdrawn(archive)
        build.inputs.add(build.root / WITHDRAWN)
    if archive.register.added:
        build.inputs.add(build.root / ADDRESSES)  # it has grown
    if not served <= published.addresses:
        build.inputs.add(build.root / PUBLISHED)
    return tuple(problems)


def retain_published(build: BuildContext, source: ReadResult) -> Iterator[Problem]:
    """Leave the pages of articles that are gone as they were, if nothing else is there now and they may stay."""
    if not source.gone:
        return
    from site_builder.checks.old_pages import HiddenText

    hidden = HiddenText(source.archive)
    for one in source.gone:
        if one.address not in build.out.files:
            harmless = one.may_stay and not hidden.is_shown(one.address, build.out.read(one.address))
            yield one.problem(stays=harmless and build.out.retain(one.address))
