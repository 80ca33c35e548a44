"""The last look before a site is put in its place: nothing of it says what must not be shown.

What hides an article is decided elsewhere (`withdrawal`, `privacy`, `redaction`); here it is not asked how, but the
finished files are searched for passages of the hidden text. A passage that stands in an article that is shown is no
leak, since that article says it; but of what was withdrawn somebody has to know.
"""

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from site_builder.archive.article import read_keys, redacted_words
from site_builder.archive.read import Archive, Term
from site_builder.archive.restrictions.privacy import Privacy
from site_builder.archive.restrictions.redaction import cover
from site_builder.archive.source import read_lines
from site_builder.checks.passages import LENGTH, Secret, Secrets, find, folded, readings
from site_builder.common.files import ARTICLE, beginning
from site_builder.common.lines import numbers
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.common.workers import WorkerPool
from site_builder.render.body import load_body

Hits = dict[str, tuple[int, ...]]  # by file, the numbers of the passages in it

_FORMULA = 3  # articles that may hold the same passage before it is taken for a formula of the trade


def secrets_of(archive: Archive) -> Secrets:
    """The text that must not be in the site of an archive."""
    root, withheld = archive.root, archive.withheld
    unchecked = {
        str(archive.article_file(article))
        for article in archive.private
        if archive.privacy.get(article.name) is Privacy.UNCHECKED
    }
    private = [path for path in withheld.files if path not in unchecked and path not in withheld.withdrawn]
    found = [Secret(path, tuple(_words(root, path))) for path in withheld.withdrawn]
    found += [Secret(path, tuple(_words(root, path)), told=False) for path in private]
    found += [Secret(path, tuple(_around_words(root, path))) for path in withheld.redacted]
    found += [Secret(path, tuple(texts)) for path, texts in sorted(_hidden_lines(archive).items())]
    return Secrets(tuple(secret for secret in found if any(len(text) >= LENGTH for text in secret.texts)))


def _around_words(root: Path, path: str) -> Iterator[str]:
    """Of an article of which words are redacted, these with what is around them: so much that it is a passage."""
    words = [folded(word) for word in redacted_words(path)]
    for text in _words(root, path):
        for word in words:
            if len(word) >= LENGTH:
                yield word
                continue
            at = text.find(word)
            while at >= 0:
                yield text[max(0, at + len(word) - LENGTH) : at + LENGTH]
                at = text.find(word, at + 1)


def _words(root: Path, path: str) -> Iterator[str]:
    """What an article says: its body as it is read, and the values of its front matter."""
    source_path = Path(path).relative_to(root).as_posix()
    yield folded("".join(load_body(root, source_path, whole=True).paragraphs))
    yield from map(folded, _values(read_keys(path)))


# Keys whose values the notice shows, or that are no words of the article.
_NOT_SAID = frozenset(
    {"date", "source", "file", "sha256", "lines", "withdrawn", "reason", "aliases", "language", "rights"}
)


# Keys of names, each of which stands for itself.
_NAMED = frozenset({"tags", "tag", "categories", "category", "keywords", "section", "byline", "author", "authors"})
_BETWEEN_NAMES = re.compile(r"[\[\]{}\"',;:、，；]+")


def _values(keys: Mapping[str, Any]) -> Iterator[str]:
    for key, value in keys.items():
        name = key.strip().lower()
        if name not in _NOT_SAID:
            for text in _texts(value):
                yield from _BETWEEN_NAMES.split(text) if name in _NAMED else [text]


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


def look(secrets: Secrets, files: Mapping[str, str], pool: WorkerPool) -> Hits:
    """What is in the files, whose paths are given by their addresses."""
    found = pool.map(partial(_look, secrets), files.items())
    return {address: hits for address, hits in found if hits}


def _look(secrets: Secrets, files: Sequence[tuple[str, str]]) -> list[tuple[str, tuple[int, ...]]]:
    return [(address, _look_into(secrets, address, path)) for address, path in files]


