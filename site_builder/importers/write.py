"""Put imported pages into an archive: safely, whole, and the same if done again.

Files are written under a name that no reader takes for an article and get their own when complete; the page's record
comes last, so that a page without a record was not finished and is simply imported again. An existing file is never
overwritten: neither a page that differs, nor an article, whoever changed it.
"""

import difflib
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import yaml

from site_builder.archive.addresses import refusal
from site_builder.archive.article import read_article
from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.archive.source import PageRecord, read_lines, read_source
from site_builder.common.lines import Range, numbers, show
from site_builder.common.problems import Level, Problem, warning
from site_builder.importers.compose import Draft
from site_builder.importers.pagetext.dating import AssignedDate
from site_builder.importers.pagetext.importer import Imported, ImportOptions

_DIFFERENCE = 12  # lines shown of a page that changed


class ImportResult(msgspec.Struct, frozen=True):
    """What became of a page: "new", "redone", "known" (nothing to do) or "refused"; and the articles written."""

    stem: str
    state: str
    articles: tuple[tuple[str, FrontMatter], ...] = ()
    problems: tuple[Problem, ...] = ()
    dated: AssignedDate | None = None


class ArticleLines(msgspec.Struct, frozen=True):
    """An article of the archive that names a page, and the lines that it names."""

    article: str
    front: FrontMatter
    lines: tuple[Range, ...]


def write_page(
    archive: Path, page: Imported, *, existing: tuple[ArticleLines, ...], options: ImportOptions, dry_run: bool = False
) -> ImportResult:
    """Write a page with its drafts. `existing` are of the articles of the archive that name the page."""
    file = archive / "pages" / f"{page.stem}.txt"
    if errors := tuple(_errors(file, page)):
        return ImportResult(page.stem, "refused", problems=errors)
    if is_known(archive, page, existing):
        return _known(archive, page, existing, options)
    if errors := tuple(faults(page)):
        return ImportResult(page.stem, "refused", problems=errors)
    named = name_drafts(archive, page.drafts)
    problems = list(page.problems)
    if not dry_run:
        for name, draft in named:
            problems += write(archive / "articles" / name, draft.text.encode())
        problems += write(file, page.data)
        problems += write(file.with_suffix(".yaml"), record_of(page, named).encode())
    return ImportResult(page.stem, "new", _shown(named), tuple(problems), page.dated)


def is_same(archive: Path, page: Imported) -> bool:
    """Whether the page could be read, and is the one that the archive has, if it has one."""
    return not any(_errors(archive / "pages" / f"{page.stem}.txt", page))


def _errors(file: Path, page: Imported) -> Iterator[Problem]:
    errors = list(_misnamed(file, page.stem)) or ([] if page.encoding else list(faults(page)))
    yield from errors
    if not errors and file.exists() and file.read_bytes() != page.data:
        yield _changed(file, page)


def faults(page: Imported) -> Iterator[Problem]:
    """What keeps a page from being imported."""
    return (one for one in page.problems if one.level is Level.ERROR)


def is_known(archive: Path, page: Imported, existing: tuple[ArticleLines, ...]) -> bool:
    """Whether the page was imported, or made articles of by a person; what a stopped import left does not count."""
    file = archive / "pages" / f"{page.stem}.txt"
    left = any((archive / "articles" / draft.name).exists() for draft in page.drafts)
    return file.exists() and (file.with_suffix(".yaml").exists() or (bool(existing) and not left))


def _shown(named: list[tuple[str, Draft]]) -> tuple[tuple[str, FrontMatter], ...]:
    return tuple((name, draft.front) for name, draft in named)


def _misnamed(file: Path, stem: str) -> Iterator[Problem]:
    """A name under which the archive would not read the page."""
    hidden = any(part[:1] in ("", ".", "_") for part in stem.split("/"))
    reason = refusal("x/" + stem) or ("names that begin with . or _ are not read" if hidden else "")
    if reason:
        yield Problem(str(file), 0, f"cannot be a page: {reason}", "rename the file that you import")


def name_drafts(archive: Path, drafts: tuple[Draft, ...], *, leaving: Collection[str] = ()) -> list[tuple[str, Draft]]:
    """Each draft with a name that is free, or that holds this very draft already; those of `leaving` become free."""
    taken: set[str] = set()
    tried: Counter[str] = Counter()  # numbers of each name, so that the same title on many articles takes no longer
    found = []
    for draft in drafts:
        base = draft.name.removesuffix(".md")
        name = _numbered(base, tried)
        while name.casefold() in taken or not (name in leaving or _free(archive / "articles" / name, draft)):
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
    return there is not None and bool(draft.front.source) and there.front.source == draft.front.source


