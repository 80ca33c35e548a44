"""Search where there is much of something, where a piece of it is missing, and where a host or a cache is in the way."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from site_builder.pipeline.build import build
from site_builder.search.document import Document
from tests.browser import Tab, browser, serve, tab  # noqa: F401 - the fixtures are used by name
from tests.bundles import write_bundle
from tests.conftest import Make, article
from tests.search.test_browser import SHOWN, STATUS, small_shards, write_site
from tests.vectors.documents import make as make_document

RARE, COMMON = "罕见词", "西宁"
# Shards come when they are let through: of `held` none does.
HOLD_SHARDS = """(() => {
  const { prototype } = ArchiveSearch.Shard, { postings } = prototype;
  let left = %d;
  const held = new Promise((resolve) => (window.release = resolve));
  prototype.postings = async function (...given) {
    if (left-- <= 0) await held;
    await new Promise((done) => setTimeout(done, 150));
    return postings.apply(this, given);
  };
  return 1; })()"""
READ = """(() => { window.read = []; const { receive } = ArchiveSearch;
  ArchiveSearch.receive = (name, data) => (read.push(name), receive(name, data)); return 1; })()"""


def documents() -> Iterator[Document]:
    """A rare word in three of them, newest, in the middle and oldest."""
    for n in range(60):
        words = RARE if n in (0, 30, 59) else "别的"
        date = f"{2023 - n // 3}-0{n % 3 + 1}-11"
        yield make_document(n, (COMMON * 200, words), date=date)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strain") / "site"
    with pytest.MonkeyPatch.context() as patch:
        small_shards(patch)
        write_site(folder, list(documents()))
    assert len(list((folder / "search").glob("s-*"))) > 8
    return folder


def ask(page: Tab, query: str) -> None:
    page.evaluate(f"(q => (q.value = {json.dumps(query)}, q.form.requestSubmit(), 1))(document.getElementById('q'))")


def shard_names(folder: Path) -> list[str]:
    """The shards, newest first."""
    text = (folder / "search" / "manifest.js").read_text(encoding="utf-8")
    found = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return [shard["name"] for shard in found["shards"]]


@pytest.mark.parametrize("view", ["", "places"])
def test_a_rare_word_is_shown_before_all_is_read(tab: Tab, site: Path, view: str) -> None:  # noqa: F811
    tab.goto((site / "search.html").as_uri() + f"?view={view}&sort=newest")
    tab.evaluate(HOLD_SHARDS % 5)
    shown = f"document.querySelectorAll('#search-{view or 'results'} > li').length"
    ask(tab, RARE)
    tab.wait_for(f"{STATUS} === '“{RARE}”: 1 so far. Searching on …' && {shown} === 1")
    tab.evaluate("(release(), 1)")
    tab.wait_for(f"{shown} === 3 && !{STATUS}.includes('so far')")
    assert tab.evaluate(STATUS) == (
        f"Occurrences of “{RARE}”: 3. Articles: 3." if view else f"3 articles hold “{RARE}”."
    )
    assert tab.errors() == []


def test_filters_are_read_where_something_was_found(tab: Tab, site: Path) -> None:  # noqa: F811
    tab.goto((site / "search.html").as_uri())
    tab.evaluate(READ)
    ask(tab, RARE)
    tab.wait_for(f"{STATUS}.startsWith('3 articles')")
    read: list[str] = tab.evaluate("read")
    assert len({name for name in read if name.endswith("/f")}) == 3
    assert len({name for name in read if name.endswith("/m")}) == len(shard_names(site))
    years = "[...document.querySelectorAll('details[data-kind=year] .choices > li > label input')].map((i) => i.value)"
    assert tab.evaluate(years) == ["2023", "2013", "2004"]


@pytest.mark.parametrize("sort", ["newest", "relevance"])
def test_what_is_missing_is_said(tab: Tab, site: Path, tmp_path: Path, sort: str) -> None:  # noqa: F811
    """Half a copy: the rest is searched, and no number is given for the whole."""
    part = shutil.copytree(site, tmp_path / "part")
    shutil.rmtree(part / "search" / shard_names(site)[0])
    tab.goto((part / "search.html").as_uri() + f"?sort={sort}&q={RARE}")
    tab.wait_for(f"{STATUS}.includes('Not searched')")
    said = tab.evaluate(STATUS)
    assert said.startswith(f"2 articles hold “{RARE}”. Not searched, since part of the index could not be loaded: ")
    assert "2023-" in said
    assert tab.evaluate(f"{SHOWN}.length") == 2


def test_a_text_that_is_missing_leaves_its_place(tab: Tab, site: Path, tmp_path: Path) -> None:  # noqa: F811
    part = shutil.copytree(site, tmp_path / "part")
    for file in (part / "search" / shard_names(site)[0]).glob("t*.js"):
        file.unlink()
    for view, shown in (("", "results"), ("places", "places")):
        tab.goto((part / "search.html").as_uri() + f"?q={RARE}&view={view}&sort=newest")
        items = f"[...document.querySelectorAll('#search-{shown} > li')].map((li) => li.textContent)"
        tab.wait_for(f"{items}.length === 3")
        assert tab.evaluate(items)[0] == "This result could not be loaded."
        assert RARE in tab.evaluate(items)[1]


def test_a_list_of_shards_that_a_cache_kept(tab: Tab, site: Path, tmp_path: Path) -> None:  # noqa: F811
    """After an article was added the newest shard has another name; the old list is what the browser has."""
    copy = shutil.copytree(site, tmp_path / "copy")
    old = copy / "search" / "manifest.js"
    more = [*documents(), make_document(99, (RARE,), date="2024-01-01")]
    with pytest.MonkeyPatch.context() as patch:
        small_shards(patch)
        write_bundle(more, tmp_path / "new")
    assert shard_names(copy)[0] not in (names := [path.name for path in (tmp_path / "new").iterdir()]), names
    kept = old.read_text(encoding="utf-8")
    shutil.rmtree(copy / "search")
    shutil.copytree(tmp_path / "new", copy / "search")
    with serve(copy) as url:
        tab.goto(url + "search.html")
        # The page is given the old list as long as it asks by the address that a cache would know.
        stub = f"""(() => {{ const receive = ArchiveSearch.receive;
          ArchiveSearch.receive = (name, data) => {{
            if (name !== "manifest" || document.currentScript.src.includes("?")) return receive(name, data);
            const old = {kept.replace("ArchiveSearch.receive", "((n, d) => d)").rstrip().rstrip(";")};
            return receive(name, old); }};
          return 1; }})()"""
        tab.evaluate(stub)
        ask(tab, RARE)
        tab.wait_for(f"{STATUS} === '4 articles hold “{RARE}”.'")


def test_memory_is_given_back(tab: Tab, site: Path) -> None:  # noqa: F811
    """Above a limit all is forgotten, and the answers stay the same."""
    tab.goto((site / "search.html").as_uri())
    script = """(async () => {
      const ask = async (limit) => {
        ArchiveSearch.limits.heldBytes = limit;
        const engine = await ArchiveSearch.open("search/");
        const hrefs = [];
        let first = null, read = 0;
        const { receive } = ArchiveSearch;
        ArchiveSearch.receive = (name, data) => (read++, receive(name, data));
        for (const query of ["西宁", "罕见词", "西宁", "罕见", "西宁"]) {
          const found = await engine.search(query, { sort: "newest" });
          first ??= found;
          hrefs.push((await Promise.all(found.results.map((r) => r.data()))).map((d) => d.href));
        }
        hrefs.push((await Promise.all(first.results.map((r) => r.contexts()))).map((d) => d.occurrences.length));
        ArchiveSearch.receive = receive;
        return { hrefs, read };
      };
      return [await ask(1e9), await ask(1000)];
    })()"""
    kept, forgotten = tab.evaluate(script)
    assert forgotten["hrefs"] == kept["hrefs"]
    assert forgotten["read"] > 2 * kept["read"]


def test_few_of_many_tags_are_drawn(tab: Tab, tmp_path: Path) -> None:  # noqa: F811
    tagged = [
        msgspec.structs.replace(
            make_document(n, (COMMON,)), filters=(("tag", ("all", *(f"tag {n}-{i}" for i in range(500)))),)
        )
        for n in range(40)
    ]
    write_site(tmp_path / "site", tagged)
    tab.goto((tmp_path / "site" / "search.html").as_uri() + f"?q={COMMON}&tag=tag%2039-7")
    tab.wait_for(f"{STATUS}.startsWith('1 article')")
    boxes = "[...document.querySelectorAll('details[data-kind=tag] .choices input')].map((i) => i.value)"
    assert tab.evaluate(boxes)[:2] == ["tag 39-7", "all"]
    assert tab.evaluate(f"{boxes}.length") == 8
    more = "document.querySelector('details[data-kind=tag] .more-choices')"
    assert tab.evaluate(f"{more}.textContent") == "19,993 more …"
    tab.evaluate(f"(document.getElementById('search-narrow').open = true, {more}.click(), 1)")
    assert tab.evaluate(f"{boxes}.length") == 58
    assert tab.evaluate(f"{boxes}.indexOf(document.activeElement.value)") == 8
    many = "".join(f"&tag=tag%203-{n}" for n in range(9))
    tab.goto((tmp_path / "site" / "search.html").as_uri() + f"?q={COMMON}{many}")
    tab.wait_for(f"{STATUS}.startsWith('1 article')")
    assert tab.evaluate(boxes) == [f"tag 3-{n}" for n in range(9)]
    assert tab.errors() == []


def test_a_query_without_end_is_cut_and_says_so(tab: Tab, site: Path) -> None:  # noqa: F811
    tab.goto((site / "search.html").as_uri())
    started = time.monotonic()
    ask(tab, f"{COMMON} " + "“" * 80_000 + " 没有的词")
    tab.wait_for(f"{STATUS}.includes('Of the query the first 1,000 characters are searched.')")
    assert tab.evaluate(STATUS).startswith("60 articles hold")
    assert time.monotonic() - started < 20


def test_a_text_full_of_marks(tab: Tab, make: Make, tmp_path: Path) -> None:  # noqa: F811
    """In time that grows with the text: these took minutes."""
    files = {
        "articles/long.md": article(body="天的" * 30_000),
        "articles/nodes.md": article(body="天*的*" * 10_000),
    }
    build(make(files), tmp_path / "site")
    started = time.monotonic()
    for name, count in (("long", 30_000), ("nodes", 10_000)):
        tab.goto((tmp_path / "site" / f"{name}.html").as_uri() + "?q=的")
        tab.wait_for("document.querySelectorAll('.body mark.found').length")
        assert tab.evaluate("document.querySelectorAll('.body mark.found').length") == count
        assert tab.evaluate("document.querySelectorAll('.body mark.current').length") == 1
    tab.goto((tmp_path / "site" / "search.html").as_uri() + "?q=的")
    tab.wait_for(f"{STATUS}.startsWith('2 articles')")
    assert tab.evaluate("document.querySelectorAll('.result-excerpt mark').length") > 20
    assert time.monotonic() - started < 60


def test_the_way_back_is_the_search_as_it_was(tab: Tab, make: Make, tmp_path: Path) -> None:  # noqa: F811
    build(make({"articles/a.md": article(body="西宁", tags="[x]")}), tmp_path / "site")
    with serve(tmp_path / "site") as url:
        tab.goto(url + f"search.html?q={COMMON}&sort=oldest&tag=x&view=places")
        tab.wait_for(f"{STATUS}.includes('Articles: 1')")
        tab.evaluate("document.querySelector('#search-places a').click()")
        tab.wait_for("!!document.querySelector('.marks-bar')")
        back = "new URL(document.querySelector('.marks-bar a').href).searchParams.toString()"
        assert tab.evaluate(f"decodeURIComponent({back})") == f"q={COMMON}&sort=oldest&tag=x&view=places"
        tab.goto(url + f"a.html?q={COMMON}宁")
        tab.wait_for("!!document.querySelector('.marks-bar')")
        assert tab.evaluate(f"decodeURIComponent({back})") == f"q={COMMON}宁"


def test_what_nobody_has_checked_can_be_left_out(tab: Tab, make: Make, tmp_path: Path) -> None:  # noqa: F811
    files = {f"articles/{name}.md": article(body=COMMON, status=name) for name in ("checked", "unchecked")}
    build(make(files | {"articles/silent.md": article(body=COMMON)}), tmp_path / "site")
    tab.goto((tmp_path / "site" / "search.html").as_uri() + f"?q={COMMON}")
    tab.wait_for(f"{STATUS}.startsWith('3 articles')")
    boxes = "[...document.querySelectorAll('details[data-kind=status] li')].map((li) => li.textContent.trim())"
    assert sorted(tab.evaluate(boxes)) == ["Checked by a person 1", "Not yet checked 1"]
    tab.evaluate("(document.querySelector('details[data-kind=status] input[value=checked]').click(), 1)")
    tab.wait_for(f"{STATUS}.startsWith('1 article')")
    assert tab.evaluate(SHOWN) == ["checked.html"]
    assert tab.evaluate("document.querySelector('#search-chips .chip').textContent").startswith("Status: Checked by")
