"""The first words of a body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.opening import COLUMNS, clipped, opening
from tests.conftest import Make, article


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("日前，记者从市工业\n和信息化局获悉。\n\n第二段。", "日前，记者从市工业和信息化局获悉。"),
        ("Two lines\nof one paragraph.", "Two lines of one paragraph."),
        ("# Heading\n\n![A bridge](media/a.png)\n\nHello *world*, _it_ is a_b_c.", "Hello world, it is a_b_c."),
        ("Heading\n=======\n\nText.", "Text."),
        ("## Heading\nText.", "Text."),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter the table.", "After the table."),
        ("```\ncode\n\nmore\n```\nReal.", "Real."),
        ("---\n\nAfter a rule.", "After a rule."),
        ("> - quoted\n> item", "quoted item"),
        ("- [x] a\n- b", "a b"),
        ("1998. A year.", "1998. A year."),
        ("[a]: https://example.org\n\nText.", "Text."),
        (
            "A [link](https://example.org/(x)), a [^1] note, <https://example.org>.",
            "A link, a note, https://example.org.",
        ),
        ("Torn {gap: paper lost} and {supplied: word}.", "Torn [paper lost] and [word]."),
        ("Fish &amp; chips, 5 * 3, 2 < 3, \\*.", "Fish & chips, 5 * 3, 2 < 3, *."),
        ('<div class="x">\n\n**Bold** <b>words</b>\n\n</div>', "Bold words"),
        ("{{< figure src=x >}}\n\nText.", "Text."),
        ("<!-- hidden\n\nhidden too --> Seen.", "Seen."),
        ("Seen. <!-- hidden to the end", "Seen."),
        ("<script>hidden\n\nhidden</script>\n\nSeen.", "Seen."),
        ("![only a picture](media/a.png)", ""),
        ("", ""),
        ("***\n\n…", ""),
    ],
)
def test_marks_are_stripped_and_what_is_no_sentence_is_passed_over(body: str, expected: str) -> None:
    assert opening(body) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("汉字" * 40, 20, "汉字" * 5 + "…"),
        ("one two three", 10, "one two…"),
        ("one, two", 4, "one…"),
        ("x" * 20, 10, "x" * 10 + "…"),
        ("汉字 abcd 3", 7, "汉字…"),
        ("e\u0301e\u0301", 1, "…"),
        ("ab👨\u200d👩", 5, "ab…"),
        ("ten chars!", 10, "ten chars!"),
    ],
)
def test_a_text_is_cut_between_words_or_characters(text: str, columns: int, expected: str) -> None:
    assert clipped(text, columns) == expected


@given(st.text())
def test_it_is_one_short_line(body: str) -> None:
    found = opening(body)
    assert "\n" not in found
    assert len(found) <= COLUMNS + 1


def test_words_beyond_the_first_change_nothing() -> None:
    assert opening("字" * 100) == opening("字" * 100 + "更多") == "字" * 64 + "…"


def test_redacted_words_are_bars_and_withdrawn_ones_nowhere(make: Make) -> None:
    from site_builder.archive.read import read_archive

    redactions = "[{text: a secret, date: 2024-03-01, reason: R}]"
    root = make(
        {
            "articles/a.md": article(body="It was **a sec**ret of the town.", redactions=redactions),
            "articles/b.md": article(body="Words.", withdrawn="{date: 2024-03-01, reason: R}"),
        }
    )
    archive, _ = read_archive(root)
    assert [one.opening for one in archive.articles] == ["It was █████ of the town."]
    assert [one.opening for one in archive.withdrawn] == [""]
