"""The structure of bodies: as CommonMark has it."""

import re

import pytest

from site_builder.markdown.convert import convert


def flat(text: str) -> str:
    """The HTML without the line breaks between blocks."""
    return re.sub(
        r"\s*(</?(?:[uo]l|li|p|pre|code|hr|blockquote|h\d|d[ldt]|div|table|t\w+)(?: [^>]*)?>)\s*",
        r"\1",
        convert(text).html,
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("text\n- a\n- b", "<p>text</p><ul><li>a</li><li>b</li></ul>"),
        ("text\n1. a\n2. b", "<p>text</p><ol><li>a</li><li>b</li></ol>"),
        ("He was born in\n1986. It rained.", "<p>He was born in\n1986. It rained.</p>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("- a\n  more\nlazy\n- b", "<ul><li>a\nmore\nlazy</li><li>b</li></ul>"),
        ("- a\n  ```\n  x\n    y\n  ```\n- b", "<ul><li>a<pre><code>x\n  y</code></pre></li><li>b</li></ul>"),
        ("1. a\n   > b\n2. c", "<ol><li>a<blockquote><p>b</p></blockquote></li><li>c</li></ol>"),
        ("- [ ] a\n- [x] b\n- [y] c", "<ul><li>☐ a</li><li>☑ b</li><li>[y] c</li></ul>"),
        ("-a\n1.b", "<p>-a\n1.b</p>"),
        ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("> a\nlazy\n\nb", "<blockquote><p>a\nlazy</p></blockquote><p>b</p>"),
        ("text\n> a", "<p>text</p><blockquote><p>a</p></blockquote>"),
        ("> > a\n> b", "<blockquote><blockquote><p>a\nb</p></blockquote></blockquote>"),
        ("> - a\n> - b", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>"),
        ("#西宁 #青海", "<p>#西宁 #青海</p>"),
        ("## a ##\n# b#", "<h2>a</h2><h2>b#</h2>"),
        ("#\n\n# {{ x }}\n\na", "<p>a</p>"),
        ("text\n### a", "<p>text</p><h3>a</h3>"),
        ("a\n===\nb\n---", "<h2>a</h2><h2>b</h2>"),
        ("a\n\n---\n\n***\n* * *", "<p>a</p><hr><hr><hr>"),
        ("# a {#toc0}\n## b {: .c}\n## 甲 {#toc0}\n## {x}", '<h2 id="s-toc0">a</h2><h2>b</h2><h2>甲</h2><h2>{x}</h2>'),
        ("[go](#toc0) [else](#x)\n\n# a {#toc0}", '<p><a href="#s-toc0">go</a> <a href="#x">else</a></p><h2 id="s-toc0">a</h2>'),
        ("```\n- a\n```", "<pre><code>- a</code></pre>"),
        ('``` c++ {.x}\na\n```\n~~~ py title="b"\nc\n~~~', "<pre><code>a</code></pre><pre><code>c</code></pre>"),
        ("~~~ py\na\n\nb", "<pre><code>a\n\nb</code></pre>"),
        ("text\n    not code", "<p>text\nnot code</p>"),
        ("    a\n\n    b\n\nc", "<pre><code>a\n\nb</code></pre><p>c</p>"),
        ("a | b\n--|--\n1 | 2 | 3", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"),
        ("text\n\n| a |\n| - |\n| `b\\|c` \\| d |", "<p>text</p><table><thead><tr><th>a</th></tr></thead><tbody><tr><td><code>b|c</code>| d</td></tr></tbody></table>"),
        ("T\n: d\n\n    more", "<dl><dt>T</dt><dd><p>d</p><p>more</p></dd></dl>"),
    ],
)  # fmt: skip
def test_structure(text: str, html: str) -> None:
    assert flat(text) == html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<div>a\n\nb *c*", ["a", "b c"]),
        ("~~~~ the end ~~~~\n\na", ["~~~~ the end ~~~~", "a"]),
        ("```我是分割线\n\na", ["```我是分割线", "a"]),
        ("[^1]: a\n[^1]: b", ["a", "b"]),
        ("<<Title>> at <time> and <Section>", ["<<Title>> at <time> and <Section>"]),
        ("<time>a</time> <Summary>b", ["a <Summary>b"]),
        ("[记者]: 你好\n\n[Q]: What?", ["[记者]: 你好", "[Q]: What?"]),
        ("<iframe src='x.html'>\n\nb", ["x.html", "b"]),
        ("<!-- a\n\nb", ["<!-- a", "b"]),
        ("<script>a\n\nb", ["<script>a", "b"]),
        ("<textarea>a\n\nb", ["<textarea>a", "b"]),
        ("<title>a\n\nb", ["<title>a", "b"]),
        ("<details><summary>A</summary>B</details>", ["A", "B"]),
        ("<section>a</section>b", ["a", "b"]),
        ("<select><option>a<option>b</select>", ["a", "b"]),
        ("<plaintext>a\n\nb</p>", ["<plaintext>a", "b"]),
        ("```\na", ["a"]),
        ("<table><tr><td>a<td>b</table>c", ["a", "b", "c"]),
        ("<pre>a\n\nb</pre>\n\nc", ["a\n\nb", "c"]),
    ],
)
def test_no_word_is_lost(text: str, words: list[str]) -> None:
    assert list(convert(text).paragraphs) == words


def test_marks_beyond_a_depth_are_words() -> None:
    body = convert("> " * 60 + "a")
    assert body.html.count("<blockquote>") == 40
    assert "&gt; &gt; a" in body.html
    assert "more than 40 deep" in body.markup_problems[0].message
