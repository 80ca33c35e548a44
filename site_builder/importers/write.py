"""Put imported pages into an archive: safely, whole, and the same if done again.

Files are written under a name that no reader takes for an article and renamed when complete; the page's record comes
last, so that a page without a record was not finished and is simply imported again. An existing file is never
overwritten: neither a page that differs, nor an article, whoever changed it.
"""

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from site_builder.addresses import refusal
from site_builder.article import read_article
from site_builder.frontmatter import FrontMatter
from site_builder.importers.compose import Draft
from site_builder.importers.pagetext import Imported
from site_builder.problems import Problem, warning
from site_builder.sources import read_source

_DIFFERENCE = 12  # lines shown of a page that changed


class Outcome(msgspec.Struct, frozen=True):
    """What became of a page: "new", "known" (nothing to do) or "refused"; and the articles written."""

    stem: str
    state: str
    articles: tuple[tuple[str, FrontMatter], ...] = ()
    problems: tuple[Problem, ...] = ()


def write_page(archive: Path, page: Imported, *, claimed: frozenset[str], dry_run: bool = False) -> Outcome:
    """Write a page with its drafts. `claimed` are the pages that articles of the archive already name."""
    file = archive / "pages" / f"{page.stem}.txt"
    problems = page.problems or tuple(_misnamed(file, page.stem))
    if problems:
        return Outcome(page.stem, "refused", problems=problems)
    if file.exists() and file.read_bytes() != page.data:
        return Outcome(page.stem, "refused", problems=(_changed(file, page),))
    if file.exists() and (file.with_suffix(".yaml").exists() or _read_before(archive, page, claimed)):
        return Outcome(page.stem, "known", problems=tuple(_edited(archive, file)))
    named = _named(archive, page)
    shown = tuple((name, draft.front) for name, draft in named)
    if not dry_run:
        for name, draft in named:
            _write(archive / "articles" / name, draft.text.encode())
        _write(file, page.data)
        _write(file.with_suffix(".yaml"), _record(page, named).encode())
    return Outcome(page.stem, "new", shown)


def _misnamed(file: Path, stem: str) -> Iterator[Problem]:
    """A name under which the archive would not read the page."""
    reason = refusal("x/" + stem) or ("names that begin with . or _ are not read" if stem[0] in "._" else "")
    if reason:
        yield Problem(str(file), 0, f"cannot be a page: {reason}", "rename the file that you import")


def _read_before(archive: Path, page: Imported, claimed: frozenset[str]) -> bool:
    """Whether somebody made articles of the page; what a stopped import left does not count."""
    left = any((archive / "articles" / draft.name).exists() for draft in page.drafts)
    return f"{page.stem}.txt" in claimed and not left


def _named(archive: Path, page: Imported) -> list[tuple[str, Draft]]:
    """Each draft with a name that is free, or that holds this very draft already."""
    taken: set[str] = set()
    tried: Counter[str] = Counter()  # numbers of each name, so that the same title on many articles takes no longer
    found = []
    for draft in page.drafts:
        base = draft.name.removesuffix(".md")
        name = _numbered(base, tried)
        while name.casefold() in taken or not _free(archive / "articles" / name, draft):
            name = _numbered(base, tried)
        taken.add(name.casefold())
        found.append((name, draft))
    return found


def _numbered(base: str, tried: Counter[str]) -> str:
    """The next name to try: `base.md`, `base-2.md`, …"""
    tried[base] += 1
    return f"{base}.md" if tried[base] == 1 else f"{base}-{tried[base]}.md"


def _free(file: Path, draft: Draft) -> bool:
    """Whether a draft may have this file: there is none, or an article of the same lines, which is kept."""
    if not file.exists():
        return True
    there, _ = read_article(file, file.name)
    return there is not None and there.front.source == draft.front.source


def _write(file: Path, data: bytes) -> None:
    """The file, complete or not at all; one that is there stays as it is."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.part")
    temporary.write_bytes(data)
    temporary.replace(file)


def _record(page: Imported, named: list[tuple[str, Draft]]) -> str:
    """The page's `.yaml`."""
    keys = {
        "sha256": page.sha256,
        "encoding": page.encoding,
        "furniture": [{"lines": list(one.lines), "reason": one.reason} for one in page.furniture],
        "drafts": [
            {"article": name, "sha256": hashlib.sha256(draft.text.encode()).hexdigest()} for name, draft in named
        ],
    }
    return yaml.dump(keys, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=2**20)


def _edited(archive: Path, file: Path) -> Iterator[Problem]:
    """Drafts of a page that are gone; that others were edited since is as it should be."""
    source, _ = read_source(file, file.name)
    for draft in source.record.drafts if source else ():
        path = archive / "articles" / draft.article
        if not path.exists():
            yield warning(str(path), 0, f"was made from {file.name}, and is gone", "see `audit` for the lines it held")


def _changed(file: Path, page: Imported) -> Problem:
    """What differs between the page in the archive and the one to be imported."""
    old, new = (data.decode(page.encoding, "replace").splitlines() for data in (file.read_bytes(), page.data))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    more = [f"… and {len(lines) - _DIFFERENCE} more lines"] if len(lines) > _DIFFERENCE else []
    message = "differs from the page of this name that is being imported:\n      " + "\n      ".join(
        [*(line[:100] for line in lines[:_DIFFERENCE]), *more]
    )
    return Problem(str(file), 0, message, "the archive's page was left as it is; import the other under another name")
