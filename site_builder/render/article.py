"""What the page of an article shows beside its view: the body with its notes, metadata, a citation."""

import re
from html import unescape

from site_builder.common.lines import Range, show
from site_builder.markdown.notes import with_marks
from site_builder.pages.articles import ArticlePage
from site_builder.pages.credits import credits_of
from site_builder.pages.page import Page
from site_builder.pages.view import Link, Site
from site_builder.render.article_notes import by_mark, marks_of, notes_without_place, placed_notes
from site_builder.render.bars import with_bars
from site_builder.render.body import changed_meanwhile, load_body
from site_builder.render.citation import citation
from site_builder.render.content import Content, SiteContext
from site_builder.render.environment import Strict
from site_builder.render.metadata import json_ld, meta_tags
from site_builder.render.paragraphs import with_addresses
from site_builder.render.ties import ties_of
from site_builder.render.typesetting import full_width_html, upright_numbers


def article_content(context: SiteContext, page: Page, digest: str) -> Content:
    """Read the body of an article's page; `digest` is that of the body that was planned."""
    view, site, locale = page.view, context.site, context.locale
    assert isinstance(view, ArticlePage)  # noqa: S101 - the renderer's table is by type
    up, picture = "../" * page.address.count("/"), locale.gettext("Picture: {alt}")
    body = load_body(context.archive, page.source_path, up, missing=context.missing, picture=picture)
    html = with_addresses(body.html, locale.gettext("Paragraph {n}"))
    placed = placed_notes(view, html)
    marks, (numbered, further) = marks_of(view, placed), by_mark(view, placed)
    html = with_marks(html, marks["body"], locale.gettext("Note {n}"))
    by = credits_of(view.people)
    first = _first_picture(body.html, up, site.base_url)
    variables = {
        "ties": _ties(context, view, body.html),
        "body": with_bars(_typeset(html, site, view), locale),
        "marks": Strict(marks),
        "notes": numbered,
        "further_notes": further,
        "metadata": meta_tags(site, locale, view, page.address, by=by, picture=first),
        "jsonld": json_ld(site, view, by=by, picture=first),
        "citation": citation(site, locale, view, by=by),
    }
    consistent = body.digest == digest
    if consistent or not body.digest:
        problems = (*body.problems, *notes_without_place(context.archive, page.source_path, view, placed=placed))
    else:
        problems = (changed_meanwhile(str(context.archive / page.source_path)),)
    return Content(variables, problems, body.lookups, consistent, body)


def _first_picture(html: str, up: str, base: str) -> str:
    """The URL of an article's first picture, where the site has an address."""
    found = _PICTURE.search(html) if base and "<img" in html else None
    return base + unescape(found[1]).removeprefix(up) if found else ""


_PICTURE = re.compile(r'<img [^>]*?src="((?!\w+:)[^"]+)"')


def _typeset(html: str, site: Site, view: ArticlePage) -> str:
    html = full_width_html(html) if site.full_width else html
    return upright_numbers(html) if view.vertical else html


def _ties(context: SiteContext, view: ArticlePage, html: str) -> tuple[tuple[int, tuple[Link, ...]], ...]:
    """The number of each paragraph that is tied to its lines, and links to these."""
    return tuple(
        (tie.number, tuple(_lines_link(view, place, lines) for place, lines in tie.runs))
        for tie in (ties_of(context.archive, view, html) if view.sources else ())
    )


def _lines_link(view: ArticlePage, place: int, lines: Range) -> Link:
    """To the first line: only a script can mark a range that is not a whole article's (facing.js, lines.js)."""
    return Link(show([lines]), f"{view.sources[place].href.partition('#')[0]}#L{lines[0]}")
