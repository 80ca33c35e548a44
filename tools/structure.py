"""The packages of the program, and what they import from one another: `python -m tools.structure`.

Prints each package from the ground up, its size and its arrows, one for each package that it imports from, and
ends with 1 if an import runs against the order. `tests/test_structure.py` holds what is counted here.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "site_builder"

# From the ground up: a package imports only from those before it.
ORDER = (
    "common", "archive", "markdown", "theme", "pages", "render", "search", "output", "checks", "pipeline", "importers",
    "cli",
)  # fmt: skip


def name_of(file: Path) -> str:
    """The dotted name of a module's file."""
    return ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}


def texts() -> dict[str, str]:
    """The source of each module."""
    return {module: file.read_text(encoding="utf-8") for module, file in MODULES.items()}


def imports(text: str) -> Iterator[str]:
    """The modules of the program that a module imports, in whatever form, at its head or inside a function."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            named = [f"{node.module or ''}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in named:
            if name.partition(".")[0] == PACKAGE.name:
                yield name if name in MODULES else name.rpartition(".")[0]


def package_of(module: str) -> str:
    """The package at the top that a module stands in, or "" for what stands beside them."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ORDER else ""


def arrows(sources: Mapping[str, str]) -> dict[tuple[str, str], list[str]]:
    """(package, package that it imports from) → the imports; `sources` are the modules' texts by name."""
    found: dict[tuple[str, str], list[str]] = {}
    for module, text in sources.items():
        for other in imports(text):
            pair = package_of(module), package_of(other)
            if all(pair) and pair[0] != pair[1]:
                found.setdefault(pair, []).append(f"{module} imports {other}")
    return found


def wrong(sources: Mapping[str, str]) -> list[str]:
    """The imports that run against the order."""
    found = arrows(sources).items()
    return [line for (own, other), lines in found if ORDER.index(other) > ORDER.index(own) for line in lines]


def report(sources: Mapping[str, str]) -> Iterator[str]:
    """A line for each package, and the sums."""
    pairs = arrows(sources)
    for package in ORDER:
        own = [text for module, text in sources.items() if package_of(module) == package]
        lines = sum(text.count("\n") for text in own)
        to = [other for other in ORDER if (package, other) in pairs]
        yield f"{package:<10} {len(own):>3} modules {lines:>6} lines  → {', '.join(to) or '–'}"
    yield f"{len(ORDER)} packages, {len(pairs)} arrows, {len(wrong(sources))} imports against the order"


def main() -> int:
    """Print the report; 1 if something is wrong."""
    found = texts()
    print(*report(found), *wrong(found), sep="\n")
    return 1 if wrong(found) else 0


if __name__ == "__main__":
    sys.exit(main())
