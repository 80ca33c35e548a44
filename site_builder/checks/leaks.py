"""Leaks: passages of hidden text in the files of a site.

What hides an article is decided elsewhere (`withdrawal`, `privacy`, `redaction`), and how is not asked here: the
finished files are searched for passages of the hidden text. A passage that stands in an article that is shown too is no
leak; if it was withdrawn, the archive's people are told of it.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from site_builder.archive.article import read_keys, redacted_words
from site_builder.archive.read import Archive
from site_builder.archive.restrictions.privacy import Privacy
from site_builder.archive.restrictions.redaction import cover
from site_builder.archive.source import read_lines
from site_builder.archive.terms import Term
from site_builder.checks.passages import LENGTH, Secret, Secrets, find, folded, readings
from site_builder.common.files import ARTICLE, beginning
from site_builder.common.lines import numbers
from site_builder.common.problems import Problem, warning
from site_builder.common.workers import WorkerPool
from site_builder.render.body import load_body

Hits = dict[str, tuple[int, ...]]  # by file, the numbers of the passages in it

_MAX_HOLDERS = 3  # articles that may hold the same passage before it is taken for a formula of the trade


def secrets_of(archive: Archive) -> Secrets:
    """The texts of an archive that must not be in its site."""
    root, withheld = archive.root, archive.withheld
    unchecked = {
        str(archive.article_file(article))
        for article in archive.private
        if archive.privacy.get(article.name) is Privacy.UNCHECKED
    }
    private = [path for path in withheld.files if path not in unchecked and path not in withheld.withdrawn]
    found = [Secret(path, tuple(_texts_of(root, path))) for path in withheld.withdrawn]
    found += [Secret(path, tuple(_texts_of(root, path)), reported=False) for path in private]
    found += [Secret(path, tuple(_around_words(root, path))) for path in withheld.redacted]
    found += [Secret(path, tuple(texts)) for path, texts in sorted(_hidden_lines(archive).items())]
    return Secrets(tuple(secret for secret in found if any(len(text) >= LENGTH for text in secret.texts)))


def _around_words(root: Path, path: str) -> Iterator[str]:
    """The redacted words of an article, each with the text around it, as far as a passage that holds it reaches."""
    words = [folded(word) for word in redacted_words(path)]
    for text in _texts_of(root, path):
        for word in words:
            if len(word) >= LENGTH:
                yield word
                continue
            at = text.find(word)
            while at >= 0:
                yield text[max(0, at + len(word) - LENGTH) : at + LENGTH]
                at = text.find(word, at + 1)


def _texts_of(root: Path, path: str) -> Iterator[str]:
    """The texts of an article, folded: the words of its body, and the values of its front matter."""
    source_path = Path(path).relative_to(root).as_posix()
    yield folded("".join(load_body(root, source_path, whole=True).paragraphs))
    yield from map(folded, _values(read_keys(path)))


# Keys whose values the notice of withdrawal shows, or that are no words of the article.
_OMITTED_KEYS = frozenset(
    {"date", "source", "file", "sha256", "lines", "withdrawn", "reason", "aliases", "language", "rights"}
)


# Keys that hold lists of names; each name is a text of its own.
_NAME_KEYS = frozenset(
    {"tags", "tag", "categories", "category", "keywords", "section", "byline", "author", "authors", "mentions",
     "mentioned", "people", "persons"}
)  # fmt: skip
_NAME_SEPARATORS = re.compile(r"[\[\]{}\"',;:、，；]+")


def _values(keys: Mapping[str, Any]) -> Iterator[str]:
    for key, value in keys.items():
        name = key.strip().lower()
        if name not in _OMITTED_KEYS:
            for text in _texts(value):
                yield from _NAME_SEPARATORS.split(text) if name in _NAME_KEYS else [text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _values(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        yield str(value)


def _hidden_lines(archive: Archive) -> dict[str, list[str]]:
    """The lines of withdrawn articles on source pages, by the path of the page."""
    found: dict[str, list[str]] = {}
    for source in archive.sources:
        hidden = [one for one in archive.withheld.lines.get(source.name, ()) if one.withdrawn and one.last < 1 << 32]
        if hidden:
            lines = read_lines(Path(source.path), source.record.encoding)
            found[source.path] = [folded("".join(lines[one.first - 1 : one.last])) for one in hidden]
    return found


def scan_files(secrets: Secrets, files: Mapping[str, str], pool: WorkerPool) -> Hits:
    """The numbers of the passages in each file; `files` are paths by address."""
    found = pool.map(partial(_scan_batch, secrets), files.items())
    return {address: hits for address, hits in found if hits}


def _scan_batch(secrets: Secrets, files: Sequence[tuple[str, str]]) -> list[tuple[str, tuple[int, ...]]]:
    return [(address, _scan_file(secrets, address, path)) for address, path in files]


def _scan_file(secrets: Secrets, address: str, path: str) -> tuple[int, ...]:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - for thousands of small files
            data = file.read()
    except OSError:
        return ()
    return find(secrets, readings(address, data))


def find_leaks(archive: Archive, secrets: Secrets, hits: Hits) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The leaks, as (file, path of the hidden article), and problems of passages that shown articles hold too."""
    hit_numbers = {number for found in hits.values() for number in found}
    if not hit_numbers:
        return [], []
    names = _passages_in_names(archive, secrets, hit_numbers)
    holders = {path: [n for n in found if n not in names] for path, found in _passages_shown(archive, secrets).items()}
    held = {number for found in holders.values() for number in found} | names
    furniture = _passages_in_furniture(archive, secrets)
    leaks = []
    for file, found in sorted(hits.items()):
        leaked = [number for number in found if number not in held and number not in furniture]
        leaks += [(file, secrets.all[secrets.owner[number]].path) for number in leaked[:1]]
    return leaks, list(_shared_passages(secrets, holders))


