"""Headlines of what was withdrawn, and redacted words, in records of pages, in names of files and in other articles."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli import cli
from site_builder.common.problems import Level, Problem
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from tests.conftest import Make, article

TITLE, CHINESE = "Quorvex Affair", "欧阳某某落马记"
WITHDRAWN = "{date: 2024-05-01, reason: Court order}"


def withdrawn(title: str = TITLE, body: str = "Words of it.", **keys: str) -> str:
    return article(title, body=body, withdrawn=WITHDRAWN, **keys)


def redacted(words: str, **keys: str) -> str:
    return article("Covered", body=f"He met {words} there.", redactions=f'[{{text: "{words}", date: 2024, reason: r}}]', **keys)  # fmt: skip


def told(root: Path) -> list[Problem]:
    report = build(root, root.parent / "dist", options=BuildOptions(jobs=1), with_search=False)
    return [
        one for one in report.problems if "the headline of" in one.message or "words that are redacted" in one.message
    ]


PAGE = {"pages/p.txt": "A line\n"}

# files, then (level, file, what is said before who says it) of each place
SAID: dict[str, tuple[dict[str, str], list[tuple[str, str, str]]]] = {
    "a page's title": ({"articles/a.md": withdrawn(), **PAGE, "pages/p.yaml": f"title: {TITLE}\n"}, [("error", "pages/p.yaml", "“title” says the headline")]),
    "a page's note": ({"articles/a.md": withdrawn(), **PAGE, "pages/p.yaml": "title: P\nnote: has the quorvex  AFFAIR, p. 2\n"}, [("error", "pages/p.yaml", "“note” says the headline")]),
    "a reason": ({"articles/a.md": withdrawn(), **PAGE, "pages/p.yaml": f"furniture: [{{lines: 1, reason: picture of the {TITLE}}}]\n"}, [("error", "pages/p.yaml", "“reason” says the headline")]),
    "in Chinese": ({"articles/a.md": withdrawn(CHINESE), **PAGE, "pages/p.yaml": f"note: 头版{CHINESE}一文\n"}, [("error", "pages/p.yaml", "“note” says the headline")]),
    "one that is aside": ({"articles/_a.md": withdrawn(), **PAGE, "pages/p.yaml": f"title: {TITLE}\n"}, [("error", "pages/p.yaml", "“title” says the headline")]),
    "its address": ({"articles/2024/quorvex-affair.md": withdrawn()}, [("error", "articles/2024/quorvex-affair.md", "its address “2024/quorvex-affair.html” says the headline")]),
    "its folder": ({"articles/the_quorvex_affair/1.md": withdrawn()}, [("error", "articles/the_quorvex_affair/1.md", "its address “the_quorvex_affair/1.html” says the headline")]),
    "its Chinese address": ({f"articles/{CHINESE}.md": withdrawn(CHINESE)}, [("error", f"articles/{CHINESE}.md", f"its address “{CHINESE}.html” says the headline")]),
    "its old address": ({"articles/a.md": withdrawn(aliases="[old/quorvex-affair]")}, [("error", "articles/a.md", "its address “old/quorvex-affair/index.html” says the headline"), ("error", "articles/a.md", "its address “old/quorvex-affair.html” says the headline")]),
    "another's address": ({"articles/a.md": withdrawn(), "articles/quorvex-affair-2.md": article("More")}, [("error", "articles/quorvex-affair-2.md", "its address “quorvex-affair-2.html” says the headline")]),
    "a page's name": ({"articles/a.md": withdrawn(), "pages/Quorvex affair.txt": "x"}, [("error", "pages/Quorvex affair.txt", "its address “pages/Quorvex affair.html” says the headline")]),
    "a picture's name": ({"articles/a.md": withdrawn(), "media/x/Quorvex_Affair.JPG": "x"}, [("error", "media/x/Quorvex_Affair.JPG", "its address “media/x/Quorvex_Affair.JPG” says the headline")]),
    "a picture beside": ({"articles/a.md": withdrawn(), "articles/quorvex-affair.png": "x", "articles/b.md": article(body="![](quorvex-affair.png)")}, [("error", "articles/quorvex-affair.png", "its address “quorvex-affair.png” says the headline")]),
    "one word, alone": ({"articles/2024-05-01-notice.md": withdrawn("Notice"), **PAGE, "pages/p.yaml": "title: NOTICE\n"}, [("error", "articles/2024-05-01-notice.md", "its address “2024-05-01-notice.html” says the headline"), ("error", "pages/p.yaml", "“title” says the headline")]),
    "one word, among others": ({"articles/a.md": withdrawn("Notice"), "articles/notice-of-sale.md": article("Sale"), **PAGE, "pages/p.yaml": "note: Notice the stain\n"}, []),
    "four characters, among others": ({"articles/a.md": withdrawn("春节快乐"), **PAGE, "pages/p.yaml": "note: 春节快乐专版\n"}, []),
    "three letters": ({"articles/ice.md": withdrawn("Ice"), **PAGE, "pages/p.yaml": "title: Ice\n"}, []),
    "inside a word": ({"articles/a.md": withdrawn("The Cat"), **PAGE, "pages/p.yaml": "note: Bathe Cattle\n"}, []),
    "a headline that others have": ({"articles/family-notices.md": withdrawn("Family Notices"), "articles/b.md": article("Family Notices"), **PAGE, "pages/p.yaml": "title: Family notices\n"}, []),
    "a headline within another": ({"articles/a.md": withdrawn("Town Council"), "articles/b.md": article("The town council meets"), **PAGE, "pages/p.yaml": "title: Town council\n"}, []),
    "a section's name": ({"articles/a.md": withdrawn("Local News"), "articles/b.md": article(section="Local news"), **PAGE, "pages/p.yaml": "title: Local News\n"}, []),
    "the paper's name": ({"articles/a.md": withdrawn("Morning Courier"), **PAGE, "pages/p.yaml": "title: The Morning Courier, p. 1\n"}, []),
    "a title of the file's name": ({"articles/some-thing.md": withdrawn("''", body="")}, []),
    "a draft": ({"articles/quorvex-affair.md": article(TITLE, draft="true")}, []),
    "redacted in a record": ({"articles/a.md": redacted("Ann Lee"), **PAGE, "pages/p.yaml": "title: P\nnote: Seen by Ann\n", "pages/q.txt": "x\n", "pages/q.yaml": "note: with Ann Lee's hand\n"}, [("error", "pages/q.yaml", "“note” says words that are redacted in")]),
    "redacted in Chinese": ({"articles/a.md": redacted("王明"), **PAGE, "pages/p.yaml": "title: 王明专版\n"}, [("error", "pages/p.yaml", "“title” says words that are redacted in")]),
    "redacted, one character": ({"articles/a.md": redacted("王"), **PAGE, "pages/p.yaml": "title: 王明专版\n"}, []),
    "redacted in its address": ({"articles/met-ann-lee.md": redacted("Ann Lee")}, [("error", "articles/met-ann-lee.md", "its address “met-ann-lee.html” says words that are redacted in")]),
    "redacted in another's address": ({"articles/a.md": redacted("Ann Lee"), "articles/ann-lee.md": article("X")}, [("warning", "articles/ann-lee.md", "its address “ann-lee.html” says words that are redacted in")]),
    "redacted in a page's name": ({"articles/a.md": redacted("Ann Lee"), "pages/ann lee.txt": "x"}, [("error", "pages/ann lee.txt", "its address “pages/ann lee.html” says words that are redacted in")]),
    "redacted in a picture's name": ({"articles/a.md": redacted("Ann Lee"), "media/ann_lee.png": "x"}, [("warning", "media/ann_lee.png", "its address “media/ann_lee.png” says words that are redacted in")]),
    "redacted in others": ({"articles/a.md": redacted("Ann Lee"), "articles/b.md": article(body="Dear **Ann**\nLee!"), "articles/c.md": article(byline="[Ann Lee]"), "articles/d.md": article(body="Annlee"), "articles/e.md": article(body="Ann Lee", draft="true")}, [("warning", "articles/a.md", "words that are redacted in it stand in other articles too: in “3” of them")]),
    "redacted in others too": ({"articles/a.md": redacted("Ann Lee"), "articles/b.md": redacted("Ann Lee")}, []),
}  # fmt: skip


@pytest.mark.parametrize(("files", "said"), SAID.values(), ids=SAID)
def test_what_is_said_of_hidden_articles(make: Make, files: dict[str, str], said: list[tuple[str, str, str]]) -> None:
    root = make(files, settings="title: Morning Courier\n")
    found = told(root)
    places = [(str(one.level), Path(one.path).relative_to(root).as_posix(), one.message) for one in found]
    assert len(found) == len(said)
    for (level, path, message), (wanted, file, start) in zip(sorted(places), sorted(said), strict=True):
        assert (level, path, message[: len(start)]) == (wanted, file, start)
    code = CliRunner().invoke(cli, ["check", str(root.parent / "dist"), "--archive", str(root), "--all"], obj={})
    assert all(one.message in code.output for one in found)


def test_it_says_what_to_do_and_not_the_words(make: Make) -> None:
    root = make({"articles/x/a.md": withdrawn(), **PAGE, "pages/p.yaml": f"note: n\ntitle: {TITLE}\n"})
    (problem,) = told(root)
    assert problem == Problem(
        str(root / "pages/p.yaml"), 2, "“title” says the headline of what was withdrawn, “x/a.md”",
        "write it without these words", Level.ERROR,
    )  # fmt: skip


def test_articles_that_did_not_change_are_not_read_again(make: Make) -> None:
    root = make({"articles/a.md": redacted("Ann Lee"), "articles/b.md": article(body="Ann Lee")})
    for text, others in [("One", 1), ("Ann Lee", 2), ("Ann Lee twice", 2), ("None", 1)]:
        make({"articles/c.md": article(body=text)})
        (problem,) = told(root)
        assert f"in “{others}” of them" in problem.message
    make({"articles/a.md": redacted("Bo Lin")})
    assert told(root) == []
    make({"articles/a.md": redacted("Ann Lee")})
    assert len(told(root)) == 1
