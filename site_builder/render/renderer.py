"""Drawing a page: its template, what the template sees, and the file the page shows.

Templates see `page` (the view), `site`, `root` (the way up to the site's root, for links), `content` (what was read
from the page's material) and `_`/`ngettext`. Nothing else: no clock, no files, no environment.
"""

import base64
import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import jinja2
import msgspec
from markupsafe import Markup

from site_builder.archive.addresses import href, refusal
from site_builder.archive.article import digest_of, line_holding, read_body
from site_builder.archive.media import is_active, may_stand_beside
from site_builder.archive.restrictions.redaction import BAR
from site_builder.archive.source import lines_in
from site_builder.common.lines import numbers
from site_builder.common.problems import Problem, warning
from site_builder.common.yamlfile import CONTROLS, YamlError
from site_builder.markdown.convert import Body, annotate, convert, plain
from site_builder.pages.page import Page
from site_builder.pages.views import ArticlePage, Site, SourcePageView
from site_builder.render.environment import Engine, Strict
from site_builder.render.metadata import citation, json_ld, meta_tags
from site_builder.theme.folders import theme_folder
from site_builder.theme.i18n import Locale


class Drawing(msgspec.Struct, frozen=True):
    """A page as drawn, what was wrong, and what the archive was asked: (path, whether there is such a file).

    It is not `consistent` if a file changed under way: then it does not show what its view says.
    """

    data: bytes
    problems: tuple[Problem, ...] = ()
    lookups: tuple[tuple[str, bool], ...] = ()
    consistent: bool = True


class Loaded(msgspec.Struct, frozen=True):
    """What was read from a page's material, for its template; and as in `Drawing`."""

    content: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    lookups: tuple[tuple[str, bool], ...] = ()
    consistent: bool = True


class Renderer:
    """Draws the pages of one archive. It can be made anew in another process from the same arguments."""

    def __init__(self, archive: Path, site: Site, language: str, *, missing: Collection[str] = frozenset()) -> None:
        """`missing` are files of the archive that are not in the site."""
        self.archive, self.site, self.locale, self.missing = archive, site, Locale(language), missing
        self._templates: dict[str, jinja2.Template] = {}

    @cached_property
    def _engine(self) -> Engine:
        engine = Engine(self.archive, self.site, self.locale)
        engine.globals["inline_style"] = self._inline_style
        return engine

    def render(self, page: Page) -> Drawing:
        """Draw a page. A template that fails is a problem of the theme, and raises jinja2.TemplateError."""
        template = self._templates.get(page.template)
        if template is None:
            template = self._templates[page.template] = self._engine.get_template(page.template)
        loaded = self._load(page)
        root = _root(page.address.count("/"))
        text = template.render(page=page.view, root=root, content=Strict(loaded.content))
        return Drawing(text.encode(), loaded.problems, loaded.lookups, loaded.consistent)

    def _load(self, page: Page) -> Loaded:
        load = _LOADERS.get(type(page.view))
        return load(self, page) if load else Loaded({})

    def _inline_style(self, name: str) -> dict[str, Any]:
        """A stylesheet and its hash for the policy: the 404 page is shown at any depth, so it can link to none."""
        for folder in (self.archive, theme_folder()):
            file = folder / "static" / name
            if file.is_file():
                text = file.read_text(encoding="utf-8")
                digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
                return {"text": Markup(text), "hash": f"sha256-{digest}"}  # noqa: S704 - the theme's own file
        raise jinja2.TemplateNotFound(name)


@lru_cache
def _root(depth: int) -> Markup:
    """The way up to the site's root; as Markup, since it is on each page a dozen times and need not be escaped."""
    return Markup("../" * depth)  # noqa: S704


class ArticleBody(msgspec.Struct, frozen=True):
    """An article's body, converted, the digest of what it was made from; and as in `Drawing`."""

    body: Body
    digest: str
    problems: tuple[Problem, ...] = ()
    lookups: tuple[tuple[str, bool], ...] = ()


