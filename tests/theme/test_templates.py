"""The theme: what every page must have, and catalogues that say everything in every language."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.messages.catalog import Catalog

from site_builder.common.problems import Level
from site_builder.pipeline.build import build
from site_builder.theme.folders import theme_folder
from site_builder.theme.i18n import LOCALES
from tests.conftest import Make, article
from tests.site import HtmlPage, read_site
from tools.messages import LOCALE, ROOT, TEMPLATE, extract, read, update

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")

PAGES = {
    "articles/2024/02/19/x.md": article(
        "标题",
        date="[2024-02-18,2024-02-19]",
        body="正文，{gap: 缺字}，{supplied: 补字}。\n\n| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n\n脚注[^1]。\n\n[^1]: 注文。",
        kicker="引题",
        deck="[副题一, 副题二]",
        title_origin="supplied",
        byline="[{name: 张三, role: 记者}, {name: 张山, role: 摄影}]",
        byline_printed="（记者 张三）",
        dateline="本报讯",
        section="要闻",
        page="3",
        issue="12",
        tags="[甲, 乙]",
        summary="摘要",
        status="draft",
        notes="[{at: 正文, text: 注}, {text: 总注}]",
        corrections="[{date: 2024-03-01, text: 更正}]",
        source="[{file: p.txt, lines: [1-2]}]",
        aliases="[old/x]",
        language="zh-Hans",
    ),
    "articles/2024/02/19/plain.md": article(),
    "articles/199x.md": article("Undated", date="199X"),
    "articles/2023/02/19/before.md": article("A year before", date="2023-02-19"),
    "about/history.md": "---\ntitle: History\n---\n\nWords of the archive.\n",
    "articles/gone.md": article("Vanished", withdrawn="{date: 2024-05-01, reason: asked for}", source="[{file: p.txt, lines: [3]}]"),
    "pages/p.txt": "one\ntwo\nthree\nfour\n",
    "pages/p.yaml": "furniture:\n- {lines: '4', reason: nameplate}\n",
    "authorities.yaml": "people:\n- {name: 张三, variants: [{name: 张山, presumed: true}]}\n",
}  # fmt: skip
# A name of which one page cannot show all articles, where a page is one of five.
LONG_LIST = {f"articles/many/{n}.md": article(f"M{n}", date=f"19{50 + n}-01-01", tags="[多]") for n in range(12)}
# So many names that a box finds one among them.
MANY_NAMES = {"articles/names.md": article(tags=str([f"n{n}" for n in range(601)]))}
SETTINGS = "title: Archive\npage_size: 5\n"


def _key(message: str | tuple[str, ...] | list[str] | None) -> str:
    return message if isinstance(message, str) else message[0] if message else ""


def _ids(catalogue: Catalog) -> set[str]:
    return {_key(message.id) for message in catalogue if message.id}


def test_template_catalogue_holds_every_message() -> None:
    """Translators start from messages.pot: it holds what the program and the theme say, and no more."""
    assert _ids(read(TEMPLATE)) == _ids(extract()), "run make messages"


def test_messages_stand_where_they_are_said() -> None:
    """Those of a variable are found by nobody, and stay in English."""
    for file in (ROOT / "site_builder").rglob("*.py"):
        assert not re.search(r"gettext\(\*", file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("language", sorted(LOCALES.keys() - {"en"}))
def test_every_message_is_translated(language: str) -> None:
    catalogue = read(LOCALE / language / "LC_MESSAGES" / "messages.po")
    assert _ids(catalogue) == _ids(read(TEMPLATE))
    for message in catalogue:
        if not message.id:
            continue
        words = _key(message.string)
        assert words, message.id
        assert not message.fuzzy, message.id
        assert isinstance(message.string, str) or len(message.string or ()) == catalogue.num_plurals, message.id
        assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(_key(message.id))), message.id


@pytest.mark.parametrize("file", sorted(LOCALE.rglob("messages.po*")), ids=lambda file: file.parent.parent.name)
def test_catalogues_are_as_they_are_made(tmp_path: Path, file: Path) -> None:
    copy = tmp_path / file.name
    copy.write_bytes(file.read_bytes())
    update(copy, extract())
    assert copy.read_bytes() == file.read_bytes(), "run make messages"


def test_a_new_message_is_added_and_an_old_one_goes(tmp_path: Path) -> None:
    copy = tmp_path / "messages.po"
    copy.write_bytes((LOCALE / "zh_Hans" / "LC_MESSAGES" / "messages.po").read_bytes())
    translated = {_key(m.id): m.string for m in read(copy)}["Search"]
    found = Catalog()
    found.add("Search")
    found.add("A word that is new")
    assert update(copy, found) == ["A word that is new"]
    assert {_key(m.id): m.string for m in read(copy) if m.id} == {"A word that is new": "", "Search": translated}


@pytest.mark.parametrize("language", [name.replace("_", "-") for name in LOCALES])
@pytest.mark.parametrize("base_url", ["", "https://news.example/archive/"])
def test_every_page_is_whole(make: Make, tmp_path: Path, language: str, base_url: str) -> None:
    root = make(PAGES | LONG_LIST, settings=f"{SETTINGS}language: {language}\nbase_url: '{base_url}'\n")
    report = build(root, tmp_path / "out", with_search=False)
    assert not [p for p in report.problems if p.level is Level.ERROR], report.problems
    for address, page in read_site(tmp_path / "out").items():
        _check(address, page)


def _check(address: str, page: HtmlPage) -> None:
    names = [name for name, _ in page.elements]
    assert names.count("h1") == 1, address
    assert len(page.ids) == len(set(page.ids)), address
    policies = [n for n, (_, given) in enumerate(page.elements) if given.get("http-equiv") == "Content-Security-Policy"]
    active = [n for n, name in enumerate(names) if name in ("script", "style", "link")]
    assert len(policies) == 1, address
    assert policies[0] < min(active), address
    for name, given in page.elements:
        assert not [key for key in given if key == "style" or key.startswith("on")], (address, name)
        assert name != "script" or given.get("src") or given.get("type") == "application/ld+json", address


def test_lines_of_templates_are_short() -> None:
    """They hold no logic and can be read: what is longer is broken after a tag of Jinja, which writes no line's end."""
    long = [
        f"{file.name}:{number}"
        for file in sorted((theme_folder() / "templates").glob("*.html"))
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1)
        if len(line) > 120
    ]
    assert not long


