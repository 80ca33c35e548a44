"""Where an article stands in its issue, and the way on from it: through the issue, then to the next one."""

import re
from urllib.parse import quote

import msgspec

from site_builder.archive.addresses import href
from site_builder.archive.article import Article
from site_builder.archive.issues import Issue, Issues, PaperPage, Place
from site_builder.pages.by_date import address_of
from site_builder.pages.page import PlanContext, headline
from site_builder.pages.view import Link


class Standing(msgspec.Struct, frozen=True):
    """`number` of `count` articles on its page, which the list of the issue shows at `page_href`; 0 and "" where no
    page is named. The links' notes say what they lead to."""

    page_href: str = ""
    number: int = 0
    count: int = 0
    previous: Link | None = None
    next: Link | None = None


def standing(context: PlanContext, article: Article) -> Standing:
    """Where an article stands."""
    issues, _ = context.cached(Issues), context.locale.gettext
    place = issues.place(article)
    earlier, later = (place.previous, place.next) if place else issues.uncertain_neighbours(article)
    previous, following = _to_article(earlier, _("Previous article")), _to_article(later, _("Next article"))
    if place is None:
        return Standing(previous=previous, next=following)
    previous = previous or _to_issue(context, issues.before(place.issue), _("Previous issue"))
    following = following or _to_issue(context, issues.after(place.issue), _("Next issue"))
    if not place.page.name:
        return Standing(previous=previous, next=following)
    return Standing(_page_href(context, place), place.number, len(place.page.articles), previous, following)


def anchor(context: PlanContext, issue: Issue, page: PaperPage | None = None) -> str:
    """The id, on the page of the day, of an issue or of one of its pages: `p2`.

    Those of further papers and of further issues of a day have these before it: `evening-post-p2`.
    """
    names = [] if issue.publication == context.publications.listed[0].name else [_key(context, issue)]
    names += [issue.number or str(issue.rank + 1)] if issue.rank else []
    if page is None:
        names = ["issue", *names]
    else:
        names.append(f"p{page.name}" if page.name else "unpaged")
    return _SPACES.sub("-", "-".join(names))


_SPACES = re.compile(r"\s+")


def _key(context: PlanContext, issue: Issue) -> str:
    paper = context.publications.of(issue.publication)
    return paper.key or paper.name


def _page_href(context: PlanContext, place: Place) -> str:
    return f"{address_of(place.issue.unit)}#{quote(anchor(context, place.issue, place.page))}"


def _to_article(article: Article | None, note: str) -> Link | None:
    return Link(headline(article), href(article.url_path + ".html"), note=note) if article else None


def _to_issue(context: PlanContext, issue: Issue | None, note: str) -> Link | None:
    """A link to the list of an issue, which does not change with what is in it."""
    if issue is None:
        return None
    text = context.locale.clauses(unit_in_words(context, issue.unit), issue_name(context, issue.number))
    other = context.publications.listed[0].name != issue.publication or issue.rank
    address = address_of(issue.unit) + (f"#{quote(anchor(context, issue))}" if other else "")
    return Link(text, address, note=note)


def unit_in_words(context: PlanContext, unit: str) -> str:
    """A day with its weekday, or a month."""
    return context.locale.weekday_and_day(unit) if len(unit) > 7 else context.locale.month(unit)


def issue_name(context: PlanContext, number: str) -> str:
    """The number of an issue in words."""
    return context.locale.issue_label(number) if number else ""
