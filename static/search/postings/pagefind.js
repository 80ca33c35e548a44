/* All that the browser knows of Pagefind's form, which is documented nowhere: after an upgrade look here, and at
   site_builder/search/pagefind/format.py, which writes what is read here. Used are its WebAssembly's look-up and score of
   one key, and its stemmers; its own phrase search knows no prefixes and reports one position only. */
/** @import { Bundle } from "./bundle.js" */

/** Where a key stands in a document, and what Pagefind gives for it.
 * @typedef {{ score: number, positions: number[] }} Posting */

/** Pagefind's functions. A pointer stands for an index, and changes when something is added to it.
 * @typedef {object} Binding
 * @property {(metadata: Uint8Array) => number} init_pagefind
 * @property {(pointer: number, chunk: Uint8Array) => number} load_index_chunk
 * @property {(pointer: number) => number} enter_playground_mode
 * @property {(pointer: number, query: string, exact: string, filter: string, sort: string, a: boolean, b: boolean) => string} search */

/** Pagefind with the stemmer of a language, or `und`. Each call of its bridge makes a world of its own.
 * @param {Bundle} bundle
 * @param {string} language
 * @returns {Promise<Binding>} */
export function loadPagefind(bundle, language) {
  return bundle.once(`Pagefind in ${language}`, async () => {
    const [bridge, wasm] = await Promise.all([bundle.plain("binding"), bundle.bytes(`wasm-${language}`)]);
    const binding = bridge();
    await binding({ module_or_path: wasm });
    return binding;
  });
}

/** One index. */
export class PagefindIndex {
  #binding;
  #pointer;

  /** @param {Binding} binding
   * @param {Uint8Array} metadata */
  constructor(binding, metadata) {
    this.#binding = binding;
    this.#pointer = binding.init_pagefind(metadata);
  }

  /** @param {Uint8Array} bytes some of its keys */
  addChunk(bytes) {
    this.#pointer = this.#binding.load_index_chunk(this.#pointer, bytes);
  }

  /** The postings of a key, or of all keys that it begins, by the number of the document; and how long the answer was.
   * @param {string} key
   * @returns {{ postings: Map<number, Posting>, length: number }} */
  lookUp(key) {
    const answer = search(this.#binding, this.#pointer, key);
    /** @type {{ results: { p: string, s: number, l: { l: number }[] }[] }} */
    const { results } = JSON.parse(answer);
    const postings = new Map(results.map(({ p: page, s: score, l: locations }) =>
      [Number(page), { score, positions: locations.map(({ l: position }) => position) }]));
    return { postings, length: answer.length };
  }
}

/** Pagefind says how it stems a word if an index, here an empty one, is asked for it in "playground mode".
 * @param {Binding} binding
 * @param {string} version
 * @returns {(word: string) => string} */
export function stemmer(binding, version) {
  const pointer = binding.enter_playground_mode(binding.init_pagefind(emptyMetadata(version)));
  return (word) => JSON.parse(search(binding, pointer, word)).search_keywords[0];
}

/** How much a key that stands in `hits` of `documents` documents says: the measure Pagefind scores by.
 * @param {number} documents
 * @param {number} hits */
export const rarity = (documents, hits) => Math.log(1 + (documents - hits + 0.5) / (hits + 0.5));

/** One key: without filters, sorting, and what its two switches turn on.
 * @param {Binding} binding
 * @param {number} pointer
 * @param {string} key */
const search = (binding, pointer, key) => binding.search(pointer, key, key, "{}", "", false, false);

/** Its metadata, of no pages: it looks at the version.
 * @param {string} version */
function emptyMetadata(version) {
  const name = new TextEncoder().encode(version);
  return new Uint8Array([0x86, 0x60 + name.length, ...name, 0x80, 0x80, 0x80, 0x80, 0x80]);
}
