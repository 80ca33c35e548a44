"""The search page, and the words of its scripts, which fill in what stands in braces."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from site_builder.archive.addresses import KINDS
from site_builder.archive.article import Article
from site_builder.archive.terms import Term, names_of
from site_builder.pages.fields import FACETS, FIELDS
from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import Link, View
from site_builder.theme.i18n import N_

_EXAMPLES = 3  # searches that are offered before anything is asked
_NEWEST = 100  # articles of a name among which another is looked for


class SearchView(View, frozen=True, kw_only=True):
    """The search page. `words` are those of its scripts, by the name under which a script knows them.

    `examples` are searches that find something in this archive, `ways` the indexes, `help` what can be written, in one
    form or several, and what it means.
    """

    words: dict[str, Any]
    examples: tuple[Link, ...]
    ways: tuple[Link, ...]
    help: tuple[tuple[tuple[str, ...], str], ...]


def plan(context: PlanContext) -> Iterator[Page]:
    """The search page, of a site that has one."""
    if context.with_search:
        _ = context.locale.gettext
        indexes = {"dates/index.html", *(f"{kind}/index.html" for kind in KINDS)}
        view = SearchView(
            title=_("Search"), kind="search", robots="noindex", words=_words(context), examples=_examples(context),
            ways=tuple(link for link in context.site.menu if link.href in indexes),
            help=tuple((tuple(map(_, written)), _(meaning)) for written, meaning in _HELP),
        )  # fmt: skip
        yield Page("search.html", "search.html", view)


def _examples(context: PlanContext) -> tuple[Link, ...]:
    """Searches that find something: a name, two that stand in one article, an author, a section in a year."""
    return tuple(itertools.islice(_found(context), _EXAMPLES))


def _found(context: PlanContext) -> Iterator[Link]:
    top = {kind: min(terms, key=_most_used) for kind, terms in context.archive.terms.items() if terms}
    if term := top.get("tags") or top.get("persons"):
        yield _search(term.name, q=_phrase(term.name))
        if beside := _beside(context, term):
            words = f"{_phrase(term.name)} {_phrase(beside)}"
            yield _search(words, q=words)
    if author := top.get("people"):
        words = context.locale.gettext("by:") + _phrase(author.name)
        yield _search(words, q=words)
    if section := top.get("sections"):
        yield _filter(section.articles[0], section=section.name)
    if context.archive.articles:
        yield _filter(context.archive.articles[0])


def _most_used(term: Term) -> tuple[int, str]:
    return -len(term.articles), term.address


def _beside(context: PlanContext, term: Term) -> str:
    """The name that stands most often in the same articles, of the newest of them."""
    authorities = context.archive.authorities
    names = Counter(name for article in term.articles[:_NEWEST] for name in names_of("tags", article, authorities))
    del names[term.name]
    return min(names, key=lambda name: (-names[name], name), default="")


def _filter(article: Article, **asked: str) -> Link:
    """A search by filters alone: in the year of an article."""
    years = article.date.years[:1]
    return _search(" · ".join([*asked.values(), *years]), **asked, **dict(zip(("year",), years, strict=False)))


def _phrase(name: str) -> str:
    """A name as a query finds it: what has spaces or signs is a phrase."""
    return name if name.isalnum() else '"' + name.replace('"', " ") + '"'


def _search(text: str, **asked: str) -> Link:
    return Link(text, f"search.html?{urlencode(asked)}")


def _words(context: PlanContext) -> dict[str, Any]:
    def translated(texts: dict[str, str]) -> dict[str, str]:
        return {name: context.locale.gettext(text) for name, text in texts.items()}

    offered = [facet for facet in FACETS if facet.label]
    return {
        **translated(_SENTENCES),
        **(translated(_NOTEBOOK) if context.archive.config.notebook else {}),
        "columns": translated(_COLUMNS),
        "forms": translated(_FORMS),
        "notInChart": translated(_NOT_IN_CHART),
        "offers": translated(_OFFERS),
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
    "eachAlone": N_("Each by itself:"),
    "tryThese": N_("What is found:"),
    "nothingNear": N_("Nothing like it stands in this archive. Write fewer words, or other ones."),
    "otherNames": N_("Also written:"),
    "presumed": N_("(presumed)"),
    "inAll": N_("{n} articles in all"),
    "ignored": N_("These signs have no effect where they stand: {signs}."),
    "tooMany": N_("Of so many alternatives only the first are searched."),
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
    "form": N_("Form of the file"),
    "save": N_("Download"),
    "savePage": N_("Download these"),
    "saveAll": N_("Download all"),
    "reading": N_("Reading all occurrences"),
    "readingArticles": N_("Reading all articles"),
    "partialArticles": N_("A part: {n} of {m} articles with “{q}”."),
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

# What can be written, and what it finds.
_HELP = (
    ((N_("trade prices"),), N_("articles that hold all of the words")),
    ((N_('"a phrase"'),), N_("exactly these words, next to each other")),
    ((N_("trade | prices"),), N_("one of the words, or several")),
    ((N_("trade -prices"),), N_("the one without the other")),
    ((N_("trad*"),), N_("words and numbers that begin so")),
    ((N_("trade ~10 prices"),), N_("both with at most ten characters or words between them, in either order")),
    ((N_("title:trade"), N_("by:smith"), N_("tag:trade"), N_("section:trade")), N_("in this part of an article only")),
    ((N_("title:(trade | prices) -war"),), N_("parentheses hold together what belongs together")),
)

# Queries that find something where another finds nothing.
_OFFERS = {
    "unfiltered": N_("Without the filters"),
    "unrestricted": N_("Without what must be absent"),
    "name": N_("Another form of the name"),
    "unquoted": N_("Without quotation marks"),
    "anywhere": N_("Anywhere in the article"),
    "apart": N_("Not near each other"),
    "fewer": N_("With fewer words"),
    "shorter": N_("With fewer characters"),
    "similar": N_("A word like it"),
}

# Of articles that the chart cannot show, by what its columns are.
_NOT_IN_CHART = {
    "decade": N_("Articles without a date, and so not shown here: {n}."),
    "year": N_("Articles of no known year, and so not shown here: {n}."),
    "month": N_("Articles of no known month, and so not shown here: {n}."),
    "day": N_("Articles of no known day, and so not shown here: {n}."),
}

# The forms in which what was found is downloaded.
_FORMS = {"csv": N_("Table (CSV)"), "json": "JSON", "ris": "RIS", "bibtex": "BibTeX", "csl": "CSL-JSON"}

# The columns of a list of articles or occurrences that is downloaded.
_NOTEBOOK = {"keep": N_("Keep in the notebook"), "kept": N_("In the notebook")}

_COLUMNS = {
    "date": N_("Date"),
    "title": N_("Headline"),
    "page": N_("Page"),
    "issue": N_("Issue"),
    "section": N_("Section"),
    "byline": N_("Byline"),
    "address": N_("Address"),
    "field": N_("Stands in"),
    "before": N_("Before"),
    "match": N_("Match"),
    "after": N_("After"),
}
