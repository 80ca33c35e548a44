"""Rendering a page: its template, what the template sees, and the file the page shows.

Templates see `page` (the view), `site`, `root` (the way up to the site's root, for links), `content` (what was read
for the page) and `_`/`ngettext`. Nothing else: no clock, no files, no environment.
"""

import base64
import hashlib
from functools import cached_property, lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from site_builder.common.comments import without_comments
from site_builder.pages.articles import ArticlePage
from site_builder.pages.own_pages import OwnPageView
from site_builder.pages.page import Page
from site_builder.pages.sources import SourcePageView
from site_builder.render.article import article_content
from site_builder.render.content import Content, SiteContext
from site_builder.render.environment import Engine, Strict
from site_builder.render.own_page import own_content
from site_builder.render.source_page import source_content
from site_builder.theme.folders import theme_folder


class Renderer:
    """Renders the pages of one archive. A worker process makes its own from the same context."""

    def __init__(self, context: SiteContext) -> None:
        self.context = context
        self._templates: dict[str, jinja2.Template] = {}

    @cached_property
    def _engine(self) -> Engine:
        engine = Engine(self.context.archive, self.context.site, self.context.locale, cache=self.context.templates)
        engine.globals["inline_style"] = self._inline_style
        return engine

    def render(self, page: Page, digest: str = "") -> tuple[bytes, Content]:
        """A page's bytes, and what it shows beside its view; `digest` is that of the body that was planned.

        A template that fails is a problem of the theme, and raises jinja2.TemplateError.
        """
        template = self._templates.get(page.template)
        if template is None:
            template = self._templates[page.template] = self._engine.get_template(page.template)
        content = self._content(page, digest)
        root = _root(page.address.count("/"))
        return template.render(page=page.view, root=root, content=Strict(content.variables)).encode(), content

    def _content(self, page: Page, digest: str) -> Content:
        if isinstance(page.view, ArticlePage):
            return article_content(self.context, page, digest)
        if isinstance(page.view, SourcePageView):
            return source_content(self.context, page)
        if isinstance(page.view, OwnPageView):
            return own_content(self.context, page)
        return Content({})

    def _inline_style(self, name: str) -> dict[str, Any]:
        """A stylesheet and its hash for the policy: the 404 page is shown at any depth, so it can link to none."""
        for folder in (self.context.archive, theme_folder()):
            file = folder / "static" / name
            if file.is_file():
                text = without_comments(name, file.read_text(encoding="utf-8"))
                digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
                return {"text": Markup(text), "hash": f"sha256-{digest}"}  # noqa: S704 - the theme's own file
        raise jinja2.TemplateNotFound(name)


@lru_cache
def _root(depth: int) -> Markup:
    """The way up to the site's root; as Markup, since it is on each page a dozen times and need not be escaped."""
    return Markup("../" * depth)  # noqa: S704
