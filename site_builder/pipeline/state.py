"""What a build leaves for the next one. It lies beside the output, never inside it, and only saves time.

A build without it, or with one that is damaged, of another version or of another archive, makes everything anew and
gives the same bytes. It is written last, when the output is as it says.
"""

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from site_builder.common.problems import Problem
from site_builder.common.version import VERSION
from site_builder.output.manifest import FILE as MANIFEST
from site_builder.output.writer import OutputFile, scan_output
from site_builder.pipeline.inputs import InputRecord

_FORMAT = b"site-builder state 1\n"
_DIGEST_SIZE = 32
# Whatever has a say in the bytes of a page, or in what is read of a file.
_PACKAGES = (
    "babel",
    "cbor2",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pagefind_bin",
    "pypinyin",
    "pyyaml",
)


class Request(msgspec.Struct, frozen=True, array_like=True):
    """The options that decide the bytes of a site, and the versions of the program and its libraries."""

    archive: str
    base_url: str | None
    with_search: bool
    keep_addresses: bool
    program: tuple[str, ...]
    drafts: bool = False


class State(msgspec.Struct, array_like=True):
    """The last build: its request, inputs and output files, and what it reported."""

    request: Request
    inputs: dict[str, InputRecord] = {}
    files: dict[str, OutputFile] = {}
    foreign: tuple[str, ...] = ()  # files in the output that are not ours
    articles: int = 0
    pages: tuple[str, ...] = ()  # the addresses of those that were planned
    problems: tuple[Problem, ...] = ()
    manifest: bytes = b""  # its signature
    site_fingerprint: bytes = b""  # of what all pages follow from beside their views
    cache: bytes = b""  # which `ParseCache` belongs to this state
    secrets: bytes = b""  # of what must not be in the site, as it was looked for
    hits: dict[str, tuple[int, ...]] = {}  # which of it was found, by file
    html: int = 0  # how many pages a reader can open
    root: str = ""  # the archive's folder, whatever it was called by
    left_out: tuple[tuple[str, int], ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    span: tuple[str, str] = ("", "")  # the instants between which the same articles are private
    mentions: dict[str, tuple[int, ...]] = {}  # which words that are redacted stand in which articles
    phrases: bytes = b""  # of the words that are looked for there
    private: tuple[tuple[str, str, int, int], ...] = ()  # article, page, first and last line that it hid
    indexed: bool = True  # whether the search index was made with the pages

    def is_output_unchanged(self, output: Path) -> bool:
        """Whether the output has exactly the files that the last build wrote, none of them changed."""
        written = {address: file.signature for address, file in self.files.items()}
        written[MANIFEST] = self.manifest
        try:
            there = dict(scan_output(output))
        except OSError:
            return False
        foreign = {address: there.pop(address, b"") for address in self.foreign}
        return there == written and all(foreign.values())


def request(
    archive: Path, *, base_url: str | None, with_search: bool, keep_addresses: bool, drafts: bool = False
) -> Request:
    """The request of this build."""
    return Request(str(archive), base_url, with_search, keep_addresses, program(), drafts)


def program() -> tuple[str, ...]:
    """The program and its packages with their versions, as their folders are named: to import them takes its time."""
    found = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names are all that is wanted
        except OSError:
            continue
        found |= {name.lower() for name in names if name.endswith((".dist-info", ".egg-info"))}
    used = (name for name in found if name.partition("-")[0].replace("-", "_") in _PACKAGES)
    return (VERSION, sys.version, *sorted(used))


def load_state(file: Path, wanted: Request, now: str) -> State:
    """The state of the last build, as far as it can be used for `wanted` at the instant `now`."""
    try:
        data = file.read_bytes()
        start = len(_FORMAT) + _DIGEST_SIZE
        digest, content = data[len(_FORMAT) : start], memoryview(data)[start:]
        if data.startswith(_FORMAT) and hashlib.blake2b(content, digest_size=_DIGEST_SIZE).digest() == digest:
            return _usable(msgspec.msgpack.decode(content, type=State), wanted, now)
    except (OSError, msgspec.MsgspecError):
        pass
    return State(wanted)


def _usable(state: State, wanted: Request, now: str) -> State:
    since, until = state.span
    if state.request == wanted and since <= now < until:
        return state
    if (state.request.archive, state.request.program) != (wanted.archive, wanted.program):
        return State(wanted, files=state.files, root=state.root)
    # The archive was read as it would be now; only that the site is finished can no longer be said.
    return msgspec.structs.replace(state, request=wanted, manifest=b"")


def save_state(file: Path, state: State) -> None:
    """Put the state into its place, whole. A state that cannot be written is none, and costs time only."""
    temporary = file.with_suffix(".new")
    try:
        content = msgspec.msgpack.encode(state)
        digest = hashlib.blake2b(content, digest_size=_DIGEST_SIZE).digest()
        with temporary.open("wb") as target:
            target.writelines((_FORMAT, digest, content))
        temporary.replace(file)
    except (OSError, UnicodeEncodeError):  # no room, or a file name that is no text
        for remains in (temporary, file):
            with suppress(OSError):
                remains.unlink(missing_ok=True)
