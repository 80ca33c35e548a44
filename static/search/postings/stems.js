/* The words of the archive that have the same stem: run, runs, running. The stemmers are those of Pagefind, the words
   come from site_builder/search/pagefind/stems.py. */
import { countUpTo } from "../shared/sorted.js";
import { loadPagefind, stemmer } from "./pagefind.js";
/** @import { Bundle } from "./bundle.js" */
/** @import { Key, Term } from "../query/terms.js" */

/** A word that shares the stem of one asked for; it counts in documents of its language.
 * @typedef {{ language: string, key: Key }} Form */

const FILES_READ = 3; // in which similar words are looked for
const SIMILAR = 3; // words that are offered

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

  /** Words of the archive that are spelt almost like one that is not in it, the nearest first. They begin alike.
   * @param {string} word
   * @returns {Promise<string[]>} */
  async similar(word) {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    const lists = await Promise.all(Object.keys(this.#firsts).map((language) => this.#beginningWith(language, word.slice(0, 2))));
    const found = lists.flat().map((other) => ({ other, distance: distanceOf(word, other, most) }));
    const near = found.filter(({ other, distance }) => distance <= most && other !== word);
    return [...new Set(near.sort((a, b) => a.distance - b.distance).map(({ other }) => other))].slice(0, SIMILAR);
  }

  /** The words of some files, of which the stems begin so.
   * @param {string} language
   * @param {string} start
   * @returns {Promise<string[]>} */
  async #beginningWith(language, start) {
    const firsts = this.#firsts[language];
    const first = Math.max(0, countUpTo(firsts, start) - 1);
    const last = Math.min(countUpTo(firsts, `${start}\uffff`) - 1, first + FILES_READ - 1);
    const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
    /** @type {string[][][]} */
    const files = await Promise.all(numbers.map((number) => this.#bundle.json(`stems-${language}-${number}`)));
    return files.flat().flatMap(([, ...words]) => words).filter((word) => word.startsWith(start));
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

/** How many letters must be put in, left out, changed or exchanged with the next to make one word of another; more than
 * `most` is not counted out.
 * @param {string} a
 * @param {string} b
 * @param {number} most */
function distanceOf(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : Infinity;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same, swapped);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}
