"""What was published stays: a page vanishes by a decision, never by a slip."""

import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from site_builder.archive.config import Config, Unchecked
from site_builder.archive.move import do_move, plan_move
from site_builder.archive.published import Published, Vanished, addresses_of, read_published, save_published
from site_builder.archive.published import vanished as find_vanished
from site_builder.archive.read import read_archive
from site_builder.archive.restrictions.privacy import Moment
from site_builder.common.problems import BuildError, Level, Problem, warning
from site_builder.output.manifest import read_manifest
from site_builder.output.writer import sibling
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions, BuildReport
from tests.conftest import Make, article

WITHDRAWN = article(withdrawn="{date: 2024-05-01, reason: Wrong}")


def publish(root: Path, output: Path, *, options: BuildOptions | None = None) -> BuildReport:
    return build(root, output, with_search=False, options=options)


def lines(root: Path) -> list[str]:
    return [
        line for line in (root / "published.txt").read_text(encoding="utf-8").split("\n") if line[:2] not in ("", "# ")
    ]


def vanished(report: BuildReport) -> list[Problem]:
    return [problem for problem in report.problems if "was published, and" in problem.message]


@pytest.fixture
def root(make: Make) -> Path:
    names = ("a", "b", "2024/c", "西宁/d", "# e", "#f")
    return make({f"articles/{name}.md": article(f"Title {name}", tags="[x]") for name in names})


