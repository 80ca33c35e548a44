"""Search as a reader has it: in stock browsers, over HTTP under a subpath and from a disk."""

import csv
import io
import json
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_builder.common.dates import parse_date
from site_builder.pipeline.build import build
from site_builder.search import bundle, shards
from site_builder.search.document import Document
from tests.browser import Tab, browser, serve, tab  # noqa: F401 - the fixtures are used by name
from tests.bundles import write_bundle
from tests.conftest import Make, article
from tests.truth import contains
from tests.vectors.documents import make as make_document
from tests.vectors.documents import seed_documents
from tests.vectors.queries import queries as random_queries

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self' file:"
)

# What the stemmer says of the English in the documents; the truth knows no stemmer.
FORMS = [{"run", "runs", "running"}, {"university", "universal"}, {"runner", "runners"}, {"right", "rights"}]
RUSSIAN = [{"газета", "газеты"}, {"пишет"}]

QUERIES = """
招商引资 | 天合光能 | 青海丽豪 招商引资 | 518.7亿元 | 518 | 518.7 | 20GW单晶拉棒 | GW | ｇｗ | PM2.5
EGO-Park | ego park | "招商引资" | “高质量发展” | -西宁 招商 | 西宁 -招商引资 | -西宁 | 高质* | 发展
繁榮 | 發展 | 臺灣 | 台湾 | 馬麗 | 马丽 | "马 丽" | 不存在的词组 | qzx | 招商引咨 | 宁 | 的 | 20GW单
2024 | 202* | univ* | university | "university" | run | running | "running"
runs | cafe | café | CAFÉ | zurich | strasse | straße | ﬁne | fine | 1/2 | x2
1,000.50 | 000.50 | 1.2.3 | v1.2.3 | 𠮷野家 | 𠀀𠀁 | 𠀁 | 招商引资！ | 招商，引资 | 招商、引资
招商 引资 | "招商 引资" | 引号 | script | alert('x') | 한국 | 국어 | 신문 | か | が | ガス | かんこく
οδος | ελλαδα | Россия | газета | 只有题目 | title only | "title only"
only title | "only title" | 经济 | economy | 王小3 | 记者 | on | 。。 | - | * | ""
"招商 | 招商" | 招商* | EGO-Pa* | -"招商引资" 西宁 | －西宁 招商 | 西宁＊ | 10% | ℃ | ㎡ | m2
西宁\u200b市 | operates
ข่าว | ขาว | ชน | ประชา | กิน | กน | กำ | ก | ๒๐๒๔ | กิน* | ชาชนกิน | "กำลัง ๒๐๒๔" | ជន | ប្រ | ប | កម្ពុជា | ຊົນ | ລາວ | ຊນ | မြန်မာ | နိုင်ငံ | မန
दाल | दिल | दल | द* | கல் | கால் | கீல் | கல | мой | мои | Київ | Киів | все | всё | да | Da Nang | "da nang" | Lodz | Łódź
aesop | æsop | strasse | STRASSE | ٢٠٢٤ | \U00031350 | \U000323b0 | \U00031350\U000323b0 | \U00031350\U000323b0王 | \U000323b0王
王明 | 王\ue000明 | \ue000 | \ue001 | ㅋㅋㅠㅠ | ㅋㅋ | 큐 | ㅠ | ㄱㅏㄴ | 간 | 각 | 가 | \U0001e030 | \U000105d2 | \U0001e030\U000105d2 | й | и | е\u0308
"""


# With bars, so that they are parted otherwise.
JOINED = """
招商引资|台灣;"招商引资"｜光伏 -西宁;招商 | run -西宁;-(招商|西宁);(西宁 招商)|run;(-西宁)|runs;(((西宁;西宁);|西宁|;()
title:招商;标题：西宁 -招商;by:王小3;作者:（王小3|王小4）;section:economy;标题:(招商|西宁 -光伏);title:run|by:记者;person:x;foo:bar
西宁 ~10 招商;西宁 ~ 招商|引资;西宁 ～３ (招商|建设);招商 ~0 引资;招商 ~1 引资;runs ~3 archive;runs ~2 archive;run ~9 race
-(西宁 ~20 招商) 西宁;university ~5 rights;university ~5 rights ~9 runs;ข่าว ~4 กำลัง;西宁 ~9 西宁;text:(西宁 ~9 招商);~5;-|;a ~ -b
"""


def queries() -> list[str]:
    lists = (QUERIES, " | "), (JOINED, ";")
    return [query.strip() for text, sep in lists for line in text.strip().splitlines() for query in line.split(sep)]


def expected(documents: list[Document], query: str) -> set[str]:
    return {d.href for d in documents if contains(d.fields, query, same_stem(d.base_language))}


@cache
def same_stem(language: str) -> Callable[[str], list[str]]:
    groups = {"en": FORMS, "ru": RUSSIAN}.get(language, [])
    return lambda word: sorted({word}.union(*(group for group in groups if word in group)))


def sampled(documents: list[Document], count: int) -> list[str]:
    """Pieces of the texts themselves, cut anywhere, and pairs of them."""
    choose = random.Random(20240219)
    texts = [text for d in documents for _, texts in d.fields for text in texts if len(text) > 8]
    found = []
    for _ in range(count):
        text = choose.choice(texts)
        start = choose.randrange(len(text) - 2)
        piece = text[start : start + choose.randint(2, 12)].replace('"', "").strip("- *“”")
        found.append(f'"{piece}"' if choose.random() < 0.3 else piece)
    return [query for query in found if query.strip('" ')]


