"""The addresses of paragraphs: they can be counted, and those from the words stay when the text around them changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.markdown.convert import convert
from site_builder.render.paragraphs import blocks_of, with_addresses

LINK = re.compile(r'<a class="para" id="([^"]*)" href="#([^"]*)" tabindex="-1" aria-label="Paragraph (\d+)"></a>')
NUMBER = re.compile(r' id="p\d+"')


def anchored(markdown: str) -> str:
    return with_addresses(convert(markdown).html, "Paragraph {n}")


def addresses(markdown: str) -> list[str]:
    return [found[0] for found in LINK.findall(anchored(markdown))]


def numbers(markdown: str) -> list[str]:
    return re.findall(r' id="(p\d+)"', anchored(markdown))


RICH = """\
First, with a [link](https://example.org/) & more.

## A heading

- one
  - two

> quoted
>
> > twice

| a | b |
| --- | --- |
| 1 | 2 |

1. x

A note.[^1]

    code

![picture](media/x.png)

最后一段。

[^1]: The words of the footnote.
"""


def test_each_block_has_both_addresses() -> None:
    assert numbers(RICH) == [f"p{number}" for number in range(1, 11)]
    assert len(addresses(RICH)) == len(set(addresses(RICH))) == 9, "a picture has no words"
    assert [int(found[2]) for found in LINK.findall(anchored(RICH))] == [1, 2, 3, 4, 5, 6, 7, 8, 10]
    assert "footnote" not in "".join(re.findall(r"<div[^>]* id=[^>]*>", anchored(RICH)))


def test_the_words_are_the_same() -> None:
    assert LINK.sub("", NUMBER.sub("", anchored(RICH))) == convert(RICH).html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("One.\n\nTwo.\n\nThree.", "One.\n\nBetween.\n\nTwo.\n\nThree."),
        ("第一段话。\n\n第二段话。", "## 小标题\n\n第一段话。\n\n第二段话。"),
        ("One.\n\nTwo.", "One.\n\n- a list\n- of two\n\nTwo."),
        ("The mayor opened the new bridge, they say.", "The mayor opened the new bridge, it is said."),
        ("“90天,签下245亿元!”", "“90天，签下245亿元！”{gap: 以下缺}"),
        ("Twelve trains were late on Monday.", "Twelve **trains** were [late](https://example.org/) on Monday."),
        ("It was so.[^1]\n\n[^1]: Yes.", "Who?[^2]\n\nIt was so.[^1]\n\n[^2]: He.\n\n[^1]: Yes."),
        ("Smith & Sons opened.", "*Smith* &amp; Sons opened."),
    ],
)
def test_an_address_stays_with_its_words(before: str, after: str) -> None:
    assert addresses(before)
    assert set(addresses(before)) <= set(addresses(after))


def test_other_words_have_another_address() -> None:
    assert addresses("One.") != addresses("Two.")
    assert addresses("短讯\n\n甲") != addresses("短讯\n\n乙")
    assert addresses("短讯\n\n甲")[0] == addresses("短讯\n\n乙")[0], "a short paragraph ends where it ends"


def test_the_same_words_twice() -> None:
    first, second, third = addresses("同志们。\n\n同志们。\n\n同志们。")
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_what_has_no_words_has_a_number_only() -> None:
    assert (numbers("{gap: lost}\n\n***"), addresses("{gap: lost}\n\n***")) == (["p1"], [])


def test_a_heading_with_an_address_of_its_own_keeps_it() -> None:
    html = with_addresses('<h2 id="s-x">Words</h2>', "P{n}")
    assert html.startswith('<h2 id="s-x"><span id="p1"></span><a class="para"')


@given(st.lists(st.text("ab，。&<文 \n", max_size=70), max_size=6))
def test_the_short_way_gives_what_the_long_one_does(texts: list[str]) -> None:
    html = convert("\n\n".join(texts)).html
    long = with_addresses(html + "<hr><ul><li></li></ul>", "P{n}")
    assert re.sub(r"<hr><ul[^>]*><li></li></ul>", "", long) == with_addresses(html, "P{n}")
    assert len(list(blocks_of(html))) == len(re.findall(r' id="p\d+"', with_addresses(html, "P{n}")))
