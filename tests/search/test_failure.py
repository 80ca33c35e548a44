"""What a user sees when the index cannot be built: a sentence, exit code 2, and the site as it was."""

import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.search.pagefind.program import program
from tests.conftest import Make, article

VERSION = 'if [ "$1" = --version ]; then echo pagefind 1.5.2; exit; fi'
FAULTS = {
    "missing": (None, "Pagefind is not installed"),
    "another version": ("echo pagefind 1.6.0", "Pagefind 1.5.2 is needed"),
    "an error": (f"{VERSION}; echo it broke >&2; exit 3", "Pagefind ended with code 3: it broke"),
    "killed": (f"{VERSION}; kill -9 $$", "Pagefind was killed by signal 9"),
    "nothing written": (f"{VERSION}; exit 0", "Pagefind wrote nothing"),
    "its disk is full": (f'{VERSION}; "{program()}" "$@"; for f in "$4"/index/*; do : > "$f"; done', "cannot be read"),
    "another bundle": (f'{VERSION}; "{program()}" "$@"; echo x > "$4/pagefind.js"', "script is not the one known"),
}


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run(*words: str | Path, limit: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "site_builder", "build", *map(str, words)]
    surroundings = os.environ | {"PYTHONUTF8": "1"} | environment
    before = small_files if limit else None
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, preexec_fn=before)


@pytest.fixture
def archive(make: Make, tmp_path: Path) -> Path:
    """An archive that was built, and has another article since."""
    root = make({"articles/a.md": article("One", body="招商引资"), "articles/b.md": article("Two", language="en")})
    assert run(root, "--output", tmp_path / "dist").returncode == 0
    (root / "articles" / "c.md").write_text(
        article("Three", body="新的文章 unheard words", language="en"), encoding="utf-8"
    )
    return root


def fails(archive: Path, message: str, limit: int = 0, **environment: str) -> None:
    output = archive.parent / "dist"
    before = tree(output)
    done = run(archive, "--output", output, limit=limit, **environment)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    assert tree(output) == before
    left = {path.name for path in archive.parent.iterdir()}
    assert left <= {"archive", "dist", ".dist.state", "fake"}


@pytest.mark.parametrize("error", FAULTS)
def test_the_last_good_index_stays(archive: Path, error: str) -> None:
    script, message = FAULTS[error]
    fake = archive.parent / "fake" / "pagefind_bin"
    fake.mkdir(parents=True)
    (fake / "__init__.py").touch()
    if script:
        (fake / "pagefind").write_text(f"#!/bin/sh\n{script}\n")
        (fake / "pagefind").chmod(0o755)
    path = f"{fake.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    fails(archive, message, PYTHONPATH=path)
    assert run(archive, "--output", archive.parent / "dist", "--no-search", PYTHONPATH=path).returncode == 0
    assert not (archive.parent / "dist" / "search.html").exists()


def test_no_space(archive: Path) -> None:
    """Files may not grow beyond what the pages need: the limit of a process stands in for that of a disk."""
    for number in range(60):
        text = article(f"N{number}", f"{1950 + number}", body="西宁市招商引资" * 100)
        (archive / "articles" / f"n{number}.md").write_text(text, encoding="utf-8")
    fails(archive, "the search index cannot be", limit=120_000)


def test_the_next_build_mends_it(archive: Path) -> None:
    output = archive.parent / "dist"
    manifest = output / "search" / "manifest.js"
    manifest.write_text("damaged")
    assert run(archive, "--output", output).returncode == 0
    assert '"documents":3' in manifest.read_text(encoding="utf-8")
