"""What was published: an address that readers know does not vanish by a slip.

`published.txt` in the archive names the address of every article and source page that a build ever put out, and of
every old address that led to one. The builder adds lines and takes none away. They are sorted, so that the additions of
two people merge, and no YAML, since there may be a hundred thousand. An address that nothing makes any more is an error
until it is decided: a notice of withdrawal stands there, or an alias leads on from it, or the article is back.

Until then the page stays in the output as it was, unless it might show what must not be shown.
"""

import os
import re
import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from site_builder.archive.aliases import redirects_of
from site_builder.archive.article import Article
from site_builder.archive.frontmatter.keys import nearest
from site_builder.archive.frontmatter.spellings import normalise
from site_builder.archive.read import Archive
from site_builder.archive.restrictions.privacy import Privacy
from site_builder.common.files import REGISTER, beginning, read_text, save
from site_builder.common.problems import BuildError, Level, Problem, warning
from site_builder.common.yamlfile import required_file

FILE = "published.txt"
_HEADER = (
    "# The addresses that were published. The builder adds lines and takes none away, so that no page vanishes unseen:",
    "# keep this file under version control. Lines stand in order, and may be merged in any.",
)
_FEW = 5  # articles that somebody may delete, leaving none
_KEY = re.compile(rb"^[\"' \t]*([\w-]+)[\"']?[ \t]*[:=][ \t]*(.*)$", re.MULTILINE)
_HEAD = 1 << 16  # bytes of a file that cannot be read in which its keys are looked for
_HIDING = ("private", "draft", "withdrawn", "publish_date", "expiry_date")
_NO = (None, "", False, "false", "no", "off")
# Why nothing makes an address, and what is to be done.
_UNUSABLE = ("its article cannot be used", "correct the article")
_PRIVATE_NOW = (
    "its article is private now",
    "make it public again, or withdraw it with “withdrawn: {date, reason}”, so that readers are told",
)
_HELD_BACK = ("the archive holds unchecked articles back", "check it, and say so in it")
_PAGE_GONE = (
    "the page's text is gone",
    f"put it back, or correct it if it cannot be read (what is to be forgotten: take its line out of {FILE})",
)
_GONE = (
    "its article is gone",
    "put it back, move it with “site-builder move OLD NEW”, which leaves the old address leading to the new one, or"
    f" withdraw it with “withdrawn: {{date, reason}}” (what is to be forgotten: take its line out of {FILE})",
)


class Published(msgspec.Struct, frozen=True):
    """The register of what was published, as it was read."""

    addresses: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = _HEADER


class Vanished(msgspec.Struct, frozen=True):
    """An address that was published and that nothing makes now; `may_stay` if its page shows nothing that must go."""

    address: str
    file: str
    reason: tuple[str, str]
    may_stay: bool = False

    def problem(self, *, stays: bool) -> Problem:
        """What to say of it; `stays` if its page is in the output as it was."""
        reason, hint = self.reason
        until = "the page stays as it was published" if stays else "readers find nothing there"
        level = Level.WARNING if self.reason is _HELD_BACK else Level.ERROR
        message = f"“{self.address}” was published, and {reason}"
        return Problem(self.file, 0, message, f"{hint}; until then {until}", level)


def read_published(root: Path) -> Published:
    """The register of an archive. Raises BuildError for a line that is no address: pages might vanish."""
    file = root / FILE
    if not file.exists():
        return Published()
    with required_file(str(file), hint="restore it from the archive's history: without it pages could vanish unseen"):
        lines = read_text(file, REGISTER).split("\n")
    remarks = tuple(line for line in lines if line.startswith("# "))
    addresses = [line.removeprefix("./") for line in lines if line and not line.startswith("# ")]
    wrong = next((address for address in addresses if not address.lower().endswith((".html", ".htm"))), None)
    if wrong is not None:
        hint = "keep the lines of both sides, and take out what is no address"
        raise BuildError(f"“{wrong}” is no address of a page", path=str(file), line=lines.index(wrong) + 1, hint=hint)
    return Published(frozenset(addresses), remarks or _HEADER)


def save_published(root: Path, known: Published, served: Iterable[str]) -> list[Problem]:
    """Add what is served now. On an archive that cannot be written there is a warning."""
    addresses = known.addresses.union(served)
    added = len(addresses) - len(known.addresses)
    if not added:
        return []
    # A name that begins as a remark does must not read as one.
    lines = (f"./{address}" if address.startswith("#") else address for address in sorted(addresses))
    try:
        save(root / FILE, "\n".join((*known.remarks, *lines, "")))
    except OSError as error:
        hint = "make the archive's folder writable for one build, so that no page can vanish unseen"
        return [warning(str(root / FILE), 0, f"{added} published addresses not saved: {error.strerror}", hint)]
    return []


