"""Search on the archive in seeds/, as it is built: in both browsers, over HTTP under a subpath and from a disk.

Everything is held against tests/truth.py. Many questions go into one page, since it is pages that take time.
"""

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages.page import PlanContext
from site_builder.pipeline.build import build
from site_builder.search.document import Document
from site_builder.theme.i18n import Locale
from tests import truth
from tests.browser import Tab, browser, serve, tab  # noqa: F401 - the fixtures are used by name
from tests.bundles import documents_of
from tests.conftest import SEEDS
from tests.pagefind import ours
from tests.truth import contains, occurrences

BY_HAND = """
招商引资 | "招商引资" | 天合光能 | 青海丽豪 | 丽豪半导体 | 阿特斯 | 南川工业园区 | 比亚迪 | 张弘靓 | 张弘视
樊娅楠 | 金华山 | 衣凯玥 | 师晓琼 | 袁昌玲 | 李静 | 蔡怀硕 | 段雍 | 龚先生 | 通讯员
518.7亿元 | 518.7 | 26.9% | 27.02万人次 | 245亿元 | 90天 | 102.5GW | GW | gw | GWh
35GW | ＧＷ | 20GW | 2024年 | 2月18日 | 4月8日 | 463架次 | PVC | iPhone | EGO-Park
EGO | 招商 引资 | 西宁 -招商引资 | 春节 西宁蓝 | 清明节 -铁路 | -西宁 | -“招商引资” 光伏 | 高质* | 光伏* | 202*
招商引資 | 發展 | 產業鏈 | 臺 | 綠色算力 | 記者 | 溫馨罰單 | "綠色算力" | 呼和浩特 | 乌兰察布
“压舱石” | 招商、抓项目 | 抓招商、抓项目、抓落实 | 90天,签下245亿元! | 早上醒来一眼就看到了窗外湛蓝的天空，心情格外好！
“西宁蓝”再次刷屏 | 冰壶（青年组） | 本报讯 | 体育 | 宁 | 20GW单 | 领跑全国省会城市
"""

# With bars, so that they are parted otherwise.
JOINED = """
招商引資｜光伏;(招商|投资) 西宁 -铁路;title:招商;标题：西宁蓝;作者:张弘靓|樊娅楠;by:（张弘靓|李静）;标签:西宁;text:西宁 -title:西宁;電頭：本报讯
西宁 ~10 工业;西宁 ~0 市;西宁 ~ 招商引资|投资;春节 ~30 “西宁蓝”;铁路 ~5 清明节 ~40 旅客;-(西宁 ~40 招商) 西宁;GW ~2 102.5;标题:(西宁 ~9 招商);光伏* ~5 GW
"""

NOTHING = """
招商引咨 | 西寧日報社长 | 518 | 518.70亿元 | 8.7亿元 | 26.90 | 02万人次 | EGOPark | GWx | 宁西市
qzx | "引资招商" | 招引商资 | 光伏街道办 | 张弘视靓 | iPhones* | "2月18" 铁路 | 温馨发单 | 丽豪丽豪 | 5187亿元
"""


def split(text: str, separator: str = " | ") -> list[str]:
    return [query.strip() for line in text.strip().splitlines() for query in line.split(separator)]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    archive, _ = read_archive(SEEDS, load_config(SEEDS))
    return documents_of(PlanContext(archive, Locale(archive.config.language), with_search=True))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "网 站"
    assert build(SEEDS, folder).problems == []
    return folder


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The site's address."""
    if request.param == "file":
        yield site.as_uri() + "/"
        return
    with serve(site) as url:
        yield url


def expected(documents: list[Document], query: str) -> set[str]:
    return {d.href for d in documents if contains(d.fields, query)}


def sampled(documents: list[Document], count: int) -> list[str]:
    """Pieces of 2 to 12 characters of the texts, cut anywhere; some as phrases, some in traditional characters."""
    choose = random.Random(518)
    traditional = {s: t for t, s in truth.SIMPLE.items() if isinstance(s, int)}
    texts = [text for d in documents for _, texts in d.fields for text in texts if len(text) > 12]
    found: list[str] = []
    while len(found) < count:
        text = choose.choice(texts)
        start = choose.randrange(len(text) - 2)
        piece = text[start : start + choose.randint(2, 12)].replace('"', "").strip("- *“”")
        if choose.random() < 0.2:
            piece = piece.translate(traditional)
        if truth.PART.search(truth.fold(piece)):
            found.append(f'"{piece}"' if choose.random() < 0.3 else piece)
    return found


