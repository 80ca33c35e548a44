"""Writing: never half a site, never somebody else's file."""

import hashlib
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from site_builder.common.problems import BuildError
from site_builder.output.folder import Output
from site_builder.output.manifest import FILE as MANIFEST
from site_builder.output.manifest import read_manifest


def write(folder: Path, files: dict[str, str]) -> Output:
    with Output(folder) as out:
        for address, text in files.items():
            out.write(address, text.encode())
        out.commit()
    return out


def tree(folder: Path) -> dict[str, str]:
    return {f.relative_to(folder).as_posix(): f.read_text() for f in sorted(folder.rglob("*")) if f.is_file()}


def site(folder: Path) -> dict[str, str]:
    return {address: text for address, text in tree(folder).items() if address != MANIFEST}


def test_a_new_output_appears_whole(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    with Output(folder) as out:
        out.write("a/x.html", b"1")
        assert not folder.exists()
        out.commit()
    assert site(folder) == {"a/x.html": "1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".dist.state", "dist"]


def test_the_manifest_is_what_sha256sum_reads(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    write(folder, {"a/西 宁.html": "1", "b.html": "2"})
    assert read_manifest(folder)["b.html"] == hashlib.sha256(b"2").digest()
    check = subprocess.run(["sha256sum", "--check", "--strict", MANIFEST], cwd=folder, capture_output=True, check=False)
    assert check.returncode == 0


def test_only_what_changed_is_touched(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    write(folder, {"a.html": "1", "b.html": "1", "old/c.html": "1"})
    before = (folder / "a.html").stat()
    out = write(folder, {"a.html": "1", "b.html": "2", "new/d.html": "1"})
    assert site(folder) == {"a.html": "1", "b.html": "2", "new/d.html": "1"}
    assert (out.written, out.unchanged, out.removed) == (2, 1, 1)
    assert (folder / "a.html").stat().st_mtime_ns == before.st_mtime_ns
    assert not (folder / "old").exists()


def test_what_we_did_not_make_stays(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    write(folder, {"a.html": "1", "b.html": "1"})
    (folder / "mine.txt").write_text("mine")
    (folder / ".nojekyll").write_text("")
    out = write(folder, {"a.html": "1"})
    assert site(folder) == {"a.html": "1", "mine.txt": "mine", ".nojekyll": ""}
    assert [problem.path for problem in out.problems] == [str(folder / "mine.txt")]


def test_a_file_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "a.html").write_text("mine")
    (folder / "b.html").write_text("same")
    out = write(folder, {"a.html": "1", "b.html": "same"})
    assert site(folder) == {"a.html": "mine", "b.html": "same"}
    assert "in the way" in out.problems[0].message
    assert "b.html" in read_manifest(folder)


@pytest.mark.parametrize("addresses", [("a.html", "A.html"), ("x/\u00e9.html", "x/e\u0301.html")])
def test_two_files_that_some_systems_take_for_one(tmp_path: Path, addresses: tuple[str, str]) -> None:
    out = write(tmp_path / "dist", dict.fromkeys(addresses, "1"))
    assert len(out.problems) == 1
    assert site(tmp_path / "dist") == {addresses[0]: "1"}


def test_an_error_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    write(folder, {"a.html": "1"})
    before = tree(folder)
    with pytest.raises(RuntimeError), Output(folder) as out:
        out.write("a.html", b"2")
        raise RuntimeError
    assert tree(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".dist.state", "dist"]


@pytest.mark.parametrize("after", range(1, 14))
def test_what_a_kill_left_is_finished_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    folder = tmp_path / "dist"
    old = {f"{n}.html": "1" for n in range(8)}
    new = {f"{n}.html": "2" for n in range(4, 12)}
    write(folder, old)
    moves = 0
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == after:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with suppress(KeyboardInterrupt):
        write(folder, new)
    monkeypatch.undo()
    assert set(site(folder).values()) <= {"1", "2"}
    corrected = dict.fromkeys(new, "3")
    out = write(folder, corrected)
    assert not out.problems
    assert site(folder) == corrected


def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "dist"
    write(folder, {"a.html": "1"})
    before = tree(folder)

    real = open

    def full(file: Any, mode: str = "r", **more: Any) -> Any:
        if "x" in mode:
            raise OSError(28, "No space left on device")
        return real(file, mode, **more)

    monkeypatch.setattr("builtins.open", full)
    with pytest.raises(BuildError, match="No space left"), Output(folder) as out:
        out.write("a.html", b"2")
    monkeypatch.undo()
    assert tree(folder) == before


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with Output(tmp_path / "dist") as first:
        first.write("a.html", b"1")
        with pytest.raises(BuildError, match="another build"), Output(tmp_path / "dist"):
            pass
        first.commit()
    assert site(tmp_path / "dist") == {"a.html": "1"}


def test_an_output_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "dist").symlink_to(tmp_path / "real")
    for text in ("1", "2"):
        write(tmp_path / "dist", {"a.html": text})
        assert site(tmp_path / "real") == {"a.html": text}
    assert (tmp_path / "dist").is_symlink()


def test_a_mounted_output_keeps_its_staging_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda self: self == folder)
    for text in ("1", "2"):
        write(folder, {"a.html": text})
        assert (folder / "a.html").read_text() == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["stick"]


@pytest.mark.parametrize("addresses", [("a", "a/b"), ("a/b", "a"), ("x/a.html", "x/A.html/c/d")])
def test_a_file_cannot_be_a_folder_too(tmp_path: Path, addresses: tuple[str, str]) -> None:
    out = write(tmp_path / "dist", dict.fromkeys(addresses, "1"))
    assert len(out.problems) == 1
    assert site(tmp_path / "dist") == {addresses[0]: "1"}


def test_many_foreign_files_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "dist", {"a.html": "1"})
    for number in range(30):
        (tmp_path / "dist" / f"{number}.txt").write_text("mine")
    (problem,) = write(tmp_path / "dist", {"a.html": "1"}).problems
    assert "30 files" in problem.message


@pytest.mark.parametrize(("count", "full"), [(5000, False), (5001, True)])
def test_a_folder_of_too_many_files_is_named(tmp_path: Path, count: int, full: bool) -> None:
    folder = tmp_path / "dist"
    with Output(folder) as out:
        for number in range(count):
            out.write(f"a/{number}.html", b"")
        out.write("b/x.html", b"")
        out.commit()
    assert [(problem.path, problem.message) for problem in out.problems] == (
        [("a", "holds 5001 files, over 5000")] if full else []
    )