def write_site(folder: Path, documents: list[Document]) -> None:
    """An empty archive's site, with an index of these documents in the place of its own."""
    with tempfile.TemporaryDirectory() as archive:
        Path(archive, "archive.yaml").write_text("title: Archive\nlanguage: en\n")
        Path(archive, "articles").mkdir()
        build(Path(archive), folder)
    shutil.rmtree(folder / "search")
    write_bundle(documents, folder / "search")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(seed_documents())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, documents: list[Document]) -> Path:
    folder = tmp_path_factory.mktemp("out") / "网 站"
    write_site(folder, documents)
    return folder


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the search page is."""
    if request.param == "file":
        yield (site / "search.html").as_uri()
        return
    with serve(site, headers={"Content-Security-Policy": CSP}) as url:
        yield url + "search.html"


ASK = """(async () => {
  const engine = (window.engine ??= await ArchiveSearch.open("search/"));
  const all = {};
  for (const query of %s) {
    const found = await engine.search(query);
    all[query] = (await Promise.all(found.results.map((r) => r.data()))).map((d) => d.href);
    if (all[query].length !== found.total) throw new Error("total of " + query);
  }
  return all;
})()"""


def ask(page: Tab, asked: list[str]) -> dict[str, list[str]]:
    answer: dict[str, list[str]] = page.evaluate(ASK % json.dumps(asked))
    return answer


def foreign(page: Tab, address: str) -> list[str]:
    """Requests that leave the site; a browser asks for an icon at the root of any host."""
    host = "file://" if address.startswith("file:") else "/".join(address.split("/")[:3])
    return [url for url in page.requests() if not url.startswith((host, "blob:", "data:"))]


def test_every_query_finds_what_it_must(tab: Tab, address: str, documents: list[Document]) -> None:  # noqa: F811
    tab.goto(address)
    asked = [*queries(), *sampled(documents, 300)]
    found = ask(tab, asked)
    wrong = {
        q: (sorted(found[q]), sorted(expected(documents, q))) for q in asked if set(found[q]) != expected(documents, q)
    }
    assert wrong == {}
    assert all(len(hrefs) == len(set(hrefs)) for hrefs in found.values())
    assert tab.errors() == []
    assert foreign(tab, address) == []


AWKWARD = [
    *"招商引资招商臺台々ー가がか12..35..",
    *"  ，。、,;()%",
    "ＧＷ",
    "gw",
    "é",
    "e\u0301",
    "ß",
    "\u200b",
    "𠮷",
    "½",
    "㎡",
    "_",
    "'",
]
SIGNS = ["", "", "", "", '"', "“", "”", " -", "-", "*", "＊ ", " ", "＂"]


def awkward(choose: random.Random, pieces: list[str], longest: int) -> str:
    return "".join(choose.choice(pieces) for _ in range(choose.randint(1, longest)))


def test_awkward_texts_and_queries(tab: Tab, tmp_path: Path) -> None:  # noqa: F811
    """Random strings of all that is easily got wrong; the seed is fixed, so that a failure can be looked at."""
    choose = random.Random(5)
    texts = [tuple(awkward(choose, AWKWARD, 14) for _ in range(3)) for _ in range(150)]
    documents = [make_document(n, paragraphs, title=awkward(choose, AWKWARD, 6)) for n, paragraphs in enumerate(texts)]
    asked = sorted({*(awkward(choose, AWKWARD + SIGNS * 2, 7) for _ in range(1000)), *random_queries(choose, 500)})
    write_site(tmp_path / "site", documents)
    tab.goto((tmp_path / "site" / "search.html").as_uri())
    found = ask(tab, asked)
    truth = {query: expected(documents, query) for query in asked}
    assert {query: (found[query], truth[query]) for query in asked if set(found[query]) != truth[query]} == {}


def test_the_queries_by_hand_are_not_all_easy(documents: list[Document]) -> None:
    assert expected(documents, "GW") == expected(documents, "ｇｗ") != set()
    assert expected(documents, "招商，引资") != expected(documents, "招商引资") != set()
    assert expected(documents, "ชน") == expected(documents, "ข่าว") == expected(documents, "ລາວ") != set()
    assert expected(documents, "กน") == expected(documents, "दल") == expected(documents, "王明") == set()
    assert expected(documents, "518") == expected(documents, "不存在的词组") == expected(documents, "招商引咨") == set()
    assert expected(documents, "run") == expected(documents, "running") != expected(documents, '"running"')


def small_shards(patch: pytest.MonkeyPatch) -> None:
    for name, size in (("SMALLEST", 1500), ("LARGEST", 3500)):
        patch.setattr(shards, name, size)


@pytest.fixture(scope="module")
def sharded(tmp_path_factory: pytest.TempPathFactory, documents: list[Document]) -> Path:
    """The same documents and two without a date, in many shards of many files."""
    undated = [
        msgspec.structs.replace(make_document(900 + n, ("西宁日报",)), date="", date_end="", filters=())
        for n in range(2)
    ]
    folder = tmp_path_factory.mktemp("sharded") / "site"
    with pytest.MonkeyPatch.context() as patch:
        small_shards(patch)
        for name, size in (("INDEX_FILE", 200), ("TEXT_FILE", 2000), ("LIST_FILE", 40)):
            patch.setattr(bundle, name, size)
        write_site(folder, [*documents, *undated])
    assert len(list((folder / "search").glob("s-*"))) > 4
    return folder


SORTED = """(async () => {
  const engine = await ArchiveSearch.open("search/");
  const found = await engine.search(%s, %s);
  const data = await Promise.all(found.results.map((r) => r.data()));
  return { dates: data.map((d) => d.date), hrefs: data.map((d) => d.href), total: found.total, filters: found.facets,
           scores: found.results.map((r) => r.score), problems: found.problems };
})()"""


def search(page: Tab, query: str, **options: Any) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(SORTED % (json.dumps(query), json.dumps(options)))
    return answer


class TestShards:
    """One answer from many shards."""

    @pytest.fixture
    def page(self, tab: Tab, sharded: Path) -> Tab:  # noqa: F811
        tab.goto((sharded / "search.html").as_uri())
        return tab

    def test_membership_does_not_depend_on_shards(self, page: Tab, documents: list[Document]) -> None:
        asked = [query for query in [*queries(), *sampled(documents, 60)] if query != "-西宁"]
        found = {query: {h for h in hrefs if "/90" not in h} for query, hrefs in ask(page, asked).items()}
        truth = {query: expected(documents, query) for query in asked}
        assert {query: (found[query], truth[query]) for query in asked if found[query] != truth[query]} == {}

    def test_order_by_date(self, page: Tab) -> None:
        newest, oldest = search(page, "西宁", sort="newest"), search(page, "西宁", sort="oldest")
        dated = [date for date in newest["dates"] if date]
        assert dated == sorted(dated, reverse=True)
        assert newest["dates"] == [*dated, "", ""]
        assert oldest["dates"] == [*dated[::-1], "", ""]
        assert set(newest["hrefs"]) == set(oldest["hrefs"])

    def test_the_first_results_come_before_the_rest(self, page: Tab) -> None:
        """Sorted by date, what is there after each shard is the beginning of all results."""
        for sort in ("newest", "oldest"):
            script = """(async () => {
              const engine = await ArchiveSearch.open("search/"), parts = [];
              const href = async (results) => (await Promise.all(results.map((r) => r.data()))).map((d) => d.href);
              const onPart = ({ results }) => parts.push([...results]);
              const { results } = await engine.search("西宁", { sort: %s, onPart });
              return { parts: await Promise.all(parts.map(href)), all: await href(results), shards: engine.shards };
            })()"""
            answer = page.evaluate(script % json.dumps(sort))
            assert len(answer["parts"]) == answer["shards"] - 1 > 3
            assert 0 < len(answer["parts"][0]) < len(answer["all"])
            assert all(part == answer["all"][: len(part)] for part in answer["parts"])

    def test_only_the_newest_shard_is_read_first(self, page: Tab) -> None:
        script = """(async () => {
          const engine = await ArchiveSearch.open("search/"), stop = new AbortController();
          const onPart = () => stop.abort();
          const read = new Set(), receive = ArchiveSearch.receive;
          ArchiveSearch.receive = (name, data) => (name.startsWith("s-") && read.add(name.split("/")[0]), receive(name, data));
          const why = await engine.search("西宁", { sort: "newest", signal: stop.signal, onPart }).catch((e) => e.name);
          return [why, read.size];
        })()"""
        why, read = page.evaluate(script)
        assert why == "AbortError"
        assert 1 <= read <= 5  # the first two, and what is loaded while they are searched

    def test_a_large_archive_is_shown_by_date(self, page: Tab) -> None:
        page.type("#q", "西宁")
        page.wait_for(f"{STATUS}.endsWith('articles hold “西宁”.')")
        assert page.evaluate("document.querySelector('[name=sort]').value") == "newest"
        note = "document.getElementById('search-order').textContent"
        assert page.evaluate(note).startswith("This archive is large.")
        choose = "(s => (s.value = 'relevance', s.dispatchEvent(new Event('change'))))(document.querySelector('[name=sort]'))"
        page.evaluate(choose)
        page.wait_for(f"{note}.startsWith('The best of the whole archive')")
        assert page.evaluate("location.search").endswith("&sort=relevance")

    def test_more_while_the_search_goes_on(self, page: Tab) -> None:
        """What is asked for before all is known is shown in the end, once and in order."""
        everything = search(page, "-qqq", sort="newest")["hrefs"]
        assert 40 < len(everything) < 80
        page.evaluate(HOLD)
        page.evaluate(
            "(q => (q.value = '-qqq', q.dispatchEvent(new InputEvent('input')), 1))(document.getElementById('q'))"
        )
        page.wait_for(f"{STATUS}.includes('so far') && {SHOWN}.length === 20")
        more = "document.querySelector('.search-more')"
        page.evaluate(f"{more}.click()")
        page.wait_for(f"{SHOWN}.length > 20")
        assert page.evaluate(f"{SHOWN}.length") < 40
        page.evaluate("new Promise((done) => setTimeout(done, 500))")
        assert page.evaluate(f"{STATUS}.includes('so far')")  # and not only that it is searching
        assert page.evaluate(f"{SHOWN}.indexOf(document.activeElement.getAttribute('href').split('?')[0])") == 20
        page.evaluate("(document.activeElement.blur(), release(), 1)")
        page.wait_for(f"{STATUS}.endsWith('articles hold “-qqq”.')")
        assert page.evaluate(SHOWN) == everything[:40]
        assert page.evaluate("document.activeElement === document.body")
        page.evaluate(f"{more}.click()")
        page.wait_for(f"{SHOWN}.length > 40")
        assert page.evaluate(SHOWN) == everything[:60]

    def test_more_twice_at_once(self, page: Tab) -> None:
        everything = search(page, "-qqq", sort="newest")["hrefs"]
        page.type("#q", "-qqq")
        page.wait_for(f"{STATUS}.endsWith('articles hold “-qqq”.')")
        page.evaluate("document.querySelector('.search-more').click(), document.querySelector('.search-more').click()")
        page.wait_for(f"{SHOWN}.length > 40")
        page.evaluate("new Promise((done) => setTimeout(done, 200))")
        assert page.evaluate(SHOWN) == everything[:60]

    def test_order_by_relevance(self, page: Tab) -> None:
        found = search(page, "招商引资")
        assert found["scores"] == sorted(found["scores"], reverse=True)
        assert found["scores"][0] > 0

    def test_dates(self, page: Tab) -> None:
        everything = search(page, "西宁", sort="newest")["dates"]
        for options in ({"from": "2015"}, {"to": "2015"}, {"from": "2012-03", "to": "2018-06"}, {"from": "2030"}):
            low, high = options.get("from", ""), options.get("to", "9")
            wanted = [date for date in everything if date and date >= low and date[: len(high)] <= high]
            assert search(page, "西宁", sort="newest", **options)["dates"] == wanted

    def test_filters_and_counts(self, page: Tab, documents: list[Document]) -> None:
        hits = [d for d in documents if d.href in expected(documents, "西宁")]
        found = search(page, "西宁", counts=True)
        years = Counter(value for d in hits for name, values in d.filters if name == "year" for value in values)
        assert found["filters"]["year"] == years
        filters = {"year": ["2012", "2015"], "section": ["经济"]}
        wanted = {d.href for d in hits if d.date[:4] in filters["year"] and ("section", ("经济",)) in d.filters}
        assert set(search(page, "西宁", filters=filters)["hrefs"]) == wanted
        assert search(page, "西宁", filters={"year": ["1066"]})["total"] == 0
        assert search(page, "西宁", filters={"colour": ["red"]})["total"] == 0

    def test_problems(self, page: Tab) -> None:
        assert search(page, " 。 ")["problems"] == ["empty"]
        assert search(page, "宁")["problems"] == ["single-character"]
        assert search(page, "西宁")["problems"] == []


NAMES = ["__proto__", "constructor", "toString", "valueOf"]


def test_names_that_every_object_has(tab: Tab, tmp_path: Path) -> None:  # noqa: F811
    """A tag may be called so, and may be chosen where no article has it."""
    tags = [NAMES, NAMES[:2], ["constructor"], []]
    documents = [
        msgspec.structs.replace(make_document(n, ("西宁",)), filters=(("tag", tuple(names)),))
        for n, names in enumerate(tags)
    ]
    write_site(tmp_path / "site", documents)
    address = (tmp_path / "site" / "search.html").as_uri()
    tab.goto(address)
    counts = Counter(name for names in tags for name in names)
    assert search(tab, "西宁", counts=True)["filters"]["tag"] == counts
    for name in NAMES:
        assert search(tab, "西宁", filters={"tag": [name]})["total"] == counts[name]
    assert search(tab, "西宁", filters={"tag": ["hasOwnProperty"], "isPrototypeOf": ["name"]})["total"] == 0
    tab.goto(address + "?q=%E8%A5%BF%E5%AE%81&tag=isPrototypeOf&year=constructor")
    tab.wait_for(f"{STATUS}.startsWith('Nothing found')")
    items = "[...document.querySelectorAll('details[data-kind=%s] .choices > li')].map((li) => li.textContent.trim())"
    assert tab.evaluate(items % "tag") == ["isPrototypeOf 0"]
    assert tab.evaluate(items % "year") == ["constructor 0"]
    tab.goto(address + "?q=%E8%A5%BF%E5%AE%81&tag=toString")
    tab.wait_for(f"{STATUS}.startsWith('1 article')")
    assert tab.evaluate(items % "tag") == ["toString 1", "constructor 3", "__proto__ 2", "valueOf 1"]
    assert tab.errors() == []


def test_what_is_not_checked_can_be_left_out(tab: Tab, make: Make, tmp_path: Path) -> None:  # noqa: F811
    keys = [{"status": "checked"}, {"status": "unchecked"}, {"status": "unchecked"}, {}, {"draft": "true"}]
    files = {f"articles/a{n}.md": article(f"T{n}", body="西宁", **more) for n, more in enumerate(keys)}
    build(make(files), tmp_path / "site")
    address = (tmp_path / "site" / "search.html").as_uri() + "?q=%E8%A5%BF%E5%AE%81"
    tab.goto(address)
    tab.wait_for(f"{STATUS}.startsWith('4 articles')")
    boxes = "[...document.querySelectorAll('details[data-kind=status] li')].map((li) => li.textContent.trim())"
    assert tab.evaluate(boxes) == ["Not yet checked 2", "Checked by a person 1"]
    tab.goto(address + "&status=checked")
    tab.wait_for(f"{STATUS}.startsWith('1 article')")
    assert "Status: Checked by a person" in tab.evaluate("document.querySelector('#search-chips').textContent")
    assert tab.errors() == []


DATES = """
1906-11-30 | 1912 | 191X | 1949-12-30/1950-01-02 | 199X | 1998~ | 19XX | [1999-12-31,2000-01-01] | 2003-05
2004-02/2004-06 | [2009-03-01..2011-03-01] | 2024-06-19/.. | 2024-02-19 | 2024-02-20
"""


def test_a_date_of_many_days_is_in_every_range_that_it_may_be_of(
    tab: Tab,  # noqa: F811
    make: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In whichever shard it lies; and each bar of the chart holds what it leads to."""
    small_shards(monkeypatch)
    dates = [parse_date(text) for line in DATES.strip().splitlines() for text in line.split(" | ")]
    files = {f"articles/a{n}.md": article(date=date.edtf, body="西宁日报" * 700) for n, date in enumerate(dates)}
    build(make(files), tmp_path / "site")
    assert len(list((tmp_path / "site" / "search").glob("s-*"))) > 10
    tab.goto((tmp_path / "site" / "search.html").as_uri())

    def within(first: str, last: str) -> set[str]:
        found = {n for n, d in enumerate(dates) if d.lower[: len(last)] <= last and (d.upper or "9999") >= first}
        return {f"a{n}.html" for n in found}

    ranges = [
        ("1949", ""),
        ("", "1950-01-01"),
        ("1950-01-02", "1950-01-02"),
        ("1950-01-03", "1951"),
        ("2000", "2003-05"),
    ]
    ranges += [("2010", "2010"), ("2004-03", "2004-05"), ("2011-03-02", "2024-02-19"), ("2030", ""), ("", "1906-10")]
    for first, last in ranges:
        for sort in ("relevance", "newest"):
            found = search(tab, "西宁", sort=sort, **{"from": first, "to": last})
            assert set(found["hrefs"]) == within(first, last or "9999"), (first, last)
    assert within("2030", "9999") == {"a11.html"}
    counts = search(tab, "西宁", counts=True)["filters"]["decade"]
    assert counts == {str(year): len(within(str(year), str(year + 9))) for year in range(1900, 2030, 10)}
    assert counts["1990"] == 4
    tab.goto((tmp_path / "site" / "search.html").as_uri() + "?q=%E8%A5%BF%E5%AE%81")
    bars = "[...document.querySelectorAll('.bar')].map((b) => [b.value, Number(b.querySelector('.bar-count').textContent)])"
    tab.wait_for(f"{bars}.length")
    assert dict(tab.evaluate(bars)) == counts


