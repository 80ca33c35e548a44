"""Builds that end before their time: killed, stopped with Ctrl+C, or out of space. None leaves any harm.

The archive is large enough for processes, and so changed between two editions that every page is written anew.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from site_builder.common.workers import FEW
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from tests.conftest import article

KILLS = int(os.environ.get("KILLS", "50"))
PARTS = 2
ARTICLES = FEW + 24

Files = dict[str, bytes]


def write_edition(root: Path, edition: str) -> None:
    """Two editions: all pages differ, some articles are in one of them only, a file of one is a folder of the other."""
    shutil.rmtree(root / "articles", ignore_errors=True)
    shutil.rmtree(root / "media", ignore_errors=True)
    (root / "published.txt").unlink(missing_ok=True)  # what is gone is meant to be gone
    for number in range(ARTICLES):
        if number % 20 == (edition == "new"):
            continue
        folder = root / f"articles/2024/{number % 9 + 1:02}" / ("x" if number % 2 else edition)
        folder.mkdir(parents=True, exist_ok=True)
        text = article(
            f"{edition} {number}", f"2024-{number % 9 + 1:02}-{number % 4 + 1:02}", f"Words {edition}.\n" * 5
        )
        (folder / f"a{number}.md").write_text(text, encoding="utf-8")
    (root / "archive.yaml").write_text(
        f"title: Archive, {edition}\nid: urn:x\nbase_url: https://example.org/\n", encoding="utf-8"
    )
    scan = root / ("media/scan" if edition == "old" else "media/scan/1.png")
    scan.parent.mkdir(parents=True, exist_ok=True)
    scan.write_text(edition)


def content(folder: Path) -> Files:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class Site:
    """An archive, its output, and what a clean build makes of each edition."""

    def __init__(self, home: Path) -> None:
        self.home, self.root, self.output = home, home / "archive", home / "dist"
        self.clean: dict[str, Files] = {}
        for edition in ("new", "old"):
            write_edition(self.root, edition)
            build(self.root, home / "clean", with_search=False)
            self.clean[edition] = content(home / "clean")
        shutil.rmtree(home / "clean")
        shutil.rmtree(home / ".clean.state")
        self.edition = "old"
        self.finish()

    def change(self) -> str:
        """The archive becomes the other edition; returns the one that is in the output."""
        before = self.edition
        self.edition = "new" if before == "old" else "old"
        write_edition(self.root, self.edition)
        return before

    def start(self, **environment: str) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable,
            "-m",
            "site_builder",
            "build",
            str(self.root),
            "--output",
            str(self.output),
            "--no-search",
        ]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, stdout=pipe, stderr=pipe, start_new_session=True, env={**os.environ, **environment}
        )

    def finish(self) -> None:
        """A build that nobody disturbs: the clean one, with nothing beside it but the state."""
        build(self.root, self.output, with_search=False, options=BuildOptions(jobs=2))
        assert_same(content(self.output), self.clean[self.edition])
        self.assert_tidy()

    def assert_tidy(self) -> None:
        assert sorted(file.name for file in self.home.iterdir() if file.name != "limit") == [
            ".dist.state",
            "archive",
            "dist",
        ]
        assert {file.name for file in (self.home / ".dist.state").iterdir()} <= {
            "lock",
            "state",
            "state.new",
            "memory",
            "memory.new",
            "templates",
        }
        assert not list(self.root.glob("*.new"))

    def assert_whole(self, before: str) -> None:
        """Every file is one of the old site or of the new; those of both are there."""
        old, new, there = self.clean[before], self.clean[self.edition], content(self.output)
        torn = [name for name, data in there.items() if name != MANIFEST and data not in (old.get(name), new.get(name))]
        assert torn == []
        assert sorted(old.keys() & new.keys() - there.keys()) == []


MANIFEST = "manifest-sha256.txt"


def assert_same(there: Files, wanted: Files) -> None:
    assert sorted(there) == sorted(wanted)
    assert [name for name in wanted if there[name] != wanted[name]] == []


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def living(group: int) -> list[int]:
    """The processes of a group; what is dead and not yet buried does not count."""
    if not Path("/proc/self/stat").exists():
        said = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in said.splitlines()]
        return [int(row[0]) for row in rows if int(row[1]) == group and not row[2].startswith("Z")]
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (place / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(place.name))
    return found


def wait_for(what: "Iterator[bool]", seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    for done in what:
        if done or time.monotonic() > end:
            return
        time.sleep(0.002)


def nobody_left(group: int) -> bool:
    wait_for((not living(group) for _ in iter(int, 1)), 20)
    return not living(group)


def length_of_a_build(site: Site) -> float:
    site.change()
    began = time.monotonic()
    process = site.start()
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    return time.monotonic() - began


@pytest.mark.parametrize("part", range(PARTS))
def test_a_killed_build_leaves_complete_files_and_nobody_behind(site: Site, part: int) -> None:
    choose = random.Random(part)
    length = length_of_a_build(site)
    cut_short = 0
    for _ in range(KILLS // PARTS):
        before = site.change()
        process = site.start()
        # Half of them late, when files are moved.
        time.sleep(length * choose.choice((choose.uniform(0, 1), choose.uniform(0.7, 1.1))))
        if choose.random() < 0.5:
            process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        cut_short += process.returncode == -signal.SIGKILL
        site.assert_whole(before)
        if choose.random() < 0.5:
            assert nobody_left(process.pid)
        site.finish()
        assert nobody_left(process.pid)
    assert cut_short > KILLS // PARTS // 3


@pytest.mark.parametrize("method", ["", "spawn"])
def test_ctrl_c_stops_a_build_without_ado(site: Site, method: str) -> None:
    choose = random.Random(0)
    (site.home / "limit").mkdir()
    environment = {}
    if method:
        (site.home / "limit/sitecustomize.py").write_text(
            "import site_builder.common.workers as c\nc._usual_method = lambda: 'spawn'\n"
        )
        environment["PYTHONPATH"] = str(site.home / "limit")
    length = length_of_a_build(site)
    stopped = 0
    for _ in range(6 if method else 12):
        before = site.change()
        process = site.start(**environment)
        wait_for(process.poll() is not None or (site.home / ".dist.staging").exists() for _ in iter(int, 1))
        time.sleep(choose.uniform(0, length * 0.7))
        with suppress(ProcessLookupError):  # it may have ended
            os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate()
        assert b"Traceback" not in errors, errors.decode()
        if process.returncode == 130:
            stopped += 1
            assert errors.strip() == b"stopped"
        else:  # it had just come to its end: Python itself may be interrupted on its way out
            assert process.returncode in (0, -signal.SIGINT), errors.decode()
            assert_same(content(site.output), site.clean[site.edition])
        site.assert_whole(before)
        site.assert_tidy()
        assert nobody_left(process.pid)
        site.finish()
    assert stopped > 2


# A disk of a given size, for a process and all it starts, without any privilege: bytes that are written, and folders
# that are made below HOME are counted; what is over the limit is refused as a full disk refuses it.
LIMITED = """
import builtins, errno, fcntl, io, os
HOME, LOG, LIMIT = os.environ["DISK_HOME"], os.environ["DISK_LOG"], int(os.environ["DISK_LIMIT"])

