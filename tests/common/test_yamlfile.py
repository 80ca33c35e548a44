"""YAML as text."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.common.yamlfile import YamlError, line_of, load

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)
VALUES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3))


@pytest.mark.parametrize("flow", [True, False, None])
@given(value=st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_the_library_writes_is_read_as_it_reads_it(value: dict[str, object], flow: bool | None) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow)
    assert load(text, path="x") == yaml.load(text, yaml.CBaseLoader)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", {}),
        ("# nothing\n", {}),
        ("a: 01\nb: 1:30\nc: no\nd: 2024-02-30\n", {"a": "01", "b": "1:30", "c": "no", "d": "2024-02-30"}),
        ("a: ~\nb: '~'\nc:\nd: null\n", {"a": "", "b": "~", "c": "", "d": ""}),
        ("a: [x, {b: c}]\n", {"a": ["x", {"b": "c"}]}),
        ("a: &name x\n", {"a": "x"}),
        ("a: >\n  one\n  two\n", {"a": "one two\n"}),
        ("a: x\ufdd0y\nb\x85: z\n", {"a": "xy", "b": "z"}),
        ('a: "x\\ufddfy\\x07"\n"b\\uffff": z\n', {"a": "xy", "b": "z"}),
    ],
)
def test_everything_is_text(text: str, value: dict[str, object]) -> None:
    assert load(text, path="x") == value


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "stands twice"),
        ("a: &x 1\nb: *x\n", 2, "aliases"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key is no text"),
        ("a: [1\nb: 2\n", 2, "not readable"),
        ("- a\n", 1, "expected “key: value”"),
    ],
)
def test_a_fault_names_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(YamlError, match=words) as caught:
        load(text, path="x")
    assert caught.value.problem.line == line


def test_the_line_of_a_key_below_what_is_no_text() -> None:
    assert line_of("a: x\x07y\nb: [1, 2]\nc: 3\n", ["c"]) == 2
