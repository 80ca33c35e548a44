"""Redaction bars as HTML: seen as bars, and read aloud as “redacted”."""

import re
from html import escape

from markupsafe import Markup

from site_builder.archive.restrictions.redaction import BAR
from site_builder.theme.i18n import Locale

_TEXT_OR_BAR = re.compile(f"<[^>]*>|{BAR}")


def with_bars(html: str, locale: Locale) -> Markup:
    """HTML with an element for each bar, which has a label for screen readers."""
    if BAR not in html:
        return Markup(html)  # noqa: S704 - escaped, or sanitized in markup
    label = escape(locale.gettext("redacted"))
    bar = f'<span class="redacted" role="img" aria-label="{label}">{BAR}</span>'
    return Markup(_TEXT_OR_BAR.sub(lambda found: bar if found[0] == BAR else found[0], html))  # noqa: S704 - as above
