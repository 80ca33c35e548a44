"""Makes one classic script of JavaScript modules.

Scripts are written as modules, which editors, type checkers and readers know. A page opened from a disk may not load
modules, and a page of thirty of them asks thirty times. So they travel as one script, in which each module is a
function that gives what it exports. Of the language's forms these are known, each at the beginning of a line; any
other is refused:

    import { a, b } from "./path.js";
    export const a = …        export class, export function, export async function

Comments are for who works on them, and a third of the text: they stay behind.
"""

import posixpath
import re
from collections.abc import Mapping

from site_builder.common.comments import without_comments

# Each begins with a line's end and not with ^, which would be tried at every character: it is done at each build.
_IMPORT = re.compile(r'\nimport \{([\w$,\s]*)\} from "(\.[^"\n]*)";(?=\n)')
_EXPORT = re.compile(r"\nexport (?=(?:const|class|(?:async )?function\*?) ([\w$]+))")
_OTHER = re.compile(r"\n((?:import|export)\b.*)")


class ModuleError(Exception):
    """A module cannot be taken in: which, where in it, why, and what to do."""

    def __init__(self, module: str, message: str, *, line: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.module, self.line, self.hint = module, line, hint


def bundle(entry: str, modules: Mapping[str, str]) -> str:
    """The script that does what the module `entry` does; `modules` are texts by path. Raises ModuleError."""
    script = _Script(modules)
    script.add(entry)
    return '(() => {\n"use strict";\n' + "".join(script.functions.values()) + "})();\n"


def exports(text: str) -> list[str]:
    """The names that a module exports."""
    return _EXPORT.findall(f"\n{text}")


class _Module:
    """A module's text, and what it says of others."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self._text = path, f"\n{text}\n"
        self.exports = _EXPORT.findall(self._text)
        self.imports = [(_names(names), self._resolved(source)) for names, source in _IMPORT.findall(self._text)]

    def function(self) -> str:
        """The module as a constant: what its function returns."""
        body = _IMPORT.sub(lambda found: f"\nconst {{{found[1]}}} = {_constant(self._resolved(found[2]))};", self._text)
        body = _EXPORT.sub("\n", body)
        if odd := _OTHER.search(body):
            line = body.count("\n", 0, odd.start()) + 1
            hint = 'write: import { name } from "./module.js"; and export const, class or function'
            raise ModuleError(
                self.path, f"a form of import or export that is not known: {odd[1]}", line=line, hint=hint
            )
        returned = f"return {{ {', '.join(self.exports)} }};\n"
        body = without_comments(self.path, body).strip("\n")
        return f"// {self.path}\nconst {_constant(self.path)} = (() => {{\n{body}\n{returned}}})();\n"

    def _resolved(self, source: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), source))


class _Script:
    """The modules that one of them needs, as they are found."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._texts = modules
        self._modules: dict[str, _Module] = {}
        self.functions: dict[str, str] = {}

    def add(self, path: str, under_way: tuple[str, ...] = ()) -> None:
        """Put a module after those that it imports from."""
        module = self._module(path)
        for names, source in module.imports:
            if source in (*under_way, path):
                raise ModuleError(path, f"imports from “{source}”, which imports from it")
            if source not in self._texts:
                raise ModuleError(path, f"imports from “{source}”, which is no module of this script")
            if missing := [name for name in names if name not in self._module(source).exports]:
                hint = f"a module that stands in for another exports the same names: {', '.join(names)}"
                raise ModuleError(source, f"does not export “{missing[0]}”, which “{path}” imports", hint=hint)
            if source not in self.functions:
                self.add(source, (*under_way, path))
        self.functions[path] = module.function()

    def _module(self, path: str) -> _Module:
        if path not in self._modules:
            self._modules[path] = _Module(path, self._texts[path])
        return self._modules[path]


def _names(listed: str) -> list[str]:
    return listed.replace(",", " ").split()


def _constant(path: str) -> str:
    """Two paths that differ by a sign alone would be one; those of the theme do not."""
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))
