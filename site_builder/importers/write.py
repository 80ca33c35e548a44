"""Put what was read into an archive: safely, whole, and the same if done again.

Files are written under a name that no reader takes for an article and get their own when complete; the record comes
last, so that what has none was not finished and is simply imported again. An existing file is never overwritten:
neither a page that differs, nor an article, whoever changed it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from site_builder.archive.article import read_article
from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.archive.source import read_lines
from site_builder.common.lines import Range, numbers, show
from site_builder.common.problems import Problem, warning
from site_builder.importers.base import Imported, ImportOptions, ImportResult
from site_builder.importers.compose import Draft
from site_builder.importers.existing import Existing
from site_builder.importers.records import content_of, read_record, record_of, words_hash
from site_builder.importers.refusals import refusals


def write_item(existing: Existing, item: Imported, *, options: ImportOptions, dry_run: bool = False) -> ImportResult:
    """Write what was read, with its drafts, if the archive does not have it."""
    if errors := tuple(refusals(existing.root, item)):
        return ImportResult(item.name, "refused", problems=errors)
    if existing.is_known(item):
        undone = tuple(_not_done(existing, item, options))
        if not undone and (errors := tuple(_differs(existing, item))):
            return ImportResult(item.name, "refused", problems=errors)
        return ImportResult(item.name, "known", problems=(*undone, *_lost(existing, item)))
    if item.errors:
        return ImportResult(item.name, "refused", problems=item.errors)
    named = name_drafts(existing, item, item.drafts)
    problems = (*item.problems, *(() if dry_run else _write_all(existing, item, named)))
    existing.owners.update((name.casefold(), item.key) for name, _ in named)
    return ImportResult(item.name, "new", shown(named), problems, item.date)


def _write_all(existing: Existing, item: Imported, named: Sequence[tuple[str, Draft]]) -> Iterator[Problem]:
    for name, draft in named:
        yield from write(existing.root / "articles" / name, draft.text.encode())
    for new in item.files:
        yield from write(existing.root / new.path, content_of(new))
    yield from write(existing.record_file(item), record_of(item, named).encode())


def shown(named: Sequence[tuple[str, Draft]]) -> tuple[tuple[str, FrontMatter], ...]:
    """The drafts as results give them."""
    return tuple((name, draft.front) for name, draft in named)


def name_drafts(
    existing: Existing, item: Imported, drafts: Sequence[Draft], *, leaving: Collection[str] = ()
) -> list[tuple[str, Draft]]:
    """Each draft with a name that is free, or that holds this very draft already; those of `leaving` become free."""
    taken: set[str] = set()
    tried: Counter[str] = Counter()  # numbers of each name, so that the same title on many articles takes no longer
    named = []
    for draft in drafts:
        base = draft.name.removesuffix(".md")
        name = _numbered(base, tried)
        while name.casefold() in taken or not (name in leaving or _is_free(existing, item, name, draft)):
            name = _numbered(base, tried)
        taken.add(name.casefold())
        named.append((name, draft))
    return named


def _numbered(base: str, tried: Counter[str]) -> str:
    """The next name to try: `base.md`, `base-2.md`, …"""
    tried[base] += 1
    return f"{base}.md" if tried[base] == 1 else f"{base}-{tried[base]}.md"


def _is_free(existing: Existing, item: Imported, name: str, draft: Draft) -> bool:
    """Whether a draft may have this name.

    There is no such file, or a stopped import of the same item wrote it, or it is an article of the same lines, which
    is kept. A draft of another item that was imported is never taken for this one, even if it says the same.
    """
    if existing.is_taken(name, item):
        return False
    file = existing.root / "articles" / name
    if not file.exists() or file.read_bytes() == draft.text.encode():
        return True
    article, _ = read_article(file, file.name)
    return article is not None and bool(draft.front.source) and article.front.source == draft.front.source


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


def _not_done(existing: Existing, item: Imported, options: ImportOptions) -> Iterator[Problem]:
    """What was given and would change the drafts that are there."""
    given = {key: value for key in ("date", "section", "page") if (value := getattr(options, key))}
    unedited = existing.unedited(item) if given else []
    fronts = [article.front for article in existing.articles(item) if article.article in unedited]
    hint = "add --redo to make anew those drafts that nobody has edited" if item.page else "correct the drafts"
    for key, value in given.items():
        if any(getattr(front, key) != value for front in fronts):
            yield Problem(item.path, 0, f"is imported already: its drafts do not get the {key} “{value}”", hint)


def _differs(existing: Existing, item: Imported) -> Iterator[Problem]:
    """Whether it says something else than what was imported under its name; a page is compared as a file."""
    record = existing.record_file(item)
    words = "" if item.page or item.errors else read_record(record).words
    if words and words != words_hash(item.drafts):
        message = "says something else than what was imported under this name, and was not imported"
        hint = f"rename it, if it is another file; what was imported is in {record}"
        yield Problem(item.path, 0, message, hint)


def _lost(existing: Existing, item: Imported) -> Iterator[Problem]:
    """Drafts that are gone with lines that no article has taken over; where others hold the lines, it is settled."""
    if not item.page:
        return
    record = existing.page_record(item)
    gone = [draft.article for draft in record.drafts if not (existing.root / "articles" / draft.article).exists()]
    if not gone:
        return
    page = existing.root / "pages" / f"{item.name}.txt"
    ranges = (*(one.lines for one in existing.articles(item)), *(one.ranges for one in record.furniture))
    held = {number for one in ranges for number in numbers(one)}
    lines = read_lines(page, record.encoding)
    if not (free := joined(n for n, line in enumerate(lines, 1) if line.strip() and n not in held)):
        return
    message = f"was made from {page.name} and is gone, and no article holds these lines of it: {show(free)}"
    hint = f"name the lines in the article that has their words now, or as furniture in {page.with_suffix('.yaml')}"
    for name in gone:
        yield warning(str(existing.root / "articles" / name), 0, message, hint)


def joined(lines: Iterable[int]) -> list[Range]:
    """Numbers in rising order as ranges."""
    found: list[Range] = []
    for number in lines:
        first = found.pop()[0] if found and found[-1][1] == number - 1 else number
        found.append((first, number))
    return found
