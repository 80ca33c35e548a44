"""Write the search bundle: everything the browser needs, as scripts.

A page opened from a disk may not fetch a file, but it may load a script. So every piece is a script that hands a
name and its data to `ArchiveSearch.receive`: JSON or Pagefind's CBOR, deflated, in base64. The same files serve
over HTTP.

    manifest.js       the shards, newest first, and the first entry of each file of stems and of names
    fold.js           the table of traditional and simplified characters
    readings.js       for each syllable of pinyin the characters that are read so
    binding.js        Pagefind's bridge to its WebAssembly
    wasm-und.js       Pagefind's search, without a stemmer; wasm-en.js … the same with one
    stems-en-0.js …   for each stem the words of the archive that have it
    names-0.js …      for each form of a name the others
    s-<digest>/m.js   about the shard: the first key of each index file, the first document of each text file
              /i0.js … the index; /t0.js … the documents' texts; /f.js their dates and filters; /p.js how many
              positions each of their fields takes up

Within a shard the newest document is 0. Everything is sorted, and compressed by zlib without a date, so that the
bytes follow from the documents alone.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from site_builder.pages.fields import FIELDS
from site_builder.search.document import Document
from site_builder.search.names import NameForms
from site_builder.search.pagefind import format as pagefind
from site_builder.search.postings import Postings
from site_builder.search.shards import FORMAT
from site_builder.search.tokens import fold_data

# What is read for one key costs about as much as one file: small ones make a query cheap, and a folder full.
INDEX_FILE = 8_000
TEXT_FILE = 12_000
LIST_FILE = 24_000


class Firsts(msgspec.Struct, frozen=True):
    """By what a browser finds files of lists: the first key of each. Of stems, by language."""

    stems: dict[str, list[str]]
    names: list[str]


def script(path: Path, name: str, data: bytes) -> None:
    """Write one piece of the bundle."""
    packed = base64.b64encode(zlib.compress(data)).decode("ascii")
    path.write_text(f'ArchiveSearch.receive("{name}","{packed}");\n', encoding="ascii")


def plain_script(path: Path, name: str, value: str, *, notice: str = "") -> None:
    """Write a piece that is small or a program as it is, so that it can be read."""
    path.write_text(notice + _plain(name, value), encoding="utf-8", newline="\n")


def _plain(name: str, value: str) -> str:
    return f"ArchiveSearch.receive({json.dumps(name)},{value});\n"


def compact(value: Any) -> str:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack_shard(folder: Path, name: str, documents: Sequence[Document], index: Postings) -> None:
    """Write the files of one shard into a new folder; the documents are those of the index, newest first."""
    folder.mkdir(parents=True)
    entries = sorted((_sort_key(key), entry) for key, entry in index.entries())
    firsts = []
    for number, part in enumerate(_parts(entries, INDEX_FILE)):
        firsts.append(part[0][0].decode("utf-16-be"))
        script(folder / f"i{number}.js", f"{name}/i{number}", pagefind.chunk([entry for _, entry in part]))
    texts = _pack_texts(folder, name, documents)
    script(folder / "f.js", f"{name}/f", compact(_facets(documents)).encode("utf-8"))
    lengths = {"names": [field.name for field in FIELDS], "lengths": index.field_lengths}
    script(folder / "p.js", f"{name}/p", compact(lengths).encode("utf-8"))
    about = {
        "documents": len(documents),
        "index": firsts,
        "texts": texts,
        "languages": _by_value((n, document.base_language) for n, document in enumerate(documents)),
        "pagefind": base64.b64encode(index.metadata()).decode("ascii"),
    }
    script(folder / "m.js", f"{name}/m", compact(about).encode("utf-8"))


def pack_stems(folder: Path, language: str, stems: Mapping[str, Sequence[str]]) -> list[str]:
    """Write which words have which stem; the first stem of each file is the answer."""
    return _pack_lists(folder, f"stems-{language}", {stem: sorted(words) for stem, words in stems.items()})


def pack_names(folder: Path, names: NameForms) -> list[str]:
    """Write the forms of names; the first of each file is the answer."""
    return _pack_lists(folder, "names", names)


def _pack_lists(folder: Path, kind: str, lists: Mapping[str, Sequence[Any]]) -> list[str]:
    """Write lists, each behind its key, as files that a browser finds them in by the first key of each."""
    entries = sorted((_sort_key(key), compact([key, *values]).encode("utf-8")) for key, values in lists.items())
    firsts = []
    for number, part in enumerate(_parts(entries, LIST_FILE)):
        firsts.append(part[0][0].decode("utf-16-be"))
        name = f"{kind}-{number}"
        script(folder / f"{name}.js", name, b"[" + b",".join(entry for _, entry in part) + b"]")
    return firsts


def pack_engine(folder: Path, pagefind_files: Path, languages: Iterable[str]) -> None:
    """Write what does not depend on the documents: Pagefind's code and the table of characters. Raises BuildError."""
    notice = f"/* Pagefind {pagefind.VERSION}, https://pagefind.app, (c) CloudCannon, MIT licence */\n"
    plain_script(folder / "binding.js", "binding", pagefind.bridge(pagefind_files), notice=notice)
    script(folder / "wasm-und.js", "wasm-und", pagefind.wasm(pagefind_files))
    for language in languages:
        script(folder / f"wasm-{language}.js", f"wasm-{language}", pagefind.wasm(pagefind_files, language))
    plain_script(folder / "fold.js", "fold", fold_data().strip())
    readings = Path(__file__).with_name("readings.json").read_text(encoding="utf-8")
    plain_script(folder / "readings.js", "readings", readings.strip())


