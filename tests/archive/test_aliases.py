"""Old addresses as others write them: what answers to each, and what is refused."""

import http.client
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.addresses import unportable
from site_builder.archive.aliases import NoAliasError, parse_alias
from site_builder.pipeline.build import build
from tests.conftest import Make, article
from tests.site import broken_links

# alias → path and query for the map, and the files
GOOD = {
    "/old/two/": ("old/two/", "", ["old/two/index.html"]),
    "old/two/": ("old/two/", "", ["old/two/index.html"]),
    "/old/two/index.html": ("old/two/", "", ["old/two/index.html"]),
    "/old/two": ("old/two", "", ["old/two/index.html", "old/two.html"]),
    "/old//two": ("old/two", "", ["old/two/index.html", "old/two.html"]),
    "/old/two.html": ("old/two.html", "", ["old/two.html"]),
    "/old/two.htm": ("old/two.htm", "", ["old/two.htm"]),
    "/2010/v1.2-beta/": ("2010/v1.2-beta/", "", ["2010/v1.2-beta/index.html"]),
    "/x.php": ("x.php", "", []),
    "/x.asp?id=3": ("x.asp", "id=3", []),
    "?p=123": ("", "p=123", []),
    "/?p=123": ("", "p=123", []),
    "/index.php?id=7&lang=zh": ("index.php", "id=7&lang=zh", []),
    "/%E4%B8%AD/": ("中/", "", ["中/index.html"]),
    "/中文/文章": ("中文/文章", "", ["中文/文章/index.html", "中文/文章.html"]),
    "/Cafe\u0301/": ("Café/", "", ["Café/index.html"]),
    "/Old/UPPER/": ("Old/UPPER/", "", ["Old/UPPER/index.html"]),
    "https://old.example.org/x/": ("x/", "", ["x/index.html"]),
    "http://old.example.org/?p=3": ("", "p=3", []),
    "https://example.org/news/x.html": ("x.html", "", ["x.html"]),
    "/a b/": ("a b/", "", ["a b/index.html"]),
    "/a:b/": ("a:b/", "", []),
    "/_posts/x/": ("_posts/x/", "", []),
    "/.x/": (".x/", "", []),
    "/x.html/y/": ("x.html/y/", "", []),
    "/2010/page-2.html": ("2010/page-2.html", "", []),
}


@pytest.mark.parametrize("text", GOOD)
def test_what_an_alias_means(text: str) -> None:
    alias = parse_alias(text, "https://example.org/news/")
    assert (alias.path, alias.query, list(alias.files)) == GOOD[text]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("../../etc/passwd", "does not lie in the site"),
        ("/x/../../y", "does not lie in the site"),
        ("/%2e%2e/%2e%2e/x", "does not lie in the site"),
        ("//evil.example/x", "does not lie in the site"),
        ("javascript:alert(1)", "does not lie in the site"),
        ("mailto:a@b.example", "does not lie in the site"),
        ("https://example.org/shop/x", "does not lie in the site"),
        ("https://[x/", "is no address"),
        ("/x\\..\\y", "is no address"),
        ("/x%00y", "is no address"),
        ("/x\ny", "is no address"),
        ("/2001/#frag", "no browser asks"),
        ("/%D6%D0/", "UTF-8"),
        ("/", "front page"),
        ("", "front page"),
        ("/index.html", "front page"),
        ("/tags/y/", "the site's own pages"),
        ("/search.html", "the site's own pages"),
        ("/About/", "the site's own pages"),
    ],
)
def test_what_nothing_can_lead_on_from(text: str, reason: str) -> None:
    with pytest.raises(NoAliasError, match=reason):
        parse_alias(text, "https://example.org/news/")


@given(st.text(st.sampled_from("/.:?#%_-aA1中 \\\"'\u0301\n2eEhtml"), max_size=30), st.booleans())
def test_no_alias_leaves_the_site(text: str, own: bool) -> None:
    try:
        alias = parse_alias(text, "https://example.org/" if own else "")
    except NoAliasError:
        return
    assert not alias.path.startswith("/")
    for file in alias.files:
        assert not unportable(file)
        assert file.lower().endswith((".html", ".htm"))
        assert not any(part[0] in "._" for part in file.split("/"))


def problems_of(root: Path, output: Path, **named: str) -> list[str]:
    return [problem.message for problem in build(root, output, with_search=False, **named).problems]  # type: ignore[arg-type]


def test_an_alias_that_another_page_has_is_left_out(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(aliases="[/c, /2024/02/19/, /a.html, /old/x/, /OLD/X/, old/y, /z.php]"),
            "articles/b.md": article(aliases="[/Old/x/, /z.php, /c.html]"),
            "articles/c.md": article(),
        }
    )
    assert sorted(re.sub("“|”", "", message) for message in problems_of(root, tmp_path / "dist")) == [
        "the alias /2024/02/19/ is left out: the list of 2024-02-19 is there",
        "the alias /Old/x/ is left out: a.md is there",
        "the alias /c is left out: c.md is there",
        "the alias /c.html is left out: c.md is there",
        "the alias /z.php is left out: a.md is there",
    ]
    assert "The list of articles" not in (tmp_path / "dist/2024/02/19/index.html").read_text()
    assert (tmp_path / "dist/old/x/index.html").is_file()
    assert broken_links(tmp_path / "dist") == []


