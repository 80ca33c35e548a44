"""What the commands say of many problems, and how long work shows that it goes on."""

import pytest

from site_builder.cli.printing import count_of, print_problems, progress
from site_builder.common.problems import Problem, warning

PICTURES = [
    warning(f"articles/{n}.md", n, f"the picture “http://x.org/{n}.jpg” is on another host", "copy it into media/")
    for n in range(1, 5001)
]
ERRORS = [Problem("articles/b.md", 3, "“date”: “2024-02-30” is no day of the calendar", "write a day that was")]
FEW = [warning("media/a", 0, "is left out: it is no ordinary file", "put a copy of the file here")] * 3

HINTS = [warning("articles/a.md", n, f"unknown key “k{n}”", f"did you mean “known{n}”?") for n in range(2, 7)]


def test_problems_of_one_kind_are_said_once_with_a_number_and_three_examples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_problems([*PICTURES, *ERRORS, *FEW])
    assert capsys.readouterr().err.splitlines() == [
        *["media/a: warning: is left out: it is no ordinary file", "    put a copy of the file here"] * 3,
        "5,000 warnings: the picture “…” is on another host",
        "  articles/1.md:1: the picture “http://x.org/1.jpg” is on another host",
        "  articles/2.md:2: the picture “http://x.org/2.jpg” is on another host",
        "  articles/3.md:3: the picture “http://x.org/3.jpg” is on another host",
        "  … and 4,997 more (--all prints each)",
        "    copy it into media/",
        "articles/b.md:3: “date”: “2024-02-30” is no day of the calendar",
        "    write a day that was",
    ]


def test_examples_say_what_to_do_where_it_differs(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems(HINTS)
    assert capsys.readouterr().err.splitlines() == [
        "5 warnings: unknown key “…”",
        "  articles/a.md:2: unknown key “k2” (did you mean “known2”?)",
        "  articles/a.md:3: unknown key “k3” (did you mean “known3”?)",
        "  articles/a.md:4: unknown key “k4” (did you mean “known4”?)",
        "  … and 2 more (--all prints each)",
    ]


def test_every_problem_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([*PICTURES, *ERRORS], every=True)
    assert len(capsys.readouterr().err.splitlines()) == 2 * 5001


def test_only_errors_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([*PICTURES, *ERRORS], errors_only=True)
    assert capsys.readouterr().err.splitlines() == [str(ERRORS[0]), f"    {ERRORS[0].hint}"]


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([], "no problems"),
        (ERRORS, "1 error"),
        ([*PICTURES, *ERRORS], "1 error, 5,000 warnings of 2 kinds"),
        ([*HINTS, *FEW, *PICTURES], "5,008 warnings of 3 kinds"),
        ([*ERRORS, FEW[0]], "1 error, 1 warning"),
    ],
)
def test_problems_are_summed_up(problems: list[Problem], said: str) -> None:
    assert count_of(problems) == said


def test_long_work_without_a_terminal_says_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    with progress(False) as show:
        assert show
        for second in range(100):
            now = float(second)
            show("pages", second * 500, 75000)
        show("reading", 7, 0)
    assert capsys.readouterr().err == "pages: 15,500 of 75,000\npages: 31,000 of 75,000\npages: 46,500 of 75,000\n"
    with progress(True) as show:
        assert show is None
