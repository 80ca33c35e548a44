"""Step 3, render: every page that is not there as it must be."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

import msgspec

from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.freshness import RenderPlan
from site_builder.pipeline.planning import Plan
from site_builder.pipeline.reading import ReadResult
from site_builder.pipeline.render_task import RenderJob, render_pages
from site_builder.render.spool import Place

TEMPLATES = "templates"  # in the folder of the build's state


class Rendered(msgspec.Struct, frozen=True):
    """The addresses of all pages; and of articles that were rendered now, where their words lie in the spool."""

    pages: tuple[str, ...]
    words: Mapping[str, Place]


def render(build: BuildContext, source: ReadResult, plan: Plan) -> Rendered:
    """Render and store pages; the others are kept. Raises BuildError."""
    archive, request = source.archive, build.before.request
    asked = archive.config.data or (request.with_search and build.options.index)
    spool = str(build.out.scratch) if asked else ""
    job = RenderJob(
        str(build.root), plan.context.site, archive.config.language, plan.site_fingerprint, build.out.writer,
        archive.missing, _compiled_templates(build, plan), spool,
    )  # fmt: skip
    todo = RenderPlan(plan.context, build, source.bodies, site_fingerprint=plan.site_fingerprint)
    words: dict[str, Place] = {}
    for number, page in enumerate(build.pool.map(partial(render_pages, job), todo.tasks(source.edited)), 1):
        build.out.record(page.address, page.file, staged=page.staged)
        if page.words is not None:
            words[page.address] = page.words
        build.show("pages", number, 0)
    return Rendered(tuple(todo.pages), words)


def _compiled_templates(build: BuildContext, plan: Plan) -> str:
    """The folder for templates as they were compiled for this site; "" where none can be made. Others are removed.

    To compile all templates takes a quarter of a second, in each process.
    """
    folder = build.out.state / TEMPLATES
    own = folder / plan.site_fingerprint.hex()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for other in folder.iterdir():
            if other != own or build.options.force:
                shutil.rmtree(other, ignore_errors=True)
        own.mkdir(exist_ok=True)
        return str(own)
    return ""
