"""Bodies: safe HTML, and the words of the paper."""

import random
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.archive.restrictions.redaction import BAR
from site_builder.markdown import full
from site_builder.markdown.convert import convert
from site_builder.markdown.fast import LinkRewriter, convert_fast
from site_builder.markdown.notes import place_notes, with_marks
from tests.conftest import SEEDS


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain <b>bold</b>", "<p>plain <b>bold</b></p>"),
        ("# One", "<h2>One</h2>"),
        ("## Two", "<h2>Two</h2>"),
        ("a {gap: torn} b", '<p>a <span class="gap">[torn]</span> b</p>'),
        ("{gap: 此处缺}", '<p><span class="gap">[此处缺]</span></p>'),
        ("a {supplied: *x* <y>} b", '<p>a <span class="supplied">[*x* &lt;y&gt;]</span> b</p>'),
        ("`{gap: code}`", "<p><code>{gap: code}</code></p>"),
        ("一行\n又一行", "<p>一行又一行</p>"),
        ("one line\nand another", "<p>one line\nand another</p>"),
        ("```\n一\n二\n```", "<pre><code>一\n二\n</code></pre>"),
    ],
)
def test_markdown(text: str, html: str) -> None:
    assert convert(text).html == html


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    '<a href="java\nscript:alert(1)">x</a>',
    "<iframe src=//evil.example></iframe>",
    "<svg onload=alert(1)>",
    "<math><mi//xlink:href='javascript:alert(1)'>",
    "<style>*{background:url(//evil.example)}</style>",
    '<p style="position:fixed">x</p>',
    '<form action="//evil.example"><input name=q></form>',
    '<base href="//evil.example">',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    "<p id=main>x</p>",
    "<plaintext>",
    "<!--><script>alert(1)</script>-->",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_live_comes_through(text: str) -> None:
    html = convert(text).html.lower()
    for word in ("<script", "onerror", "onload", "href=\"java", "vbscript", "<iframe", "<svg", "<style", "style=", "<form",
                 "<base", "<meta", "id=\"main", "<plaintext", "data:text"):  # fmt: skip
        assert word not in html


@pytest.mark.parametrize(
    "text", ["- " * 1000 + "x", "> " * 3000 + "x", "[" * 300, "*" * 5000, "[" * 50_000, "[^1]" * 50_000]
)
def test_what_markdown_chokes_on_is_shown_all_the_same(text: str) -> None:
    body = convert(f"before\n\n{text}\n\nafter")
    assert "before" in body.html
    assert "after" in body.html
    assert convert("*fine*").html == "<p><em>fine</em></p>"


SPACES = " " * 200_000


