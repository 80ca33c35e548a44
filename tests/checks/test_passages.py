"""Passages of hidden text: every one is found in whatever kind of file it stands, and nothing else is."""

import base64
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.checks.passages import LENGTH, Secret, Secrets, find, folded, passages_of, readings

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two Words\tof\n\u3000it", "twowordsofit"),
        ("Ｗｉｄｅ　Ｌｅｔｔｅｒｓ", "wideletters"),
        ("STRASSE Straße", "strassestrasse"),
        ("a\u200bb\u00adc\ufeffd\u2060e\x00f", "abcdef"),
        ("**bold** `code` ~~struck~~ \\_under\\_", "boldcodestruckunder"),
        ("天地 玄黄", "天地玄黄"),
        ("", ""),
    ],
)
def test_text_as_it_is_compared(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_the_passages_of_a_text() -> None:
    assert list(passages_of(LETTERS[: LENGTH - 1])) == []
    assert list(passages_of(LETTERS[:LENGTH])) == [LETTERS[:LENGTH]]
    assert list(passages_of(LETTERS[: LENGTH + 2])) == [LETTERS[at : at + LENGTH] for at in range(3)]


def test_each_passage_has_the_first_secret_that_holds_it() -> None:
    secrets = Secrets((Secret("a", (LETTERS[:21], "short")), Secret("b", (LETTERS[1:23],))))
    assert list(secrets.passages) == [LETTERS[at : at + LENGTH] for at in range(4)]
    assert list(secrets.owner) == [0, 0, 1, 1]


def test_the_digest_tells_secrets_from_others() -> None:
    some = [
        (),
        (Secret("a", ("x",)),),
        (Secret("b", ("x",)),),
        (Secret("a", ("y",)),),
        (Secret("a", ("x",), reported=False),),
    ]
    digests = [Secrets(secrets).digest for secrets in some]
    assert digests[0] == b""
    assert len(set(digests)) == len(some)
    assert {len(digest) for digest in digests[1:]} == {16}


@pytest.mark.parametrize("before", range(25))
@pytest.mark.parametrize("after", [0, 1, 9, 10, 30])
def test_a_passage_is_found_wherever_it_stands(before: int, after: int) -> None:
    secrets = Secrets((Secret("a", (LETTERS[:LENGTH],)),))
    assert find(secrets, ["", "-" * before + LETTERS[:LENGTH] + "-" * after]) == (0,)
    assert find(secrets, ["-" * before + LETTERS[: LENGTH - 1] + "-" * after]) == ()
    assert find(secrets, ["-" * before + LETTERS[1:LENGTH] + "-" * after]) == ()


def test_a_passage_is_found_far_within_a_text() -> None:
    secrets = Secrets((Secret("a", (LETTERS[:LENGTH],)),))
    assert find(secrets, ["-" * 5003 + LETTERS + "-" * 999]) == (0,)


_TEXT = st.text("ab", max_size=60)


@given(secrets=st.lists(_TEXT, max_size=3), texts=st.lists(_TEXT, max_size=3))
def test_what_is_found_is_what_is_there(secrets: list[str], texts: list[str]) -> None:
    all_of_them = Secrets(tuple(Secret(str(number), (text,)) for number, text in enumerate(secrets)))
    there = [number for number, passage in enumerate(all_of_them.passages) if any(passage in text for text in texts)]
    assert find(all_of_them, texts) == tuple(there)


def packed(data: bytes) -> bytes:
    return b'ArchiveSearch.receive("a/b.js","' + base64.b64encode(data) + b'");\n'


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"Some Words", ["somewords"]),
        ("a.txt", b"Some \xff Words <b>", ["some\ufffdwords<b>"]),
        ("a.html", b'<p>Some <b title="T &amp; U">Wo</b>rds &lt;x&gt;</p>', ["somewords<x>", '<p><btitle="t&u"></b></p>']),
        ("A.HTM", b"<p>W", ["w", "<p>"]),
        ("feed.xml", b"<p>W", ["w", "<p>"]),
        ("A.SVG", b"<p>W", ["w", "<p>"]),
        ("a.json", b'{"a": "\\u5929\\u5730 X"}', ['{"a":"天地x"}', '{"a":"u5929u5730x"}']),
        ("a.json", b'{"a": "\\u00E9"}', ['{"a":"é"}', '{"a":"u00e9"}']),
        ("a.js", packed(zlib.compress(b"Some Words")), ["somewords"]),
        ("a.js", packed(b"no stream"), ["bm8gc3ryzwft"]),
        ("a.js", packed(b"").replace(b'",""', b'","a"'), ["a"]),
        ("a.bin", gzip.compress(b"Some Words", mtime=0), ["somewords"]),
        ("A.PNG", b"Some Words", []),
        ("a.pdf", b"Some Words", []),
        ("a.woff2", b"Some Words", []),
    ],
)  # fmt: skip
def test_what_a_file_says(name: str, data: bytes, expected: list[str]) -> None:
    assert list(readings(name, data)) == expected


@pytest.mark.parametrize(
    "data", [b"\x1f\x8bSome", gzip.compress(b"Some", mtime=0)[:-4], gzip.compress(b"Some", mtime=0)[:12] + b"zz"]
)
def test_a_file_that_only_begins_as_a_packed_one_is_read_as_it_is(data: bytes) -> None:
    assert list(readings("a.gz", data)) == [folded(data.decode("utf-8", "replace"))]
