"""What a page shows beside its view: a body, the lines of a source page, read when the page is rendered."""

from pathlib import Path
from typing import Any

import msgspec

from site_builder.common.problems import Problem
from site_builder.pages.view import Site
from site_builder.render.body import Body
from site_builder.render.links import Lookups
from site_builder.theme.i18n import Locale


class SiteContext(msgspec.Struct, frozen=True):
    """What all pages of a site have in common. `missing` are files of the archive that are not in the site.

    `templates` is a folder for compiled templates; "": they are not kept.
    """

    archive: Path
    site: Site
    locale: Locale
    missing: frozenset[str] = frozenset()
    templates: str = ""


class Content(msgspec.Struct, frozen=True):
    """What was read for a page: its template's variables, and what was wrong.

    `lookups` are the files of the archive that were asked for: (path, whether there is such a file, or its size). The
    content is not `consistent` if a file changed under way: then the page does not show what its view says.
    """

    variables: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    lookups: Lookups = ()
    consistent: bool = True
    body: Body | None = None  # of an article
