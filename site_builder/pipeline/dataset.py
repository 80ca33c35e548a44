"""The data of an archive: a part is made anew if one of its articles is another than at the last build."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from site_builder.archive.article import Article
from site_builder.output.writer import FileWriter, OutputFile
from site_builder.pages.data import COLUMNS, MARKDOWN, PACKAGE, TEXT, Column, DataPart, data_parts
from site_builder.pages.page import PlanContext
from site_builder.pipeline.context import BuildContext
from site_builder.pipeline.planning import Plan
from site_builder.pipeline.reading import ReadResult
from site_builder.pipeline.rendering import Rendered
from site_builder.render.dataset import DataRecord, part_files
from site_builder.render.spool import Place, Spool


class DataTask(msgspec.Struct, frozen=True):
    """A part whose files must be made, and the digest of all that they follow from."""

    part: str
    csv: str
    json_lines: str
    records: tuple[DataRecord, ...]
    fingerprint: bytes


class MadePart(msgspec.Struct, frozen=True):
    """A part that was made: its files with their addresses, whether they are staged, and words that were converted."""

    files: tuple[tuple[str, OutputFile, bool], ...]
    words: dict[str, Place]


def export_data(build: BuildContext, source: ReadResult, plan: Plan, rendered: Rendered) -> Rendered:
    """Make the files of all parts, or keep those of the last build, and their description. Raises BuildError.

    Returns what was rendered, with the words of bodies that were converted here.
    """
    if not source.archive.config.data or not (parts := plan.context.cached(data_parts)):
        return rendered
    todo = _todo(build, source, plan, rendered.words, parts)
    work = partial(_make, str(build.root), build.out.writer, str(build.out.scratch))
    words = dict(rendered.words)
    for made in build.pool.map(work, todo, few=1, batch=1):
        for address, file, staged in made.files:
            build.out.record(address, file, staged=staged)
        words |= made.words
    build.out.write(PACKAGE, _package(build, plan.context, parts))
    for form, columns in _FORMS.items():
        fields = [_field(column, form) for column in columns]
        build.out.write(f"data/{_SCHEMA.format(form)}", _json({"fields": fields, "primaryKey": COLUMNS[0].name}))
    return msgspec.structs.replace(rendered, words=words)


def _todo(
    build: BuildContext, source: ReadResult, plan: Plan, words: Mapping[str, Place], parts: Sequence[DataPart]
) -> Iterator[DataTask]:
    """The parts that are not there as they must be; the others are kept."""
    edited = None if plan.site_fingerprint != build.before.site_fingerprint else source.edited
    names = frozenset(edited or ())
    for part in parts:
        reserved = [build.out.reserve(part.csv), build.out.reserve(part.json_lines)]
        before = [build.out.previous(address) for address in (part.csv, part.json_lines)]
        same = edited is not None and all(before) and names.isdisjoint(article.name for article in part.articles)
        fingerprint = before[0].fingerprint if same and before[0] else _fingerprint(build, plan, part)
        kept = [build.out.keep(address, fingerprint) for address in (part.csv, part.json_lines)]
        if any(kept) and all(reserved):
            fingerprint = _fingerprint(build, plan, part) if same else fingerprint
            records = tuple(_record(plan.context, source, article, words) for article in part.articles)
            yield DataTask(part.name, part.csv, part.json_lines, records, fingerprint)


def _fingerprint(build: BuildContext, plan: Plan, part: DataPart) -> bytes:
    """The digest of what a part holds: of the pages of its articles, and of the names that these show otherwise."""
    digest = blake2b(plan.site_fingerprint, digest_size=16)
    for article in part.articles:
        front, page = article.front, build.out.files.get(_address(article.name))
        names = "\n".join(
            (article.name, front.section, front.publication, front.status or "", *front.tags, "", *front.mentions)
        )
        digest.update((page.fingerprint if page else b"") + names.encode())
    return digest.digest()


def _record(context: PlanContext, source: ReadResult, article: Article, words: Mapping[str, Place]) -> DataRecord:
    path = f"articles/{article.name}"
    values = tuple(column.read(context, article) for column in COLUMNS)
    return DataRecord(values, path, source.bodies[path].digest, words.get(_address(article.name)))


def _make(root: str, writer: FileWriter, scratch: str, tasks: Sequence[DataTask]) -> list[MadePart]:
    """Write the files of parts. Raises BuildError."""
    with Spool(scratch) as spool:
        return [_make_part(root, writer, spool, task) for task in tasks]


def _make_part(root: str, writer: FileWriter, spool: Spool, task: DataTask) -> MadePart:
    made = part_files(Path(root), task.records, spool)
    fingerprint = task.fingerprint if made.consistent else b""
    files = []
    for address, data in ((task.csv, made.csv), (task.json_lines, made.json_lines)):
        written = writer.write(address, data)
        files.append((address, OutputFile(fingerprint, written.sha256, written.signature), written.staged))
    words = {_address(path.removeprefix("articles/")): place for path, place in made.words.items()}
    return MadePart(tuple(files), words)


def _address(name: str) -> str:
    return name.removesuffix(".md") + ".html"


def _package(build: BuildContext, context: PlanContext, parts: Sequence[DataPart]) -> bytes:
    """The description of the data: https://specs.frictionlessdata.io/data-package/."""
    config = context.archive.config
    text = {
        "profile": "data-package", "name": "articles", "title": config.title, "description": config.description,
        "homepage": config.base_url, "id": config.base_url or config.id,
    }  # fmt: skip
    resources = [resource for part in parts for resource in _resources(build, part)]
    package = {key: value for key, value in text.items() if value} | {"resources": resources}
    return _json(package)


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _resources(build: BuildContext, part: DataPart) -> Iterator[dict[str, Any]]:
    forms = ((part.csv, "csv", "text/csv", "utf-8-sig"), (part.json_lines, "jsonl", "application/jsonl", "utf-8"))
    for address, form, media_type, encoding in forms:
        if file := build.out.files.get(address):
            yield {
                "name": f"{part.name}-{form}", "path": address.removeprefix("data/"), "format": form,
                "mediatype": media_type, "encoding": encoding, "profile": "tabular-data-resource",
                "hash": f"sha256:{file.sha256.hex()}", "schema": _SCHEMA.format(form),
            }  # fmt: skip


def _field(column: Column, form: str) -> dict[str, str]:
    kind = "string" if form == "csv" else column.type
    return {"name": column.name, "type": kind, "description": column.description}


_FORMS = {"csv": (*COLUMNS, TEXT), "jsonl": (*COLUMNS, TEXT, MARKDOWN)}
_SCHEMA = "schema-{}.json"  # the columns of a form, beside the package: it would hold them twice for each part
