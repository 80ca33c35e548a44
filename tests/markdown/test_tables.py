"""Columns of numbers stand at the end of their cells."""

import pytest

from site_builder.markdown.convert import convert


@pytest.mark.parametrize(
    ("rows", "numeric"),
    [
        (["wheat | 1,300", "rye | 12.5 %"], [False, True]),
        (["2024 | −3", "2025 | ￥5"], [True, True]),
        (["a | 1", "b | —", "c | "], [False, True]),
        (["a | 5 May 1912", "b | 7"], [False, False]),
        (["a | —", "b | "], [False, False]),
        (["a | 第3名", "b | 3"], [False, False]),
        (["a | 3 | 4", "b | 3"], [False, False]),
    ],
)
def test_a_column_of_numbers(rows: list[str], numeric: list[bool]) -> None:
    html = convert("| x | y |\n|---|---|\n" + "\n".join(f"| {row} |" for row in rows)).html
    assert [f'<th class="numeric">{name}</th>' in html for name in "xy"] == numeric
    assert html.count("numeric") == (1 + len(rows)) * sum(numeric)


def test_an_alignment_of_the_author_stays() -> None:
    html = convert("| x | y |\n|---|:-:|\n| a | 2 |").html
    assert '<td class="center">2</td>' in html
    assert "numeric" not in html
