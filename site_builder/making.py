"""Making the site: read, plan, draw, copy, index.

What is there already is not made again. Each page has a recipe, the digest of all it follows from; one whose recipe
is that of the last build, and whose file lies there as it was left, is kept.
"""

import os
from collections.abc import Iterator
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import msgspec

from site_builder.addresses import FILE as ADDRESSES
from site_builder.addresses import save_register, unportable
from site_builder.archive import Archive, read_archive
from site_builder.authorities import FILE as AUTHORITIES
from site_builder.config import FILE as CONFIG
from site_builder.config import load_config
from site_builder.crew import Crew
from site_builder.documents import documents
from site_builder.draw import Job, Task, draw, task
from site_builder.files import File
from site_builder.ledger import Ledger, digest
from site_builder.orders import Order, Report
from site_builder.output import Output, check_destination
from site_builder.pages import plan
from site_builder.pages.page import Context, Page
from site_builder.pages.sources import downloads
from site_builder.problems import Problem
from site_builder.reading import Memory, Reader
from site_builder.render import is_file
from site_builder.state import State, save_state
from site_builder.theme import PACKAGE, template_folders, theme_folder
from site_builder.words import Words


def make(root: Path, output: Path, order: Order, *, state: State, ledger: Ledger) -> Report:
    """Make what `state`, the last build's, does not have, or not as it must be. Raises CannotGoOn."""
    check_destination(output, [root, theme_folder() / "templates", theme_folder() / "static"])
    with (
        Output(output, state.made) as out,
        # Inside, so that nobody writes to the staging folder any more when it is removed.
        Crew(order.jobs, executor=order.executor, method=order.method) as crew,
    ):
        making = _Making(root, order, out=out, crew=crew, ledger=ledger)
        return making.make(state)


class _Making:
    """One build, step by step."""

    def __init__(self, root: Path, order: Order, *, out: Output, crew: Crew, ledger: Ledger) -> None:
        self.root, self.order, self.out, self.crew, self.ledger = root, order, out, crew, ledger
        self.report = Report()
        self.program: tuple[str, ...] = ()

    def make(self, state: State) -> Report:
        """Do all of it, and remember it for the next build."""
        out, report = self.out, self.report
        self.program = state.request.program
        for name in (CONFIG, AUTHORITIES, ADDRESSES):
            self.ledger.note(self.root / name)
        config = load_config(self.root, base_url=state.request.base_url)
        self.show("reading", 0, 0)
        reader = Reader(self.ledger, self.memory(state), self.crew)
        archive, problems = read_archive(self.root, config, reader)
        files, more = self.published()
        context = Context(
            archive, Words(config.language), with_search=state.request.with_search, style=self.style(files)
        )
        self.pages(context)
        for address, file in files.items():
            out.copy(address, file.path, self.ledger.sha256(file))
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
        self.remember(state, archive, reader.memory, unsaved=bool(unsaved))
        return report

    def memory(self, state: State) -> Memory:
        """What was read of each file before: nothing, if the program that read it has changed."""
        home = str(PACKAGE) + os.sep
        if any(path.startswith(home) for path in self.ledger.changed()):
            return Memory()
        return msgspec.msgpack.decode(state.memory, type=Memory)

    def show(self, what: str, done: int, total: int) -> None:
        """Tell how far the build is."""
        if self.order.progress:
            self.order.progress(what, done, total)

    def pages(self, context: Context) -> None:
        """Draw every page that is not there as it must be."""
        edition = self.edition(context)
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
                    self.order.explain(page.address, reason)
                yield order

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
        parts = blake2b(msgspec.msgpack.encode(context.site), digest_size=32)
        parts.update(msgspec.msgpack.encode((context.archive.config.language, self.program)))
        for folder in (*template_folders(self.root), PACKAGE):
            for file in self.ledger.walk(folder, every=True)[0]:
                parts.update(self.ledger.sha256(file) + file.name.encode(errors="replace") + b"\n")
        return parts.digest()

    def published(self) -> tuple[dict[str, File], list[Problem]]:
        """Address → file of every static file, the archive's own before the theme's, and every file of `media/`."""
        found: dict[str, File] = {}
        problems: list[Problem] = []
        theme = (theme_folder() / "static", "static")
        for folder, prefix in (theme, (self.root / "static", "static"), (self.root / "media", "media")):
            files, more = self.ledger.walk(folder)
            problems += more
            for file in files:
                if reason := unportable(file.name):
                    problems.append(Problem(file.path, 0, f"cannot be an address: {reason}", "rename the file"))
                else:
                    found[f"{prefix}/{file.name}"] = file
        return dict(sorted(found.items())), problems

    def style(self, files: dict[str, File]) -> str:
        """The digest of the stylesheet, which the page for missing pages holds."""
        file = files.get("static/site.css")
        return self.ledger.sha256(file).hex() if file else ""

    def search(self, context: Context) -> None:
        """The search bundle. Shards that were indexed before come from the cache beside the output."""
        from site_builder.search import build_index

        bundle = self.out.scratch / "search"
        total = len(context.archive.articles)
        build_index(
            documents(context),
            bundle,
            cache=self.out.state / "search",
            progress=lambda done: self.show("search", done, total),
        )
        for file in sorted(bundle.rglob("*")):
            if file.is_file():
                self.out.copy(f"search/{file.relative_to(bundle).as_posix()}", str(file), digest(str(file)))

    def remember(self, state: State, archive: Archive, memory: Memory, *, unsaved: bool) -> None:
        """Leave the next build what it needs to know."""
        if archive.register.added:
            self.ledger.add(self.root / ADDRESSES)  # it has grown
        made = self.out.made
        if any(self.ledger.moved(folder) for folder in template_folders(self.root)):
            made = {address: msgspec.structs.replace(one, recipe=b"") for address, one in made.items()}
        # The next build looks at everything again, if something changed under way or could not be kept.
        sure = all(one.recipe for one in made.values()) and not unsaved
        new = State(
            state.request, self.ledger.seen() if sure else {}, made, self.out.foreign, self.report.articles,
            self.report.pages, tuple(self.report.problems), self.out.manifest,
            msgspec.Raw(msgspec.msgpack.encode(memory)),
        )  # fmt: skip
        save_state(self.out.state / "state", new)


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.message
