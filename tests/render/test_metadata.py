"""What a page says of its article for machines: every field, in the built page, as a table."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from site_builder.pipeline.build import build
from tests.conftest import Make, article

SETTINGS = """title: "Archive of the <Courier> & Co"
base_url: https://example.org/news
rights: Free to read
publication: {name: The Courier, place: Harbour}
"""

FULL = article(
    "A “whole” <story> & more",
    "2024-02-19",
    language="en-GB",
    kicker="Kicker",
    deck="[First deck, Second deck]",
    byline="[{name: Ann Lee, role: reporter}, {name: Bo Lin}, {name: Ann Lee, role: photo}, {name: Ed Wu, role: editor}]",
    dateline="HARBOUR, Feb 18",
    section="Home news",
    page="03",
    issue="1234",
    tags="[Ships, Tea]",
    summary="What it says.",
    source="[{file: p.txt, lines: [1-2, 4]}]",
    corrections="[{date: 2024-03-05, text: The ship was not lost.}, {date: 2024-03-01, text: A name.}]",
)
PAGE = {"pages/p.txt": "Words\nof\n\nthe paper.\n"}


class Head(HTMLParser):
    """The metadata of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.citation = self._script = ""
        self._where = ""
        self.feed(text)
        self.json: dict[str, Any] = json.loads(self._script) if self._script else {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and "content" in found:
            self.meta.append((found.get("property") or found.get("name") or "", found["content"]))
        if tag == "link":
            self.links[found["rel"]] = found["href"]
        if found.get("type") == "application/ld+json":
            self._where = "script"
        elif found.get("id") == "citation":
            self._where = "citation"

    def handle_data(self, data: str) -> None:
        if self._where == "script":
            self._script += data
        elif self._where == "citation":
            self.citation += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "p"):
            self._where = ""


def head(make: Make, tmp_path: Path, text: str, *, settings: str = SETTINGS) -> Head:
    build(make({"articles/2024/a.md": text, **PAGE}, settings=settings), tmp_path / "out", with_search=False)
    return Head((tmp_path / "out" / "2024" / "a.html").read_text(encoding="utf-8"))


def of(found: Head, prefix: str) -> list[tuple[str, str]]:
    return [(name, content) for name, content in found.meta if name.startswith(prefix)]


def test_each_field_is_an_element_of_its_own(make: Make, tmp_path: Path) -> None:
    head(make, tmp_path, FULL)
    text = (tmp_path / "out" / "2024" / "a.html").read_text(encoding="utf-8")
    first, last = text.index('<meta property="og:type"'), text.index('<meta name="eprints.place_of_pub"')
    for line in text[first:last].strip().split("\n"):
        assert re.fullmatch(r'<meta (property|name)="[\w:.]+" content="[^"<>]*">', line)


def test_dublin_core(make: Make, tmp_path: Path) -> None:
    assert of(head(make, tmp_path, FULL), "DC.") == [
        ("DC.title", "A “whole” <story> & more"),
        ("DC.creator", "Ann Lee"),
        ("DC.creator", "Bo Lin"),
        ("DC.contributor", "Ed Wu"),
        ("DC.date", "2024-02-19"),
        ("DC.language", "en-GB"),
        ("DC.identifier", "https://example.org/news/2024/a.html"),
        ("DC.publisher", "The Courier"),
        ("DC.type", "newspaperArticle"),
        ("DC.type", "Text"),
        ("DC.subject", "Ships"),
        ("DC.subject", "Tea"),
        ("DC.rights", "Free to read"),
        ("DC.source", "p.txt"),
    ]


def test_highwire_tags_as_scholar_and_zotero_read_them(make: Make, tmp_path: Path) -> None:
    assert of(head(make, tmp_path, FULL), "citation_") == [
        ("citation_title", "A “whole” <story> & more"),
        ("citation_author", "Ann Lee"),
        ("citation_author", "Bo Lin"),
        ("citation_publication_date", "2024/02/19"),
        ("citation_language", "en-GB"),
        ("citation_publisher", "The Courier"),
        ("citation_firstpage", "03"),
        ("citation_issue", "1234"),
    ]


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [("03", "03", ""), ("1-3", "1", "3"), ("A1 – A2", "A1", "A2"), ("1, 4", "1, 4", ""), ("第一版", "第一版", "")],
)
def test_pages(make: Make, tmp_path: Path, page: str, first: str, last: str) -> None:
    found = dict(of(head(make, tmp_path, article(page=f'"{page}"')), "citation_"))
    assert (found["citation_firstpage"], found.get("citation_lastpage", "")) == (first, last)


