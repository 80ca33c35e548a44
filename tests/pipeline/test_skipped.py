"""What is not in the site is counted by kind."""

from pathlib import Path

from site_builder.pipeline.build import build
from tests.conftest import Make, article


def test_what_is_not_in_the_site_is_counted(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(),
            "articles/bad.md": "---\ntitle: [\n---\n",
            "articles/con.md": article(),
            "articles/scan.pdf": "x",
            "articles/warned.md": article(subtitel="x"),
            "pages/p.txt": b"\xff\xfe\x00",
            "pages/q.txt": "x",
            "pages/q.yaml": "furniture: [{lines: [x]}]",
            "pages/r.TXT": "x",
            "media/a.html": "<p>",
            "media/x.txt": "x",
        }
    )
    wanted = (("article", 2), ("media file", 1), ("other file", 2), ("page text", 1))
    assert build(root, tmp_path / "dist", with_search=False).skipped == wanted
    assert build(root, tmp_path / "dist", with_search=False).skipped == wanted  # with nothing to do, too
    (root / "articles" / "bad.md").unlink()
    assert build(root, tmp_path / "dist", with_search=False).skipped[0] == ("article", 1)


def test_of_a_sound_archive_nothing_is(make: Make, tmp_path: Path) -> None:
    assert (
        build(make({"articles/a.md": article(), "media/x.png": "x"}), tmp_path / "dist", with_search=False).skipped
        == ()
    )
