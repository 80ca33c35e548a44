"""Which pages must be rendered. The others are kept as they lie in the output.

A page is right if its fingerprint is that of the last build, its file lies there unchanged, and the links of its body
find the same files of the archive as they did. To see that of all pages takes planning them all; but if nothing changed
than the bodies of some articles, and these below their first words, only their own pages can be stale: a plan sees no
more of a body.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from site_builder.archive.article import BodyInfo
from site_builder.archive.picture_size import Size, picture_size
from site_builder.pages import plan
from site_builder.pages.articles import plan_articles
from site_builder.pages.page import Page, PlanContext
from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.render_task import RenderTask, render_task
from site_builder.render.links import is_published


class RenderPlan:
    """Goes through the pages of a site; `pages` are their addresses."""

    def __init__(
        self, context: PlanContext, build: BuildContext, bodies: Mapping[str, BodyInfo], *, site_fingerprint: bytes
    ) -> None:
        """`site_fingerprint` stands for what all pages follow from beside their views and `bodies`."""
        self.context, self.out, self.state, self.inputs = context, build.out, build.before, build.inputs
        self.site_fingerprint, self.explain = site_fingerprint, build.options.explain
        self.bodies, self.missing = bodies, context.archive.missing
        self.pages: list[str] = []

    def tasks(self, edited: Collection[str] | None) -> Iterator[RenderTask]:
        """The pages to render. `edited` are the names of the articles whose bodies changed, if nothing else did."""
        edited_pages = {name.removesuffix(".md") + ".html" for name in edited or ()}
        if edited is None or not self._others_are_right(edited_pages):
            yield from self._all()
            return
        for address in self.state.pages:
            self._reserve(address)
            file = self.out.previous(address)
            if file and address not in edited_pages:
                self.out.keep(address, file.fingerprint)
        for page in plan_articles(self.context, edited):
            yield from self._check(self._task(page))

    def _all(self) -> Iterator[RenderTask]:
        for page in plan(self.context):
            source = f"{self.context.archive.root}{os.sep}{page.source_path}" if page.source_path else ""
            if self._reserve(page.address, source):
                yield from self._check(self._task(page))

    def _task(self, page: Page) -> RenderTask:
        body = self.bodies.get(page.source_path)
        return render_task(page, self.site_fingerprint, body.digest if body else "")

    def _reserve(self, address: str, source: str = "") -> bool:
        reserved = self.out.reserve(address, source)
        if reserved:
            self.pages.append(address)
        return reserved

    def _check(self, page: RenderTask) -> Iterator[RenderTask]:
        reason = (
            self._changed_lookup(page.address) or self._moved(page) or self.out.keep(page.address, page.fingerprint)
        )
        if reason:
            if self.explain:
                self.explain(page.address, self._closer(reason))
            yield page

    def _others_are_right(self, edited: Collection[str]) -> bool:
        """Whether all pages but those of the edited articles can be kept as they are."""
        if not self.state.pages or self.site_fingerprint != self.state.site_fingerprint:
            return False
        return all(
            address in edited or (self.out.unchanged_since_build(address) and not self._changed_lookup(address))
            for address in self.state.pages
        )

    def _moved(self, page: RenderTask) -> str:
        """Why the problems of a page may stand in other lines, or ""."""
        file = self.out.previous(page.address)
        changed = (
            file and file.problems and not self.inputs.is_unchanged(str(self.context.archive.root / page.source_path))
        )
        return f"{page.source_path} has changed, and its problems may stand elsewhere" if changed else ""

    def _changed_lookup(self, address: str) -> str:
        """The file of the archive that the links of a page find now and did not find, or the other way round; or ""."""
        file = self.out.previous(address)
        for path, was_there in file.lookups if file else ():
            root = self.context.archive.root
            if is_published(root, path, self.missing) != bool(was_there):
                return f"{path} {'is gone' if was_there else 'has come'}"
            if was_there is not False and self._has_other_size(f"{root}{os.sep}{path}", was_there):
                return f"the size of {path} has changed"
        return ""

    def _has_other_size(self, file: str, was: bool | Size) -> bool:
        """Whether a picture is larger or smaller than its page says."""
        return not self.inputs.is_unchanged(file) and (picture_size(file) or True) != was

    def _closer(self, reason: str) -> str:
        if reason != "changed":
            return reason
        common = self.site_fingerprint != self.state.site_fingerprint
        return "theme, settings or program changed" if common else "what it shows changed"


def only_bodies(changed: Collection[str], edited: dict[str, str], media: Path) -> list[str] | None:
    """The names of the edited articles, if the changed files are theirs, or in `media`; `edited` is by path."""
    others = [path for path in changed if path not in edited and not Path(path).is_relative_to(media)]
    return None if others else [edited[path] for path in changed if path in edited]
