/* What was found, as the state wants to see it: a list of articles or of occurrences, with facets and a chart. */
import { byId } from "../shared/dom.js";
import { ArticleList, ARTICLES_AT_ONCE } from "./article-list.js";
import { clearAdvice, showAdvice, showOtherNames } from "./advice.js";
import { TimeChart } from "./chart.js";
import { Exports } from "./exports.js";
import { FacetPanel } from "./facet-panel.js";
import { OccurrenceList, OCCURRENCES_AT_ONCE } from "./occurrence-list.js";
import { countListed, gapsOf } from "./sentences.js";
import { isNarrowed } from "./url-state.js";
/** @import { Found } from "../results/engine.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Site } from "../../cite/items.js" */
/** @import { Advice, OtherName } from "../results/advice.js" */
/** @import { Drawn } from "./chart.js" */
/** @import { Row } from "./occurrence-list.js" */
/** @import { Readings } from "./readings.js" */
/** @import { Part } from "./sentences.js" */
/** @import { State } from "./url-state.js" */

/** The form's data, and what a control does.
 * @typedef {object} Options
 * @property {string} root what leads from this page to the site's root
 * @property {Site} site
 * @property {string} failed
 * @property {Words} words
 * @property {Readings} readings
 * @property {(changes: Partial<State>) => void} change
 * @property {(state: State) => void} turn to another page of occurrences
 * @property {() => void} more
 * @property {(state: State) => void} go */

/** Whether a later search has begun.
 * @typedef {() => boolean} Stale */

export class FoundView {
  #box = byId("search-found");
  #words;
  #articles;
  #occurrences;
  #exports;
  #facets;
  #chart;
  #go;

  /** @param {Options} options */
  constructor({ root, site, failed, words, readings, change, turn, more, go }) {
    this.#go = go;
    this.#words = words;
    this.#articles = new ArticleList(byId("search-results"), { root, words, more });
    this.#occurrences = new OccurrenceList(byId("search-places"), byId("search-pager"), { root, site, words, go: turn });
    this.#exports = new Exports(byId("search-exports"), { site, words, failed });
    this.#chart = new TimeChart({ words, change });
    this.#facets = new FacetPanel(byId("search-filters"), byId("search-chips"), { words, readings, change });
  }

  /** How far down a page is filled: whether what is there fills it.
   * @param {Part} part
   * @param {State} state */
  isFull(part, state) {
    const atOnce = state.view ? OCCURRENCES_AT_ONCE : ARTICLES_AT_ONCE;
    return countListed(part, state) >= state.page * atOnce;
  }

  /** How many pages of occurrences there are; articles are one page, which grows.
   * @param {Part} found
   * @param {State} state */
  lastPage(found, state) {
    return state.view ? Math.max(1, Math.ceil(countListed(found, state) / OCCURRENCES_AT_ONCE)) : state.page;
  }

  /** What is chosen, before anything is found.
   * @param {State} state */
  showChosen(state) {
    this.#facets.showChips(state);
  }

  /** The list anew, of which what stands in `found` is final.
   * @param {Part} found
   * @param {State} state
   * @param {Stale} stale */
  async draw(found, state, stale) {
    this.#box.hidden = false;
    this.#exports.clear();
    if (state.view) {
      this.#articles.clear();
      return this.#occurrences.show(found, state, { total: countListed(found, state), stale });
    }
    this.#occurrences.clear();
    await this.#articles.show(found, state, { pages: state.page, stale });
    return null;
  }

  /** Adds to what is drawn what has been found since.
   * @param {Part} found
   * @param {State} state
   * @param {Stale} stale */
  async grow(found, state, stale) {
    if (state.view) return this.#occurrences.add(found, state, { total: countListed(found, state), stale });
    await this.#articles.add(found, state, { pages: state.page, stale });
    return null;
  }

  /** More articles, of which the first gets the focus.
   * @param {Part} found
   * @param {State} state
   * @param {Stale} stale */
  async lengthen(found, state, stale) {
    const kept = this.#articles.length;
    await this.#articles.add(found, state, { pages: state.page, stale });
    if (!stale()) this.#articles.focus(kept);
  }

  /** What is known when the last shard has been searched. The list may have been drawn, and even lengthened, when there
   * was less of it than is asked for.
   * @param {Found} found
   * @param {State} state
   * @param {Row[] | null} rows the occurrences that are shown */
  finish(found, state, rows) {
    const total = countListed(found, state);
    if (state.view) this.#occurrences.showPager(state, total);
    this.#exports.show({
      rows: state.view ? rows ?? [] : null, results: found.results, total, query: state.q.trim(),
      note: gapsOf(found, this.#words) });
    this.#facets.show(found.facets, state);
    this.#box.hidden = !found.total && !isNarrowed(state);
  }

  /** What was counted over time.
   * @param {Drawn} drawn */
  chart(drawn) {
    this.#chart.draw(drawn);
  }

  /** What a reader is offered beside the results, or where there are none.
   * @param {{ advice?: Advice, names?: OtherName[] }} offered
   * @param {State} state */
  offer({ advice, names = [] }, state) {
    const options = { state, go: this.#go, words: this.#words };
    if (advice) showAdvice(advice, options);
    else showOtherNames(names, options);
  }

  clear() {
    clearAdvice();
    this.#articles.clear();
    this.#occurrences.clear();
    this.#exports.clear();
    this.#box.hidden = true;
  }

  /** Brings its beginning into view, where it is above the window. */
  scrollToTop() {
    if (this.#box.getBoundingClientRect().top < 0) this.#box.scrollIntoView();
  }
}