def test_the_page_for_missing_addresses_needs_no_file(make: Make, tmp_path: Path) -> None:
    for base_url in ("", "https://example.org/x/"):
        build(make(PAGES), tmp_path / "out", with_search=False, base_url=base_url)
        page = read_site(tmp_path / "out")["404.html"]
        links = {link for link in page.links if not link.startswith("data:")}
        assert all(base_url and link.startswith(base_url) for link in links)
        assert bool(links) == bool(base_url)
        assert (f"{base_url}dates/index.html" in links) == bool(base_url)


def test_each_text_has_its_direction(make: Make, tmp_path: Path) -> None:
    articles = {"articles/a.md": article("عنوان", language="ar"), "articles/e.md": article("Title", language="en")}
    for language, other, direction in (("en", "a", "rtl"), ("ar", "e", "ltr")):
        build(make(articles, settings=f"title: T\nlanguage: {language}\n"), tmp_path / "out", with_search=False)
        site = read_site(tmp_path / "out")
        own = {"en": "", "ar": "rtl"}[language]
        for page in site.values():
            assert [given.get("dir", "") for name, given in page.elements if name == "html"] == [own]
        marked = [
            given for _, given in site[f"{other}.html"].elements if "dir" in given and given.get("lang") != language
        ]
        assert {given["dir"] for given in marked if given.get("class") == "sheet"} == {direction}
        teasers = [given for _, given in site["2024/02/19/index.html"].elements if given.get("class") == "teaser"]
        assert sorted(given.get("dir", "") for given in teasers) == ["", direction]


def test_the_feed_of_a_site_without_address_has_relative_links(make: Make, tmp_path: Path) -> None:
    build(make(PAGES), tmp_path / "out", with_search=False)
    feed = ElementTree.parse(tmp_path / "out" / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}id", "")[:4] for entry in feed.iter(f"{atom}entry")] == ["urn:"] * 3
    assert not [link for link in feed.iter(f"{atom}link") if ":" in link.get("href", "")]


def test_words_of_an_override_with_values_and_signs(make: Make, tmp_path: Path) -> None:
    said = """{{ _("100% of it") }} {{ _("%(a)s and %(b)s", a="<1>", b=page.title) }} {{ _("%(a)s only", a=site.title) }}"""
    values = """{% set values = {"a": 5} %}{{ _("%(a)s %%", **values) }}"""
    root = make({"articles/a.md": article(), "templates/about.html": f"{said} {values}"}, settings="title: A & B\n")
    build(root, tmp_path / "dist", with_search=False)
    shown = (tmp_path / "dist" / "about.html").read_text(encoding="utf-8")
    assert shown == "100% of it &lt;1&gt; and About this archive A &amp; B only 5 %"


def test_the_stylesheet_serves_every_reader() -> None:
    """One file on which many work: what nobody sees in passing is there still."""
    style = (theme_folder() / "static" / "site.css").read_text("utf-8")
    inside = {
        "(forced-colors: active)": "mark, .place-words > mark",
        "print": "counter(pages)",
        "(width < 42rem)": ".neighbours a",
    }
    for query, rule in {**inside, "(prefers-contrast: more)": "--rule: var(--ink)"}.items():
        blocks = style.split(f"@media {query}")[1:]
        assert any(rule in block.split("@media")[0] for block in blocks), (query, rule)
    assert style.count("{") == style.count("}")
    # An article is light: what only one kind of page shows is in its own stylesheet.
    assert len(gzip.compress(style.encode())) < 6_000
