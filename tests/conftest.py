"""Fixtures: tiny archives, and the rule that in CI a skipped test has failed."""

import os
import sys
from collections.abc import Callable, Generator
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from hypothesis import settings

# At least 200 examples a law; no deadline: seconds are never asserted, and machines are busy.
settings.register_profile("laws", max_examples=200, deadline=None)
settings.load_profile("laws")

Make = Callable[..., Path]

SEEDS = Path(__file__).parent.parent / "seeds"


def pytest_runtest_setup() -> None:
    """Under `make mutation` nothing is remembered between tests: it would hide a mutant, and which tests call what."""
    if "MUTANT_UNDER_TEST" not in os.environ:
        return
    for name in [name for name in sys.modules if name.startswith("site_builder")]:
        for value in list(vars(sys.modules[name]).values()):
            if isinstance(value, _lru_cache_wrapper):
                value.cache_clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With NO_SKIP=1, a test that would be skipped fails and says why."""
    report = yield
    if report.skipped and os.environ.get("NO_SKIP") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and NO_SKIP=1 forbids it: {report.longrepr}"
    return report


def article(title: str = "Headline", date: str = "2024-02-19", body: str = "Words of the paper.", **keys: str) -> str:
    """The text of an article file; keys are YAML as written."""
    front = "".join(f"{key}: {value}\n" for key, value in {"title": title, "date": f'"{date}"', **keys}.items())
    return f"---\n{front}---\n\n{body}\n"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write an archive: `make({"articles/x.md": article()})` gives its folder."""

    def write(files: dict[str, str | bytes] | None = None, *, settings: str = "title: Archive\n") -> Path:
        root = tmp_path / "archive"
        for name, text in {"archive.yaml": settings, **(files or {})}.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return root

    return write
