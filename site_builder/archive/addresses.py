"""Addresses: where each page lives in the site, for good.

An article's address is its path under `articles/`. Names (of tags, people and sections) get an ASCII address, by pinyin
for Chinese, which is written once into the archive's `addresses.yaml` and never changes: the file is only ever
appended to, one line a name. Deleting it gives the same addresses again as long as no two names read alike.

An address here is a path relative to the site's root, not yet percent-encoded; `href` encodes it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import msgspec

from site_builder.common.files import REGISTER, read_text, save
from site_builder.common.problems import BuildError, Problem, warning
from site_builder.common.yamlfile import convert, line_of, load, required_file

FILE = "addresses.yaml"
KINDS = ("tags", "people", "sections", "persons")
FOLDER_CAPACITY = 2000  # names in one folder: a file each, and a folder for each with older pages, stay under 5,000
_RESTORE = "restore it from the archive's history: without it addresses would move"
_HEADER = """\
# The address given to each name. The builder adds lines at the end and changes none, so that no address ever moves:
# keep this file under version control. To rename a tag, edit authorities.yaml, not this file.
"""

# First folder or file name of everything that the builder itself writes.
RESERVED = frozenset(
    {"404", "about", "dates", "drafts", "feed", "index", "manifest-sha256", "media", "notebook", "pages", "people",
     "persons", "robots", "search", "sections", "sitemap", "static", "tags"}
)  # fmt: skip
_LIST_PAGE = re.compile(r"page-\d+")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f\ud800-\udfff]')
_FILE_ENDINGS = (".html", ".xml", ".txt", ".js", ".css")
_LONGEST_NAME, _LONGEST_PATH = 200, 180  # Linux allows 255 bytes for a name, Windows 260 characters for the whole


class AddressEntry(msgspec.Struct, frozen=True):
    """One line of the register; `instead_of` is the name that had the address, where it is of the same one."""

    kind: str
    name: str
    address: str
    instead_of: str = ""


class _File(msgspec.Struct, frozen=True):
    addresses: tuple[AddressEntry, ...] = ()


def href(address: str) -> str:
    """The address as it stands in a link, still relative to the root."""
    return address if _PLAIN.fullmatch(address) else quote(address, safe="/-._~!$&'()*+,;=@")


_PLAIN = re.compile(r"[\w/.~-]*", re.ASCII)


def fold_address(address: str) -> str:
    """What two addresses share if a file system that ignores case, or composes accents, takes them for one."""
    return address.lower() if address.isascii() else unicodedata.normalize("NFC", address).casefold()


def refusal(url_path: str) -> str:
    """Why an article cannot live at `url_path` (a path without its ending), or ""."""
    parts = url_path.split("/")
    if parts[0].casefold() in RESERVED:
        return f"“{parts[0]}” is the name of one of the site's own pages"
    if parts[-1].casefold() == "index" or any(_LIST_PAGE.fullmatch(part.casefold()) for part in parts):
        return f"“{parts[-1]}” is the name of a list of articles"
    for part in parts[:-1]:
        if part.casefold().endswith(_FILE_ENDINGS):
            return f"the folder “{part}” has the name of a file"
    return unportable(url_path)


def is_list_page(name: str) -> bool:
    """Whether a file has the name of the older pages of a list."""
    return bool(_LIST_PAGE.fullmatch(name.casefold().removesuffix(".html")))


def unportable(path: str) -> str:
    """Why a path cannot be one on every system, or ""."""
    for part in path.split("/"):
        if not part or _FORBIDDEN.search(part) or part != part.strip() or part[-1] == "." or _DEVICE.fullmatch(part):
            return f"“{part}” is no file name on every system"
        if len(part.encode(errors="replace")) > _LONGEST_NAME:
            return f"“{part[:20]}…” is longer than {_LONGEST_NAME} bytes"
    if len(path) > _LONGEST_PATH:
        return f"the path is longer than {_LONGEST_PATH} characters"
    return ""


def slug(name: str, reading: str = "") -> str:
    """`name` in ASCII letters, digits and hyphens; Chinese by pinyin, or by the `reading` given for it."""
    text = reading or _romanise(name)
    text = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
    if not found:
        found = "-".join(f"u{ord(char):x}" for char in name[:8])
    return f"{found}-name" if _LIST_PAGE.fullmatch(found) or _DEVICE.fullmatch(found) or found == "index" else found


def _romanise(name: str) -> str:
    if name.isascii():
        return name
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name))


class Register:
    """The addresses of names, as read from the archive, and those that a build adds."""

    def __init__(self, entries: Iterable[AddressEntry] = ()) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._count = dict.fromkeys(KINDS, 0)
        self.added: list[AddressEntry] = []
        for entry in entries:
            self._enter(entry)

    def _enter(self, entry: AddressEntry) -> None:
        if entry.instead_of:
            self._given.pop((entry.kind, entry.instead_of), None)
        else:
            self._count[entry.kind] += 1
        self._given[entry.kind, entry.name] = entry.address
        self._taken.add(fold_address(entry.address))

    def known(self, kind: str, name: str) -> str:
        """The address that `name` has, or ""."""
        return self._given.get((kind, name), "")

    def address(self, kind: str, name: str, *, reading: str = "", variants: Iterable[str] = ()) -> str:
        """The address of `name` without its ending, such as `tags/xi-ning`; a new name is given one.

        Other forms of it, its `variants`, need none of their own any more: it takes over that of one that reads alike.
        """
        return self.known(kind, name) or self._take_over(kind, name, slug(name, reading), variants)

    def _take_over(self, kind: str, name: str, base: str, variants: Iterable[str]) -> str:
        owned = ((self.known(kind, variant), variant) for variant in variants)
        address, variant = next((pair for pair in owned if pair[0].rpartition("/")[2] == base), ("", ""))
        entry = AddressEntry(kind, name, address or self._free(kind, base), variant)
        self._enter(entry)
        self.added.append(entry)
        return entry.address

    def _free(self, kind: str, base: str) -> str:
        bucket = self._count[kind] // FOLDER_CAPACITY
        folder = f"{kind}/{bucket + 1}" if bucket else kind
        address, number = f"{folder}/{base}", 1
        while fold_address(address) in self._taken:
            number += 1
            address = f"{folder}/{base}-{number}"
        return address


def read_register(archive: Path) -> Register:
    """The register of an archive. Raises BuildError for the least fault in it: addresses must not move."""
    file = archive / FILE
    if not file.exists():
        return Register()
    path = str(file)
    with required_file(path, hint=_RESTORE):
        text = read_text(file, REGISTER)
        entries = convert(load(text, path=path), _File, text=text, path=path).addresses
    owners: dict[str, str] = {}
    for number, entry in enumerate(entries):
        inside = re.fullmatch(rf"{re.escape(entry.kind)}/(\d+/)?[a-z0-9][a-z0-9-]*", entry.address)
        if entry.kind not in KINDS or not inside or owners.get(fold_address(entry.address), "") != entry.instead_of:
            line = 1 + line_of(text, ["addresses", str(number)])
            message = f"“{entry.address}” is no address for “{entry.name}”, or stands twice"
            raise BuildError(message, path=path, line=line, hint=_RESTORE)
        owners[fold_address(entry.address)] = entry.name
    return Register(entries)


def save_register(archive: Path, register: Register) -> list[Problem]:
    """Append what was added. On an archive that cannot be written the addresses hold for this build, with a warning."""
    if not register.added:
        return []
    file = archive / FILE
    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else _HEADER + "addresses:\n"
        if text and not text.endswith("\n"):
            text += "\n"
        save(file, text + "".join(_line(entry) for entry in register.added))
    except OSError as error:
        hint = "make the archive's folder writable for one build, so that these addresses are kept"
        return [warning(str(file), 0, f"{len(register.added)} new addresses not saved: {error.strerror}", hint)]
    return []


def _line(entry: AddressEntry) -> str:
    pairs = (
        f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in msgspec.structs.asdict(entry).items() if text
    )
    return f"- {{{', '.join(pairs)}}}\n"
