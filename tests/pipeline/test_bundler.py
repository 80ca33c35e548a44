"""Modules become one classic script that does the same; what is not understood is refused by name."""

import json
import re
from pathlib import Path

import pytest

from site_builder.common.problems import BuildError
from site_builder.pipeline.build import build
from site_builder.pipeline.bundler import ModuleError, bundle, exports
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import Make, article

STATIC = Path(__file__).parents[2] / "static"
MODULES = {path.relative_to(STATIC).as_posix(): path.read_text(encoding="utf-8") for path in STATIC.rglob("*.js")}
BY_THEMSELVES = {"search/guard.js", "search/marks.js", "search/shortcut.js", "search/simplified.js"}
SEARCH = {name for name in MODULES if name.startswith("search/")} - BY_THEMSELVES

# The folders of the search, in the order in which words flow through them: each imports from those before it.
FOLDERS = ["shared", "query", "postings", "matches", "results", "views", "marks"]


def test_modules_run_once_each_after_what_they_import(tab: Tab) -> None:  # noqa: F811
    modules = {
        "a/main.js": """\
            /* import { nothing } from "./here.js"; */
            import { double, log } from "./b.js";
            import { Thing, one,
              gen } from "../c.js";
            /** @import { Thing } from "../c.js" */
            const own = one; // another `own` than that of b.js
            globalThis.found = [double(own), new Thing().name, log.join(), [...gen()].join()]""",
        "a/b.js": """\
            import { one } from "../c.js";
            const own = 5;
            export async function later() {}
            /** A number twice.
             * @param {number} n */
            export function double(n) { return 2 * n + own - own; }
            export const log = ["b after", String(one)];""",
        "c.js": """\
            globalThis.times = (globalThis.times ?? 0) + 1;
            export class Thing { name = "import { x } from"; }
            export const one = 1;
            export function* gen() { yield* [1, 2]; }""",
    }
    plain = {name: re.sub("^ {12}", "", text, flags=re.MULTILINE) for name, text in modules.items()}
    script = bundle("a/main.js", plain)
    assert "A number twice" not in script
    assert "nothing" not in script
    tab.goto("about:blank")
    tab.evaluate(f"((0, eval)({json.dumps(script)}), 1)")
    assert tab.evaluate("[found, times]") == [[2, "import { x } from", "b after,1", "1,2"], 1]
    assert tab.evaluate("typeof own + typeof double + typeof Thing") == "undefined" * 3


@pytest.mark.parametrize(
    ("modules", "module", "line", "message"),
    [
        ({"m.js": 'import { a } from "./b.js";', "b.js": "const a = 1;"}, "b.js", 0, "does not export “a”, which “m.js” imports"),
        ({"m.js": 'import { a } from "./b.js";'}, "m.js", 0, "imports from “b.js”, which is no module of this script"),
        ({"m.js": 'import { a } from "../b.js";', "b.js": ""}, "m.js", 0, "imports from “../b.js”, which is no module of this script"),
        ({"m.js": 'import { a } from "./m.js";\nexport const a = 1;'}, "m.js", 0, "imports from “m.js”, which imports from it"),
        (
            {"m.js": 'import { a } from "./b.js";', "b.js": 'import { x } from "./c.js";\nexport const a = 1;',
             "c.js": 'import { a } from "./b.js";\nexport const x = 1;'},
            "c.js", 0, "imports from “b.js”, which imports from it",
        ),
        ({"m.js": "\nexport default 1;"}, "m.js", 2, "a form of import or export that is not known: export default 1;"),
        ({"m.js": "const a = 1;\nexport { a };"}, "m.js", 2, "a form of import or export that is not known: export { a };"),
        ({"m.js": "export let a = 1;"}, "m.js", 1, "a form of import or export that is not known: export let a = 1;"),
        ({"m.js": 'import "./b.js";', "b.js": ""}, "m.js", 1, 'a form of import or export that is not known: import "./b.js";'),
        ({"m.js": 'import * as b from "./b.js";'}, "m.js", 1, 'a form of import or export that is not known: import * as b from "./b.js";'),
        ({"m.js": 'import { a } from "lib";'}, "m.js", 1, 'a form of import or export that is not known: import { a } from "lib";'),
    ],
)  # fmt: skip
def test_what_is_not_understood(modules: dict[str, str], module: str, line: int, message: str) -> None:
    with pytest.raises(ModuleError) as caught:
        bundle("m.js", modules)
    assert (caught.value.module, caught.value.line, str(caught.value)) == (module, line, message)


def test_a_module_of_an_archive_that_does_not_fit_stops_the_build(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article(), "static/search/views/chart.js": "export const paint = 1;"})
    with pytest.raises(BuildError, match=r"does not export “TimeChart”, which “search/main.js” imports") as caught:
        build(root, tmp_path / "site")
    assert caught.value.problem.path.endswith("static/search/views/chart.js")
    assert caught.value.problem.hint == "a module that stands in for another exports the same names: TimeChart"
    assert not (tmp_path / "site").exists()


def test_a_module_where_there_was_one_once_is_named(make: Make, tmp_path: Path) -> None:
    report = build(make({"articles/a.md": article(), "static/search/chart.js": "1"}), tmp_path / "site")
    (problem,) = [problem for problem in report.problems if "chart.js" in problem.path]
    assert problem.message == "stands in for no file of the theme, which has “search/views/chart.js”"


def test_a_script_follows_its_modules(make: Make, tmp_path: Path) -> None:
    """Made anew when one of them changes, and only then."""
    root = make({"articles/a.md": article()})
    script, own = tmp_path / "site/static/search/search.js", root / "static/search/views/chart.js"
    build(root, tmp_path / "site")
    theirs = script.read_text(encoding="utf-8")
    own.parent.mkdir(parents=True)
    for number in "12":
        method = f"draw() {{ return {number}; }}"
        own.write_text(f"export class TimeChart {{ {method} }}")
        build(root, tmp_path / "site")
        assert method in script.read_text(encoding="utf-8")
    made = script.stat().st_ino
    (root / "articles/b.md").write_text(article())
    build(root, tmp_path / "site")
    assert script.stat().st_ino == made
    own.unlink()
    build(root, tmp_path / "site")
    assert script.read_text(encoding="utf-8") == theirs


def test_the_search_imports_one_way() -> None:
    def floor(name: str) -> int:
        folder = name.split("/")[1]
        return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS) if name == "search/main.js" else -1

    for name in SEARCH:
        sources = re.findall(r'^import .* from "(.*)";$', MODULES[name], flags=re.MULTILINE)
        for source in sources:
            target = (STATIC / name).parent.joinpath(source).resolve().relative_to(STATIC.resolve()).as_posix()
            assert target == "clipboard.js" or floor(target) <= floor(name), (name, target)
    assert len(SEARCH) > 20


def test_every_module_is_needed_and_small() -> None:
    script = bundle("search/main.js", MODULES)
    used = set(re.findall(r"^// (search/.*\.js)$", script, flags=re.MULTILINE))
    assert used == SEARCH
    for name, text in MODULES.items():
        assert len(text.splitlines()) < 300, name
        unused = [one for one in exports(text) if sum(one in other for other in MODULES.values()) < 2]
        assert unused == [], name


def test_files_that_the_scripts_name_are_there() -> None:
    named = {
        name for text in MODULES.values() for name in re.findall(r"(?:site_builder|templates|tests)/[\w/]+\.\w+", text)
    }
    assert sorted(name for name in named if not (STATIC.parent / name).is_file()) == []
    assert len(named) > 5