def test_zotero_saves_the_article_of_a_newspaper(make: Make, tmp_path: Path) -> None:
    found = head(make, tmp_path, FULL)
    assert of(found, "z:") == [("z:itemType", "newspaperArticle")]
    assert of(found, "prism.") == [("prism.publicationName", "The Courier")]
    assert of(found, "eprints.") == [("eprints.place_of_pub", "Harbour")]


def test_the_first_picture(make: Make, tmp_path: Path) -> None:
    pixel = b"\x89PNG\r\n\x1a\n"
    body = "Words.\n\n![One](media/a%20b.png)\n\n![Two](media/c.png)"
    files = {"articles/2024/a.md": article(body=body), "media/a b.png": pixel, "media/c.png": pixel}
    build(make(files, settings=SETTINGS), tmp_path / "out", with_search=False)
    found = Head((tmp_path / "out" / "2024" / "a.html").read_text(encoding="utf-8"))
    address = "https://example.org/news/media/a%20b.png"
    assert of(found, "og:image") == [("og:image", address)]
    assert found.json["image"] == address
    build(make(files), tmp_path / "out", with_search=False)
    found = Head((tmp_path / "out" / "2024" / "a.html").read_text(encoding="utf-8"))
    assert of(found, "og:image") == [] == of(found, "twitter:")
    assert "image" not in found.json


def test_open_graph(make: Make, tmp_path: Path) -> None:
    found = head(make, tmp_path, FULL)
    assert [*of(found, "og:"), *of(found, "article:")] == [
        ("og:type", "article"),
        ("og:title", "A “whole” <story> & more"),
        ("og:description", "What it says."),
        ("og:url", "https://example.org/news/2024/a.html"),
        ("og:site_name", "Archive of the <Courier> & Co"),
        ("og:locale", "en_GB"),
        ("article:published_time", "2024-02-19"),
        ("article:modified_time", "2024-03-05"),
        ("article:section", "Home news"),
        ("article:tag", "Ships"),
        ("article:tag", "Tea"),
    ]
    assert of(found, "description") == [("description", "What it says.")]
    assert found.links["canonical"] == "https://example.org/news/2024/a.html"


def test_json_ld(make: Make, tmp_path: Path) -> None:
    assert head(make, tmp_path, FULL).json == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A “whole” <story> & more",
        "alternativeHeadline": ["First deck", "Second deck"],
        "datePublished": "2024-02-19",
        "dateModified": "2024-03-05",
        "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Lin"}],
        "editor": [{"@type": "Person", "name": "Ed Wu"}],
        "publisher": {"@type": "Organization", "name": "The Courier", "location": "Harbour"},
        "isPartOf": [
            {
                "@type": "PublicationIssue",
                "issueNumber": "1234",
                "isPartOf": {"@type": "Newspaper", "name": "The Courier"},
            },
            {"@type": "Collection", "name": "Archive of the <Courier> & Co"},
        ],
        "articleSection": "Home news",
        "pagination": "03",
        "keywords": ["Ships", "Tea"],
        "inLanguage": "en-GB",
        "description": "What it says.",
        "dateline": "HARBOUR, Feb 18",
        "copyrightNotice": "Free to read",
        "url": "https://example.org/news/2024/a.html",
        "mainEntityOfPage": "https://example.org/news/2024/a.html",
        "correction": [
            {"@type": "CorrectionComment", "text": "The ship was not lost."},
            {"@type": "CorrectionComment", "text": "A name."},
        ],
    }


def test_json_ld_cannot_close_its_element(make: Make, tmp_path: Path) -> None:
    title = "'</script><script>alert(1)</script> <!-- & more'"
    found = head(make, tmp_path, article(title, summary="a < b & c > d"))
    assert found.json["headline"] == "</script><script>alert(1)</script> <!-- & more"
    assert found.json["description"] == "a < b & c > d"
    text = (tmp_path / "out" / "2024" / "a.html").read_text(encoding="utf-8")
    script = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set("<>&") & set(script)
    assert "a \\u003c b \\u0026 c \\u003e d" in script


