"""What was published stays: a page vanishes by a decision, never by a slip."""

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import build
from site_builder.moving import do_move, plan_move
from site_builder.orders import Order, Report
from site_builder.output import read_manifest
from site_builder.problems import CannotGoOn, Level, Problem
from site_builder.published import read_published
from site_builder.storing import beside
from tests.conftest import Make, article

WITHDRAWN = article(withdrawn="{date: 2024-05-01, reason: Wrong}")


def publish(root: Path, output: Path, *, order: Order | None = None) -> Report:
    return build(root, output, with_search=False, order=order)


def lines(root: Path) -> list[str]:
    return [
        line for line in (root / "published.txt").read_text(encoding="utf-8").split("\n") if line[:2] not in ("", "# ")
    ]


def vanished(report: Report) -> list[Problem]:
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
    publish(root, tmp_path / "dist", order=Order(keep_addresses=False))
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
        report = publish(root, tmp_path / "dist", order=Order(force=_ == "made anew"))
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
    for file in beside(tmp_path / "dist", "state").iterdir():
        file.unlink()
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
    with pytest.raises(CannotGoOn) as fault:
        publish(root, tmp_path / "dist")
    assert fault.value.problem.path == str(root / "articles")
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
    with pytest.raises(CannotGoOn, match="is no address of a page") as fault:
        publish(root, tmp_path / "dist")
    assert fault.value.problem.line
    assert (root / "published.txt").read_text() == text


def test_a_register_with_the_line_ends_of_windows(root: Path, tmp_path: Path) -> None:
    publish(root, tmp_path / "dist")
    text = (root / "published.txt").read_text(encoding="utf-8")
    (root / "published.txt").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert publish(root, tmp_path / "dist").problems == []
    assert len(read_published(root).addresses) == 6