def article_body(
    archive: Path,
    source_path: str,
    root: str = "",
    *,
    missing: Collection[str] = frozenset(),
    picture: str = "{alt}",
    whole: bool = False,
) -> ArticleBody:
    """The body of the article in the file `source_path`, its links leading from a page `root` below the site's root.

    `missing` are files of the archive to which no link may lead; `picture` is what stands for a picture that is not
    shown, with {alt} for its description. `whole`: with the words that are redacted.
    """
    path = str(archive / source_path)
    try:
        text = read_body(path, whole=whole)
    except (OSError, YamlError) as error:
        return ArticleBody(Body(""), "", (_changed(path, str(error)),))
    links = _Links(archive, source_path.removeprefix("articles/"), root, path, missing)
    body = convert(text, links.rewrite, picture=picture)
    faults = [warning(path, links.line(error.at), error.message, error.hint) for error in body.faults]
    return ArticleBody(body, digest_of(text), (*faults, *links.problems), tuple(links.lookups.items()))


def _changed(path: str, how: str = "") -> Problem:
    message = "changed while the site was built" + (f": {how}" if how else "")
    return Problem(path, 0, message, "build again")


def _load_article(renderer: Renderer, page: Page) -> Loaded:
    view = page.view
    assert isinstance(view, ArticlePage)  # noqa: S101 - the table below maps by type
    up, locale = "../" * page.address.count("/"), renderer.locale
    picture = locale.gettext("Picture: {alt}")
    read = article_body(renderer.archive, page.source_path, up, missing=renderer.missing, picture=picture)
    annotated = annotate(read.body.html, [note.at for note in view.notes], renderer.locale.gettext("Note {n}"))
    site = renderer.site
    content = {
        "body": _with_bars(annotated.html, renderer),
        "placed": annotated.placed,
        "metadata": meta_tags(site, locale, view, page.address),
        "jsonld": json_ld(site, view),
        "citation": citation(site, locale, view, page.address),
    }
    consistent = read.digest == view.digest
    if consistent or not read.digest:
        problems = (*read.problems, *_notes_without_place(renderer.archive, page, annotated.placed))
    else:
        problems = (_changed(str(renderer.archive / page.source_path)),)
    return Loaded(content, problems, read.lookups, consistent)


def _notes_without_place(archive: Path, page: Page, placed: Collection[int]) -> Iterator[Problem]:
    view = page.view
    assert isinstance(view, ArticlePage)  # noqa: S101 - as above
    lost = [note for note in view.notes if note.at and note.number not in placed]
    if not lost:
        return
    file = archive / page.source_path
    elsewhere = plain(" ".join((view.headline, view.kicker, *view.deck, view.byline_printed, view.dateline)))
    for note in lost:
        if plain(note.at) not in elsewhere:
            message = f"the note on “{note.at}”: these words are not in the article"
            yield warning(str(file), line_holding(file, note.at), message, "copy them exactly")


def _load_source(renderer: Renderer, page: Page) -> Loaded:
    view = page.view
    assert isinstance(view, SourcePageView)  # noqa: S101 - the table below maps by type
    file = renderer.archive / page.source_path
    try:
        data = file.read_bytes()
        lines = lines_in(data, view.encoding)
    except (OSError, UnicodeError) as error:
        return Loaded({"lines": []}, (_changed(str(file), str(error)),), consistent=False)
    consistent = hashlib.sha256(data).hexdigest() == view.sha256
    # What is hidden comes last, and so wins over every other claim.
    claims = {
        number: claim for claim in view.claims for number in numbers([(claim.first, min(claim.last, len(lines)))])
    }
    shown, before = [], None
    for number, line in enumerate(_barred(lines, view.bars), 1):
        claim = claims.get(number)
        hidden = claim is not None and claim.hidden
        text = "" if hidden else _visible(line)
        if view.bars and BAR in text:
            text = _with_bars(escape(text), renderer)
        shown.append((number, text, claim, claim is not None and claim is not before))
        before = claim
    return Loaded({"lines": shown}, () if consistent else (_changed(str(file)),), consistent=consistent)


_LOADERS: dict[type, Callable[[Renderer, Page], Loaded]] = {ArticlePage: _load_article, SourcePageView: _load_source}


def _barred(lines: Sequence[str], bars: Iterable[tuple[int, int, int]]) -> list[str]:
    """The lines with a bar in place of words that are not shown."""
    shown = list(lines)
    for number, start, end in sorted(bars, reverse=True):
        if number <= len(shown):
            line = shown[number - 1]
            shown[number - 1] = line[:start] + BAR + line[end:]
    return shown