def wrapped() -> list[str]:
    """Words that the paper broke at the end of a line."""
    pages = [page.read_text(encoding="utf-8") for page in sorted((SEEDS / "pages").glob("*.txt"))]
    return [a + b for page in pages for a, b in re.findall(r"([一-鿿]{3})\n([一-鿿]{3})", page)][::5]


ASK = """(async () => {
  const engine = (window.engine ??= await ArchiveSearch.open("search/"));
  const all = {};
  for (const query of %s) {
    const found = await engine.search(query);
    const data = await Promise.all(found.results.map((r) => r.data()));
    all[query] = [data.map((d) => d.href), ArchiveSearch.countOccurrences(found.results)];
  }
  return all;
})()"""


def foreign(page: Tab, root: str) -> list[str]:
    host = "file://" if root.startswith("file:") else "/".join(root.split("/")[:3])
    return [url for url in page.requests() if not url.startswith((host, "blob:", "data:"))]


def test_every_query_finds_what_it_must(tab: Tab, root: str, documents: list[Document]) -> None:  # noqa: F811
    tab.goto(root + "search.html")
    asked = [*split(BY_HAND), *split(JOINED, ";"), *split(NOTHING), *sampled(documents, 200), *wrapped()]
    found = tab.evaluate(ASK % json.dumps(asked))
    truths = {query: expected(documents, query) for query in asked}
    assert {q: (found[q][0], truths[q]) for q in asked if set(found[q][0]) != truths[q]} == {}
    places = {q: sum(len(occurrences(d.fields, q)) for d in documents if d.href in truths[q]) for q in asked}
    assert {q: (found[q][1], places[q]) for q in asked if found[q][1] != places[q]} == {}
    assert tab.errors() == []
    assert foreign(tab, root) == []


def test_the_questions_are_good_ones(documents: list[Document]) -> None:
    assert len(split(BY_HAND)) >= 40
    assert len(split(NOTHING)) == 20
    assert [query for query in split(NOTHING) if expected(documents, query)] == []
    found = [bool(expected(documents, query)) for query in split(BY_HAND)]
    assert found.count(True) > 60
    assert sum(bool(expected(documents, query)) for query in wrapped()) > 20
    joined = {query: len(expected(documents, query)) for query in split(JOINED, ";")}
    assert [query for query, count in joined.items() if not 0 < count < len(documents)] == []


def test_every_pair_of_characters(documents: list[Document]) -> None:
    """What the index holds for each two characters that stand together anywhere is where they do."""
    texts = {d.href: [truth.fold(text) for _, values in d.fields for text in values] for d in documents}
    run = re.compile(f"[{truth.HAN}]+")
    pairs = {r[i : i + 2] for all_ in texts.values() for t in all_ for r in run.findall(t) for i in range(len(r) - 1)}
    postings = ours(documents)
    wrong = [
        pair
        for pair in pairs
        if {documents[n].href for n in postings.get(pair, {})}
        != {href for href, found in texts.items() if any(pair in text for text in found)}
    ]
    assert wrong == []
    assert len(pairs) > 4000


STATUS = "document.getElementById('search-status').textContent"
HREFS = "[...document.querySelectorAll('#search-results > li a')].map((a) => a.getAttribute('href').split('?')[0])"
PARAMETERS = "[...new URL(location.href).searchParams].map(([n, v]) => n + '=' + v)"


