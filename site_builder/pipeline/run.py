"""Making the site: read, plan, draw, copy, index.

What is there already is not made again. Each page has a recipe, the digest of all it follows from; one whose recipe
is that of the last build, and whose file lies there as it was left, is kept.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import msgspec

from site_builder.archive.addresses import FILE as ADDRESSES
from site_builder.archive.addresses import save_register
from site_builder.archive.article import Article
from site_builder.archive.authorities import FILE as AUTHORITIES
from site_builder.archive.config import FILE as CONFIG
from site_builder.archive.config import Config, Unchecked, load_config
from site_builder.archive.find import is_aside
from site_builder.archive.navigation import dead_entries
from site_builder.archive.published import FILE as PUBLISHED
from site_builder.archive.published import (
    Hidden,
    Published,
    Vanished,
    addresses_of,
    read_published,
    save_published,
    vanished,
)
from site_builder.archive.read import Archive, read_archive
from site_builder.archive.restrictions.privacy import Moment, privacy
from site_builder.archive.restrictions.register import FILE as WITHDRAWN
from site_builder.archive.restrictions.register import check_withdrawn, private_lines, save_withdrawn, shown_again
from site_builder.common.files import File
from site_builder.common.problems import Problem, warning
from site_builder.common.workers import WorkerPool
from site_builder.output.destination import FILE as OWNER
from site_builder.output.destination import check_destination, check_owner, site_record
from site_builder.output.folder import Output
from site_builder.pages.page import Context
from site_builder.pages.redirects import maps
from site_builder.pages.sources import downloads
from site_builder.pipeline.assets import CUSTOM_STYLE, STYLE, script, static_files
from site_builder.pipeline.freshness import RenderPlan, only_bodies
from site_builder.pipeline.inputs import Inputs
from site_builder.pipeline.options import BuildOptions, BuildReport
from site_builder.pipeline.overrides import misnamed
from site_builder.pipeline.parse_cache import ParseCache
from site_builder.pipeline.reader import CachedReader
from site_builder.pipeline.render_task import RenderJob, render_pages
from site_builder.pipeline.skipped import skipped
from site_builder.pipeline.state import State, save_state
from site_builder.pipeline.withheld_media import withheld_pictures
from site_builder.theme.folders import PACKAGE, template_folders, theme_folder
from site_builder.theme.i18n import Locale


def make(root: Path, output: Path, options: BuildOptions, *, state: State, inputs: Inputs, now: str) -> BuildReport:
    """Make what `state`, the last build's, does not have at this instant, or not as it must be. Raises BuildError."""
    check_destination(output, [root, theme_folder() / "templates", theme_folder() / "static"])
    with (
        _without_collector(),
        Output(output, state.made, manifest=state.manifest) as out,
        # Inside, so that nobody writes to the staging folder any more when it is removed.
        WorkerPool(options.jobs, executor=options.executor, method=options.method) as pool,
    ):
        return _Making(root, options, state, out=out, pool=pool, inputs=inputs, now=now).make()


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

    def __init__(
        self,
        root: Path,
        options: BuildOptions,
        state: State,
        *,
        out: Output,
        pool: WorkerPool,
        inputs: Inputs,
        now: str,
    ) -> None:
        self.root, self.options, self.out, self.pool, self.inputs = root, options, out, pool, inputs
        self.moment = Moment(now, state.request.drafts)
        self.report = BuildReport()
        self.state = state

    def make(self) -> BuildReport:
        """Do all of it, and remember it for the next build."""
        out, report, state = self.out, self.report, self.state
        self.explain_inputs()
        for name in (CONFIG, AUTHORITIES, ADDRESSES, PUBLISHED, WITHDRAWN):
            self.inputs.note(self.root / name)
        config = load_config(self.root, base_url=state.request.base_url)
        published = read_published(self.root)
        self.check_owner(config, published)
        reading = msgspec.msgpack.encode((str(self.root), self.fingerprint()))
        cache = ParseCache(out.state / "memory", reading, anew=self.options.force)
        reader = CachedReader(self.inputs, cache, self.pool, self.options.progress, hidden=self.hidden(config))
        archive, problems = read_archive(self.root, config, reader, moment=self.moment)
        check_withdrawn(archive)
        lost = vanished(archive, published, problems)
        remembered = cache.save()
        files, more = static_files(self.root, self.inputs, with_search=state.request.with_search)
        # The digests, before the files are read.
        digests = {address: b"".join(map(self.inputs.sha256, parts)) for address, parts in files.items()}
        context = self.context(archive, digests)
        site_fingerprint = self.site_fingerprint(context)
        pages = self.render_pages(context, site_fingerprint, self.edited(cache, reader))
        # Where two pages wanted one address, or a file was in the way, the next build has to look at all again.
        planned = () if out.problems else tuple(pages)
        withheld = withheld_pictures(archive, files, (made.lookups for made in out.made.values()))
        self.copy({address: parts for address, parts in files.items() if address not in withheld}, digests)
        self.put_others(context)
        more += [*dead_entries(self.root, config, out.made), *self.look(archive)]
        unsaved = self.save_addresses(archive, published)
        more += [*unsaved, *misnamed(self.root, self.inputs)]
        more += self.hold(lost, Hidden(archive))
        more += self.put_beside(archive)
        more += [*self.look_for_phrases(archive), *shown_again(archive, state.private)]
        report.skipped = skipped(archive, [*problems, *more])
        out.commit()
        self.sum_up(archive, pages, [*problems, *more])
        new = msgspec.structs.replace(
            state, pages=planned, html=report.pages, site_fingerprint=site_fingerprint, cache=remembered,
            left_out=archive.left_out, skipped=report.skipped, span=archive.span, private=private_lines(archive),
        )  # fmt: skip
        self.remember(new, unsaved=bool(unsaved))
        return report

    def sum_up(self, archive: Archive, pages: Collection[str], problems: Collection[Problem]) -> None:
        """Report what was made of which pages, and all that is wrong."""
        out, report = self.out, self.report
        report.written, report.unchanged, report.removed = out.written, out.unchanged, out.removed
        report.articles, report.left_out = len(archive.articles), archive.left_out
        drawn = chain.from_iterable(made.problems for made in out.made.values())
        report.problems = sorted([*problems, *drawn, *out.problems], key=_place)
        report.pages = sum(address.endswith(".html") and address in out.made for address in pages)
        report.front = "index.html" in out.made

    def context(self, archive: Archive, digests: Mapping[str, bytes]) -> Context:
        """What pages need of the archive; the page for missing addresses holds the stylesheets."""
        style = (digests.get(STYLE, b"") + digests.get(CUSTOM_STYLE, b"")).hex()
        return Context(
            archive, Locale(archive.config.language), with_search=self.state.request.with_search, style=style,
            custom_style=CUSTOM_STYLE in digests,
        )  # fmt: skip

    def check_owner(self, config: Config, published: Published) -> None:
        """Refuse an output that is another archive's."""
        if self.out.lists(OWNER) and self.state.root != os.path.realpath(self.root):
            held = sum(map(self.out.lists, published.addresses))
            check_owner(self.out.folder, config, is_like=held * 2 > len(published.addresses))

    def hold(self, lost: Iterable[Vanished], hidden: Hidden) -> Iterator[Problem]:
        """Leave the pages of articles that are gone as they were, if nothing else is there now and they may stay."""
        for one in lost:
            if one.address not in self.out.made:
                harmless = one.may_stay and not hidden.is_shown(one.address, self.out.read(one.address))
                yield one.problem(stays=harmless and self.out.retain(one.address))

    def put_beside(self, archive: Archive) -> Iterator[Problem]:
        """The files beside articles that a page of the site shows; of the others it is said that none does."""
        lookups = {path for made in self.out.made.values() for path, is_there in made.lookups if is_there}
        for file in archive.beside:
            if f"articles/{file.name}" in lookups:
                self.out.copy(file.name, file.path, self.inputs.sha256(file))
            else:
                hint = "link to it, or move it into media/ to publish it all the same"
                yield warning(file.path, 0, "is not published: no article shows it", hint)

    def look(self, archive: Archive) -> list[Problem]:
        """Raises BuildError if the site says what must not be shown; gives problems of what it may say all the same."""
        state, out = self.state, self.out
        before, known, earlier = state.made, state.secrets, state.hits
        state.secrets, state.hits = b"", {}
        if not archive.keeps_back:
            return []
        from site_builder.checks.leaks import judge, look, placed, secrets_of, state_files, stop

        secrets = secrets_of(archive)
        state.secrets = secrets.digest
        if not state.secrets:
            return []
        same = {a for a, made in out.made.items() if a in before and before[a].sha256 == made.sha256}
        same = same if known == state.secrets else set()
        places = placed(set(out.made) - same, out.store.staging, str(out.folder))
        state.hits = {a: earlier[a] for a in earlier if a in same} | look(secrets, places, self.pool)
        beside = look(secrets, state_files(out.state), self.pool)
        leaks, problems = judge(archive, secrets, state.hits | beside)
        stop(leaks, out.state)
        return problems

    def look_for_phrases(self, archive: Archive) -> Iterable[Problem]:
        """What is said of hidden articles by names and records, and of redacted words by other articles."""
        state = self.state
        before, known, state.mentions, state.phrases = state.mentions, state.phrases, {}, b""
        if not (archive.withheld.withdrawn or archive.withheld.redacted):
            return ()
        from site_builder.checks.phrases import mentions, phrases_of, said

        phrases = phrases_of(archive)
        state.phrases = blake2b(msgspec.msgpack.encode(phrases), digest_size=16).digest()
        paths = [str(archive.article_file(article)) for article in archive.articles]
        same = {path for path in paths if self.inputs.is_unchanged(path)} if known == state.phrases else set()
        state.mentions = {path: before[path] for path in before if path in same}
        state.mentions |= mentions(phrases, [path for path in paths if path not in same], self.pool)
        return said(archive, phrases, state.mentions, self.out.made)

    def put_others(self, context: Context) -> None:
        """The texts of source pages, the search index, whose site it is, and the maps of old addresses for hosts."""
        out, archive = self.out, context.archive
        for source in downloads(context):
            out.copy(f"pages/{source.name}", str(archive.source_file(source)), bytes.fromhex(source.sha256))
        if context.with_search:
            (self.search if self.options.index else self.keep_search)(context)
        elif archive.keeps_back:
            shutil.rmtree(out.state / "search", ignore_errors=True)  # it may hold what is hidden now
        out.put(OWNER, site_record(archive.config))
        for address, text in maps(context):
            out.put(address, text.encode())

    def copy(self, files: Mapping[str, tuple[File, ...]], digests: Mapping[str, bytes]) -> None:
        """Put the static files where they belong."""
        for address, parts in files.items():
            if len(parts) == 1:
                self.out.copy(address, parts[0].path, digests[address])
            else:
                made = blake2b(self.fingerprint() + digests[address], digest_size=32).digest()
                self.out.make(address, made, partial(script, address, parts))

    def show(self, what: str, done: int, total: int) -> None:
        """Tell how far the build is."""
        if self.options.progress:
            self.options.progress(what, done, total)

    def hidden(self, config: Config) -> Callable[[Article], bool]:
        """Tells the articles whose words the state beside the site must not hold."""
        moment, unchecked_too = self.moment, config.unchecked is Unchecked.PRIVATE

        def hides(article: Article) -> bool:
            private = not moment.drafts and privacy(article, moment.now, unchecked_too=unchecked_too)
            return bool(article.front.withdrawn or private or is_aside(article.name))

        return hides

    def explain_inputs(self) -> None:
        """Say which files are not what they were at the last build, if that is asked."""
        if self.options.explain:
            for path, how in sorted(self.inputs.changed()) if self.state.inputs else ():
                self.options.explain(path, how)

    def render_pages(self, context: Context, site_fingerprint: bytes, edited: Collection[str] | None) -> list[str]:
        """Draw every page that is not there as it must be; gives the addresses of all pages."""
        archive = context.archive
        render_job = RenderJob(
            str(self.root), context.site, archive.config.language, site_fingerprint, self.out.store, archive.missing
        )
        stale = RenderPlan(
            context,
            self.out,
            self.state,
            inputs=self.inputs,
            site_fingerprint=site_fingerprint,
            explain=self.options.explain,
        )
        for number, drawn in enumerate(self.pool.map(partial(render_pages, render_job), stale.tasks(edited)), 1):
            self.out.take(drawn.address, drawn.stored, drawn.made)
            self.show("pages", number, 0)
        return stale.pages

    def edited(self, cache: ParseCache, reader: CachedReader) -> list[str] | None:
        """The names of the articles whose bodies changed, if nothing else did since the last build."""
        if not self.state.manifest or cache.loaded != self.state.cache:
            return None
        return only_bodies([path for path, _ in self.inputs.changed()], reader.edited, self.root / "media")

    def site_fingerprint(self, context: Context) -> bytes:
        """The digest of what every page follows from beside its view: the site's settings, templates and program."""
        settings = msgspec.msgpack.encode((context.site, context.archive.config.language))
        return blake2b(self.fingerprint(*template_folders(self.root)) + settings, digest_size=32).digest()

    def fingerprint(self, *folders: Path) -> bytes:
        """The digest of the program and of these folders."""
        parts = blake2b(msgspec.msgpack.encode(self.state.request.program), digest_size=32)
        for folder in (PACKAGE, *folders):
            for file in self.inputs.walk(folder, every=True)[0]:
                parts.update(self.inputs.sha256(file) + file.name.encode(errors="replace") + b"\n")
        return parts.digest()

    def search(self, context: Context) -> None:
        """The search bundle. What was indexed before comes from the cache beside the output."""
        from site_builder.search.documents import Outlines, read_document
        from site_builder.search.index import build_index

        outlines = Outlines(context, lambda address: self.out.made[address].lookups if address in self.out.made else ())
        total = len(context.archive.articles)
        work = Path(tempfile.mkdtemp(dir=self.out.scratch))
        bundle = build_index(
            outlines.entries(), outlines.outline, read_document, work=work, cache=self.out.state / "search",
            pool=self.pool, salt=self.fingerprint().hex(), progress=lambda done: self.show("search", done, total),
        )  # fmt: skip
        for address, file in bundle.files:
            self.out.copy(f"search/{address}", file.path, file.sha256)
        self.out.put("search/manifest.js", bundle.manifest.encode())

    def save_addresses(self, archive: Archive, published: Published) -> list[Problem]:
        """Write the addresses of new names and those of this site's articles into the archive, for good."""
        if not self.options.keep_addresses:
            return []
        served = {address for address in addresses_of(archive) if address in self.out.made}
        problems = save_register(self.root, archive.register) + save_published(self.root, published, served)
        if archive.withheld.withdrawn or archive.withheld.redacted:
            problems += save_withdrawn(archive)
            self.inputs.add(self.root / WITHDRAWN)
        if archive.register.added:
            self.inputs.add(self.root / ADDRESSES)  # it has grown
        if not served <= published.addresses:
            self.inputs.add(self.root / PUBLISHED)
        return problems

    def keep_search(self, _: Context) -> None:
        """The search bundle as the last build left it."""
        for address, made in self.state.made.items():
            if address.startswith("search/") and self.out.reserve(address):
                self.out.keep(address, made.fingerprint)

    def remember(self, state: State, *, unsaved: bool) -> None:
        """Leave the next build what it needs to know."""
        state.root = os.path.realpath(self.root)
        state.made, state.foreign = self.out.made, self.out.foreign
        state.indexed = self.options.index or not state.request.with_search
        if any(self.inputs.moved(folder) for folder in template_folders(self.root)):
            state.made = {address: msgspec.structs.replace(one, fingerprint=b"") for address, one in state.made.items()}
        # The next build looks at everything again, if something changed under way or could not be kept.
        sure = all(one.fingerprint for one in state.made.values()) and not unsaved
        state.inputs = self.inputs.seen() if sure else {}
        state.articles, state.problems, state.manifest = (
            self.report.articles, tuple(self.report.problems), self.out.manifest,
        )  # fmt: skip
        save_state(self.out.state / "state", state)


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.message
