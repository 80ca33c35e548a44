"""The page of a reader's notebook, and the words of its script, which fills in what stands in braces.

Nothing of a notebook is in the site: it is on the reader's device, and the script shows it.
"""

from collections.abc import Iterator
from typing import Any

from site_builder.pages.page import Page, PlanContext
from site_builder.pages.view import View
from site_builder.theme.i18n import N_


class NotebookView(View, frozen=True, kw_only=True):
    """The notebook. `words` are those of its script, by the name under which it knows them."""

    words: dict[str, Any]


def plan(context: PlanContext) -> Iterator[Page]:
    """The notebook, of a site that has one."""
    if not context.archive.config.notebook:
        return
    _ = context.locale.gettext
    words: dict[str, Any] = {name: _(text) for name, text in _WORDS.items()}
    words["columns"] = {name: _(text) for name, text in _COLUMNS.items()}
    words["page"] = _("Page {page}")
    view = NotebookView(title=_("Notebook"), kind="notebook", robots="noindex", words=words)
    yield Page("notebook.html", "notebook.html", view)


_WORDS = {
    "title": N_("Notebook"),
    "comma": N_(", "),
    "colon": N_(": "),
    "comment": N_("Your note"),
    "up": N_("Move up"),
    "down": N_("Move down"),
    "remove": N_("Remove"),
    "removed": N_("Removed."),
    "place": N_("Now number {n} of {m}."),
    "offered": N_("It has {n} entries that are not in your notebook. It may come from anyone."),
    "refusedSome": N_("Left out, since they are no entries of this archive: {n}."),
    "unreadable": N_("This is no list of a notebook."),
    "nothing": N_("All of this list is in your notebook."),
    "taken": N_("Taken in: {n}."),
    "shared": N_("The address of this list is copied. It holds the whole list, your notes included."),
    "long": N_("The list is too long for an address: save it to a file, and pass that on."),
    "failed": N_("The script for it could not be loaded."),
    "unstored": N_(
        "This browser does not keep the notebook, and forgets it with this page: save it to a file before you leave."
    ),
    "firefox": N_(
        "Firefox keeps the notebook of a site that is opened from a disk for this page alone: what you keep elsewhere"
        " is handed over to here. Save it to a file if it is dear to you."
    ),
}

# The columns of the table that is saved.
_COLUMNS = {
    "title": N_("Headline"),
    "authors": N_("Authors"),
    "paper": N_("Newspaper"),
    "date": N_("Date"),
    "page": N_("Page"),
    "quote": N_("Words"),
    "comment": N_("Your note"),
    "address": N_("Address"),
}
