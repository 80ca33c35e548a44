"""What `make mutation` does beside mutmut: each mutant gets some seconds of tests, and the results become a table.

    python -m tools.mutation --fewer    of the tests that call a function, its own module's and the quickest are left
    python -m tools.mutation            for each module: mutants, killed, survived, out of time, and the score

A mutant that no test notices runs every test that calls its function. Where these build whole sites, that is a minute,
and what they see the small tests see too. `rm -r mutants` begins again, with all tests.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_MUTANTS = Path("mutants")
_SECONDS = 5.0  # of tests for one function
_LEAST = 25  # tests for one function, however long they take
_SAYS = {0: "survived", 1: "killed", 3: "killed", 24: "timeout", -24: "timeout", 36: "timeout", 152: "timeout"}


def quickest(
    tests: Iterable[str], duration: Mapping[str, float], *, seconds: float = _SECONDS, least: int = _LEAST
) -> list[str]:
    """The tests that are done within some seconds, one after the other, and in any case a few."""
    kept: list[str] = []
    passed = 0.0
    for test in sorted(tests, key=lambda name: (duration.get(name, 0), name)):
        passed += duration.get(test, 0)
        if passed > seconds and len(kept) >= least:
            break
        kept.append(test)
    return kept


def own(function: str, tests: Iterable[str]) -> list[str]:
    """Of the tests that call a function, those of its own module: `tests/pages/test_feeds.py` of `pages/feeds.py`."""
    parts = function.split(".")
    file = f"tests/{parts[1]}/test_{parts[-2]}.py::"
    return [test for test in tests if test.startswith(file)]


def table(results: Mapping[str, Counter[str]]) -> Iterator[str]:
    """A line for each module, and one for all; the score is what was noticed of what was tried."""
    total: Counter[str] = sum(results.values(), Counter())
    yield f"{'module':40} mutants killed survived timeout score"
    for name, count in [*sorted(results.items()), ("all", total)]:
        tried = count["killed"] + count["survived"] + count["timeout"]
        score = f"{100 * (tried - count['survived']) / tried:.1f}" if tried else ""
        numbers = (count.total(), count["killed"], count["survived"], count["timeout"], score)
        yield "{:40} {:>7} {:>6} {:>8} {:>7} {:>5}".format(name, *numbers)


def _results() -> dict[str, Counter[str]]:
    found = {}
    for file in sorted(_MUTANTS.rglob("*.py.meta")):
        ends = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].values()
        if ends:
            name = file.relative_to(_MUTANTS).as_posix().removesuffix(".meta")
            found[name] = Counter(_SAYS.get(end, "not tried") for end in ends)
    return found


def _keep_few() -> None:
    file = _MUTANTS / "mutmut-stats.json"
    stats = json.loads(file.read_text(encoding="utf-8"))
    calls = stats["tests_by_mangled_function_name"]
    for function, tests in calls.items():
        first, duration = own(function, tests), stats["duration_by_test"]
        others = [test for test in tests if test not in set(first)]
        calls[function] = quickest(first, duration, seconds=4 * _SECONDS) + quickest(others, duration)
    file.write_text(json.dumps(stats), encoding="utf-8")


def main() -> None:
    """Run from the repository's folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fewer", action="store_true", help="leave each function its quickest tests")
    if parser.parse_args().fewer:
        _keep_few()
    else:
        print("\n".join(table(_results())))


if __name__ == "__main__":
    main()
