"""Which words have the same stem: run, runs, running.

Pagefind stems an index of a language as a whole, then also finds whatever *begins* with the stem, and cannot say
any more which word of the text it was. So the archive is indexed by whole words, in every language alike; and
Pagefind's stemmer is asked once, by indexing one page that holds the vocabulary of a language: the place at which
it reports a stem tells the word. In the browser the same stemmer, in its WebAssembly, gives the stem of what was
typed, this table the words of the archive that share it, and the one index where they stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from site_builder.search.pagefind.format import languages, read_index
from site_builder.search.pagefind.program import index_pages

Vocabulary = Mapping[str, Iterable[str]]
Stems = dict[str, dict[str, list[str]]]


def find_stems(executable: Path, vocabulary: Vocabulary, work: Path) -> tuple[Stems, Path]:
    """The words by language and stem, for the languages that have stems; and the folder that Pagefind wrote.

    A page in no language is added, so that there is always one to index.
    """
    lists = {language: sorted(words) for language, words in vocabulary.items() if words}
    site, bundle = work / "words", work / "words-index"
    site.mkdir(parents=True)
    for number, (language, words) in enumerate({**lists, "und": ["0"]}.items()):
        (site / f"{number}.html").write_text(_page(language, words), encoding="utf-8")
    index_pages(executable, site, bundle)
    stemmed = [language for language, has_stems in languages(bundle).items() if has_stems]
    return {language: _by_stem(bundle, language, lists[language]) for language in sorted(stemmed)}, bundle


def _page(language: str, words: Sequence[str]) -> str:
    body = f"<body data-pagefind-body><p>{' '.join(words)}</p></body>"
    return f'<!doctype html><html lang="{language}">{body}</html>'


def _by_stem(bundle: Path, language: str, words: Sequence[str]) -> dict[str, list[str]]:
    return {
        stem: [words[place] for places in pages.values() for place in places]
        for stem, pages in read_index(bundle, language)
    }