STATUS = "document.getElementById('search-status').textContent"
RESULTS = """[...document.querySelectorAll('#search-results > li')].map((li) => ({
  title: li.querySelector('a').textContent, href: li.querySelector('a').href, text: li.textContent,
  marks: [...li.querySelectorAll('.result-excerpt mark')].map((m) => m.textContent) }))"""


SHOWN = "[...document.querySelectorAll('#search-results > li a')].map((a) => a.getAttribute('href').split('?')[0])"

# Once the page shows a screenful of the results the search waits until `release` is called.
HOLD = """(() => {
  ArchiveSearch.limits.quietTime = 1e9;
  const held = new Promise((resolve) => (window.release = resolve)), { prototype } = ArchiveSearch.Shard;
  const { postings } = prototype;
  prototype.postings = async function (...given) {
    if (document.getElementById("search-status").textContent.includes("so far")) await held;
    return postings.apply(this, given);
  };
  return 1; })()"""


class TestPage:
    """What a reader sees and does."""

    @pytest.fixture
    def page(self, tab: Tab, address: str) -> Tab:  # noqa: F811
        tab.goto(address)
        return tab

    def test_results_appear_while_typing(self, page: Tab, address: str, documents: list[Document]) -> None:
        page.type("#q", "EGO-Park project")
        page.wait_for(f"{STATUS} === '1 article holds “EGO-Park project”.'")
        (result,) = page.evaluate(RESULTS)
        document = next(d for d in documents if d.href in expected(documents, "EGO-Park project"))
        assert result["title"] == document.title
        assert result["href"] == address.replace("search.html", document.href) + "?q=EGO-Park+project"
        assert result["marks"] == ["EGO-Park", "project"]
        assert document.date_words in result["text"]
        assert "Economy" in result["text"] or "经济" in result["text"] or "要闻" in result["text"]
        assert page.evaluate("new URL(location.href).searchParams.get('q')") == "EGO-Park project"
        assert page.errors() == []
        assert foreign(page, address) == []

    def test_an_address_with_a_query(self, page: Tab, address: str, documents: list[Document]) -> None:
        page.goto(address + "?q=%E6%8B%9B%E5%95%86&sort=newest")
        total = len(expected(documents, "招商"))
        page.wait_for(f"{STATUS} === '{total} articles hold “招商”.'")
        assert page.evaluate("document.getElementById('q').value") == "招商"
        marks = {mark for result in page.evaluate(RESULTS) for mark in result["marks"]}
        assert marks == {"招商"}

    def test_more(self, page: Tab, documents: list[Document]) -> None:
        total = len(expected(documents, "-qqq"))
        assert 20 < total < 60
        page.type("#q", "-qqq")
        page.wait_for(f"{STATUS} === '{total} articles hold “-qqq”.'")
        assert len(page.evaluate(RESULTS)) == 20
        while page.evaluate("!document.querySelector('.search-more').hidden"):
            shown = len(page.evaluate(RESULTS))
            page.evaluate("document.querySelector('.search-more').focus()")
            page.press("Enter")
            page.wait_for(f"document.querySelectorAll('#search-results > li').length > {shown}")
            assert (
                page.evaluate("[...document.querySelectorAll('#search-results li a')].indexOf(document.activeElement)")
                == shown
            )
        assert len({result["href"] for result in page.evaluate(RESULTS)}) == total
        page.goto(page.evaluate("location.href").replace("page=3", "page=2"))  # an address holds how much is shown
        page.wait_for("document.querySelectorAll('#search-results > li').length === 40")

    def test_nothing(self, page: Tab) -> None:
        page.type("#q", "<b>qzx")
        page.wait_for(f"{STATUS} === 'Nothing found for “<b>qzx”.'")
        assert page.evaluate(RESULTS) == []

    def test_one_character(self, page: Tab) -> None:
        page.type("#q", "宁")
        page.wait_for(f"{STATUS}.endsWith('A single character is found in many words: add another.')")
        assert {mark for result in page.evaluate(RESULTS) for mark in result["marks"]} <= {"宁"}

    def test_clearing(self, page: Tab) -> None:
        page.type("#q", "西宁")
        page.wait_for("document.querySelectorAll('#search-results > li').length")
        for _ in "西宁":
            page.press("Backspace")
        page.wait_for("!document.querySelectorAll('#search-results > li').length")
        assert page.evaluate(STATUS) == ""
        assert page.evaluate("location.search") == ""

    def test_enter_does_not_leave_the_page(self, page: Tab, documents: list[Document]) -> None:
        page.evaluate("window.here = true")
        page.type("#q", "西宁")
        page.press("Enter")
        page.wait_for(f"{STATUS} === '{len(expected(documents, '西宁'))} articles hold “西宁”.'")
        assert page.evaluate("window.here")

    def test_markup_in_an_article_is_text(self, page: Tab) -> None:
        page.type("#q", "alert")
        page.wait_for(f"{STATUS} === '1 article holds “alert”.'")
        (result,) = page.evaluate(RESULTS)
        assert "<script>alert('x')</script>" in result["text"]
        assert page.evaluate("document.querySelectorAll('li script').length") == 0
        assert page.errors() == []

    def test_original_characters_are_shown(self, page: Tab) -> None:
        page.type("#q", "台湾")
        page.wait_for(f"{STATUS} === '1 article holds “台湾”.'")
        (result,) = page.evaluate(RESULTS)
        assert result["marks"] == ["臺灣"]


