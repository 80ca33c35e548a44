"""The steps of a build: read → plan → render → index → commit.

What is there already is not made again. Each page has a fingerprint, the digest of all it follows from; one whose
fingerprint is that of the last build, and whose file lies there unchanged, is kept (`freshness`).
"""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import msgspec

from site_builder.archive.navigation import dead_entries, missing_choices
from site_builder.archive.restrictions.privacy import Moment
from site_builder.archive.restrictions.register import private_lines, shown_again
from site_builder.common.problems import Problem
from site_builder.common.workers import WorkerPool
from site_builder.output.destination import FILE as OWNER
from site_builder.output.destination import check_destination, check_owner
from site_builder.output.folder import Output
from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.dataset import export_data
from site_builder.pipeline.disclosure import Disclosure, Mentions, check_disclosure, check_mentions
from site_builder.pipeline.indexing import index
from site_builder.pipeline.inputs import Inputs
from site_builder.pipeline.keeping import retain_published, save_registers
from site_builder.pipeline.options import BuildOptions, BuildReport
from site_builder.pipeline.overrides import misnamed
from site_builder.pipeline.planning import Plan, plan_site
from site_builder.pipeline.publishing import publish
from site_builder.pipeline.reading import ReadResult, Settings, read_settings, read_source
from site_builder.pipeline.rendering import Rendered, render
from site_builder.pipeline.skipped import skipped
from site_builder.pipeline.state import State, save_state
from site_builder.theme.folders import template_folders, theme_folder


def run(root: Path, output: Path, options: BuildOptions, *, state: State, inputs: Inputs, now: str) -> BuildReport:
    """Build what `state`, the last build's, does not have at this instant, or not as it must be. Raises BuildError."""
    check_destination(output, [root, theme_folder() / "templates", theme_folder() / "static"])
    with (
        _without_gc(),
        Output(output, state.files, manifest=state.manifest) as out,
        # Inside, so that nobody writes to the staging folder any more when it is removed.
        WorkerPool(options.jobs, executor=options.executor, method=options.method) as pool,
    ):
        moment = Moment(now, state.request.drafts)
        return _build(BuildContext(root, options, state, inputs, out, pool, moment))


def _build(build: BuildContext) -> BuildReport:
    """Do each step, and keep for the next build what that needs to know."""
    _explain_inputs(build)
    settings = read_settings(build)
    _check_owner(build, settings)
    source = read_source(build, settings)
    plan = plan_site(build, source)
    rendered = render(build, source, plan)
    # Where two pages wanted one address, or a file was in the way, the next build has to look at all again.
    planned = () if build.out.problems else rendered.pages
    problems = [*source.problems, *plan.problems, *publish(build, source, plan)]
    rendered = export_data(build, source, plan, rendered)
    index(build, source, plan, rendered)
    disclosure = check_disclosure(build, source.archive)
    unsaved = save_registers(build, source)
    problems += [*disclosure.problems, *unsaved, *retain_published(build, source)]
    mentions = check_mentions(build, source.archive)
    problems += [*mentions.problems, *dead_entries(build.root, settings.config, build.out.files)]
    problems += missing_choices(build.root, source.archive)
    problems += [*misnamed(build.root, build.inputs), *shown_again(source.archive, build.before.private)]
    build.out.commit()
    report = _report(build, source, rendered, problems)
    _remember(build, source, plan, (disclosure, mentions), report, pages=planned, anew=bool(unsaved))
    return report


@contextmanager
def _without_gc() -> Iterator[None]:
    """Python's search for cycles would go through the whole archive again and again, and find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _explain_inputs(build: BuildContext) -> None:
    """Say which files are not what they were at the last build, if that is asked."""
    if build.options.explain:
        for path, how in sorted(build.inputs.changed()) if build.before.inputs else ():
            build.options.explain(path, how)


def _check_owner(build: BuildContext, settings: Settings) -> None:
    """Refuse an output that is another archive's."""
    if build.out.was_built(OWNER) and build.before.root != os.path.realpath(build.root):
        addresses = settings.published.addresses
        held = sum(map(build.out.was_built, addresses))
        check_owner(build.out.folder, settings.config, is_like=held * 2 > len(addresses))


def _report(build: BuildContext, source: ReadResult, rendered: Rendered, problems: Sequence[Problem]) -> BuildReport:
    """What was made of which pages, and all that is wrong."""
    out, archive = build.out, source.archive
    of_pages = chain.from_iterable(file.problems for file in out.files.values())
    return BuildReport(
        pages=sum(address.endswith(".html") and address in out.files for address in rendered.pages),
        written=out.written, unchanged=out.unchanged, removed=out.removed, articles=len(archive.articles),
        left_out=archive.left_out, problems=sorted([*problems, *of_pages, *out.problems]),
        front="index.html" in out.files, skipped=skipped(archive, problems),
    )  # fmt: skip


def _remember(
    build: BuildContext, source: ReadResult, plan: Plan, checked: tuple[Disclosure, Mentions], report: BuildReport,
    *, pages: tuple[str, ...], anew: bool,
) -> None:  # fmt: skip
    """Leave the next build what it needs to know; `anew`: it must look at everything again."""
    out, request, files = build.out, build.before.request, build.out.files
    disclosure, mentions = checked
    if any(build.inputs.changed_since_walk(folder) for folder in template_folders(build.root)):
        files = {address: msgspec.structs.replace(file, fingerprint=b"") for address, file in files.items()}
    # So it must, if something changed under way.
    sure = all(file.fingerprint for file in files.values()) and not anew
    state = State(
        request, inputs=build.inputs.records() if sure else {}, files=files, foreign=out.foreign,
        articles=report.articles, pages=pages, problems=tuple(report.problems), manifest=out.manifest,
        site_fingerprint=plan.site_fingerprint, cache=source.cache_id, secrets=disclosure.secrets,
        hits=disclosure.hits, phrases=mentions.phrases, mentions=mentions.found,
        private=private_lines(source.archive), html=report.pages, root=os.path.realpath(build.root),
        left_out=report.left_out, skipped=report.skipped, span=source.archive.span,
        indexed=build.options.index or not request.with_search,
    )  # fmt: skip
    save_state(out.state / "state", state)
