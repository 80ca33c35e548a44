/* The words of the archive that have the same stem: run, runs, running. The stemmers are those of Pagefind, the words
   come from site_builder/search/pagefind/stems.py. */
import { countUpTo } from "../shared/sorted.js";
import { loadPagefind, stemmer } from "./pagefind.js";
/** @import { Bundle } from "./bundle.js" */
/** @import { Key, Term } from "../query/query.js" */

/** A word that shares the stem of one asked for; it counts in documents of its language.
 * @typedef {{ language: string, key: Key }} Form */

export class Stems {
  #bundle;
  #version;
  #firsts;
  /** @type {Map<string, (word: string) => string>} */
  #stemmers = new Map();

  /** @param {Bundle} bundle
   * @param {string} version of Pagefind
   * @param {Record<string, string[]>} firsts by language, of each file the first stem */
  constructor(bundle, version, firsts) {
    this.#bundle = bundle;
    this.#version = version;
    this.#firsts = firsts;
  }

  /** The other words that share the stem of a term, if it has one.
   * @param {Term} term
   * @returns {Promise<Form[]>} */
  async formsOf({ stem: asked }) {
    if (!asked) return [];
    const found = await Promise.all(Object.keys(this.#firsts).map(async (language) => {
      const words = await this.#sameStem(language, asked);
      return words.filter((word) => word !== asked).map((word) => ({ language, key: { key: `${word}0`, prefix: false } }));
    }));
    return found.flat();
  }

  forget() {
    this.#stemmers.clear();
  }

  /** @param {string} language
   * @param {string} word
   * @returns {Promise<string[]>} */
  async #sameStem(language, word) {
    const stem = (await this.#stemmer(language))(word);
    const file = countUpTo(this.#firsts[language], stem) - 1;
    if (file < 0) return [];
    /** @type {string[][]} */
    const groups = await this.#bundle.json(`stems-${language}-${file}`);
    return groups.find((group) => group[0] === stem)?.slice(1) ?? [];
  }

  /** @param {string} language */
  async #stemmer(language) {
    const binding = await loadPagefind(this.#bundle, language);
    let known = this.#stemmers.get(language);
    if (!known) this.#stemmers.set(language, (known = stemmer(binding, this.#version)));
    return known;
  }
}