@pytest.mark.parametrize(
    "text",
    [
        f"-{SPACES}{'x' * 200_000}\ny", f"- a\n-{SPACES}x\ny", f"#{SPACES}x#", f"#{SPACES}\nx", f">{SPACES}x",
        f"| a |{SPACES}", f"*{SPACES}x*", f"[{SPACES}x](y", "*a " * 100_000, "[a](b" * 100_000,
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_not_simple_is_given_up_soon(text: str) -> None:
    """Going back over such a text again and again would take hours."""
    assert convert_fast(text) is None


def test_words_of_the_paper_leave_out_those_of_the_editor() -> None:
    text = "## Heading\n\nOne *two* {gap: lost} three[^1] {supplied: four}.\n\n> - a & b\n\n[^1]: A footnote."
    assert convert(text).paragraphs == ("Heading", "One two  three .", "a & b", "A footnote.")


def test_what_is_searched_does_not_go_on_over_what_the_editor_marked() -> None:
    assert convert("集中{gap: lost}务 New {supplied: old} York").texts == ("集中", "务 New", "York")
    assert convert(f"New {BAR} York").texts == ("New", "York")
    assert convert("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字</ruby>である").texts == ("漢字である",)


def test_table_columns_keep_their_alignment_without_a_style() -> None:
    html = convert("|a|b|\n|:-|-:|\n|1|2|").html
    assert '<td class="left">1</td>' in html
    assert '<td class="right">2</td>' in html


def annotated(html: str, notes: tuple[str, ...]) -> tuple[str, set[int]]:
    """A body with its marks, and the notes that have one."""
    placed = place_notes([html], notes, first=0)
    return with_marks(html, placed.marks[0], "Note {n}"), set(placed.numbers)


def test_notes_mark_the_words_they_are_about() -> None:
    notes = (
        "“five” & more",
        "nowhere",
        "",
        "five",
    )
    html, placed = annotated("<p>Say “five” &amp; more of <em>five</em></p>", notes)
    assert placed == {1, 4}
    assert 'more<sup class="note-mark"><a id="note-mark-1" href="#note-1"' in html
    assert 'id="note-mark-4" href="#note-4" role="doc-noteref" aria-label="Note 1">[1]' in html, "it stands first"
    assert html.count("note-mark-4") == 1


@pytest.mark.parametrize(
    ("html", "words", "marked"),
    [
        ("<p>a <em>b</em> c</p>", "a b c", "c"),
        ("<p>one\ntwo</p>", "one two", "two"),
        ("<p>一</p>\n<p>二</p>", "一二", "二"),
        ("<p>a&nbsp;b &amp; c</p>", "a b & c", "c"),
        ("<p>a &lt;b&gt; c</p>", "<b>", "&gt;"),
    ],
)
def test_notes_on_words_that_run_on(html: str, words: str, marked: str) -> None:
    found, placed = annotated(html, (words,))
    assert placed == {1}
    assert f'{marked}<sup class="note-mark">' in found
    assert re.sub(r"<sup.*?</sup>", "", found) == html


def test_a_note_on_words_of_a_link_stands_behind_it() -> None:
    html = '<p>a <a href="x">b c</a> d <span class="picture">[<a href="y">e</a>]</span> e &lt;f&gt;</p>'
    notes = ("b", "a b c", "e")
    found, _ = annotated(html, notes)
    assert re.sub(r'<sup class="note-mark"><a id="note-mark-(\d).*?</sup>', r"(\1)", found) == (
        '<p>a <a href="x">b c</a>(1)(2) d <span class="picture">[<a href="y">e</a>]</span> e(3) &lt;f&gt;</p>'
    )


def test_many_notes_on_a_long_body() -> None:
    html = "".join(f"<p>The word {number} &amp; more.</p>" for number in range(20_000))
    notes = tuple(f"word {number} &" for number in range(1, 10_001))
    started = time.process_time()
    found, placed = annotated(html, notes)
    assert time.process_time() - started < 10
    assert len(placed) == 10_000
    assert 'word 77 &amp;<sup class="note-mark"><a id="note-mark-77"' in found


def test_notes_on_the_same_words_stand_in_their_order() -> None:
    notes = ("b", "a\u200bb", "a")
    found, _ = annotated("<p>a\u200bb c</p>", notes)
    assert re.findall(r'id="note-mark-(\d)|([ab])(?=<|\u200b)', found) == [
        ("", "a"),
        ("3", ""),
        ("", "b"),
        ("1", ""),
        ("2", ""),
    ]


A_B_C = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n  - b\n    - c", A_B_C),
        ("- a\n   - b\n      - c", A_B_C),
        ("- a\n    - b\n        - c", A_B_C),
        ("- a\n- a\n  - b\n- c", "<ul><li>a</li><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n  1. b\n  2. c", "<ul><li>a<ol><li>b</li><li>c</li></ol></li></ul>"),
        ("- a\n - b\n- c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("1. a\n  - b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        ("- a\n\n  b\n\n- c", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"),
        ("- a\n  - b\n    b\n\nc", "<ul><li>a<ul><li>b\nb</li></ul></li></ul><p>c</p>"),
        ("- a\n\n        b", "<ul><li><p>a</p><pre><code>b</code></pre></li></ul>"),
        ("- a\n  - b\n---\n\n    c", "<ul><li>a<ul><li>b</li></ul></li></ul><hr><pre><code>c</code></pre>"),
        ("a\n- a\n  - b", "<p>a</p><ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("```\n- a\n  - b\n```", "<pre><code>- a\n  - b</code></pre>"),
        ("<pre>\n\n- a\n  - b\n</pre>", "<pre>- a\n  - b</pre>"),
    ],
)
def test_lists_nested_as_other_generators_write_them(text: str, html: str) -> None:
    assert re.sub(r"\s*(</?(?:[uo]l|li|p|pre|code|hr)>)\s*", r"\1", convert(text).html) == html


def test_links_go_through_the_rewriter() -> None:
    seen = []

    def rewrite(element: str, value: str) -> str | None:
        seen.append((element, value))
        return None if element == "img" else "there.html"

    html = convert('[a](x.md) ![p](media/p.png) <a href="y.md">b</a> [c](#here)', rewrite).html
    assert sorted(seen) == [("a", "x.md"), ("a", "y.md"), ("img", "media/p.png")]
    assert html.count('href="there.html"') == 2
    assert 'href="#here"' in html
    assert "<img" not in html
    assert '</a> <span class="picture">[p]</span> <a' in html


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_converted(text: str) -> None:
    body = convert(text)
    assert "<script" not in body.html
    assert all(paragraph.strip() for paragraph in body.paragraphs)


def slowly(text: str, rewrite: LinkRewriter | None = None) -> str:
    html, markup_problems = full.convert_full(text, rewrite)
    assert not markup_problems
    return html


CHARS = list("西宁，。“”——……0123.:;!?-+=#>()'\"/ab \u3000\u200b\xad\n&")
REFERENCES = [f"&#{number};" for number in (9, 32, 33, 34, 35, 38, 42, 45, 49, 60, 62, 91, 95, 96, 123, 126, 127, 160)]
LINES = st.lists(st.sampled_from([*CHARS, *REFERENCES]), max_size=60).map("".join)


@settings(max_examples=500)
@given(LINES | st.text(max_size=60))
@example("　　段首空两格。\n\n　　又一段。")
@example("a\n\n\n\nb")
@example("a \nb")
@example("x > y")
@example("1.5 millions\n2. two")
@example("-- a")
@example("a\n---")
@example("&#4\uff12;")
@example("".join(REFERENCES[2:-2]))
@example("&#38;#42; &#42 &#042; &#62;\n&#49;. a\n\n&#45; b")
def test_plain_paragraphs_are_what_markdown_makes_of_them(text: str) -> None:
    fast = convert_fast(text)
    assert fast is None or fast == slowly(text)


INLINE = st.sampled_from(
    ["**strong**", "*weak*", "[link](02.md)", "[l](https://a.bc/d?e=1)", "[to](#x)", "[a](../b.md#c)"]
)
WORDS = st.lists(
    INLINE | st.sampled_from(["西宁", "a b", "，", "5 > 4", "x", "&#42;", "(x)", "1.5"]), min_size=1, max_size=4
).map(" ".join)
ROW = st.lists(WORDS, min_size=2, max_size=3).map(lambda cells: f"| {' | '.join(cells)} |")
BLOCKS = (
    st.builds(lambda level, words: f"{'#' * level} {words}", st.integers(1, 6), WORDS)
    | st.tuples(
        st.sampled_from(["", "", " ", "   ", "    "]), st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
    ).map("".join)
    | st.lists(WORDS, min_size=1, max_size=2).map(
        lambda lines: "\n".join(f">{' ' * len(lines)}{line}" for line in lines)
    )
    | st.lists(st.tuples(st.sampled_from(["- ", "* ", "+  "]), WORDS).map("".join), min_size=1, max_size=3).map(
        "\n".join
    )
    | st.tuples(ROW, st.sampled_from(["| --- | --- |", "| ---- | --- | --- |"]), st.lists(ROW, max_size=2)).map(
        lambda table: "\n".join((table[0], table[1], *table[2]))
    )
)
BODIES = st.lists(st.tuples(BLOCKS, st.sampled_from(["\n\n", "\n\n\n"])).map("".join), max_size=5).map("".join)


@settings(max_examples=1000)
@given(BODIES)
@example("- a\n-  ")
@example("* a\n*   ")
@example("| \u3000a | \u3000 |\n| --- | --- |\n| c\u2003 | d |")
@example("&#4\uff12; *a*")
def test_simple_marks_are_what_markdown_makes_of_them(text: str) -> None:
    fast = convert_fast(text)
    assert fast is None or fast == slowly(text)


@given(BODIES, st.randoms(use_true_random=False))
def test_simple_marks_with_noise(text: str, chance: random.Random) -> None:
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice("*[]()|#>-+=:\n 1.!&;\u3000\u200b/%\"'") + text[at + chance.randrange(2) :]
    fast = convert_fast(text)
    assert fast is None or fast == slowly(text)


@given(BODIES)
def test_links_of_simple_marks_go_through_the_rewriter(text: str) -> None:
    asked: list[str] = []

    def rewrite(element: str, value: str) -> str | None:
        asked.append(f"{element} {value}")
        return None if "#" in value else f"/{value}&'\"<>\xa0"

    if (fast := convert_fast(text, rewrite)) is not None:
        assert fast == slowly(text, rewrite)
        assert asked[: len(asked) // 2] == asked[len(asked) // 2 :]


def test_simple_marks_are_made_quickly() -> None:
    text = "A **b** *c* [d](e.md).\n\n  X.\n\n# f\n\n> g\n> h\n\n- i\n- **j**\n\n| k | l |\n| --- | --- |\n| m | n |"
    assert convert_fast(text) == slowly(text)
    for unsure in (
        "`a`",
        "a\n- b",
        "- a\n  b",
        "- a\n\n- b",
        "**a *b* c**",
        "1. a",
        "<b>a</b>",
        "[a]",
        "a | b\n-|-\nc | d",
    ):
        assert convert_fast(unsure) is None


def test_references_to_marks_are_plain_text() -> None:
    assert convert_fast("a &#42;b&#42; &#60;i&#62; AT&#38;T") == "<p>a *b* &lt;i&gt; AT&amp;T</p>"


def test_most_of_the_seeds_are_made_quickly() -> None:
    bodies = [file.read_text(encoding="utf-8").split("---\n", 2)[2] for file in (SEEDS / "articles").rglob("*.md")]
    pieces = [piece for body in bodies for piece in body.split("\n\n")]
    fast = [piece for piece in pieces if convert_fast(piece) is not None]
    assert len(fast) > 0.8 * len(pieces)
    assert convert_fast("一\n二。\n\n三 > four.") == "<p>一\n二。</p>\n<p>三 &gt; four.</p>"
    assert all(convert_fast(piece) == slowly(piece) for piece in fast)


def test_notes_on_headings_are_numbered_as_they_stand() -> None:
    """The body is looked at first, and stands last."""
    texts = ["A kicker &amp; more", '<span class="clause">Head</span>line', "<p>Head and body</p>"]
    placed = place_notes(texts, ("body", "kicker & more", "Headline", "none", "Head"), first=2)
    assert placed.numbers == {2: 1, 3: 2, 5: 3, 1: 4}
    marked = [with_marks(text, marks, "Note {n}") for text, marks in zip(texts, placed.marks, strict=True)]
    short = [
        re.sub(r'<sup class="note-mark"><a id="note-mark-(\d)".*?>(\[\d\]).*?</sup>', r"\2", text) for text in marked
    ]
    assert short == ["A kicker &amp; more[1]", '<span class="clause">Head</span>line[2]', "<p>Head[3] and body[4]</p>"]


def test_a_mark_without_a_place_in_the_text_stands_at_its_end() -> None:
    (marks,) = place_notes(["<p>One two</p>"], ("two",), first=0).marks
    assert re.sub(r"<sup.*</sup>", "!", with_marks("", marks, "{n}")) == "!"
