"""The Python interface: its names are there, lazily, and do what docs/python.md says."""

import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import site_builder
from site_builder import BuildError, BuildOptions, Level, audit, build, check_site, read_archive, read_site
from tests.conftest import Make, article

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", site_builder.__all__)
def test_every_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(site_builder, name)
    assert value.__doc__
    assert name in dir(site_builder)


def test_what_is_no_part_of_it_is_said_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        _ = site_builder.biuld


def test_the_version_is_that_of_the_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert site_builder.__version__ == settings["project"]["version"]


def test_an_archive_is_read_audited_built_and_checked(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(body="One.", source="{file: p.txt, lines: 1-2}", title="One"),
            "pages/p.txt": "One\nOne.\n",
        }
    )
    archive, problems = read_archive(root)
    assert ([one.name for one in archive.articles], problems) == (["a.md"], [])
    account = audit(archive)
    assert (account.lines, account.lines_accounted, account.characters_right) == (2, 2, 7)
    with ThreadPoolExecutor(2) as executor:
        report = build(root, tmp_path / "site", with_search=False, options=BuildOptions(executor=executor))
    assert (report.articles, report.problems) == (1, [])
    assert list(check_site(read_site(tmp_path / "site", archive))) == []
    (tmp_path / "site/a.html").unlink()
    assert [problem.level for problem in check_site(read_site(tmp_path / "site", archive))] == [Level.ERROR]


def test_what_cannot_be_built_is_an_exception_with_a_problem(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as error:
        build(tmp_path / "nothing", tmp_path / "site")
    assert error.value.problem.path


def test_to_import_it_imports_no_part_of_it() -> None:
    code = "import sys, site_builder; print(*sorted(name for name in sys.modules if name.startswith('site_builder')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["site_builder", "site_builder.common", "site_builder.common.version"]
