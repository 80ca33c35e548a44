/* One shard of the index: the postings of keys in its documents, their dates and facets, and their texts. */
import { nameOf } from "../query/terms.js";
import { pause, pauseNow } from "../shared/pause.js";
import { countUpTo } from "../shared/sorted.js";
import { bytesOf } from "./bundle.js";
import { loadPagefind, PagefindIndex } from "./pagefind.js";
/** @import { Bundle } from "./bundle.js" */
/** @import { Posting } from "./pagefind.js" */
/** @import { Key } from "../query/terms.js" */

/** What the manifest says of a shard: its name, the number of its documents, their first and last date ("" if they
 * have none), and until when one of them may be; `held` has for each year how many may be of it, and of each month.
 * @typedef {{ name: string, documents: number, from: string, to: string, until: string,
 *   held?: Record<string, number[]> }} Summary */

/** The postings of keys: name of the key -> number of the document -> posting.
 * @typedef {Map<string, Map<number, Posting>>} Postings */

/** What the documents can be narrowed by; `ends` has the last possible days of those whose date is more than one.
 * @typedef {object} Facets
 * @property {string[]} dates
 * @property {Record<number, string>} ends
 * @property {Record<string, Record<string, number[]>>} filters by name and value the numbers of the documents */

/** How many positions each field takes up in a document, in the order of their names.
 * @typedef {{ names: string[], lengths: number[][] }} FieldLengths */

/** What is shown of a document; of each field its name and its texts.
 * @typedef {object} Document
 * @property {string} href
 * @property {string} title
 * @property {string} date
 * @property {string} dateWords
 * @property {string} language
 * @property {string[]} reference for references: issue, date in EDTF, page, paper if it is not the archive's, authors
 * @property {[string, ...string[]][]} fields */

/** Of each file of the index the first key, of each file of texts the first document; by language its documents.
 * @typedef {{ index: string[], texts: number[], languages: Record<string, number[]>, pagefind: string }} Meta */

const ANSWERS_KEPT = 40;

export class Shard {
  #bundle;
  /** @type {Meta | null} */
  #meta = null;
  /** @type {PagefindIndex | null} */
  #index = null;
  /** @type {Map<string, Set<number>>} */
  #languages = new Map();
  /** @type {Map<number, Promise<void>>} */
  #chunks = new Map();
  /** @type {Postings} */
  #answers = new Map();

  /** @param {Bundle} bundle
   * @param {Summary} summary */
  constructor(bundle, summary) {
    this.#bundle = bundle;
    this.summary = summary;
  }

  /** Loads what the keys need.
   * @param {Key[]} keys */
  async load(keys) {
    const { meta } = await this.#open();
    const numbers = new Set(keys.flatMap((key) => chunksOf(meta.index, key)));
    await Promise.all([...numbers].map((number) => this.#addChunk(number)));
  }

  /** Loads what the keys need and looks them up. A frequent key takes Pagefind a while: between shards, and between
   * many keys, the page may react, and the signal stop what nobody waits for.
   * @param {Key[]} keys
   * @param {AbortSignal} [signal]
   * @returns {Promise<Postings>} */
  async postings(keys, signal) {
    await this.load(keys);
    const { index } = await this.#open();
    /** @type {Postings} */
    const postings = new Map();
    await pauseNow(signal);
    for (const key of keys) {
      await pause(signal);
      postings.set(nameOf(key), this.#lookUp(index, key));
    }
    await pause(signal);
    return postings;
  }

  /** The documents in a language. Known when a key has been loaded.
   * @param {string} language
   * @returns {Set<number> | undefined} */
  documentsIn(language) {
    return this.#languages.get(language);
  }

  /** @returns {Promise<Facets>} */
  facets() {
    return this.#bundle.json(`${this.summary.name}/f`);
  }

  /** @returns {Promise<FieldLengths>} */
  fieldLengths() {
    return this.#bundle.json(`${this.summary.name}/p`);
  }

  /** @param {number} number
   * @returns {Promise<Document>} */
  async document(number) {
    const { meta } = await this.#open();
    const file = countUpTo(meta.texts, number) - 1;
    const documents = await this.#bundle.json(`${this.summary.name}/t${file}`);
    return documents[number - meta.texts[file]];
  }

  async #open() {
    if (!this.#meta || !this.#index) {
      const [meta, binding] = await Promise.all([
        this.#bundle.json(`${this.summary.name}/m`), loadPagefind(this.#bundle, "und")]);
      this.#opened(meta, binding);
    }
    return { meta: /** @type {Meta} */ (this.#meta), index: /** @type {PagefindIndex} */ (this.#index) };
  }

  /** @param {Meta} meta
   * @param {import("./pagefind.js").Binding} binding */
  #opened(meta, binding) {
    if (this.#index) return; // by another call, meanwhile
    this.#meta = meta;
    this.#languages = new Map(Object.entries(meta.languages).map(([name, numbers]) => [name, new Set(numbers)]));
    this.#index = new PagefindIndex(binding, bytesOf(meta.pagefind));
  }

  /** @param {number} number */
  #addChunk(number) {
    let loading = this.#chunks.get(number);
    if (!loading) {
      loading = this.#bundle.bytes(`${this.summary.name}/i${number}`).then((bytes) => this.#index?.addChunk(bytes));
      this.#chunks.set(number, loading);
      loading.catch(() => this.#chunks.delete(number));
    }
    return loading;
  }

  /** @param {PagefindIndex} index
   * @param {Key} key */
  #lookUp(index, key) {
    const name = nameOf(key);
    let known = this.#answers.get(name);
    if (!known) {
      if (this.#answers.size >= ANSWERS_KEPT) this.#answers.clear();
      const { postings, length } = index.lookUp(key.key);
      this.#bundle.heldBytes += length;
      this.#answers.set(name, (known = postings));
    }
    return known;
  }
}

/** The numbers of the files in which a key may be, or all that it begins.
 * @param {string[]} firsts
 * @param {Key} key */
function chunksOf(firsts, { key, prefix }) {
  const first = Math.max(0, countUpTo(firsts, key) - 1);
  const last = prefix ? countUpTo(firsts, `${key}\uffff`) - 1 : first;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
    .filter((number) => number < firsts.length);
}
