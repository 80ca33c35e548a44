"""Pages of the paper, as front matter names them."""

import pytest

from site_builder.archive.printed_page import printed_page


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1", "1"), ("01", "1"), ("第01版", "1"), ("4版", "4"), ("第12頁", "12"), ("1版面", "1"), ("第一版", "1"), ("十二版", "12"),
        ("二十版", "20"), ("二十一版", "21"), ("一二版", "12"), ("头版", "1"), ("A3", "A3"), ("A03", "A3"), ("a 3", "A3"),
        ("B-3", "B3"), ("第A03版", "A3"), ("p. 4", "4"), ("p4", "4"), ("pp. 3-4", "3"), ("Page 12", "12"), ("1-2", "1"),
        ("1、4", "1"), ("第3版：经济", "3"), ("1b", "1b"), ("副刊", "副刊"), ("Sports 2", "Sports 2"), ("版", "版"), ("", ""),
        ("  ", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_page(text: str, name: str) -> None:
    assert printed_page(text).name == name


def test_pages_stand_in_the_order_of_the_paper() -> None:
    order = ["1", "第02版", "p. 3", "3b", "10", "A1", "A2", "A10", "B1", "副刊2", "副刊10", ""]
    shuffled = order[::-1]
    assert sorted(shuffled, key=lambda text: printed_page(text).rank) == order