_TEXT_OR_BAR = re.compile(f"<[^>]*>|{BAR}")


def _with_bars(html: str, renderer: "Renderer") -> Markup:
    """HTML in which the bars can be seen and heard."""
    if BAR not in html:
        return Markup(html)  # noqa: S704 - escaped, or sanitized in markup
    label = escape(renderer.locale.gettext("redacted"))
    bar = f'<span class="redacted" role="img" aria-label="{label}">{BAR}</span>'
    return Markup(_TEXT_OR_BAR.sub(lambda found: bar if found[0] == BAR else found[0], html))  # noqa: S704 - as above


def _visible(line: str) -> str:
    """Control characters as their pictures: HTML cannot hold them, and a reader should see that they are there."""
    if line.isprintable():
        return line
    pictures = {c: 0x2400 + c for c in range(32) if c != ord("\t")} | {0x7F: 0x2421}
    return CONTROLS.sub("\ufffd", line.translate(pictures))


class _Links(msgspec.Struct):
    """Rewrites the links of one body, and collects what is wrong with them."""

    archive: Path
    name: str
    root: str
    file: str
    missing: Collection[str]
    problems: list[Problem] = []
    lookups: dict[str, bool] = {}
    looked_for: int = 0
    known: dict[tuple[str, str], str | None] = {}

    def rewrite(self, element: str, value: str) -> str | None:
        """The link as it must stand on the page; None leaves it out. What is wrong with an address is said once."""
        key = element, value.strip()
        if key not in self.known:
            self.known[key] = self._rewritten(*key)
        return self.known[key]

    def _rewritten(self, element: str, value: str) -> str | None:
        if value.startswith("//") or ":" in value.split("/")[0].split("?")[0].split("#")[0]:
            if element == "img":
                hint = "copy it into media/ or beside the article, and link to it there"
                self._fault(value, f"the picture “{value}” is on another host: it is a link to there", hint)
            return value
        path, mark, rest = value.partition("#")
        target = self._resolve(unquote(path))
        if target is None:
            hint = "write media/…, or the path from here to a file or to another article's .md file"
            self._fault(value, f"the link to “{value}” leads nowhere", hint)
            return None
        return self.root + href(target) + mark + rest

    def _resolve(self, path: str) -> str | None:
        """The address in the site, or None."""
        if path.startswith("media/"):
            return path if ".." not in path.split("/") and self._is_file(path) else None
        steps = list(PurePosixPath(self.name).parent.parts)
        for part in path.split("/"):
            if part == "..":
                if not steps:
                    return None
                steps.pop()
            elif part not in ("", "."):
                steps.append(part)
        target = "/".join(steps)
        if may_stand_beside(target):
            return (
                target
                if not (path.startswith("/") or refusal(target)) and self._is_file(f"articles/{target}")
                else None
            )
        article = target if target.endswith(".md") else target.removesuffix(".html") + ".md"
        if path.startswith("/") or not self._is_file(f"articles/{article}"):
            return None
        return article.removesuffix(".md") + ".html"

    def _fault(self, value: str, message: str, hint: str) -> None:
        self.problems.append(warning(self.file, self.line(value), message, hint))

    def line(self, locale: str) -> int:
        """The line of the article that holds some words; for the first of them, as each is looked for in all."""
        self.looked_for += 1
        return line_holding(Path(self.file), locale) if locale and self.looked_for <= _LOOKED_FOR else 0

    def _is_file(self, path: str) -> bool:
        # What begins so is not published: there would be nothing at the end of the link.
        if any(part[:1] in (".", "_") for part in path.split("/")):
            return False
        self.lookups[path] = is_file(self.archive, path, self.missing)
        return self.lookups[path]


_LOOKED_FOR = 100  # lines of problems in one article


def is_file(archive: Path, path: str, missing: Collection[str]) -> bool:
    """Whether the archive has such a file and shows it; a name that no system can hold is none."""
    file = f"{archive}{os.sep}{path}"
    if path in missing or not os.path.isfile(file):  # noqa: PTH113 - a Path for each of thousands takes its time
        return False
    if path.endswith(".md"):
        return True
    # Beside articles, links to files are not followed when they are published.
    linked = path.startswith("articles/") and os.path.realpath(file) != f"{os.path.realpath(archive)}{os.sep}{path}"
    return not (linked or is_active(file))
