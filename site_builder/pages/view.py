"""What templates see: one frozen value for each kind of page. Here are the parts that several kinds share.

A view holds everything its page shows, and nothing else. So a page can be rendered in another process, and two equal
views are the same page. Lists hold a `Teaser` for each article, never the article: editing a body touches one page.

Every `href` is percent-encoded and relative to the site's root; templates write `{{ root }}{{ link.href }}`.
"""

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What the head of every page needs; each kind of page has its own, beside its plan, told by its tag.

    `robots` is "" where machines may index the page.
    """

    title: str
    description: str = ""
    kind: str = ""  # for the body's class and the menu's current entry
    robots: str = ""
    feed: str = ""  # the address of the page's own feed


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
    with_notebook: bool
    full_width: bool = False  # whether marks between Chinese characters are shown at full width
    with_data: bool = False
    custom_style: bool = False  # whether the archive has a stylesheet beside the theme's


class Teaser(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An article in a list; `opening` are its first words, where it has no summary, and `page` is that of the paper.

    `cite` is what a reference says beside the headline, for scripts, a line each: the date as EDTF, the page, the paper
    where there are several, the authors.
    """

    headline: str
    href: str
    kicker: str
    summary: str
    opening: str
    page: str
    date: str
    iso: str
    people: str
    section: str
    language: str
    unchecked: bool
    private: bool
    cite: str


class Headline(msgspec.Struct, frozen=True, gc=False):
    """An article by its headline alone, in its own language."""

    text: str
    href: str
    language: str


class Pager(msgspec.Struct, frozen=True):
    """The way through the pages of a list. Pages count from the oldest, so that a full one never changes."""

    newer: Link | None
    older: Link | None
    number: int


class CalendarDay(msgspec.Struct, frozen=True):
    """A day of a calendar; `number` 0 is a blank cell, `href` is "" where there is nothing to read.

    `label` says in words what the cell shows by its shape: `state` is "held", "partial", "missing", "not-published",
    "outside" or "", `level` how many articles there are, from 1 to 5, `uncertain` that the day of some is not certain.
    """

    number: int
    href: str = ""
    count: int = 0
    label: str = ""
    state: str = ""
    level: int = 0
    uncertain: bool = False


class CalendarMonth(msgspec.Struct, frozen=True):
    """A month with its weeks, as the language begins them; `sums` are its days by state, in words."""

    link: Link
    weeks: tuple[tuple[CalendarDay, ...], ...]
    sums: str = ""


class ListPage(View, frozen=True, kw_only=True):
    """A list of articles: a decade, tag, person or section."""

    heading: str
    breadcrumbs: tuple[Link, ...] = ()
    count: int = 0
    remarks: tuple[str, ...] = ()
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
