"""Making the site: read, plan, draw, copy, index.

What is there already is not made again. Each page has a recipe, the digest of all it follows from; one whose recipe
is that of the last build, and whose file lies there as it was left, is kept.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import msgspec

from site_builder.addresses import FILE as ADDRESSES
from site_builder.addresses import save_register
from site_builder.archive import Archive, read_archive
from site_builder.authorities import FILE as AUTHORITIES
from site_builder.config import FILE as CONFIG
from site_builder.config import load_config
from site_builder.crew import Crew
from site_builder.draw import Job, Task, draw, task
from site_builder.ledger import Ledger
from site_builder.memory import Memory
from site_builder.orders import Order, Report
from site_builder.output import Output, check_destination
from site_builder.pages import plan
from site_builder.pages.page import Context, Page
from site_builder.pages.sources import downloads
from site_builder.problems import Problem
from site_builder.reading import Reader
from site_builder.render import is_file
from site_builder.state import State, save_state
from site_builder.static import STYLE, joined, static_files
from site_builder.theme import PACKAGE, template_folders, theme_folder
from site_builder.words import Words


def make(root: Path, output: Path, order: Order, *, state: State, ledger: Ledger) -> Report:
    """Make what `state`, the last build's, does not have, or not as it must be. Raises CannotGoOn."""
    check_destination(output, [root, theme_folder() / "templates", theme_folder() / "static"])
    with (
        _without_collector(),
        Output(output, state.made) as out,
        # Inside, so that nobody writes to the staging folder any more when it is removed.
        Crew(order.jobs, executor=order.executor, method=order.method) as crew,
    ):
        return _Making(root, order, state, out=out, crew=crew, ledger=ledger).make()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Python's search for cycles would go through the whole archive again and again, and find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Making:
    """One build, step by step."""

    def __init__(self, root: Path, order: Order, state: State, *, out: Output, crew: Crew, ledger: Ledger) -> None:
        self.root, self.order, self.out, self.crew, self.ledger = root, order, out, crew, ledger
        self.report = Report()
        self.state = state

    def make(self) -> Report:
        """Do all of it, and remember it for the next build."""
        out, report, state = self.out, self.report, self.state
        self.explain_inputs()
        for name in (CONFIG, AUTHORITIES, ADDRESSES):
            self.ledger.note(self.root / name)
        config = load_config(self.root, base_url=state.request.base_url)
        self.show("reading", 0, 0)
        reading = msgspec.msgpack.encode((str(self.root), self.recipe()))
        memory = Memory(None if self.order.force else out.state / "memory", reading)
        archive, problems = read_archive(self.root, config, Reader(self.ledger, memory, self.crew))
        memory.save()
        files, more = static_files(self.root, self.ledger, with_search=state.request.with_search)
        # The digests, before the files are read; the stylesheet's is shown to the page for missing pages.
        digests = {address: b"".join(map(self.ledger.sha256, parts)) for address, parts in files.items()}
        style = digests.get(STYLE, b"").hex()
        context = Context(archive, Words(config.language), with_search=state.request.with_search, style=style)
        edition = self.edition(context)
        self.pages(context, edition)
        for address, parts in files.items():
            if len(parts) == 1:
                out.copy(address, parts[0].path, digests[address])
            else:
                out.put(address, joined(parts))
        for source in downloads(context):
            out.copy(f"pages/{source.name}", str(archive.source_file(source)), bytes.fromhex(source.sha256))
        if context.with_search:
            self.search(context)
        unsaved = save_register(self.root, archive.register) if self.order.keep_addresses else []
        more += unsaved
        out.commit()
        report.written, report.unchanged, report.removed = out.written, out.unchanged, out.removed
        report.articles = len(archive.articles)
        drawn = chain.from_iterable(made.problems for made in out.made.values())
        report.problems = sorted([*problems, *more, *drawn, *out.problems], key=_place)
        self.remember(edition, archive, unsaved=bool(unsaved))
        return report

    def show(self, what: str, done: int, total: int) -> None:
        """Tell how far the build is."""
        if self.order.progress:
            self.order.progress(what, done, total)

    def explain_inputs(self) -> None:
        """Say which files are not what they were at the last build, if that is asked."""
        if self.order.explain:
            for path, how in sorted(self.ledger.changed()) if self.state.inputs else ():
                self.order.explain(path, how)

    def pages(self, context: Context, edition: bytes) -> None:
        """Draw every page that is not there as it must be."""
        job = Job(str(self.root), context.site, context.archive.config.language, edition, self.out.store)
        for number, drawn in enumerate(self.crew.map(partial(draw, job), self.stale(context, edition)), 1):
            self.out.take(drawn.address, drawn.stored, drawn.made)
            self.show("pages", number, 0)

    def stale(self, context: Context, edition: bytes) -> Iterator[Task]:
        """The pages that must be drawn."""
        for page in plan(context):
            if not self.out.claim(page.address):
                continue
            self.report.pages += page.address.endswith(".html")
            order = task(page, edition)
            reason = self.stale_links(page) or self.out.keep(page.address, order.recipe)
            if reason:
                if self.order.explain:
                    self.order.explain(page.address, self.why(reason, edition))
                yield order

    def why(self, reason: str, edition: bytes) -> str:
        """The reason, told more closely."""
        if reason != "changed":
            return reason
        theirs = edition != self.state.edition
        return "theme, settings or program changed" if theirs else "what it shows changed"

    def stale_links(self, page: Page) -> str:
        """Why the links of a page, or the lines of its problems, must be looked up again, or ""."""
        made = self.out.before(page.address)
        if made is None:
            return ""
        for path, was_there in made.asked:
            if is_file(self.root / path) != was_there:
                return f"{path} {'is gone' if was_there else 'has come'}"
        moved = made.problems and not self.ledger.is_same(str(self.root / page.material))
        return f"{page.material} has changed, and its problems may stand elsewhere" if moved else ""

    def edition(self, context: Context) -> bytes:
        """The digest of what every page follows from beside its view: the site's settings, templates and program."""
        settings = msgspec.msgpack.encode((context.site, context.archive.config.language))
        return blake2b(self.recipe(*template_folders(self.root)) + settings, digest_size=32).digest()

    def recipe(self, *folders: Path) -> bytes:
        """The digest of the program and of these folders."""
        parts = blake2b(msgspec.msgpack.encode(self.state.request.program), digest_size=32)
        for folder in (PACKAGE, *folders):
            for file in self.ledger.walk(folder, every=True)[0]:
                parts.update(self.ledger.sha256(file) + file.name.encode(errors="replace") + b"\n")
        return parts.digest()

    def search(self, context: Context) -> None:
        """The search bundle. What was indexed before comes from the cache beside the output."""
        from site_builder.documents import Outlines, read_document
        from site_builder.search import build_index

        outlines = Outlines(context, lambda address: self.out.made[address].asked if address in self.out.made else ())
        total = len(context.archive.articles)
        bundle = build_index(
            outlines.entries(), outlines.outline, read_document,
            work=self.out.scratch / "search", cache=self.out.state / "search", crew=self.crew, salt=self.recipe().hex(),
            progress=lambda done: self.show("search", done, total),
        )  # fmt: skip
        for address, file in bundle.files:
            self.out.copy(f"search/{address}", file.path, file.sha256)
        self.out.put("search/manifest.js", bundle.manifest.encode())

    def remember(self, edition: bytes, archive: Archive, *, unsaved: bool) -> None:
        """Leave the next build what it needs to know."""
        if archive.register.added:
            self.ledger.add(self.root / ADDRESSES)  # it has grown
        made = self.out.made
        if any(self.ledger.moved(folder) for folder in template_folders(self.root)):
            made = {address: msgspec.structs.replace(one, recipe=b"") for address, one in made.items()}
        # The next build looks at everything again, if something changed under way or could not be kept.
        sure = all(one.recipe for one in made.values()) and not unsaved
        new = State(
            self.state.request, self.ledger.seen() if sure else {}, made, self.out.foreign, self.report.articles,
            self.report.pages, tuple(self.report.problems), self.out.manifest, edition,
        )  # fmt: skip
        save_state(self.out.state / "state", new)


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.message
