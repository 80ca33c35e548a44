"""The scripts of the search without a site, for tests of what they say of texts and queries."""

import json
from pathlib import Path

from site_builder.pipeline.bundler import bundle
from site_builder.search.tokens import fold_data
from tests.browser import Tab

STATIC = Path(__file__).parents[2] / "static"


def open_scripts(tab: Tab) -> Tab:
    """A blank page with the script of the search, which does nothing there."""
    modules = {path.relative_to(STATIC).as_posix(): path.read_text(encoding="utf-8") for path in STATIC.rglob("*.js")}
    tab.goto("about:blank")
    tab.evaluate(f"(0, eval)({json.dumps(bundle('search/main.js', modules))})")
    tab.evaluate(f"ArchiveSearch.useFoldTable({fold_data()})")
    return tab
