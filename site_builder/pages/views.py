"""What templates see: one frozen value for each kind of page.

A view holds everything its page shows, and nothing else. So a page can be drawn in another process, and two equal
views are the same page. Lists hold a `Teaser` for each article, never the article: editing a body touches one page.

Every `href` is percent-encoded and relative to the site's root; templates write `{{ root }}{{ link.href }}`.
"""

from typing import Any

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the head of every page needs. `robots` is "" where machines may index the page."""

    title: str
    description: str = ""
    kind: str = ""  # for the body's class and the menu's current entry
    robots: str = ""


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link with its words and, where it leads to a list, the number of articles there."""

    text: str
    href: str
    count: int = 0
    note: str = ""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same on every page."""

    title: str
    subtitle: str
    description: str
    language: str
    base_url: str
    publication: str
    place: str
    rights: str
    menu: tuple[Link, ...]
    generator: str
    with_search: bool
    custom_style: bool = False  # whether the archive has a stylesheet beside the theme's


class Person(msgspec.Struct, frozen=True):
    """Someone in a byline: the printed name, the role, and the page of the canonical name."""

    name: str
    role: str
    href: str
    note: str = ""


class Teaser(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An article in a list."""

    headline: str
    href: str
    kicker: str
    summary: str
    date: str
    iso: str
    people: str
    section: str
    language: str
    unchecked: bool
    private: bool


class Pager(msgspec.Struct, frozen=True):
    """The way through the pages of a list. Pages count from the oldest, so that a full one never changes."""

    newer: Link | None
    older: Link | None
    number: int


class Home(View, frozen=True, kw_only=True):
    """The front page."""

    lead: Teaser | None
    latest: tuple[Teaser, ...]
    years: tuple[Link, ...]
    tags: tuple[Link, ...]
    people: tuple[Link, ...]
    sections: tuple[Link, ...]
    articles: int
    sources: int


class NoteView(msgspec.Struct, frozen=True):
    """A numbered note; `at` are the words it is about."""

    number: int
    text: str
    at: str


class DoubtView(msgspec.Struct, frozen=True):
    """What is doubtful about an unchecked article, and a link to the lines that it concerns."""

    text: str
    lines: str
    href: str


class SourceLine(msgspec.Struct, frozen=True):
    """Where an article stands: the page, the lines in reading order, and the page's hash."""

    file: str
    lines: str
    href: str
    sha256: str


class CorrectionView(msgspec.Struct, frozen=True):
    """A correction and its day in words."""

    date: str
    iso: str
    text: str


class ArticlePage(View, frozen=True, kw_only=True):
    """An article. Its body is not here but its digest: whoever draws the page reads the body."""

    headline: str
    supplied: bool
    kicker: str
    deck: tuple[str, ...]
    dateline: str
    byline_printed: str
    people: tuple[Person, ...]
    date: str
    iso: str
    edtf: str
    published: str  # the earliest day; a date given to the month or year is not made a day
    date_href: str
    date_note: str
    uncertain: bool
    section: Link | None
    page: str
    issue: str
    tags: tuple[Link, ...]
    summary: str
    language: str
    rights: str
    unchecked: bool
    checked: str  # that a person checked it, in words; "" where nothing is known
    private: str  # why it is in no site but this preview, in words
    doubts: tuple[DoubtView, ...]
    notes: tuple[NoteView, ...]
    corrections: tuple[CorrectionView, ...]
    redactions: tuple[CorrectionView, ...]
    sources: tuple[SourceLine, ...]
    newer: Link | None
    older: Link | None
    permalink: str
    extra: dict[str, Any]
    digest: str


class Tombstone(View, frozen=True, kw_only=True):
    """What stands where an article was withdrawn: not even its title."""

    date: str
    reason: str


class CalendarDay(msgspec.Struct, frozen=True):
    """A day of a calendar; `number` 0 is a blank cell, `href` is "" where there is nothing to read."""

    number: int
    href: str = ""
    count: int = 0
    label: str = ""


class CalendarMonth(msgspec.Struct, frozen=True):
    """A month with its weeks, from Monday."""

    link: Link
    weeks: tuple[tuple[CalendarDay, ...], ...]


class ListPage(View, frozen=True, kw_only=True):
    """A list of articles: a year, month, day, decade, tag, person or section."""

    heading: str
    breadcrumbs: tuple[Link, ...] = ()
    count: int = 0
    remarks: tuple[str, ...] = ()
    calendar: tuple[CalendarMonth, ...] = ()
    weekdays: tuple[str, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    uncertain: tuple[Teaser, ...] = ()
    pager: Pager | None = None
    newer: Link | None = None
    older: Link | None = None


class Group(msgspec.Struct, frozen=True):
    """Links under one heading (a letter, a decade)."""

    heading: str
    links: tuple[Link, ...]


class IndexPage(View, frozen=True, kw_only=True):
    """An index: all tags, people, sections, years or source pages."""

    heading: str
    intro: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    letters: tuple[Link, ...] = ()
    uncertain: tuple[Teaser, ...] = ()


class Claim(msgspec.Struct, frozen=True):
    """A run of lines of a source page and what they are: an article, furniture, or withdrawn (not shown)."""

    first: int
    last: int
    label: str
    href: str = ""
    hidden: bool = False


class SourcePageView(View, frozen=True, kw_only=True):
    """A source page as it was received. Whoever draws the page reads the lines."""

    heading: str
    file: str
    sha256: str
    size: int
    encoding: str
    note: str
    download: str
    claims: tuple[Claim, ...]
    bars: tuple[tuple[int, int, int], ...]  # words that are not shown: line, and from where to where in it
    articles: tuple[Link, ...]
    breadcrumbs: tuple[Link, ...]
    language: str
    newer: Link | None = None
    older: Link | None = None


class Simple(View, frozen=True, kw_only=True):
    """A page with words of its template only: search, 404. `digest` is of the stylesheet, where the page holds it."""

    digest: str = ""


class About(View, frozen=True, kw_only=True):
    """About the archive."""

    articles: int
    sources: int
    first: str
    last: str
    supplied: int
    uncertain: int
    checked: int
    unchecked: int
    withdrawn: int


class UncheckedEntry(msgspec.Struct, frozen=True):
    """An article in the list of unchecked ones."""

    teaser: Teaser
    doubts: tuple[DoubtView, ...]


class UncheckedList(View, frozen=True, kw_only=True):
    """The unchecked articles, with their doubts: the work that is left."""

    entries: tuple[UncheckedEntry, ...]
    pager: Pager | None


class Redirect(View, frozen=True, kw_only=True):
    """An old address."""

    href: str


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article in the feed."""

    id: str
    url: str
    title: str
    summary: str
    published: str
    updated: str
    people: tuple[str, ...]
    tags: tuple[str, ...]


class Feed(View, frozen=True, kw_only=True):
    """The Atom feed."""

    id: str
    url: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]


class Sitemap(View, frozen=True, kw_only=True):
    """A sitemap: (address, day of last change); or, of a large site, an index of sitemaps."""

    urls: tuple[tuple[str, str], ...]
    is_index: bool = False


class Robots(View, frozen=True, kw_only=True):
    """robots.txt."""

    sitemap: str
