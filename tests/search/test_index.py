"""The building of the index: complete, the same bytes each time, and what happens when it cannot be built."""

import hashlib
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from site_builder.common.problems import BuildError
from site_builder.common.workers import WorkerPool
from site_builder.search import index as indexing
from site_builder.search import shards
from site_builder.search.cache import LIST
from site_builder.search.document import Document, DocumentRef
from site_builder.search.pagefind.program import program
from site_builder.search.postings import Postings
from tests.bundles import write_bundle
from tests.vectors.documents import make, seed_documents

BUILD = """
import sys
from pathlib import Path
from site_builder.search.postings import Postings
from tests.bundles import write_bundle
from tests.vectors.documents import seed_documents
write_bundle(seed_documents(), Path(sys.argv[1]))
"""


def tree(folder: Path) -> dict[str, str]:
    """Each file with the digest of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SMALLEST", 1500)
    monkeypatch.setattr(shards, "LARGEST", 3000)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once") / "search"
    write_bundle(seed_documents(), folder)
    return folder


def test_report(tmp_path: Path) -> None:
    documents = list(seed_documents())
    seen: list[int] = []
    report = write_bundle(documents, tmp_path / "search", progress=seen.append)
    assert (report.documents, report.shards, report.indexed) == (len(documents), 1, 1)
    assert report.languages == ("en", "ru")
    assert report.files == len(tree(tmp_path / "search"))
    assert seen == [0, len(documents)]
    assert [path.name for path in tmp_path.iterdir()] == ["search"]


def test_no_documents(tmp_path: Path) -> None:
    report = write_bundle([], tmp_path / "search")
    assert (report.documents, report.shards) == (0, 0)
    assert (tmp_path / "search" / "manifest.js").is_file()


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "RAYON_NUM_THREADS": "1", "PAGEFIND_KEEP_INDEX_URL": "true"},
    ],
    ids=["C", "UTF-8"],
)
def test_the_same_bytes_anywhere(tmp_path: Path, bundle: Path, surroundings: dict[str, str]) -> None:
    target = tmp_path / "另 one" / "search"
    target.parent.mkdir()
    one_processor = f"import os; os.umask(0o077); os.sched_setaffinity(0, {{{min(os.sched_getaffinity(0))}}})\n"
    command = [sys.executable, "-c", one_processor + BUILD, str(target)]
    root = Path(__file__).parents[2]
    subprocess.run(command, check=True, cwd=root, env=os.environ | surroundings)
    assert tree(target) == tree(bundle)


def test_the_order_of_input_does_not_matter(tmp_path: Path, bundle: Path) -> None:
    documents = list(seed_documents())
    random.Random(3).shuffle(documents)
    write_bundle(documents, tmp_path / "search")
    assert tree(tmp_path / "search") == tree(bundle)


def test_the_vocabulary_holds_words_of_letters() -> None:
    postings = Postings()
    for language, text in (("en", "西宁 GW20 café 宁 518.7 a"), ("zh-Hans", "宁"), ("en-GB", "a b")):
        postings.add(make(1, (text,), title="t", language=language))
    assert postings.words() == {"en": ["a", "b", "cafe", "gw", "t"], "zh": ["t"]}


def test_no_folder_is_too_full(bundle: Path) -> None:
    assert all(len(list(folder.iterdir())) < 5000 for folder in [bundle, *bundle.iterdir()] if folder.is_dir())


def ref(date: str, href: str, characters: int, digest: bytes = b"") -> DocumentRef:
    """What is known of a document; the text is not needed."""
    return DocumentRef(Document(href, "en", date, date, "", "", (), ()), characters, digest)


def cut(refs: Iterable[DocumentRef]) -> list[shards.Shard]:
    """The shards, oldest first."""
    given = shards.in_order(refs, date=lambda ref: ref.document.date, href=lambda ref: ref.document.href)
    return list(shards.cut(given))


class TestShards:
    """How an archive is cut, and what is not indexed again."""

    def refs(self, count: int) -> Iterator[DocumentRef]:
        for n in range(count):
            date = f"{1990 + n // 365}-{n % 12 + 1:02}-{n % 28 + 1:02}"
            yield ref(date, f"{date}/{n}.html", 300 + n * 7919 % 2000, str(n).encode())

    def test_sizes(self) -> None:
        cuts = cut(self.refs(20_000))
        sizes = [sum(map(shards.cost, shard.documents)) for shard in cuts]
        assert max(sizes) <= shards.LARGEST
        assert min(sizes[:-1]) >= shards.SMALLEST
        assert 0.9 < sum(sizes) / len(sizes) / ((shards.SMALLEST + shards.LARGEST) / 2) < 1.1
        dates = [one.document.date for shard in reversed(cuts) for one in shard.documents]
        assert dates == sorted(dates, reverse=True)
        hrefs = [one.document.href for shard in reversed(cuts) for one in shard.documents]
        assert hrefs == sorted(sorted(hrefs), key=lambda href: href[:10], reverse=True)

    def test_no_more_is_held_than_a_shard(self) -> None:
        taken = 0

        def counted() -> Iterator[DocumentRef]:
            nonlocal taken
            for one in self.refs(20_000):
                taken += 1
                yield one

        given = 0
        for shard in shards.cut(counted()):
            given += len(shard.documents)
            assert taken - given < 1500
        assert given == taken == 20_000

    def test_an_edit_leaves_the_other_shards(self) -> None:
        refs = list(self.refs(20_000))
        longer = ref(refs[100].document.date, refs[100].document.href, 9000, b"edited")
        more = ref("1991-01-01", "1991-01-01/new.html", 500, b"new")
        before = {shard.name for shard in cut(refs)}
        after = {shard.name for shard in cut([*refs[:100], longer, *refs[101:], more])}
        assert len(after - before) <= 3
        assert len(before) > 25

    def test_a_moved_cut_moves_few_others(self) -> None:
        refs = list(self.refs(20_000))
        before = {shard.name for shard in cut(refs)}
        for fewer in (1, 10, 100, 1000):
            assert len({shard.name for shard in cut(refs[fewer:])} - before) <= 5

    @pytest.mark.parametrize("sizes", [[10, 2_000_000, 10], [2_000_000], [2_000_000, 2_000_000, 10]])
    def test_documents_that_are_too_long(self, sizes: list[int]) -> None:
        refs = [ref("2024-01-01", f"{n}.html", size) for n, size in enumerate(sizes)]
        assert [len(shard.documents) for shard in cut(refs)] == [1] * len(sizes)

    def test_undated_documents_are_apart(self) -> None:
        cuts = cut([ref("", "undated/a.html", 10), *self.refs(3)])
        assert [shard.summary()["to"] for shard in cuts] == ["", "1990-03-03"]

    def test_a_cached_build_is_the_same(self, tmp_path: Path, small_shards: None) -> None:
        documents = list(seed_documents())
        first = write_bundle(documents, tmp_path / "a", cache=tmp_path / "cache")
        again = write_bundle(documents, tmp_path / "b", cache=tmp_path / "cache")
        clean = write_bundle(documents, tmp_path / "c")
        assert first.shards == first.indexed == clean.indexed > 3
        assert again.indexed == 0
        assert tree(tmp_path / "a") == tree(tmp_path / "b") == tree(tmp_path / "c")

    def test_an_incremental_build_is_the_same(self, tmp_path: Path, small_shards: None) -> None:
        documents = list(seed_documents())
        write_bundle(documents[:-1], tmp_path / "a", cache=tmp_path / "cache")
        report = write_bundle(documents, tmp_path / "a", cache=tmp_path / "cache")
        write_bundle(documents, tmp_path / "b")
        assert 0 < report.indexed < report.shards
        assert tree(tmp_path / "a") == tree(tmp_path / "b")
        assert len([path for path in (tmp_path / "cache").iterdir() if path.name.startswith("s-")]) == report.shards

    @pytest.mark.parametrize("harm", ["cut short", "changed", "lost", "no list", "list damaged", "more"])
    def test_a_damaged_cache_is_made_again(self, tmp_path: Path, small_shards: None, harm: str) -> None:
        documents = list(seed_documents())
        cache = tmp_path / "cache"
        write_bundle(documents, tmp_path / "a", cache=cache)
        for folder in cache.iterdir():
            file, listed = max(folder.glob("*.js")), folder / LIST
            if harm in ("cut short", "changed"):
                data = file.read_bytes()
                file.write_bytes(data[:-1] if harm == "cut short" else b"x" + data[1:])
            elif harm == "list damaged":
                listed.write_bytes(b"x")
            elif harm == "more":
                (folder / "z.js").touch()
            else:
                (file if harm == "lost" else listed).unlink()
        again = write_bundle(documents, tmp_path / "b", cache=cache)
        assert again.indexed == again.shards
        assert tree(tmp_path / "a") == tree(tmp_path / "b")

    def test_a_cache_that_was_copied_is_good(self, tmp_path: Path, small_shards: None) -> None:
        write_bundle(seed_documents(), tmp_path / "a", cache=tmp_path / "cache")
        shutil.copytree(tmp_path / "cache", tmp_path / "other", copy_function=shutil.copyfile)
        assert write_bundle(seed_documents(), tmp_path / "b", cache=tmp_path / "other").indexed == 0

    @pytest.mark.parametrize("method", ["fork", "spawn"])
    def test_in_other_processes(self, tmp_path: Path, small_shards: None, method: str) -> None:
        with WorkerPool(2, method=method) as pool:
            report = write_bundle(seed_documents(), tmp_path / "a", pool=pool)
        write_bundle(seed_documents(), tmp_path / "b")
        assert report.indexed > 3
        assert tree(tmp_path / "a") == tree(tmp_path / "b")

    def test_a_cache_on_another_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundle: Path) -> None:
        rename = Path.rename

        def refused(path: Path, target: Path) -> Path:
            if path.name == "ours" or path.name.startswith("s-"):
                raise OSError(18, "Invalid cross-device link")
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", refused)
        write_bundle(seed_documents(), tmp_path / "search", cache=tmp_path / "cache")
        assert tree(tmp_path / "search") == tree(bundle)


class TestFailure:
    """Whatever goes wrong is said, and what was there stays."""

    @pytest.fixture
    def folder(self, tmp_path: Path, bundle: Path) -> Path:
        shutil.copytree(bundle, tmp_path / "search")
        return tmp_path / "search"

    def fails(self, folder: Path, message: str, *, executable: Path | None = None, cache: Path | None = None) -> None:
        before = tree(folder.parent)
        with pytest.raises(BuildError, match=message) as caught, pytest.MonkeyPatch.context() as patched:
            if executable:
                patched.setattr(indexing, "program", lambda: executable)
            write_bundle([make(1, ("新的 new",), language="en")], folder, cache=cache)
        assert "Traceback" not in str(caught.value)
        assert {k: v for k, v in tree(folder.parent).items() if not k.startswith("cache")} == before

    def fake(self, folder: Path, *lines: str) -> Path:
        """A program in Pagefind's place."""
        path = folder.parent / "fake-pagefind"
        start = ["#!/bin/sh", 'if [ "$1" = --version ]; then echo pagefind 1.5.2; exit; fi']
        path.write_text("\n".join([*start, *lines]) + "\n")
        path.chmod(0o755)
        return path

    def test_not_installed(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
        self.fails(folder, "Pagefind is not installed")

    def test_cannot_be_run(self, folder: Path) -> None:
        (folder.parent / "text").write_text("not a program")
        self.fails(folder, "does not start", executable=folder.parent / "text")

    def test_another_version(self, folder: Path) -> None:
        other = self.fake(folder)
        other.write_text("#!/bin/sh\necho pagefind 1.6.0\n")
        self.fails(folder, "Pagefind 1.5.2 is needed", executable=other)

    def test_error(self, folder: Path) -> None:
        broken = self.fake(folder, "echo it broke >&2", "exit 3")
        self.fails(folder, "Pagefind ended with code 3: it broke", executable=broken)

    def test_killed(self, folder: Path) -> None:
        self.fails(folder, "Pagefind was killed by signal 9", executable=self.fake(folder, "kill -9 $$"))

    def test_wrote_nothing(self, folder: Path) -> None:
        self.fails(folder, "Pagefind wrote nothing", executable=self.fake(folder, "exit 0"))

    def test_cut_off_its_files(self, folder: Path) -> None:
        cut = 'for f in "$4"/index/*; do echo x > "$f"; done'
        self.fails(folder, "cannot be read", executable=self.fake(folder, f'{program()} "$@"', cut))

    def test_another_script(self, folder: Path) -> None:
        change = 'echo "changed" > "$4"/pagefind.js'
        self.fails(folder, "script is not the one known", executable=self.fake(folder, f'{program()} "$@"', change))

    def test_no_space(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device", "somewhere")

        monkeypatch.setattr(Path, "write_bytes", full)
        self.fails(folder, "No space left on device", cache=folder.parent / "cache")

    def test_broken_documents(self, folder: Path) -> None:
        def documents() -> Iterator[Document]:
            yield make(1, ("一",))
            raise KeyboardInterrupt

        before = tree(folder.parent)
        with pytest.raises(KeyboardInterrupt):
            write_bundle(documents(), folder)
        assert tree(folder.parent) == before


def test_data_is_ascii_scripts(bundle: Path) -> None:
    for path in bundle.rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(bundle).with_suffix("").as_posix())
        assert f"ArchiveSearch.receive({json.dumps(name)}," in text
