"""Whole builds: the seed archive, hostile articles, the same bytes everywhere."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from site_builder.common.problems import BuildError
from site_builder.pipeline.build import build
from site_builder.pipeline.options import BuildOptions
from tests.conftest import SEEDS, Make, article
from tests.site import broken_links, read_site

ROOT = SEEDS.parent


def tree(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="session")
def seed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("seeds") / "dist"
    report = build(SEEDS, output)
    assert not report.problems
    return output


RECEIVED = {
    "000_1da0b948e40103ae.txt": "1ade2cc96d2d507e4b68b8d2ec2ebf1e7e3474773cf6641fee0e00c55688ce3b",
    "001_f210bc26744d8fca.txt": "8b393d0a66dd08cd692239a9b1cf9a0c4c56c0adfc733e6803fa6afab18a4180",
    "002_e7b7079c5ea483fb.txt": "ee279866b3950c34da4122d987e14fdc7e8a00b91643d67a11ec3c0ee2c4b3be",
    "003_05002b6f23400933.txt": "330da7b8efff605e2b53d2bcb7ba964a6efcac3dae7cf4b650461dce3b307268",
    "004_d961d57cd21cf1ce.txt": "23aed7f2d30c1e70b3f76b0c1d16ecc24dfe375031bbb674117dc007b1de1eb5",
}


def test_the_seed_pages_are_those_that_were_received(seed_site: Path) -> None:
    for folder in (SEEDS / "pages", seed_site / "pages"):
        assert {name: digest for name, digest in tree(folder).items() if name.endswith(".txt")} == RECEIVED


def test_the_seeds_become_thirteen_articles(seed_site: Path) -> None:
    sources = [name.relative_to(SEEDS / "articles").with_suffix(".html") for name in (SEEDS / "articles").rglob("*.md")]
    assert len(sources) == 13
    assert all((seed_site / source).is_file() for source in sources)


def test_every_link_leads_somewhere_from_any_place(seed_site: Path) -> None:
    assert broken_links(seed_site) == []


def test_every_page_is_guarded_and_has_one_heading(seed_site: Path) -> None:
    for address, page in read_site(seed_site).items():
        policy = [
            found["content"] for tag, found in page.elements if found.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policy) == 1, address
        assert "default-src 'none'" in policy[0], address
        assert "unsafe-inline" not in policy[0], address
        tags = [tag for tag, _ in page.elements]
        assert tags.count("h1") == 1 or "refresh" in str(page.elements), address
        assert len(page.ids) == len(set(page.ids)), address
        assert dict(page.elements)["html"].get("lang"), address


def test_no_file_of_the_output_is_trouble_elsewhere(seed_site: Path) -> None:
    names = list(tree(seed_site))
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) < 180 and not re.search(r'[<>:"|?*\\]', name) for name in names)


def test_the_same_bytes_under_another_clock_locale_and_umask(seed_site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "seeds"
    shutil.copytree(SEEDS, copy)
    command = [sys.executable, "-m", "site_builder", "build", str(copy), "--output", str(tmp_path / "out"), "--strict"]
    changed = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "12345", "HOME": str(tmp_path)}
    subprocess.run(command, env={**os.environ, **changed}, umask=0o077, check=True, capture_output=True)
    assert tree(tmp_path / "out") == tree(seed_site)


def test_a_second_build_touches_nothing(tmp_path: Path) -> None:
    build(SEEDS, tmp_path / "dist")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").rglob("*")}
    report = build(SEEDS, tmp_path / "dist")
    assert (report.written, report.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").rglob("*")} == before


def test_a_build_after_changes_is_a_clean_build(make: Make, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"articles/2024/a{n}.md": article(f"T{n}", f"2024-0{n}-01", tags=f"[x, t{n}]") for n in range(1, 8)
    }
    root = make({**files, "pages/p.txt": "x\n"})
    build(root, tmp_path / "dist")
    (root / "articles/2024/a3.md").unlink()
    (root / "published.txt").unlink()  # it is meant to be gone
    (root / "pages/p.txt").unlink()
    (root / "articles/2024/a4.md").write_text(article("Other", "1999", tags="[t9]"), encoding="utf-8")
    build(root, tmp_path / "dist")
    build(root, tmp_path / "clean")
    assert tree(tmp_path / "dist") == tree(tmp_path / "clean")


def test_a_lost_register_gives_the_same_addresses(tmp_path: Path) -> None:
    copy = tmp_path / "seeds"
    shutil.copytree(SEEDS, copy)
    (copy / "addresses.yaml").unlink()
    build(copy, tmp_path / "out", with_search=False)
    build(SEEDS, tmp_path / "dist", with_search=False)
    assert tree(tmp_path / "out") == tree(tmp_path / "dist")


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}{% x %}&amp;</title></script>"


def test_untrusted_articles_cannot_script_the_page(make: Make, tmp_path: Path) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    keys = {
        "kicker": quoted, "deck": f"[{quoted}]", "dateline": quoted, "byline": f"[{{name: {quoted}, role: {quoted}}}]",
        "byline_printed": quoted, "section": quoted, "tags": f"[{quoted}]", "summary": quoted, "rights": quoted,
        "date_note": quoted, "language": quoted, "page": quoted, "issue": quoted, "weather": quoted,
        "notes": f"[{{at: x, text: {quoted}}}]", "corrections": f"[{{date: 2024, text: {quoted}}}]",
        "source": f"[{{file: {quoted}, lines: '1'}}]", "aliases": "['../../etc/x', '/old']",
    }  # fmt: skip
    root = make(
        {
            "articles/a.md": article(date="2024", body=HOSTILE + "\n\n[x](javascript:alert(1)) ![y](//evil.example/z.png)", **keys).replace("title: Headline", f"title: {quoted}"),
            "articles/b.md": article(withdrawn=f"{{date: 2024, reason: {quoted}}}"),
            "pages/p.txt": HOSTILE,
            "pages/p.yaml": f"note: {quoted}\ntitle: {quoted}\nfurniture: [{{lines: '1', reason: {quoted}}}]\n",
        },
        settings=f"title: {quoted}\nsubtitle: {quoted}\ndescription: {quoted}\nrights: {quoted}\npublication: {{name: {quoted}}}\n",
    )  # fmt: skip
    build(root, tmp_path / "dist", base_url="https://example.org/x")
    for address, page in read_site(tmp_path / "dist").items():
        for tag, found in page.elements:
            assert not [name for name in found if name.startswith("on")], address
            assert tag != "script" or found.get("src", "").endswith(".js") or found.get("type") == "application/ld+json"
            assert not any(value.lower().startswith("javascript:") for value in found.values()), address
            assert tag != "img", address  # refused pictures leave their description
        text = (tmp_path / "dist" / address).read_text(encoding="utf-8")
        assert "49" not in re.findall(r"alert\(1\)&gt;&#39;(\d\d)", text), address
    assert not list(tmp_path.glob("etc/*"))


def test_every_kind_of_link_in_a_body(make: Make, tmp_path: Path) -> None:
    long = "x" * 300
    body = f"[l]({long}.md) ![q](media/{long}.png) [a](../../b.md#fn) [m](media/p.txt) [e](https://example.org/) [n](missing.md) [h](#here) ![i](media/no.png) [s](/x/)"
    root = make({"articles/2024/01/a.md": article(body=body), "articles/b.md": article("B"), "media/p.txt": "picture"})
    report = build(root, tmp_path / "dist", with_search=False)
    text = (tmp_path / "dist/2024/01/a.html").read_text(encoding="utf-8")
    for link in ('href="../../b.html#fn"', 'href="../../media/p.txt"', 'href="https://example.org/"', 'href="#here"'):
        assert link in text
    assert {p.line for p in report.problems} == {6}
    assert sorted(p.message for p in report.problems if long not in p.message) == [
        "the link to “/x/” leads nowhere",
        "the link to “media/no.png” leads nowhere",
        "the link to “missing.md” leads nowhere",
    ]


def test_an_archive_may_override_any_file_of_the_theme(make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "articles/a.md": article(weather="mild"),
            "templates/article.html": "Mine: {{ page.headline }}, {{ page.extra.weather }}",
            "static/site.css": "/* mine */",
            "static/extra.js": "1",
        }
    )
    build(root, tmp_path / "dist", with_search=False)
    assert (tmp_path / "dist/a.html").read_text() == "Mine: Headline, mild"
    assert (tmp_path / "dist/static/site.css").read_text() == "/* mine */"
    assert (tmp_path / "dist/static/extra.js").exists()


def test_a_site_without_search_has_nothing_of_it(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article(), "static/extra.js": "1"})
    build(root, tmp_path / "with")
    build(root, tmp_path / "without", with_search=False)
    scripts = {
        folder: {name for name in tree(tmp_path / folder) if name.endswith(".js") and not name.startswith("search/")}
        for folder in ("with", "without")
    }
    assert {"static/cite.js", "static/extra.js"} <= scripts["without"]
    assert not [name for name in scripts["without"] if name.startswith("static/search/")]
    ours = {f"static/search/{name}.js" for name in ("search", "guard", "marks", "shortcut")}
    assert scripts["with"] - scripts["without"] == {*ours, "static/search/simplified.js"}
    asked = {link for page in read_site(tmp_path / "with").values() for link in page.links}
    assert ours <= {link.removeprefix("../") for link in asked}


def test_an_empty_archive_builds(make: Make, tmp_path: Path) -> None:
    assert not build(make({"articles/.keep": ""}), tmp_path / "dist").problems
    assert broken_links(tmp_path / "dist") == []


def test_refused_outputs(make: Make) -> None:
    root = make({"articles/a.md": article()})
    with pytest.raises(BuildError):
        build(root, root / "articles" / "out")
    with pytest.raises(BuildError):
        build(root, ROOT)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(
        command,
        env={**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no wheel can be built here: {done.stderr[-300:]}")
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_theme_and_the_catalogues(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (("templates", "site_builder/theme/templates"), ("static", "site_builder/theme/static")):
        wanted = {
            f"{inside}/{file.relative_to(ROOT / folder).as_posix()}"
            for file in (ROOT / folder).rglob("*")
            if file.is_file()
        }
        assert wanted <= names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"site_builder"}  # no docs, no tests
    assert "site_builder/theme/locale/zh_Hans/LC_MESSAGES/messages.po" in names
    assert "site_builder/py.typed" in names  # what “Typing :: Typed” promises
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_alone_builds_the_same_bytes(wheel: Path, seed_site: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", wheel], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"nothing can be installed here: {done.stderr[-300:]}")
    command = [str(python), "-m", "site_builder", "build", str(SEEDS), "--output", str(tmp_path / "out"), "--strict"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert tree(tmp_path / "out") == tree(seed_site)


def test_an_index_that_was_left_for_later_is_made_up_for(make: Make, tmp_path: Path) -> None:
    def manifest(folder: str, *, index: bool = True) -> bytes:
        build(root, tmp_path / folder, options=BuildOptions(keep_addresses=False, index=index))
        return (tmp_path / folder / "manifest-sha256.txt").read_bytes()

    root = make({"articles/a.md": article("First"), "articles/b.md": article("Other")})
    assert b"search/manifest.js" not in manifest("dist", index=False)
    first = manifest("dist")
    assert b"search/manifest.js" in first
    make({"articles/a.md": article("Second")})
    meanwhile = manifest("dist", index=False)
    assert {line for line in first.split(b"\n") if b"  search/" in line} < set(meanwhile.split(b"\n"))
    assert manifest("dist") == manifest("clean")


def test_files_beside_articles_are_published_where_an_article_shows_them(make: Make, tmp_path: Path) -> None:
    body = "![a](pic.jpg) [b](./img/b%20c.pdf) ![d](../up.svg) ![e](bad.svg) [f](/2024/x/pic.jpg) ![g](no.png)"
    root = make({
        "articles/2024/x/a.md": article(body=body), "articles/2024/x/pic.jpg": b"1", "articles/2024/x/img/b c.pdf": b"2",
        "articles/2024/up.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "articles/2024/lone.png": b"3",
        "articles/2024/x/bad.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        "articles/2024/x/secret.png": b"4", "articles/2024/x/s.md": article(body="![s](secret.png)", draft="true"),
        "articles/2024/x/notes.docx": b"5",
    })  # fmt: skip
    report = build(root, tmp_path / "site", with_search=False)
    site = tmp_path / "site"
    files = {
        file.relative_to(site).as_posix() for file in site.rglob("*") if file.suffix in (".jpg", ".pdf", ".svg", ".png")
    }
    assert files - {"static/favicon.svg"} == {"2024/x/pic.jpg", "2024/x/img/b c.pdf", "2024/up.svg"}
    page = (site / "2024/x/a.html").read_text()
    assert 'src="../../2024/x/pic.jpg"' in page
    assert 'href="../../2024/x/img/b%20c.pdf"' in page
    said = {Path(problem.path).name: problem.message for problem in report.problems}
    for name in ("lone.png", "bad.svg", "secret.png"):
        assert said[name] == "is not published: no article shows it"
    assert "is not read" in said["notes.docx"]
    assert sum("leads nowhere" in problem.message for problem in report.problems) == 3


def test_a_file_beside_an_article_comes_and_goes_with_its_link(make: Make, tmp_path: Path) -> None:
    root, site = make({"articles/x/a.md": article(body="Words."), "articles/x/p.png": b"1"}), tmp_path / "site"
    build(root, site, with_search=False)
    assert not (site / "x/p.png").exists()
    make({"articles/x/a.md": article(body="Words ![p](p.png).")})
    build(root, site, with_search=False)
    assert (site / "x/p.png").read_bytes() == b"1"
    make({"articles/x/p.png": b"two"})
    build(root, site, with_search=False)
    assert (site / "x/p.png").read_bytes() == b"two"
    make({"articles/x/a.md": article(body="Words.", withdrawn="{date: 2024-03-01, reason: Wrong}")})
    build(root, site, with_search=False)
    assert not (site / "x/p.png").exists()