def take(size, path):
    log = os.open(LOG, os.O_RDWR | os.O_APPEND | os.O_CREAT)
    try:
        fcntl.flock(log, fcntl.LOCK_EX)
        end = os.pread(log, 1 << 24, 0).splitlines()[-1:]
        used = int(end[0].split()[0]) if end else 0
        if used + size > LIMIT:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        os.write(log, f"{used + size} {path}\\n".encode())
    finally:
        os.close(log)

class Limited(io.FileIO):
    def write(self, data):
        take(len(data), self.name)
        return super().write(data)

def limited(real):
    def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, *more, **options):
        inside = isinstance(file, (str, os.PathLike)) and os.fspath(file).startswith(HOME)
        if not inside or not set(mode) & set("wxa+"):
            return real(file, mode, buffering, encoding, errors, newline, *more, **options)
        raw = Limited(os.fspath(file), mode.replace("b", "").replace("t", ""), opener=options.get("opener"))
        if "b" in mode:
            return raw if buffering == 0 else io.BufferedWriter(raw)
        return io.TextIOWrapper(io.BufferedWriter(raw), encoding or "utf-8", errors, newline)
    return open

def mkdir(path, mode=0o777, *, dir_fd=None, real=os.mkdir):
    if os.fspath(path).startswith(HOME) and not os.path.isdir(path):
        take(4096, path)
    real(path, mode, dir_fd=dir_fd)

