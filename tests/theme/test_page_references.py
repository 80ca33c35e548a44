"""The references that a page saves: to its article, and to those of its list. Both say what the pages say."""

import json
from pathlib import Path
from typing import Any

import pytest
import rispy

from site_builder.pipeline.build import build
from tests.browser import Tab, missing, serve, start
from tests.conftest import article

SETTINGS = """title: Archive
punctuation: fullwidth
base_url: https://example.org/news/
publications: [{key: a, name: The Courier, place: Harbour}, {key: b, name: 晚报, place: 西宁}]
"""
ARTICLES = {
    "full": article(
        "A “whole” <story> & more", "2024-02-19", page="03", issue="1234", section="Home news", language="en-GB",
        byline="[{name: Ann Lee, role: reporter}, {name: Bo Lin}, {name: Ed Wu, role: editor}]", tags="[Ships, Tea]",
        summary="What it says.",
    ),
    "bare": article('"[2] 标题,第\u3000一"', "2024-02-19~", publication="b", language="zh-Hans", byline="[{name: 王芳}]", title_origin="supplied"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("references")
    (work / "archive" / "articles").mkdir(parents=True)
    (work / "archive" / "archive.yaml").write_text(SETTINGS, encoding="utf-8")
    for name, text in ARTICLES.items():
        (work / "archive" / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    build(work / "archive", work / "site", with_search=False)
    return work / "site"


def saved(tab: Tab, url: str, form: str) -> str:
    """The file that a button of a page saves."""
    tab.goto(url)
    tab.evaluate("""(HTMLAnchorElement.prototype.click = () => {}, window.made = null,
        URL.createObjectURL = (blob) => (window.made = blob.text(), "data:,"), 1)""")
    tab.evaluate(f"(document.querySelector('.references [data-cite={form}]').click(), 1)")
    return str(tab.wait_for("window.made"))


def test_an_article_and_a_list(site: Path) -> None:
    if reason := missing("chromium"):
        pytest.skip(reason)
    tab = start("chromium").new_tab()
    with serve(site) as url:
        (full,) = rispy.loads(saved(tab, url + "full.html", "ris"))
        today = full.pop("access_date")
        assert full == {
            "type_of_reference": "NEWS", "id": "full", "title": "A “whole” <story> & more",
            "authors": ["Ann Lee", "Bo Lin"], "secondary_authors": ["Ed Wu"], "secondary_title": "The Courier",
            "place_published": "Harbour", "year": "2024", "date": "2024/02/19/", "start_page": "03", "number": "1234",
            "section": "Home news", "language": "en-GB", "keywords": ["Ships", "Tea"], "abstract": "What it says.",
            "database_provider": "Archive", "urls": ["https://example.org/news/full.html"],
        }  # fmt: skip
        assert tab.evaluate("document.getElementById('citation').textContent").startswith(
            "Ann Lee and Bo Lin, “A ‘whole’ <story> & more,” The Courier (Harbour), 19 February 2024, p. 3, accessed "
        )
        (bare,) = json.loads(saved(tab, (site / "bare.html").as_uri(), "csl"))
        assert bare["title"] == "[[2] 标题,第\u3000一]".replace("\u3000", " ")
        listed = json.loads(saved(tab, url + "2024/02/19/index.html", "csl"))
    assert len(listed) == 2
    by_id: dict[str, dict[str, Any]] = {item["id"]: item for item in listed}
    assert by_id.keys() == {"full", "bare"}
    assert by_id["bare"]["note"] == bare["note"] == "2024-02-19~"
    for name in ("title", "author", "container-title", "issued", "language", "URL", "source", "accessed"):
        assert by_id["bare"][name] == bare[name], name
    assert by_id["full"]["container-title"] == "The Courier"
    assert by_id["full"]["page"] == "03"
    assert today.count("/") == 2
    tab.close()
