"""The register of what was withdrawn: how it is written and read, and when it stops a build."""

from pathlib import Path

import pytest

from site_builder.archive.config import Config
from site_builder.archive.read import Archive, read_archive
from site_builder.archive.restrictions.register import RegisterLine, check_withdrawn, read_withdrawn, save_withdrawn
from site_builder.common.problems import BuildError, Problem, warning
from tests.conftest import Make, article

WITHDRAWN = "{date: 2024-05-01, reason: Court order}"
REDACTED = "[{text: bb, date: 2024-05-01, reason: Asked for}]"
HEADER = (
    "# What was withdrawn: the article's address, the source page, its lines. The builder adds lines and takes none\n"
    "# away, so that deleting an article does not bring its words back: keep this file under version control.\n"
)


def read(root: Path) -> Archive:
    return read_archive(root, Config(title="x"))[0]


@pytest.fixture
def root(make: Make) -> Path:
    return make({"articles/b.md": article("Other"), "pages/p.txt": "a\nx bb\nc bb\nd\n", "pages/q.txt": "q\n"})


def test_what_is_withdrawn_is_written_in_order(root: Path, make: Make) -> None:
    assert save_withdrawn(read(root)) == []
    assert not (root / "withdrawn.txt").exists()
    two = "[{file: p.txt, lines: '4, 1-2'}, {file: q.txt, lines: 1}, {file: q.txt}]"
    make(
        {
            "articles/2024/a.md": article(withdrawn=WITHDRAWN, source=two),
            "articles/_aside.md": article(withdrawn=WITHDRAWN, source="[{file: p.txt, lines: 3}]"),
            "articles/draft.md": article(draft="true", source="[{file: p.txt, lines: 3}]"),
            "articles/r.md": article(body="bb", redactions=REDACTED, source="[{file: p.txt, lines: '2-3'}]"),
        }
    )
    assert save_withdrawn(read(root)) == []
    text = "2024/a.html\tp.txt\t1-2,4-4\n2024/a.html\tq.txt\t\n_aside.md\tp.txt\t3-3\n"
    text += "r.html\tp.txt\t2\nr.html\tp.txt\t3\n"
    assert (root / "withdrawn.txt").read_text(encoding="utf-8") == HEADER + text
    assert read_withdrawn(root) == {
        RegisterLine("2024/a.html", "p.txt", "1-2,4-4"),
        RegisterLine("2024/a.html", "q.txt", ""),
        RegisterLine("_aside.md", "p.txt", "3-3"),
        RegisterLine("r.html", "p.txt", "2"),
        RegisterLine("r.html", "p.txt", "3"),
    }
    (root / "articles/r.md").unlink()
    (root / "withdrawn.txt").write_text("# mine\n\n" + text.replace("\n", "\r\n"), encoding="utf-8")
    assert save_withdrawn(read(root)) == []
    assert (root / "withdrawn.txt").read_text(encoding="utf-8").startswith("# mine")
    make({"articles/c.md": article(withdrawn=WITHDRAWN, source="[{file: q.txt, lines: 1}]")})
    assert save_withdrawn(read(root)) == []
    text = text.replace("\nr.", "\nc.html\tq.txt\t1-1\nr.", 1)
    assert (root / "withdrawn.txt").read_text(encoding="utf-8") == HEADER + text


def test_names_that_would_break_the_register_are_not_written(root: Path, make: Make) -> None:
    make(
        {
            "pages/t\tt.txt": "x\n",
            "articles/a.md": article(withdrawn=WITHDRAWN, source='[{file: "t\\tt.txt", lines: 1}]'),
            "articles/c\td.md": article(body="bb", redactions=REDACTED, source="[{file: p.txt, lines: 2}]"),
        }
    )
    assert save_withdrawn(read(root)) == []
    assert not (root / "withdrawn.txt").exists()