builtins.open = io.open = limited(io.open)
os.mkdir = mkdir
"""


class Disk:
    """Runs builds of a site on such a disk."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder, self.log = site, folder, folder / "log"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(LIMITED)

    def build(self, limit: int) -> tuple[int, str]:
        """The exit code, and what was said of faults."""
        self.log.unlink(missing_ok=True)
        process = self.site.start(
            PYTHONPATH=str(self.folder), DISK_HOME=str(self.site.home), DISK_LOG=str(self.log), DISK_LIMIT=str(limit)
        )
        _, errors = process.communicate()
        assert nobody_left(process.pid)
        return process.returncode, errors.decode()

    def used(self) -> list[tuple[int, str]]:
        """(bytes so far, file) for each write of the last build."""
        lines = self.log.read_text().splitlines()
        return [(int(used), path) for used, _, path in (line.partition(" ") for line in lines)]


def limits(used: list[tuple[int, str]]) -> list[int]:
    """Some while pages are drawn, and some just before and within each of the last files, manifest and state."""
    whole = used[-1][0]
    first_listing = next(
        number for number, (_, path) in enumerate(used) if "manifest" in path or path.endswith("/.new")
    )
    late = [used[number - 1][0] for number in range(first_listing, len(used))]
    return [0, 5000, whole // 10, whole // 2, *late[:3], *(place + 100 for place in late[:3]), *late[-2:], whole - 10]


def test_a_full_disk_changes_nothing_and_says_so(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    disk = Disk(site, tmp_path_factory.mktemp("disk") / "limit")
    site.change()
    assert disk.build(1 << 40) == (0, "")
    used = disk.used()
    assert any("/.dist.state/state" in path for _, path in used)
    refused = 0
    for limit in limits(used):
        before = site.change()
        code, said = disk.build(limit)
        assert "Traceback" not in said
        assert code in (0, 2), said
        if code:
            refused += 1
            assert "No space left on device" in said
            assert_same(content(site.output), site.clean[before])
        else:  # only what saves time had no room
            assert_same(content(site.output), site.clean[site.edition])
        site.assert_tidy()
        site.finish()
    assert refused >= 8


# The same on a file system that is really full, where one may be mounted: as root, or as one's own root.
ON_TMPFS = """
import shutil, subprocess, sys
from pathlib import Path
from tests.pipeline.test_kill import content
home, disk, size = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], check=True)
shutil.copytree(home / "archive", disk / "archive")
shutil.copytree(home / "dist", disk / "dist")
command = [sys.executable, "-m", "site_builder", "build", disk / "archive", "--output", disk / "dist", "--no-search"]
done = subprocess.run(command, capture_output=True, text=True)
assert done.returncode == 2, done
assert "No space left on device" in done.stderr and "Traceback" not in done.stderr, done.stderr
assert content(disk / "dist") == content(home / "dist")
assert sorted(path.name for path in disk.iterdir()) == [".dist.state", "archive", "dist"]
subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
subprocess.run(command, check=True, capture_output=True)
shutil.copytree(disk / "dist", home / "made")
"""

WAYS = [
    way
    for way in (["unshare", "-m"], ["unshare", "-Urm"])
    if shutil.which("unshare")
    and not subprocess.run([*way, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False).returncode
]


@pytest.mark.parametrize("way", WAYS[:1])
def test_a_small_file_system(site: Site, tmp_path_factory: pytest.TempPathFactory, way: list[str]) -> None:
    site.change()
    disk = tmp_path_factory.mktemp("disk")
    pages = 4 * (len(list(site.root.rglob("*"))) + len(list(site.output.rglob("*"))))  # KB: a file takes 4 at least
    whole = pages + sum(file.stat().st_size for file in site.output.rglob("*")) // 1024
    for size in (whole, whole * 5 // 4):
        command = [*way, sys.executable, "-c", ON_TMPFS, str(site.home), str(disk), str(size)]
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert_same(content(site.home / "made"), site.clean[site.edition])
        shutil.rmtree(site.home / "made")
