"""The fields and facets that the search's scripts know, brought up to date: `make fields`, or `python -m tools.fields`.

They stand in `site_builder/pages/fields.py`. The scripts of the theme are complete as they lie there, so their names,
and where the words of a field are in the page of an article, are written into `static/search/shared/config.js`.
"""

import json
import re
from pathlib import Path

from site_builder.pages.fields import FACETS, FIELDS, Field

CONFIG = Path(__file__).parents[1] / "static" / "search" / "shared" / "config.js"


def updated(script: str) -> str:
    """The script with the fields and facets of the table."""
    fields = [f"  {_field(field)},\n" for field in FIELDS]
    facets = [_quoted(facet.name) for facet in FACETS if facet.label]
    script = _replaced(script, "export const FIELDS = [\n", "".join(fields))
    return _replaced(script, "export const FACETS = [", ", ".join(facets))


def _replaced(script: str, start: str, inside: str) -> str:
    """The script with other words between `start` and the end of that list."""
    changed, count = re.subn(rf"({re.escape(start)})[^;]*(?=\];)", lambda match: match[1] + inside, script)
    if count != 1:
        raise ValueError(f"{CONFIG}: “{start.strip()}” stands there {count} times")
    return changed


def _field(field: Field) -> str:
    asked = ", ".join(map(_quoted, field.asked))
    return f"{{ name: {_quoted(field.name)}, selector: {_quoted(field.selector)}, asked: [{asked}] }}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Update the script."""
    CONFIG.write_text(updated(CONFIG.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
