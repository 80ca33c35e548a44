/* The list of articles found. */
import { button, element } from "../shared/dom.js";
import { carriedBack } from "./url-state.js";
/** @import { Found } from "../results/engine.js" */
/** @import { Part } from "../results/excerpt.js" */
/** @import { About, Result, Shown } from "../results/result.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { State } from "./url-state.js" */

/** What is drawn of `found`; `stale` says whether a later search has begun.
 * @typedef {{ pages: number, stale: () => boolean }} Extent */

export const ARTICLES_AT_ONCE = 20;

/** The address of a result: the query goes along, so that the article can mark its words (mark-article.js).
 * @param {string} root
 * @param {Pick<About, "href" | "also">} about
 * @param {string} query */
export function resultAddress(root, { href, also }, query) {
  if (!query) return root + href;
  const given = new URLSearchParams({ q: query });
  for (const word of also) given.append("also", word);
  return `${root}${href}?${given}`;
}

/** The same for a link of the page, to which the article leads back.
 * @param {string} root
 * @param {Pick<About, "href" | "also">} about
 * @param {State} state */
export function linkTo(root, about, state) {
  const carried = carriedBack(state);
  const address = resultAddress(root, about, state.q.trim());
  return carried && address.includes("?") ? `${address}&${new URLSearchParams({ back: carried })}` : address;
}

/** @param {Part[]} parts */
const marked = (parts) => parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

export class ArticleList {
  #list;
  #more;
  #root;
  #words;

  /** @param {HTMLOListElement} list
   * @param {{ root: string, words: Words, more: () => void }} options `more` is called when more are asked for */
  constructor(list, { root, words, more }) {
    this.#list = list;
    this.#root = root;
    this.#words = words;
    this.#more = button("search-more", words.more, more);
    this.#more.hidden = true;
    list.after(this.#more);
  }

  /** Shows the first `pages` times 20 results.
   * @param {Pick<Found, "results" | "total">} found
   * @param {State} state
   * @param {Extent} extent */
  async show(found, state, { pages, stale }) {
    const data = await this.#read(found, 0, pages);
    if (stale()) return;
    this.#list.replaceChildren(...data.map((one) => this.#item(one, state)));
    this.#list.hidden = false;
    this.#showMore(found, pages);
  }

  /** Adds those that are still missing of `pages` times 20. What stands there is counted when they have been read:
   * another call may have added some by then.
   * @param {Pick<Found, "results" | "total">} found
   * @param {State} state
   * @param {Extent} extent */
  async add(found, state, { pages, stale }) {
    const first = this.#list.children.length;
    const data = await this.#read(found, first, pages);
    if (stale()) return;
    const missing = data.slice(this.#list.children.length - first);
    this.#list.append(...missing.map((one) => this.#item(one, state)));
    this.#showMore(found, pages);
  }

  /** How many stand there. */
  get length() {
    return this.#list.children.length;
  }

  /** @param {number} number */
  focus(number) {
    this.#list.children[number]?.querySelector("a")?.focus();
  }

  clear() {
    this.#list.replaceChildren();
    this.#list.hidden = true;
    this.#more.hidden = true;
  }

  /** Null for a result whose text cannot be loaded.
   * @param {Pick<Found, "results">} found
   * @param {number} first
   * @param {number} pages
   * @returns {Promise<(Shown | null)[]>} */
  #read({ results }, first, pages) {
    const read = (/** @type {Result} */ result) => result.data().catch((error) => (console.error(error), null));
    return Promise.all(results.slice(first, pages * ARTICLES_AT_ONCE).map(read));
  }

  /** @param {Shown | null} data
   * @param {State} state */
  #item(data, state) {
    if (!data) return element("li", { class: "result" }, this.#words.lost);
    const lang = data.language;
    const link = element("a", { href: linkTo(this.#root, data, state), lang, dir: "auto" }, ...marked(data.titleParts));
    const about = element("p", { class: "result-about" },
      element("span", { class: "result-date" }, data.dateWords), " ",
      element("span", { class: "result-section", lang }, data.section));
    return element("li", { class: "result" },
      element("h2", { class: "result-title" }, link), about,
      element("p", { class: "result-excerpt", lang, dir: "auto" }, ...marked(data.excerpt)));
  }

  /** @param {Pick<Found, "total">} found
   * @param {number} pages */
  #showMore({ total }, pages) {
    this.#more.hidden = total <= pages * ARTICLES_AT_ONCE;
  }
}
