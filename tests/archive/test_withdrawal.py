"""What is withdrawn is nowhere: not in a page, a list, a feed, an index, a download, a picture, nor in the state."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import astuple

from site_builder.archive.config import Config
from site_builder.archive.page_names import NameFinder
from site_builder.archive.read import read_archive
from site_builder.archive.restrictions.withdrawal import doubtful_key, may_be_withdrawn
from site_builder.common.problems import BuildError, Level, Problem, warning
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions, BuildReport
from tests.conftest import Make, article
from tests.thorough import beside, places

TITLE, KICKER, SUMMARY, TAG, NAME = "甲乙丙丁的秘密标题", "戊己庚辛的引题", "壬癸子丑的提要", "寅卯辰巳", "午未申"
FORM = "寅卯又作虎兔"
BODY = "本报讯某年某月某日天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳。"
SECRETS = (TITLE, KICKER, SUMMARY, TAG, FORM, NAME, "天地玄黄宇宙洪荒", "寒来暑往秋收冬藏", "SECRETWORD")
KEYS = {
    "kicker": KICKER,
    "summary": SUMMARY,
    "tags": f"[{TAG}, 共有]",
    "byline": f"[{NAME}]",
    "publication": NAME,
    "mentions": f"[{NAME}]",
    "weather": "SECRETWORD",
}
SOURCE = "[{file: p.txt, lines: '2-3'}]"
WITHDRAWN = "{date: 2024-05-01, reason: Court order}"
PAGE = f"Other line\n{TITLE}\n{BODY}\nLast line\n"


def secret(**keys: str) -> str:
    return article(TITLE, body=BODY + "\n\n![](media/own.png) ![](media/both.png)", source=SOURCE, **(KEYS | keys))


def archive(make: Make, files: dict[str, str | bytes] | None = None) -> Path:
    return make(
        {
            "articles/2024/other.md": article("Other", body="Words. ![](media/both.png)", tags="[共有]"),
            "pages/p.txt": PAGE,
            "media/own.png": "SECRETWORD",
            "media/both.png": "both",
            "media/nobody.png": "nobody",
            "authorities.yaml": f"tags: [{{name: {TAG}, variants: [{FORM}]}}]\n",
            **(files or {}),
        },
        settings="title: Archive\nbase_url: https://example.org/\n",
    )


def run(root: Path, **how: bool) -> BuildReport:
    return build(root, root.parent / "dist", options=BuildOptions(jobs=1, force=how.pop("force", False)), **how)  # type: ignore[arg-type]


def leaks(root: Path) -> list[tuple[str, str]]:
    return places(beside(root.parent / "dist"), SECRETS)


def test_the_search_of_these_tests_finds_what_is_shown(make: Make) -> None:
    root = archive(make, {"articles/2024/a.md": secret()})
    run(root)
    found = leaks(root)
    for name in (
        "2024/a.html",
        "feed.xml",
        "feed.json",
        "feed/2024.xml",
        "data/2024.csv",
        "data/2024.jsonl",
        "index.html",
        "pages/p.txt",
        "pages/p.html",
        "media/own.png",
        "search/names-0.js",
        ".dist.state/memory",
    ):
        assert any(file.endswith(name) for file, _ in found), name
    assert any("/search/s-" in file and "/t0.js" in file for file, _ in found)
    assert {word for _, word in found} == set(SECRETS)


TOML = f'+++\ntitle = "{TITLE}"\ndate = "2024-02-19"\nsource = [{{file = "p.txt", lines = ["2-3"]}}]\n'

# Withdrawn in so many ways; the lines of the page, the picture and the words are nowhere.
HIDDEN: dict[str, dict[str, str | bytes]] = {
    "plain": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN)},
    "capitals": {"articles/2024/a.md": secret(Withdrawn=WITHDRAWN)},
    "twice": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN, Withdrawn="")},
    "quoted key": {"articles/2024/a.md": secret(**{'"withdrawn"': WITHDRAWN})},
    "escaped key": {"articles/2024/a.md": secret(**{'"with\\x64rawn"': WITHDRAWN})},
    "block": {"articles/2024/a.md": secret(withdrawn="\n     date:   2024\n     reason: Court")},
    "table of TOML": {
        "articles/2024/a.md": f"{TOML}[withdrawn]\ndate = 2024-05-01\nreason = 'r'\n+++\n{BODY}\n![](media/own.png)"
    },
    "no lines named": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN).replace(", lines: '2-3'", "")},
    "page in folder": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN).replace("p.txt", "./pages/P.TXT")},
    "page without ending": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN).replace("p.txt", "p")},
    "page as a word": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN).replace(SOURCE, "pages/p")},
    "page in capitals, in a list": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN).replace(SOURCE, "[P]")},
    "name begins with _": {"articles/2024/_a.md": secret(withdrawn=WITHDRAWN)},
    "name begins with .": {"articles/2024/.a.md": secret(withdrawn=WITHDRAWN)},
    "left by an editor": {"articles/2024/.a.md.swp": secret(withdrawn=WITHDRAWN)},
    "left by another": {"articles/2024/_a.md~": secret(withdrawn=WITHDRAWN)},
    "left by a merge": {"articles/_old/a.md.orig": secret(withdrawn=WITHDRAWN)},
    "folder begins with _": {"articles/_old/x/a.md": secret(withdrawn=WITHDRAWN)},
    "furniture over it": {
        "articles/2024/a.md": secret(withdrawn=WITHDRAWN),
        "pages/p.yaml": "furniture: [{lines: 1-4, reason: All}]\n",
    },
    "another article over it": {
        "articles/2024/a.md": secret(withdrawn=WITHDRAWN),
        "articles/2024/b.md": article("Over", source="[{file: p.txt, lines: '1-4'}]"),
        "articles/2024/0.md": article("Under", source="[{file: p.txt, lines: '2, 3'}]"),
    },
    "a copy of the page": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN), "pages/copy/of-p.txt": PAGE},
    "alias": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN, aliases="[old/a]")},
    "picture in the front matter": {"articles/2024/a.md": secret(withdrawn=WITHDRAWN, cover="/media/own.png")},
    "a picture of an unknown notation": {
        "articles/2024/a.md": secret(withdrawn=WITHDRAWN).replace("![](media/own.png)", '{{< figure src="own.png" >}}')
    },
    "unreadable and not withdrawn": {"articles/2024/a.md": secret(date="never"), "media/own.png": ""},
    "not YAML": {"articles/2024/a.md": secret(date="[") + "pages/p.txt", "media/own.png": ""},
}  # fmt: skip


@pytest.mark.parametrize("files", HIDDEN.values(), ids=HIDDEN)
def test_what_is_withdrawn_is_in_no_byte(make: Make, files: dict[str, str | bytes]) -> None:
    root = archive(make, files)
    run(root)
    assert leaks(root) == []
    assert (root.parent / "dist/media/both.png").exists()
    assert (root.parent / "dist/media/nobody.png").exists()


# Of what is not withdrawn, the page stays as it was published.
UNREADABLE = ("unreadable and not withdrawn", "not YAML")


@pytest.mark.parametrize("how", [{}, {"force": True}, {"with_search": False}], ids=str)
@pytest.mark.parametrize("files", [HIDDEN[name] for name in HIDDEN if name not in UNREADABLE])
def test_what_was_shown_and_is_withdrawn_now(make: Make, files: dict[str, str | bytes], how: dict[str, bool]) -> None:
    root = archive(make, {"articles/2024/a.md": secret()})
    run(root)
    if "articles/2024/a.md" not in files:
        (root / "articles/2024/a.md").unlink()
    archive(make, files)
    run(root, **how)
    assert leaks(root) == []


# May be withdrawn, and cannot be read, placed or matched: nothing is published.
STOPPED: dict[str, dict[str, str | bytes]] = {
    "a slip elsewhere": {"articles/a.md": secret(withdrawn=WITHDRAWN, date="never")},
    "capitals and a slip": {"articles/a.md": secret(Withdrawn=WITHDRAWN, date="never")},
    "TOML and a slip": {"articles/a.md": f"{TOML}[withdrawn]\ndate = 2024\nreason = 'r'\nx = \n+++\n"},
    "empty": {"articles/a.md": secret(withdrawn="")},
    "null": {"articles/a.md": secret(withdrawn="null")},
    "true": {"articles/a.md": secret(withdrawn="true")},
    "an empty list": {"articles/a.md": secret(withdrawn="[]")},
    "no date": {"articles/a.md": secret(withdrawn="{reason: r}")},
    "a status": {"articles/a.md": secret(status="withdrawn")},
    "another word": {"articles/a.md": secret(withdraw=WITHDRAWN)},
    "redactions of nothing": {"articles/a.md": secret(redactions="[]", date="never")},
    "misspelt": {"articles/a.md": secret(withdrwan=WITHDRAWN)},
    "inside another key": {"articles/a.md": secret(params="{withdrawn: {date: 2024, reason: r}}")},
    "a visibility": {"articles/a.md": secret(visibility="withdrawn")},
    "not closed": {"articles/a.md": secret(withdrawn=WITHDRAWN).replace("\n---\n\n", "\n")},
    "not opened": {"articles/a.md": secret(withdrawn=WITHDRAWN).replace("---\n", "", 1)},
    "no YAML": {"articles/a.md": secret(withdrawn=WITHDRAWN + "]")},
    "tabs": {"articles/a.md": secret(withdrawn="\n\tdate: 2024\n\treason: r")},
    "not UTF-8": {"articles/a.md": secret(withdrawn=WITHDRAWN).encode("gb18030")},
    "UTF-16": {"articles/a.md": secret(withdrawn=WITHDRAWN).encode("utf-16")},
    "UTF-16 without a mark": {"articles/a.md": secret(withdrawn=WITHDRAWN).encode("utf-16-be")},
    "UTF-32": {"articles/a.md": secret(withdrawn=WITHDRAWN).encode("utf-32")},
    "wide letters": {"articles/a.md": secret(ｗｉｔｈｄｒａｗｎ=WITHDRAWN, date="never")},
    "escaped": {"articles/a.md": secret(**{'"with\\x64rawn"': WITHDRAWN, "date": "never"})},
    "a zero-width space": {"articles/a.md": secret(**{"with\u200bdrawn": WITHDRAWN})},
    "a name that is refused": {"articles/tags/a.md": secret(withdrawn=WITHDRAWN)},
    "a name that is refused, not readable": {"articles/tags/a.md": secret(withdrawn=WITHDRAWN, date="never")},
    "a name for a list": {"articles/2024/index.md": secret(withdrawn=WITHDRAWN)},
    "a twin in capitals": {"articles/2024/OTHER.md": secret(withdrawn=WITHDRAWN)},
    "its twin in capitals": {"articles/A.md": secret(withdrawn=WITHDRAWN), "articles/a.md": secret()},
    "not called .md": {"articles/a.markdown": secret(withdrawn=WITHDRAWN)},
    "called .MD": {"articles/a.MD": secret(withdrawn=WITHDRAWN)},
    "put by as .bak": {"articles/a.md.bak": secret(withdrawn=WITHDRAWN)},
    "put by as .orig": {"articles/a.md.orig": secret(withdrawn=WITHDRAWN)},
    "put by as ~": {"articles/a.md~": secret(withdrawn=WITHDRAWN)},
    "put by between #": {"articles/#a.md#": secret(withdrawn=WITHDRAWN)},
    "left by an editor with a slip": {"articles/.a.md.swp": secret(withdrawn=WITHDRAWN, date="never")},
    "left by Vim": {
        "articles/.a.md.swp": b"b0VIM 8.2\0\0" + secret(withdrawn=WITHDRAWN).encode().replace(b"\n", b"\0")
    },
    "behind _ with a slip": {"articles/_a.md": secret(withdrawn=WITHDRAWN, date="never")},
    "a page that is not there": {"articles/a.md": secret(withdrawn=WITHDRAWN).replace("p.txt", "q.txt")},
    "lines that are not there": {"articles/a.md": secret(withdrawn=WITHDRAWN).replace("2-3", "20-30")},
    "a page of another hash": {
        "articles/a.md": secret(withdrawn=WITHDRAWN).replace("lines: '2-3'", f"lines: '4', sha256: {'0' * 64}")
    },
    "twice the other way": {"articles/a.md": secret(Withdrawn=WITHDRAWN, withdrawn="")},
    "a page under a key that is like source": {
        "articles/a.md": secret(withdrawn=WITHDRAWN).replace("source: " + SOURCE, "sources: p")
    },
    "lines that are no range": {"articles/a.md": secret(withdrawn=WITHDRAWN).replace("2-3", "3-2")},
}


@pytest.mark.parametrize("files", STOPPED.values(), ids=STOPPED)
def test_what_may_be_withdrawn_and_cannot_be_kept_back_stops_the_build(
    make: Make, files: dict[str, str | bytes]
) -> None:
    root = archive(make, files)
    with pytest.raises(BuildError) as stop:
        run(root)
    assert stop.value.problem.path.endswith((*files, "articles/2024/other.md"))
    assert "might appear again" in stop.value.problem.hint
    assert not (root.parent / "dist").exists()
    assert leaks(root) == []


@pytest.mark.parametrize("target", ["../drawer/a.md", "{tmp}/outside.md"])
def test_a_link_to_a_withdrawn_article_stops_the_build(make: Make, tmp_path: Path, target: str) -> None:
    root = archive(make, {"drawer/a.md": secret(withdrawn=WITHDRAWN)})
    (tmp_path / "outside.md").write_text(secret(withdrawn=WITHDRAWN))
    (root / "articles" / "l.md").symlink_to(target.format(tmp=tmp_path))
    with pytest.raises(BuildError, match="withdrawn article is left out: the link leads out of the folder"):
        run(root)


def test_a_page_that_is_not_found_is_looked_for(make: Make) -> None:
    root = archive(make, {"articles/a.md": secret(withdrawn=WITHDRAWN).replace("p.txt", "pp.txt")})
    with pytest.raises(BuildError) as stop:
        run(root)
    assert "is it p.txt?" in stop.value.problem.hint


def test_what_is_withdrawn_stays_so_when_its_file_breaks(make: Make) -> None:
    root = archive(make, {"articles/a.md": secret(withdrawn=WITHDRAWN)})
    run(root)
    (root / "articles/a.md").write_bytes(secret(withdrawn=WITHDRAWN).encode().replace(b"Court", b"\xff"))
    with pytest.raises(BuildError):
        run(root)
    assert leaks(root) == []


def test_a_page_is_shown_when_all_its_articles_can_be_read(make: Make) -> None:
    broken: dict[str, str | bytes] = {"articles/2024/a.md": article(date="never", source=SOURCE)}
    root = archive(make, broken | {"pages/q.txt": "Free\n"})
    report = run(root)
    (problem,) = [one for one in report.problems if one.path.endswith("p.txt")]
    assert problem.level is Level.ERROR
    assert "articles/2024/a.md names it" in problem.message
    output = root.parent / "dist"
    assert not (output / "pages/p.txt").exists()
    assert "Last line" not in (output / "pages/p.html").read_text(encoding="utf-8")
    assert (output / "pages/q.txt").exists()
    archive(make, {"articles/2024/a.md": article(source=SOURCE)})
    run(root)
    assert "Last line" in (output / "pages/p.html").read_text(encoding="utf-8")


def test_files_put_aside_are_counted(make: Make) -> None:
    files: dict[str, str | bytes] = {f"articles/_posts/{number}.md": article() for number in range(30)}
    other: dict[str, str | bytes] = {
        "articles/.git/x.md": "x",
        "articles/.DS_Store": "x",
        "articles/.x.md.swp": "withdrawn: x",
        "articles/x.md": article("Open in an editor"),
        "articles/._a.md": b"\0\5\x16\7withdrawn:",
    }
    report = run(archive(make, files | other))
    (problem,) = report.problems
    assert (problem.level, problem.path.rpartition("/")[2]) == (Level.WARNING, "_posts")
    assert problem.message.startswith("30 articles in it are not published")


def test_a_file_put_aside_is_an_input(make: Make) -> None:
    root = archive(make)
    run(root)
    (root / "articles/_a.md").write_text(secret(withdrawn=WITHDRAWN), encoding="utf-8")
    run(root)
    assert [one for one in leaks(root) if "media" not in one[0]] == []


def test_a_picture_comes_back_with_the_article_that_shows_it(make: Make) -> None:
    root = archive(make, {"articles/a.md": secret(withdrawn=WITHDRAWN)})
    output = root.parent / "dist"
    run(root)
    assert not (output / "media/own.png").exists()
    archive(make, {"articles/2024/other.md": article("Other", body="Now ![](media/own.png)")})
    run(root)
    assert (output / "media/own.png").exists()
    archive(make, {"articles/2024/other.md": article("Other", body="No more", image="media/own.png")})
    run(root)
    assert (output / "media/own.png").exists()
    archive(make, {"articles/2024/other.md": article("Other", body="No more")})
    run(root)
    assert not (output / "media/own.png").exists()


@pytest.mark.parametrize(
    ("data", "may"),
    [
        (b"---\ntitle: a\n---\nTroops were withdrawn.", False),
        (b"---\ntitle: [\n---\nredactions", False),
        (b"---\ntitle: a\nWITHDRAWN : x\n---\n", True),
        (b"+++\n'withdrawn'=1\n+++\n", True),
        (b"---\r\ntitle: a\r\nwithdrawn: x\r\n---\r\nbody", True),
        (b"---\nredactions:\n- text: x\n", True),
        ("rédacteur: x\nredactie: y".encode(), False),
        (b"", False),
        (b"---\ntitle: a\n---\nwithdrawn: x", False),
        (b"\xef\xbb\xbf---\ntitle: a\n---\nwithdrawn: x", False),
        (b"---\rtitle: a\r---\rwithdrawn: x", False),
        (b"---\r\ntitle: a\r\n---\r\nwithdrawn: x", False),
        (b"---\ntitle: a\nwithdrawn: x", True),
        (b"---\nwihtdrawn: x\n---\n", True),
        (b"---\nwithd\nrawn: x\n---\n", False),
        (b"---\nwithdrawn: \xff\n---\n", True),
        (b"---\nwith\\x64rawn: x\n---\n", True),
        (b"---\nwith\\u0064rawn: x\n---\n", True),
        (b"---\nwith\\U00000064rawn: x\n---\n", True),
        (b"---\n\\Uffffffff: withdrawn\n---\n", True),
        ("---\nwith\u200bdr\x01awn: x\n---\n".encode(), True),
        ("---\ntitle: Ｗｉｔｈｄｒａｗｎ\n---\n".encode(), True),
        ("---\nｗｉｔｈｄｒａｗｎ: x\n---\n".encode("utf-16-le"), True),
        ("---\nｗｉｔｈｄｒａｗｎ: x\n---\n".encode("utf-16-be"), True),
        ("\ufeffｗｉｔｈｄｒａｗｎ：".encode("utf-16-le"), True),
        ("\ufeffｗｉｔｈｄｒａｗｎ：".encode("utf-16-be"), True),
        ("---\nｗｉｔｈｄｒａｗｎ: x\n---\n".encode("utf-16-le") + b"x", True),
        ("---\ntitle: x\n---\n".encode("utf-16"), False),
    ],
)
def test_what_may_be_withdrawn(data: bytes, may: bool) -> None:
    assert may_be_withdrawn(data) is may


@pytest.mark.parametrize(
    ("extra", "key"),
    [
        ({"redactions": [{"text": "x"}]}, "redactions"),
        ({"reactions": ["like"], "redacteur": "Jean", "redactor": ["A"], "drawn_by": "Ann", "weather": "mild"}, ""),
        ({"Withdrawal": "2024"}, "Withdrawal"),
        ({"redacted": [{"text": "x"}]}, "redacted"),
        ({"redact": "Ann"}, "redact"),
        ({"Redaction": ["Ann"]}, "Redaction"),
        ({"redacted": "false", "redact": ""}, ""),
        ({"a": {"b": {"withdrawn": ""}}}, "a.b.withdrawn"),
        ({"a": {"x": "y"}, "b": {}, "c": {"withdrwan": 1}}, "c.withdrwan"),
        ({"a": "b", "visibility": " Withdrawn "}, "visibility"),
        ({"a": "was withdrawn", "b": ["withdrawn"], "c": 1}, ""),
        ({"ＲＥＤＡＣＴ": "Ann"}, "ＲＥＤＡＣＴ"),
        ({"redacts": ["", "Ann"]}, "redacts"),
        ({"redaction": [" ", "False", " no ", "OFF", None, "null"]}, ""),
        ({"redacted": [0]}, "redacted"),
        ({"redactoins": [{"x": 1}, {"text": "x"}]}, "redactoins"),
        ({"Redacton": {"text": "x"}}, "Redacton"),
        ({"redactde": {"text": "x"}}, "redactde"),
        ({"redactoins": [{"x": 1}], "redacton": "text", "redactde": ["text"], "text": {"text": "x"}}, ""),
    ],
)
def test_keys_that_may_hide(extra: dict[str, object], key: str) -> None:
    assert doubtful_key(extra) == key


def test_the_state_of_another_archive_keeps_nothing(make: Make) -> None:
    root = archive(make, {"articles/2024/a.md": secret()})
    run(root)
    state = root.parent / ".dist.state"
    shutil.copy(state / "memory", state / "memory.new")
    archive(make, {"articles/2024/a.md": secret(withdrawn=WITHDRAWN)})
    run(root)
    assert leaks(root) == []


LONG = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"

# Nothing is hidden by its lines here, and the words are in the site all the same.
LEAKS: dict[str, dict[str, str | bytes]] = {
    "lines that are not its own": {"articles/a.md": secret(withdrawn=WITHDRAWN).replace("2-3", "1")},
    "no source at all": {"articles/a.md": secret(withdrawn=WITHDRAWN).replace(SOURCE, "[]")},
    "its own reason": {"articles/a.md": secret(withdrawn="{date: 2024, reason: " + LONG + "}"), "pages/p.txt": PAGE},
    "the note of a page": {"articles/a.md": secret(withdrawn=WITHDRAWN), "pages/p.yaml": f"note: {LONG}\n"},
    "the name of a page": {"articles/a.md": secret(withdrawn=WITHDRAWN), "pages/p.yaml": f"title: {LONG}\n"},
    "another page": {
        "articles/a.md": secret(withdrawn=WITHDRAWN),
        "pages/r.txt": "天地玄黄宇宙洪荒日月盈昃辰宿列张\n 寒来暑往秋收",
    },
    "the archive's description": {
        "articles/a.md": secret(withdrawn=WITHDRAWN),
        "archive.yaml": f"title: Archive\ndescription: {LONG}\n",
    },
    "the archive's menu": {
        "articles/a.md": secret(withdrawn=WITHDRAWN),
        "archive.yaml": f"title: Archive\nnavigation: [{{title: {LONG}, to: a.html}}]\n",
    },
    "a file beside the pictures": {"articles/a.md": secret(withdrawn=WITHDRAWN), "media/words.txt": LONG},
    "a draft in a page": {"articles/a.md": article(body=LONG, draft="true"), "pages/r.txt": LONG},
}


@pytest.mark.parametrize("files", LEAKS.values(), ids=LEAKS)
def test_a_passage_of_hidden_text_stops_the_build(make: Make, files: dict[str, str | bytes]) -> None:
    root = archive(make)
    shutil.rmtree(root / "pages")
    run(root)
    before = (root.parent / "dist/index.html").read_bytes()
    archive(make, files)
    with pytest.raises(BuildError, match="would show what must not be shown"):
        run(root)
    assert (root.parent / "dist/index.html").read_bytes() == before
    assert [one for one in leaks(root) if "media/own.png" not in one[0]] == []


REASON = "A court of the second instance has ordered that it be taken away."
AT_LENGTH = {
    "flow": f"---\n{{}}withdrawn: {{{{date: 2024, reason: {REASON}}}}}\n---\n",
    "block": f"---\n{{}}withdrawn:\n  date: 2024\n  reason: >-\n    {REASON}\n---\n",
    "lines": f"---\n{{}}withdrawn:\n  date: 2024\n  reason: {REASON}\n---\n".replace(" of ", "\n    of "),
    "JSON": f'---\n{{{{"title": "{TITLE}", "date": "2024-02-19", "withdrawn": {{{{"date": "2024", "reason": "{REASON}"}}}}}}}}\n---\n',
    "TOML": f'+++\n{{}}withdrawn = {{{{date = "2024", reason = "{REASON}"}}}}\n+++\n',
    "table": f'+++\n{{}}[withdrawn]\ndate = \'2024\'\nreason = """\n{REASON}"""\n+++\n',
}


@pytest.mark.parametrize("text", AT_LENGTH.values(), ids=AT_LENGTH)
def test_a_notice_says_its_reason_however_it_is_written(make: Make, text: str) -> None:
    keys = f'title: {TITLE}\ndate: "2024-02-19"\n' if "+++" not in text else f'title = "{TITLE}"\ndate = "2024-02-19"\n'
    root = make({"articles/a.md": f"{text.format(keys)}\n{BODY}\n"})
    assert run(root).problems == []
    assert REASON in (root.parent / "dist/a.html").read_text(encoding="utf-8")
    assert leaks(root) == []


@pytest.mark.parametrize("again", ["nothing", "a body", "everything"])
def test_a_copy_of_a_withdrawn_article_is_said(make: Make, again: str) -> None:
    copy = article("Copy", body=f"Before. **天地玄黄**宇宙洪荒日月盈昃辰宿列张寒来暑\n往秋收冬藏 After. {again[:0]}")
    files: dict[str, str | bytes] = {"articles/2024/a.md": secret(withdrawn=WITHDRAWN), "articles/2024/b.md": copy}
    root = archive(make, files)
    for _ in range(2):
        report = run(root, force=again == "everything")
        (problem,) = [one for one in report.problems if "characters stand" in one.message]
        assert (problem.level, problem.path) == (Level.ERROR, str(root / "articles/2024/b.md"))
        assert problem.message.startswith("the same 24 characters stand in what was withdrawn or redacted: “")
        if again == "a body":
            archive(make, files | {"articles/2024/other.md": article("Other", body="Changed.", tags="[共有]")})


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        (f"title: {LONG}\n", {}),
        (f"title: Archive\nrights: {LONG}\npublication: {{name: 报, place: {LONG}}}\n", {}),
        (f"title: Archive\npublication: {{name: {LONG}}}\n", {}),
        ("title: Archive\n", {"tags": f"[{LONG}]"}),
        (
            "title: Archive\n",
            {"tags": "[football, cricket, lawn tennis]", "byline": "[{name: Ann Lee, role: photographer}]"},
        ),
        ("title: Archive\n", {"section": LONG, "rights": LONG}),
        ("title: Archive\n", {"byline": f"[{LONG}]"}),
    ],
)
def test_the_paper_may_be_named_by_what_is_withdrawn(make: Make, settings: str, keys: dict[str, str]) -> None:
    files: dict[str, str | bytes] = {
        "articles/a.md": article(body=f"Reprinted from {LONG}, as it was.", **keys, withdrawn=WITHDRAWN),
        "articles/b.md": article("Other", **keys),
    }
    report = build(make(files, settings=settings), make().parent / "dist", options=BuildOptions(jobs=1))
    assert report.problems == []


def test_what_many_say_is_a_formula(make: Make) -> None:
    files: dict[str, str | bytes] = {f"articles/{n}.md": article(f"T{n}", body=LONG) for n in range(5)}
    root = archive(make, files | {"articles/2024/a.md": secret(withdrawn=WITHDRAWN)})
    (problem,) = [one for one in run(root).problems if "formulas" in one.message]
    assert (problem.level, problem.path) == (Level.WARNING, str(root / "articles/2024/a.md"))


def test_a_withdrawn_article_that_is_deleted_does_not_bring_its_lines_back(make: Make) -> None:
    root = archive(make, {"articles/2024/a.md": secret(withdrawn=WITHDRAWN).replace("p.txt", "./p.txt")})
    run(root)
    assert (root / "withdrawn.txt").read_text(encoding="utf-8").endswith("2024/a.html\tp.txt\t2-3\n")
    (root / "articles/2024/a.md").rename(root / "articles/2024/renamed.md")
    run(root)
    (root / "articles/2024/renamed.md").unlink()
    for _ in range(2):
        with pytest.raises(BuildError, match="was withdrawn or redacted and is gone"):
            run(root, force=bool(_))
    assert leaks(root) == []
    archive(make, {"articles/2024/a.md": article(withdrawn=WITHDRAWN, source=SOURCE)})
    archive(make, {"articles/2024/renamed.md": article(withdrawn=WITHDRAWN, source=SOURCE)})
    run(root)
    archive(make, {"articles/2024/a.md": secret(), "articles/2024/renamed.md": secret()})
    assert [one for one in run(root).problems if one.level is Level.ERROR] == []
    (root / "articles/2024/a.md").unlink()
    (root / "withdrawn.txt").unlink()
    run(root)


@pytest.mark.parametrize("name", ["_a.md", ".a.md", "_old/a.md", "x/_y/z/a.md", ".a.md.swp", "_a.md.bak"])
@pytest.mark.parametrize("key", ["withdrawn", "redactions"])
def test_what_was_put_aside_and_deleted_does_not_bring_its_lines_back(make: Make, name: str, key: str) -> None:
    value = WITHDRAWN if key == "withdrawn" else f"[{{text: {TITLE}, date: 2024-05-01, reason: r}}]"
    root = archive(make, {f"articles/{name}": secret(**{key: value})})
    run(root)
    (root / "articles" / name).unlink()
    with pytest.raises(BuildError, match="was withdrawn or redacted and is gone") as stop:
        run(root)
    assert stop.value.problem.path == str(root / "articles" / name)
    assert [one for one in leaks(root) if one[1] == TITLE] == []
    archive(make, {f"articles/{name}": secret()})
    run(root)
    (root / "articles" / name).unlink()
    (root / "articles/a.md").write_text(secret(), encoding="utf-8")
    if not name.startswith("x"):
        archive(make, {"articles/old/a.md": secret()})
    if name.endswith("/a.md"):
        archive(make, {"articles/x/y/z/a.md": secret()})
    if name.endswith(".md"):
        run(root)  # it is in its place again, and decides itself


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (".a.md.swp", b"b0VIM 8.2\0\0The troops: withdrawn.\0title: A\0", 1),
        (".a.md.swp", b"b0VIM 8.2\0\0withdrawn: never\0", 0),
        (".a.md.un~", b"Vim\x9fUnDo\xe5\0\2", 1),
        (".a.md~", article(source=SOURCE).encode(), 1),
        (".a.md.bak", b"text", 1),
        (".amd.bak", b"withdrawn: x", 0),
        (".a.txt.swp", b"withdrawn: x", 0),
    ],
)
def test_what_editors_leave_is_said_where_the_article_is_gone(make: Make, name: str, text: bytes, said: int) -> None:
    root = archive(make, {f"articles/2024/{name}": text})
    if said or ".md" not in name:
        problems = [one for one in run(root).problems if one.path.endswith(name)]
        message = "is not published: the name begins with “.”"
        assert [(one.level, one.message) for one in problems] == [(Level.WARNING, message)] * said
        assert (root.parent / "dist/pages/p.txt").exists()
    archive(make, {"articles/2024/a.md": article(source=SOURCE)})
    assert [one for one in run(root).problems if one.path.endswith(name)] == []


def test_a_register_of_what_was_withdrawn_that_cannot_be_read_stops_the_build(make: Make) -> None:
    with pytest.raises(BuildError, match="no line of this register"):
        run(archive(make, {"withdrawn.txt": "<<<<<<< HEAD\n"}))


Q = "a\nxx bb\nbb yy\nd\n"
WHOLE = (1, 1 << 62)
HIDING = f"withdrawn: {WITHDRAWN}"
REDACTING = "redactions: [{text: bb, date: 2024-05-01, reason: r}]"
DRAFT = "draft: true"


def about(*keys: str, source: str = "[{file: p.txt, lines: '2-3'}]") -> str:
    return article(body="bb", source=source).replace("source:", "\n".join((*keys, "source:")), 1)


# files, then what of p.txt and other pages is hidden: lines with the notice's address, and bars
PLACES: dict[str, tuple[dict[str, str | bytes], dict[str, list[tuple[int, int, bool, str]]], dict[str, object]]] = {
    "nothing": ({"articles/a.md": about()}, {}, {}),
    "withdrawn": ({"articles/a.md": about(HIDING)}, {"p.txt": [(2, 3, True, "a")]}, {}),
    "private": ({"articles/x/a.md": about(DRAFT)}, {"p.txt": [(2, 3, False, "")]}, {}),
    "aside": ({"articles/_a.md": about(HIDING)}, {"p.txt": [(2, 3, True, "")]}, {}),
    "several": (
        {
            "articles/b.md": about(HIDING, source="[{file: p.txt, lines: '3, 1'}, {file: q.txt, lines: 4}]"),
            "articles/a.md": about(DRAFT),
            "pages/q.txt": "1\n2\n3\n4\n",
        },
        {"p.txt": [(1, 1, True, "b"), (2, 3, False, ""), (3, 3, True, "b")], "q.txt": [(4, 4, True, "b")]},
        {},
    ),
    "no lines": ({"articles/a.md": about(HIDING, source="[{file: p.txt}]")}, {"p.txt": [(*WHOLE, True, "a")]}, {}),
    "the last line": (
        {"articles/a.md": about(HIDING, source="[{file: p.txt, lines: '4'}]")}, {"p.txt": [(4, 4, True, "a")]}, {},
    ),
    "copies": (
        {"articles/a.md": about(HIDING), "pages/c/q.txt": Q, "pages/r.txt": Q + "more"},
        {"c/q.txt": [(2, 3, True, "a")], "p.txt": [(2, 3, True, "a")]},
        {},
    ),
    "spelt otherwise": (
        {"articles/a.md": about(HIDING, source="[{file: ' .\\\\Pages/x/../P ', lines: 2}]")},
        {"p.txt": [(2, 2, True, "a")]},
        {},
    ),
    "redacted": (
        {"articles/a.md": about(REDACTING)},
        {},
        {"p.txt": ((2, 3, 5), (3, 0, 2)), "covered": (("a.html", "p.txt", 2), ("a.html", "p.txt", 3))},
    ),
    "redacted and aside": (
        {"articles/_a.md": about(REDACTING)},
        {},
        {"p.txt": ((2, 3, 5), (3, 0, 2)), "covered": (("_a.md", "p.txt", 2), ("_a.md", "p.txt", 3))},
    ),
    "redacted and withdrawn": ({"articles/a.md": about(REDACTING, HIDING)}, {"p.txt": [(2, 3, True, "a")]}, {}),
    "redacted on copies": (
        {
            "articles/a.md": about(REDACTING, source="[{file: q.txt, lines: 1}, {file: p.txt, lines: 3}]"),
            "pages/q.txt": "b\n", "pages/r.txt": Q,
        },
        {},
        {
            "p.txt": ((3, 0, 2),), "r.txt": ((3, 0, 2),),
            "covered": (("a.html", "p.txt", 3), ("a.html", "r.txt", 3)),
        },
    ),
    "redacted over ends of lines and pages": (
        {
            "articles/a.md": about(
                REDACTING.replace("bb", "bbcc"),
                source="[{file: p.txt, lines: '2, 4'}, {file: q.txt, lines: 1}]",
            ).replace("bb\n", "bbcc\n"),
            "pages/p.txt": "x\n1 bb\nzz\ncc 2 b\n",
            "pages/q.txt": "bcc\n",
        },
        {},
        {
            "p.txt": ((2, 2, 4), (4, 0, 2), (4, 5, 6)), "q.txt": ((1, 0, 3),),
            "covered": (("a.html", "p.txt", 2), ("a.html", "p.txt", 4), ("a.html", "q.txt", 1)),
        },
    ),
    "redacted and broken before copies": (
        {
            "articles/a.md": about(
                REDACTING.replace("bb", "bbcc"), source="[{file: q.txt, lines: 1}, {file: r.txt, lines: 1}]"
            ).replace("bb\n", "bbcc\n"),
            "pages/q.txt": "x bb\n", "pages/r.txt": "cc y\n", "pages/s.txt": "cc y\n", "pages/t.txt": "cc y\n",
        },
        {},
        {
            "q.txt": ((1, 2, 4),), **{f"{name}.txt": ((1, 0, 2),) for name in "rst"},
            "covered": tuple(("a.html", f"{name}.txt", 1) for name in "qrst"),
        },
    ),
    "redacted where copies adjoin": (
        {
            "articles/a.md": about(REDACTING, source="[{file: p.txt, lines: 1}]"),
            "pages/p.txt": "b x b\n", "pages/r.txt": "b x b\n", "pages/s.txt": "b x b\n",
        },
        {f"{name}.txt": [(1, 1, False, "")] for name in "prs"},
        {"covered": ()},
    ),
    "redacted and of no page": ({"articles/a.md": about(REDACTING, source="[]")}, {}, {"covered": ()}),
    "redacted and not there": (
        {"articles/a.md": about(REDACTING, source="[{file: p.txt, lines: '1, 4'}]")},
        {"p.txt": [(1, 1, False, ""), (4, 4, False, "")]},
        {"covered": ()},
    ),
    "redacted in the headline, which is not there": (
        {"articles/a.md": about(REDACTING, source="[{file: p.txt, lines: '1'}]").replace("bb\n", "\n").replace("Headline", "bb")},
        {},
        {"covered": ()},
    ),
    "two words, of which the first is not there": (
        {"articles/a.md": about(REDACTING.replace("[{", "[{text: aa, date: 2024-05-01, reason: r}, {")).replace("bb\n", "bb aa\n")},
        {"p.txt": [(2, 3, False, "")]},
        {"p.txt": ((2, 3, 5), (3, 0, 2)), "covered": (("a.html", "p.txt", 2), ("a.html", "p.txt", 3))},
    ),
    "two words, of which one is not there": (
        {"articles/a.md": about(REDACTING.replace("[{", "[{text: cc, date: 2024-05-01, reason: r}, {")).replace("bb\n", "bb cc\n")},
        {"p.txt": [(2, 3, False, "")]},
        {"p.txt": ((2, 3, 5), (3, 0, 2)), "covered": (("a.html", "p.txt", 2), ("a.html", "p.txt", 3))},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "lines", "bars"), PLACES.values(), ids=PLACES)
def test_what_is_hidden_of_the_pages(
    make: Make,
    files: dict[str, str | bytes],
    lines: dict[str, list[tuple[int, int, bool, str]]],
    bars: dict[str, object],
) -> None:
    root = make({"pages/p.txt": Q, "pages/other.txt": "other\n", **files})
    archive, problems = read_archive(root, Config(title="x"))
    found = archive.withheld
    assert any("words that are redacted are not on its lines" in one.message for one in problems) is bool(
        lines and "covered" in bars
    )
    assert {page: [astuple(one)[:4] for one in hidden] for page, hidden in found.lines.items()} == lines
    assert list(found.lines) == sorted(found.lines)
    covered = bars.get("covered", ())
    assert found.bars == {page: places for page, places in bars.items() if page != "covered"}
    assert found.covered == covered
    shown = {"p.txt", "other.txt"} - {*lines, *bars}
    assert {page for page in ("p.txt", "other.txt") if found.is_whole(page)} == shown
    name = str(root / next(iter(files)))
    redacted = "covered" in bars
    assert (found.redacted, name in found.files) == ((name,) if redacted else (), bool(lines) and not redacted)
    assert found.withdrawn == tuple(file for file in found.files if HIDING in Path(file).read_text(encoding="utf-8"))


MEND = "nothing is published until this is mended: text that was withdrawn might appear again"
NOT_THERE = "correct “file”; if the page has left the archive, remove it here"
OTHER_HASH = "“p.txt” is not the text that it names: the SHA-256 differs"

# a source that does not fit, what is said of it, and what to do
MISPLACED = {
    "near": ("{file: pp.txt}", "its source “pp.txt” is not in pages/", "is it p.txt?"),
    "far": ("{file: annual-volume.txt}", "its source “annual-volume.txt” is not in pages/", NOT_THERE),
    "hash": (f"{{file: p.txt, sha256: {'0' * 64}}}", OTHER_HASH, "correct “lines” and “sha256”, or restore the page"),
    "lines": (
        "{file: p.txt, lines: '1, 2-5, 3'}",
        "its lines go beyond the end of p.txt",
        "correct “lines”: p.txt ends with line 4",
    ),
}


@pytest.mark.parametrize("kind", ["withdrawn", "redacted"])
@pytest.mark.parametrize(("source", "message", "hint"), MISPLACED.values(), ids=MISPLACED)
def test_what_is_said_of_lines_that_cannot_be_hidden(
    make: Make, source: str, message: str, hint: str, kind: str
) -> None:
    key = HIDING if kind == "withdrawn" else REDACTING
    root = make({"articles/a.md": about(key, source=f"[{source}]"), "pages/p.txt": Q})
    with pytest.raises(BuildError) as stop:
        read_archive(root, Config(title="x"))
    assert stop.value.problem == Problem(
        str(root / "articles/a.md"), 0, f"a {kind} article: {message}", f"{hint}; {MEND}"
    )


@pytest.mark.parametrize(("source", "message", "hint"), MISPLACED.values(), ids=MISPLACED)
def test_a_private_article_whose_lines_are_not_found_hides_the_page(
    make: Make, source: str, message: str, hint: str
) -> None:
    source = f"[{source}, {{file: q.txt, lines: 1}}]"
    root = make({"articles/a.md": about(DRAFT, source=source), "pages/p.txt": Q, "pages/q.txt": "q\n"})
    archive, problems = read_archive(root, Config(title="x"))
    near = "annual" not in source
    until = "; until then no line of p.txt is shown" if near else ""
    assert problems == [Problem(str(root / "articles/a.md"), 0, f"a private article: {message}", hint + until)]
    whole = {"p.txt": [(*WHOLE, False, "")]} if near else {}
    found = {page: [astuple(one)[:4] for one in lines] for page, lines in archive.withheld.lines.items()}
    assert found == whole | {"q.txt": [(1, 1, False, "")]}


def test_each_page_that_may_be_meant_is_hidden(make: Make) -> None:
    pages: dict[str, str | bytes] = {f"pages/rb1998-01-0{day}.txt": f"{day}\n" for day in (1, 2)}
    root = make({"articles/a.md": about(DRAFT, source="[{file: rb1998-01-03.txt, lines: 1}]"), **pages})
    archive, (problem,) = read_archive(root, Config(title="x"))
    assert sorted(archive.withheld.lines) == ["rb1998-01-01.txt", "rb1998-01-02.txt"]
    assert re.search(r"until then no line of rb1998-01-0(1|2)\.txt, rb1998-01-0(1|2)\.txt is shown", problem.hint)


def test_the_hash_of_a_page_is_compared_whatever_its_capitals(make: Make) -> None:
    digest = hashlib.sha256(Q.encode()).hexdigest().upper()
    source = f"[{{file: p.txt, lines: 2, sha256: {digest}}}]"
    root = make({"articles/a.md": about(HIDING, source=source), "pages/p.txt": Q})
    assert read_archive(root, Config(title="x"))[0].withheld.lines["p.txt"][0].last == 2


def test_words_that_are_redacted_and_not_seen_are_said(make: Make) -> None:
    root = make({"articles/a.md": about(REDACTING, source="[{file: p.txt, lines: '1'}]"), "pages/p.txt": Q})
    (problem,) = read_archive(root, Config(title="x"))[1]
    message = "words that are redacted are not on its lines of the source page: none of these lines is shown"
    assert problem == warning(
        str(root / "articles/a.md"), 0, message, "write them as they stand there, or correct “lines”"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("source: p.txt", ["p.txt"]),
        ("see P.TXT, and x/q.v2.txt!", ["p.txt", "x/q.v2.txt"]),
        ("x\\Q.V2.TXT", ["x/q.v2.txt"]),
        ("x%2Fq.v2.txt", ["x/q.v2.txt"]),
        ("cafe\u0301.txt", ["caf\u00e9.txt"]),
        (".txt p .txt", []),
        ("", []),
    ],
)
def test_pages_are_named_wherever_their_names_stand(text: str, named: list[str]) -> None:
    mentions = NameFinder(["p.txt", "x/q.v2.txt", "caf\u00e9.txt", "without"])
    assert sorted(mentions.find(text.encode())) == named
    assert sorted(mentions.find(text.encode("utf-16"))) == named
    assert NameFinder(["without"]).find(b"without") == set()


def test_pages_that_unreadable_articles_name_are_not_served(make: Make) -> None:
    broken = about(source="[{file: p.txt}, {file: q.txt}]").replace("2024-02-19", "never")
    root = make({"articles/x/a.md": broken, "articles/b.md": broken.replace("p.txt", "r.txt"),
                 "pages/p.txt": Q, "pages/q.txt": "q", "pages/r.txt": "r", "pages/s.txt": "s"})  # fmt: skip
    archive, problems = read_archive(root, Config(title="x"))
    assert archive.withheld.pages == {"p.txt", "q.txt", "r.txt"}
    assert not archive.withheld.is_whole("q.txt")
    said = [(Path(one.path).name, one.message, one.hint) for one in problems if "/pages/" in one.path and one.line == 0]
    hint = "mend the article: its lines may be withdrawn"
    assert said == [
        (page, f"no line of it is shown: articles/{file}.md names it and cannot be read", hint)
        for page, file in (("p.txt", "x/a"), ("q.txt", "x/a"), ("r.txt", "b"))
    ]
