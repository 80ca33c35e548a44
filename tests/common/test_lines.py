"""What a line is, and how ranges of lines are written."""

import pytest

from site_builder.common.lines import numbers, parse_range, show, split_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\rc\n", ["a", "b", "c"]),
        ("\n\na\n\n", ["", "", "a", ""]),
        ("a\x0cb\u2028c\x85d\x1ce", ["a\x0cb\u2028c\x85d\x1ce"]),
    ],
)
def test_only_lf_crlf_and_cr_end_a_line(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "expected"), [("12", (12, 12)), ("12-14", (12, 14)), (" 3 – 5 ", (3, 5)), ("10000000", (10_000_000,) * 2)]
)
def test_ranges(text: str, expected: tuple[int, int]) -> None:
    assert parse_range(text) == expected


@pytest.mark.parametrize(
    "text", ["", "0", "0-3", "5-3", "a", "1-2-3", "-1", "１", "10000001", "1-99999999999999999999", "9" * 5000]
)
def test_no_ranges(text: str) -> None:
    with pytest.raises(ValueError, match="no range of lines"):
        parse_range(text)


def test_reading_order_is_kept() -> None:
    ranges = [(5, 6), (1, 2), (9, 9)]
    assert list(numbers(ranges)) == [5, 6, 1, 2, 9]
    assert show(ranges) == "5–6, 1–2, 9"