def test_a_register_that_cannot_be_written_is_a_warning(
    root: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make({"articles/a.md": article(withdrawn=WITHDRAWN, source="[{file: p.txt, lines: 2}]")})

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    message, hint = (
        "what is withdrawn is not remembered: Permission denied",
        "make the archive's folder writable for one build",
    )
    assert save_withdrawn(read(root)) == [warning(str(root / "withdrawn.txt"), 0, message, hint)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<<<<<< HEAD", 1),
        ("# What\n\na.html\tp.txt\t1-2\nb.html\tp.txt", 4),
        ("a.html\tp.txt\t1\t2", 1),
        ("a.html\tp.txt\tall", 1),
        ("a.html\tp.txt\t1, 3-2", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named(root: Path, text: str, line: int) -> None:
    (root / "withdrawn.txt").write_text(text)
    with pytest.raises(BuildError) as stop:
        read_withdrawn(root)
    hint = "restore it from the archive's history"
    assert stop.value.problem == Problem(str(root / "withdrawn.txt"), line, "is no line of this register", hint)


def test_a_register_that_is_no_text_is_named(root: Path) -> None:
    (root / "withdrawn.txt").write_bytes(b"\xff")
    with pytest.raises(BuildError) as stop:
        read_withdrawn(root)
    assert stop.value.problem == Problem(str(root / "withdrawn.txt"), 1, "is not UTF-8", "restore it")


def test_the_numbers_of_a_line() -> None:
    assert RegisterLine("a.html", "p.txt", "4-4, 1-2,").ranges == [(4, 4), (1, 2)]
    assert RegisterLine("a.html", "p.txt", "").ranges == []


def hidden(lines: str, **keys: str) -> str:
    return article(source=f"[{{file: p.txt, lines: '{lines}'}}]", **({"withdrawn": WITHDRAWN} | keys))


# the register, what else is in the archive, and whether the build may go on
DECIDED: dict[str, tuple[str, dict[str, str | bytes], bool]] = {
    "the article is there": ("a.html\tp.txt\t1", {"articles/a.md": article()}, True),
    "it is private": ("a.html\tp.txt\t1", {"articles/a.md": article(draft="true")}, True),
    "it was moved": ("a.html\tp.txt\t1", {"articles/c.md": article(aliases="[a.html]")}, True),
    "it is gone": ("x/a.html\tp.txt\t1", {}, False),
    "it is gone, and the page too": ("a.html\tother.txt\t1", {}, True),
    "it is gone, and was all of the page": ("a.html\tp.txt\t", {}, False),
    "the second of two is gone": ("a.html\tp.txt\t1\nx/a.html\tp.txt\t2", {"articles/a.md": article()}, False),
    "another hides the lines": ("a.html\tp.txt\t2-3", {"articles/c.md": hidden("1-4")}, True),
    "another hides just these lines": ("a.html\tp.txt\t2-3", {"articles/c.md": hidden("2-3")}, True),
    "another hides some of them": ("x/a.html\tp.txt\t2-3", {"articles/c.md": hidden("1-2")}, False),
    "another hides the later ones": ("x/a.html\tp.txt\t2-3", {"articles/c.md": hidden("3-4")}, False),
    "two hide some each": ("a.html\tp.txt\t1,4", {"articles/c.md": hidden("1"), "articles/_d.md": hidden("4")}, True),
    "another hides the first only": ("x/a.html\tp.txt\t1,4", {"articles/c.md": hidden("1")}, False),
    "another hides all": ("a.html\tp.txt\t", {"articles/c.md": article(withdrawn=WITHDRAWN, source="[{file: p.txt}]")}, True),
    "another hides all numbers": ("x/a.html\tp.txt\t", {"articles/c.md": hidden("1-4")}, False),
    "another covers words in it": ("a.html\tp.txt\t2", {"articles/c.md": hidden("1-3", withdrawn="", body="bb", redactions=REDACTED).replace("withdrawn: \n", "")}, True),
    "another covers words in the next": ("x/a.html\tp.txt\t4", {"articles/c.md": hidden("1-3", withdrawn="", body="bb", redactions=REDACTED).replace("withdrawn: \n", "")}, False),
    "no line of the page is shown": ("a.html\tp.txt\t1", {"articles/c.md": article(date="never", source="[{file: p.txt}]")}, True),
}  # fmt: skip


@pytest.mark.parametrize(("register", "files", "decided"), DECIDED.values(), ids=DECIDED)
def test_what_hid_lines_has_to_be_there(
    root: Path, make: Make, register: str, files: dict[str, str | bytes], decided: bool
) -> None:
    make(files | {"withdrawn.txt": register})
    archive = read(root)
    if decided:
        check_withdrawn(archive)
        return
    for what in ("is gone", "cannot be read"):
        with pytest.raises(BuildError) as stop:
            check_withdrawn(archive)
        message = f"was withdrawn or redacted and {what}: its lines of “p.txt” would be shown again"
        assert (stop.value.problem.path, stop.value.problem.message) == (
            str(root / "articles/x/a.md") if "x/" in register else str(root / "articles/a.md"),
            message,
        )
        assert stop.value.problem.hint.startswith(
            "put it back; the notice may be all of it. If the words may be shown, take its line out of withdrawn.txt; "
        )
        file = Path(stop.value.problem.path)
        file.parent.mkdir(exist_ok=True)
        file.write_text("no article")
