"""Words that are redacted are nowhere in the site, and the site says that they are missing."""

from pathlib import Path

import msgspec
import pytest

from site_builder.archive.config import load_config
from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.archive.read import read_archive
from site_builder.archive.restrictions.redaction import BAR, cover, folded, not_found, redacted
from site_builder.checks.audit import audit
from site_builder.common.problems import BuildError
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions, BuildReport
from tests.conftest import Make, article
from tests.thorough import beside, places

NAME, LATIN = "欧阳某某", "Zebediah Quux"
REDACTIONS = (
    f'[{{text: {NAME}, date: 2024-05-01, reason: Asked for}}, {{text: "{LATIN}", date: 2024-05-02, reason: Minor}}]'
)
ONE = f"[{{text: {NAME}, date: 2024-05-01, reason: Asked for}}]"
PAGE = f"Banner\n{NAME}到会\n记者欧阳\n某某报道 ZEBEDIAH\nQuux said so\nLast\n"
KEYS = {
    "kicker": f"关于{NAME}",
    "deck": f"[{NAME}出席]",
    "summary": f"{NAME} and {LATIN}",
    "tags": f"[{NAME}, 会议]",
    "mentions": f"[{NAME}, Mayor]",
    "byline": f"[{{name: {NAME}, role: 记者}}, Ann]",
    "section": NAME,
    "publication": f"{NAME}报",
    "notes": f"[{{at: {NAME}, text: {NAME}的笔误}}]",
    "corrections": f"[{{date: 2024-03-01, text: {LATIN} was wrong}}]",
    "weather": f"{{seen_by: {NAME}}}",
}
BODY = '记者欧阳\n某**某**报道 ZEBEDIAH\n_Qu_ux said so. ![欧阳&#x67d0;某](media/p.png) [欧阳某某](b.md "欧阳某某")'


def archive(make: Make, **keys: str) -> Path:
    source = "[{file: p.txt, lines: '2-5'}]"
    return make(
        {
            "articles/a.md": article(
                f"{NAME}到会", body=BODY, **(KEYS | {"source": source, "redactions": REDACTIONS} | keys)
            ),
            "articles/b.md": article("Other", tags="[会议]"),
            "pages/p.txt": PAGE,
            "media/p.png": "p",
        },
        settings="title: Archive\nbase_url: https://example.org/\n",
    )


def test_a_caption_is_covered_as_the_text_is(make: Make) -> None:
    root = archive(make)
    body = f'![A man](media/p.png "{NAME}在桥上 | {LATIN}")\n\n![A man](media/p.png "{{supplied: {NAME}}}") Words'
    keys = {"source": "[]", "redactions": REDACTIONS}
    (root / "articles" / "a.md").write_text(article(f"{NAME}到会", body=body, **keys), encoding="utf-8")
    run(root)
    page = (root.parent / "dist" / "a.html").read_text(encoding="utf-8")
    assert NAME not in page
    assert "Zebediah" not in page
    assert "</span>在桥上<br><small><span" in page


def run(root: Path) -> BuildReport:
    return build(root, root.parent / "dist", options=BuildOptions(jobs=1))


def test_redacted_words_are_in_no_byte(make: Make) -> None:
    root = archive(make, redactions="[]")
    run(root)
    assert len(places(beside(root.parent / "dist"), [NAME, LATIN])) > 20
    archive(make)
    for _ in range(2):
        run(root)
        (root / "articles/b.md").write_text(article("Other once more"), encoding="utf-8")
    assert places(beside(root.parent / "dist"), [NAME, LATIN]) == []


@pytest.mark.parametrize("source", ["p", "[P]", "{file: pages/p}", "[Reuters, p]"])
def test_redacted_words_are_covered_on_a_page_that_is_named_loosely(make: Make, source: str) -> None:
    run(archive(make, source=source))
    assert places(beside(make().parent / "dist"), [NAME, LATIN]) == []
    assert "Banner" in (make().parent / "dist/pages/p.html").read_text(encoding="utf-8")


