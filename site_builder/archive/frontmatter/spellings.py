"""The keys of other generators, and their forms, as ours: Hugo, Jekyll, Eleventy, Pelican, Nikola, WordPress …

Nothing is dropped: what has no place among our keys stays under its own name, for templates; of two spellings of one
key the lists are joined. The spellings, and what is said of keys that are almost known, are in `keys`.
"""

import difflib
import re
from typing import Any

import msgspec

from site_builder.archive.frontmatter.forms import TAG_SIGNS, TRUTH, form, people, plain
from site_builder.archive.frontmatter.keys import ALIASES, HOLDS, KNOWN, LOOSE, KeyProblem, slips, slips_within, squash
from site_builder.archive.frontmatter.model import PARTS, Status
from site_builder.common.dates import DateError, parse_date
from site_builder.common.problems import Level

_HIDING = frozenset({"private", "hidden", "members", "paid", "password", "protected", "internal"})  # of “visibility”
_PUBLIC = frozenset({"published", "publish", "public", "live", "featured"})
_PRIVATE = _HIDING | {
    "pending", "future", "scheduled", "skip", "trash", "autodraft", "inherit", "unpublished", "deleted", "embargoed",
}  # fmt: skip
_DAYS = frozenset({"publish_date", "expiry_date"})
_ONCE = _DAYS | {"draft", "private"}
_DATED = re.compile(r"(?:^|/)(\d{4}-\d\d-\d\d)(?=[-_ ./])(?!.*/\d{4}-\d\d-\d\d[-_ ./])", re.ASCII)
_NEVER_EMPTY = frozenset({"title", "date", "withdrawn"})  # an empty mark of withdrawal is no reason to publish
_TEXTS = frozenset({"title", "kicker", "deck", "summary", "section", "tags"})


class Spelled(msgspec.Struct):
    """Known keys in our spelling and form, and the others. `keys` are the file's own spellings of the known."""

    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    keys: dict[str, str] = {}
    problems: list[KeyProblem] = []


def normalise(keys: dict[str, Any], file: str = "") -> Spelled:
    """The front matter of an article as ours. `file` is its path, which may say the date: `2010-12-03-title.md`."""
    found = Spelled()
    named = _DATED.search(file)
    loose = ("", "")
    for key, value in keys.items():
        if key in KNOWN and key != "tags":
            _take(found, key, key, value)
            continue
        squashed = squash(key)
        name = key if key in KNOWN else _meant(squashed, value)
        if squashed in HOLDS or squashed in ("visibility", "build"):
            _hold(found, key, squashed, value)
        elif squashed in LOOSE:
            found.extra[key] = value
            if isinstance(value, str) and _is_date(value):
                loose = max(loose, (parse_date(value).start, value))
        elif not name:
            found.extra[key] = value
            found.problems += slips(key)
        else:
            _take(found, name, key, _several(squashed, value, jekyll=bool(named)))
    _sections(found)
    if loose[1] and not found.known.get("publish_date"):
        found.known["publish_date"] = loose[1]
    for key in [key for key, value in found.known.items() if value in ("", []) and key not in _NEVER_EMPTY]:
        del found.known[key]
    _sources(found)
    if not found.known.get("date") and (found.known.get("publish_date") or named):
        found.known["date"] = found.known.get("publish_date") or (named and named[1])
    _status(found)
    _parts(found)
    return found


def _several(squashed: str, value: Any, *, jekyll: bool) -> Any:
    """Several values that other generators write as one text."""
    if not isinstance(value, str):
        return value
    if squashed in ("author", "authors"):
        return people(value)
    if squashed in ("tags", "categories") and jekyll and not TAG_SIGNS.search(value):
        return value.split()
    return [item.strip() for item in TAG_SIGNS.split(value)] if squashed == "categories" else value


def _meant(squashed: str, value: Any) -> str:
    """Our name of a key, or "". Another generator's `people` are names only where they are texts."""
    name = ALIASES.get(squashed, "")
    is_names = all(isinstance(item, str) for item in _list(value))
    return name if is_names or name != "mentions" or squashed == name else ""


def _sections(found: Spelled) -> None:
    """An article has one section: further categories are tags."""
    sections = found.known.get("section")
    if isinstance(sections, list):
        found.known["section"] = sections[0] if sections else ""
        tags = found.known.get("tags", [])
        more = [item for item in sections[1:] if isinstance(tags, list) and item not in tags]
        if more:
            found.known["tags"] = [*tags, *more]


def _sources(found: Spelled) -> None:
    """“source: Reuters” is no page of ours; nor are a title's entities (&#8217;) where it was not printed so."""
    sources = found.known.get("source")
    if isinstance(sources, list) and "withdrawn" not in found.known:
        ours = [item for item in sources if not _is_foreign(item)]
        if len(ours) < len(sources):
            found.extra[found.keys["source"]] = [item["file"] for item in sources if _is_foreign(item)]
            found.known["source"] = ours
    if not found.known.get("source"):
        found.known.pop("source", None)
        for name in _TEXTS & found.known.keys():
            found.known[name] = plain(found.known[name])


