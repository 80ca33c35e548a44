"""YAML as text, with the line of every fault.

Values are read as strings: typed YAML would turn `page: 01` into 1, `1:30` into 90 and `no` into
False. What a value means is decided by the struct that it is converted to. Lines are looked up only after
something went wrong, so the good case costs nothing.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import EnumMeta
from typing import Any, NoReturn, TypeVar, get_args, get_type_hints

import msgspec
import yaml

from site_builder.common.problems import BuildError, Problem, unreadable

T = TypeVar("T")


class YamlError(Exception):
    """A file whose YAML cannot be used; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@contextmanager
def required_file(path: str, *, hint: str = "") -> Iterator[None]:
    """Around the reading of a file that the build cannot do without: what prevents it is raised as BuildError.

    `hint` stands in place of the usual ones.
    """
    try:
        yield
    except YamlError as error:
        raise BuildError.of(error.problem, hint=hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError.of(unreadable(path, error, hint=hint)) from None


class _Refused(yaml.YAMLError):
    """Good YAML that means nothing here; `line` counts from 0."""

    def __init__(self, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


_NOTHING = ("~", "null", "Null", "NULL")  # how YAML writes an absent value, unless in quotation marks


class _Reader:
    """Makes values of the parser's events, everything as text: strings, lists, mappings and nothing else.

    A loader of the library would compose nodes and resolve their types first, which takes two thirds more time. What
    it would let pass is an error here: a key given twice, of which it keeps the last; and an alias, since a few lines
    of aliases of aliases stand for billions of values.
    """

    def __init__(self, text: str) -> None:
        self._next: Callable[[], Any] = yaml.CBaseLoader(text).get_event

    def document(self) -> Any:
        """The one document of the text; None where there is none."""
        self._next()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        value = self._value(self._next())
        self._next()  # the document ends
        further = self._next()
        if not isinstance(further, yaml.StreamEndEvent):
            raise _Refused("a second document begins", "remove the line “---”", further.start_mark.line)
        return value

    def _value(self, event: Any) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return event.value
        if kind is yaml.MappingStartEvent:
            return self._mapping()
        if kind is yaml.SequenceStartEvent:
            return self._sequence()
        hint = "write the value out, or put a text that begins with * between ' and '"
        raise _Refused("aliases (*name) are not supported", hint, event.start_mark.line)

    def _sequence(self) -> list[Any]:
        values = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            if type(event) is not yaml.ScalarEvent or event.style or event.value not in _NOTHING:
                values.append(self._value(event))
        return values

    def _mapping(self) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = event.value if type(event) is yaml.ScalarEvent else self._no_key(event)
            if key in mapping:
                hint = "keep one of them; for several values write a list"
                raise _Refused(f"the key “{key}” stands twice", hint, event.start_mark.line)
            event = self._next()
            if type(event) is not yaml.ScalarEvent:
                mapping[key] = self._value(event)
            else:
                mapping[key] = "" if event.value in _NOTHING and not event.style else event.value
        return mapping

    def _no_key(self, event: Any) -> NoReturn:
        if isinstance(event, yaml.AliasEvent):
            self._value(event)
        raise _Refused("a key is no text", "write “key: value” lines", event.start_mark.line)


def load(text: str, *, path: str, first_line: int = 1) -> dict[str, Any]:
    """The mapping that `text` holds, all scalars as strings; `first_line` is where the text begins in its file.

    Raises YamlError.
    """
    try:
        value = _Reader(clean(text)).document()
    except _Refused as error:
        raise YamlError(Problem(path, first_line + error.line, error.message, error.hint)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        hint = "put a text that holds “: ”, “#”, “[” or quotation marks between ' and '"
        raise YamlError(Problem(path, line, f"not readable as YAML: {error.problem}", hint)) from None
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        message = f"not readable as YAML: {' '.join(str(error).split()) or type(error).__name__}"
        raise YamlError(Problem(path, first_line, message)) from None
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise YamlError(Problem(path, first_line, "expected “key: value” lines", "begin each line with a key"))
    return without_controls(value) if "\\" in text else value


# What is no text: control characters, halves of surrogate pairs, noncharacters. HTML and XML forbid most of them.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without what is no text."""
    return text if text.replace("\n", "").isprintable() else CONTROLS.sub("", text)


def without_controls(value: Any) -> Any:
    """`value` with its texts cleaned: escapes such as "\\x07" can bring in what no HTML or XML may hold."""
    if isinstance(value, dict):
        return {without_controls(key): without_controls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_controls(item) for item in value]
    return clean(value) if isinstance(value, str) else value


def convert(
    value: Any, kind: type[T], *, text: str, path: str, first_line: int = 1, guide: str = "",
    spelled: Mapping[str, str] | None = None, within: Sequence[str] = (),
) -> T:  # fmt: skip
    """`value`, loaded from `text`, as a `kind`. `guide` is the document that describes it.

    `spelled` are the keys as the text has them, `within` those that lead to the value. Raises YamlError with the line
    of the wrong value.
    """
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        steps = re.findall(r"[^.\[\]`$]+", where)
        key = ".".join(step for step in steps if not step.isdigit())
        unknown = re.search(r"unknown field `(.*)`", message)
        there = [(spelled or {}).get(step, step) for step in steps[:1]] + steps[1:] + ([unknown[1]] if unknown else [])
        line = first_line + line_of(text, [*within, *there])
        name = f"“{key}”: " if key else ""
        near = _nearest(unknown[1], _struct_at(kind, steps)) if unknown else ""
        raise YamlError(
            Problem(
                path, line, name + _plain(message), near or _choices(message, kind, steps) or _hint(key, message, guide)
            )
        ) from None


def _struct_at(kind: Any, steps: list[str]) -> Any:
    """The type of the value that `steps` lead to in one of this type: of a list, that of its items."""
    for step in steps:
        if not step.isdigit():
            kind = _item(get_type_hints(kind).get(step))
    return _item(kind)


def _item(kind: Any) -> Any:
    return next((item for item in get_args(kind) if hasattr(item, "__struct_fields__")), kind)


def _choices(message: str, kind: Any, steps: list[str]) -> str:
    """A hint that names the words that may stand at the place that `steps` lead to, if there are but a few."""
    if "enum value" not in message:
        return ""
    hint = get_type_hints(_struct_at(kind, steps[:-1]))[steps[-1]]
    return f"write {' or '.join(next(item for item in (hint, *get_args(hint)) if isinstance(item, EnumMeta)))}"


def _nearest(key: str, kind: Any) -> str:
    """A hint that names the known key that one is almost."""
    fields = getattr(kind, "__struct_encode_fields__", ())
    near = difflib.get_close_matches(key.lower(), fields, 1)
    return f"did you mean “{near[0]}”?" if near else f"the known keys are {', '.join(fields)}"


_LONG = 1_000_000  # characters, in which it takes too long to find a line


def line_of(text: str, steps: list[str]) -> int:
    """The line, from 0, at which the value stands that `steps` (keys and positions) lead to."""
    if len(text) > _LONG:
        return 0
    try:
        node = yaml.compose(clean(text), yaml.CSafeLoader)
    except yaml.YAMLError:
        return 0
    line = 0
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == step]
            if not found:
                break
            line, node = found[0][0].start_mark.line, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
            node = node.value[int(step)]
            line = node.start_mark.line
    return line


_WORDS = {
    "`object | null`": "“key: value” pairs",
    "`str`": "a text",
    "`array`": "a list",
    "`object`": "“key: value” pairs",
    "`int`": "a whole number",
    "`bool`": "true or false",
}


def _plain(message: str) -> str:
    """A message of msgspec in words that need no knowledge of Python."""
    for name, words in _WORDS.items():
        message = message.replace(name, words)
    message = message.replace(" | null", "").replace("Object missing required field", "missing:")
    message = message.replace("Object contains unknown field", "unknown key").replace("Expected", "expected")
    message = message.replace("Invalid enum value", "not one of the known values:")
    return message.replace("`", "“", 1).replace("`", "”", 1)


def _hint(key: str, message: str, guide: str) -> str:
    if "missing required field" in message:
        missing = re.search(r"field `(\w+)`", message)
        return f"add “{missing[1]}: …”" if missing else "add the missing key"
    if "unknown field" in message:
        return "correct or remove it"
    if "`bool`" in message:
        return "write true or false"
    return f"see {guide} for the form of “{key.split('.')[0]}”" if guide and key else ""
