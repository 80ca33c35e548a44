"""Makes one classic script of JavaScript modules.

Scripts are written as modules, which editors, type checkers and readers know. A page opened from a disk may not load
modules, and a page of thirty of them asks thirty times. So they travel as one script, in which each module is a
function that gives what it exports. Of the language's forms these are known, each at the beginning of a line; any
other is refused:

    import { a, b } from "./path.js";
    export const a = …        export class, export function, export async function

Comments that begin with two asterisks are for editors and type checkers, and a third of the text: they stay behind.
"""

import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{([\w$,\s]*)\} from "(\.[^"\n]*)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|class|(?:async )?function\*?) ([\w$]+))", re.MULTILINE)
_DOC = re.compile(r"^[ \t]*/\*\*(?!/).*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)  # alone on its lines
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class ModuleError(Exception):
    """A module cannot be taken in: which, where in it, why, and what to do."""

    def __init__(self, module: str, message: str, *, line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.module, self.line, self.hint = module, line, hint


def bundle(entry: str, modules: Mapping[str, str]) -> str:
    """The script that does what the module `entry` does; `modules` are texts by path. Raises ModuleError."""
    done: dict[str, str] = {}
    _add(entry, modules, done=done, under_way=())
    return '(() => {\n"use strict";\n' + "".join(done.values()) + "})();\n"


def exports(text: str) -> list[str]:
    """The names that a module exports."""
    return _EXPORT.findall(text)


def _add(path: str, modules: Mapping[str, str], *, done: dict[str, str], under_way: tuple[str, ...]) -> None:
    """Put a module after those that it imports from."""
    text = modules[path]
    for names, source in _imports(path, text):
        if source in under_way or source == path:
            raise ModuleError(path, f"imports from “{source}”, which imports from it")
        if source not in modules:
            raise ModuleError(path, f"imports from “{source}”, which is no module of this script")
        if missing := set(names) - set(exports(modules[source])):
            hint = f"a module that stands in for another exports the same names: {', '.join(sorted(names))}"
            raise ModuleError(source, f"does not export “{min(missing)}”, which “{path}” imports", hint=hint)
        if source not in done:
            _add(source, modules, done=done, under_way=(*under_way, path))
    done[path] = _function(path, text)


def _imports(path: str, text: str) -> list[tuple[list[str], str]]:
    """From each module the names that are imported."""
    found = [(names.replace(",", " ").split(), source) for names, source in _IMPORT.findall(text)]
    return [(names, _resolved(path, source)) for names, source in found]


def _resolved(path: str, source: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), source))


def _function(path: str, text: str) -> str:
    """The module as a constant: what its function returns."""
    body = _EXPORT.sub("", text)
    body = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = {_constant(_resolved(path, found[2]))};", body)
    if odd := _OTHER.search(body):
        line = body.count("\n", 0, odd.start()) + 1
        hint = 'write: import { name } from "./module.js"; and export const, class or function'
        raise ModuleError(path, f"a form of import or export that is not known: {odd[0]}", line=line, hint=hint)
    body = _DOC.sub("", body).rstrip()
    returned = f"return {{ {', '.join(exports(text))} }};\n"
    return f"// {path}\nconst {_constant(path)} = (() => {{\n{body}\n{returned}}})();\n"


def _constant(path: str) -> str:
    """Two paths that differ by a sign alone would be one; those of the theme do not."""
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))
