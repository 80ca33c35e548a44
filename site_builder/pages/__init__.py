"""Which pages the site has: one module for each kind, each with `plan(context) -> Iterator[Page]`."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from site_builder.pages import (
    articles,
    data,
    dates,
    feeds,
    holdings,
    home,
    issues,
    notebook,
    on_this_day,
    own_pages,
    redirects,
    search,
    sources,
    terms,
    tombstones,
)
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.tombstones import Tombstone
from site_builder.pages.view import View

PLANS = (
    home.plan,
    own_pages.plan,
    search.plan,
    notebook.plan,
    articles.plan,
    tombstones.plan,
    dates.plan,
    holdings.plan,
    issues.plan,
    on_this_day.plan,
    terms.plan,
    sources.plan,
    feeds.plan,
    data.plan,
    redirects.plan,
)


# The type of any page's view: their tags tell them apart when they have travelled to another process.
ANY_VIEW: Any = reduce(or_, View.__subclasses__())


def plan(context: PlanContext) -> Iterator[Page]:
    """Every page of the site, the sitemap last, since it lists the others."""
    listed = []
    for make in PLANS:
        for page in make(context):
            if page.address.endswith(".html") and _indexed(page.view):
                listed.append((page.address, page.changed))
            yield page
    yield from feeds.plan_sitemap(context, listed)


def _indexed(view: View) -> bool:
    return not view.robots and not isinstance(view, Tombstone)