def write(file: Path, data: bytes) -> Iterator[Problem]:
    """The file, complete or not at all; one that is there stays as it is."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.part")
    temporary.write_bytes(data)
    try:
        file.hardlink_to(temporary)  # unlike a renamed file, a link never takes the place of another
    except FileExistsError:
        yield Problem(str(file), 0, "came to be while it was being imported, and was left as it is", "import again")
    except OSError:  # a file system without links
        temporary.replace(file)
    with suppress(FileNotFoundError):
        temporary.unlink()


def record_of(page: Imported, named: list[tuple[str, Draft]]) -> str:
    """The page's `.yaml`."""
    keys = {
        "sha256": page.sha256,
        "encoding": page.encoding,
        **({"cut_from": msgspec.to_builtins(page.cut)} if page.cut else {}),
        "furniture": [{"lines": list(one.lines), "reason": one.reason} for one in page.furniture],
        "drafts": [{"article": name, "sha256": sha256(draft.text.encode())} for name, draft in named],
    }
    return yaml.dump(keys, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=2**20)


def sha256(data: bytes) -> str:
    """The hash of a file, as records hold it."""
    return hashlib.sha256(data).hexdigest()


def unedited(archive: Path, record: PageRecord) -> list[str]:
    """The drafts of a page that are as the import wrote them."""
    files = [(one, archive / "articles" / one.article) for one in record.drafts]
    return [one.article for one, file in files if file.is_file() and sha256(file.read_bytes()) == one.sha256]


def _known(archive: Path, page: Imported, existing: tuple[ArticleLines, ...], options: ImportOptions) -> ImportResult:
    """A page that is there: what was wished for and is not so is said, and so are lines that no article holds now."""
    file = archive / "pages" / f"{page.stem}.txt"
    source, _ = read_source(file, f"{page.stem}.txt")
    record = source.record if source else PageRecord()
    problems = [*_not_done(page, existing, options, unedited(archive, record)), *_lost(archive, file, record, existing)]
    return ImportResult(page.stem, "known", problems=tuple(problems))


def _not_done(
    page: Imported, existing: tuple[ArticleLines, ...], options: ImportOptions, drafts: Collection[str]
) -> Iterator[Problem]:
    """What was given and would change the page's drafts."""
    fronts = [claim.front for claim in existing if claim.article in drafts]
    for key in ("date", "section", "page"):
        wished = getattr(options, key)
        if wished and any(getattr(front, key) != wished for front in fronts):
            message = f"is imported already: its drafts do not get the {key} “{wished}”"
            yield Problem(page.path, 0, message, "add --redo to make anew those drafts that nobody has edited")


def _lost(archive: Path, file: Path, record: PageRecord, existing: tuple[ArticleLines, ...]) -> Iterator[Problem]:
    """Drafts that are gone with lines that no article has taken over; where others hold the lines, it is settled."""
    gone = [one.article for one in record.drafts if not (archive / "articles" / one.article).exists()]
    if not gone:
        return
    held = {
        n for ranges in (*(c.lines for c in existing), *(f.ranges for f in record.furniture)) for n in numbers(ranges)
    }
    lines = read_lines(file, record.encoding)
    free = joined(n for n, line in enumerate(lines, 1) if line.strip() and n not in held)
    if not free:
        return
    where = show(free)
    for name in gone:
        message = f"was made from {file.name} and is gone, and no article holds these lines of it: {where}"
        hint = f"name the lines in the article that has their words now, or as furniture in {file.with_suffix('.yaml')}"
        yield warning(str(archive / "articles" / name), 0, message, hint)


def joined(lines: Iterable[int]) -> list[Range]:
    """Numbers in rising order as ranges."""
    found: list[Range] = []
    for number in lines:
        first = found.pop()[0] if found and found[-1][1] == number - 1 else number
        found.append((first, number))
    return found


def _changed(file: Path, page: Imported) -> Problem:
    """What differs between the page in the archive and the one to be imported."""
    old, new = (data.decode(page.encoding, "replace").splitlines() for data in (file.read_bytes(), page.data))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    more = [f"… and {len(lines) - _DIFFERENCE} more lines"] if len(lines) > _DIFFERENCE else []
    message = "differs from the page of this name that is being imported:\n      " + "\n      ".join(
        [*(line[:100] for line in lines[:_DIFFERENCE]), *more]
    )
    return Problem(str(file), 0, message, "the archive's page was left as it was; import the other under another name")
