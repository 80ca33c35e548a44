"""Reading a coverage: beside a paper's name in `archive.yaml`, or in `coverage.yaml`, which may be long.

In `coverage.yaml` stands what would stand beside the name; of several papers that of each under its key.
"""

from pathlib import Path
from typing import Any

import msgspec

from site_builder.archive.coverage.check import faults
from site_builder.archive.coverage.model import FILE, Coverage
from site_builder.archive.publications import Publication
from site_builder.common.files import SETTINGS, read_text
from site_builder.common.problems import BuildError
from site_builder.common.yamlfile import convert, line_of, load, required_file

_LISTS = ("weekdays", "except", "days")
_ENTRIES = ("not_published", "missing", "issues")
_GUIDE = "docs/coverage.md"


def normalised(value: Any) -> Any:
    """A coverage in which what may be one value or a list is a list, and a bare date an entry."""
    if not isinstance(value, dict):
        return value
    found = {key: _several(item) if key in _LISTS else item for key, item in value.items()}
    for key in _ENTRIES:
        if key in found:
            found[key] = [_entry(item) for item in _several(found[key])]
    if isinstance(found.get("periods"), list):
        found["periods"] = [normalised(item) for item in found["periods"]]
    return found


def _several(value: Any) -> Any:
    return value if isinstance(value, list) else [value] if value else []


def _entry(item: Any) -> Any:
    if isinstance(item, str):
        return {"dates": [item]}
    return {**item, "dates": _several(item["dates"])} if isinstance(item, dict) and "dates" in item else item


def read_coverage(archive: Path, papers: tuple[Publication, ...]) -> tuple[Publication, ...]:
    """The papers with what `coverage.yaml` says of them. Raises BuildError."""
    file, path = archive / FILE, str(archive / FILE)
    if not file.exists():
        return papers
    with required_file(path):
        text = read_text(file, SETTINGS)
        keys = load(text, path=path)
        if len(papers) == 1 and papers[0].key not in keys:
            return (_joined(papers[0], keys, (), text, path),)
        known = {paper.key: paper for paper in papers}
        for key in keys.keys() - known.keys():
            hint = f"the keys of “publications” are {', '.join(known)}"
            raise BuildError(f"“{key}” is no publication", path=path, line=1 + line_of(text, [key]), hint=hint)
        return tuple(_joined(one, keys[one.key], (one.key,), text, path) if one.key in keys else one for one in papers)


def _joined(paper: Publication, said: Any, steps: tuple[str, ...], text: str, path: str) -> Publication:
    """The paper with its coverage, to which keys lead. Raises YamlError or BuildError."""
    if paper.is_known:
        line = 1 + line_of(text, list(steps))
        hint = "keep what is known of when the paper appeared in one place"
        raise BuildError("archive.yaml says when the paper appeared, too", path=path, line=line, hint=hint)
    coverage = convert(normalised(said), Coverage, text=text, path=path, guide=_GUIDE, within=steps)
    for fault in faults(coverage):
        line = 1 + line_of(text, [*steps, *fault.steps])
        raise BuildError(fault.message, path=path, line=line, hint=fault.hint)
    return msgspec.structs.replace(paper, **{name: getattr(coverage, name) for name in Coverage.__struct_fields__})
