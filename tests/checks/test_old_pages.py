"""A page of an earlier build that nothing makes now: whether it shows what is hidden since."""

import pytest

from site_builder.archive.config import Config
from site_builder.archive.read import read_archive
from site_builder.checks.old_pages import HiddenText
from tests.conftest import Make, article

TEXT = "The council met on Tuesday, behind closed doors, and decided that the bridge be closed for good."
SHORT = "Ann Lee said no"

# what is hidden of an archive, a page at x/b.html, and whether it shows any of that
SHOWN: dict[str, tuple[dict[str, str | bytes], str, bool]] = {
    "nothing is hidden": ({"articles/a.md": article("Secret", body=TEXT)}, f"<p>Secret {TEXT}</p>", False),
    "a title": ({"articles/a.md": article("Secret & (more)", draft="true")}, "<h1> [Secret &amp; (more)] </h1>", True),
    "a title among words": ({"articles/a.md": article("Secret", draft="true")}, "<p>No Secret here</p>", False),
    "a passage": ({"articles/a.md": article(body=TEXT, draft="true")}, f"<p>So: {TEXT[5:70]}</p>", True),
    "the first words alone": ({"articles/a.md": article(body=TEXT, draft="true")}, f"<p>{TEXT[:24]}", True),
    "the last words": ({"articles/a.md": article(body=TEXT, draft="true")}, f"<p>{TEXT[50:]}</p>", True),
    "the last word": ({"articles/a.md": article(body=TEXT, draft="true")}, "<p>bridge be closed for good</p>", False),
    "the second half": ({"articles/a.md": article(body="abcdefghijklmnopqrstuvwxyz0123", draft="true")}, "<p>klmnopqrstuvwxyz0123</p>", True),
    "a passage in tags": ({"articles/a.md": article(body=TEXT, draft="true")}, "".join(f"<b>{c}</b>" for c in TEXT), True),
    "a passage of an address": ({"articles/a.md": article(body=TEXT, draft="true")}, f'<p title="{TEXT}">', False),
    "too little": ({"articles/a.md": article(body=TEXT, draft="true")}, f"<p>{TEXT[8:30]}</p>", False),
    "all of a short one": ({"articles/a.md": article(body=SHORT, draft="true")}, f"<p>x{SHORT}y</p>", True),
    "part of a short one": ({"articles/a.md": article(body=SHORT, draft="true")}, f"<p>{SHORT[:-1]}</p>", False),
    "one of five letters": ({"articles/a.md": article(body="abcde", draft="true")}, "<p>xabcdex</p>", True),
    "one of four letters": ({"articles/a.md": article(body="abcd", draft="true")}, "<p>xabcdx</p>", False),
    "withdrawn": ({"articles/a.md": article(body=TEXT, withdrawn="{date: 2024, reason: r}")}, f"<p>{TEXT}</p>", True),
    "aside": ({"articles/_a.md": article(body=TEXT)}, f"<p>{TEXT}</p>", True),
    "aside, and withdrawn": (
        {"articles/_a.md": article(body=TEXT, withdrawn="{date: 2024, reason: r}")}, f"<p>{TEXT}</p>", True,
    ),
    "refused, and private": ({"articles/tags/a.md": article(body=TEXT, draft="true")}, f"<p>{TEXT}</p>", True),
    "lines": (
        {"articles/a.md": article(body="x", draft="true", source="[{file: p.txt, lines: '2-3'}]"),
         "pages/p.txt": f"a\n{TEXT[:40]}\n{TEXT[40:]}\nTheotherlinesareshownofcourse\n"}, f"<p>{TEXT[10:70]}</p>", True,
    ),
    "lines that are shown": (
        {"articles/a.md": article(body="x", draft="true", source="[{file: p.txt, lines: '2-3'}]"),
         "pages/p.txt": f"{TEXT}\nb\nc\n{TEXT}\n"}, f"<p>{TEXT}</p>", False,
    ),
    "a link": ({"articles/a.md": article("New", draft="true")}, '<a class="x" href="../a.html#top">Old</a>', True),
    "a link to another": ({"articles/a.md": article("New", draft="true")}, '<a href="a.html">Old</a>', False),
    "a link, coded": ({"articles/a b.md": article("New", draft="true")}, "<a href='../a%20b.html'>Old</a>", True),
    "a link to one aside": ({"articles/_a.md": article("New")}, '<a href="../_a.html">Old</a>', True),
    "a redacted title": (
        {"articles/a.md": article("Of Ann Lee", redactions="[{text: Ann Lee, date: 2024, reason: r}]")},
        '<a href="../a.html">Of Ann Lee</a>', True,
    ),
    "a redacted article by its title": (
        {"articles/a.md": article("Of ships", body="Ann Lee", redactions="[{text: Ann Lee, date: 2024, reason: r}]")},
        '<p><a href="../a.html">1 <b>Of</b> ships!</a></p>', False,
    ),
    "a redacted article by another": (
        {"articles/a.md": article("Of ships", body="Ann Lee", redactions="[{text: Ann Lee, date: 2024, reason: r}]")},
        '<a href="../a.html">Ann Lee</a>', True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "page", "shown"), SHOWN.values(), ids=SHOWN)
def test_a_page_that_shows_what_is_hidden_now(
    make: Make, files: dict[str, str | bytes], page: str, shown: bool
) -> None:
    archive, _ = read_archive(make(files), Config(title="x"))
    assert HiddenText(archive).is_shown("x/b.html", page.encode() + b"\xff") is shown
