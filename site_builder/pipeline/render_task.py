"""Drawing pages in any process: what is sent there, what is done there, and what comes back.

A page travels as its encoded view, which is also what its recipe is taken from: the digest that tells the next build
whether the page is still right.
"""

import os
import traceback
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import jinja2
import msgspec

from site_builder.common.problems import BuildError
from site_builder.output.writer import FileWriter, OutputFile, WrittenFile
from site_builder.pages import views
from site_builder.pages.page import Page
from site_builder.pages.views import Site, View
from site_builder.render.renderer import Drawing, Renderer
from site_builder.theme.folders import template_folders


class RenderJob(msgspec.Struct, frozen=True):
    """What all pages of a build have in common."""

    archive: str
    site: Site
    language: str
    site_fingerprint: bytes  # of what all pages follow from beside their views
    store: FileWriter
    missing: frozenset[str] = frozenset()  # files of the archive that are not in the site


class RenderTask(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page to be drawn; `kind` names the type of its view."""

    address: str
    template: str
    kind: str
    view: bytes
    source_path: str
    fingerprint: bytes


class Drawn(msgspec.Struct, frozen=True, array_like=True):
    """A page that was drawn and stored."""

    address: str
    stored: WrittenFile
    made: OutputFile


def render_task(page: Page, site_fingerprint: bytes) -> RenderTask:
    """The page, ready to travel."""
    view = _ENCODER.encode(page.view)
    kind = type(page.view).__name__
    fingerprint = blake2b(view, digest_size=16, key=site_fingerprint)
    fingerprint.update(f"{kind} {page.template} {page.source_path}".encode())
    return RenderTask(page.address, page.template, kind, view, page.source_path, fingerprint.digest())


def render_pages(render_job: RenderJob, tasks: Sequence[RenderTask]) -> list[Drawn]:
    """Draw pages and store them. Raises BuildError for a template that fails and for a file that cannot be stored."""
    renderer = _renderer(
        render_job.archive, render_job.site, render_job.language, render_job.missing, render_job.site_fingerprint
    )
    return [_draw(renderer, render_job.store, render_task) for render_task in tasks]


def _draw(renderer: Renderer, store: FileWriter, render_task: RenderTask) -> Drawn:
    page = Page(
        render_task.address,
        render_task.template,
        _decoder(render_task.kind).decode(render_task.view),
        render_task.source_path,
    )
    drawing = _render(renderer, page)
    stored = store.put(page.address, drawing.data)
    fingerprint = render_task.fingerprint if drawing.consistent else b""
    return Drawn(
        page.address,
        stored,
        OutputFile(fingerprint, stored.sha256, stored.signature, drawing.problems, drawing.lookups),
    )


def _render(renderer: Renderer, page: Page) -> Drawing:
    try:
        return renderer.render(page)
    except BuildError:
        raise
    except jinja2.TemplateSyntaxError as error:
        path = error.filename or error.name or ""
        raise BuildError(f"template: {error.message}", path=path, line=error.lineno) from error
    except Exception as error:
        place = _in_template(error, renderer.archive)
        ours = not (renderer.archive / "templates").is_dir()  # the theme's own templates do not fail by themselves
        if ours or (place is None and not isinstance(error, jinja2.TemplateError)):
            where = f", at {place[0]}:{place[1]}" if place else ""
            error.add_note(f"while {page.address} was drawn{where}")
            raise
        raise _template_fault(page, error, *(place or (page.template, 0))) from error


def _in_template(error: Exception, archive: Path) -> tuple[str, int] | None:
    """The line of a template that an exception comes from, the last of its traceback that lies in one."""
    folders = tuple(f"{folder}{os.sep}" for folder in template_folders(archive))
    places = traceback.extract_tb(error.__traceback__, limit=-_DEEPEST)
    found = [(place.filename, place.lineno or 0) for place in places if place.filename.startswith(folders)]
    return found[-1] if found else None


def _template_fault(page: Page, error: Exception, path: str, line: int) -> BuildError:
    if isinstance(error, RecursionError):
        name = Path(path).name
        return BuildError(
            f"the template extends or includes itself, and {page.address} cannot be drawn",
            path=path,
            line=line,
            hint=f'to extend the theme\'s file of the same name write {{% extends "theme/{name}" %}}',
        )
    message = f"the template cannot draw {page.address}: {str(error) or type(error).__name__}"
    return BuildError(message, path=path, line=line, hint="templates/README.md says what templates see")


@lru_cache(maxsize=1)
def _renderer(archive: str, site: Site, language: str, missing: frozenset[str], site_fingerprint: bytes) -> Renderer:  # noqa: ARG001 - of the key
    return Renderer(Path(archive), site, language, missing=missing)


@lru_cache
def _decoder(kind: str) -> "msgspec.msgpack.Decoder[View]":
    return msgspec.msgpack.Decoder(getattr(views, kind))


_ENCODER = msgspec.msgpack.Encoder()
_DEEPEST = 50  # calls of a traceback, from its end, among which is the template that failed