class Reader:
    """Somebody at the search page of the built archive."""

    def __init__(self, page: Tab, root: str) -> None:
        self.page, self.root = page, root

    def open(self, **given: str | list[str]) -> None:
        self.page.goto(self.root + "search.html")
        query = json.dumps({k: [v] if isinstance(v, str) else v for k, v in given.items()})
        script = f"Object.entries({query}).forEach(([n, vs]) => vs.forEach((v) => p.append(n, v)))"
        address = self.page.evaluate(f"((p) => ({script}, location.pathname + '?' + p))(new URLSearchParams())")
        self.page.goto(self.root.split("/", 3)[0] + "//" + self.root.split("/", 3)[2] + address)
        self.wait()

    def wait(self) -> None:
        """Until the answer is there."""
        self.page.wait_for(f"{STATUS}.match(/[0-9]|没有/) && !{STATUS}.includes('仍在')")
        self.page.evaluate("new Promise((done) => setTimeout(done, 60))")

    def do(self, script: str) -> Any:
        value = self.page.evaluate(script)
        self.wait()
        return value

    @property
    def hrefs(self) -> list[str]:
        found: list[str] = self.page.evaluate(HREFS)
        return found

    @property
    def state(self) -> list[str]:
        """The address, as name=value."""
        found: list[str] = self.page.evaluate(PARAMETERS)
        return found

    def number(self) -> int:
        found = re.search(r"(\d+)篇", self.page.evaluate(STATUS))
        return int(found[1]) if found else 0

    def counts(self, kind: str) -> dict[str, int]:
        """What stands beside the boxes of a filter."""
        script = f"""[...document.querySelectorAll('details[data-kind={kind}] .choices > li')].map((li) =>
            [li.querySelector('input').value, Number(li.querySelector('.count').textContent)])"""
        return {value: count for value, count in self.page.evaluate(script) if count}

    def all_boxes(self) -> None:
        """At first there are eight of a kind, and those that are chosen."""
        self.page.evaluate("document.querySelectorAll('.more-choices:not([hidden])').forEach((b) => b.click())")

    def tick(self, kind: str, value: str) -> None:
        self.do(f"document.querySelector('details[data-kind={kind}] input[value=\"{value}\"]').click()")


@pytest.fixture
def reader(tab: Tab, root: str) -> Reader:  # noqa: F811
    return Reader(tab, root)


def values(document: Document, kind: str) -> tuple[str, ...]:
    return dict(document.filters).get(kind, ())


def test_order_filters_range_and_chart(reader: Reader, documents: list[Document]) -> None:
    reader.open(q="西宁")
    hits = [d for d in documents if contains(d.fields, "西宁")]
    dates = {d.href: d.date for d in documents}
    assert set(reader.hrefs) == {d.href for d in hits}
    assert reader.number() == len(hits)
    for order, back in (("newest", True), ("oldest", False)):
        reader.do(
            f"(s => (s.value = '{order}', s.dispatchEvent(new Event('change'))))(document.querySelector('[name=sort]'))"
        )
        shown = [dates[href] for href in reader.hrefs]
        assert shown == sorted(shown, reverse=back)
        assert reader.state == ["q=西宁", f"sort={order}"]

    for kind in ("year", "tag", "author"):
        everything = Counter(value for d in hits for value in values(d, kind))
        reader.all_boxes()
        assert reader.counts(kind) == everything
        first, second = list(everything)[:2]
        reader.tick(kind, first)
        assert set(reader.hrefs) == {d.href for d in hits if first in values(d, kind)}
        assert reader.counts(kind) == everything  # what another value would add
        reader.tick(kind, second)
        chosen = [d for d in hits if {first, second} & set(values(d, kind))]
        assert set(reader.hrefs) == {d.href for d in chosen}
        assert sorted(s for s in reader.state if s.startswith(kind)) == sorted([f"{kind}={first}", f"{kind}={second}"])
        other = "tag" if kind != "tag" else "year"
        reader.all_boxes()
        assert reader.counts(other) == Counter(value for d in chosen for value in values(d, other))
        assert reader.page.evaluate("document.querySelectorAll('#search-chips li').length") == 3
        reader.do("document.querySelector('#search-chips .all').click()")
        assert set(reader.hrefs) == {d.href for d in hits}

    everything = Counter(value for d in hits for value in values(d, "tag"))
    typed = "(i => (i.value = '%s', i.dispatchEvent(new Event('input'))))(document.querySelector('[data-kind=tag] .find-choice'))"
    labels = "[...document.querySelectorAll('[data-kind=tag] .choices > li input')].map((i) => i.value)"
    for words, found in (("西宁市", "true"), ("zzz", "false"), ("xns", "true")):
        reader.page.evaluate(typed % words)
        reader.page.wait_for(f"{labels}.length < 4 && {labels}.includes('西宁市') === {found}")
    reader.page.evaluate(typed % "")
    assert 8 <= len(reader.page.evaluate(labels)) < len(everything)

    months = Counter(value for d in hits for value in values(d, "month"))
    chart = "[...document.querySelectorAll('.bar')].map((b) => [b.value, Number(b.querySelector('.bar-count').textContent)])"
    bars = dict(reader.page.evaluate(chart))
    assert {month: count for month, count in bars.items() if count} == months
    assert (min(bars), max(bars), len(bars)) == ("2023-01", "2025-04", 28)  # the archive's years, not those of the hits
    table = "[...document.querySelectorAll('#chart-table tbody tr')].map((r) => Number(r.children[1].textContent))"
    assert sorted(reader.page.evaluate(table)) == sorted(months.values())
    apart = len([d for d in hits if not values(d, "month")])
    assert str(apart) in reader.page.evaluate("document.getElementById('chart-without').textContent")
    reader.do("document.querySelector('.bar[value=\"2025-04\"]').click()")
    assert set(reader.hrefs) == {d.href for d in hits if "2025-04" in values(d, "month")}
    assert reader.state == ["q=西宁", "sort=oldest", "from=2025-04", "to=2025-04"]
    assert dict(reader.page.evaluate(chart))["2025-04-08"] == len(reader.hrefs)
    reader.do("document.getElementById('chart-whole').click()")
    assert dict(reader.page.evaluate(chart)) == bars
    counted = reader.counts("year")
    reader.page.evaluate("document.querySelector('[data-kind=year] .months-of').click()")
    reader.tick("year", "2025-04")  # a month under its year
    assert set(reader.hrefs) == {d.href for d in hits if "2025-04" in values(d, "month")}
    assert reader.counts("year") == counted
    reader.do("document.querySelector('#search-chips .chip').click()")

    reader.do(
        "(i => (i.value = '2024-02', i.dispatchEvent(new Event('change'))))(document.querySelector('[name=from]'))"
    )
    reader.do("(i => (i.value = '2024', i.dispatchEvent(new Event('change'))))(document.querySelector('[name=to]'))")
    assert set(reader.hrefs) == {d.href for d in hits if "2024-02" <= d.date < "2025"}
    assert reader.state == ["q=西宁", "sort=oldest", "from=2024-02", "to=2024"]
    assert reader.page.errors() == []


