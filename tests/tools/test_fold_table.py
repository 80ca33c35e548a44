"""The table of characters that the search folds by is what its tool makes."""

import json
import unicodedata
from pathlib import Path

import pytest

from site_builder.search.tokens import fold_data
from tools import fold_table


def test_the_kinds_are_those_of_its_unicode() -> None:
    kept = json.loads(fold_data())
    assert kept["unicode"] == fold_table.UNICODE
    if unicodedata.unidata_version == fold_table.UNICODE:
        assert (kept["kinds"], kept["zeros"]) == (fold_table.kinds(), fold_table.zeros())


def test_the_table_is_made_from_its_source() -> None:
    lines = ["# comment", "", "臺\t台 臺", "後\t后", "a\tb", "b\tc", "里\t里 裏", "㑮\t𫝈", "x\ty", "y\tx"]
    table = fold_table.closed(fold_table.entries(line + "\n" for line in lines))
    assert table == {"a": "c", "b": "c", "臺": "台", "後": "后", "㑮": "𫝈"} | {
        k: v for k, v in table.items() if k in "xy"
    }
    if unicodedata.unidata_version == fold_table.UNICODE:
        kept = json.loads(fold_data())
        assert json.loads(fold_table.as_json(dict(zip(kept["from"], kept["to"], strict=True)))) == kept


def test_the_command_writes_the_file_that_the_search_reads(tmp_path: Path) -> None:
    assert fold_table.FOLD.read_text(encoding="utf-8") == fold_data()
    dictionary, output = tmp_path / "TSCharacters.txt", tmp_path / "fold.json"
    kept = json.loads(fold_data())
    pairs = zip(kept["from"], kept["to"], strict=True)
    dictionary.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")
    if unicodedata.unidata_version == fold_table.UNICODE:
        fold_table.main([str(dictionary), "--output", str(output)])
        assert output.read_bytes() == fold_table.FOLD.read_bytes()
    else:
        with pytest.raises(SystemExit, match=r"Unicode 14\.0\.0 is needed"):
            fold_table.main([str(dictionary), "--output", str(output)])
        assert not output.exists()
