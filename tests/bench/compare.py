"""Are two sites the same one? What each kind of page has of files, teasers, words and bytes.

A ratio of times says nothing where one program did less: `differences` must be empty before one is printed.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes

import msgspec

DAY = r"\d{4}-\d\d-\d\d"
# Where each site has its pages; the first pattern that fits a path names its kind. `None` is left out of the count.
Rules = tuple[tuple[str, str | None], ...]
OURS: Rules = (
    (r"(static|search)/.*|search\.html|manifest-sha256\.txt|site\.json", None),
    (r"\d{4}/\d\d/\d\d/(page-\d+|index)\.html", "days"),
    (r"\d{4}/\d\d/\d\d/[^/]+\.html", "articles"),
    (r"\d{4}/\d\d/(page-\d+|index)\.html", "months"),
    (r"\d{4}/index\.html", "years"),
    (r"(dates|tags|people|sections)/index(/.*)?\.html", "indexes"),
    (r"(tags|people|sections)/.*\.html", "tags, people, sections"),
    (r"(index|about|404)\.html", "front page, about, 404"),
    (r"feed\.xml", "feed"), (r"sitemap.*\.xml", "sitemap"), (r"robots\.txt", "robots.txt"),
)  # fmt: skip
HUGO: Rules = (
    (r"(static|pagefind)/.*|search\.html", None),
    (r"\d{4}/\d\d/\d\d/[^/]+\.html", "articles"),
    (r"(years|tags|people|sections)/index(/.*)?\.html", "indexes"),
    (r"(days|months|years)/.*\.html", r"\1"),
    (r"(tags|people|sections)/.*\.html", "tags, people, sections"),
    (r"(index|about|404)\.html", "front page, about, 404"),
    (r"feed\.xml", "feed"), (r"sitemap.*\.xml", "sitemap"), (r"robots\.txt", "robots.txt"),
)  # fmt: skip
FURTHER = re.compile(r"/page[-/]\d+\.html$")  # a page of a list that is not its first
_ENTRY = re.compile(rb'<article class="teaser"|<li><a |<td><a |<entry>|<url>')
# What are no words of the page: tags, addresses, and the program's name.
_TAG = re.compile(rb"<(script|style|loc|generator)\b.*?</\1>|<li>Made with [^<]*|<[^>]*>", re.DOTALL)


class Count(msgspec.Struct):
    """What there is of one kind: lists, all their pages, entries of lists, characters between the tags, bytes.

    `decoded` are the bytes with addresses as they read: Hugo's hold Chinese, which is longer percent-encoded.
    """

    lists: int = 0
    pages: int = 0
    entries: int = 0
    letters: int = 0
    size: int = 0
    decoded: int = 0


def counted(site: Path, rules: Rules) -> dict[str, Count]:
    """Every kind of page of a site. A file that no rule knows is a kind of its own."""
    found: dict[str, Count] = {}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        kind = _kind(path, rules) if file.is_file() else None
        if kind is not None:
            _add(found.setdefault(kind, Count()), path, file.read_bytes())
    return found


def _kind(path: str, rules: Rules) -> str | None:
    for pattern, kind in rules:
        match = re.fullmatch(pattern, path)
        if match:
            return match.expand(kind) if kind else None
    return path


def _add(count: Count, path: str, data: bytes) -> None:
    count.lists += not FURTHER.search(path)
    count.pages += 1
    count.entries += len(_ENTRY.findall(data))
    count.letters += len(b"".join(_TAG.sub(b"", data).split()).decode())
    count.size += len(data)
    count.decoded += len(unquote_to_bytes(data))


def differences(ours: Mapping[str, Count], theirs: Mapping[str, Count]) -> Iterator[str]:
    """What is not alike.

    A tenth is allowed for pages of a list, which each program numbers in its own way, and for bytes; a little for words,
    since of names that are used equally often each shows another; nothing for the rest.
    """
    for kind in sorted({*ours, *theirs}):
        one, other = ours.get(kind, Count()), theirs.get(kind, Count())
        for name, tolerance in (("lists", 0.0), ("pages", 0.1), ("entries", 0.0), ("letters", 0.005), ("decoded", 0.1)):
            first, second = getattr(one, name), getattr(other, name)
            if abs(first - second) > tolerance * max(first, second):
                yield f"{kind}: {name} {first:,} and {second:,}"


def table(ours: Mapping[str, Count], theirs: Mapping[str, Count]) -> Iterator[str]:
    """Both sites side by side, as a table in Markdown."""
    yield "| ours / Hugo's | files | entries | characters | bytes | ratio of bytes |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind in [*ours, *(kind for kind in theirs if kind not in ours)]:
        one, other = ours.get(kind, Count()), theirs.get(kind, Count())
        cells = [
            f"{getattr(one, name):,} / {getattr(other, name):,}" for name in ("pages", "entries", "letters", "size")
        ]
        yield f"| {kind} | {' | '.join(cells)} | {one.size / max(1, other.size):.2f} |"
