"""What tools/ holds stands below the tests and outside the program."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def imported(file: Path) -> set[str]:
    """The first names of what a module imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("file", sorted((ROOT / "tools").glob("*.py")), ids=lambda file: str(file.stem))
def test_tools_need_no_tests(file: Path) -> None:
    assert "tests" not in imported(file)


def test_the_program_needs_no_tools() -> None:
    files = list((ROOT / "site_builder").rglob("*.py"))
    assert len(files) > 50
    assert [file.name for file in files if imported(file) & {"tools", "tests"}] == []
