"""What a page that an archive wrote about itself shows beside its view: its body."""

from markupsafe import Markup

from site_builder.pages.own_pages import OwnPageView
from site_builder.pages.page import Page
from site_builder.render.body import changed_meanwhile, load_body
from site_builder.render.content import Content, SiteContext


def own_content(context: SiteContext, page: Page) -> Content:
    """Read the body of the page."""
    view = page.view
    assert isinstance(view, OwnPageView)  # noqa: S101 - the renderer's table is by type
    up, picture = "../" * page.address.count("/"), context.locale.gettext("Picture: {alt}")
    body = load_body(context.archive, page.source_path, up, missing=context.missing, picture=picture)
    consistent = body.digest == view.digest
    problems = body.problems if consistent else (changed_meanwhile(str(context.archive / page.source_path)),)
    return Content({"body": Markup(body.html)}, problems, body.lookups, consistent)  # noqa: S704 - it is sanitized