def test_the_copies_say_that_they_are_redacted(make: Make) -> None:
    root = archive(make)
    run(root)
    output = root.parent / "dist"
    page = (output / "a.html").read_text(encoding="utf-8")
    assert "Asked for" in page
    assert "Minor" in page
    assert "This copy is redacted" in page
    assert f'aria-label="redacted">{BAR}</span>' in page
    source = (output / "pages/p.html").read_text(encoding="utf-8")
    assert "This copy is redacted" in source
    assert "The SHA-256 is that of the page as it was received" in source
    lines = source.partition('<div class="lines"')[2]
    assert lines.count('class="redacted"') == 1 + 2 + 2
    assert "Last" in source
    assert not (output / "pages/p.txt").exists()
    assert [file.name for file in sorted((output / "persons").iterdir())] == ["index.html", "mayor.html"]
    assert not (output / f"tags/{NAME}.html").exists()


def test_the_audit_holds_against_the_page_as_received(make: Make) -> None:
    root = make(
        {
            "articles/a.md": article("Head", body=f"Words of {NAME}.", source="[{file: p.txt}]", redactions=ONE)
            .replace("file: p.txt", "file: p.txt, lines: '1-2'"),
            "pages/p.txt": f"Head\nWords of {NAME}.\n",
        }
    )  # fmt: skip
    found = audit(read_archive(root, load_config(root))[0])
    assert [one.message for one in found.problems if "SHA" not in one.message and "sha256" not in one.message] == []


@pytest.mark.parametrize(
    "keys",
    [
        {"redactions": "[{text: 不在文中, date: 2024-05-01, reason: r}]"},
        {"redactions": "[{text: '', date: 2024-05-01, reason: r}]"},
        {"redactions": f"[{NAME}]"},
        {"redactions": f"[{{text: {NAME}, reason: r}}]"},
        {"redactions": f"{{text: {NAME}, date: never, reason: r}}"},
        {"redaction": f"[{{text: {NAME}}}]", "redactions": ""},
        {"date": "never"},
        {"source": "[{file: q.txt, lines: '2-5'}]"},
        {"source": "[{file: p.txt, lines: '2-50'}]"},
        {"source": "p.html"},
        {"sources": "p", "source": ""},
    ],
)
def test_a_redaction_that_does_not_fit_stops_the_build(make: Make, keys: dict[str, str]) -> None:
    root = archive(make)
    text = (root / "articles/a.md").read_text(encoding="utf-8")
    for key, value in keys.items():
        lines = [line for line in text.split("\n") if not line.startswith(f"{key}:")]
        text = "\n".join([lines[0], *([f"{key}: {value}"] if value else []), *lines[1:]])
    (root / "articles/a.md").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as stop:
        run(root)
    assert NAME not in str(stop.value)
    assert places(beside(root.parent / "dist"), [NAME, LATIN]) == []


@pytest.mark.parametrize(
    ("text", "words", "covered"),
    [
        ("a 张三 b", "张三", f"a {BAR} b"),
        ("张\n三", "张三", BAR),
        ("**张**三", "张三", f"**{BAR}**"),
        ("**张三**", "张三", f"**{BAR}**"),
        ("张*三*李", "张三李", BAR),
        ("张</b>三", "张三", BAR),
        ('<img alt="Ann Lee">', "Ann Lee", f'<img alt="{BAR}">'),
        ("<Ann Lee> said", "Ann Lee", f"<{BAR}> said"),
        ('<a\ntitle="Ann&nbsp;Lee">y</a>', "Ann Lee", f'<a\ntitle="{BAR}">y</a>'),
        ("Ann <!-- her name --> Lee", "Ann Lee", BAR),
        ("> Ann\n> Lee", "Ann Lee", f"> {BAR}"),
        ("> > Ann\n>> Lee", "Ann Lee", f"> > {BAR}"),
        ("Ann[^1] Lee", "Ann Lee", BAR),
        ('[y](x.md "Ann Lee")', "Ann Lee", f'[y](x.md "{BAR}")'),
        ("ＡＮＮ and Annual, ann's", "Ann", f"{BAR} and Annual, {BAR}'s"),
        ("Smi-\nth", "Smith", BAR),
        ("Jose\u0301", "José", BAR),
        ("&#x5f20;三", "张三", BAR),
        ("张三张三", "张三", BAR),
        ("https://e.org/%E5%BC%A0%e4%b8%89?q=1", "张三", f"https://e.org/{BAR}?q=1"),
        ("[x](Ann%20Lee.jpg), 20%25", "Ann Lee", f"[x]({BAR}.jpg), 20%25"),
        ("nothing", "张三", "nothing"),
        ("MaryAnn, Ann", "Ann", f"MaryAnn, {BAR}"),
        ("(Ann) Lee", "Ann", f"({BAR}) Lee"),
        ("A Ann b", "Ann", f"A {BAR} b"),
        ("1Ann Anna", "Ann", "1Ann Anna"),
        ("人人人", "人人", BAR),
        ("Anns, Ann,", "Ann", f"Anns, {BAR},"),
        ("Ann!s", "Ann!", f"{BAR}s"),
        ("张**三_李 x** y_", "张三李", f"{BAR}**_ x** y_"),
    ],
)
def test_words_are_found_as_a_reader_finds_them(text: str, words: str, covered: str) -> None:
    assert cover(text, [folded(words)]) == covered