def test_the_addresses_that_other_generators_were_told_to_give(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(url="/2010/x/", permalink="/p/:title/"),
            "articles/b.md": article(permalink="/about-us.html", url="https://elsewhere.example/source"),
        }
    )
    assert problems_of(root, tmp_path / "dist") == []
    assert 'url=../../a.html"' in (tmp_path / "dist/2010/x/index.html").read_text()
    assert 'url=./b.html"' in (tmp_path / "dist/about-us.html").read_text()
    assert not (tmp_path / "dist/source").exists()


@contextmanager
def served(folder: Path) -> Iterator[http.client.HTTPConnection]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield http.client.HTTPConnection("127.0.0.1", server.server_address[1])
        finally:
            server.shutdown()


@pytest.mark.parametrize("alias", ["/old/two/", "/old/two", "/old/two.html", "/%E4%B8%AD/", "/中/x"])
def test_a_plain_web_server_answers_to_old_addresses(make: Make, tmp_path: Path, alias: str) -> None:
    root = make({"articles/2024/a.md": article("Here it is", aliases=f"['{alias}']")})
    build(root, tmp_path / "dist", with_search=False)
    asked = alias.replace("中", "%E4%B8%AD")
    with served(tmp_path / "dist") as host:
        host.request("GET", asked)
        answer = host.getresponse()
        if answer.status == 301:
            answer.read()
            assert answer.headers["Location"] == asked + "/"
            host.request("GET", asked + "/")
            answer = host.getresponse()
        assert (answer.status, b"Here it is" in answer.read()) == (200, True)


HOSTILE = {
    "articles/2024/a.md": article(aliases="['/x.php', '?p=123', '/old/', '/q\"; return 200/$host/', '/100%25/', '/y z.php?a=(1)&b=\"']"),
    "articles/中 100%$1.md": article(aliases="['/z.php']"),
}  # fmt: skip


def test_the_maps_for_hosts(make: Make, tmp_path: Path) -> None:
    problems = problems_of(make(HOSTILE), tmp_path / "dist", base_url="https://example.org/news/")
    assert [one.partition(" write each")[0] for one in problems] == ["links to its address"]  # of 中
    nginx = (tmp_path / "dist/redirects-nginx.conf").read_text(encoding="utf-8")
    assert '  "/news/x.php" "/news/2024/a.html";\n' in nginx
    assert '  "/news/?p=123" "/news/2024/a.html";\n' in nginx
    assert '  "/news/old/" "/news/2024/a.html";\n' in nginx
    assert '  "/news/q\\"; return 200/$host/" "/news/2024/a.html";\n' in nginx
    assert '  "/news/z.php" "/news/%E4%B8%AD%20100%25%241.html";\n' in nginx
    assert all(
        re.fullmatch(r'(#.*|map \$\w+ \$\w+ \{|\}|  "([^"\\]|\\.)*" "[\w/.%~-]*";)', line)
        for line in nginx.splitlines()
    )
    apache = (tmp_path / "dist/redirects-apache.conf").read_text(encoding="utf-8")
    assert 'RewriteCond %{QUERY_STRING} "^p=123$"\nRewriteRule "^$" "/news/2024/a.html" [R=301,L,NE,QSD]\n' in apache
    assert 'RewriteRule "^x\\.php$" "/news/2024/a.html"' in apache
    assert '"/news/\\%E4\\%B8\\%AD\\%20100\\%25\\%241.html"' in apache
    netlify = (tmp_path / "dist/_redirects").read_text(encoding="utf-8").splitlines()
    assert "/news/x.php /news/2024/a.html 301" in netlify
    assert "/news/ p=123 /news/2024/a.html 301" in netlify
    assert all(line.startswith(("#", "/news/")) and line[-3:] in ("301", "es.") for line in netlify)
    assert "redirects-nginx.conf" in (tmp_path / "dist/manifest-sha256.txt").read_text()


def test_a_map_of_nginx_names_nothing_twice(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(aliases="['/x.php?id=A', '/y.php']"),
            "articles/b.md": article(aliases="['/X.php?ID=a']"),
        }
    )
    assert problems_of(root, tmp_path / "dist") == []
    lines = [
        line for line in (tmp_path / "dist/redirects-nginx.conf").read_text().splitlines() if line.startswith("  ")
    ]
    assert lines == ['  "/y.php" "/a.html";', '  "/x.php?id=A" "/a.html";']
    assert "ID=a" in (tmp_path / "dist/_redirects").read_text()


def test_a_site_without_old_addresses_has_no_maps(make: Make, tmp_path: Path) -> None:
    build(make({"articles/a.md": article()}), tmp_path / "dist", with_search=False)
    assert not list(tmp_path.glob("dist/*redirects*"))


def test_the_page_at_an_old_address_of_a_withdrawn_article_does_not_name_it(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article("Secret", aliases="[/old/]", withdrawn="{date: 2024-05-01, reason: Wrong}")})
    build(root, tmp_path / "dist", with_search=False)
    assert "Secret" not in (tmp_path / "dist/old/index.html").read_text()
    assert "../a.html" in (tmp_path / "dist/old/index.html").read_text()
