"""Pictures of an archive: figures with caption, credit and size; their words are those of the paper."""

import pytest

from site_builder.markdown.convert import convert

IMG = '<img alt="a" src="media/p.png" width="160" height="90">'


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("![a](media/p.png)", f"<figure>{IMG}</figure>", []),
        ("![a](media/p.png 'The bridge.')", f"<figure>{IMG}<figcaption>The bridge.</figcaption></figure>", ["The bridge."]),
        (
            "![a](media/p.png '大桥 | 王小明 摄')",
            f"<figure>{IMG}<figcaption>大桥<br><small>王小明 摄</small></figcaption></figure>",
            ["大桥", "王小明 摄"],
        ),
        ("![a](media/p.png '｜本报记者')", f"<figure>{IMG}<figcaption><small>本报记者</small></figcaption></figure>", ["本报记者"]),
        (
            "![a](media/p.png '{supplied: From the south.} At noon < one')",
            f'<figure>{IMG}<figcaption><span class="supplied">[From the south.]</span> At noon &lt; one</figcaption></figure>',
            ["At noon < one"],
        ),
        (
            "![a](media/p.png 'x')\n![a](media/p.png)  \n",
            f'<div class="pictures"><figure>{IMG}<figcaption>x</figcaption></figure><figure>{IMG}</figure></div>',
            ["x"],
        ),
        (
            "[![a](media/p.png 'x')](media/p.png)",
            f'<figure><a href="media/p.png">{IMG}</a><figcaption>x</figcaption></figure>',
            ["x"],
        ),
        ("Seen: ![a](media/p.png)", f"<p>Seen: {IMG}</p>", ["Seen:"]),
        ("<img alt=a src=media/p.png width=40>", '<img alt="a" src="media/p.png" width="40">', []),
        (f"{'x' * 3000}\n\n![a](media/p.png)", f'<figure>{IMG[:-1]} loading="lazy"></figure>', ["x" * 3000]),
    ],
)  # fmt: skip
def test_a_paragraph_of_pictures_is_made_of_figures(text: str, html: str, words: list[str]) -> None:
    body = convert(text, measure=lambda address: (160, 90) if address == "media/p.png" else None)
    assert html in body.html
    assert list(body.paragraphs) == words
    assert list(body.texts) == words


def test_a_picture_whose_size_is_not_known_has_none() -> None:
    assert (
        convert("![a](media/p.svg)", measure=lambda _: None).html == '<figure><img alt="a" src="media/p.svg"></figure>'
    )


def test_a_hostile_title_stays_words() -> None:
    html = convert('![a](media/p.png "<script>x</script> | <b onclick=y>")').html
    assert "<figcaption>&lt;script&gt;x&lt;/script&gt;<br><small>&lt;b onclick=y&gt;</small></figcaption>" in html