@pytest.mark.parametrize("clean", [True, False])
@pytest.mark.parametrize(
    ("source", "pages"),
    [
        ("[{file: p.txt, lines: '1, 3'}]", {"p.txt": f"Met {LATIN[:4]}\nBanner\n{LATIN[4:]} here\n"}),
        (
            "[{file: p.txt, lines: 1}, {file: q.txt, lines: 2}]",
            {"p.txt": f"Met {LATIN[:9]}\nx\n", "q.txt": "y\nQuux here\n"},
        ),
        ("[{file: p.txt, lines: 1}]", {"p.txt": f"Met {LATIN[:9]} Kwuuxish here\nother\n"}),
    ],
)
def test_words_broken_between_lines_and_pages_and_misprinted(
    make: Make, source: str, pages: dict[str, str], *, clean: bool
) -> None:
    texts: dict[str, str | bytes] = {f"pages/{name}": text for name, text in pages.items()}
    keys = {"source": source, "body": f"Met {LATIN} here"}
    root = make({**texts, "articles/a.md": article("Head", **keys)})
    if not clean:
        run(root)
    make({"articles/a.md": article("Head", **keys, redactions=f"[{{text: {LATIN}, date: 2024-05-01, reason: r}}]")})
    problems = [one.message for one in run(root).problems]
    assert places(beside(root.parent / "dist"), ["Zebediah", "Quux", "Kwuuxish"]) == []
    assert [one for one in problems if "redacted" in one] == (
        ["words that are redacted are not on its lines of the source page: none of these lines is shown"]
        if "Kwuuxish" in pages["p.txt"]
        else []
    )


def test_a_reason_does_not_say_the_words(make: Make) -> None:
    redactions = f"[{{text: {NAME}, date: 2024-05-01, reason: {NAME}要求}}]"
    root = archive(make, redactions=redactions)
    run(root)
    assert places(beside(root.parent / "dist"), [NAME]) == []
    archive(make, redactions=redactions, withdrawn=f"{{date: 2024-05-02, reason: {NAME}要求}}")
    run(root)
    assert places(beside(root.parent / "dist"), [NAME]) == []


def test_a_site_without_search_keeps_no_index_of_the_words(make: Make) -> None:
    root = archive(make, redactions="[]")
    run(root)
    archive(make)
    build(root, root.parent / "dist", options=BuildOptions(jobs=1), with_search=False)
    assert places(beside(root.parent / "dist"), [NAME, LATIN]) == []


@pytest.mark.parametrize("how", ["deleted", "emptied", "without front matter"])
@pytest.mark.parametrize("clean", [True, False])
def test_what_covers_words_of_a_page_is_not_lost(make: Make, tmp_path: Path, how: str, *, clean: bool) -> None:
    root = archive(make)
    run(root)
    file = root / "articles/a.md"
    if how == "deleted":
        file.unlink()
    else:
        file.write_text("" if how == "emptied" else "Words.", encoding="utf-8")
    with pytest.raises(BuildError, match="was withdrawn or redacted and"):
        build(root, tmp_path / "new" if clean else root.parent / "dist", options=BuildOptions(jobs=1))
    archive(make, redactions="[]")
    run(root)
    assert LATIN in (root.parent / "dist/a.html").read_text(encoding="utf-8")