def test_an_address_is_a_search_and_back_works(reader: Reader, documents: list[Document]) -> None:
    reader.open(q="招商引资", year=["2023", "2024"], sort="oldest")
    hits = [d for d in documents if contains(d.fields, "招商引资")]
    then = [d.href for d in hits if {"2023", "2024"} & set(values(d, "year"))]
    assert set(reader.hrefs) == set(then) != {d.href for d in hits}
    at_first = reader.hrefs
    reader.tick("year", "2025")
    reader.do("document.querySelector('#search-views li:last-child a').click()")
    assert reader.state == ["q=招商引资", "sort=oldest", "year=2023", "year=2024", "year=2025", "view=places"]
    assert reader.page.evaluate("document.querySelectorAll('#search-places > li').length") > len(hits)
    reader.do("history.back()")
    reader.page.wait_for(f"{HREFS}.length === {len(hits)}")
    reader.do("history.back()")
    reader.page.wait_for(f"{HREFS}.length === {len(then)}")
    assert reader.hrefs == at_first
    assert reader.page.evaluate("document.querySelector('[name=sort]').value") == "oldest"
    reader.do("history.forward()")
    reader.page.wait_for(f"{HREFS}.length === {len(hits)}")

    reader.page.type("#q", " 西宁")  # typing replaces, so that Back leaves it behind as a whole
    reader.page.wait_for(f"{STATUS}.includes('招商引资 西宁')")
    reader.page.leave("history.back()")
    reader.page.wait_for("document.getElementById('q').value === '招商引资'")
    assert reader.page.errors() == []


@pytest.mark.parametrize(("query", "name"), [("招商引資", "kaifaqu"), ("27.02万", "tielu"), ("GW", "guangfu")])
def test_a_result_opens_with_its_words_marked(reader: Reader, documents: list[Document], query: str, name: str) -> None:
    page = reader.page
    reader.open(q=query)
    (document,) = (d for d in documents if name in d.href)
    page.leave(f"document.querySelector('#search-results a[href*=\"{name}\"]').click()")
    page.wait_for("!!document.querySelector('mark.found.current')")
    groups = "new Set([...document.querySelectorAll('mark.found')].map((m) => m)).size"
    marked = page.evaluate("[...document.querySelectorAll('mark.found')].map((m) => m.textContent)")
    visible = occurrences(document.fields, query)  # whatever is searched stands on the page
    assert len(marked) == page.evaluate(groups) == len(visible)
    assert {truth.fold(mark) for mark in marked} == {truth.fold(query)}
    status = "document.querySelector('.marks-bar [role=status]').textContent"
    assert f"第1处，共{len(visible)}处" in page.evaluate(status)
    assert page.evaluate("document.querySelector('mark.found').classList.contains('current')")
    if len(visible) > 1:
        page.evaluate("document.querySelectorAll('.marks-bar button')[1].click()")
        assert f"第2处，共{len(visible)}处" in page.evaluate(status)
    text = "document.querySelector('.body').innerHTML"
    page.evaluate("document.querySelector('.marks-bar button:last-of-type').click()")
    assert page.evaluate("document.querySelectorAll('mark, .marks-bar').length") == 0
    page.evaluate("document.activeElement.blur()")
    clean = page.evaluate(text)
    page.goto(page.evaluate("location.href"))
    assert page.evaluate(text) == clean
    assert page.evaluate("typeof ArchiveSearch") == "undefined"  # nothing is loaded without a query
    assert page.errors() == []