def _passages_shown(archive: Archive, secrets: Secrets) -> Hits:
    """The passages in the articles that are shown, by the paths of their files."""
    found: Hits = {}
    for article in archive.articles:
        path = str(archive.article_file(article))
        try:
            text = beginning(path, ARTICLE).decode("utf-8", "replace")
            if article.front.redactions:
                text = cover(text, redacted_words(path))
        except OSError:
            continue
        if numbers_found := find(secrets, [folded(text)]):
            found[path] = numbers_found
    return found


def _passages_in_names(archive: Archive, secrets: Secrets, among: Iterable[int]) -> set[int]:
    """Passages in names that a site shows anyway: of the paper, of holders of rights, of tags, people and sections.

    Of those `among` which a name was found, also such as have a comma or the like beside it, as lists of names do.
    """
    config = archive.config
    names = [config.title, config.rights, *config.papers.words]
    names += [name for terms in archive.terms.values() for term in terms for name in _spellings(term)]
    names += [article.front.rights for article in archive.articles if article.front.rights != config.rights]
    texts = [folded(name) for name in dict.fromkeys(names)]
    found, all_names = set(find(secrets, texts)), "\n".join(texts)
    others = {number: secrets.passage(number) for number in among if number not in found}
    bare = {number: _PUNCTUATION.sub("", passage) for number, passage in others.items()}
    return found | {number for number, text in bare.items() if text != others[number] and text in all_names}


_PUNCTUATION = re.compile(r"^\W+|\W+$")  # at the ends of a passage


def _spellings(term: Term) -> Iterator[str]:
    yield term.name
    for variant in term.variants:
        yield variant.name


def _passages_in_furniture(archive: Archive, secrets: Secrets) -> set[int]:
    """Passages in the furniture of pages that is shown: mastheads and the like are on every page."""
    found: set[int] = set()
    for source in archive.sources:
        ranges = [ranges for furniture in source.record.furniture for ranges in furniture.ranges]
        if not ranges or source.name in archive.withheld.pages:
            continue
        lines = read_lines(Path(source.path), source.record.encoding)
        hidden = {
            number
            for one in archive.withheld.lines.get(source.name, ())
            for number in range(one.first, min(one.last, len(lines)) + 1)
        }
        shown = set(numbers((low, min(high, len(lines))) for low, high in ranges)) - hidden
        found.update(find(secrets, [folded("".join(lines[number - 1] for number in sorted(shown)))]))
    return found


def _shared_passages(secrets: Secrets, holders: Mapping[str, Sequence[int]]) -> Iterator[Problem]:
    """Problems of withdrawn passages that other articles show."""
    count: dict[int, int] = defaultdict(int)
    for found in holders.values():
        for number in found:
            count[number] += 1
    formulas: dict[int, set[str]] = defaultdict(set)
    for path, found in sorted(holders.items()):
        by_owner: dict[int, list[int]] = defaultdict(list)
        for number in found:
            owner = secrets.owner[number]
            if not secrets.all[owner].reported:
                continue
            if count[number] > _MAX_HOLDERS:
                formulas[owner].add(path)
            else:
                by_owner[owner].append(number)
        for owner, passages in sorted(by_owner.items()):
            length = _longest_run(passages) + LENGTH - 1
            other = _short_name(secrets.all[owner].path)
            message = f"the same {length} characters stand in what was withdrawn or redacted: “{other}”"
            yield Problem(path, 0, message, "withdraw this article too, or redact the words in it")
    for owner, paths in sorted(formulas.items()):
        message = f"withdrawn words stand in other articles too, as formulas do: in “{len(paths)}” of them"
        yield warning(secrets.all[owner].path, 0, message, f"look whether they may stay, for example in {min(paths)}")


def _longest_run(values: Iterable[int]) -> int:
    longest = run = 0
    before = None
    for value in values:
        run = run + 1 if before is not None and value == before + 1 else 1
        longest, before = max(longest, run), value
    return longest


def _short_name(path: str) -> str:
    return "/".join(Path(path).parts[-2:])


def state_files(folder: Path) -> dict[str, str]:
    """The files of the build's state in a folder, by path, without scripts, which are parts of the site."""
    found: dict[str, str] = {}
    for inside, _, names in os.walk(folder):
        for name in sorted(names):
            if not name.endswith(".js"):
                path = os.path.join(inside, name)  # noqa: PTH118 - as os.walk has it
                found[path] = path
    return found
