"""What source pages are called, and which articles were made from each."""

from collections import Counter
from collections.abc import Mapping, Sequence

from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.theme.i18n import Locale

Holders = Mapping[str, Sequence[Article]]  # the articles made from each page and shown, by the page's name


def holders_of(archive: Archive) -> Holders:
    """The articles made from each source page."""
    holders: dict[str, list[Article]] = {page.name: [] for page in archive.sources}
    for article in archive.articles:
        for name in dict.fromkeys(source.file for source in article.front.source):
            if name in holders:
                holders[name].append(article)
    return holders


def source_titles(archive: Archive, locale: Locale, holders: Holders) -> dict[str, str]:
    """By the page's name what it is called: as its record says, else the day and the page of the paper, if its articles
    agree on them and no other page is called so, else the name of its file."""
    found = {page.name: _day_and_page(locale, holders[page.name]) for page in archive.sources}
    often = Counter(found.values())
    return {
        page.name: page.record.title or (title if often[title := found[page.name]] == 1 else "") or page.name
        for page in archive.sources
    }


def _day_and_page(locale: Locale, articles: Sequence[Article]) -> str:
    places = {(article.date, article.front.page) for article in articles}
    date, page = places.pop() if len(places) == 1 else (None, "")
    if date is None or date.uncertain or not page:
        return ""
    return locale.gettext("{date}, {page}").format(date=locale.date(date), page=locale.page_label(page))
