"""Which words have the same stem: run, runs, running.

Pagefind stems an index of a language as a whole, then also finds whatever *begins* with the stem, and cannot say
any more which word of the text it was. So the archive is indexed once, by whole words, in every language alike;
and Pagefind's stemmer is asked once, by indexing one page that holds the vocabulary of a language: the place at
which it reports a stem tells the word. In the browser the same stemmer, in its WebAssembly, gives the stem of what
was typed, this table the words of the archive that share it, and the one index where they stand.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from site_builder.search.pagefind import Index, index_pages, read_index
from site_builder.search.shadow import page, word_list, write_pages
from site_builder.search.tokens import GAP

Vocabulary = Mapping[str, Iterable[str]]
Stems = dict[str, dict[str, list[str]]]


def find_stems(executable: Path, vocabulary: Vocabulary, work: Path) -> tuple[Stems, Path]:
    """The words by language and stem, for the languages that have stems; and the folder that Pagefind wrote.

    A page in no language is added, so that there is always one to index.
    """
    lists = {language: sorted(words) for language, words in sorted(vocabulary.items()) if language != "und"}
    site, bundle = work / "words", work / "words-index"
    pages = [page(language, [word_list(words)]) for language, words in lists.items() if words]
    write_pages(site, [*pages, page("und", [word_list([GAP])])])
    index_pages(executable, site, bundle)
    indexes = {language: read_index(bundle, language) for language, words in lists.items() if words}
    return {name: _by_stem(index, lists[name]) for name, index in indexes.items() if index.stemmed}, bundle


def _by_stem(index: Index, words: list[str]) -> dict[str, list[str]]:
    return {
        stem: [words[place] for posting in postings for place in posting.numbers()]
        for stem, postings in index.postings.items()
    }
