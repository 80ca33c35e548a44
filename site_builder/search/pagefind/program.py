"""Run the Pagefind program on a folder of pages and read what it wrote.

It is given the vocabulary of each language, since it knows the stems of words (`stems`), and gives the program that
searches in the browser (`pack`). The formats are its own, undocumented ones: gzip, a signature, then CBOR. This is why
only one version will do.
"""

import importlib.util
import json
import os
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cbor2

from site_builder.common.problems import BuildError

VERSION = "1.5.2"
SIGNATURE = b"pagefind_dcd"
REINSTALL = f"Install it again: pip install --force-reinstall pagefind-bin=={VERSION}"


def program() -> Path:
    """The Pagefind executable that the package `pagefind-bin` installs."""
    spec = importlib.util.find_spec("pagefind_bin")
    for folder in (spec and spec.submodule_search_locations) or ():
        for name in ("pagefind", "pagefind.exe"):
            if (found := Path(folder) / name).is_file():
                return found
    raise BuildError("the search index cannot be built: Pagefind is not installed", hint=REINSTALL)


def check_version(executable: Path) -> None:
    """Refuse any Pagefind but the one whose files we know how to read."""
    words = _run([str(executable), "--version"], cwd=None).split()
    if words[-1:] != [VERSION]:
        found = " ".join(words) or "nothing"
        message = f"the search index cannot be built: Pagefind {VERSION} is needed, and {executable} is “{found}”"
        raise BuildError(message, hint=REINSTALL)


def index_pages(executable: Path, site: Path, bundle: Path) -> None:
    """Have Pagefind index the pages in `site` and write its files into `bundle`."""
    # It runs in the folder of the pages, from which relative paths would lead elsewhere.
    command = [executable, "--site", site.resolve(), "--output-path", bundle.resolve(), "--silent"]
    _run([str(word) for word in command], cwd=site)
    if not (bundle / "pagefind-entry.json").is_file():
        raise BuildError("the search index cannot be built: Pagefind wrote nothing", hint=REINSTALL)


def languages(bundle: Path) -> dict[str, bool]:
    """The languages of the indexed pages, and whether Pagefind has a stemmer for them."""
    with _reading():
        entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
        return {language: about["wasm"] is not None for language, about in entry["languages"].items()}


def read_index(bundle: Path, language: str) -> Iterator[tuple[str, dict[int, list[int]]]]:
    """For each key of one language its places, by Pagefind's number of the page.

    Pagefind strips marks from 한국 and が, keeps what was written as a "form" of what is left, and leaves the latter's
    pages empty; to us the form is the key.
    """
    with _reading():
        for path in (bundle / "index").glob(f"{language}_*.pf_index"):
            for key, pages, forms in cbor2.loads(unpacked(path))[0]:
                for form, found in ([key, pages], *forms):
                    if found:
                        yield form, _places(found)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (LookupError, ValueError, TypeError, zlib.error, cbor2.CBORDecodeError, OSError) as error:
        message = f"the search index cannot be built: Pagefind's files cannot be read ({error!r})"
        raise BuildError(message, hint="Is the disk full? " + REINSTALL) from error


def _places(pages: list[Any]) -> dict[int, list[int]]:
    """The places in each page: `[[page minus the one before, places, places in metadata], …]`.

    A place is the difference to the one before, or to 0 after a negative number, the weight of those that follow.
    """
    found: dict[int, list[int]] = {}
    page = 0
    for step, steps, _ in pages:
        page += step
        place = 0
        found[page] = places = []
        for number in steps:
            place = 0 if number < 0 else place + number
            if number >= 0:
                places.append(place)
    return found


def unpacked(path: Path) -> bytes:
    """The content of one of Pagefind's compressed files."""
    data = zlib.decompress(path.read_bytes(), wbits=31)
    if not data.startswith(SIGNATURE):
        raise ValueError(f"{path.name} lacks its signature")
    return data[len(SIGNATURE) :]


def _run(command: list[str], cwd: Path | None) -> str:
    # Pagefind also takes its settings from the environment and from files in the current folder.
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND_")}
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    except OSError as error:
        message = f"the search index cannot be built: Pagefind does not start ({error.strerror or error})"
        raise BuildError(message, hint=REINSTALL) from error
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise BuildError(_failure(done.returncode, said), hint="Is there enough memory and disk space?")
    return done.stdout.decode("utf-8", "replace")


def _failure(code: int, said: list[str]) -> str:
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    return f"the search index cannot be built: Pagefind {how}" + (f": {said[-1]}" if said else "")
