"""Words of a page against words of an article: what was set in lines is found whole, and each slip is found."""

import textwrap

from hypothesis import assume, given
from hypothesis import strategies as st

from site_builder.checks.spacing import joins, spacing_differences
from site_builder.render.alignment import align, piece_of
from site_builder.render.printed_text import printed_text

WORD = st.text("abcdefgéñшж", min_size=2, max_size=9) | st.sampled_from(
    ["half-way", "“so”", "it’s", "1,200", "(new)", "end.", "Anglo-Saxon"]
)
WORDS = st.lists(WORD, min_size=2, max_size=30)


def lines_of(words: list[str], width: int) -> list[tuple[str, int, str]]:
    lines = textwrap.wrap(" ".join(words), width, break_long_words=False)
    return [("p.txt", number, line) for number, line in enumerate(lines, 1)]


def slips(lines: list[tuple[str, int, str]], text: str) -> int:
    page = printed_text(lines)
    found = align(page, [], [], [piece_of(text)])
    assert (found.reached, found.unmatched) == (len(page.text), None)
    return len(list(spacing_differences(page, found.placed)))


@given(WORDS, st.integers(12, 40))
def test_what_was_set_in_lines_is_found_whole(words: list[str], width: int) -> None:
    assert slips(lines_of(words, width), " ".join(words)) == 0


@given(WORDS, st.data())
def test_two_words_run_together_are_found(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(words) - 1))
    lines = [("p.txt", 1, " ".join(words[:at])), ("p.txt", 2, " ".join(words[at:]))]
    together = " ".join([*words[: at - 1], words[at - 1] + words[at], *words[at + 1 :]])
    assert slips(lines, together) == 1
    assert slips([("p.txt", 1, " ".join(words))], together) == 1


@given(WORDS, st.integers(12, 40), st.data())
def test_a_word_apart_is_found(words: list[str], width: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    cut = data.draw(st.integers(1, len(words[at]) - 1))
    assume(not words[at][:cut].endswith("-"))  # which may be the end of a line
    apart = " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])
    assert slips(lines_of(words, width), apart) == 1


@given(st.lists(st.text("abcdefg", min_size=4, max_size=9), min_size=2, max_size=12), st.data())
def test_hyphens_may_go_and_are_counted(words: list[str], data: st.DataObject) -> None:
    cuts = [data.draw(st.integers(2, len(word) - 2)) for word in words]
    text = " ".join(f"{word[:cut]}-\n{word[cut:]}" for word, cut in zip(words, cuts, strict=True))
    lines = [("p.txt", number, line) for number, line in enumerate(text.split("\n"), 1)]
    page = printed_text(lines)
    for kept in (False, True):
        shown = " ".join(f"{word[:cut]}{'-' * kept}{word[cut:]}" for word, cut in zip(words, cuts, strict=True))
        found = align(page, [], [], [piece_of(shown)])
        assert (found.reached, found.unmatched) == (len(page.text), None)
        assert not list(spacing_differences(page, found.placed))
        assert len(joins(page, found.placed)) == (0 if kept else len(words))
