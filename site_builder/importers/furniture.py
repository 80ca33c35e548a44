"""Why lines of a page belong to no article: the reasons that importers give in a page's record.

They tell what an import marked as furniture from what a person did, whose reasons are in words of their own.
"""

from enum import StrEnum
from functools import cache

from site_builder.importers.messages import in_every_language
from site_builder.theme.i18n import N_


class FurnitureReason(StrEnum):
    """The reasons, with their words."""

    PHOTO_PAGE = N_("A credit for the photographs of the whole page")
    PHOTO = N_("A photographer's credit; which picture is meant, the text does not say")
    MASTHEAD = N_("Masthead, page number or imprint")
    RULE = N_("A printed rule")
    INVISIBLE = N_("Nothing that can be seen")


@cache
def known_reasons() -> frozenset[str]:
    """The reasons in every language of the interface."""
    return in_every_language(reason.value for reason in FurnitureReason)
