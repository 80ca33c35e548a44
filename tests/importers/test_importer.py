"""The shape of an importer: what is common to all knows none of them; a further one is a module and a line in a table."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.checks.audit import audit
from site_builder.cli import cli
from site_builder.common.problems import BuildError
from site_builder.importers import registry
from site_builder.importers.base import Importer, ImportOptions, InputFile, NewFile
from site_builder.importers.batch import import_files, inputs_in
from site_builder.importers.pagetext import importer as pagetext
from site_builder.pipeline.build import build
from tests.conftest import Make
from tests.importers import notes

SHAPES: tuple[Importer, ...] = (pagetext, notes)  # which mypy compares
NOTES = "1998-01-09\n# Tea is early\nThe tea harvest began.\n# Tea is early\nAt the market, too.\n"
PICTURE = b"\x89PNG\r\n\x1a\n, and so on"


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    importers = {"pagetext": registry.IMPORTERS["pagetext"], "notes": "tests.importers.notes"}
    monkeypatch.setattr(registry, "IMPORTERS", importers)


@pytest.fixture
def root(make: Make) -> Path:
    return make(settings="title: Archive\nlanguage: en\n")


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "in" / "tea.note"
    file.parent.mkdir()
    file.write_text(NOTES, encoding="utf-8")
    file.with_suffix(".png").write_bytes(PICTURE)
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def tree(root: Path) -> dict[str, bytes]:
    files = sorted(file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def test_drafts_and_files_of_another_importer(root: Path, note: Path, tmp_path: Path) -> None:
    result = run(note, "--into", root)
    assert result.exit_code == 0, result.output
    assert "2 drafts written" in result.output
    assert "tea   1998-01-09" in result.output
    found = tree(root)
    del found["archive.yaml"]
    assert list(found) == [
        "articles/1998/01/09/tea-is-early-2.md", "articles/1998/01/09/tea-is-early.md", "imports/tea.yaml", "media/tea.png",
    ]  # fmt: skip
    assert found["media/tea.png"] == PICTURE
    archive, problems = read_archive(root, load_config(root))
    assert not problems
    assert not archive.sources
    assert not audit(archive).problems
    assert not build(root, tmp_path / "site", with_search=False).problems
    page = (tmp_path / "site/1998/01/09/tea-is-early.html").read_text(encoding="utf-8")
    assert re.search('<figure[^>]*><img alt="as printed" src="../../../media/tea.png"[^>]*></figure>', page)


def test_importing_again_changes_nothing(root: Path, note: Path) -> None:
    run(note, "--into", root)
    edited = root / "articles/1998/01/09/tea-is-early.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    before = tree(root)
    result = run(note, "--into", root)
    assert result.exit_code == 0
    assert "already imported" in result.output
    assert tree(root) == before
    assert run(note, "--into", root, "--date", "1998-01-10").exit_code == 1
    assert "cannot be made anew" in (result := run(note, "--into", root, "--redo")).output
    assert result.exit_code == 1
    assert tree(root) == before


def test_another_file_of_the_same_name_is_not_taken_for_the_one_that_was_imported(root: Path, note: Path) -> None:
    run(note, "--into", root)
    before = tree(root)
    assert run(note, "--into", root).exit_code == 0
    note.write_text(NOTES.replace("Tea", "Rice"), encoding="utf-8")
    for options in ([], ["--dry-run"], ["--date", "1998-01-09"]):
        result = run(note, "--into", root, *options)
        assert "says something else than what was imported under this name" in result.output
        assert "already imported" not in result.output
        assert result.exit_code == 1
        assert tree(root) == before


def test_what_was_given_before_holds_where_nothing_else_is_given(root: Path, note: Path) -> None:
    assert run(note, "--into", root, "--date", "1998-01-10").exit_code == 0
    before = tree(root)
    assert run(note, "--into", root).exit_code == 0
    assert tree(root) == before


@pytest.mark.parametrize("survivors", range(5))
def test_a_run_that_is_killed_is_finished_by_the_next(
    root: Path, note: Path, survivors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = note.with_name("other.note")
    other.write_text(NOTES, encoding="utf-8")
    whole = root.with_name("whole")
    whole.mkdir()
    (whole / "archive.yaml").write_bytes((root / "archive.yaml").read_bytes())
    import_files(whole, [note, other], ImportOptions())
    link, left = Path.hardlink_to, [survivors]

    def killed(self: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", killed)
    with pytest.raises(KeyboardInterrupt):
        import_files(root, [note, other], ImportOptions())
    monkeypatch.setattr(Path, "hardlink_to", link)
    import_files(root, [note, other], ImportOptions())
    assert {name: data for name, data in tree(root).items() if not name.endswith(".part")} == tree(whole)
    assert len(list((whole / "articles").rglob("*.md"))) == 4


@pytest.mark.parametrize("dry_run", [False, True])
def test_every_draft_that_is_counted_has_a_file_of_its_own(root: Path, note: Path, dry_run: bool) -> None:
    for name in ("a", "b"):
        note.with_name(f"{name}.note").write_text(NOTES, encoding="utf-8")
    results = import_files(root, inputs_in([note.parent])[0], ImportOptions(), dry_run=dry_run)
    names = [name for result in results for name, _ in result.articles]
    assert len(names) == len(set(names)) == 6
    assert len(list((root / "articles").rglob("*.md"))) == (0 if dry_run else 6)


def test_a_file_of_the_archive_that_differs_is_left_as_it_is(root: Path, note: Path) -> None:
    (root / "media").mkdir()
    (root / "media" / "tea.png").write_bytes(b"mine")
    result = run(note, "--into", root)
    assert result.exit_code == 1
    assert "differs from the file of this name" in result.output
    assert (root / "media" / "tea.png").read_bytes() == b"mine"
    assert not (root / "articles").exists()


@pytest.mark.parametrize("name", ["../out", "sub/../../out", "_hidden", "con", "a//b"])
@pytest.mark.parametrize("where", ["name", "file", "draft"])
def test_what_would_lie_outside_or_not_be_read_is_refused(
    root: Path, note: Path, name: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(root.parent)
    if where == "file":
        monkeypatch.setattr(notes, "NewFile", lambda _path, content: NewFile(f"media/{name}", content))
    if where == "draft":
        monkeypatch.setattr(notes, "slug", lambda _title: name)
    own = name if where == "name" else "tea"
    (result,) = import_files(root, [InputFile(note, own, importer="notes")], ImportOptions())
    assert result.state == "refused"
    assert tree(root.parent) == before


def test_what_is_in_a_folder_is_for_the_importer_that_detects_it(note: Path) -> None:
    (note.parent / "page.txt").write_text("x\n", encoding="utf-8")
    found, problems = inputs_in([note.parent])
    assert not problems
    assert [(file.path.name, file.importer) for file in found] == [("page.txt", "pagetext"), ("tea.note", "notes")]
    assert [file.path.name for file in inputs_in([note.parent], "notes")[0]] == ["tea.note"]
    assert [file.importer for file in inputs_in([note], "pagetext")[0]] == ["pagetext"]  # as it was asked for
    assert [file.importer for file in inputs_in([note.with_suffix(".png")])[0]] == ["pagetext"]  # which refuses it
    assert [file.importer for file in inputs_in([note.with_suffix(".png")], "notes")[0]] == ["notes"]


def test_what_may_be_for_several_must_be_said(root: Path, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.IMPORTERS, "twin", "tests.importers.notes")
    found, (problem,) = inputs_in([note])
    assert not found
    assert problem.message == "may be imported as notes or twin"
    assert problem.hint == "say which with --as notes or --as twin"
    assert [file.importer for file in inputs_in([note], "twin")[0]] == ["twin"]
    with pytest.raises(BuildError, match="may be imported as"):
        import_files(root, [note], ImportOptions())


def test_a_folder_without_anything_says_what_it_may_hold(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found, (problem,) = inputs_in([tmp_path / "empty"])
    assert not found
    assert problem.message == "holds no file NAME.txt or NAME.note"


def test_the_importer_may_be_named(root: Path, note: Path) -> None:
    page = note.with_name("page.md")
    page.write_text("The bridge over the river was opened yesterday.\n", encoding="utf-8")
    assert run(page, "--into", root, "--date", "1998", "--as", "pagetext").exit_code == 0
    assert (root / "pages" / "page.txt").read_bytes() == page.read_bytes()
    assert run(page, "--into", root, "--as", "nothing").exit_code == 2


def test_a_broken_record_stops_the_import_with_a_sentence(root: Path, note: Path) -> None:
    run(note, "--into", root)
    (root / "imports" / "tea.yaml").write_text("drafts: [\n", encoding="utf-8")
    before = tree(root)
    result = run(note, "--into", root)
    assert isinstance(result.exception, BuildError)
    assert "tea.yaml" in str(result.exception)
    assert tree(root) == before