TOOLS = "const words = JSON.parse(document.getElementById('search-form').dataset.words);"


FORMULAS = ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"]


def test_what_is_copied_is_safe_to_paste(tab: Tab, address: str) -> None:  # noqa: F811
    """A spreadsheet takes pasted lines for cells."""
    tab.goto(address)
    texts = [*FORMULAS, "a\tb\r\nc", "平常"]
    script = f"""(() => {{ {TOOLS}
      const place = (text) => ({{ date: "2024-02-19", title: text, field: "body", before: text, match: "m", after: "" }});
      return ArchiveSearch.asLines({json.dumps(texts)}.map(place), words.fields); }})()"""
    rows = [line.split("\t") for line in tab.evaluate(script).split("\n")]
    expected_ = [*(f"'{text}".replace("\t", " ") for text in FORMULAS), "a b c", "平常"]
    assert rows == [["2024-02-19", text, "Text", f"{text}【m】"] for text in expected_]


def test_a_csv_file_is_safe_to_open(tab: Tab, address: str) -> None:  # noqa: F811
    """Nothing becomes a formula, nothing leaves its cell, and a part says that it is one."""
    tab.goto(address)
    nasty = [*FORMULAS, 'a"b', "a,b\r\nc", "平常"]
    script = f"""(() => {{ {TOOLS}
      const place = (text) => ({{ date: "2024-02-19", title: text, href: "a.html", also: [], nth: 3, section: text, field: "body",
        before: text, match: text, after: text, reference: ["7", "2024-02-19", "1", "", text, "B"] }});
      const site = {{ root: "", base: "https://news.example/x/", paper: "", place: "", archive: "A" }};
      return ArchiveSearch.FORMS.csv.write({json.dumps(nasty)}.map(place), {{ words, site, query: "m", occurrences: true, remark: "A part" }}); }})()"""
    text = tab.evaluate(script)
    assert text.startswith("\ufeffDate".replace("Date", '"Date"'))
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert [row[1] for row in rows[1:-1]] == [f"'{word}" for word in nasty[:7]] + nasty[7:]
    assert {row[6] for row in rows[1:-1]} == {"https://news.example/x/a.html?q=m&at=body-3"}
    assert {row[3] for row in rows[1:-1]} == {"7"}
    assert rows[-1] == ["A part"]
    assert all(len(row) == len(rows[0]) == 11 for row in rows[:-1])


