"""Bodies that would take long are plain paragraphs, by a measure of the text; real long ones are converted."""

import time

import pytest

from site_builder.markdown.convert import convert

UNITS = [
    "*_", "*a _b ", "**a*b", "[", "[a](b ", "<a ", "<a b='", "<!--", "&amp;", "&", "\\<", "~~a", "{{<", "[^1]", "<b>", "- ", "> ",
    "- a\n", "> a\n\n", "a\n---\n", "# a\n", "a | b\n-|-\n", "|", "T\n\n: d\n\n", "[a]: b\n", "*[a]: b\n", "<div>", "<table><tr><td>",
    "`a``b```c", "![a](http://b.c) ", "<x@y.z>", "*a*b_c_", "<pre>\n", "1. a\n", "\\\n", "[a](b \"", "- > ", "```\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_bodies_take_time_that_grows_with_them(unit: str) -> None:
    """The square of it would be an hour."""
    started = time.process_time()
    body = convert(f"before\n\n{unit * (300_000 // len(unit))}\n\nafter")
    assert time.process_time() - started < 20
    assert "before" in body.html
    assert "after" in body.html


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("".join("`" * n + "x" for n in range(1, 1300)), ""),
        ("|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|\n" * 10_000, "cells of tables"),
        ("*a _b " * 300, ""),
        ("<b>" * 200, "tags in tags"),
        ("*a*\n\n" * 35_000, "marks"),
        ("a\n\n*b*\n\n" + "a\n\n" * 40_000, "paragraphs"),
        (">" * 40 + "a\n" + "b\n" * 30_000, "lists or quotations in one another"),
        ("".join(f"*[a{n}]: b\n" for n in range(200)), "abbreviations"),
    ],
)
def test_the_measure_is_said(text: str, reason: str) -> None:
    body = convert(f"{text}\n\nafter {{gap: torn}}")
    assert [error.message for error in body.markup_problems] == (
        [f"cannot be read as Markdown (too many {reason}); shown as plain text"] if reason else []
    )
    assert body.html.endswith('<p>after <span class="gap">[torn]</span></p>')


def test_long_bodies_of_real_shapes_are_converted() -> None:
    paragraphs = (
        "A *long* article with a [link](https://a.example/b_c) and a note[^n]; it goes on for quite a while.\n\n"
    )
    for text in (
        "".join(paragraphs.replace("^n", f"^{n}") for n in range(5000)) + "".join(f"[^{n}]: Note {n}.\n" for n in range(300)),
        "| a | b | c | d | e |\n|---|---|---|---|---|\n" + "| *1* | `2` | 3 | 4 | five |\n" * 2000,
        "- item *a*\n  - item b\n" * 3000,
        "> said *A*\n\n> said B\n\n" * 3000,
        "line of a poem  \n" * 10_000,
    ):  # fmt: skip
        assert not convert(text).markup_problems
