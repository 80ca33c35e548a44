"""Find the Pagefind program, and run it on a folder of pages.

Only one version will do, since what it writes is documented nowhere (`format`).
"""

import importlib.util
import os
import subprocess
from pathlib import Path

from site_builder.common.problems import BuildError
from site_builder.search.pagefind.format import REINSTALL, VERSION, is_index


def program() -> Path:
    """The Pagefind executable that the package `pagefind-bin` installs. Raises BuildError."""
    spec = importlib.util.find_spec("pagefind_bin")
    for folder in (spec and spec.submodule_search_locations) or ():
        for name in ("pagefind", "pagefind.exe"):
            if (executable := Path(folder) / name).is_file():
                return executable
    raise BuildError("the search index cannot be built: Pagefind is not installed", hint=REINSTALL)


def check_version(executable: Path) -> None:
    """Refuse any Pagefind but the one whose files we know how to read. Raises BuildError."""
    output = _run([str(executable), "--version"], cwd=None).split()
    if output[-1:] != [VERSION]:
        version = " ".join(output) or "nothing"
        message = f"the search index cannot be built: Pagefind {VERSION} is needed, and {executable} is “{version}”"
        raise BuildError(message, hint=REINSTALL)


def index_pages(executable: Path, site: Path, bundle: Path) -> None:
    """Have Pagefind index the pages in `site` and write its files into `bundle`. Raises BuildError."""
    # It runs in the folder of the pages, from which relative paths would lead elsewhere.
    command = [executable, "--site", site.resolve(), "--output-path", bundle.resolve(), "--silent"]
    _run([str(word) for word in command], cwd=site)
    if not is_index(bundle):
        raise BuildError("the search index cannot be built: Pagefind wrote nothing", hint=REINSTALL)


def _run(command: list[str], cwd: Path | None) -> str:
    # Pagefind also takes its settings from the environment and from files in the current folder.
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND_")}
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    except OSError as error:
        message = f"the search index cannot be built: Pagefind does not start ({error.strerror or error})"
        raise BuildError(message, hint=REINSTALL) from error
    if done.returncode:
        output = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise BuildError(_failure(done.returncode, output), hint="Is there enough memory and disk space?")
    return done.stdout.decode("utf-8", "replace")


def _failure(code: int, output: list[str]) -> str:
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    return f"the search index cannot be built: Pagefind {how}" + (f": {output[-1]}" if output else "")