def manifest(shards: Sequence[Mapping[str, Any]], firsts: Firsts) -> str:
    """The script with the list of shards, newest first."""
    about = {"format": FORMAT, "pagefind": pagefind.VERSION, "shards": list(shards)}
    return _plain("manifest", compact(about | {"stems": dict(sorted(firsts.stems.items())), "names": firsts.names}))


def _sort_key(key: str) -> bytes:
    """What keys are sorted by: as JavaScript compares strings."""
    return key.encode("utf-16-be")


def _parts(entries: Sequence[tuple[bytes, bytes]], size: int) -> Iterator[list[tuple[bytes, bytes]]]:
    """Cut a list into runs of about `size` bytes."""
    part: list[tuple[bytes, bytes]] = []
    total = 0
    for entry in entries:
        part.append(entry)
        total += len(entry[1])
        if total >= size:
            yield part
            part, total = [], 0
    if part:
        yield part


def _pack_texts(folder: Path, name: str, documents: Sequence[Document]) -> list[int]:
    """Write the texts, some documents to a file; the first document of each file is the answer."""
    entries = [(b"", compact(_shown(document)).encode("utf-8")) for document in documents]
    firsts, at = [], 0
    for number, part in enumerate(_parts(entries, TEXT_FILE)):
        firsts.append(at)
        at += len(part)
        script(folder / f"t{number}.js", f"{name}/t{number}", b"[" + b",".join(entry for _, entry in part) + b"]")
    return firsts


def _shown(document: Document) -> dict[str, Any]:
    return {
        "href": document.href,
        "title": document.title,
        "date": document.date,
        "dateWords": document.date_words,
        "language": document.language,
        "reference": document.reference,
        "fields": [[name, *texts] for name, texts in document.fields],
    }


def _facets(documents: Sequence[Document]) -> dict[str, Any]:
    pairs: dict[str, list[tuple[int, str]]] = {}
    for number, document in enumerate(documents):
        for name, values in document.filters:
            pairs.setdefault(name, []).extend((number, value) for value in values)
    filters = {name: _by_value(pairs[name]) for name in sorted(pairs)}
    ends = {n: document.date_end for n, document in enumerate(documents) if document.date_end != document.date}
    return {"dates": [document.date for document in documents], "ends": ends, "filters": filters}


def _by_value(pairs: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """For each value the documents that have it, in order."""
    numbers: dict[str, set[int]] = {}
    for number, value in pairs:
        numbers.setdefault(value, set()).add(number)
    return {value: sorted(numbers[value]) for value in sorted(numbers)}
