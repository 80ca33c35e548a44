"""To whom errors are reported: what may be written, and the addresses that come of it."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.contact import parse_contact
from site_builder.common.problems import BuildError
from tests.conftest import Make

GITHUB = "https://github.com/owner/na.me"


@pytest.mark.parametrize(
    ("contact", "address", "edit"),
    [
        ("desk@example.org", "mailto:desk@example.org?subject=T&body=X", ""),
        ("mailto:a+b@example.org", "mailto:a+b@example.org?subject=T&body=X", ""),
        ("编辑@例子.中国", "mailto:%E7%BC%96%E8%BE%91@%E4%BE%8B%E5%AD%90.%E4%B8%AD%E5%9B%BD?subject=T&body=X", ""),
        (GITHUB, f"{GITHUB}/issues/new?title=T&body=X", ""),
        (f"{GITHUB}.git", f"{GITHUB}/issues/new?title=T&body=X", ""),
        (f"{GITHUB}/issues/", f"{GITHUB}/issues/new?title=T&body=X", ""),
        (f"{GITHUB}/tree/main", f"{GITHUB}/issues/new?title=T&body=X", f"{GITHUB}/edit/main"),
        (f"{GITHUB}/tree/main/a/b/", f"{GITHUB}/issues/new?title=T&body=X", f"{GITHUB}/edit/main/a/b"),
        ("https://gitlab.com/g/s/n", "https://gitlab.com/g/s/n/-/issues/new?issue%5Btitle%5D=T&issue%5Bdescription%5D=X", ""),
        (
            "https://gitlab.example.org/g/n/-/tree/main/x", "https://gitlab.example.org/g/n/-/issues/new?issue%5Btitle%5D=T&issue%5Bdescription%5D=X",
            "https://gitlab.example.org/g/n/-/edit/main/x",
        ),
        (
            "https://codeberg.org/o/n/src/branch/main/x", "https://codeberg.org/o/n/issues/new?title=T&body=X",
            "https://codeberg.org/o/n/_edit/main/x",
        ),
        ("https://example.org/form", "https://example.org/form", ""),
        ("https://example.org/form?t={title}&w={words}&b=1", "https://example.org/form?t=T&w=&b=1", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_addresses(contact: str, address: str, edit: str) -> None:
    found = parse_contact(contact)
    assert found
    assert (found.address(title="T", text="X"), found.edit) == (address, edit)


def test_what_is_filled_in_comes_out_again() -> None:
    values = {
        "title": "90天,签下245亿元! & 50% #1 [x] “y”",
        "text": "Line\r\nhttps://a.example/%E4%B8%80.html?a=b&c\r\n\r\n",
    }
    for contact in ("desk@example.org", GITHUB):
        found = parse_contact(contact)
        assert found
        query = parse_qs(urlsplit(found.address(**values)).query, keep_blank_values=True)
        assert sorted(query.values()) == sorted([[values["title"]], [values["text"]]])
    form = parse_contact("https://example.org/?t={title}")
    assert form
    assert unquote(form.address(**values)).endswith(values["title"])


@pytest.mark.parametrize(
    "contact",
    [
        "desk", "desk@", "@example.org", "desk@example", "a@b.c, d@e.f", "desk@example.org?bcc=x@y.z", "javascript:alert(1)", "ftp://example.org/x",
        "https://", "https://github.com/owner", "https://github.com/a/b/c", "https://example.org/a b", "https://example.org/{name}",
        "https://example.org/{title", "//example.org/x", "https://[x", "mailto:",
    ],
)  # fmt: skip
def test_what_nobody_could_write_to_is_an_error(make: Make, contact: str) -> None:
    with pytest.raises(BuildError) as error:
        load_config(make(settings=f"title: A\ncontact: '{contact}'\n"))
    assert (error.value.problem.line, "“contact”" in error.value.problem.message) == (2, True)
