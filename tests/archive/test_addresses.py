"""Addresses: safe, unique, and never moving."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.addresses import (
    FOLDER_CAPACITY,
    AddressEntry,
    Register,
    fold_address,
    read_register,
    refusal,
    save_register,
    slug,
)
from site_builder.archive.config import load_config
from site_builder.archive.read import read_archive
from site_builder.common.problems import BuildError
from site_builder.pipeline.build import build
from tests.conftest import Make, article


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("西宁", "xi-ning"),
        ("析宁", "xi-ning"),
        ("招商引资", "zhao-shang-yin-zi"),
        ("第十四届全国冬季运动会", "di-shi-si-jie-quan-guo-dong-ji-yun-dong-hui"),
        ("PM2.5", "pm2-5"),
        ("Zürich", "zurich"),
        ("L'Humanité", "lhumanite"),
        ("index", "index-name"),
        ("Page 2", "page-2-name"),
        ("CON", "con-name"),
        ("🙂", "u1f642"),
        ("", ""),
    ],
)
def test_slugs(name: str, address: str) -> None:
    assert slug(name) == address or not name


def test_a_reading_decides() -> None:
    assert slug("张弘靓") == "zhang-hong-jing"
    assert slug("张弘靓", "Zhang Hongliang") == "zhang-hongliang"


@given(st.lists(st.text(min_size=1), max_size=20))
def test_addresses_of_names_are_safe_and_unique(names: list[str]) -> None:
    register = Register()
    given_names = list(dict.fromkeys(names))
    addresses = [register.address("tags", name) for name in given_names]
    assert len({fold_address(address) for address in addresses}) == len(given_names)
    for address in addresses:
        assert re.fullmatch(r"tags/[a-z0-9][a-z0-9-]*", address)
        assert not refusal("x/" + address.removeprefix("tags/"))
    assert [register.address("tags", name) for name in given_names] == addresses


def test_a_full_folder_is_followed_by_another() -> None:
    register = Register()
    addresses = [register.address("tags", f"name {n}") for n in range(FOLDER_CAPACITY + 1)]
    assert addresses[-2].startswith("tags/name-")
    assert addresses[-1] == f"tags/2/name-{FOLDER_CAPACITY}"


@pytest.mark.parametrize(
    "url_path",
    ["index", "2024/index", "2024/INDEX", "search", "404", "tags/x", "Tags/x", "people", "pages/x", "static/x",
     "2024/page-3", "page-3/x", "a:b", "a?", "a/ b", "a./b", "a//b", "con", "2024/NUL.x", "x" * 201, "宁" * 70,
     "index.html/a", "feed.xml/a", "2024/b.html/c", "bad\udcff", "/".join(["abcdefgh"] * 30)],
)  # fmt: skip
def test_refused_addresses(url_path: str) -> None:
    assert refusal(url_path)


@pytest.mark.parametrize("url_path", ["2024/02/19/x", "新闻/西宁", "a-b_c.d", "console", "2024", "searching/index-of"])
def test_good_addresses(url_path: str) -> None:
    assert not refusal(url_path)


def registered(root: Path) -> Register:
    archive, _ = read_archive(root, load_config(root))
    save_register(root, archive.register)
    return archive.register


def test_names_keep_their_addresses_whatever_comes_later(make: Make) -> None:
    root = make({"articles/a.md": article(tags="[西宁]")})
    registered(root)
    before = (root / "addresses.yaml").read_text(encoding="utf-8")
    root = make({"articles/b.md": article(tags="[析宁, 安宁]")})
    registered(root)
    after = (root / "addresses.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    register = read_register(root)
    assert register.address("tags", "西宁") == "tags/xi-ning"
    assert register.address("tags", "析宁") == "tags/xi-ning-2"
    assert not register.added


def authority(name: str, *variants: str) -> dict[str, str | bytes]:
    return {"authorities.yaml": f"people:\n- {{name: {name}, variants: [{', '.join(variants)}]}}\n"}


def test_a_canonical_name_takes_over_the_address_of_a_form_that_reads_alike(make: Make, tmp_path: Path) -> None:
    root = make({"articles/a.md": article(byline="[MARGARET ELLISON, June.]")})
    build(root, tmp_path / "dist", with_search=False)
    before = (root / "addresses.yaml").read_text(encoding="utf-8")
    make(authority("Margaret Ellison", "MARGARET ELLISON", "June."))
    for _ in range(2):
        assert build(root, tmp_path / "dist", with_search=False).problems == []
        line = '- {kind: "people", name: "Margaret Ellison", address: "people/margaret-ellison", instead_of: "MARGARET ELLISON"}\n'
        assert (root / "addresses.yaml").read_text(encoding="utf-8") == before + line
        assert "<h1>Margaret Ellison</h1>" in (tmp_path / "dist/people/margaret-ellison.html").read_text()
        # A name that reads otherwise had a page too, which leads on.
        assert 'url=../people/margaret-ellison.html"' in (tmp_path / "dist/people/june.html").read_text()
    # What has the address now keeps it, should the two be parted again.
    make({**authority("Margaret Ellison", "June."), "articles/b.md": article(byline="[Margaret Ellison]")})
    build(root, tmp_path / "dist", with_search=False)
    register = read_register(root)
    assert register.known("people", "Margaret Ellison") == "people/margaret-ellison"
    assert register.known("people", "MARGARET ELLISON") == "people/margaret-ellison-2"


def test_an_address_that_stands_twice_for_two_names_is_a_fault(make: Make) -> None:
    one = '- {kind: "tags", name: "A", address: "tags/a"}\n'
    for other in ("", ', instead_of: "B"'):
        root = make({"addresses.yaml": f'addresses:\n{one}- {{kind: "tags", name: "a", address: "tags/a"{other}}}\n'})
        with pytest.raises(BuildError, match="stands twice"):
            read_register(root)


def test_a_register_may_be_given_its_entries_one_by_one() -> None:
    register = Register(iter([AddressEntry("tags", "A", "tags/a"), AddressEntry("people", "B", "people/b")]))
    assert register.address("tags", "a") == "tags/a-2"
    assert register.address("people", "B") == "people/b"


def test_what_a_person_wrote_into_the_register_stays(make: Make) -> None:
    text = "# mine\naddresses:\n- {kind: tags, name: 西宁, address: tags/xining}  # chosen by hand"
    root = make({"articles/a.md": article(tags="[西宁, 安宁]"), "addresses.yaml": text})
    registered(root)
    now = (root / "addresses.yaml").read_text(encoding="utf-8")
    assert now == text + '\n- {kind: "tags", name: "安宁", address: "tags/an-ning"}\n'


def test_an_archive_that_cannot_be_written_gets_a_warning(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make({"articles/a.md": article(tags="[西宁]")})
    archive, _ = read_archive(root, load_config(root))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    (problem,) = save_register(root, archive.register)
    assert "not saved" in problem.message
    assert archive.terms["tags"][0].address == "tags/xi-ning"


@pytest.mark.parametrize("address", ["tags/../../etc/passwd", "people/x", "tags/X", "/tags/x", "tags/x/y/z", "tags/"])
def test_a_register_cannot_lead_out_of_its_folder(make: Make, address: str) -> None:
    root = make({"addresses.yaml": f"addresses:\n- {{kind: tags, name: x, address: {address}}}\n"})
    with pytest.raises(BuildError, match="is no address") as error:
        read_register(root)
    assert error.value.problem.line == 2


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\naddresses: []\n", "addresses:\n- {kind: tags}\n", "addresses: {a: b}\n"]
)
def test_a_faulty_register_stops_everything_before_an_address_moves(make: Make, text: str) -> None:
    root = make({"articles/a.md": article(tags="[西宁]"), "addresses.yaml": text})
    with pytest.raises(BuildError) as error:
        read_archive(root, load_config(root))
    assert "addresses would move" in error.value.problem.hint
    assert (root / "addresses.yaml").read_text(encoding="utf-8") == text
