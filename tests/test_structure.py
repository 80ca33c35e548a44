"""The house: imports run one way, modules stay small."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "site_builder"

# From the ground floor up: a module imports only from those above it in this list.
ORDER = [
    "__init__",
    "problems",
    "faults",
    "files",
    "ledger",
    "storing",
    "theme",
    "state",
    "orders",
    "crew",
    "lines",
    "scripts",
    "yamlfile",
    "dateforms",
    "dates",
    "languages",
    "config",
    "navigation",
    "addresses",
    "destination",
    "media",
    "bundler",
    "static",
    "overrides",
    "forms",
    "frontmatter",
    "spellings",
    "redaction",
    "article",
    "privacy",
    "aliases",
    "authorities",
    "sources",
    "pagenames",
    "withdrawal",
    "memory",
    "reading",
    "finding",
    "archive",
    "remembered",
    "skipped",
    "published",
    "words",
    "views",
    "pages.page",
    "pages.dates",
    "pages.terms",
    "pages.sources",
    "pages.articles",
    "pages.home",
    "pages.redirects",
    "pages.feeds",
    "pages",
    "quick",
    "rawhtml",
    "shortcodes",
    "emphasis",
    "inline",
    "starts",
    "blocks",
    "pictures",
    "fullmarkdown",
    "markup",
    "engine",
    "metadata",
    "render",
    "mediafiles",
    "passages",
    "leaks",
    "phrases",
    "search.tokens",
    "search.document",
    "search.cbor",
    "search.postings",
    "search.pagefind",
    "search.stems",
    "search.sealing",
    "search.pack",
    "search.index",
    "search",
    "documents",
    "draw",
    "output",
    "stale",
    "making",
    "build",
    "checks",
    "checks.comparison",
    "checks.audit",
    "checks.site",
    "importers.kinds",
    "importers.reading",
    "importers.clean",
    "importers.joining",
    "importers.signed",
    "importers.tables",
    "importers.bylines",
    "importers.headings",
    "importers.calendars",
    "importers.mastheads",
    "importers.names",
    "importers.cutting",
    "importers.layout",
    "importers.cohesion",
    "importers.evidence",
    "importers.segment",
    "importers.remarks",
    "importers.arrange",
    "importers.describe",
    "importers.dating",
    "importers.compose",
    "importers.pagetext",
    "importers",
    "importers.write",
    "importers.redo",
    "importers.batch",
    "importers.table",
    "importers.report",
    "scaffold",
    "frontedit",
    "moving",
    "web",
    "serve",
    "cli.options",
    "cli.printing",
    "cli.build",
    "cli.serve",
    "cli.audit",
    "cli.check",
    "cli.import_",
    "cli.move",
    "cli.new",
    "cli",
    "__main__",
]


def name_of(file: Path) -> str:
    name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
    return name.removesuffix(".__init__") if name != "__init__" else name


MODULES = {name_of(file): file for file in PACKAGE.rglob("*.py")}


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("site_builder"):
            base = node.module.removeprefix("site_builder").lstrip(".")
            for alias in node.names:
                whole = f"{base}.{alias.name}".lstrip(".")
                found.add(whole if whole in MODULES else base or "__init__")
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{file}: relative import"
    return found


def test_every_module_has_its_floor() -> None:
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("module", ORDER)
def test_imports_run_one_way(module: str) -> None:
    floor = ORDER.index(module)
    above = {other for other in imports(MODULES[module]) if ORDER.index(other) >= floor}
    assert not above


@pytest.mark.parametrize("module", ORDER)
def test_rooms_are_small(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{module}.{node.name}"
