"""The house: each package is a step of the pipeline, imports run one way, modules and functions stay small."""

import ast
from graphlib import TopologicalSorter

import pytest

from tools.structure import MODULES, ORDER, PACKAGE, imports, report, texts, wrong

# What may stand beside the packages.
TOP = {"__init__", "__main__"}
TEXTS = texts()


def test_every_package_has_its_place() -> None:
    entries = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"} - {"__pycache__"}
    assert entries == {*ORDER, *TOP}


def test_imports_run_one_way() -> None:
    assert wrong(TEXTS) == []
    assert list(report(TEXTS))[-1].endswith(" 0 imports against the order")


@pytest.mark.parametrize(
    "line",
    [
        "import site_builder.cli",
        "import site_builder.cli.printing as p",
        "from site_builder import cli",
        "from site_builder.cli import printing",
        "from site_builder.pipeline.build import build",
        "def f():\n    from site_builder.search.index import build_index",
    ],
)
def test_an_import_against_the_order_is_seen(line: str) -> None:
    assert wrong({"site_builder.archive.article": line})


def test_no_two_modules_import_each_other() -> None:
    """Not at their heads, nor by way of others: each can be read, tested and imported without what builds on it."""
    # The interface imports from all of them, when a name of it is asked for.
    texts = {module: text for module, text in TEXTS.items() if module != PACKAGE.name}
    graph = {module: {other for other in imports(text) if other != module} for module, text in texts.items()}
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("module", MODULES)
def test_imports_name_the_whole_way(module: str) -> None:
    relative = [node for node in ast.walk(ast.parse(TEXTS[module])) if isinstance(node, ast.ImportFrom) and node.level]
    assert not relative


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_are_small(module: str) -> None:
    assert TEXTS[module].count("\n") <= 400
    for node in ast.walk(ast.parse(TEXTS[module])):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.body[0].lineno + 1  # without what a command's options take
            assert length <= 35, f"{module}.{node.name}"


@pytest.mark.parametrize("package", [module for module, file in MODULES.items() if file.name == "__init__.py"])
def test_a_package_says_what_it_is_for(package: str) -> None:
    assert ast.get_docstring(ast.parse(TEXTS[package]))