AXES = [
    ({"1998": [9, 0, 4, 5]}, "", "", "day", "1998-02-01", "1998-03-31"),
    ({"1998": [9, 0, 4, 0, 5]}, "", "", "month", "1998-02", "1998-04"),
    ({"1998": [9, 0, 4], "2001": [2]}, "", "", "month", "1998-02", "2001-12"),
    ({"1998": [9, 0, 4], "2002": [2]}, "", "", "year", "1998", "2002"),
    ({"1905": [1], "2002": [2]}, "", "", "decade", "1900", "2000"),
    ({"1905": [1], "2002": [2]}, "1950", "1959", "year", "1950", "1959"),
    ({"1905": [1], "2002": [2]}, "1950", "1952-06-30", "month", "1950-01", "1952-06"),
    ({"1905": [1], "2002": [2]}, "1950-02", "1950-02", "day", "1950-02-01", "1950-02-28"),
    ({"1905": [1], "2002": [2]}, "1950-02-20", "1950-03-02", "day", "1950-02-20", "1950-03-02"),
    ({"1905": [1], "2002": [2]}, "1800", "1907", "month", "1905-01", "1907-12"),
    ({"1905": [1]}, "1950", "", "year", "", ""),
]


def test_the_chart_covers_the_time_of_the_archive(tab: Tab, site: Path) -> None:  # noqa: F811
    """And what is narrowed of it: by days, months, years or decades."""
    tab.goto((site / "search.html").as_uri())
    script = """%s.map(([held, from, to]) => {
      const { step, columns } = ArchiveSearch.axisOf(ArchiveSearch.heldOf([{ held }]), { from, to });
      return [step, columns[0]?.from ?? "", columns.at(-1)?.from ?? ""]; })"""
    found = tab.evaluate(script % json.dumps([case[:3] for case in AXES]))
    assert [tuple(axis) for axis in found] == [case[3:] for case in AXES]


