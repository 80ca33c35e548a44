"""Add an alias to an article's front matter, and leave every other byte as it is.

Where the words have to go is asked of the parser; what came out is read again, and must say just what it said before
and the alias, or nothing is written.
"""

import json
import re
import tomllib
from typing import Any

import yaml

from site_builder.common.yamlfile import YamlError, load

_FENCED = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_KEY = "aliases"


class NoEditError(ValueError):
    """A front matter that cannot be edited here; says why."""


def with_alias(text: str, alias: str) -> str:
    """`text`, the whole file, with the alias added. Raises NoEditError."""
    found = _FENCED.match(text)
    if not found:
        raise NoEditError("it has no front matter between lines “---” or “+++”")
    head, read = found[2], _toml if found[1] == "+++" else _yaml
    before = read(head)
    listed = before.get(_KEY) or []
    listed = listed if isinstance(listed, list) else [listed]
    if not all(isinstance(item, str) for item in listed):
        raise NoEditError("its “aliases” are no list of addresses")
    if alias in listed:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    edited = (_in_toml if read is _toml else _in_yaml)(head, alias, newline)
    if read(edited) != {**before, _KEY: [*listed, alias]}:
        raise NoEditError("its “aliases” are written in a way that cannot be added to")
    return text[: found.start(2)] + edited + text[found.end(2) :]


def _yaml(head: str) -> dict[str, Any]:
    try:
        return load(head, path="")
    except YamlError as error:
        raise NoEditError(error.problem.message) from None


def _toml(head: str) -> dict[str, Any]:
    try:
        return tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise NoEditError(str(error)) from None


def _in_yaml(head: str, alias: str, newline: str) -> str:
    word = alias if re.fullmatch(r"/[\w./-]*", alias) else json.dumps(alias, ensure_ascii=False)
    try:
        node = yaml.compose(head, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise NoEditError(str(error)) from None
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    value = next((value for key, value in pairs if key.value == _KEY), None)
    if value is None:
        return _on_its_own_line(head, f"{_KEY}: [{word}]", newline)
    start, end = value.start_mark.index, value.end_mark.index
    if isinstance(value, yaml.SequenceNode) and not value.flow_style:
        last = value.value[-1].end_mark.index
        stop = head.find("\n", last if head[last - 1] != "\n" else last - 1)
        at = len(head) if stop < 0 else stop + 1
        return f"{head[:at]}{' ' * value.start_mark.column}- {word}{newline}{head[at:]}"
    if isinstance(value, yaml.SequenceNode):
        return _in_brackets(head, start, end, word)
    if not head[start:end].strip():
        return f"{head[:start]} [{word}]{head[start:]}"
    return f"{head[:start]}[{head[start:end]}, {word}]{head[end:]}"


def _in_toml(head: str, alias: str, newline: str) -> str:
    word = json.dumps(alias, ensure_ascii=False)
    key = re.search(rf"^{_KEY}[ \t]*=[ \t]*", head, re.MULTILINE)
    if not key:
        table = re.search(r"^\s*\[", head, re.MULTILINE)
        line = f"{_KEY} = [{word}]"
        if table:
            return f"{head[: table.start()]}{line}{newline}{head[table.start() :]}"
        return _on_its_own_line(head, line, newline)
    for end in (match.end() for match in re.finditer(r"[\]\"']", head[key.end() :])):
        piece = head[key.end() : key.end() + end]
        if _is_toml(piece):
            if piece.startswith("["):
                return _in_brackets(head, key.end(), key.end() + end, word)
            return f"{head[: key.end()]}[{piece}, {word}]{head[key.end() + end :]}"
    raise NoEditError("its “aliases” are written in a way that cannot be added to")


def _is_toml(value: str) -> bool:
    try:
        return bool(tomllib.loads(f"x = {value}"))
    except tomllib.TOMLDecodeError:
        return False


def _in_brackets(head: str, start: int, end: int, word: str) -> str:
    """Before the bracket that closes a list."""
    inside = re.sub(r"#[^\n]*", "", head[start + 1 : end - 1]).strip()
    comma = "" if not inside else " " if inside.endswith(",") else ", "
    return f"{head[: end - 1].rstrip()}{comma}{word}{head[end - 1 :]}"


def _on_its_own_line(head: str, line: str, newline: str) -> str:
    return f"{head}{'' if not head or head.endswith(chr(10)) else newline}{line}{newline}"
