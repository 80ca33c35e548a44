"""What a reader does with names: finds one among many, and turns a list round. From a disk, in both browsers."""

from pathlib import Path

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article

SHOWN = "[...document.querySelectorAll('.find-name .names a')].map((a) => a.textContent + ' ' + a.getAttribute('href'))"
HEADLINES = "[...document.querySelectorAll('.teaser h2')].map((one) => one.textContent)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("names") / "archive"
    names = ["李卢", "立光", "Élan <b>", *(f"n{n}" for n in range(900))]
    texts = {
        f"{n}.md": article(f"T{n}", f"2024-0{1 + n // 2}-01", tags="[李卢]", page=str(n % 2 + 1)) for n in range(4)
    }
    (root / "articles").mkdir(parents=True)
    (root / "archive.yaml").write_text("title: A\n", encoding="utf-8")
    for name, text in {**texts, "names.md": article(tags=str(names), date="2023-01-01")}.items():
        (root / "articles" / name).write_text(text, encoding="utf-8")
    build(root, root.with_name("site"), with_search=False)
    return root.with_name("site")


def test_a_name_is_found_among_many(tab: Tab, site: Path) -> None:  # noqa: F811
    tab.goto((site / "tags/index/n.html").as_uri())
    for typed, found in (
        ("李", ["李卢 5 ../li-lu.html"]),
        ("LI", ["李卢 5 ../li-lu.html", "立光 1 ../li-guang.html"]),
        ("élan", ["Élan <b> 1 ../elan-b.html"]),
        ("n899", ["n899 1 ../n899.html"]),
        ("卢", []),
    ):
        tab.evaluate("document.querySelector('#find-name').value = ''")
        tab.type("#find-name", typed)
        links = "[...document.querySelectorAll('.find-name .names a')]"
        wanted = [line.replace("../", "../../tags/") for line in found]
        tab.wait_for(
            f"JSON.stringify({links}.map((a) => a.textContent + ' ' + a.getAttribute('href'))) === {_json(wanted)}"
        )
    tab.evaluate("document.querySelector('.find-name button').click()")
    tab.wait_for(f"JSON.stringify({SHOWN}).includes('李卢 5')")
    assert tab.errors() == []


def _json(lines: list[str]) -> str:
    return repr("[" + ",".join(f'"{line}"' for line in lines) + "]")


def test_a_list_is_turned_round_but_not_the_articles_of_a_day(tab: Tab, site: Path) -> None:  # noqa: F811
    tab.goto((site / "tags/li-lu.html").as_uri())
    assert tab.evaluate(HEADLINES) == ["Headline", "T0", "T1", "T2", "T3"]
    tab.evaluate("document.querySelector('.turn').click()")
    assert tab.evaluate(HEADLINES) == ["T2", "T3", "T0", "T1", "Headline"]
    assert tab.evaluate("document.querySelector('.turn').textContent") == "Oldest first"
    tab.evaluate("document.querySelector('.turn').click()")
    assert tab.evaluate(HEADLINES) == ["Headline", "T0", "T1", "T2", "T3"]