def _is_foreign(item: Any) -> bool:
    return isinstance(item, dict) and item.keys() == {"file"} and not str(item["file"]).lower().endswith(".txt")


def _parts(found: Spelled) -> None:
    """Slips in the keys within values."""
    for name, kind in PARTS.items():
        value = found.known.get(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and not item.keys() <= kind:
                found.problems += slips_within(found.keys[name], name, item.keys() - kind)


def _take(found: Spelled, name: str, key: str, value: Any) -> None:
    """A known key; of two spellings, ours comes first."""
    value = form(name, value)
    if name in _DAYS and isinstance(value, str) and value.strip().lower() in TRUTH:  # “embargo: yes”
        if TRUTH[value.strip().lower()]:
            found.known["private"], found.keys["private"] = True, key
        return
    if name not in found.known:
        found.known[name], found.keys[name] = value, key
        return
    before = found.known[name]
    if name in _ONCE and before:
        if value not in ("", False, before):
            message = f"“{found.keys[name]}” and “{key}” say different things"
            found.problems.append(KeyProblem(key, message, "keep one of them"))
    elif before in (None, "", [], False):
        found.known[name], found.keys[name] = value, key
    elif name == "section" or (isinstance(before, list) and isinstance(value, list)):
        before, value = _list(before), _list(value)
        first, second = (value, before) if key == name else (before, value)
        found.known[name] = first + [item for item in second if item not in first]
    elif key == name:
        found.extra[found.keys[name]] = before
        found.known[name], found.keys[name] = value, key
    elif value not in ("", before):
        found.extra[key] = value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _hold(found: Spelled, key: str, squashed: str, value: Any) -> None:
    """A key by which other generators keep an article back."""
    if isinstance(value, dict):  # Hugo: build: {render: never, list: never}
        if any(str(item).lower() in ("never", "false", "link") for item in value.values()):
            found.known["private"], found.keys["private"] = True, key
        return
    word = str(value).strip().lower()
    if squashed in ("visibility", "permalink"):  # Eleventy writes no file where the latter is false
        found.extra[key] = value
        held = word in _HIDING or word == "false"
    elif word in TRUTH:
        held = TRUTH[word] is HOLDS.get(squashed)
    elif word and squashed.startswith("publi") and _is_date(word):
        _take(found, "publish_date", key, value)
        return
    else:
        held = False
        if word:
            found.problems.append(KeyProblem(key, f"“{key}”: “{value}” is neither yes nor no", "write true or false"))
    if held:
        name = "draft" if squashed in ("published", "publish") else "private"
        found.known[name], found.keys[name] = True, key


def _is_date(text: str) -> bool:
    try:
        return bool(parse_date(text))
    except DateError:
        return False


def _status(found: Spelled) -> None:
    """What “status” says: ours, how far the text was checked; theirs, whether it is public."""
    known = found.known
    word = known.get("status")
    if not isinstance(word, str) or word.lower() in tuple(Status):
        known.update({"status": word.lower()} if isinstance(word, str) else {})
    else:
        _foreign_status(found, word)
    if given := known.pop("checked", None):
        _check(found, given)


def _check(found: Spelled, given: Any) -> None:
    """`checked`: yes, no, a day, who did it, or who and when. Where the status says otherwise nothing is claimed."""
    known, said = found.known, TRUTH.get(given.lower()) if isinstance(given, str) else None
    if said is None:
        known["checked"] = _by_or_when(given) if isinstance(given, str) else given
    status = "unchecked" if said is False else "checked"
    if known.setdefault("status", status) != status:
        message = f"“checked” is given, and “status: {known['status']}”, which says otherwise: it counts as unchecked"
        found.problems.append(KeyProblem(found.keys["checked"], message, "remove one of them", Level.WARNING))
        known["status"] = "unchecked"


def _by_or_when(text: str) -> dict[str, str]:
    return {"date": text} if text[:1].isdigit() else {"by": text}


def _foreign_status(found: Spelled, word: str) -> None:
    known, key, lower = found.known, found.keys["status"], squash(word)
    if lower == "draft" and (known.get("source") or known.get("doubts")):
        known["status"] = "unchecked"  # as imports wrote it once
        return
    if lower == "draft":
        known["draft"] = True
    elif lower in _PRIVATE:
        known["private"] = True
    elif lower not in _PUBLIC:
        near = difflib.get_close_matches(lower, [*Status, "draft", *_PUBLIC, *_PRIVATE], 1)
        hint = (
            f"did you mean “{near[0]}”?" if near else "write unchecked or checked; draft: true for what is unfinished"
        )
        found.problems.append(KeyProblem(key, f"“{key}”: “{word}” is not one of the known values", hint))
    del known["status"]
