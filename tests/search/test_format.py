"""Pagefind's undocumented form: what is written and read here is what Pagefind itself writes.

After an upgrade of Pagefind this tells whether `search/pagefind/format.py` has to change, and `test_browser.py` whether
`static/search/postings/pagefind.js` has.
"""

import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import cbor2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.common.problems import BuildError
from site_builder.pages.fields import FIELDS
from site_builder.search.pagefind import format as pagefind
from site_builder.search.postings import Postings
from tests.pagefind import indexed, metadata, ours, theirs
from tests.vectors.documents import make, seed_documents

ROOT = Path(__file__).parents[2]

NAMES = st.sampled_from([field.name for field in FIELDS])
TEXTS = st.text(st.sampled_from("招商引资 한국がcafé ﬁ Ⅳ20.5，。-\n") | st.characters(codec="utf-8"), max_size=60)
DOCUMENTS = st.lists(
    st.lists(st.tuples(NAMES, st.lists(TEXTS, max_size=3).map(tuple)), max_size=4), min_size=1, max_size=6
)


@given(contents=DOCUMENTS)
def test_the_index_is_the_one_that_pagefind_makes(contents: list[list[tuple[str, tuple[str, ...]]]]) -> None:
    documents = [
        msgspec.structs.replace(make(number, ("x",)), fields=tuple(fields)) for number, fields in enumerate(contents)
    ]
    with tempfile.TemporaryDirectory() as work:
        assert ours(documents) == theirs(documents, Path(work))


def test_the_index_of_real_pages_is_the_one_that_pagefind_makes(tmp_path: Path) -> None:
    documents = list(seed_documents())
    index = ours(documents)
    assert index == theirs(documents, tmp_path)
    assert len(index) > 5000


def test_every_character_survives_pagefind(tmp_path: Path) -> None:
    """Pagefind's search reads each key as its indexer would have written it: each assigned character, long words."""
    letters = [chr(p) for p in range(sys.maxunicode + 1) if unicodedata.category(chr(p)) not in ("Cn", "Cs")]
    texts = ["".join(letters[i : i + 500]) for i in range(0, len(letters), 500)]
    texts += [" ".join(letters[i : i + 500]) for i in range(0, len(letters), 500)]
    texts.append("西" * 3000 + "x" * 20000 + "1" * 3000)
    documents = [make(n, (text,)) for n, text in enumerate(texts)]
    assert ours(documents) == theirs(documents, tmp_path)


def test_the_metadata_is_that_of_pagefind(tmp_path: Path) -> None:
    """As many parts, of the same version; and of each document how many keys it has, without what parts its texts."""
    documents = [make(1, ("招商引资", "a b c")), make(2, ("西",))]
    postings = Postings()
    for document in documents:
        postings.add(document)
    version, pages, *others = cbor2.loads(postings.metadata())
    its_version, its_pages, *its_others = metadata(indexed(documents, tmp_path))
    assert version == its_version == pagefind.VERSION
    assert len(others) == len(its_others)
    assert [name for name, _ in pages] == ["0", "1"]
    texts = [sum(len(texts) for _, texts in document.fields) for document in documents]
    assert sorted(length + n for (_, length), n in zip(pages, texts, strict=True)) == sorted(
        n for _, n, *_ in its_pages
    )


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed([make(1, ("招商引资",))], tmp_path_factory.mktemp("pagefind"))


def test_the_bridge_gives_the_functions_that_are_called(bundle: Path) -> None:
    script = (ROOT / "static/search/postings/pagefind.js").read_text(encoding="utf-8")
    called = set(re.findall(r"binding\.(\w+)\(", script))
    assert len(called) == 4
    for name in called:
        assert f"function {name}(" in pagefind.bridge(bundle)
    assert pagefind.wasm(bundle).startswith(b"\0asm")


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("pagefind.js", lambda data: data.replace(b"1.5.2", b"1.6.0", 1), "script is not the one known"),
        ("pagefind.js", lambda data: data.replace(b"function search(", b"function find(", 1), "script is not the one known"),
        ("pagefind.js", lambda data: b"\xff", "cannot be read"),
        ("wasm.unknown.pagefind", lambda data: data[:-100], "cannot be read"),
        ("wasm.unknown.pagefind", lambda data: b"", "cannot be read"),
        ("pagefind-entry.json", lambda data: b"{}", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_is_refused(
    bundle: Path, tmp_path: Path, name: str, change: Callable[[bytes], bytes], message: str
) -> None:
    (tmp_path / name).write_bytes(change((bundle / name).read_bytes()))
    read: dict[str, Callable[[Path], object]] = {
        "pagefind.js": pagefind.bridge, "wasm.unknown.pagefind": pagefind.wasm, "pagefind-entry.json": pagefind.languages,
    }  # fmt: skip
    with pytest.raises(BuildError, match=message):
        read[name](tmp_path)


def test_nobody_else_knows_the_form() -> None:
    """Neither the encoding nor Pagefind's files and functions are named outside of the room that is theirs."""
    signs = re.compile(
        r"import cbor|\.cbor import|pagefind_dcd|pf_index|wasm\.unknown|init_pagefind|load_index_chunk|enter_play"
    )
    knowing = [path for path in (ROOT / "site_builder").rglob("*.py") if signs.search(path.read_text(encoding="utf-8"))]
    assert [path.name for path in knowing] == ["format.py"]
    scripts = [path for path in (ROOT / "static").rglob("*.js") if signs.search(path.read_text(encoding="utf-8"))]
    assert [path.name for path in scripts] == ["pagefind.js"]
