"""Private articles: in no byte of the site nor of what lies beside it; and what the site says when that changes."""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.archive.article import parse_article
from site_builder.archive.restrictions.privacy import AT_THE_END, privacies, privacy, span
from site_builder.common.problems import Level
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions, BuildReport
from tests.conftest import Make, article

NOW = "2026-11-21T12:00:00"

# front matter (with {source}, which makes it an article of page p) that is not to be shown, and why
PRIVATE = [
    ("draft: true", "draft"),
    ("Draft: TRUE", "draft"),
    ("draft: yes", "draft"),
    ("draft: 'on'", "draft"),
    ("published: false", "draft"),
    ("published: no", "draft"),
    ("publish: off", "draft"),
    ("status: future", "private"),
    ("status: pending", "private"),
    ("status: hidden", "private"),
    ("Status: Private", "private"),
    ("status: auto-draft", "private"),
    ("private: true", "private"),
    ("hidden: true", "private"),
    ("unlisted: yes", "private"),
    ("visibility: private", "private"),
    ("eleventyExcludeFromCollections: true", "private"),
    ("permalink: false", "private"),
    ("build: {list: never, render: never}", "private"),
    ("_build: {render: false}", "private"),
    ("publishDate: 2099-01-01", "future"),
    ("publish_date: 2026-11-22", "future"),
    ("pubDate: 2026-11-21T12:00:01Z", "future"),
    ("published: 2099-01-01", "future"),
    ("embargo: 2040", "future"),
    ("embargo: yes", "private"),
    ("datePublished: 2099-01-01", "future"),
    ("expiration: 2020-01-01", "expired"),
    ("expiryDate: 2011-01-01", "expired"),
    ("expires: 2026-11-21", "expired"),
    ("expiry_date: 2026-11-21T13:00:00+01:00", "expired"),
    ("unpublishdate: 2020", "expired"),
]
PUBLIC = [
    "draft: false", "draft: no", "draft: ''", "draft: ~", "published: true", "status: published", "status: publish",
    "visibility: public", "hidden: false", "publishDate: 2026-11-21", "publication_date: some day", "expires: false", "publishDate: 2026-11-21T12:00:00Z",
    "expiryDate: 2026-11-22", "published: 2010-01-01", "permalink: /a/b/", "build: {list: always}", "status: checked",
    "status: unchecked", "publish_date: 2026-11-21T20:00:00+08:00",
]  # fmt: skip
DATED = [
    "2099",
    "2026-11-22",
    "2027-01-01/2027-02-01",
    "[2026-12-01..2026-12-24]",
    "2027-01-01~",
    "2026-11-21T12:00:01Z",
]

WORDS = ("Zyxomma", "Quibblesome", "Thraxpeer", "Vellichor", "Ombrophile", "Pogonip")


def secret(keys: str = "", date: str = "2024-02-19") -> str:
    """An article of which each word of WORDS is in one place."""
    return (
        f'---\ntitle: {WORDS[0]}\ndate: "{date}"\ntags: [{WORDS[1]}]\nbyline: [{WORDS[2]}]\nsection: {WORDS[3]}\n'
        f"publication: {WORDS[3]} Courier\n"
        f"summary: {WORDS[4]}\nsource: [{{file: p.txt, lines: [2]}}]\naliases: [old/secret]\n{keys}\n---\n\n{WORDS[5]}\n"
    )


def files(text: str) -> dict[str, str]:
    return {
        "articles/secret.md": text,
        "articles/a.md": article("Before", "2024-02-18", source="[{file: p.txt, lines: [1]}]"),
        "articles/b.md": article("After", "2024-02-20", body="See [that](secret.md).", tags="[shared]"),
        "pages/p.txt": f"Words of the paper.\n{WORDS[0]} {WORDS[5]}\n",
        "pages/p.yaml": "note: A page\n",
    }


