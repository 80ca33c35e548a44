"""What the importer is not sure of, as values; `in_words` says it in the language of the archive, for its drafts."""

from enum import StrEnum

import msgspec

from site_builder.archive.frontmatter.model import Doubt
from site_builder.importers.messages import Translate
from site_builder.theme.i18n import N_


class DoubtKind(StrEnum):
    """The kinds of doubt, with their words."""

    BEGINS = N_("That an article begins here is uncertain: {why}.")
    GOES_ON = N_("Another article may begin here: {why}.")
    UNFINISHED = N_("The text ends in the middle of a sentence.")
    MOVED = N_("These lines stand before the headline on the page; they were put where the text breaks off.")
    STRAY = N_("These headings stand at the end, away from the text that they belong to.")
    HEADINGS = N_("Which of these lines is the headline is uncertain.")
    MIXED = N_("One line seems to hold the end of one article and the beginning of another.")
    COLUMN = N_("The column's width changes here: see whether the parts stand in the right order.")
    TWICE = N_("There is more than one byline.")
    HYPHENS = N_("Hyphens at line ends, to be checked: {hyphens}.")


class PageDoubt(msgspec.Struct, frozen=True):
    """One doubt about the lines from `first` to `last`.

    `features` speak for a boundary, or against it; `kept` and `dropped` are words that were parted at a line's end.
    """

    kind: DoubtKind
    first: int
    last: int
    features: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def lines(self) -> str:
        """The lines as people write them."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


# The features that a reader can check; the others only weigh.
FEATURES = {
    "apart": N_("the words change"),
    "depth": N_("the subject changes"),
    "names begin": N_("new names come in"),
    "names end": N_("the names before come no more"),
    "wide blank": N_("there is a wide space"),
    "heading": N_("a heading stands here"),
    "column changes": N_("the column's width changes"),
    "closing": N_("the text before seems to close"),
    "after who attended": N_("the text before seems to close"),
}
NO_REASON = N_("the page says little")
# By whether hyphens were kept, and whether any were dropped.
HYPHENS = {
    (True, False): N_("kept in {kept}"),
    (False, True): N_("dropped in {dropped}"),
    (True, True): N_("kept in {kept}; dropped in {dropped}"),
}


def in_words(doubt: PageDoubt, translate: Translate) -> Doubt:
    """The doubt in words."""
    why = translate(", ").join(translate(FEATURES[feature]) for feature in doubt.features) or translate(NO_REASON)
    kept, dropped = translate(", ").join(doubt.kept), translate(", ").join(doubt.dropped)
    form = HYPHENS.get((bool(kept), bool(dropped)), "")
    hyphens = translate(form).format(kept=kept, dropped=dropped) if form else ""
    return Doubt(translate(doubt.kind.value).format(why=why, hyphens=hyphens), doubt.lines)