def test_the_register_names_what_was_published_in_order_and_only_grows(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist")
    assert lines(root) == ["./# e.html", "./#f.html", "2024/c.html", "a.html", "b.html", "西宁/d.html"]
    assert read_published(root).addresses == {"# e.html", "#f.html", "2024/c.html", "a.html", "b.html", "西宁/d.html"}
    text = (root / "published.txt").read_text(encoding="utf-8")
    (root / "published.txt").write_text("# mine\n" + text, encoding="utf-8")
    (root / "articles/ab.md").write_text(article(aliases="[old/one]"))
    (root / "articles/w.md").write_text(WITHDRAWN)
    publish(root, tmp_path / "dist")
    assert (root / "published.txt").read_text(encoding="utf-8").startswith("# mine\n# The addresses")
    assert {"ab.html", "old/one.html", "w.html"} < set(lines(root))
    assert lines(root)[2:] == sorted(lines(root)[2:])


def test_a_preview_publishes_nothing(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist", options=BuildOptions(keep_addresses=False))
    assert not (root / "published.txt").exists()


SLIPS = {
    "an open quotation mark": 'title: "Title b',
    "a misspelt value": "title: Title b\ntitle_origin: prnted",
    "an impossible date": "title: Title b\ndate: 2024-02-30",
    "a key twice": "title: Title b\ntitle: Title b",
    "a misspelt status": "title: Title b\nstauts: checked",
    "a misspelt value of it": "title: Title b\nstatus: chekced",
    "public, with a slip": 'draft: false\npublished: true\ntitle: "Title b',
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_leaves_the_page_as_it_was(root: Path, tmp_path: Path, slip: str) -> None:
    publish(root, tmp_path / "dist")
    page, file = tmp_path / "dist/b.html", root / "articles/b.md"
    was, text, lay = page.read_bytes(), file.read_text(), page.stat().st_mtime_ns
    file.write_text(
        text.replace('date: "2024-02-19"\n', "" if "date" in SLIPS[slip] else 'date: "2024-02-19"\n').replace(
            "title: Title b", SLIPS[slip]
        )
    )
    for _ in ("built", "nothing to do", "made anew"):
        report = publish(root, tmp_path / "dist", options=BuildOptions(force=_ == "made anew"))
        (problem,) = vanished(report)
        assert problem.level is Level.ERROR
        assert problem.path == str(file)
        assert "“b.html” was published" in problem.message
        assert "the page stays as it was published" in problem.hint
        assert (page.read_bytes(), page.stat().st_mtime_ns) == (was, lay)
        assert "b.html" in read_manifest(tmp_path / "dist")
    file.write_text(text)
    assert publish(root, tmp_path / "dist").problems == []
    assert page.read_bytes() == was


def test_an_article_that_is_gone_leaves_its_page_until_it_is_decided(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist")
    was = (tmp_path / "dist/b.html").read_bytes()
    (root / "articles/b.md").rename(root / "articles/moved.md")
    (problem,) = publish(root, tmp_path / "dist").problems
    assert problem.path == str(root / "articles/b.md")
    assert "site-builder move OLD NEW" in problem.hint
    assert (tmp_path / "dist/b.html").read_bytes() == was
    check = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt"],
        cwd=tmp_path / "dist",
        capture_output=True,
        check=False,
    )
    assert check.returncode == 0
    # Where the page is not, nobody can keep it; and what is not ours is not taken for it.
    (fresh,) = vanished(publish(root, tmp_path / "elsewhere"))
    assert "readers find nothing there" in fresh.hint
    assert not (tmp_path / "elsewhere/b.html").exists()
    # Deleting what only saves time changes none of it.
    shutil.rmtree(sibling(tmp_path / "dist", "state"))
    assert publish(root, tmp_path / "dist").problems == [problem]
    assert (tmp_path / "dist/b.html").read_bytes() == was
    text = (root / "articles/moved.md").read_text()
    (root / "articles/moved.md").write_text(text.replace("tags:", "aliases: [b]\ntags:"))
    assert publish(root, tmp_path / "dist").problems == []
    assert b"moved.html" in (tmp_path / "dist/b.html").read_bytes()


def test_an_article_that_was_moved_by_hand_is_named(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist")
    (root / "articles/it's").mkdir()
    (root / "articles/b.md").rename(root / "articles/it's/b.md")
    (problem,) = publish(root, tmp_path / "dist").problems
    old, new = shlex.split(problem.hint.partition("site-builder move ")[2].partition("”")[0])
    do_move(root, plan_move(root, old, new))
    assert publish(root, tmp_path / "dist").problems == []


def test_a_page_that_was_altered_is_not_kept(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist")
    (tmp_path / "dist/b.html").write_text("other")
    (root / "articles/b.md").unlink()
    (problem,) = vanished(publish(root, tmp_path / "dist"))
    assert "readers find nothing there" in problem.hint
    assert not (tmp_path / "dist/b.html").exists()


def test_a_withdrawal_or_the_register_decides(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist")
    (root / "articles/a.md").write_text(WITHDRAWN)
    (root / "articles/b.md").unlink()
    file = root / "published.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("\nb.html\n", "\n"), encoding="utf-8")
    assert publish(root, tmp_path / "dist").problems == []
    assert not (tmp_path / "dist/b.html").exists()
    assert "b.html" not in lines(root)


def test_a_source_page_that_is_gone_is_an_error(root: Path, tmp_path: Path) -> None:
    (root / "pages").mkdir()
    (root / "pages/p.txt").write_text("one\n")
    publish(root, tmp_path / "dist")
    assert "pages/p.html" in lines(root)
    (root / "pages").rename(root / "moved")
    (problem,) = vanished(publish(root, tmp_path / "dist"))
    assert (problem.level, problem.path) == (Level.ERROR, str(root / "pages/p.txt"))
    assert not (tmp_path / "dist/pages/p.html").exists()
    (root / "moved").rename(root / "pages")
    assert publish(root, tmp_path / "dist").problems == []


MAY_BE_HIDDEN: dict[str, Callable[[Path], object]] = {
    "set private, with a slip": lambda file: file.write_text(
        file.read_text().replace("title:", 'draft: true\ntitle: "')
    ),
    "private, misspelt": lambda file: file.write_text(file.read_text().replace("title:", "drfat: true\ntitle:")),
    "a private status, misspelt": lambda f: f.write_text(f.read_text().replace("title:", "stauts: private\ntitle:")),
    "to appear later": lambda f: f.write_text(f.read_text().replace("title:", 'publish_date: 2999-01-01\ntitle: "')),
    "hidden by its name": lambda file: file.rename(file.with_name("_b.md")),
    "hidden by a dot": lambda file: file.rename(file.with_name(".b.md")),
}


@pytest.mark.parametrize("how", MAY_BE_HIDDEN)
def test_a_page_that_might_show_what_must_not_be_shown_is_not_kept(root: Path, tmp_path: Path, how: str) -> None:
    publish(root, tmp_path / "dist")
    MAY_BE_HIDDEN[how](root / "articles/b.md")
    (problem,) = vanished(publish(root, tmp_path / "dist"))
    assert "readers find nothing there" in problem.hint
    assert not (tmp_path / "dist/b.html").exists()


LONG = "The council met on Tuesday, behind closed doors, and decided that the bridge be closed for good."
ELSEWHERE = {
    "withdrawn elsewhere": article("Other", body=f"Before. {LONG}", withdrawn="{date: 2024-05-01, reason: Wrong}"),
    "withdrawn, all but its title": article("Title b", body="x", withdrawn="{date: 2024-05-01, reason: Wrong}"),
    "withdrawn, and named as a neighbour": article("Title a", body="x", withdrawn="{date: 2024-05-01, reason: Wrong}"),
    "a draft elsewhere": article("Other", body=LONG, draft="true"),
}


@pytest.mark.parametrize("how", [*ELSEWHERE, "nothing of it is hidden"])
def test_a_page_whose_words_are_hidden_elsewhere_is_not_kept(root: Path, tmp_path: Path, how: str) -> None:
    (root / "articles/b.md").write_text(article("Title b", body=LONG))
    publish(root, tmp_path / "dist")
    (root / "articles/b.md").unlink()
    # The last one is no neighbour of it.
    other = root / "articles" / ("a.md" if how in ELSEWHERE else "#f.md")
    other.write_text(ELSEWHERE.get(how, article("Other", body="x", withdrawn="{date: 2024-05-01, reason: Wrong}")))
    stays = how not in ELSEWHERE
    problem = next(problem for problem in vanished(publish(root, tmp_path / "dist")) if "b.html" in problem.message)
    assert ("the page stays" in problem.hint) is stays
    assert (tmp_path / "dist/b.html").exists() is stays


RETITLED = {
    "withdrawn": article("Other", body="x", withdrawn="{date: 2024-05-01, reason: Wrong}"),
    "private": article("Other", body="x", draft="true"),
    "redacted": article("Title a", body="x", redactions="[{text: Title a, date: 2024-05-01, reason: Wrong}]"),
}


@pytest.mark.parametrize("how", RETITLED)
def test_a_page_is_not_kept_that_names_a_neighbour_by_a_title_that_is_hidden_now(
    root: Path, tmp_path: Path, how: str
) -> None:
    publish(root, tmp_path / "dist")
    assert "Title a" in (tmp_path / "dist/b.html").read_text(encoding="utf-8")
    (root / "articles/a.md").write_text(RETITLED[how])
    (root / "articles/b.md").write_text("title: Title b")
    publish(root, tmp_path / "dist")
    assert not (tmp_path / "dist/b.html").exists()


@pytest.mark.parametrize("how", ["withdrawn", "put aside"])
def test_a_page_whose_article_is_hidden_at_another_place_is_not_kept(root: Path, tmp_path: Path, how: str) -> None:
    (root / "pages").mkdir()
    (root / "pages/p.txt").write_text(f"{LONG}\n")
    source = "[{file: p.txt, lines: 1}]"
    (root / "articles/b.md").write_text(article("Title b", body=LONG, source=source))
    publish(root, tmp_path / "dist")
    (root / "articles/b.md").unlink()
    (root / "articles/_drafts").mkdir()
    if how == "withdrawn":
        (root / "articles/z.md").write_text(WITHDRAWN.replace("title:", f"source: {source}\ntitle:"))
    else:
        (root / "articles/_drafts/b.md").write_text(article("Title b", body=LONG))
    publish(root, tmp_path / "dist")
    assert not (tmp_path / "dist/b.html").exists()
    assert LONG.encode() not in (tmp_path / ".dist.state/memory").read_bytes()


@pytest.mark.parametrize(("key", "number"), [("expiry_date: 2024-05-01", 0), ("draft: true", 2)])
def test_the_old_addresses_of_a_private_article_are_decided_with_it(
    root: Path, tmp_path: Path, key: str, number: int
) -> None:
    file = root / "articles/b.md"
    file.write_text(article("Title b", aliases="[old/b.html]"))
    publish(root, tmp_path / "dist")
    file.write_text(file.read_text().replace("title:", f"{key}\ntitle:"))
    for _ in range(2):
        found = vanished(publish(root, tmp_path / "dist"))
        assert [(problem.path, "is private now" in problem.message) for problem in found] == [
            (str(file), True)
        ] * number
    assert not (tmp_path / "dist/old/b.html").exists()


def test_a_preview_of_drafts_does_not_publish_them(root: Path, tmp_path: Path) -> None:
    (root / "articles/draft.md").write_text(article(draft="true", aliases="[old-draft]"))
    publish(root, tmp_path / "dist")
    assert not [line for line in lines(root) if "draft" in line]
    build(root, tmp_path / "preview", with_search=False, drafts=True)
    assert (tmp_path / "preview/draft.html").exists()
    assert (tmp_path / "preview/old-draft.html").exists()
    assert publish(root, tmp_path / "dist").problems == []
    assert not [line for line in lines(root) if "draft" in line]


@pytest.mark.parametrize("how", ["moved", "emptied", "a link that leads out"])
def test_articles_that_are_gone_as_a_whole_change_nothing(root: Path, tmp_path: Path, how: str) -> None:
    publish(root, tmp_path / "dist")
    before = read_manifest(tmp_path / "dist")
    (root / "articles").rename(root / "moved")
    if how == "emptied":
        (root / "articles").mkdir()
    elif how != "moved":
        (root / "moved").rename(tmp_path / "moved")
        (root / "articles").symlink_to(tmp_path / "moved")
    with pytest.raises(BuildError) as error:
        publish(root, tmp_path / "dist")
    assert error.value.problem.path == str(root / "articles")
    assert read_manifest(tmp_path / "dist") == before
    assert all((tmp_path / "dist" / address).is_file() for address in before)


def test_an_archive_that_cannot_be_written_gets_a_warning(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).parent == root:
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        for _ in range(2):
            report = publish(root, tmp_path / "dist")
            assert ["6 published addresses not saved" in problem.message for problem in report.problems] == [
                False,
                True,
            ]
            assert {problem.level for problem in report.problems} == {Level.WARNING}
    assert publish(root, tmp_path / "dist").problems == []
    assert len(lines(root)) == 6


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\na.html\n=======\nb.html\n>>>>>>> other\n", "a.html\nb\n"])
def test_a_register_with_a_conflict_stops_everything(root: Path, tmp_path: Path, text: str) -> None:
    (root / "published.txt").write_text(text)
    with pytest.raises(BuildError, match="is no address of a page") as error:
        publish(root, tmp_path / "dist")
    assert error.value.problem.line
    assert (root / "published.txt").read_text() == text


def test_a_register_with_the_line_ends_of_windows(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist")
    text = (root / "published.txt").read_text(encoding="utf-8")
    (root / "published.txt").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert publish(root, tmp_path / "dist").problems == []
    assert len(read_published(root).addresses) == 6


MOVE = (
    "put it back, move it with “site-builder move {}”, which leaves the old address leading to the new one, or"
    " withdraw it with “withdrawn: {{date, reason}}” (what is to be forgotten: take its line out of published.txt)"
)
PRIVATE = (
    "its article is private now",
    "make it public again, or withdraw it with “withdrawn: {date, reason}”, so that readers are told",
)
UNUSABLE = ("its article cannot be used", "correct the article")
PAGE = (
    "the page's text is gone",
    "put it back, or correct it if it cannot be read (what is to be forgotten: take its line out of published.txt)",
)


def gone(ways: str = "OLD NEW") -> tuple[str, str]:
    return "its article is gone", MOVE.format(ways)


SLIP = article(date="never")

# the files of an archive, addresses that were published, and those that nothing makes: file, reason, whether it may stay
LOST: dict[str, tuple[dict[str, str | bytes], set[str], list[tuple[str, str, tuple[str, str], bool]]]] = {
    "nothing": (
        {"articles/a.md": article(aliases="[old.html]"), "articles/w.md": WITHDRAWN, "pages/p.txt": "x"},
        {"a.html", "old.html", "w.html", "pages/p.html"}, [],
    ),
    "pages": ({"articles/a.md": article()}, {"pages/x/p.html"}, [("pages/x/p.html", "pages/x/p.txt", PAGE, False)]),
    "private": (
        {"articles/x/a.md": article(draft="true", aliases="[old.html]")}, {"x/a.html", "old.html"},
        [("old.html", "articles/x/a.md", PRIVATE, False), ("x/a.html", "articles/x/a.md", PRIVATE, False)],
    ),
    "expired": ({"articles/a.md": article(expires="2020", aliases="[old.html]")}, {"a.html", "old.html"}, []),
    "held back": (
        {"articles/a.md": article(status="unchecked")}, {"a.html"},
        [("a.html", "articles/a.md", ("the archive holds unchecked articles back", "check it, and say so in it"), False)],
    ),
    "unusable": ({"articles/x/a.md": SLIP}, {"x/a.html"}, [("x/a.html", "articles/x/a.md", UNUSABLE, True)]),
    "unusable, maybe private": (
        {"articles/a.md": SLIP.replace("title", "darft: true\ntitle")}, {"a.html"},
        [("a.html", "articles/a.md", UNUSABLE, False)],
    ),
    "gone": (
        {"articles/a.md": article(), "articles/c.md": article()}, {"a.html", "x/b.html"},
        [("x/b.html", "articles/x/b.md", gone(), True)],
    ),
    "gone elsewhere": (
        {"articles/a.md": article(), "articles/y/b.md": article(), "articles/z/ab.md": article()}, {"x/b.html"},
        [("x/b.html", "articles/x/b.md", gone("x/b.md y/b.md"), True)],
    ),
    "gone deeper": (
        {"articles/y/z/b.md": article()}, {"b.html"}, [("b.html", "articles/b.md", gone("b.md y/z/b.md"), True)],
    ),
    "gone, quoted": (
        {"articles/y z/b.md": article()}, {"x y/b.html"},
        [("x y/b.html", "articles/x y/b.md", gone("'x y/b.md' 'y z/b.md'"), True)],
    ),
    "gone, of two that may be it": (
        {"articles/y/b.md": article(), "articles/z/b.md": article()}, {"x/b.html"},
        [("x/b.html", "articles/x/b.md", gone(), True)],
    ),
    "gone, and one that was there": (
        {"articles/y/b.md": article()}, {"x/b.html", "y/b.html"}, [("x/b.html", "articles/x/b.md", gone(), True)],
    ),
    **{
        f"hidden as {name}": ({f"articles/{name}": article()}, {"x/y/b.html"}, [("x/y/b.html", "articles/x/y/b.md", gone(), False)])
        for name in ("x/y/_b.md", "x/y/.b.md", "x/_y/b.md", "_x/y/b.md", ".x/y/b.md")
    },
    "another name": ({"articles/x/y/Xb.md": article()}, {"x/y/b.html"}, [("x/y/b.html", "articles/x/y/b.md", gone(), True)]),
    "not hidden": ({"articles/_x/z/b.md": article()}, {"x/y/b.html"}, [("x/y/b.html", "articles/x/y/b.md", gone(), True)]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "addresses", "expected"), LOST.values(), ids=LOST)
def test_what_is_said_of_addresses_that_nothing_makes(
    make: Make,
    files: dict[str, str | bytes],
    addresses: set[str],
    expected: list[tuple[str, str, tuple[str, str], bool]],
) -> None:
    root = make(files)
    archive, problems = read_archive(root, Config(title="x", unchecked=Unchecked.PRIVATE))
    found = find_vanished(archive, Published(frozenset(addresses)), problems)
    assert found == [Vanished(address, str(root / file), reason, stays) for address, file, reason, stays in expected]


def test_a_link_in_place_of_an_article_is_private_now(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article()})
    (tmp_path / "outside.md").write_text(article())
    (root / "articles/b.md").symlink_to(tmp_path / "outside.md")
    archive, problems = read_archive(root, Config(title="x"))
    found = find_vanished(archive, Published(frozenset({"b.html"})), problems)
    assert found == [Vanished("b.html", str(root / "articles/b.md"), PRIVATE)]


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("held_back", [True, False])
def test_what_is_said_of_one_that_vanished(make: Make, *, stays: bool, held_back: bool) -> None:
    files, addresses, _ = LOST["held back" if held_back else "unusable"]
    archive, problems = read_archive(make(files), Config(title="x", unchecked=Unchecked.PRIVATE))
    (one,) = find_vanished(archive, Published(frozenset(addresses)), problems)
    until = "until then the page stays as it was published" if stays else "until then readers find nothing there"
    assert one.problem(stays=stays) == Problem(
        one.file,
        0,
        f"“{one.address}” was published, and {one.reason[0]}",
        f"{one.reason[1]}; {until}",
        Level.WARNING if held_back else Level.ERROR,
    )


@pytest.mark.parametrize(
    ("head", "private"),
    [
        ("title: a", False),
        ("draft: true", True),
        ("'draft' : \"TRUE\",", True),
        ("draft = true", True),
        ("\tdraft:true", True),
        ("draft: false\ndarft: no", False),
        ("draft: FALSE", False),
        ("draft: \xff", True),
        ("darft: true", True),
        ("draft: ''", False),
        ("published: off", True),
        ("published: true", False),
        ("private: yes", True),
        ("withdrawn: {", True),
        ("publishDate: 2099-01-01", True),
        ("expires: 2099-01-01", True),
        ("redactions: [", True),
        ("REDACTED:", True),
        ("status: private", True),
        ("status: checked", False),
        ("title: draft: true", False),
    ],
)
def test_a_broken_article_that_may_be_private(make: Make, head: str, private: bool) -> None:
    root = make({"articles/a.md": f"---\n{head}\ntitle: [\n---\n", "articles/b.md": article()})
    problems = [Problem(str(root / "articles/a.md"), 0, "is broken")]
    archive, _ = read_archive(make({"articles/a.md": article()}), Config(title="x"))
    (root / "articles/a.md").write_text(f"---\n{head}\ntitle: [\n---\n", encoding="latin-1")
    archive = msgspec.structs.replace(archive, articles=archive.articles[1:])
    (one,) = find_vanished(archive, Published(frozenset({"a.html"})), problems)
    assert one.may_stay is not private


def test_a_broken_article_that_cannot_be_opened_may_be_private(make: Make) -> None:
    archive, _ = read_archive(make({"articles/b.md": article()}), Config(title="x"))
    problems = [Problem(str(archive.root / "articles/a.md"), 0, "is broken")]
    (one,) = find_vanished(archive, Published(frozenset({"a.html"})), problems)
    assert (one.reason, one.may_stay) == (UNUSABLE, False)


@pytest.mark.parametrize(
    ("files", "lost", "stopped"),
    [
        ({}, 5, False),
        ({}, 6, True),
        ({"articles/a.md": article()}, 6, False),
        ({"articles/w.md": WITHDRAWN}, 6, False),
        ({"articles/a.md": SLIP}, 6, False),
        ({"articles/x.txt": "x"}, 6, True),
    ],
)
def test_articles_that_are_all_gone(make: Make, files: dict[str, str | bytes], lost: int, stopped: bool) -> None:
    root = make(files)
    (root / "articles").mkdir(exist_ok=True)
    archive, problems = read_archive(root, Config(title="x"))
    published = Published(frozenset(f"{number}.html" for number in range(lost)))
    if not stopped:
        assert len(find_vanished(archive, published, problems)) == lost
        return
    with pytest.raises(BuildError) as stop:
        find_vanished(archive, published, problems)
    assert stop.value.problem == Problem(
        str(root / "articles"), 0, "no article can be read, and 6 pages were published",
        "put the articles back; if all of them are to go, delete published.txt",
    )  # fmt: skip


def test_a_folder_of_articles_that_is_not_there(make: Make) -> None:
    root = make()
    archive, problems = read_archive(root, Config(title="x"))
    with pytest.raises(BuildError) as stop:
        find_vanished(archive, Published(), problems)
    hint = "put it back; an archive without articles has an empty one"
    assert stop.value.problem == Problem(str(root / "articles"), 0, "there is no such folder", hint)


def test_the_addresses_of_an_archive(make: Make) -> None:
    root = make(
        {
            "articles/x/a.md": article(aliases="[old.html]"), "articles/d.md": article(draft="true", aliases="[older.html]"),
            "articles/w.md": WITHDRAWN, "pages/y/p.txt": "x",
        }
    )  # fmt: skip
    archive, _ = read_archive(root, Config(title="x"), moment=Moment(drafts=True))
    public = ["old.html", "pages/y/p.html", "w.html", "x/a.html"]
    assert sorted(addresses_of(archive)) == public
    assert sorted(addresses_of(archive, private=True)) == sorted([*public, "d.html", "older.html"])


HEADER = (
    "# The addresses that were published. The builder adds lines and takes none away, so that no page vanishes unseen:\n"
    "# keep this file under version control. Lines stand in order, and may be merged in any.\n"
)


def test_how_the_register_is_written(tmp_path: Path) -> None:
    file = tmp_path / "published.txt"
    assert save_published(tmp_path, read_published(tmp_path), []) == []
    assert not file.exists()
    assert save_published(tmp_path, read_published(tmp_path), ["b.html", "#a.html", "西.HTM"]) == []
    assert file.read_text(encoding="utf-8") == HEADER + "./#a.html\nb.html\n西.HTM\n"
    file.write_text("c.html\n\n# mine\nb.html\n")
    known = read_published(tmp_path)
    assert known == Published(frozenset({"b.html", "c.html"}), ("# mine",))
    assert save_published(tmp_path, known, ["b.html"]) == []
    assert file.read_text().startswith("c.html")
    assert save_published(tmp_path, known, ["a.html"]) == []
    assert file.read_text() == "# mine\na.html\nb.html\nc.html\n"


@pytest.mark.parametrize(
    ("text", "line", "wrong"), [("a.html\n\nb.txt\nc", 3, "b.txt"), ("#a", 1, "#a"), ("# a\nx/", 2, "x/")]
)
def test_a_line_that_is_no_address_is_named(tmp_path: Path, text: str, line: int, wrong: str) -> None:
    (tmp_path / "published.txt").write_text(text)
    with pytest.raises(BuildError) as stop:
        read_published(tmp_path)
    hint = "keep the lines of both sides, and take out what is no address"
    assert stop.value.problem == Problem(
        str(tmp_path / "published.txt"), line, f"“{wrong}” is no address of a page", hint
    )


def test_a_register_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "published.txt").write_bytes(b"\xff")
    with pytest.raises(BuildError) as stop:
        read_published(tmp_path)
    hint = "restore it from the archive's history: without it pages could vanish unseen"
    assert stop.value.problem == Problem(str(tmp_path / "published.txt"), 1, "is not UTF-8", hint)


def test_a_register_that_cannot_be_saved_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    message = "2 published addresses not saved: Permission denied"
    hint = "make the archive's folder writable for one build, so that no page can vanish unseen"
    found = save_published(tmp_path, Published(frozenset({"a.html"})), ["a.html", "b.html", "c.html"])
    assert found == [warning(str(tmp_path / "published.txt"), 0, message, hint)]
