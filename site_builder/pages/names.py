"""Links to names: what the front page, the indexes and the pages of names share."""

from site_builder.archive.addresses import href
from site_builder.archive.terms import Term
from site_builder.pages.page import PlanContext
from site_builder.pages.view import Link
from site_builder.theme.i18n import N_

_NAMES = {"tags": N_("Tags"), "people": N_("Authors"), "persons": N_("People"), "sections": N_("Sections")}


def kind_name(context: PlanContext, kind: str) -> str:
    """The heading of a kind's index."""
    return context.locale.gettext(_NAMES[kind])


def link(term: Term) -> Link:
    """A link to a name, with the number of its articles."""
    return Link(term.name, href(term.address + ".html"), len(term.articles))


def most_used(context: PlanContext, kind: str, number: int) -> tuple[Link, ...]:
    """Links to the names with most articles."""
    terms = sorted(context.archive.terms[kind], key=lambda term: (-len(term.articles), term.address))
    return tuple(link(term) for term in terms[:number])
