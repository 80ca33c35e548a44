"""The house: each package is a step of the pipeline, imports run one way, modules and functions stay small."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "site_builder"

# From the ground up: a package imports only from those before it.
ORDER = (
    "common", "archive", "markdown", "theme", "pages", "render", "search", "output", "checks", "pipeline", "importers",
    "cli",
)  # fmt: skip
# What may stand beside the packages.
TOP = {"__init__", "__main__"}


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def imports(text: str) -> Iterator[str]:
    """The modules of the project that a module imports, in whatever form, at its head or inside a function."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative import"
            named = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in named:
            if name.partition(".")[0] == PACKAGE.name:
                yield name if name in MODULES else name.rpartition(".")[0]


def package_of(module: str) -> str:
    """The package at the top that a module stands in, or "" for what stands beside them."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ORDER else ""


def arrows(texts: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """Package → package, and the imports that make it so; `texts` are the modules' own."""
    found: dict[tuple[str, str], list[str]] = {}
    for module, text in texts.items():
        for other in imports(text):
            pair = package_of(module), package_of(other)
            if all(pair) and pair[0] != pair[1]:
                found.setdefault(pair, []).append(f"{module} imports {other}")
    return found


def wrong(texts: dict[str, str]) -> list[str]:
    """The imports that run against the order."""
    found = arrows(texts).items()
    return [line for (own, other), lines in found if ORDER.index(other) > ORDER.index(own) for line in lines]


TEXTS = {module: file.read_text(encoding="utf-8") for module, file in MODULES.items()}


def test_every_package_has_its_place() -> None:
    entries = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"} - {"__pycache__"}
    assert entries == {*ORDER, *TOP}


def test_imports_run_one_way() -> None:
    assert wrong(TEXTS) == []


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
def test_modules_and_functions_are_small(module: str) -> None:
    assert TEXTS[module].count("\n") <= 400
    for node in ast.walk(ast.parse(TEXTS[module])):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{module}.{node.name}"


@pytest.mark.parametrize("package", [module for module, file in MODULES.items() if file.name == "__init__.py"])
def test_a_package_says_what_it_is_for(package: str) -> None:
    assert ast.get_docstring(ast.parse(TEXTS[package]))