FITS = [
    ("青海", "qinghai", True), ("青海", "qh", True), ("青海", "qingh", True), ("青海", "hai", True), ("青海", "hq", False),
    ("青海", "海", True), ("西宁市", "xi'n", True), ("西宁市", "ns", True), ("重庆", "cq", True), ("重庆", "zq", True),
    ("20gw单晶", "wdj", True), ("north ellery", "nor", True), ("north ellery", "ne", False), ("青海", "", True),
]  # fmt: skip


def test_a_name_is_found_by_its_pinyin(tab: Tab, site: Path) -> None:  # noqa: F811
    tab.goto((site / "search.html").as_uri())
    script = """(async () => {{ const readings = new ArchiveSearch.Readings("search/"), before = readings.fits("青海", "qh");
      await readings.load();
      return [before, ...{cases}.map(([name, typed]) => readings.fits(name, typed))]; }})()"""
    cases = json.dumps([case[:2] for case in FITS])
    assert tab.evaluate(script.format(cases=cases)) == [False, *(case[2] for case in FITS)]


def test_what_was_found_as_records(tab: Tab, site: Path) -> None:  # noqa: F811
    """Articles and occurrences as JSON and references, of which an article is one, whatever stands in it."""
    tab.goto((site / "search.html").as_uri())
    script = f"""(() => {{ {TOOLS}
      const site = {{ root: "", base: "https://news.example/", paper: "Daily", place: "Ellery", archive: "Archive" }};
      const found = [[1, "One", ""], [2, "One", ""], [1, "Two", "Weekly"]].map(([nth, title, paper]) => ({{ date: "2024-02-18", title, nth,
        href: title + ".html", also: [], language: "en", section: "Page one", field: "body", before: "of ", match: "trade", after: ".",
        reference: ["7", "[2024-02-18,2024-02-19]", "A1", paper, "B. Author", "C. Author"] }}));
      const written = (form, occurrences, remark = "") => ArchiveSearch.FORMS[form].write(occurrences ? found : found.slice(1),
        {{ site, words, query: "trade", occurrences, remark, accessed: "2026-01-02" }});
      return [written("json", false), written("json", true, "A part."), written("ris", true), written("csl", false), written("csv", false)]; }})()"""
    articles, places, ris, csl, table = tab.evaluate(script)
    assert json.loads(articles) == {
        "archive": "Archive", "query": "trade", "accessed": "2026-01-02",
        "records": [
            {"date": "[2024-02-18,2024-02-19]", "title": title, "page": "A1", "issue": "7", "section": "Page one", "language": "en",
             "address": f"https://news.example/{title}.html", "authors": ["B. Author", "C. Author"], "field": "body"}
            for title in ("One", "Two")
        ],
    }  # fmt: skip
    found = json.loads(places)
    assert (found["remark"], len(found["records"])) == ("A part.", 3)
    assert found["records"][1]["address"] == "https://news.example/One.html?q=trade&at=body-2"
    assert found["records"][1]["before"] + found["records"][1]["match"] == "of trade"
    assert ris.count("TY  - NEWS") == 2
    assert "N1  - of 【trade】. / of 【trade】." in ris
    assert re.findall("T2  - (.*)\r", ris) == ["Daily", "Weekly"]
    assert [item["page"] for item in json.loads(csl)] == ["A1", "A1"]
    assert table.splitlines()[1] == (
        '"2024-02-18","One","A1","7","Page one","B. Author, C. Author","https://news.example/One.html"'
    )


