"""The links by which a reader reports an error, or mends it: what is known of the place is in their address.

A script adds the words that the reader has selected; so the free text comes last.
"""

from urllib.parse import quote

import msgspec

from site_builder.archive.addresses import href
from site_builder.pages.page import PlanContext

_LONGEST = 120  # characters of a headline: programs for mail cut long addresses


class Report(msgspec.Struct, frozen=True):
    """A link to report an error in a page.

    The script needs the `address` of the page and, where a `form` asks for the words, its address with places for them.
    """

    href: str
    address: str
    form: str = ""
    edit: str = ""  # where the file can be changed; "" where it cannot


def report(context: PlanContext, page: str, *, title: str, place: str, file: str) -> Report | None:
    """The link for the page at an address, made from a file of the archive; `place` says which lines it shows."""
    contact = context.archive.config.report_to
    if not contact.form:
        return None
    address, title = context.permalink(page) or href(page), title[:_LONGEST]
    text = "\r\n".join(filter(None, (title, address, place, "", "\r\n")))
    asks = contact.asks_for("words", "address")
    return Report(
        contact.address(title=title, address=address, place=place, text=text), address,
        contact.address(title=title, place=place, words="{words}", address="{address}") if asks else "",
        f"{contact.edit}/{quote(file)}" if contact.edit else "",
    )  # fmt: skip
