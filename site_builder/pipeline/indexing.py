"""Step 4, index: the search bundle. What was indexed before comes from the cache beside the output."""

import shutil
import tempfile
from pathlib import Path

from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.planning import Plan
from site_builder.pipeline.reading import ReadResult
from site_builder.pipeline.rendering import Rendered

CACHE = "search"  # in the folder of the build's state


def index(build: BuildContext, source: ReadResult, plan: Plan, rendered: Rendered) -> None:
    """Make the search bundle, or keep that of the last build. Raises BuildError."""
    if not plan.context.with_search:
        if source.archive.keeps_back:  # the cache may hold what is hidden now
            shutil.rmtree(build.out.state / CACHE, ignore_errors=True)
    elif build.options.index:
        _index(build, source, plan, rendered)
    else:
        for address, file in build.before.files.items():
            if address.startswith("search/") and build.out.reserve(address):
                build.out.keep(address, file.fingerprint)


def _index(build: BuildContext, source: ReadResult, plan: Plan, rendered: Rendered) -> None:
    from site_builder.search.documents import documents
    from site_builder.search.index import IndexDirs, build_index
    from site_builder.search.names import name_forms

    files, total = build.out.files, len(source.archive.articles)
    refs = documents(
        plan.context, source.bodies, words=rendered.words,
        lookups=lambda address: files[address].lookups if address in files else (),
    )  # fmt: skip
    work = Path(tempfile.mkdtemp(dir=build.out.scratch))
    dirs = IndexDirs(work, build.out.state / CACHE, build.program_fingerprint().hex())
    bundle = build_index(
        refs, dirs, pool=build.pool, progress=lambda done: build.show("search", done, total),
        names=name_forms(source.archive),
    )  # fmt: skip
    for address, file in bundle.files:
        build.out.copy(f"search/{address}", file.path, file.sha256)
    build.out.write("search/manifest.js", bundle.manifest.encode())