SETTINGS = "title: Archive\nbase_url: https://example.org/\n"


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file below a folder and beside it, as it is, decoded and inflated."""
    for file in sorted(folder.parent.rglob("*")):
        if file.is_file() and "archive" not in file.relative_to(folder.parent).parts[:1]:
            data = file.read_bytes()
            yield str(file), data
            for text in re.findall(rb"[A-Za-z0-9+/]{24,}=*", data):
                raw = base64.b64decode(text[: len(text) // 4 * 4])
                yield str(file), raw
                for bits in (15, -15, 31):
                    try:
                        yield str(file), zlib.decompress(raw, bits)
                    except zlib.error:
                        continue


def holding(folder: Path, words: tuple[str, ...] = WORDS) -> set[str]:
    """Which of the words are anywhere, whatever their capitals."""
    found = set()
    for _, data in everything(folder):
        low = data.lower()
        found |= {word for word in words if word.lower().encode() in low or word.lower().encode("utf-16-le") in low}
    return found


def built(root: Path, out: Path, now: str = NOW, with_search: bool = True, drafts: bool = False) -> BuildReport:
    order = BuildOptions(keep_addresses=False, jobs=1)
    return build(root, out, now=now, options=order, with_search=with_search, drafts=drafts)


@pytest.mark.parametrize(("keys", "why"), PRIVATE, ids=[keys for keys, _ in PRIVATE])
def test_a_private_article_is_in_no_byte(make: Make, tmp_path: Path, keys: str, why: str) -> None:
    report = built(make(files(secret(keys)), settings=SETTINGS), tmp_path / "dist", with_search=False)
    assert not holding(tmp_path / "dist")
    assert report.left_out == ((why, 1),)
    assert not (tmp_path / "dist/secret.html").exists()
    assert not (tmp_path / "dist/old/secret.html").exists()
    assert not (tmp_path / "dist/pages/p.txt").exists()
    page = (tmp_path / "dist/pages/p.html").read_text(encoding="utf-8")
    assert "Not published" in page
    assert "Words of the paper." in page


# Ways to name the page pages/Heft 1/p1.txt, whose lines nobody may see then, and whether it is understood.
LOOSE = {
    "Heft 1/p1": True,
    "Heft 1/p1.txt": True,
    "[Heft 1/p1]": True,
    "pages/Heft 1/p1": True,
    "./pages/heft 1/P1.TXT": True,
    "Heft 1\\P1": True,
    "{file: Heft 1/p1}": True,
    "[{file: pages/Heft 1/p1}, Reuters]": True,
    "\n- Reuters\n- Heft 1/p1": True,
    "[{file: heft 1/p1, lines: 2}]": True,
    "p1": False,
    "[p1.txt, q]": False,
    "{file: p1.html}": False,
    "archive/pages/Heft%201/p1.txt": False,
    "see p1, lines 2-3": False,
    "pp1.txt": False,
    "[{file: p2.txt, lines: 2}]": False,
    "[{file: p2, lines: 2}]": False,
    "[{file: p1, lines: 2}]": False,
}


@pytest.mark.parametrize("keys", ["draft: true", "publishDate: 2099-01-01", "status: unchecked", "expires: 2020"])
@pytest.mark.parametrize("source", LOOSE)
def test_a_source_that_is_written_otherwise_hides_its_page(make: Make, tmp_path: Path, source: str, keys: str) -> None:
    hidden = secret(keys).replace("[{file: p.txt, lines: [2]}]", source)
    page = f"Words of the paper.\n{WORDS[0]} {WORDS[5]}\n"
    more = {"articles/secret.md": hidden, "pages/Heft 1/p1.txt": page, "pages/other.txt": "Words of nobody."}
    report = built(make(more, settings=SETTINGS + "unchecked: private\n"), tmp_path / "dist", with_search=False)
    assert not holding(tmp_path / "dist")
    assert any("a private article: " in problem.message for problem in report.problems) is not LOOSE[source]
    assert (tmp_path / "dist/pages/other.txt").exists()


def test_copies_of_a_page_are_hidden_where_its_lines_are_not_found(make: Make, tmp_path: Path) -> None:
    more = files(secret("draft: true").replace("lines: [2]", "lines: [20]"))
    built(make(more | {"pages/q/copy.txt": more["pages/p.txt"]}, settings=SETTINGS), tmp_path / "dist")
    assert not holding(tmp_path / "dist")


@pytest.mark.parametrize("key", ["sources", "source_file", "Source-Page", "souce", "sourceText"])
def test_a_key_that_is_almost_source_hides_its_page(make: Make, tmp_path: Path, key: str) -> None:
    more = files(secret("draft: true").replace("source: [{file: p.txt, lines: [2]}]", f"{key}: p"))
    report = built(make(more, settings=SETTINGS), tmp_path / "dist", with_search=False)
    assert not holding(tmp_path / "dist")
    (problem,) = [one for one in report.problems if "is not understood" in one.message]
    assert problem.hint.endswith("until then no line of p.txt is shown")


@pytest.mark.parametrize("source", ["p", "[p]", "pages/P", "{page: p}", "{file: p, line: 2}", "\n  file: p\n  x: y"])
def test_a_private_article_that_cannot_be_read_hides_its_page(make: Make, tmp_path: Path, source: str) -> None:
    text = secret("draft: true", "never").replace("[{file: p.txt, lines: [2]}]", source)
    built(make(files(text), settings=SETTINGS), tmp_path / "dist", with_search=False)
    assert not holding(tmp_path / "dist")


def test_another_generators_source_is_no_page_of_ours(make: Make, tmp_path: Path) -> None:
    more = files(secret("draft: true").replace("[{file: p.txt, lines: [2]}]", "Reuters, London"))
    report = built(make(more, settings=SETTINGS), tmp_path / "dist", with_search=False)
    assert not any("private article" in problem.message for problem in report.problems)
    assert (tmp_path / "dist/pages/p.txt").exists()


def test_a_public_article_may_name_its_page_loosely_too(make: Make, tmp_path: Path) -> None:
    built(make(files(secret().replace("[{file: p.txt, lines: [2]}]", "[Reuters, P]"))), tmp_path / "dist")
    assert '../secret.html"' in (tmp_path / "dist/pages/p.html").read_text(encoding="utf-8")
    assert "pages/p.html" in (tmp_path / "dist/secret.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("date", DATED)
def test_an_article_of_a_day_to_come_is_in_no_byte(make: Make, tmp_path: Path, date: str) -> None:
    report = built(make(files(secret(date=date)), settings=SETTINGS), tmp_path / "dist", with_search=False)
    assert not holding(tmp_path / "dist")
    assert report.left_out == (("future", 1),)


@pytest.mark.parametrize("keys", PUBLIC)
def test_what_is_not_private_is_shown(make: Make, tmp_path: Path, keys: str) -> None:
    report = built(make(files(secret(keys)), settings=SETTINGS), tmp_path / "dist", with_search=False)
    assert not report.left_out
    assert holding(tmp_path / "dist") == set(WORDS)


def test_the_search_index_and_its_cache_know_nothing_of_it(make: Make, tmp_path: Path) -> None:
    root = make(files(secret()), settings=SETTINGS)
    built(root, tmp_path / "dist")
    assert holding(tmp_path / "dist") == set(WORDS)
    (root / "articles/secret.md").write_text(secret("draft: true"), encoding="utf-8")
    built(root, tmp_path / "dist")
    assert not holding(tmp_path / "dist")


def test_a_link_to_a_private_article_leads_nowhere_and_is_named(make: Make, tmp_path: Path) -> None:
    report = built(make(files(secret("draft: true"))), tmp_path / "dist", with_search=False)
    assert ["the link to “secret.md” leads nowhere" in problem.message for problem in report.problems] == [True]
    assert "secret.html" not in (tmp_path / "dist/b.html").read_text(encoding="utf-8")


def test_a_preview_shows_it_marked_and_without_telling_others(make: Make, tmp_path: Path) -> None:
    root, dist = make(files(secret("draft: true")), settings=SETTINGS), tmp_path / "dist"
    assert built(root, dist, with_search=False, drafts=True).left_out == (("draft", 1),)
    page = (dist / "secret.html").read_text(encoding="utf-8")
    assert "Not published" in page
    assert '<meta name="robots" content="noindex">' in page
    assert WORDS[0] in (dist / "index.html").read_text(encoding="utf-8")
    assert WORDS[0] not in (dist / "feed.xml").read_text(encoding="utf-8")
    assert "secret.html" not in (dist / "sitemap.xml").read_text(encoding="utf-8")
    built(root, dist, with_search=False)
    assert not holding(dist)
    assert built(root, dist, with_search=False, drafts=True).written


def test_a_preview_registers_no_name(make: Make, tmp_path: Path) -> None:
    root = make(files(secret("draft: true")))
    build(root, tmp_path / "dist", with_search=False, drafts=True, now=NOW)
    build(root, tmp_path / "dist", with_search=False, now=NOW)
    assert "shared" in (root / "addresses.yaml").read_text(encoding="utf-8")
    assert WORDS[1] not in (root / "addresses.yaml").read_text(encoding="utf-8")


def test_a_site_is_made_anew_when_an_article_is_due_and_not_before(make: Make, tmp_path: Path) -> None:
    text = secret("publishDate: 2026-12-01\nexpiryDate: 2026-12-24T08:00:00+08:00")
    root, dist = make(files(text), settings=SETTINGS), tmp_path / "dist"
    days = {
        "2026-11-21T12:00:00": False, "2026-11-30T23:59:59": False, "2026-12-01T00:00:00": True,
        "2026-12-23T23:59:59": True, "2026-12-24T00:00:00": False, "2027-02-01T00:00:00": False,
        "2026-12-05T00:00:00": True, "2026-11-01T00:00:00": False,
    }  # fmt: skip
    shown = False
    for number, (now, public) in enumerate(days.items()):
        report = built(root, dist, now, with_search=False)
        assert (dist / "secret.html").exists() == public, now
        assert bool(holding(dist)) == public, now
        assert bool(report.written) == (public != shown or not number), now
        assert report.left_out == (() if public else (("expired" if now > "2026-12-06" else "future", 1),))
        shown = public


def test_unchecked_articles_may_be_held_back(make: Make, tmp_path: Path) -> None:
    root = make(files(secret("status: unchecked")), settings=SETTINGS + "unchecked: private\n")
    assert built(root, tmp_path / "dist", with_search=False).left_out == (("unchecked", 1),)
    assert not holding(tmp_path / "dist")


@pytest.mark.parametrize("keys", ["status: unchecked", "status: draft", "checked: no"])
def test_an_unchecked_article_is_shown_as_one_and_told_to_nobody(make: Make, tmp_path: Path, keys: str) -> None:
    root, dist = make(files(secret(keys)), settings=SETTINGS), tmp_path / "dist"
    assert not built(root, dist, with_search=False).left_out
    page = (dist / "secret.html").read_text(encoding="utf-8")
    assert "Not yet checked" in page
    assert '<meta name="robots" content="noindex">' in page
    assert WORDS[0] not in (dist / "feed.xml").read_text(encoding="utf-8")
    assert "Before" in (dist / "feed.xml").read_text(encoding="utf-8")
    assert "secret.html" not in (dist / "sitemap.xml").read_text(encoding="utf-8")
    assert WORDS[0] in (dist / "drafts.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("", ""),
        ("status: published", ""),
        ("status: checked", "Checked by a person"),
        ("checked: true", "Checked by a person"),
        ("checked: {by: Ann Lee, date: 2024-05-01}", "Checked by Ann Lee, 1 May 2024"),
        ("checked: Ann Lee", "Checked by Ann Lee"),
        ("checked: 2024-05-01", "Checked by a person, 1 May 2024"),
    ],
)
def test_only_what_says_so_was_checked(make: Make, tmp_path: Path, keys: str, words: str) -> None:
    built(make(files(secret(keys)), settings=SETTINGS), tmp_path / "dist", with_search=False)
    page = (tmp_path / "dist/secret.html").read_text(encoding="utf-8")
    assert re.findall(r"<dt>Status</dt>\s*<dd>(.*?)</dd>", page) == ([words] if words else [])
    about = (tmp_path / "dist/about.html").read_text(encoding="utf-8")
    assert ("Checked by a person" in about) == bool(words)


@pytest.mark.parametrize(("keys", "errors"), [("draft: true", 1), ("publishDate: 2204-02-19", 1), ("expires: 2025", 0)])
def test_what_was_published_becomes_private_by_a_decision_only(
    make: Make, tmp_path: Path, keys: str, errors: int
) -> None:
    root, dist = make(files(secret())), tmp_path / "dist"
    build(root, dist, with_search=False, now=NOW)
    (root / "articles/secret.md").write_text(secret(keys).replace("aliases: [old/secret]", ""), encoding="utf-8")
    (root / "published.txt").write_text("secret.html\n", encoding="utf-8")
    report = build(root, dist, with_search=False, now=NOW)
    assert sum("was published" in problem.message for problem in report.problems) == errors
    assert not (dist / "secret.html").exists()


def test_a_picture_that_only_a_private_article_shows_is_not_published(make: Make, tmp_path: Path) -> None:
    pictures = "![one](media/own.png) ![two](media/shared.png)"
    more = {
        "articles/draft.md": article("D", body=pictures, draft="true"),
        "articles/open.md": article("O", body="![two](media/shared.png)"),
        "media/own.png": b"own",
        "media/shared.png": b"shared",
    }
    root = make(more)
    built(root, tmp_path / "dist", with_search=False)
    assert [file.name for file in (tmp_path / "dist/media").iterdir()] == ["shared.png"]
    built(root, tmp_path / "dist", with_search=False, drafts=True)
    assert len(list((tmp_path / "dist/media").iterdir())) == 2


@pytest.mark.parametrize("name", ["_secret.md", "_old/secret.md", ".secret.md", "tags/secret.md", "A.md", "secret.txt"])
def test_a_private_article_without_an_address_hides_its_lines_too(make: Make, tmp_path: Path, name: str) -> None:
    more = files(secret("draft: true"))
    more[f"articles/{name}"] = more.pop("articles/secret.md")
    root = make(more)
    built(root, tmp_path / "dist", with_search=False)
    assert not holding(tmp_path / "dist")
    (root / "articles" / name).unlink()
    built(root, tmp_path / "dist", with_search=False)
    assert holding(tmp_path / "dist") == {WORDS[0], WORDS[5]}  # lines of nobody's


def why(keys: str = "", date: str = "2024-02-19", now: str = NOW, *, unchecked_too: bool = False) -> str | None:
    found, problems = parse_article(secret(keys, date).encode(), "secret.md", "secret.md")
    assert found, problems
    return privacy(found.article, now, unchecked_too=unchecked_too)


@pytest.mark.parametrize(("keys", "reason"), [*PRIVATE, *((keys, None) for keys in PUBLIC)])
def test_why_an_article_is_private(keys: str, reason: str | None) -> None:
    assert why(keys) == reason


@pytest.mark.parametrize("date", DATED)
def test_an_article_of_a_day_to_come_is_private(date: str) -> None:
    assert why(date=date) == "future"


WITHDRAWN = "withdrawn: {date: 2024-05-01, reason: Wrong}"


@pytest.mark.parametrize(
    ("keys", "now", "unchecked_too", "reason"),
    [
        (f"{WITHDRAWN}\ndraft: true\nexpires: 2020", NOW, True, None),
        ("draft: true\nprivate: true", NOW, False, "draft"),
        ("private: true\npublishDate: 2099", NOW, False, "private"),
        ("publishDate: 2099\nexpires: 2020", NOW, False, "future"),
        ("expires: 2020\nstatus: unchecked", NOW, True, "expired"),
        ("status: unchecked", NOW, True, "unchecked"),
        ("status: unchecked", NOW, False, None),
        ("status: checked", NOW, True, None),
        ("", NOW, True, None),
        ("publishDate: 2026-12-01", "2026-12-01T00:00:00", False, None),
        ("publishDate: 2026-12-01", "2026-11-30T23:59:59", False, "future"),
        ("publishDate: 2020-12-01", "2024-02-18T23:59:59", False, "future"),
        ("publishDate: 2020-12-01", "2024-02-19T00:00:00", False, None),
        ("expires: 2026-12-01", "2026-12-01T00:00:00", False, "expired"),
        ("expires: 2026-12-01", "2026-11-30T23:59:59", False, None),
        ("", "9999-99", False, None),
        ("publishDate: 9999-12-31T23:59:59", AT_THE_END.now, False, None),
        ("expires: 9999-12-31T23:59:59", AT_THE_END.now, False, "expired"),
    ],
)
def test_which_reason_counts(keys: str, now: str, unchecked_too: bool, reason: str | None) -> None:
    assert why(keys, now=now, unchecked_too=unchecked_too) == reason


def test_private_articles_by_name() -> None:
    keys = {"a.md": "", "b.md": "draft: true", "c.md": "status: unchecked", "d.md": "expires: 2020"}
    articles = [parse_article(secret(text).encode(), name, name)[0] for name, text in keys.items()]
    found = privacies([one.article for one in articles if one], NOW)
    assert found == {"b.md": "draft", "d.md": "expired"}
    found = privacies([one.article for one in articles if one], NOW, unchecked_too=True)
    assert found == {"b.md": "draft", "c.md": "unchecked", "d.md": "expired"}


@pytest.mark.parametrize(
    ("now", "since", "until"),
    [
        ("2020-01-01T00:00:00", "", "2024-02-19"),
        ("2024-02-19T00:00:00", "2024-02-19", "2024-03-01"),
        ("2024-02-29T23:59:59", "2024-02-19", "2024-03-01"),
        ("2024-03-01T00:00:00", "2024-03-01", "2024-05-01"),
        ("2024-05-01T00:00:00", "2024-05-01", "2024-06-01T08:00:00"),
        ("2024-06-01T07:59:59", "2024-05-01", "2024-06-01T08:00:00"),
        ("2024-06-01T08:00:00", "2024-06-01T08:00:00", "~"),
        ("9999-99", "2024-06-01T08:00:00", "~"),
    ],
)
def test_how_long_it_is_so(now: str, since: str, until: str) -> None:
    keys = [
        "",
        "publishDate: 2024-03-01\nexpires: 2024-06-01T08:00:00Z",
        "publishDate: 2020",
        "expires: 2024-05-01",
        WITHDRAWN,
    ]
    articles = [parse_article(secret(text).encode(), "a.md", "a.md")[0] for text in keys]
    assert span([one.article for one in articles if one], now) == (since, until)
    assert span([], now) == ("", "~")


# what comes in the place of the draft, and whether its lines are said to be shown
REPLACED: dict[str, tuple[dict[str, str], bool]] = {
    "nothing": ({}, True),
    "the draft elsewhere": ({"articles/x/other.md": secret("draft: true")}, False),
    "the article elsewhere": ({"articles/x/other.md": secret()}, False),
    "other lines": ({"articles/x.md": article(source="[{file: p.txt, lines: [3]}]")}, True),
    "a withdrawn one": ({"articles/x.md": secret("withdrawn: {date: 2024, reason: r}")}, False),
}


@pytest.mark.parametrize(("files_then", "said"), REPLACED.values(), ids=REPLACED)
@pytest.mark.parametrize("source", ["[{file: p.txt, lines: [2]}]", "p"])
def test_lines_that_a_deleted_draft_hid_are_named_once(
    make: Make, tmp_path: Path, files_then: dict[str, str], source: str, *, said: bool
) -> None:
    named = "[{file: p.txt, lines: [2]}]"
    root = make({name: text.replace(named, source) for name, text in files(secret("draft: true")).items()})
    built(root, tmp_path / "dist", with_search=False)
    (root / "articles/secret.md").unlink()
    make({name: text.replace(named, source) for name, text in files_then.items()})
    for again in (False, True):
        make({"articles/b.md": article("After", body=f"{again}")})
        problems = built(root, tmp_path / "dist", with_search=False).problems
        found = [(one.path, one.level, one.message) for one in problems if "was private" in one.message]
        lines = "its lines are" if source == "p" else "2 of its lines are"
        message = f"{lines} shown now: “secret.md”, which was private, is gone"
        assert found == [(str(root / "pages/p.txt"), Level.WARNING, message)] * (said and not again)