def test_a_chart_of_two_words(tab: Tab, site: Path) -> None:  # noqa: F811
    """It compares shares, shows where nothing is held, is reached by one Tab, and narrows to what is pressed."""
    tab.goto((site / "search.html").as_uri())
    script = f"""(() => {{ {TOOLS}
      window.chosen = [];
      document.getElementById("search-found").hidden = false;
      const held = ArchiveSearch.heldOf([{{ held: {{ 1905: [10], 1913: [20], 1934: [8], 1950: [5] }} }}]);
      const counts = (a, b, c) => ({{ year: {{}}, decade: {{ 1900: a, 1910: b, 1930: c }}, none: {{ decade: 2 }} }});
      const series = [{{ name: "A", counts: counts(5, 5, 0) }}, {{ name: "<b>B", counts: counts(0, 10, 2) }}];
      const state = {{ from: "", to: "", filters: {{ year: [] }}, with: ["B"], share: true }};
      document.getElementById("search-chart").open = true;
      new ArchiveSearch.TimeChart({{ words, change: (c) => chosen.push(c) }}).draw({{ series, held, state }});
      const bars = [...document.querySelectorAll(".bar")];
      return {{ said: bars.map((b) => b.getAttribute("aria-label")), tabs: bars.filter((b) => !b.disabled && b.tabIndex === 0).map((b) => b.value),
        lines: document.querySelectorAll(".lines .line").length, off: bars.map((b) => b.disabled),
        gaps: document.querySelectorAll(".plot .not-held").length, without: document.getElementById("chart-without").textContent,
        rows: [...document.querySelectorAll("#chart-table tr")].map((r) => [...r.children].map((c) => c.textContent)) }}; }})()"""
    found = tab.evaluate(script)
    assert found["said"][:2] == ["1900s: A 50%, <b>B 0%", "1910s: A 25%, <b>B 50%"]
    assert found["said"][2] == "1920s: nothing in the archive"
    assert found["off"] == [False, False, True, False, True, True]
    assert (found["lines"], found["gaps"], found["tabs"]) == (2, 2, ["1900"])
    assert found["without"] == "Articles without a date, and so not shown here: 2."
    assert found["rows"][:2] == [["Time", "A", "<b>B", "Articles in the archive"], ["1900s", "5 (50%)", "0 (0%)", "10"]]
    assert len(found["rows"]) == 4
    tab.evaluate("document.querySelector('.bar').focus()")
    tab.press("ArrowRight")
    tab.press("ArrowRight")
    tab.press("Enter")
    assert tab.evaluate("[document.activeElement.value, chosen]") == ["1930", [{"from": "1930", "to": "1939"}]]
    assert tab.evaluate("document.querySelectorAll('.bar[tabindex=\"0\"]').length") == 1


def test_a_missing_file_is_said(tab: Tab, tmp_path: Path, site: Path) -> None:  # noqa: F811
    broken = shutil.copytree(site, tmp_path / "site")
    tab.goto((broken / "search.html").as_uri())
    tab.type("#q", "西宁")
    tab.wait_for("document.querySelectorAll('#search-results > li').length")
    for path in broken.glob("search/s-*/i*.js"):
        path.rename(path.with_suffix(".away"))
    tab.type("#q", "市")
    tab.wait_for(f"{STATUS}.startsWith('The index could not be loaded.')")
    for path in broken.glob("search/s-*/i*.away"):
        path.rename(path.with_suffix(".js"))
    tab.press("Enter")
    tab.wait_for("document.querySelectorAll('#search-results > li').length")


CATCH = """(window.saved = [], URL.createObjectURL = (blob) => (saved.push(blob.text()), "about:blank"),
  HTMLAnchorElement.prototype.click = () => {}, 1)"""
