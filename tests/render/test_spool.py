"""The words of bodies on their way from the page to the index: nothing is converted twice, and nothing depends on it."""

import io
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_builder.common.workers import WorkerPool
from site_builder.markdown.convert import Converted, convert
from site_builder.pipeline import indexing, run
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from site_builder.render import body
from site_builder.render.spool import Spool, read_words
from tests.conftest import Make, article

# What stands on a page otherwise than in the index, or is asked of the archive.
BODIES = [
    "Plain words.\n\n招商引资\n西宁",
    "A picture: ![of a horse](https://example.net/horse.png) and ![one](media/p.png) and ![none](media/q.png).",
    "[Linked](a0.md), [lost](gone.md), [hidden](private.md), [elsewhere](https://example.net/), [below](../a0.md).",
    "Lost {gap: torn} and {supplied: given} words; ███ covered; <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字</ruby>.",
    "A note[^1] and *marks*.\n\n[^1]: Its words.\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    "<div>Raw <b>words</b></div>\n\n- a list\n- of lines\n\n> quoted",
    "",
]


@pytest.fixture
def archive(make: Make) -> Path:
    """Several bodies of each form, some with notes, in batches of three."""
    texts = {
        f"articles/a{n}.md": article(
            f"T{n}", f"2024-01-{n + 1:02}", BODIES[n % len(BODIES)], notes="[{at: words, text: N}]"
        )
        for n in range(21)
    }
    return make({**texts, "articles/private.md": article("P", draft="true"), "media/p.png": "picture"})


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a little work is shared."""
    real = WorkerPool.map
    monkeypatch.setattr(WorkerPool, "map", lambda self, function, work, **_: real(self, function, work, few=4, batch=3))


def bundle_of(site: Path) -> dict[str, bytes]:
    """The files of the search, by their path."""
    files = (path for path in (site / "search").rglob("*.js"))
    return {str(path.relative_to(site)): path.read_bytes() for path in files}


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Counter[str]]:
    """How often each body was converted since the last time, in whatever process."""
    log = tmp_path / "converted"
    log.touch()

    def noted(text: str, *rest: Any, **options: Any) -> Converted:
        with log.open("a") as file:
            file.write(repr(text) + "\n")
        return convert(text, *rest, **options)

    def counted() -> Counter[str]:
        count = Counter(log.read_text().splitlines())
        log.write_text("")
        return count

    monkeypatch.setattr(body, "convert", noted)
    return counted


@pytest.mark.parametrize(
    "options", [BuildOptions(jobs=1), BuildOptions(jobs=2, method="fork")], ids=["here", "elsewhere"]
)
@pytest.mark.usefixtures("busy")
def test_no_body_is_converted_twice(
    make: Make, tmp_path: Path, converted: Callable[[], Counter[str]], options: BuildOptions
) -> None:
    texts = {f"articles/a{n}.md": article(f"T{n}", "2024-01-05", f"Body {n}.") for n in range(30)}
    root = make(texts)
    build(root, tmp_path / "site", options=options)
    assert converted() == {repr(f"Body {n}."): 1 for n in range(30)}
    (root / "articles/a3.md").write_text(article("T3", "2024-01-05", "Body 3, edited."))
    build(root, tmp_path / "site", options=options)
    # Of a shard that is made again the pages were not: the other bodies are converted once, for the index.
    assert converted() == {repr(f"Body {n}, edited." if n == 3 else f"Body {n}."): 1 for n in range(30)}
    (root / "archive.yaml").write_text("title: Another\n")
    build(root, tmp_path / "site", options=options)
    assert sum(converted().values()) == 30  # for the pages, all of which are new; the index is as it was


class _FullDisk(io.BytesIO):
    """Takes nothing, or nothing more at its end."""

    def __init__(self, when: str) -> None:
        super().__init__()
        self.when = when

    def writelines(self, lines: Any) -> None:
        if self.when == "written":
            raise OSError(28, "No space left on device")

    def close(self) -> None:
        if self.when == "closed" and not self.closed:
            super().close()
            raise OSError(28, "No space left on device")


def _harm_files(monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], None]) -> list[Path]:
    """Does something to each file of the spool, when all pages are rendered."""
    harmed = []

    def index(context: Any, *rest: Any) -> None:
        for path in context.out.scratch.iterdir():
            if path.is_file():
                harmed.append(path)
                harm(path)
        indexing.index(context, *rest)

    monkeypatch.setattr(run, "index", index)
    return harmed


def _refused(**_: object) -> None:
    raise OSError(28, "No space left on device")


def _full(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    def opened(handle: int, *_: object, **__: object) -> _FullDisk:
        os.close(handle)
        return _FullDisk(when)

    monkeypatch.setattr(os, "fdopen", opened)


HARMS: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "no file can be made": lambda patch: patch.setattr(tempfile, "mkstemp", _refused),
    "the disk is full": lambda patch: _full(patch, "written"),
    "the disk is full at the end": lambda patch: _full(patch, "closed"),
}
AFTERWARDS: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut within a length": lambda path: os.truncate(path, 2),
    "emptied": lambda path: os.truncate(path, 0),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "no text": lambda path: path.write_bytes(b"\xff" * path.stat().st_size),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("harm", [*HARMS, *AFTERWARDS])
@pytest.mark.usefixtures("busy")
def test_without_its_words_the_index_is_the_same(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    options = BuildOptions(jobs=1)
    clean = build(archive, tmp_path / "clean", options=options)
    if harm in HARMS:
        HARMS[harm](monkeypatch)
        report = build(archive, tmp_path / "site", options=options)
    else:
        harmed = _harm_files(monkeypatch, AFTERWARDS[harm])  # type: ignore[arg-type]
        report = build(archive, tmp_path / "site", options=options)
        assert harmed
    assert report.problems == clean.problems
    assert bundle_of(tmp_path / "site") == bundle_of(tmp_path / "clean")
    assert len(bundle_of(tmp_path / "site")) > 8


def test_words_of_pages_that_are_kept_and_of_new_ones_make_the_same(archive: Path, tmp_path: Path) -> None:
    """An edited body comes by the spool, those beside it in their shard from their files."""
    build(archive, tmp_path / "site")
    for number, text in ((0, "Other words, 招商."), (2, BODIES[3]), (9, BODIES[1] + " More.")):
        (archive / f"articles/a{number}.md").write_text(article(f"T{number}", f"2024-01-{number + 1:02}", text))
        build(archive, tmp_path / "site")
        build(archive, tmp_path / f"clean{number}")
        assert bundle_of(tmp_path / "site") == bundle_of(tmp_path / f"clean{number}")


def test_what_is_put_is_read(tmp_path: Path) -> None:
    bodies = [body.Body("<p>一</p><p>two</p>"), body.Body(""), body.Body("<p>" + "x" * 100_000 + "</p>")]
    with Spool(str(tmp_path)) as taken:
        places = [taken.put(one) for one in bodies]
    assert [place and read_words(place) for place in places] == [one.texts for one in bodies]


def test_without_a_folder_nothing_is_taken() -> None:
    with Spool("") as taken:
        assert taken.put(body.Body("<p>x</p>")) is None
