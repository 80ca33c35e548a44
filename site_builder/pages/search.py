"""The search page, and the words of its scripts, which fill in what stands in braces."""

from collections.abc import Callable, Iterator
from typing import Any

from site_builder.pages.fields import FACETS, FIELDS
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import View
from site_builder.theme.i18n import N_


class SearchView(View, frozen=True, kw_only=True):
    """The search page. `words` are those of its scripts, by the name under which a script knows them."""

    words: dict[str, Any]


def plan(context: PlanContext) -> Iterator[Page]:
    """The search page, of a site that has one."""
    if context.with_search:
        _ = context.locale.gettext
        view = SearchView(title=_("Search"), kind="search", robots="noindex", words=_words(_))
        yield Page("search.html", "search.html", view)


def _words(translate: Callable[[str], str]) -> dict[str, Any]:
    def translated(texts: dict[str, str]) -> dict[str, str]:
        return {name: translate(text) for name, text in texts.items()}

    offered = [facet for facet in FACETS if facet.label]
    return {
        **translated(_SENTENCES),
        "columns": translated(_COLUMNS),
        "notInChart": translated(_NOT_IN_CHART),
        "fields": translated({field.name: field.label for field in FIELDS}),
        "kinds": translated({facet.name: facet.label for facet in offered}),
        "values": {facet.name: translated(dict(facet.labels)) for facet in offered if facet.labels},
    }


_SENTENCES = {
    "loading": N_("Searching …"),
    "empty": N_("Write at least one word or character."),
    "none": N_("Nothing found for “{q}”."),
    "one": N_("1 article holds “{q}”."),
    "many": N_("{n} articles hold “{q}”."),
    "noneOfAll": N_("No article is like this."),
    "oneOfAll": N_("1 article."),
    "manyOfAll": N_("{n} articles."),
    "long": N_("Of the query the first {n} characters are searched."),
    "missing": N_("Not searched, since part of the index could not be loaded: {n} articles ({dates})."),
    "lost": N_("This result could not be loaded."),
    "single": N_("A single character is found in many words: add another."),
    "counted": N_("Occurrences of “{q}”: {n}. Articles: {m}."),
    "soFar": N_("“{q}”: {n} so far. Searching on …"),
    "forbidden": N_(
        "The host of this site does not let the search run: its Content-Security-Policy must allow 'wasm-unsafe-eval'."
        " Until then use the menu: by date, tag and person."
    ),
    "more": N_("Show more"),
    "articles": N_("Articles"),
    "places": N_("Every occurrence"),
    "datedOfMany": N_(
        "This archive is large. Results come in order of date, so that the first are there at once. “Best first”"
        " compares all of it, and takes longer."
    ),
    "bestOfMany": N_(
        "The best of the whole archive first: all of its index is read before anything is shown. In order of date the"
        " first results come sooner."
    ),
    "range": N_("{first}–{last} of {n}"),
    "previous": N_("Previous 100"),
    "next": N_("Next 100"),
    "copy": N_("Copy these"),
    "copied": N_("Copied"),
    "csv": N_("Download as CSV"),
    "csvPage": N_("Download these as CSV"),
    "csvAll": N_("Download all as CSV"),
    "reading": N_("Reading all occurrences"),
    "readingOf": N_("{n} of {m}"),
    "stop": N_("Stop, and keep what is there"),
    "partial": N_("A part: {n} of {m} occurrences of “{q}”."),
    "allFound": N_("All of these"),
    "time": N_("Time"),
    "allArticles": N_("Articles in the archive"),
    "notHeld": N_("nothing in the archive"),
    "comma": N_(", "),
    "from": N_("From"),
    "to": N_("To"),
    "colon": N_(": "),
    "date": N_("Date"),
    "findValue": N_("Find …"),
    "noValue": N_("Nothing of this name among what was found."),
    "monthsOf": N_("Months of {year}"),
    "remove": N_("Remove {name}"),
    "removeAll": N_("Remove all"),
    "moreOf": N_("{n} more …"),
    "decade": N_("{decade}s"),
}

# Of articles that the chart cannot show, by what its columns are.
_NOT_IN_CHART = {
    "decade": N_("Articles without a date, and so not shown here: {n}."),
    "year": N_("Articles of no known year, and so not shown here: {n}."),
    "month": N_("Articles of no known month, and so not shown here: {n}."),
    "day": N_("Articles of no known day, and so not shown here: {n}."),
}

# The columns of a list of occurrences that is copied or downloaded.
_COLUMNS = {
    "date": N_("Date"),
    "title": N_("Headline"),
    "address": N_("Address"),
    "field": N_("Stands in"),
    "before": N_("Before"),
    "match": N_("Match"),
    "after": N_("After"),
}
