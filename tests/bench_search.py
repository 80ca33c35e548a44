"""What search costs on a large archive, and whether it is still exact: `make bench-search`.

python -m tests.bench_search [ARTICLES]      (5000; the table in docs/searching.md is for 5000 and 10000)
"""

import gzip
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.pages.page import PlanContext
from site_builder.pipeline.build import build
from site_builder.search.document import Document
from site_builder.theme.i18n import Locale
from tests.browser import NAMES, Tab, serve, start
from tests.bundles import IndexReport, documents_of, write_bundle
from tests.generated import generate
from tests.truth import PART, contains, fold

# Notes when the first results stand on the page, and what had been loaded by then.
WATCH = """() => {
  performance.setResourceTimingBufferSize(20000);
  addEventListener("DOMContentLoaded", () => {
    const list = document.getElementById("search-results");
    const seen = () => performance.getEntriesByType("resource").map((entry) => entry.name);
    globalThis.first = null;
    new MutationObserver(() => list.children.length && (first ??= { at: performance.now(), loaded: seen() }))
      .observe(list, { childList: true });
  });
}"""
ASK = """(async () => {
  const engine = (window.engine ??= await ArchiveSearch.open("search/"));
  const all = {};
  for (const query of %s) {
    const { results } = await engine.search(query, { sort: "newest" });
    all[query] = (await Promise.all(results.map((r) => r.data()))).map((d) => d.href);
  }
  return all;
})()"""
AGAIN = """(async () => {
  const q = document.getElementById("q");
  q.value = %s;
  const before = performance.getEntriesByType("resource").length;
  const start = performance.now();
  globalThis.first = null;
  q.form.requestSubmit();
  while (!first) await new Promise((done) => setTimeout(done, 1));
  return { at: first.at - start, loaded: first.loaded.slice(before) };
})()"""
DONE = "(() => { const s = document.getElementById('search-status').textContent; return s && !s.includes('so far') && !s.startsWith('Searching') && performance.now(); })()"
FIRST, SECOND, COMMON = "招商引资", "光伏产业 增长", "的"


def archive_documents(root: Path) -> list[Document]:
    archive, _ = read_archive(root, load_config(root))
    return documents_of(PlanContext(archive, Locale("en"), with_search=True))


def index(root: Path, site: Path) -> tuple[IndexReport, float, float]:
    """The index of an archive, its seconds, and the megabytes of Python and of Pagefind together at their peaks."""
    found = archive_documents(root)
    started = time.perf_counter()
    report = write_bundle(found, site / "search", cache=site.with_name("cache"))
    seconds = time.perf_counter() - started
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return report, seconds, sum(peaks)


def sampled(documents: list[Document], count: int) -> list[str]:
    """Pieces of the texts; those with words in letters as phrases, since the truth knows no stems."""
    choose = random.Random(5)
    found: list[str] = []
    while len(found) < count:
        text = choose.choice([text for _, texts in choose.choice(documents).fields for text in texts])
        start = choose.randrange(max(1, len(text) - 2))
        piece = text[start : start + choose.randint(2, 12)].replace('"', "").strip("- *“”")
        if PART.search(fold(piece)):
            found.append(f'"{piece}"' if any(c.isascii() and c.isalpha() for c in piece) else piece)
    return found


def gzipped(site: Path, url: str, loaded: list[str]) -> tuple[int, int]:
    """Requests, and their bytes as a host would send them; the page itself included."""
    files = [site / name.removeprefix(url).split("?")[0] for name in {*loaded} if name.startswith(url)]
    return len(files), sum(len(gzip.compress(file.read_bytes(), 6)) for file in files if file.is_file())


def watch(name: str) -> Tab:
    running = start(name)
    if not hasattr(running, "watched"):
        running.connection.command("script.addPreloadScript", functionDeclaration=WATCH)
        running.watched = True  # type: ignore[attr-defined]
    return running.new_tab()


