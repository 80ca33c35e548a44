"""Raw HTML, shortcodes and pictures of bodies: what is left out is said."""

import pytest

from site_builder.markdown.convert import convert


@pytest.mark.parametrize(
    ("text", "html", "named"),
    [
        ('<iframe src="https://v.example/e?a=1"></iframe>', '<a href="https://v.example/e?a=1">e</a>', "<iframe>"),
        ("<video src='media/a.mp4' title='A film'>words</video>", '<div> <a href="media/a.mp4">A film</a> words</div>', "<video>"),
        ('a <object data="media/x.pdf">b</object>', '<div> <a href="media/x.pdf">x.pdf</a> b</div>', "<object>"),
        ("a <embed src=media/x.swf> b", '<a href="media/x.swf">x.swf</a>', "<embed>"),
        ("a <button>b</button> c", "<p>a b c</p>", "<button>"),
        ("<form action='//x'><p>Name <input name=q></p></form>", "<div><p>Name </p></div>", "<form>"),
        ("a <script>alert(1)</script> b", "a alert(1) b", "<script>"),
        ("<style>p {}</style>", "", "<style>"),
        ("a <canvas>b</canvas>", "<p>a b</p>", "<canvas>"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_said(text: str, html: str, named: str) -> None:
    body = convert(text)
    assert html in body.html
    assert f"“{named}”" in body.markup_problems[0].message


@pytest.mark.parametrize(
    "text", ["[a](java script:x)", "[a](<java script:x>)", "<a href='ftp://b'>a</a>", "<ftp://b>", "[a]\n\n[a]: data:x"]
)
def test_addresses_that_are_left_out_are_said(text: str) -> None:
    body = convert(text)
    assert "href" not in body.html
    assert (len(body.markup_problems) == 1) is ("(java script" not in text)


def test_an_explanation_that_is_shown_nowhere_is_said() -> None:
    assert "“NATO”" in convert("*[NATO]: North\n*[EU]: Europe\n\nThe EU.").markup_problems[0].message


def test_looks_are_left_out_silently() -> None:
    body = convert('a <font color="red">b</font> <o:p>c</o:p> <big>d</big> <time datetime="x">e</time>')
    assert body.html == "<p>a b c d e</p>"
    assert not body.markup_problems


def test_blocks_that_are_none_here_part_words() -> None:
    assert convert("<article>a</article>b").html == "<div>a</div>b"
    assert convert("<h1>a</h1>").html == "<h2>a</h2>"


def test_pieces_of_lists_and_tables_part_words_where_none_is() -> None:
    for name in ("li", "dd", "td", "tr", "caption"):
        assert convert(f"a<{name}>b</{name}> c").html == "<p>a<br>b c</p>"
    assert convert("<ul><li>a<li>b</ul>").html == "<ul><li>a</li><li>b</li></ul>"


def test_ruby_and_tables_go_through() -> None:
    ruby = "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字"
    assert convert(ruby).html == f"<p>{ruby}</p>"
    assert "<td>a</td>" in convert("<table>\n<tr><td>a</td></tr>\n</table>").html


@pytest.mark.parametrize(
    ("text", "html", "name"),
    [
        ('{{< legacy-img src="x.jpg" alt="A view" >}}', "<p>A view</p>", "legacy-img"),
        ("{{% note %}}\n*words*\n{{% /note %}}", "<p>\n<em>words</em>\n</p>", "note"),
        ("a {{ page.title }} b", "<p>a  b</p>", "page.title"),
        ("{% include x.html caption='C' %}", "<p>C</p>", "include"),
        ("{% asset_img a.jpg %}\n\nb", "<p>b</p>", "asset_img"),
        ("[caption id='a' width=\"3\"]words[/caption]", "<p>words</p>", "caption"),
        ('[gallery ids="1,2"]', "", "gallery"),
        ("<div>{{< x >}}a</div>", "<div>a</div>", "x"),
        ("{% highlight py %}\n# a\n{% endhighlight %}", "<pre><code># a\n</code></pre>", "highlight"),
        ("[a]({{ site.baseurl }}/b.html)", '<p><a href="/b.html">a</a></p>', "site.baseurl"),
    ],
)
def test_shortcodes_are_said_and_their_words_stay(text: str, html: str, name: str) -> None:
    body = convert(text)
    assert body.html == html
    assert [error.message.split("”")[0] for error in body.markup_problems] == [f"the shortcode “{name}"]


@pytest.mark.parametrize(
    "text", ["`{{< a >}}`", "```\n{% a %}\n```", "{ a } {b}", "[a caption]", "{{", "\\{{< a >}}", "[b]"]
)
def test_what_only_looks_like_a_shortcode_is_words(text: str) -> None:
    body = convert(text)
    assert not body.markup_problems
    assert body.html


def test_the_same_shortcode_is_said_once() -> None:
    markup_problems = convert("{{< a 1 >}} {{< a 2 >}} {{< b >}}").markup_problems
    assert [error.at for error in markup_problems] == ["{{< a 1 >}}", "{{< b >}}"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![Alt](https://x.example/p.png)", '<span class="picture">[<a href="https://x.example/p.png">Picture: Alt</a>]</span>'),
        ("![](//x.example/a/p%20q.png?r)", '<span class="picture">[<a href="//x.example/a/p%20q.png?r">Picture: p q.png</a>]</span>'),
        (
            "[![b](https://x.example/p.png)](https://y.example)",
            '<a href="https://y.example"><span class="picture">[Picture: b]</span></a>'
            ' <span class="picture">[<a href="https://x.example/p.png">Picture: b</a>]</span>',
        ),
        (
            "[![b](https://x.example/p.png)](https://x.example/p.png)",
            '<a href="https://x.example/p.png"><span class="picture">[Picture: b]</span></a>',
        ),
        ("<img src='https://x.example/p.png' alt='a>b'>", '<span class="picture">[<a href="https://x.example/p.png">Picture: a&gt;b</a>]</span>'),
        ("![a](data:image/png;base64,AAAA)", '<span class="picture">[Picture: a]</span>'),
        ("![a](media/p.png)", '<figure><img alt="a" src="media/p.png"></figure>'),
    ],
)  # fmt: skip
def test_pictures_elsewhere_are_links(text: str, html: str) -> None:
    body = convert(text, picture="Picture: {alt}")
    assert html in body.html
    assert not any("Picture" in words for words in body.paragraphs)