def addresses_of(archive: Archive, *, private: bool = False) -> Iterator[str]:
    """The addresses of articles, now and before, and of source pages; with the `private` ones that a preview shows."""
    for source in archive.sources:
        yield f"{source.url_path}.html"
    for article in (*archive.articles, *archive.withdrawn):
        if private or article.name not in archive.privacy:
            yield article.url_path + ".html"
    for alias, article in archive.redirects:
        if private or article.name not in archive.privacy:
            yield from alias.files


def vanished(archive: Archive, published: Published, problems: Iterable[Problem]) -> list[Vanished]:
    """The addresses that were published and that nothing makes; `problems` are those of reading the archive.

    Raises BuildError where the articles as a whole are gone: a folder that was moved, or a disk that is not there.
    """
    folder = archive.root / "articles"
    if not folder.is_dir():
        hint = "put it back; an archive without articles has an empty one"
        raise BuildError("there is no such folder", path=str(folder), hint=hint)
    private = _private(archive)
    expired = {place for place, article in private.items() if archive.privacy[article.name] is Privacy.EXPIRED}
    lost = sorted(published.addresses.difference(addresses_of(archive, private=True), expired))
    faulty = {problem.path for problem in problems if problem.level is Level.ERROR}
    none = not archive.articles and not archive.withdrawn
    if none and len(lost) > _FEW and (str(folder) in faulty or not any(folder.rglob("*.md"))):
        hint = f"put the articles back; if all of them are to go, delete {FILE}"
        raise BuildError(f"no article can be read, and {len(lost)} pages were published", path=str(folder), hint=hint)
    new = [article.name for article in archive.articles if f"{article.url_path}.html" not in published.addresses]
    return [_vanished(archive, address, faulty, new, private=private) for address in lost]


def _private(archive: Archive) -> dict[str, Article]:
    """The articles that are private now, by their addresses and old addresses: of one whose last day was given that it
    is gone is a decision."""
    if not archive.private:
        return {}
    redirects, _ = redirects_of(archive.root, archive.private, archive.config.base_url)
    old = {address: article for alias, article in redirects for address in alias.files}
    return old | {f"{article.url_path}.html": article for article in archive.private}


def _vanished(
    archive: Archive, address: str, faulty: set[str], new: Collection[str], *, private: Mapping[str, Article]
) -> Vanished:
    url_path = address.removesuffix(".html")
    if address.startswith("pages/"):  # an article cannot be there; the page may show lines that are hidden now
        return Vanished(address, os.path.join(archive.root, f"{url_path}.txt"), _PAGE_GONE)  # noqa: PTH118 - as below
    file = os.path.join(archive.root, "articles", f"{url_path}.md")  # noqa: PTH118 - as messages name it
    if article := private.get(address):
        held_back = archive.privacy[article.name] is Privacy.UNCHECKED
        return Vanished(address, str(archive.article_file(article)), _HELD_BACK if held_back else _PRIVATE_NOW)
    if file not in faulty and os.path.exists(file):  # noqa: PTH110 - as above
        return Vanished(address, file, _PRIVATE_NOW)
    if file in faulty:
        return Vanished(address, file, _UNUSABLE, not _may_be_private(file))
    # An article of this name that has come elsewhere is most likely this one.
    name = f"{url_path}.md"
    found = [other for other in new if other.rpartition("/")[2] == name.rpartition("/")[2]]
    ways = f"{shlex.quote(name)} {shlex.quote(found[0])}" if len(found) == 1 else "OLD NEW"
    reason = (_GONE[0], _GONE[1].replace("OLD NEW", ways))
    return Vanished(address, file, reason, not _is_hidden(archive.root, url_path))


def _may_be_private(file: str) -> bool:
    """Whether an article that cannot be read has a key, be it misspelt, that may keep it from everybody's eyes."""
    try:
        head = beginning(file, _HEAD)
    except OSError:
        return True
    pairs = ((match[1].decode(), match[2].decode(errors="replace")) for match in _KEY.finditer(head))
    return any(_may_hide(key, value.strip(" \t\r\"',")) for key, value in pairs)


def _may_hide(key: str, value: str) -> bool:
    if key.lower().startswith("redact"):
        return True
    for name in {key, nearest(key) or key}:
        known = normalise({name: value}).known
        if any(known.get(hiding) not in _NO for hiding in _HIDING):
            return True
    return False


def _is_hidden(root: Path, url_path: str) -> bool:
    """Whether the file or a folder of it was renamed so that it is not read, as one does to hide it."""
    parts = f"{url_path}.md".split("/")
    return any(
        root.joinpath("articles", *parts[:number], sign + parts[number], *parts[number + 1 :]).exists()
        for number in range(len(parts))
        for sign in "._"
    )