ALL = "document.querySelector('#search-exports button:nth-of-type(3)')"


@pytest.fixture
def all_places(tab: Tab, sharded: Path, tmp_path: Path) -> tuple[Tab, Path, int]:  # noqa: F811
    """The first hundred of more occurrences, their number, and the site, which may be damaged."""
    site = shutil.copytree(sharded, tmp_path / "site")
    tab.goto((site / "search.html").as_uri() + "?q=%E8%A5%BF%E5%AE%81&view=places")
    tab.wait_for(f"!!{ALL}", 5)
    tab.evaluate(CATCH)
    pager = tab.evaluate("document.getElementById('search-pager').textContent")
    return tab, site, int(re.search(r"of (\d+)", pager)[1])  # type: ignore[index]


def test_downloading_all_while_a_piece_is_missing(all_places: tuple[Tab, Path, int]) -> None:
    """What could be read is saved, what happened is said, and it can be tried again."""
    page, site, total = all_places
    texts = list(site.glob("search/s-*/t*.js"))
    for path in texts:
        path.rename(path.with_suffix(".away"))
    page.evaluate(f"{ALL}.click()")
    note = "document.querySelector('#search-exports [role=status]').textContent"
    page.wait_for(f"{note}.startsWith('The index could not be loaded.')")
    assert page.evaluate("document.querySelectorAll('#search-exports progress').length") == 0
    rows = list(csv.reader(io.StringIO(page.evaluate("saved[0]"), newline="")))
    assert len(rows) == 1 + 100 + 1
    assert rows[-1][0].startswith(f"A part: 100 of {total} occurrences")
    assert rows[-1][0] in page.evaluate(note)
    for path in texts:
        path.with_suffix(".away").rename(path)
    page.evaluate(f"{ALL}.click()")
    assert len(list(csv.reader(io.StringIO(page.wait_for("saved[1]"), newline="")))) == 1 + total
    assert page.evaluate("document.querySelectorAll('#search-exports > :not(button, select)').length") == 0


def test_downloading_all_is_done_once(all_places: tuple[Tab, Path, int]) -> None:
    page, _, total = all_places
    bars = "document.querySelectorAll('#search-exports progress').length"  # counted at once: reading may be quick
    assert page.evaluate(f"({ALL}.click(), {ALL}.click(), {ALL}.click(), {bars})") == 1
    page.wait_for("saved.length && !document.querySelector('#search-exports progress')")
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert page.evaluate("saved.length") == 1
    assert len(list(csv.reader(io.StringIO(page.evaluate("saved[0]"), newline="")))) == 1 + total


def test_a_server_that_answers_anything(tab: Tab, tmp_path: Path, site: Path) -> None:  # noqa: F811
    """Some hosts answer with a page where a file is missing."""
    broken = shutil.copytree(site, tmp_path / "site")
    for name in ("manifest", "binding", "fold", "wasm-und"):
        (broken / "search" / f"{name}.js").write_text("<!doctype html><title>Not found</title>")
    tab.goto((broken / "search.html").as_uri())
    tab.type("#q", "西宁")
    tab.wait_for(f"{STATUS}.startsWith('The index could not be loaded.')")


@pytest.mark.parametrize("text", ["this is not a program", "throw new Error('old browser')", None])
def test_a_script_that_does_not_run(tab: Tab, tmp_path: Path, site: Path, text: str | None) -> None:  # noqa: F811
    """It is missing, or the browser is too old for it: the form is there, and a sentence."""
    broken = shutil.copytree(site, tmp_path / "site")
    script = broken / "static" / "search" / "search.js"
    script.unlink() if text is None else script.write_text(text)
    tab.goto((broken / "search.html").as_uri() + "?q=x")
    tab.wait_for(f"{STATUS}.startsWith('The index could not be loaded.')")
    assert tab.evaluate("document.querySelectorAll('#search-form [type=search], .menu a').length") > 2


def test_a_host_that_forbids_webassembly_is_told_what_to_allow(tab: Tab, site: Path) -> None:  # noqa: F811
    with serve(site, headers={"Content-Security-Policy": "default-src 'self'"}) as url:
        tab.goto(url + "search.html?q=%E8%A5%BF%E5%AE%81")
        tab.wait_for(f"{STATUS}.includes(\"must allow 'wasm-unsafe-eval'\")")


def test_the_page_asks_for_few_files(tab: Tab, site: Path) -> None:  # noqa: F811
    with serve(site, headers={"Content-Security-Policy": CSP}) as url:
        tab.goto(url + "search.html")
        asked = {request.removeprefix(url) for request in tab.requests() if request.startswith(url)}
    scripts = {f"static/search/{name}.js" for name in ("search", "guard", "shortcut")} | {
        "static/colours.js",
        "static/notebook/star.js",
    }
    assert {name for name in asked if name.endswith(".js")} == scripts
    assert len(asked) <= 12
    assert tab.errors() == []


def test_an_archive_replaces_one_script_of_many(tab: Tab, make: Make, tmp_path: Path) -> None:  # noqa: F811
    """They come as one file, and the others go on."""
    own = """export class TimeChart { draw() { document.getElementById("search-chart").dataset.mine = "yes"; } } // without its last semicolon"""
    root = make({"articles/a.md": article(body="西宁"), "static/search/views/chart.js": own})
    build(root, tmp_path / "site")
    tab.goto((tmp_path / "site" / "search.html").as_uri() + "?q=%E8%A5%BF%E5%AE%81")
    tab.wait_for(f"{STATUS}.startsWith('1 article')")
    assert tab.evaluate("document.getElementById('search-chart').dataset.mine") == "yes"
    assert tab.errors() == []


def test_without_scripts(site: Path) -> None:
    page = (site / "search.html").read_text(encoding="utf-8")
    assert "by way of the menu" in page.partition("<noscript>")[2].partition("</noscript>")[0]
