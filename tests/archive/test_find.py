"""Which files are articles, what is said of those that are none, and what is heeded of them all the same."""

from pathlib import Path

import pytest

from site_builder.archive.config import Config
from site_builder.archive.find import find_articles, is_ignored
from site_builder.archive.read import Archive, read_archive
from site_builder.common.problems import BuildError, Problem
from tests.conftest import Make, article

WITHDRAWN = "{date: 2024-05-01, reason: Court order}"
SOURCE = "[{file: p.txt, lines: '2-3'}]"
PAGE: dict[str, str | bytes] = {"pages/p.txt": "a\nb\nc\nd\n"}


def read(root: Path) -> tuple[Archive, list[Problem]]:
    return read_archive(root, Config(title="x"))


def told(root: Path, problems: list[Problem]) -> list[tuple[str, str, str, str]]:
    """Level, path below the archive, message and hint of each, in order."""
    return sorted((one.level, Path(one.path).relative_to(root).as_posix(), one.message, one.hint) for one in problems)


NOT_MD = ("is not read: an article is a file that ends in .md", "rename it")
ASIDE = "rename it, or put it elsewhere if that is meant"
RENAME = "rename the file or its folder"

# files, the articles that are found among them, what is said
FOUND: dict[str, tuple[dict[str, str | bytes], list[str], list[tuple[str, str, str, str]]]] = {
    "no folder": (
        {"pages/p.txt": "a"}, [],
        [("error", "articles", "there is no such folder", "make it, and put articles into it")],
    ),
    "other endings": (
        {"articles/a.txt": article(), "articles/b.md": article(), "articles/c.docx": b"x", "articles/d.css": "x"},
        ["b.md"],
        [("warning", f"articles/{name}", *NOT_MD) for name in ("a.txt", "c.docx", "d.css")],
    ),
    "pictures and documents": (
        {"articles/a.md": article(), "articles/a.jpg": b"x", "articles/b.PDF": b"x"}, ["a.md"], [],
    ),
    "reserved names": (
        {"articles/tags/a.md": article(), "articles/x/index.md": article(), "articles/y/b.md": article()}, ["y/b.md"],
        [
            ("error", "articles/tags/a.md", "cannot be an address: “tags” is the name of one of the site's own pages", RENAME),
            ("error", "articles/x/index.md", "cannot be an address: “index” is the name of a list of articles", RENAME),
        ],
    ),
    "capitals": (
        {f"articles/{name}.md": article() for name in ("B/x", "b/X", "b/x", "c")}, ["B/x.md", "c.md"],
        [
            ("error", f"articles/{name}.md", "cannot be an address: differs from B/x.md in capitals or accents only", RENAME)
            for name in ("b/X", "b/x")
        ],
    ),
    "put aside": (
        {
            f"articles/{name}": article()
            for name in ("_a.md", ".b.md", "_c/x.md", "_c/y.md", "X/_e/z.md", "d/.f/_g/z.md", "_H.MD", "i_/j_.md")
        },
        ["i_/j_.md"],
        [
            ("warning", "articles/.b.md", "is not published: the name begins with “.”", ASIDE),
            ("warning", "articles/X/_e", "1 articles in it are not published: the name begins with “_”", ASIDE),
            ("warning", "articles/_H.MD", "is not published: the name begins with “_”", ASIDE),
            ("warning", "articles/_a.md", "is not published: the name begins with “_”", ASIDE),
            ("warning", "articles/_c", "2 articles in it are not published: the name begins with “_”", ASIDE),
            ("warning", "articles/d/.f", "1 articles in it are not published: the name begins with “.”", ASIDE),
        ],
    ),
    "beside what macOS writes": (
        {"articles/._a.md": b"\0\5\x16\7withdrawn", "articles/._b.md": article(), "articles/a.md": article()}, ["a.md"],
        [("warning", "articles/._b.md", "is not published: the name begins with “.”", ASIDE)],
    ),
    "a picture under a name of text": (
        {"articles/a.md.jpg": article(withdrawn=WITHDRAWN), "articles/b.WOFF": "withdrawn: x"}, [],
        [("warning", "articles/b.WOFF", *NOT_MD)],
    ),
    "aside and not readable": (
        PAGE | {"articles/_a.md": article(date="never", source=SOURCE)}, [],
        [
            ("error", "pages/p.txt", "no line of it is shown: articles/_a.md names it and cannot be read",
             "mend the article: its lines may be withdrawn"),
            ("warning", "articles/_a.md", "is not published: the name begins with “_”", ASIDE),
        ],
    ),
    "reserved and not readable": (
        PAGE | {"articles/tags/a.md": article(date="never", source=SOURCE)}, [],
        [
            ("error", "articles/tags/a.md", "cannot be an address: “tags” is the name of one of the site's own pages", RENAME),
            ("error", "pages/p.txt", "no line of it is shown: articles/tags/a.md names it and cannot be read",
             "mend the article: its lines may be withdrawn"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "articles", "said"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    make: Make, files: dict[str, str | bytes], articles: list[str], said: list[tuple[str, str, str, str]]
) -> None:
    root = make(files)
    archive, problems = read(root)
    assert sorted(one.name for one in archive.articles) == articles
    assert told(root, problems) == said


def test_what_may_stand_beside_an_article(make: Make) -> None:
    names = ("a.jpg", "b/c.PDF", "d.md", "e.css", "f.mp3")
    archive, _ = read(make({f"articles/{name}": article() for name in names}))
    assert [one.name for one in archive.attachments] == ["a.jpg", "b/c.PDF", "f.mp3"]


def test_what_is_aside_is_read_all_the_same(make: Make) -> None:
    names = ("_a.md", "tags/b.md", "A.md", "a.md", "_w.md", "c/_d/e.md")
    files = {f"articles/{name}": article(withdrawn=WITHDRAWN) if "w" in name else article() for name in names}
    archive, _ = read(make(files))
    assert [one.name for one in archive.ignored] == ["_a.md", "c/_d/e.md"]
    assert [Path(name).name for name in archive.withheld.withdrawn] == ["_w.md"]
    assert [one.name for one in archive.withdrawn] == []


@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        ("a.md", False),
        ("Xa.md", False),
        ("a_b/c_.md", False),
        ("_a.md", True),
        (".a.md", True),
        ("a/_b.md", True),
        ("a/.b/c.md", True),
    ],
)
def test_names_that_put_a_file_aside(name: str, ignored: bool) -> None:
    assert is_ignored(name) is ignored


KEY = "may be a withdrawn article, or redacted: unknown key “withdrwan”: is it meant to be “withdrawn”?"
INNER = "may be a withdrawn article, or redacted: the key “params.withdrawn” is not known"
WAYS = (
    "write “withdrawn: {date: …, reason: …}” or “redactions: [{text: …, date: …, reason: …}]” for that, or rename the"
    " key; "
)

# Files of which the first stops the build, with line, message and the hint's beginning.
STOPPED: dict[str, tuple[dict[str, str | bytes], int, str, str]] = {
    "a key": ({"articles/a.md": article(withdrwan="x")}, 4, KEY, ""),
    "a key of what is aside and cannot be read": ({"articles/_a.md": article(withdrwan="x")}, 4, KEY, ""),
    "a key inside another": ({"articles/a.md": article(params="{withdrawn: x}")}, 0, INNER, WAYS),
    "a key of what is aside": ({"articles/_a.md": article(params="{withdrawn: x}")}, 0, INNER, WAYS),
    "a key of what is refused": ({"articles/tags/a.md": article(params="{withdrawn: x}")}, 0, INNER, WAYS),
    "refused": (
        {"articles/tags/a.md": article(withdrawn=WITHDRAWN)},
        0,
        "a withdrawn article cannot be an address: “tags” is the name of one of the site's own pages",
        f"{RENAME}; ",
    ),
    "another ending": (
        {"articles/a.txt": article(withdrawn=WITHDRAWN)},
        0,
        "a withdrawn article is not read: an article is a file that ends in .md",
        "rename it; ",
    ),
    "a twin": (
        {"articles/a.md": article(), "articles/A.md": article(withdrawn=WITHDRAWN)},
        0,
        "a withdrawn article cannot be an address: differs from A.md in capitals or accents only",
        f"{RENAME}; ",
    ),
}


@pytest.mark.parametrize(("files", "line", "message", "hint"), STOPPED.values(), ids=STOPPED)
def test_what_stops_the_build_is_told(
    make: Make, files: dict[str, str | bytes], line: int, message: str, hint: str
) -> None:
    root = make(files)
    with pytest.raises(BuildError) as stop:
        read(root)
    problem = stop.value.problem
    assert (problem.path, problem.line, problem.message) == (str(root / next(iter(files))), line, message)
    why = "nothing is published until this is mended: text that was withdrawn might appear again"
    assert problem.hint == hint + why


def test_a_file_that_cannot_be_opened_stops_the_build(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make({"articles/a.md": article(date="never")})

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(f"{find_articles.__module__}.beginning", refuse)
    with pytest.raises(BuildError) as stop:
        read(root)
    assert stop.value.problem.path == str(root / "articles/a.md")
    assert stop.value.problem.message == "cannot be read: Permission denied"


@pytest.mark.parametrize("name", ["articles", "pages"])
def test_a_folder_that_leads_out_of_the_archive_is_not_empty(make: Make, tmp_path: Path, name: str) -> None:
    root = make({"articles/a.md": article(), "pages/p.txt": "a"})
    (root / name).rename(tmp_path / "elsewhere")
    (root / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuildError) as stop:
        read(root)
    assert stop.value.problem == Problem(
        str(root / name), 0, "is a link that leads out of the archive",
        "put a copy of the folder here, or move the whole archive",
    )  # fmt: skip


def test_a_link_out_of_the_folder_is_left_out_and_may_be_private(make: Make, tmp_path: Path) -> None:
    root = make(PAGE | {"articles/a.md": article()})
    (tmp_path / "outside.md").write_text(article(draft="true", source=SOURCE))
    (root / "articles/B.MD").symlink_to(tmp_path / "outside.md")
    (root / "articles/c.jpg").symlink_to(tmp_path / "outside.md")
    archive, problems = read(root)
    reason = "is left out: the link leads out of the folder"
    assert told(root, problems) == [
        ("warning", f"articles/{name}", reason, "put a copy of the file here") for name in ("B.MD", "c.jpg")
    ]
    assert [(one.first, one.last) for one in archive.withheld.lines["p.txt"]] == [(2, 3)]
