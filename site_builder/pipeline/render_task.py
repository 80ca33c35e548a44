"""Rendering pages in any process: what is sent there, what is done there, and what comes back.

A page travels as its encoded view, which is also what its fingerprint is taken from: the digest that tells the next
build whether the page is still right.
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
from site_builder.output.writer import FileWriter, OutputFile
from site_builder.pages import ANY_VIEW
from site_builder.pages.page import Page
from site_builder.pages.view import Site
from site_builder.render.content import Content, SiteContext
from site_builder.render.renderer import Renderer
from site_builder.render.spool import Place, Spool
from site_builder.theme.folders import template_folders
from site_builder.theme.i18n import Locale


class RenderJob(msgspec.Struct, frozen=True):
    """What all pages of a build have in common."""

    archive: str
    site: Site
    language: str
    site_fingerprint: bytes  # of what all pages follow from beside their views
    writer: FileWriter
    missing: frozenset[str] = frozenset()  # files of the archive that are not in the site
    templates: str = ""  # the folder for compiled templates; "": they are not kept
    spool: str = ""  # the folder for the words of bodies; "": nobody asks for them


class RenderTask(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page to be rendered. `digest` is that of the body in the file `source_path`, where an article is shown."""

    address: str
    template: str
    view: bytes
    source_path: str
    digest: str
    fingerprint: bytes


class RenderedPage(msgspec.Struct, frozen=True, array_like=True):
    """A page that was rendered and written; `staged` if it is new or different; its body lies at `words`."""

    address: str
    file: OutputFile
    staged: bool
    words: Place | None = None


def render_task(page: Page, site_fingerprint: bytes, digest: str = "") -> RenderTask:
    """The page, ready to travel; `digest` is that of the body it shows."""
    view = _ENCODER.encode(page.view)
    fingerprint = blake2b(view, digest_size=16, key=site_fingerprint)
    fingerprint.update(f"{page.template} {page.source_path} {digest}".encode())
    return RenderTask(page.address, page.template, view, page.source_path, digest, fingerprint.digest())


def render_pages(job: RenderJob, tasks: Sequence[RenderTask]) -> list[RenderedPage]:
    """Render and write pages. Raises BuildError for a template that fails and for a file that cannot be written."""
    renderer = _renderer(job.archive, job.site, job.language, job.missing, job.templates, job.site_fingerprint)
    with Spool(job.spool) as spool:
        return [_render_page(renderer, job.writer, spool, task) for task in tasks]


def _render_page(renderer: Renderer, writer: FileWriter, spool: Spool, task: RenderTask) -> RenderedPage:
    page = Page(task.address, task.template, _DECODER.decode(task.view), task.source_path)
    data, content = _render(renderer, page, task.digest)
    written = writer.write(page.address, data)
    fingerprint = task.fingerprint if content.consistent else b""
    file = OutputFile(fingerprint, written.sha256, written.signature, content.problems, content.lookups)
    place = spool.put(content.body) if content.body and content.consistent else None
    return RenderedPage(page.address, file, written.staged, place)


def _render(renderer: Renderer, page: Page, digest: str) -> tuple[bytes, Content]:
    try:
        return renderer.render(page, digest)
    except BuildError:
        raise
    except jinja2.TemplateSyntaxError as error:
        path = error.filename or error.name or ""
        raise BuildError(f"template: {error.message}", path=path, line=error.lineno) from error
    except Exception as error:
        archive = renderer.context.archive
        place = _in_template(error, archive)
        ours = not (archive / "templates").is_dir()  # the theme's own templates do not fail by themselves
        if ours or (place is None and not isinstance(error, jinja2.TemplateError)):
            where = f", at {place[0]}:{place[1]}" if place else ""
            error.add_note(f"while {page.address} was drawn{where}")
            raise
        raise _template_error(page, error, *(place or (page.template, 0))) from error


def _in_template(error: Exception, archive: Path) -> tuple[str, int] | None:
    """The line of a template that an exception comes from, the last of its traceback that lies in one."""
    folders = tuple(f"{folder}{os.sep}" for folder in template_folders(archive))
    places = traceback.extract_tb(error.__traceback__, limit=-_DEEPEST)
    found = [(place.filename, place.lineno or 0) for place in places if place.filename.startswith(folders)]
    return found[-1] if found else None


def _template_error(page: Page, error: Exception, path: str, line: int) -> BuildError:
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
def _renderer(
    archive: str,
    site: Site,
    language: str,
    missing: frozenset[str],
    templates: str,
    site_fingerprint: bytes,  # noqa: ARG001 - of the key
) -> Renderer:
    return Renderer(SiteContext(Path(archive), site, Locale(language), missing, templates))


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(ANY_VIEW)
_DEEPEST = 50  # calls of a traceback, from its end, among which is the template that failed
