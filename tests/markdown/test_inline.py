"""Marks in a paragraph: what CommonMark makes of them, and what its writer saw."""

import pytest

from site_builder.markdown.convert import convert


def inside(text: str) -> str:
    return convert(text).html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"Dow's \<IBM> Merrell", "Dow's &lt;IBM&gt; Merrell"),
        (r"\& \" \~ \< \> \` \[x] \{ \| \= \$ \/ \'", "&amp; \" ~ &lt; &gt; ` [x] { | = $ / '"),
        (r"\a \西", r"\a \西"),
        ("设a<eps，所以a+eps>0", "设a&lt;eps，所以a+eps&gt;0"),
        ("He wrote <sic> here", "He wrote &lt;sic&gt; here"),
        ("<IBM> up", "&lt;IBM&gt; up"),
        ("a<b and c>d", "a&lt;b and c&gt;d"),
        ("x < y", "x &lt; y"),
        ("I <3 it", "I &lt;3 it"),
        ("<name@example.org>", '<a href="mailto:name@example.org">name@example.org</a>'),
        ("<https://a.example/b?c=d&e>", '<a href="https://a.example/b?c=d&amp;e">https://a.example/b?c=d&amp;e</a>'),
        ("*a* _b_ **c** __d__ ***e***", "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("*a **b***", "<em>a <strong>b</strong></em>"),
        ("a_b_c * d * 2*3*4", "a_b_c * d * 2<em>3</em>4"),
        ("*a*b 中*文*字 中_文_字", "<em>a</em>b 中<em>文</em>字 中_文_字"),
        ("**“招商”**引资", "<strong>“招商”</strong>引资"),
        ("看**《日报》**了", "看<strong>《日报》</strong>了"),
        ('a**"b"**c', 'a**"b"**c'),
        ("~~x~~ 3~5 ~y~", "<del>x</del> 3~5 ~y~"),
        ("`a` ``b`c`` `` ` ``", "<code>a</code> <code>b`c</code> <code>`</code>"),
        ("`<b>` `\\*`", "<code>&lt;b&gt;</code> <code>\\*</code>"),
        ("`a", "`a"),
        ("a  \nb\\\nc \nd", "a<br>\nb<br>\nc\nd"),
        ("&copy; &amp; &#42; &nosuch; &copy=1 AT&T", "© &amp; * &amp;nosuch; &amp;copy=1 AT&amp;T"),
        ('[a](b.md "T") [c](<d e.md>) [f](g(h).md)', '<a href="b.md" title="T">a</a> <a href="d e.md">c</a> <a href="g(h).md">f</a>'),
        ("[a](my file.pdf) [注](见 第二页)", '<a href="my file.pdf">a</a> [注](见 第二页)'),
        ("[a [b](c.md) d](e.md)", '[a <a href="c.md">b</a> d](e.md)'),
        ("[a][] [A] [b][a] [c]\n\n[a]: u.md 'T'", '<a href="u.md" title="T">a</a> <a href="u.md" title="T">A</a> <a href="u.md" title="T">b</a> [c]'),
        ("[](b/c%20d.pdf)", '<a href="b/c%20d.pdf">c d.pdf</a>'),
        ("[*a*](b.md)", '<a href="b.md"><em>a</em></a>'),
        ("c ![a *b*](media/c.png 'T')", 'c <img alt="a b" src="media/c.png" title="T">'),
        ("*a*{:.small} [b](c.md){:target=\"_blank\"} {:x}", '<em>a</em> <a href="c.md">b</a> {:x}'),
        ("the <b>bold and the rest", "the <b>bold and the rest</b>"),
        ("a</b> b", "a b"),
        ("a<!-- b -->c", "ac"),
        ("a <!-- b", "a &lt;!-- b"),
        ("a <![CDATA[ b ]]> <?php c ?> <!DOCTYPE d>", "a &lt;![CDATA[ b ]]&gt; &lt;?php c ?&gt; &lt;!DOCTYPE d&gt;"),
    ],
)  # fmt: skip
def test_marks(text: str, html: str) -> None:
    assert inside(text) == html


def test_a_tag_that_is_not_closed_ends_with_its_paragraph() -> None:
    assert convert("<b>a\n\nb").html == "<p><b>a</b></p>\n<p>b</p>"


def test_footnotes_referred_to_twice() -> None:
    html = convert("a[^x] b[^x] [^y]\n\n[^x]: note").html
    assert '<sup id="fnref:x"><a class="footnote-ref" href="#fn:x">1</a></sup> b<sup id="fnref2:x">' in html
    assert "[^y]" in html
    assert html.count("footnote-backref") == 2


def test_abbreviations_are_explained_where_they_stand_alone() -> None:
    html = convert('HTML, *HTML*, XHTML\n\n*[HTML]: A "language"').html
    assert html.count('<abbr title="A &quot;language&quot;">HTML</abbr>') == 2


@pytest.mark.parametrize(
    "address",
    ["java script:alert(1)", "java\u00a0script:x", "\u3000javascript:x", "java&#10;script:x", "java&Tab;script:x", "vbscript :x",
     "data:text/html,x", "file:///etc/passwd", "x y:z"],
)  # fmt: skip
def test_addresses_that_might_run_are_left_out(address: str) -> None:
    for text in (f"[a](<{address}>)", f'<a href="{address}">a</a>', f'<img src="{address}" alt="a">'):
        html = convert(text).html
        assert "script" not in html
        assert "href=" not in html
        assert "src=" not in html
        assert "a" in html


def test_addresses_that_run_nothing_stay() -> None:
    for address in (
        "http://a.example",
        "HTTPS://a.example",
        "mailto:a@b.example",
        "tel:1",
        "//a.example/b",
        "b.md?c:d",
    ):
        assert f'href="{address}"' in convert(f"[a]({address})").html
