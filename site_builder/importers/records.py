"""The record of an import: which drafts were made, with their hashes, so that it is known what a person edited since.

Drafts made of the lines of a page are named in the page's own record, `pages/NAME.yaml` (`archive.source`); others in
`imports/NAME.yaml`. A record is written last: an import without one was not finished.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from site_builder.archive.source import DraftRecord
from site_builder.common.files import SETTINGS, read_text
from site_builder.common.problems import BuildError
from site_builder.common.yamlfile import YamlError, convert, load
from site_builder.importers.base import Imported, NewFile
from site_builder.importers.compose import Draft, markdown


class FileRecord(msgspec.Struct, frozen=True):
    """A file that an import brought, and its hash."""

    file: str
    sha256: str = ""


class ImportRecord(msgspec.Struct, frozen=True):
    """What `imports/NAME.yaml` says: the name of the file that was read, and what was made of it.

    `words` is the hash of what was read: it tells another file of this name, whatever date was given with it.
    """

    file: str = ""
    words: str = ""
    drafts: tuple[DraftRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()


def read_record(file: Path) -> ImportRecord:
    """The record in `imports/NAME.yaml`; an empty one if there is none. Raises BuildError."""
    if not file.exists():
        return ImportRecord()
    hint = "correct it, or put it back as it was: it says which drafts nobody has edited"
    try:
        text = read_text(file, SETTINGS)
        return convert(load(text, path=str(file)), ImportRecord, text=text, path=str(file))
    except YamlError as error:
        problem = error.problem
        raise BuildError(problem.message, path=problem.path, line=problem.line, hint=problem.hint or hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"cannot be read: {error}", path=str(file), hint=hint) from None


def record_of(item: Imported, named: Sequence[tuple[str, Draft]]) -> str:
    """The text of the record, the drafts having the names given."""
    drafts = [{"article": name, "sha256": sha256(draft.text.encode())} for name, draft in named]
    return to_yaml({**(_page_keys(item) if item.page else _file_keys(item)), "drafts": drafts})


def to_yaml(keys: dict[str, Any]) -> str:
    """The keys in the form of records."""
    return yaml.dump(keys, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=2**20)


def sha256(data: bytes) -> str:
    """The hash of a file, as records hold it."""
    return hashlib.sha256(data).hexdigest()


def words_hash(drafts: Sequence[Draft]) -> str:
    """The hash of the drafts' titles and bodies."""
    return sha256("\0".join(f"{draft.front.title}\n{markdown(draft.body)}" for draft in drafts).encode())


def content_of(new: NewFile) -> bytes:
    """The bytes of a file that an import brings."""
    return new.content if isinstance(new.content, bytes) else new.content.read_bytes()


def _page_keys(item: Imported) -> dict[str, Any]:
    page = msgspec.to_builtins(item.page)
    cut = {"cut_from": page["cut_from"]} if page["cut_from"] else {}
    furniture = [{"lines": list(one["lines"]), "reason": one["reason"]} for one in page["furniture"]]
    return {"sha256": page["sha256"], "encoding": page["encoding"], **cut, "furniture": furniture}


def _file_keys(item: Imported) -> dict[str, Any]:
    files = [{"file": new.path, "sha256": sha256(content_of(new))} for new in item.files]
    return {"file": Path(item.path).name, "words": words_hash(item.drafts), "files": files}
