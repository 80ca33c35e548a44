"""Make the drafts of an imported page anew: with a date that is known now, or by a program that reads better.

Only drafts that are as the import wrote them are replaced, which their hashes in the page's record tell. What a person
edited, merged or withdrew stays, and so its lines are in no new draft. Where a draft was published, the one that holds
its lines now has its old address as an alias. The new files come before the old ones go, and the record is last: a run
that is killed between loses nothing. Drafts that were not made of a page's lines cannot be matched so, and stay.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from site_builder.archive.article import read_article
from site_builder.archive.source import Furniture, PageRecord
from site_builder.common.files import save
from site_builder.common.lines import Range, numbers, parse_range
from site_builder.common.problems import Problem, warning
from site_builder.common.yamlfile import load
from site_builder.importers.base import Imported, ImportResult
from site_builder.importers.compose import Draft
from site_builder.importers.existing import ArticleLines, Existing
from site_builder.importers.furniture import known_reasons
from site_builder.importers.records import record_of, to_yaml
from site_builder.importers.write import name_drafts, shown, write


class _Plan(msgspec.Struct, frozen=True):
    """What is to be done.

    `named` are the new drafts, `leaving` the old ones that are deleted, `staying` those that are not; `problems` say
    what a person should know of it.
    """

    named: list[tuple[str, Draft]]
    leaving: frozenset[str]
    staying: frozenset[str]
    problems: tuple[Problem, ...]


def redo_item(existing: Existing, item: Imported, *, published: Collection[str], dry_run: bool = False) -> ImportResult:
    """Replace the unedited drafts of a page that the archive has; `published` are the addresses that were published."""
    if not item.page:
        return ImportResult(item.name, "known", problems=(_not_of_a_page(existing, item),))
    record = existing.page_record(item)
    if not record.drafts:
        page = str(existing.root / "pages" / f"{item.name}.txt")
        hint = "its articles are a person's work, and stay as they are"
        problem = warning(page, 0, "has no drafts to be made anew", hint)
        return ImportResult(item.name, "known", problems=(problem,))
    if item.errors:
        return ImportResult(item.name, "refused", problems=item.errors)
    unedited = frozenset(existing.unedited(item))
    edited = [name for name in _present(existing.root, record) if name not in unedited]
    if unread := [name for name in edited if not read_article(existing.root / "articles" / name, name)[0]]:
        return ImportResult(item.name, "refused", problems=tuple(_unread(existing.root, name) for name in unread))
    plan = _plan(existing, item, record, unedited=unedited, published=published)
    if not dry_run:
        _swap(existing.root, plan)
        _save_record(existing.record_file(item), item, record, plan)
    existing.owners.update((name.casefold(), item.key) for name, _ in plan.named)
    problems = (*item.problems, *(_stays(existing.root, name) for name in edited), *plan.problems)
    return ImportResult(item.name, "redone", shown(plan.named), problems, item.date)


def _present(root: Path, record: PageRecord) -> list[str]:
    """The drafts of a record whose files are there."""
    return [draft.article for draft in record.drafts if (root / "articles" / draft.article).exists()]


def _plan(
    existing: Existing, item: Imported, record: PageRecord, *, unedited: frozenset[str], published: Collection[str]
) -> _Plan:
    articles = existing.articles(item)
    old = [article for article in articles if article.article in unedited]
    drafts, orphans = _with_old_addresses(item.drafts, old, published)
    replaced = unedited - orphans
    held = _held_by_others(existing, record, articles=articles, replaced=replaced, drafts=drafts)
    free = tuple(draft for draft in drafts if not held & _lines(draft))
    named = name_drafts(existing, item, free, leaving=replaced)
    problems = [_orphan(existing.root, name) for name in sorted(orphans)]
    if len(free) < len(item.drafts):
        problems.append(_left_out(item, len(item.drafts) - len(free)))
    leaving = replaced - {name for name, _ in named}
    return _Plan(named, leaving, frozenset(_present(existing.root, record)) - replaced, tuple(problems))


def _held_by_others(
    existing: Existing, record: PageRecord, *, articles: Sequence[ArticleLines], replaced: Collection[str],
    drafts: Sequence[Draft],
) -> frozenset[int]:  # fmt: skip
    """The lines that no new draft may have: those of articles that stay, and of furniture that a person marked."""
    fresh = {draft.text for draft in drafts}  # of a run that was killed
    others = [one for one in articles if one.article not in replaced and _text(existing.root, one) not in fresh]
    held = _numbers([*(one.lines for one in others), *(one.ranges for one in _marked_by_hand(record))])
    if len(_present(existing.root, record)) == len(record.drafts):
        return held
    # A person took drafts away: only lines that others hold, or held, come again.
    known = _numbers([*(one.lines for one in articles), *(one.ranges for one in record.furniture)])
    return held | (frozenset(number for draft in drafts for number in _lines(draft)) - known)


def _with_old_addresses(
    drafts: tuple[Draft, ...], old: Sequence[ArticleLines], published: Collection[str]
) -> tuple[tuple[Draft, ...], frozenset[str]]:
    """The drafts with the addresses that were published of the old ones; and old ones that no draft takes over."""
    aliases: list[list[str]] = [[] for _ in drafts]
    orphans = set()
    for article in old:
        addresses = _addresses(article, published)
        shared = [len(_lines(draft) & _numbers([article.lines])) for draft in drafts]
        if not addresses:
            continue
        if any(shared):
            aliases[shared.index(max(shared))] += addresses
        else:
            orphans.add(article.article)
    return tuple(map(_with_aliases, drafts, aliases)), frozenset(orphans)


def _addresses(article: ArticleLines, published: Collection[str]) -> list[str]:
    own = article.article.removesuffix(".md") + ".html"
    return [*article.front.aliases, *([own] if own in published else [])]


def _with_aliases(draft: Draft, addresses: Iterable[str]) -> Draft:
    own = draft.name.removesuffix(".md") + ".html"
    aliases = tuple(dict.fromkeys(address for address in addresses if address != own))
    return msgspec.structs.replace(draft, front=msgspec.structs.replace(draft.front, aliases=aliases))


def _lines(draft: Draft) -> frozenset[int]:
    return _numbers(source.ranges for source in draft.front.source)


def _numbers(ranges: Iterable[Iterable[Range]]) -> frozenset[int]:
    return frozenset(number for one in ranges for number in numbers(one))


def _text(root: Path, article: ArticleLines) -> str:
    try:
        return (root / "articles" / article.article).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _marked_by_hand(record: PageRecord) -> list[Furniture]:
    """The furniture that a person added, whose reasons are in words of their own."""
    return [one for one in record.furniture if one.reason not in known_reasons()]


def _swap(root: Path, plan: _Plan) -> None:
    """The new drafts in the place of the old."""
    for name, draft in plan.named:
        file = root / "articles" / name
        if file.exists():
            save(file, draft.text)
        else:
            list(write(file, draft.text.encode()))
    for name in plan.leaving:
        file = root / "articles" / name
        file.unlink(missing_ok=True)
        if not any(file.parent.iterdir()):
            file.parent.rmdir()


def _save_record(file: Path, item: Imported, record: PageRecord, plan: _Plan) -> None:
    """The page's `.yaml` with its new drafts; what a person wrote there stays."""
    keys = load(file.read_text(encoding="utf-8-sig"), path=str(file))
    new = load(record_of(item, plan.named), path=str(file))
    by_hand = [{"lines": list(one.lines), "reason": one.reason} for one in _marked_by_hand(record)]
    marked = _numbers(one.ranges for one in _marked_by_hand(record))
    furniture = [one for one in new["furniture"] or [] if not marked & _numbers([map(parse_range, one["lines"])])]
    kept = [{"article": one.article, "sha256": one.sha256} for one in record.drafts if one.article in plan.staying]
    new = {**new, "furniture": [*furniture, *by_hand], "drafts": [*(new["drafts"] or []), *kept]}
    save(file, to_yaml({**keys, **new}))


def _not_of_a_page(existing: Existing, item: Imported) -> Problem:
    hint = f"delete those that you do not want to keep and {existing.record_file(item)}, and import it again"
    return Problem(item.path, 0, "its drafts cannot be made anew, since they were not made of a page's lines", hint)


def _unread(root: Path, name: str) -> Problem:
    hint = "correct it first: what lines it holds, and whether it is withdrawn, cannot be known until then"
    return Problem(str(root / "articles" / name), 0, "cannot be read, so its page's drafts are not made anew", hint)


def _stays(root: Path, name: str) -> Problem:
    return warning(str(root / "articles" / name), 0, "was edited, and stays as it is", "")


def _orphan(root: Path, name: str) -> Problem:
    message = "was published and no new draft holds its lines: it stays"
    return warning(str(root / "articles" / name), 0, message, "withdraw it, or move it; its address must not vanish")


def _left_out(item: Imported, number: int) -> Problem:
    message = (
        f"{number} of its new drafts are not written, since their lines are in articles or furniture of a person's"
    )
    return warning(item.path, 0, message, "see `audit` for lines that are in no article now")
