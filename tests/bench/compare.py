"""Are two sites the same one, as far as both go? What each kind of page has of files, entries, words and bytes.

A ratio of times says nothing where one program did less: `differences` must be empty before one is printed. Ours may do
more, and does: `more` names it, and it is in our times.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes

import msgspec

# Where each site has its pages; the first pattern that fits a path names its kind. `None` is left out of the count.
Rules = tuple[tuple[str, str | None], ...]
OURS: Rules = (
    (r"(static|search)/.*|search\.html|manifest-sha256\.txt|site\.json", None),
    (r"\d{4}/\d\d/\d\d/index\.html", "days"),
    (r"\d{4}/\d\d/\d\d/[^/]+\.html", "articles"),
    (r"\d{4}/\d\d/index\.html", "months"),
    (r"\d{4}/index\.html", "years"),
    (r"(dates|tags|people|sections)/index(/.*)?\.html", "indexes"),
    (r"(tags|people|sections)/index/find(/.*)?\.js", "finders of names"),
    (r"(tags|people|sections)/[^/]+/page-\d+\.html", "former pages of lists"),
    (r"(tags|people|sections)/.*\.html", "tags, people, sections"),
    (r"dates/days(/.*\.html|\.js)", "days of all years"), (r"dates/holdings.*", "what is held"),
    (r"(index|about|404)\.html", "front page, about, 404"), (r"notebook\.html", "notebook"),
    (r"feed\.xml", "feed"), (r"feed\.json|feed/.*", "further feeds"), (r"data/.*", "data"),
    (r"sitemap.*\.xml", "sitemap"), (r"robots\.txt", "robots.txt"),
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
# What only ours may have.
MORE = (
    "days of all years", "what is held", "finders of names", "notebook", "further feeds", "data", "former pages of lists",
)  # fmt: skip
_TEASER = rb'<article class="teaser"[^>]*>.*?(?=<p class="meta")'
# What both sites say on pages of a kind, to the letter: an article's headline, text and notes, a list's headlines and summaries.
WORDS = {
    "articles": re.compile(rb'<h1>.*?</h1>|<div class="body">.*?\n  </div>|<li id="note-\d+">.*?</li>', re.DOTALL),
    "days": re.compile(_TEASER, re.DOTALL),
    "tags, people, sections": re.compile(_TEASER, re.DOTALL),
    "feed": re.compile(rb".+", re.DOTALL),
}
FURTHER = re.compile(r"(tags|people|sections)/(?!index/)[^/]+/.+")  # a page of a list that is not its first
_ENTRY = re.compile(rb'<article class="teaser"|<entry>|<url>')
# What are no words of the page: tags, addresses, and the program's name.
_TAG = re.compile(rb"<(script|style|loc|generator)\b.*?</\1>|<[^>]*>", re.DOTALL)


class Count(msgspec.Struct):
    """What there is of one kind: lists, all their pages, entries of lists, characters of the `WORDS`, bytes.

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
            _add(found.setdefault(kind, Count()), kind, path, file.read_bytes())
    return found


def _kind(path: str, rules: Rules) -> str | None:
    for pattern, kind in rules:
        match = re.fullmatch(pattern, path)
        if match:
            return match.expand(kind) if kind else None
    return path


def _add(count: Count, kind: str, path: str, data: bytes) -> None:
    count.lists += not FURTHER.match(path)
    count.pages += 1
    count.entries += len(_ENTRY.findall(data))
    count.letters += _letters(data, WORDS[kind]) if kind in WORDS else 0
    count.size += len(data)
    count.decoded += len(unquote_to_bytes(data))


def _letters(data: bytes, words: re.Pattern[bytes]) -> int:
    found = b"".join(match[0] for match in words.finditer(data))
    return len(b"".join(_TAG.sub(b"", found).split()).decode())


def differences(ours: Mapping[str, Count], theirs: Mapping[str, Count]) -> Iterator[str]:
    """What is not alike, but for what only ours has.

    Where words are compared a little is allowed, since the page of a name with many articles shows the first and the last
    of them beside the lists of all. Other pages have each program's own form: ours must not be smaller by over a tenth.
    """
    for kind in sorted({*ours, *theirs} - set(MORE)):
        one, other = ours.get(kind, Count()), theirs.get(kind, Count())
        same = ("lists", 0.0), *((("entries", 0.02), ("letters", 0.02)) if kind in WORDS else ())
        for name, tolerance in same:
            first, second = getattr(one, name), getattr(other, name)
            if abs(first - second) > tolerance * max(first, second):
                yield f"{kind}: {name} {first:,} and {second:,}"
        if one.decoded < 0.9 * other.decoded:
            yield f"{kind}: bytes {one.decoded:,} and {other.decoded:,}"


def more(ours: Mapping[str, Count]) -> Iterator[str]:
    """What only our site has, in words."""
    found = {kind: ours[kind] for kind in MORE if kind in ours}
    parts = "; ".join(f"{kind} ({count.pages:,})" for kind, count in found.items())
    if parts:
        size = sum(count.size for count in found.values()) / 1e6
        yield f"More than Hugo makes, and in our times: {parts}: {size:.1f} MB."


def table(ours: Mapping[str, Count], theirs: Mapping[str, Count]) -> Iterator[str]:
    """Both sites side by side, as a table in Markdown, and what only ours has."""
    yield "| ours / Hugo's | files | entries | characters | bytes | ratio of bytes |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind in [*ours, *(kind for kind in theirs if kind not in ours)]:
        if kind not in MORE:
            one, other = ours.get(kind, Count()), theirs.get(kind, Count())
            cells = [
                f"{getattr(one, name):,} / {getattr(other, name):,}" for name in ("pages", "entries", "letters", "size")
            ]
            yield f"| {kind} | {' | '.join(cells)} | {one.size / max(1, other.size):.2f} |"
    yield ""
    yield from more(ours)
