"""What the search index is told about one article."""

import re

import msgspec

# Where the date of an article is open at its end.
NO_END = "9999-12-31"

_BASE_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")


class Document(msgspec.Struct, frozen=True):
    """One article as the reader may search it; the texts are as shown, without markup."""

    href: str  # percent-encoded, relative to the site's root
    language: str  # BCP 47
    date: str  # sort key: the lower bound of the date, 'YYYY-MM-DD', or '' for an undated one
    date_end: str  # the upper bound, or NO_END
    date_words: str
    title: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]  # (name, texts); of a body each paragraph is a text
    filters: tuple[tuple[str, tuple[str, ...]], ...]  # (name, values)
    reference: tuple[str, ...] = ()  # issue, date in EDTF, page, paper if it is not the archive's, authors

    @property
    def base_language(self) -> str:
        """The language without script and region, which is what a stemmer goes by."""
        match = _BASE_LANGUAGE.match(self.language.lower())
        return match.group() if match else "und"

    @property
    def characters(self) -> int:
        """The amount of text, which is what an index costs."""
        return sum(len(text) for _, texts in self.fields for text in texts)


class DocumentRef(msgspec.Struct, frozen=True):
    """What is known of a document before its shard is indexed: this may be another process's work, or not needed.

    `digest` is of all that its text follows from, `characters` is the amount of it.
    """

    document: Document
    characters: int
    digest: bytes

    def load(self) -> Document:
        """The document with all its text; a kind of document whose text lies elsewhere reads it here."""
        return self.document
