"""The links by which a reader reports an error in an article or a source page."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article
from tests.site import read_site

WORDS = "西宁 & “Xining” 100%"
FORM = "https://form.example/?t={title}&a={address}&w={words}&n=1"


def site(folder: Path, contact: str, settings: str = "") -> Path:
    files = {
        "archive.yaml": f"title: A\ncontact: {contact}\n{settings}",
        "articles/1998/某.md": article(
            "Eggs & “milk”", body=f"{WORDS}.\n\nMore.", source="[{file: p.txt, lines: [2-3]}]"
        ),
        "pages/p.txt": f"MAST\nEggs & “milk”\n{WORDS}.\nMore.\n",
    }
    for name, text in files.items():
        file = folder / "archive" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    build(folder / "archive", folder / "site", options=BuildOptions(jobs=1))
    return folder / "site"


@pytest.fixture(scope="module")
def by_mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("mail"), "desk@example.org", "base_url: https://news.example/\n")


@pytest.fixture(scope="module")
def by_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("form"), f"'{FORM}'")


def links(folder: Path) -> dict[str, str]:
    return {
        address: link for address, page in read_site(folder).items() for link in page.links
        if link.startswith(("mailto:", "https://form.example"))
    }  # fmt: skip


def test_the_plain_link_says_where(by_mail: Path) -> None:
    found = {address: parse_qs(urlsplit(link).query) for address, link in links(by_mail).items()}
    assert found.keys() == {"1998/某.html", "pages/p.html"}
    assert found["1998/某.html"]["subject"] == ["Eggs & “milk”"]
    assert found["1998/某.html"]["body"][0].split() == [
        "Eggs", "&", "“milk”", "https://news.example/1998/%E6%9F%90.html", "p.txt,", "Lines", "2–3",
    ]  # fmt: skip
    assert found["pages/p.html"]["body"][0].split() == ["p.txt", "https://news.example/pages/p.html", "p.txt"]


def test_without_a_contact_nothing_is_there(tmp_path: Path) -> None:
    folder = site(tmp_path, '""')
    assert links(folder) == {}
    assert "report.js" not in (folder / "1998/某.html").read_text(encoding="utf-8")


SELECT = "getSelection().selectAllChildren(document.querySelector('{}')), null"
HREF = (
    "(document.querySelector('.report a').dispatchEvent(new Event('focus')), document.querySelector('.report a').href)"
)


def test_the_words_that_a_reader_selected_are_filled_in(tab: Tab, by_mail: Path, by_form: Path) -> None:  # noqa: F811
    tab.goto(f"{by_mail.as_uri()}/1998/某.html")
    own = tab.evaluate("document.querySelector('#p1 .para').hash")
    tab.evaluate(SELECT.format("#p1"))
    text = f"https://news.example/1998/%E6%9F%90.html{own}\r\n“{WORDS}.”"
    tab.wait_for(f"decodeURIComponent({HREF}).includes('“西宁')")
    assert parse_qs(urlsplit(tab.evaluate(HREF)).query)["body"][0].endswith(text)
    tab.goto(f"{by_mail.as_uri()}/pages/p.html#L2-L3")
    assert unquote(tab.evaluate(HREF)).endswith("https://news.example/pages/p.html#L2-L3")
    tab.goto(f"{by_form.as_uri()}/1998/某.html")
    tab.evaluate(SELECT.format("#p1"))
    tab.wait_for(f"{HREF}.includes('w=%E8')")
    assert parse_qs(urlsplit(tab.evaluate(HREF)).query) == {
        "t": ["Eggs & “milk”"], "a": [f"1998/%E6%9F%90.html{own}"], "w": [f"{WORDS}."], "n": ["1"],
    }  # fmt: skip
    assert tab.errors() == []
