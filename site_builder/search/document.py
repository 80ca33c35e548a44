"""What the search index is told about one article."""

import re

import msgspec

# How much a word counts in the order of results, by the field it stands in; 1 where nothing is said.
WEIGHTS = {"title": 5.0, "kicker": 3.0, "deck": 3.0, "summary": 2.0, "tags": 2.0, "section": 2.0}

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

    @property
    def base_language(self) -> str:
        """The language without script and region, which is what a stemmer goes by."""
        match = _BASE_LANGUAGE.match(self.language.lower())
        return match.group() if match else "und"

    @property
    def characters(self) -> int:
        """The amount of text, which is what an index costs."""
        return sum(len(text) for _, texts in self.fields for text in texts)


class IndexReport(msgspec.Struct, frozen=True):
    """What `build_index` made: the index as a whole, and how much of it was work."""

    documents: int
    characters: int
    shards: int
    files: int
    size: int  # in bytes
    indexed: int = 0  # of the shards, those that were not in the cache
    languages: tuple[str, ...] = ()  # those whose words are also found by their stem