def test_an_article_that_was_moved_decides_itself(make: Make) -> None:
    root = archive(make)
    run(root)
    (root / "articles/a.md").rename(root / "articles/moved.md")
    text = article("Moved", body=f"{NAME} ZEBEDIAH Quux", source="[{file: p.txt, lines: '2-5'}]", aliases="[a.html]")
    (root / "articles/moved.md").write_text(text, encoding="utf-8")
    run(root)
    assert LATIN.partition(" ")[2] in (root.parent / "dist/pages/p.html").read_text(encoding="utf-8")


def test_what_does_not_hold_the_words_stays_as_it_is() -> None:
    keys = {
        "title": "Ann Lee in town", "date": "2024-02-19", "section": "Home", "tags": ["Ann Lee", "ships"],
        "byline": [{"name": "Bo Lin", "role": "reporter"}, {"name": "Ann Lee"}], "deck": ["On Ann Lee", "On ships"],
        "aliases": ["ann-lee.html"], "source": [{"file": "p.txt", "lines": ["2-3"]}], "language": "en",
        "redactions": [{"text": "Ann Lee", "date": "2024-05-01", "reason": "Asked by Ann Lee"}],
    }  # fmt: skip
    front, extra = redacted(msgspec.convert(keys, FrontMatter), {"mood": "Ann Lee sad", "other": ["fine"]})
    assert front.title == f"{BAR} in town"
    assert (front.section, front.tags, front.deck) == ("Home", ("ships",), (f"On {BAR}", "On ships"))
    assert [(person.name, person.role) for person in front.byline] == [("Bo Lin", "reporter")]
    assert (front.aliases, front.source[0].ranges, front.language) == (("ann-lee.html",), ((2, 3),), "en")
    assert extra == {"mood": f"{BAR} sad", "other": ["fine"]}
    [mark] = front.redactions
    assert (mark.text, mark.date, mark.reason) == ("", "2024-05-01", f"Asked by {BAR}")


def test_the_reason_of_a_withdrawal_holds_no_words_that_are_covered() -> None:
    keys = {
        "title": "T",
        "date": "2024",
        "redactions": [{"text": "Ann Lee", "date": "2024", "reason": "Minor"}],
        "withdrawn": {"date": "2024-05-02", "reason": "Ann Lee asked"},
    }
    front, _ = redacted(msgspec.convert(keys, FrontMatter), {})
    assert front.withdrawn
    assert (front.withdrawn.date, front.withdrawn.reason) == ("2024-05-02", f"{BAR} asked")


def test_a_section_that_holds_the_words_is_left_out() -> None:
    keys = {
        "title": "T",
        "date": "2024",
        "section": "Ann Lee's page",
        "redactions": [{"text": "Ann Lee", "date": "", "reason": ""}],
    }
    front, _ = redacted(msgspec.convert(keys, FrontMatter), {})
    assert front.section == ""
    front, _ = redacted(msgspec.convert({**keys, "publication": "Ann Lee's paper"}, FrontMatter), {})
    assert front.publication == ""


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["Ann"], 0),
        (["Ann", "Bo", "Cy Day", "Eve"], 0),
        (["Fay"], 1),
        (["Ann", "Fay", "Bo"], 2),
        ([""], 1),
        (["Asked"], 1),
    ],
)
def test_words_that_an_article_does_not_have(words: list[str], number: int) -> None:
    redactions = [{"text": word, "date": "2024", "reason": "Asked"} for word in words]
    front = {"title": "T", "date": "2024", "deck": ["Of Bo"], "redactions": redactions}
    extra = {"mood": {"seen": ["Cy Day"]}}
    assert not_found(msgspec.convert(front, FrontMatter), extra | {"by": "Eve"}, "Ann came") == number
