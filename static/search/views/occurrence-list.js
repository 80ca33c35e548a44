/* Every occurrence in its context, in order of date, a hundred to a page. */
import { occurrencesFrom } from "../results/contexts.js";
import { element } from "../shared/dom.js";
import { fillIn } from "../shared/text.js";
import { linkTo, resultAddress } from "./article-list.js";
import { keepButtons, keptIds } from "./keep-button.js";
import { stateLink } from "./url-state.js";
/** @import { Occurrence } from "../results/contexts.js" */
/** @import { Found } from "../results/engine.js" */
/** @import { Result } from "../results/result.js" */
/** @import { Site } from "../../cite/items.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { State } from "./url-state.js" */

/** An occurrence in a text that cannot be loaded. `lost` is what tells the two.
 * @typedef {{ lost: true }} Lost */

/** @typedef {(Occurrence & { lost?: undefined }) | Lost} Row */

/** How many there are, and whether a later search has begun.
 * @typedef {{ total: number, stale: () => boolean }} Extent */

export const OCCURRENCES_AT_ONCE = 100;

/** @param {Result} result
 * @returns {Promise<{ occurrences: object[] }>} */
const readOrLost = (result) => result.contexts().catch((error) => {
  console.error(error);
  return { occurrences: Array.from({ length: result.count() }, () => ({ lost: true })) };
});

export class OccurrenceList {
  #list;
  #pager;
  #options;
  /** @type {Row[]} */
  #shown = [];

  /** @param {HTMLOListElement} list
   * @param {HTMLElement} pager
   * @param {{ root: string, site: Site, words: Words, go: (state: State) => void }} options */
  constructor(list, pager, options) {
    this.#list = list;
    this.#pager = pager;
    this.#options = options;
  }

  /** @param {Pick<Found, "results">} found
   * @param {State} state
   * @param {Extent} extent */
  async show(found, state, extent) {
    this.#shown = [];
    this.#list.replaceChildren();
    return this.add(found, state, extent);
  }

  /** Adds what is missing of the page; all that stand there then, or null if a later search has begun.
   * @param {Pick<Found, "results">} found
   * @param {State} state
   * @param {Extent} extent */
  async add({ results }, state, { total, stale }) {
    const start = (state.page - 1) * OCCURRENCES_AT_ONCE;
    const here = this.#shown.length;
    const more = /** @type {Row[]} */ (
      await occurrencesFrom(results, start + here, OCCURRENCES_AT_ONCE - here, readOrLost));
    if (stale()) return null;
    this.#shown.push(...more);
    this.#list.start = start + 1;
    const kept = keptIds(this.#options.root);
    this.#list.append(...more.map((row) => this.#item(row, state, kept)));
    this.#list.hidden = false;
    this.showPager(state, total);
    return this.#shown;
  }

  /** @param {State} state
   * @param {number} total */
  showPager(state, total) {
    const { words, go } = this.#options;
    const last = Math.max(1, Math.ceil(total / OCCURRENCES_AT_ONCE));
    const to = (/** @type {number} */ page, /** @type {string} */ text) => stateLink({ ...state, page }, text, go);
    const first = (state.page - 1) * OCCURRENCES_AT_ONCE + 1;
    const range = fillIn(words.range, { first, last: Math.min(total, first + OCCURRENCES_AT_ONCE - 1), n: total });
    this.#pager.replaceChildren(
      ...(state.page > 1 ? [to(Math.min(last, state.page - 1), words.previous)] : []),
      element("span", {}, range),
      ...(state.page < last ? [to(state.page + 1, words.next)] : []));
    this.#pager.hidden = total <= OCCURRENCES_AT_ONCE && state.page === 1;
  }

  clear() {
    this.#list.replaceChildren();
    this.#list.hidden = true;
    this.#pager.replaceChildren();
    this.#pager.hidden = true;
  }

  /** @param {Row} row
   * @param {State} state
   * @param {Set<string>} kept what stands in the notebook */
  #item(row, state, kept) {
    const { root, site, words } = this.#options;
    if (row.lost) return element("li", { class: "place" }, words.lost);
    const lang = row.language;
    const at = `&at=${row.field}-${row.nth}`;
    const href = `${linkTo(root, row, state)}${at}`;
    const own = `${resultAddress("", row, state.q.trim())}${at}`;
    const link = element("a", { href, lang, dir: "auto" }, row.title);
    const about = element("p", { class: "place-about" },
      ...keepButtons(row, own, { site, words, kept }), element("span", {}, row.dateWords), " ", link, " ",
      element("span", {}, words.fields[row.field] ?? row.field));
    const said = element("p", { class: "place-words", lang, dir: "auto" },
      element("span", { class: "before" }, element("span", {}, row.before)), element("mark", {}, row.match),
      element("span", { class: "after" }, row.after));
    return element("li", { class: "place" }, about, said);
  }
}
