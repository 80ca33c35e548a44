"""Which tests a mutant gets, and the table of what became of the mutants."""

from collections import Counter

import pytest

from tools.mutation import own, quickest, table

DURATION = {"a": 2.0, "b": 0.1, "c": 0.1, "d": 1.0, "e": 9.0, "f": 0.0, "g": 8.0}


@pytest.mark.parametrize(
    ("tests", "kept"),
    [("", ""), ("ge", "ge"), ("gfedcba", "fbcda"), ("fabcde", "fbcda"), ("bzy", "yzb")],
)
def test_a_function_keeps_its_quickest_tests_and_a_few(tests: str, kept: str) -> None:
    assert quickest(tests, DURATION, seconds=2.5, least=5) == list(kept)


def test_the_table() -> None:
    results = {"b.py": Counter(killed=2, survived=1), "a.py": Counter({"killed": 1, "timeout": 1, "not tried": 3})}
    assert [line.split() for line in table(results)] == [
        ["module", "mutants", "killed", "survived", "timeout", "score"],
        ["a.py", "5", "1", "0", "1", "100.0"],
        ["b.py", "3", "2", "1", "0", "66.7"],
        ["all", "8", "3", "1", "1", "80.0"],
    ]


def test_the_tests_of_a_module_are_those_in_its_place() -> None:
    tests = [
        "tests/pages/test_feeds.py::test_a",
        "tests/pages/test_feed.py::test_b",
        "tests/archive/test_feeds.py::test_c",
    ]
    assert own("site_builder.pages.feeds.x_plan", tests) == tests[:1]
    inner = ["tests/archive/test_withdrawal.py::test_d[x]", "tests/checks/test_leaks.py::test_e"]
    assert own("site_builder.archive.restrictions.withdrawal.xǁWithheldǁhides", inner) == inner[:1]
