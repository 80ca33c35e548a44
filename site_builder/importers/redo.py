"""Make the drafts of an imported page anew: with a date that is known now, or by a program that reads better.

Only drafts that are as the import wrote them are replaced, which their hashes in the page's record tell. What a person
edited, merged or withdrew stays, and so its lines are in no new draft. Where a draft was published, the one that holds
its lines now has its old address as an alias. The new files come before the old ones go, and the record is last: a run
that is killed between loses nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import yaml

from site_builder.archive.article import read_article
from site_builder.archive.source import Furniture, PageRecord, read_source
from site_builder.common.files import save
from site_builder.common.lines import Range, numbers, parse_range
from site_builder.common.problems import Problem, warning
from site_builder.common.yamlfile import load
from site_builder.importers.compose import Draft
from site_builder.importers.pagetext.importer import Imported, furniture_reasons
from site_builder.importers.write import ArticleLines, ImportResult, faults, name_drafts, record_of, unedited, write


class _Plan(msgspec.Struct, frozen=True):
    """What is to be done: new drafts by name, old ones to be deleted, and what stays of the record and is said."""

    named: list[tuple[str, Draft]]
    leaving: frozenset[str]
    staying: frozenset[str]
    said: tuple[Problem, ...]


def redo_page(
    archive: Path,
    page: Imported,
    *,
    existing: tuple[ArticleLines, ...],
    published: Collection[str],
    dry_run: bool = False,
) -> ImportResult:
    """Replace the unedited drafts of a page that the archive has."""
    file = archive / "pages" / f"{page.stem}.txt"
    source, _ = read_source(file, f"{page.stem}.txt")
    record = source.record if source else PageRecord()
    if not record.drafts:
        hint = "its articles are a person's work, and stay as they are"
        return ImportResult(
            page.stem, "known", problems=(warning(str(file), 0, "has no drafts to be made anew", hint),)
        )
    if errors := tuple(faults(page)):
        return ImportResult(page.stem, "refused", problems=errors)
    plain = frozenset(unedited(archive, record))
    edited = [name for name in _there(archive, record) if name not in plain]
    if unread := [name for name in edited if not read_article(archive / "articles" / name, name)[0]]:
        return ImportResult(page.stem, "refused", problems=tuple(_unread(archive, name) for name in unread))
    plan = _plan(archive, page, record, existing=existing, plain=plain, published=published)
    if not dry_run:
        _swap(archive, plan)
        _save_record(file.with_suffix(".yaml"), page, record, plan)
    said = (*page.problems, *(_stays(archive, name) for name in edited), *plan.said)
    return ImportResult(page.stem, "redone", tuple((name, one.front) for name, one in plan.named), said, page.dated)


def _there(archive: Path, record: PageRecord) -> Iterator[str]:
    return (one.article for one in record.drafts if (archive / "articles" / one.article).exists())


def _gone(archive: Path, record: PageRecord) -> bool:
    return len(list(_there(archive, record))) < len(record.drafts)


def _plan(
    archive: Path, page: Imported, record: PageRecord, *, existing: tuple[ArticleLines, ...], plain: frozenset[str],
    published: Collection[str],
) -> _Plan:  # fmt: skip
    old = [claim for claim in existing if claim.article in plain]
    drafts, orphans = _leading(page.drafts, old, published)
    mine = plain - orphans
    fresh = {draft.text for draft in drafts}  # of a run that was killed
    others = [claim for claim in existing if claim.article not in mine and _text(archive, claim) not in fresh]
    marked = [one.ranges for one in _marked_by_hand(record)]
    held = _numbers([*(claim.lines for claim in others), *marked])
    if _gone(archive, record):  # a person took them away: only lines that others hold, or held, come again
        known = _numbers([*(claim.lines for claim in existing), *(one.ranges for one in record.furniture)])
        held |= frozenset(number for draft in drafts for number in _lines(draft)) - known
    free = tuple(draft for draft in drafts if not held & _lines(draft))
    named = name_drafts(archive, free, leaving=mine)
    said = [_orphan(archive, name) for name in sorted(orphans)]
    if len(free) < len(page.drafts):
        said.append(_left_out(page, len(page.drafts) - len(free)))
    return _Plan(named, mine - {name for name, _ in named}, frozenset(_there(archive, record)) - mine, tuple(said))


def _leading(
    drafts: tuple[Draft, ...], old: Sequence[ArticleLines], published: Collection[str]
) -> tuple[tuple[Draft, ...], frozenset[str]]:
    """The drafts with the addresses that were published of the old ones; and old ones that no draft takes over."""
    aliases: list[list[str]] = [[] for _ in drafts]
    orphans = set()
    for claim in old:
        addresses = _addresses(claim, published)
        shared = [len(_lines(draft) & _numbers([claim.lines])) for draft in drafts]
        if not addresses:
            continue
        if any(shared):
            aliases[shared.index(max(shared))] += addresses
        else:
            orphans.add(claim.article)
    return tuple(map(_with_aliases, drafts, aliases)), frozenset(orphans)


def _addresses(claim: ArticleLines, published: Collection[str]) -> list[str]:
    own = claim.article.removesuffix(".md") + ".html"
    return [*claim.front.aliases, *([own] if own in published else [])]


def _with_aliases(draft: Draft, addresses: Iterable[str]) -> Draft:
    own = draft.name.removesuffix(".md") + ".html"
    aliases = tuple(dict.fromkeys(address for address in addresses if address != own))
    return msgspec.structs.replace(draft, front=msgspec.structs.replace(draft.front, aliases=aliases))


def _lines(draft: Draft) -> frozenset[int]:
    return _numbers(source.ranges for source in draft.front.source)


def _numbers(ranges: Iterable[Iterable[Range]]) -> frozenset[int]:
    return frozenset(number for one in ranges for number in numbers(one))


def _text(archive: Path, claim: ArticleLines) -> str:
    try:
        return (archive / "articles" / claim.article).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _marked_by_hand(record: PageRecord) -> list[Furniture]:
    """The furniture that a person added, whose reasons are in words of their own."""
    return [one for one in record.furniture if one.reason not in furniture_reasons()]


def _swap(archive: Path, plan: _Plan) -> None:
    """The new drafts in the place of the old."""
    for name, draft in plan.named:
        file = archive / "articles" / name
        if file.exists():
            save(file, draft.text)
        else:
            list(write(file, draft.text.encode()))
    for name in plan.leaving:
        file = archive / "articles" / name
        file.unlink(missing_ok=True)
        if not any(file.parent.iterdir()):
            file.parent.rmdir()


def _save_record(file: Path, page: Imported, record: PageRecord, plan: _Plan) -> None:
    """The page's `.yaml` with its new drafts; what a person wrote there stays."""
    keys = load(file.read_text(encoding="utf-8-sig"), path=str(file))
    made = load(record_of(page, plan.named), path=str(file))
    by_hand = [{"lines": list(one.lines), "reason": one.reason} for one in _marked_by_hand(record)]
    marked = _numbers(one.ranges for one in _marked_by_hand(record))
    furniture = [one for one in made["furniture"] or [] if not marked & _numbers([map(parse_range, one["lines"])])]
    kept = [{"article": one.article, "sha256": one.sha256} for one in record.drafts if one.article in plan.staying]
    made = {**made, "furniture": [*furniture, *by_hand], "drafts": [*(made["drafts"] or []), *kept]}
    save(file, yaml.dump({**keys, **made}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=2**20))


def _unread(archive: Path, name: str) -> Problem:
    hint = "correct it first: what lines it holds, and whether it is withdrawn, cannot be known until then"
    return Problem(str(archive / "articles" / name), 0, "cannot be read, so its page's drafts are not made anew", hint)


def _stays(archive: Path, name: str) -> Problem:
    return warning(str(archive / "articles" / name), 0, "was edited, and stays as it is", "")


def _orphan(archive: Path, name: str) -> Problem:
    hint = "withdraw it, or move it; its address must not vanish"
    return warning(
        str(archive / "articles" / name), 0, "was published and no new draft holds its lines: it stays", hint
    )


def _left_out(page: Imported, number: int) -> Problem:
    message = (
        f"{number} of its new drafts are not written, since their lines are in articles or furniture of a person's"
    )
    return warning(page.path, 0, message, "see `audit` for lines that are in no article now")
