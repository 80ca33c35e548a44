"""A page for each Markdown file in `about/`."""

from collections.abc import Iterator

from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import View


class OwnPageView(View, frozen=True, kw_only=True):
    """A page that the archive wrote about itself. The renderer reads its body, whose digest is `digest`."""

    digest: str


def plan(context: PlanContext) -> Iterator[Page]:
    """The pages, in the order of their names."""
    for page in context.archive.own_pages:
        view = OwnPageView(
            title=page.title, description=page.description, kind=page.url_path, digest=page.digest,
        )  # fmt: skip
        yield Page(f"{page.url_path}.html", "own-page.html", view, page.source_path)