PLACES = """[...document.querySelectorAll('#search-places > li')].map((li) => [
  li.querySelector('a').getAttribute('href').split('?')[0],
  ...['.before', 'mark', '.after'].map((s) => li.querySelector(s).textContent)])"""
CATCH = "(URL.createObjectURL = (blob) => ((window.saved = blob.arrayBuffer()), 'about:blank'), HTMLAnchorElement.prototype.click = () => {}, 1)"
SAVED = "(async () => [...new Uint8Array(await window.saved)])()"


def saved_rows(page: Tab) -> list[list[str]]:
    data = bytes(page.wait_for(f"window.saved && {SAVED}"))
    assert data.startswith(b"\xef\xbb\xbf")
    page.evaluate("(window.saved = null, 1)")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_occurrence(reader: Reader, documents: list[Document]) -> None:
    page = reader.page
    reader.open(q="西宁", view="places", sort="oldest")
    hits = [d for d in documents if contains(d.fields, "西宁")]
    truths = {d.href: occurrences(d.fields, "西宁") for d in hits}
    total = sum(map(len, truths.values()))
    assert 100 < total < 300
    page.evaluate(CATCH)
    shown: list[list[str]] = []
    for number in range(1, -(-total // 100) + 1):
        rows = page.evaluate(PLACES)
        assert len(rows) == min(100, total - len(shown))
        assert page.evaluate("document.getElementById('search-places').start") == len(shown) + 1
        shown += rows
        if number == 1:
            page.evaluate("document.querySelectorAll('#search-exports button')[1].click()")
            part = saved_rows(page)
            assert len(part) == 1 + 100 + 1
            assert str(total) in part[-1][0]
        if len(shown) < total:
            reader.do(
                "document.querySelector('#search-pager a:last-of-type').dispatchEvent(new MouseEvent('click', { cancelable: true }))"
            )
            assert f"page={number + 1}" in reader.state
            page.wait_for(f"document.getElementById('search-places').start === {len(shown) + 1}")
    assert Counter(row[0] for row in shown) == {href: len(found) for href, found in truths.items()}
    dates = {d.href: d.date for d in documents}
    order = [dates[row[0]] for row in shown]
    assert order == sorted(order)
    texts = {d.href: "\n".join(t for _, ts in d.fields for t in ts) for d in hits}
    for href, before, match, after in shown:
        assert match == "西宁"
        assert f"{before.removeprefix('…')}{match}{after.removesuffix('…')}" in texts[href]

    stop = "document.querySelector('#search-exports button:last-of-type').click()"
    page.evaluate(f"{stop}, {stop}")  # reads all, and is stopped after the first hundred
    part = saved_rows(page)
    assert len(part) == 1 + 100 + 1
    assert f"共{total}处" in part[-1][0]
    page.evaluate("document.querySelector('#search-exports button:last-of-type').click()")
    rows = saved_rows(page)
    assert rows[0] == ["日期", "标题", "版次", "期号", "栏目", "署名", "地址", "所在", "前文", "检索词", "后文"]
    assert [row[8:] for row in rows[1:]] == [[b.lstrip("'"), m, a] for _, b, m, a in shown]
    links = page.evaluate("[...document.querySelectorAll('#search-places li a')].map((a) => a.href)")
    inside = re.compile(r"20\d\d/.*")
    own = [inside.search(re.sub(r"&back=[^&]*", "", link))[0] for link in links]  # type: ignore[index]
    assert own == [inside.search(row[6])[0] for row in rows[101:]]  # type: ignore[index]
    assert page.errors() == []


def test_a_page_that_is_not_there(reader: Reader) -> None:
    """The last page of occurrences is shown; of articles, which are drawn all at once, no endless number."""
    reader.open(q="西宁", view="places", page="900")
    rows = reader.page.evaluate(PLACES)
    assert 0 < len(rows) < 100
    assert reader.state == ["q=西宁", "view=places", "page=2"]
    assert reader.page.evaluate("document.getElementById('search-places').start") == 101
    assert reader.page.evaluate("document.getElementById('search-pager').textContent").startswith("前100处第101")
    reader.open(q="-西宁 不存在", view="places", page="7")
    assert "page=" not in " ".join(reader.state)
    assert not reader.page.evaluate("document.querySelector('#search-pager:not([hidden])')")
    script = "(({ page }) => [page, ArchiveSearch.addressOf({ ...ArchiveSearch.readState('x:/?q=a'), page })])"
    assert reader.page.evaluate(f"{script}(ArchiveSearch.readState('x:/?q=a&page=900'))") == [50, "?q=a&page=50"]
    assert reader.page.evaluate(f"{script}({{ page: 51 }})") == [51, "?q=a&page=50"]
    given = (
        "ArchiveSearch.addressOf(ArchiveSearch.readState('x:/?q=a&view=up&from=2&share=1&with=b,%20c&with=c&evil=1'))"
    )
    assert reader.page.evaluate(given) == "?q=a&with=b&with=c&share=1"


def test_letters_just_typed_are_not_lost(reader: Reader) -> None:
    """What is chosen right after typing, before it is searched for, is chosen for what was typed."""
    reader.open(q="西宁", sort="oldest")
    type_ = "(i => (i.value = %s, i.dispatchEvent(new InputEvent('input'))))(document.getElementById('q'))"
    order = "(s => (s.value = 'newest', s.dispatchEvent(new Event('change'))))(document.querySelector('[name=sort]'))"
    reader.page.evaluate(f"({type_ % json.dumps('西宁 招商')}, {order}, 1)")
    reader.page.wait_for(f"{STATUS}.includes('西宁 招商')")
    assert reader.state == ["q=西宁 招商", "sort=newest"]
    view = "document.querySelector('#search-views li:last-child a').click()"
    reader.page.evaluate(f"({type_ % json.dumps('西宁')}, {view}, 1)")
    reader.page.wait_for(f"{STATUS}.includes('“西宁”')")
    assert reader.state == ["q=西宁", "sort=newest", "view=places"]
    pager = "document.querySelector('#search-pager a').click()"
    reader.page.evaluate(f"({type_ % json.dumps('招商')}, {pager}, 1)")
    reader.page.wait_for(f"{STATUS}.includes('“招商”')")
    assert reader.state == ["q=招商", "sort=newest", "view=places"]


def test_an_occurrence_opens_where_it_stands(reader: Reader) -> None:
    reader.open(q="西宁 招商", view="places")
    page = reader.page
    script = "[...document.querySelectorAll('#search-places > li')].findIndex((li) => li.querySelector('a').href.endsWith('at=body-5'))"
    index = page.evaluate(script)
    after = page.evaluate(PLACES)[index]
    page.evaluate(f"document.querySelectorAll('#search-places > li a')[{index}].click()")
    page.wait_for("!!document.querySelector('mark.found.current')")
    assert page.evaluate("document.querySelector('mark.found.current').textContent") == after[2]
    assert after[2] + after[3].removesuffix("…") in page.evaluate(
        "document.querySelector('mark.found.current').closest('p').textContent"
    )
    assert page.wait_for(
        "Math.abs(document.querySelector('mark.found.current').getBoundingClientRect().top) < innerHeight"
    )


HERE = "document.activeElement.getAttribute('href')"


def test_back_to_the_results_as_they_were(reader: Reader) -> None:
    """View, order, filters, page, open groups, the place, and the link that was followed."""
    reader.open(q="西宁", view="places", year=["2024", "2025"], sort="newest")
    page, state = reader.page, reader.state
    page.evaluate(
        "(document.getElementById('search-narrow').open = document.querySelector('[data-kind=tag]').open = true)"
    )
    page.evaluate(
        "(l => (l.focus(), l.scrollIntoView({ block: 'center' })))(document.querySelectorAll('#search-places a')[30])"
    )
    link, top = page.evaluate(f"[{HERE}, document.activeElement.getBoundingClientRect().top]")
    for leave in ("document.querySelector('.marks-bar a').click()", "history.back()"):
        page.leave("document.activeElement.click()")
        page.wait_for("!!document.querySelector('mark.found.current')")
        page.leave(leave)
        page.wait_for(f"document.querySelectorAll('#search-places a').length > 30 && {HERE}")
        assert (reader.state, page.evaluate(HERE)) == (state, link)
        assert abs(page.evaluate("document.activeElement.getBoundingClientRect().top") - top) < 3
        assert page.evaluate("document.querySelector('[data-kind=tag]').open")
    assert page.errors() == []


def test_before_anything_is_asked(reader: Reader, documents: list[Document]) -> None:
    """The examples find something here; filters alone show all that they let through."""
    page = reader.page
    page.goto(reader.root + "search.html")
    assert page.evaluate("document.getElementById('search-help').open")
    examples = page.evaluate("[...document.querySelectorAll('#search-start li a')].map((a) => new URL(a.href).search)")
    queries = [str(parse_qs(example[1:])["q"][0]) for example in examples]
    assert len(queries) == 3
    found = page.evaluate(ASK % json.dumps(queries))
    assert all(hrefs for hrefs, _ in found.values())
    reader.open(tag="西宁市", year="2024-02")
    hits = [d for d in documents if "西宁市" in values(d, "tag") and "2024-02" in values(d, "month")]
    assert set(reader.hrefs) == {d.href for d in hits} != set()
    assert reader.number() == len(hits)
    assert page.evaluate("document.getElementById('search-views').hidden")  # of no words there are no occurrences
    assert page.errors() == []


def test_what_stands_there_where_nothing_is_found(reader: Reader) -> None:
    reader.open(q="西宁 火星", year="2024")
    offered = "[...document.querySelectorAll('#search-advice li')].map((li) => li.textContent)"
    assert len(reader.page.wait_for(f"({offered}).length && {offered}")) >= 2
    first, second = reader.page.evaluate(offered)[:2]
    assert re.fullmatch(r"西宁 \d+", first)
    assert second == "火星 0"
    reader.do("document.querySelector('#search-advice a').click()")
    assert reader.state == ["q=西宁", "year=2024"]
    assert len(reader.hrefs) == int(first.split()[1])
    assert reader.page.evaluate("document.getElementById('search-advice').hidden")


def test_keys(reader: Reader) -> None:
    page = reader.page
    reader.open(q="招商引资")
    here = "[...document.querySelectorAll('#search-results > li a')].indexOf(document.activeElement)"
    page.evaluate("document.body.focus()")
    page.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.press("ArrowDown")
    assert page.evaluate(here) == 0
    page.press("ArrowDown")
    assert page.evaluate(here) == 1
    page.press("ArrowUp")
    page.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.press("ArrowDown")
    page.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.press("ArrowDown")
    target = page.evaluate("document.activeElement.href")
    page.press("Enter")
    page.wait_for(f"location.href.startsWith({json.dumps(target)}) && !!document.querySelector('mark.found')")
    page.leave("history.back()")
    page.wait_for(f"document.getElementById('q') && {HREFS}.length")
    page.evaluate("document.getElementById('q').focus()")
    page.press("Escape")
    page.wait_for(f"{HREFS}.length === 0 && !location.search")
    assert page.evaluate(STATUS) == ""


def test_an_input_method(reader: Reader) -> None:
    """What is being composed is not searched for."""
    page = reader.page
    page.goto(reader.root + "search.html")
    page.evaluate("(document.getElementById('q').value = 'zhaoshang', 1)")
    page.evaluate("document.getElementById('q').dispatchEvent(new InputEvent('input', { isComposing: true }))")
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert page.evaluate(STATUS) == ""
    page.evaluate("(document.getElementById('q').value = '招商', 1)")
    page.evaluate("document.getElementById('q').dispatchEvent(new CompositionEvent('compositionend'))")
    page.wait_for(f"{STATUS}.includes('招商')")


def test_from_any_page(reader: Reader) -> None:
    page = reader.page
    page.goto(reader.root + "2025/04/08/tielu-qingming.html")
    page.press("Control+k")
    page.type("input[type=search]", "温馨罚单")
    page.press("Enter")
    page.wait_for(f"document.getElementById('search-status') && {HREFS}.length === 1")
    assert "q=温馨罚单" in reader.state
