"""From an archive folder to a finished site."""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jinja2
import msgspec

from site_builder.addresses import save_register
from site_builder.archive import read_archive
from site_builder.config import load_config
from site_builder.documents import documents
from site_builder.output import Output, check_destination
from site_builder.pages import plan
from site_builder.pages.page import Context, Page
from site_builder.pages.sources import downloads
from site_builder.problems import CannotGoOn, Problem
from site_builder.render import Renderer
from site_builder.theme import static_files, theme_folder
from site_builder.words import Words

Progress = Callable[[str, int, int], None]  # (what is being done, done so far, of how many)


class Report(msgspec.Struct):
    """What a build did. Counts are of files; `seconds` is wall time."""

    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    problems: list[Problem] = []
    seconds: float = 0.0


def build(
    root: Path,
    output: Path,
    *,
    base_url: str | None = None,
    with_search: bool = True,
    keep_addresses: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Build the archive in `root` into `output`. Raises CannotGoOn; then the output is as it was.

    `keep_addresses` writes those of new names into the archive's register, for good.
    """
    started = time.perf_counter()
    report = Report()
    show = progress or (lambda *_: None)
    check_destination(output, [root, theme_folder() / "templates", theme_folder() / "static"])
    config = load_config(root, base_url=base_url)
    show("reading", 0, 0)
    archive, problems = read_archive(root, config)
    report.problems += problems
    report.articles = len(archive.articles)
    with Output(output) as out:
        context = Context(archive, Words(config.language), with_search=with_search)
        report.problems += _pages(context, out, report, show)
        report.problems += _copies(context, out)
        if with_search:
            _search(context, out, show)
        if keep_addresses:
            report.problems += save_register(root, archive.register)
        out.commit()
    report.written, report.unchanged, report.removed = out.written, out.unchanged, out.removed
    report.problems += out.problems
    report.problems.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    report.seconds = time.perf_counter() - started
    return report


def _pages(context: Context, out: Output, report: Report, show: Progress) -> list[Problem]:
    pages = list(plan(context))
    report.pages = sum(page.address.endswith(".html") for page in pages)
    problems = []
    for number, (address, data, more) in enumerate(_draw(context, pages), 1):
        out.put(address, data)
        problems += more
        show("pages", number, len(pages))
    return problems


def _draw(context: Context, pages: Iterable[Page]) -> Iterator[tuple[str, bytes, list[Problem]]]:
    renderer = Renderer(context.archive.root, context.site, context.archive.config.language)
    for page in pages:
        try:
            data, problems = renderer.render(page)
        except jinja2.TemplateSyntaxError as fault:
            raise CannotGoOn(
                f"template: {fault.message}", path=fault.filename or fault.name or "", line=fault.lineno
            ) from None
        except Exception as fault:
            raise _template_fault(page, fault) from None
        yield page.address, data, problems


def _copies(context: Context, out: Output) -> list[Problem]:
    """Static files, media, and the source pages as they were received."""
    archive = context.archive
    files, problems = static_files(archive.root, with_search=context.with_search)
    for address, parts in files.items():
        out.put(address, b"\n;\n".join(map(_read, parts)))  # of several scripts, one may lack its last semicolon
    for source in downloads(context):
        out.put(f"pages/{source.name}", _read(archive.source_file(source)))
    return problems


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise CannotGoOn(f"cannot be read: {fault.strerror}", path=str(file)) from None


def _search(context: Context, out: Output, show: Progress) -> None:
    """The search bundle. Shards that were indexed before come from the cache beside the output."""
    from site_builder.search import build_index

    bundle = out.scratch / "search"
    total = len(context.archive.articles)
    build_index(
        documents(context), bundle, cache=out.state / "search", progress=lambda done: show("search", done, total)
    )
    for file in sorted(bundle.rglob("*")):
        if file.is_file():
            out.put(f"search/{file.relative_to(bundle).as_posix()}", _read(file))


def _template_fault(page: Page, fault: Exception) -> CannotGoOn:
    """What a template trips over, at the template's own line: the last of the traceback that lies in one."""
    places = traceback.extract_tb(fault.__traceback__)
    found = [(place.filename, place.lineno or 0) for place in places if Path(place.filename).parent.name == "templates"]
    path, line = found[-1] if found else (page.template, 0)
    message = f"the template cannot draw {page.address}: {str(fault) or type(fault).__name__}"
    return CannotGoOn(message, path=path, line=line, hint="the README's “Look and feel” says what templates see")