def measure(site: Path, name: str, rows: dict[str, str]) -> None:
    """Bytes over HTTP, and times from a disk."""
    with serve(site) as url:
        tab = watch(name)
        tab.goto(f"{url}search.html?q={FIRST}")
        first = tab.wait_for("globalThis.first")
        requests, size = gzipped(site, url, [*first["loaded"], url + "search.html"])
        rows[f"first query over HTTP, before its first results, {name}"] = (
            f"{requests} requests, {size / 1000:.0f} KB gzip"
        )
        tab.wait_for(DONE)
        rest = tab.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
        requests, size = gzipped(site, url, [*rest, url + "search.html"])
        rows[f"the same, until total and filters are exact, {name}"] = f"{requests} requests, {size / 1000:.0f} KB gzip"
        again = tab.evaluate(AGAIN % json.dumps(SECOND))
        requests, size = gzipped(site, url, again["loaded"])
        rows[f"second query over HTTP, before its first results, {name}"] = (
            f"{requests} requests, {size / 1000:.0f} KB gzip"
        )
        tab.close()
    for query, sort, what in (
        (FIRST, "newest", "first query"),
        (FIRST, "relevance", "first query, best of the whole archive first"),
        (COMMON, "newest", "first query, a very common character"),
    ):
        tab = watch(name)
        tab.goto((site / "search.html").as_uri() + f"?q={query}&sort={sort}")
        shown, done = tab.wait_for("globalThis.first")["at"], tab.wait_for(DONE)
        rows[f"{what}, from a disk, page load included, {name}"] = f"{shown:.0f} ms, all of it {done:.0f} ms"
        if (query, sort) == (FIRST, "newest"):
            again = tab.evaluate(AGAIN % json.dumps(SECOND))
            rows[f"second query from a disk, {name}"] = f"{again['at']:.0f} ms"
        tab.close()


def check(site: Path, name: str, documents: list[Document]) -> int:
    asked = sampled(documents, 100)
    tab = watch(name)
    tab.goto((site / "search.html").as_uri())
    found = tab.evaluate(ASK % json.dumps(asked))
    tab.close()
    truths = {query: {d.href for d in documents if contains(d.fields, query)} for query in asked}
    wrong = [query for query in asked if set(found[query]) != truths[query] or len(found[query]) != len(truths[query])]
    if wrong:
        sys.exit(f"{name}: not exact for {wrong}")
    return len(asked)


def edit(root: Path) -> None:
    file = sorted((root / "articles").rglob("*.md"))[100]
    file.write_text(file.read_text(encoding="utf-8") + "\n更正一处。\n", encoding="utf-8")


def run(articles: int, work: Path) -> dict[str, str]:
    root, site = work / "archive", work / "site"
    generate(root, articles)
    build(root, site, with_search=False)
    build(root, site)  # the theme's search page, with an index that the next lines make again and measure
    me = [sys.executable, "-m", "tests.bench_search", "--index", str(root), str(site)]
    made = json.loads(subprocess.run(me, check=True, capture_output=True, text=True).stdout)
    report: dict[str, Any] = made["report"]
    rows = {
        "articles, characters": f"{report['documents']:,}, {report['characters']:,}",
        "index": f"{report['size'] / 1e6:.1f} MB, {report['files']:,} files, {report['shards']} shards",
        "indexing, nothing in the cache": f"{made['seconds']:.0f} s, {made['megabytes']:.0f} MB",
    }
    edit(root)
    made = json.loads(subprocess.run(me, check=True, capture_output=True, text=True).stdout)
    rows["after an edit of one article"] = f"{made['seconds']:.1f} s, {made['report']['indexed']} shard"
    for name in NAMES:
        measure(site, name, rows)
        rows[f"sampled queries that are exact, {name}"] = f"{check(site, name, archive_documents(root))} of 100"
    return rows


def main() -> None:
    if sys.argv[1:2] == ["--index"]:
        report, seconds, megabytes = index(Path(sys.argv[2]), Path(sys.argv[3]))
        fields = {name: getattr(report, name) for name in report.__struct_fields__}
        print(json.dumps({"report": fields, "seconds": seconds, "megabytes": megabytes}))  # noqa: T201
        return
    articles = int(sys.argv[1]) if sys.argv[1:] else 5000
    with tempfile.TemporaryDirectory() as work:
        rows = run(articles, Path(work))
    print(f"{platform.machine()}, {time.strftime('%Y-%m-%d')}\n\n| | |\n| --- | --- |")  # noqa: T201
    for name, value in rows.items():
        print(f"| {name} | {value} |")  # noqa: T201


if __name__ == "__main__":
    main()
