/* Finds a name by what is typed of it: a part of it, or of its pinyin, of which the beginning of each syllable is enough:
   qinghai, qingh and qh find 青海. */
import { Bundle } from "../postings/bundle.js";

const LETTERS = /^[a-z' ]+$/;

export class Readings {
  #bundle;
  /** @type {Map<string, string[]> | null} */
  #known = null;

  /** @param {string} bundle the address of the index */
  constructor(bundle) {
    this.#bundle = bundle;
  }

  /** Whether what is typed may be pinyin, for which the table of characters is needed.
   * @param {string} typed */
  areNeededFor = (typed) => LETTERS.test(typed) && !this.#known;

  /** Loads the table: for each syllable the characters that are read so. */
  async load() {
    /** @type {Record<string, string>} */
    const table = await new Bundle(this.#bundle).plain("readings");
    /** @type {Map<string, string[]>} */
    const known = new Map();
    for (const [syllable, characters] of Object.entries(table)) {
      for (const character of characters) known.set(character, [...(known.get(character) ?? []), syllable]);
    }
    this.#known = known;
  }

  /** Whether a name fits; both are folded.
   * @param {string} name
   * @param {string} typed */
  fits(name, typed) {
    if (name.includes(typed)) return true;
    if (!this.#known || !LETTERS.test(typed)) return false;
    const letters = typed.replace(/[' ]/g, "");
    return letters !== "" && Array.from(name).some((_, i, characters) => this.#reads(characters, i, letters));
  }

  /** Whether letters read the characters from one on: each its syllable, or the beginning of it.
   * @param {string[]} characters
   * @param {number} i
   * @param {string} letters
   * @returns {boolean} */
  #reads(characters, i, letters) {
    if (!letters) return true;
    if (i === characters.length) return false;
    for (const syllable of this.#known?.get(characters[i]) ?? [characters[i]]) {
      let length = 0;
      while (length < syllable.length && syllable[length] === letters[length]) length++;
      for (; length > 0; length--) if (this.#reads(characters, i + 1, letters.slice(length))) return true;
    }
    return false;
  }
}
