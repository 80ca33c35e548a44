"""Sentences that an import stores in the archive or shows, as values that can be said in any language of the interface.

In the code they are English, marked with `N_` so that the catalogues find them. What is stored in drafts and records is
in the language of the archive.
"""

from collections.abc import Callable, Iterable

import msgspec

from site_builder.theme.i18n import LOCALES, Locale

Translate = Callable[[str], str]


class Message(msgspec.Struct, frozen=True):
    """A text of the catalogues, and the words of the page that it quotes."""

    text: str
    words: str = ""
    other: str = ""

    def translated(self, translate: Translate) -> str:
        """The text in the language of `translate`."""
        return translate(self.text).format(words=self.words, other=self.other)


def in_every_language(texts: Iterable[str]) -> frozenset[str]:
    """The texts in every language of the interface."""
    texts = list(texts)
    return frozenset(Locale(language).gettext(text) for language in LOCALES for text in texts)
