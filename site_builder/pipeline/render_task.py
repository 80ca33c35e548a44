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

from site_builder.common.problems import CannotGoOn
from site_builder.output.writer import Made, Store, Stored
from site_builder.pages import views
from site_builder.pages.page import Page
from site_builder.pages.views import Site, View
from site_builder.render.renderer import Drawing, Renderer
from site_builder.theme.folders import template_folders


class Job(msgspec.Struct, frozen=True):
    """What all pages of a build have in common."""

    archive: str
    site: Site
    language: str
    edition: bytes  # of what all pages follow from beside their views
    store: Store
    missing: frozenset[str] = frozenset()  # files of the archive that are not in the site


class Task(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page to be drawn; `kind` names the type of its view."""

    address: str
    template: str
    kind: str
    view: bytes
    material: str
    recipe: bytes


class Drawn(msgspec.Struct, frozen=True, array_like=True):
    """A page that was drawn and stored."""

    address: str
    stored: Stored
    made: Made


def task(page: Page, edition: bytes) -> Task:
    """The page, ready to travel."""
    view = _ENCODER.encode(page.view)
    kind = type(page.view).__name__
    recipe = blake2b(view, digest_size=16, key=edition)
    recipe.update(f"{kind} {page.template} {page.material}".encode())
    return Task(page.address, page.template, kind, view, page.material, recipe.digest())


def draw(job: Job, tasks: Sequence[Task]) -> list[Drawn]:
    """Draw pages and store them. Raises CannotGoOn for a template that fails and for a file that cannot be stored."""
    renderer = _renderer(job.archive, job.site, job.language, job.missing, job.edition)
    return [_draw(renderer, job.store, task) for task in tasks]


def _draw(renderer: Renderer, store: Store, task: Task) -> Drawn:
    page = Page(task.address, task.template, _decoder(task.kind).decode(task.view), task.material)
    drawing = _render(renderer, page)
    stored = store.put(page.address, drawing.data)
    recipe = task.recipe if drawing.settled else b""
    return Drawn(page.address, stored, Made(recipe, stored.sha256, stored.mark, drawing.problems, drawing.asked))


def _render(renderer: Renderer, page: Page) -> Drawing:
    try:
        return renderer.render(page)
    except CannotGoOn:
        raise
    except jinja2.TemplateSyntaxError as fault:
        path = fault.filename or fault.name or ""
        raise CannotGoOn(f"template: {fault.message}", path=path, line=fault.lineno) from fault
    except Exception as fault:
        place = _in_template(fault, renderer.archive)
        ours = not (renderer.archive / "templates").is_dir()  # the theme's own templates do not fail by themselves
        if ours or (place is None and not isinstance(fault, jinja2.TemplateError)):
            where = f", at {place[0]}:{place[1]}" if place else ""
            fault.add_note(f"while {page.address} was drawn{where}")
            raise
        raise _template_fault(page, fault, *(place or (page.template, 0))) from fault


def _in_template(fault: Exception, archive: Path) -> tuple[str, int] | None:
    """The line of a template that an exception comes from, the last of its traceback that lies in one."""
    folders = tuple(f"{folder}{os.sep}" for folder in template_folders(archive))
    places = traceback.extract_tb(fault.__traceback__, limit=-_DEEPEST)
    found = [(place.filename, place.lineno or 0) for place in places if place.filename.startswith(folders)]
    return found[-1] if found else None


def _template_fault(page: Page, fault: Exception, path: str, line: int) -> CannotGoOn:
    if isinstance(fault, RecursionError):
        name = Path(path).name
        return CannotGoOn(
            f"the template extends or includes itself, and {page.address} cannot be drawn",
            path=path,
            line=line,
            hint=f'to extend the theme\'s file of the same name write {{% extends "theme/{name}" %}}',
        )
    message = f"the template cannot draw {page.address}: {str(fault) or type(fault).__name__}"
    return CannotGoOn(message, path=path, line=line, hint="templates/README.md says what templates see")


@lru_cache(maxsize=1)
def _renderer(archive: str, site: Site, language: str, missing: frozenset[str], edition: bytes) -> Renderer:  # noqa: ARG001 - of the key
    return Renderer(Path(archive), site, language, missing=missing)


@lru_cache
def _decoder(kind: str) -> "msgspec.msgpack.Decoder[View]":
    return msgspec.msgpack.Decoder(getattr(views, kind))


_ENCODER = msgspec.msgpack.Encoder()
_DEEPEST = 50  # calls of a traceback, from its end, among which is the template that failed