def _look_into(secrets: Secrets, address: str, path: str) -> tuple[int, ...]:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - for thousands of small files
            data = file.read()
    except OSError:
        return ()
    return find(secrets, readings(address, data))


def judge(archive: Archive, secrets: Secrets, hits: Hits) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Leaks, as (file, the article that it is of), and what to say of passages that shown articles hold too."""
    wanted = {number for found in hits.values() for number in found}
    if not wanted:
        return [], []
    names = _names(archive, secrets)
    holders = {path: [n for n in found if n not in names] for path, found in _holders(archive, secrets).items()}
    held = {number for found in holders.values() for number in found} | names
    furniture = _furniture(archive, secrets)
    leaks = []
    for file, found in sorted(hits.items()):
        leaked = [number for number in found if number not in held and number not in furniture]
        leaks += [(file, secrets.all[secrets.owner[number]].path) for number in leaked[:1]]
    return leaks, list(_shared(secrets, holders))


def _holders(archive: Archive, secrets: Secrets) -> Hits:
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


def _names(archive: Archive, secrets: Secrets) -> set[int]:
    """The passages that are names: of the paper, whose rights there are, what articles that are shown carry too."""
    config = archive.config
    names = [config.title, config.publication.name, config.publication.place, config.rights]
    names += [name for terms in archive.terms.values() for term in terms for name in _spellings(term)]
    names += [article.front.rights for article in archive.articles if article.front.rights != config.rights]
    return set(find(secrets, map(folded, dict.fromkeys(names))))


def _spellings(term: Term) -> Iterator[str]:
    yield term.name
    for variant in term.variants:
        yield variant.name


def _furniture(archive: Archive, secrets: Secrets) -> set[int]:
    """The passages that stand in the furniture of pages: mastheads and the like are on every page."""
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


def _shared(secrets: Secrets, holders: Mapping[str, Sequence[int]]) -> Iterator[Problem]:
    """Withdrawn words that other articles show."""
    count: dict[int, int] = defaultdict(int)
    for found in holders.values():
        for number in found:
            count[number] += 1
    formulas: dict[int, set[str]] = defaultdict(set)
    for path, found in sorted(holders.items()):
        own: dict[int, list[int]] = defaultdict(list)
        for number in found:
            owner = secrets.owner[number]
            if not secrets.all[owner].told:
                continue
            if count[number] > _FORMULA:
                formulas[owner].add(path)
            else:
                own[owner].append(number)
        for owner, passages in sorted(own.items()):
            length = _longest_run(passages) + LENGTH - 1
            other = _name(secrets.all[owner].path)
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


def _name(path: str) -> str:
    return "/".join(Path(path).parts[-2:])


def stop(leaks: Sequence[tuple[str, str]], state: Path) -> None:
    """Raises BuildError if there are any; what was to be remembered of that build is forgotten."""
    if leaks:
        (state / "memory").unlink(missing_ok=True)
        shutil.rmtree(state / "search", ignore_errors=True)
        file, owner = leaks[0]
        message = f"{len(leaks)} files of the site would show what must not be shown, such as {file}"
        hint = "look whether the lines that it names are right, and where else in the archive the same words stand"
        hint += " (what is on many pages may be their furniture, which the page's .yaml names)"
        raise BuildError(message, path=owner, hint=f"{hint}; the output is as it was")


def placed(addresses: Iterable[str], staging: str, folder: str) -> dict[str, str]:
    """Where each file of a site lies that is not yet in its place."""
    found = {}
    for address in sorted(addresses):
        staged = f"{staging}{os.sep}{address}"
        found[address] = staged if os.path.exists(staged) else f"{folder}{os.sep}{address}"  # noqa: PTH110 - many
    return found


def state_files(folder: Path) -> dict[str, str]:
    """What lies beside a site, as far as it is not the site's own."""
    found: dict[str, str] = {}
    for inside, _, names in os.walk(folder):
        for name in sorted(names):
            if not name.endswith(".js"):
                path = os.path.join(inside, name)  # noqa: PTH118 - as os.walk has it
                found[path] = path
    return found