def test_the_citation(make: Make, tmp_path: Path) -> None:
    assert head(make, tmp_path, FULL).citation == (
        "Ann Lee and Bo Lin, “A ‘whole’ <story> & more,” The Courier (Harbour), 19 February 2024, p. 3,"
        " Archive of the <Courier> & Co, https://example.org/news/2024/a.html."
    )


def test_a_citation_in_chinese(make: Make, tmp_path: Path) -> None:
    text = article("标题", byline="[{name: 王芳}, {name: 李明}]", page="01")
    settings = "title: 档案\nlanguage: zh-Hans\npublication: {name: 西宁晚报}\n"
    found = head(make, tmp_path, text, settings=settings)
    assert found.citation == "王芳, 李明. 标题[N]. 西宁晚报, 2024-02-19(1). 档案."
    assert of(found, "og:locale") == [("og:locale", "zh_CN")]


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_GB"), ("de", "en_GB"), ("zh", "zh_CN"), ("zh-Hans", "zh_CN"), ("zh-Hant", "zh_TW"), ("zh-HK", "zh_TW")],
)
def test_the_locale_is_that_of_the_interface(make: Make, tmp_path: Path, language: str, locale: str) -> None:
    found = head(make, tmp_path, article(), settings=f"title: A\nlanguage: {language}\n")
    assert of(found, "og:locale") == [("og:locale", locale)]


def test_what_is_not_known_is_not_said(make: Make, tmp_path: Path) -> None:
    found = head(make, tmp_path, article("T", "2024-02"), settings="title: Archive\n")
    assert [
        entry
        for entry in found.meta
        if entry[0].startswith(("og:", "article:", "DC.", "citation_", "z:", "prism.", "eprints."))
    ] == [
        ("og:type", "article"),
        ("og:title", "T"),
        ("og:description", "Words of the paper."),
        ("og:site_name", "Archive"),
        ("og:locale", "en_GB"),
        ("article:published_time", "2024-02"),
        ("DC.title", "T"),
        ("DC.date", "2024-02"),
        ("DC.language", "en"),
        ("DC.identifier", "2024/a.html"),
        ("DC.publisher", "Archive"),
        ("DC.type", "newspaperArticle"),
        ("DC.type", "Text"),
        ("citation_title", "T"),
        ("citation_publication_date", "2024/02"),
        ("citation_language", "en"),
        ("citation_publisher", "Archive"),
        ("z:itemType", "newspaperArticle"),
        ("prism.publicationName", "Archive"),
    ]
    assert "canonical" not in found.links
    assert found.json == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "T",
        "datePublished": "2024-02",
        "temporalCoverage": "2024-02",
        "publisher": {"@type": "Organization", "name": "Archive"},
        "isPartOf": [{"@type": "Collection", "name": "Archive"}],
        "inLanguage": "en",
        "description": "Words of the paper.",
    }
    assert found.citation == "“T,” Archive, February 2024."


@pytest.mark.parametrize(
    ("date", "published", "coverage"),
    [
        ("2024-02-19", "2024-02-19", ""),
        ("2024-02", "2024-02", "2024-02"),
        ("2024", "2024", "2024"),
        ("2024-02-19~", "2024-02-19", "2024-02-19~"),
        ("1998?", "1998", "1998?"),
        ("[2024-02-18,2024-02-19]", "2024-02-18", "[2024-02-18,2024-02-19]"),
        ("2024-06/2024-07", "2024-06", "2024-06/2024-07"),
    ],
)
def test_a_date_that_is_no_day_is_given_as_edtf_too(
    make: Make, tmp_path: Path, date: str, published: str, coverage: str
) -> None:
    found = head(make, tmp_path, article("T", date))
    assert found.json["datePublished"] == published
    assert found.json.get("temporalCoverage", "") == coverage
    assert of(found, "DC.date") == [("DC.date", published)]
    assert of(found, "citation_publication_date") == [("citation_publication_date", published.replace("-", "/"))]


def test_a_supplied_headline_stands_in_brackets_everywhere(make: Make, tmp_path: Path) -> None:
    found = head(make, tmp_path, article("Devised", title_origin="supplied"))
    assert found.json["headline"] == "[Devised]"
    for name in ("og:title", "DC.title", "citation_title"):
        assert of(found, name) == [(name, "[Devised]")]
    assert found.citation.startswith("“[Devised],” ")
