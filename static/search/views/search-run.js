/* One search of the page, from its beginning to its end or until a later one begins. Sorted by date, the first
   screenful is shown as soon as it is known, or what there is of it after a while; and grows while the search goes on. */
import { limits } from "../shared/limits.js";
import { fillIn } from "../shared/text.js";
import { summaryOf, valuesOf } from "./sentences.js";
import { clearAdvice } from "./advice.js";
import { seriesOf } from "./series.js";
import { axisOf } from "./time-axis.js";
/** @import { Engine, Found, Options } from "../results/engine.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { FoundView } from "./found-view.js" */
/** @import { Row } from "./occurrence-list.js" */
/** @import { Part } from "./sentences.js" */
/** @import { State } from "./url-state.js" */

/** What a run works on. The page's state may change while it goes on: more may be asked for.
 * @typedef {object} Page
 * @property {State} state
 * @property {FoundView} view
 * @property {Words} words
 * @property {(text: string) => void} say
 * @property {(page: number) => void} showPage that another page than the one asked for is shown
 * @property {() => void} shown that all is */

const PATIENCE = 400; // ms, after which it is said that the search goes on

export class SearchRun {
  #page;
  #abort = new AbortController();
  #patience;
  /** @type {Promise<Row[] | null> | null} */
  #drawn = null;
  /** What the list was drawn from: while the search goes on, what had been found by then.
   * @type {Part | null} */
  listed = null;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    // Only if it takes a while: who has the page read aloud would otherwise hear it at every letter.
    this.#patience = setTimeout(() => page.say(page.words.loading), PATIENCE);
  }

  /** Ends it: nothing is shown of it any more. */
  cancel() {
    this.#abort.abort();
    clearTimeout(this.#patience);
  }

  /** Whether a later search has begun. */
  stale = () => this.#abort.signal.aborted;

  /** Searches, and shows what is found; null if a later search has begun before anything was asked.
   * @param {Engine} engine
   * @param {State["sort"]} sort
   * @returns {Promise<Found | null>} */
  async search(engine, sort) {
    const { view, words } = this.#page;
    this.#drawn = null;
    view.showChosen(this.#page.state);
    clearAdvice();
    const found = await this.#ask(engine, sort);
    if (this.stale()) return found;
    this.#clamp(found);
    const rows = await (this.#drawn ? this.#grow(this.#drawn, found) : this.#draw(found));
    if (this.stale()) return found;
    view.finish(found, this.#page.state, rows);
    this.end();
    this.#page.say(summaryOf(found, this.#page.state, words));
    await this.#chart(engine, found);
    if (!this.stale()) this.#page.shown();
    await this.#offer(engine, found);
    return found;
  }

  /** What else may be asked: where nothing was found what does stand there, else the other forms of names.
   * @param {Engine} engine
   * @param {Found} found */
  async #offer(engine, found) {
    const { state, view } = this.#page;
    if (this.stale() || !state.q.trim() || found.problems.includes("empty")) return;
    const { q, from, to, filters } = state;
    const options = { from, to, filters, signal: this.#abort.signal };
    const offered = found.total ? { names: await engine.otherNames(q, options) } : { advice: await engine.advise(q, options) };
    if (!this.stale()) view.offer(offered, state);
  }

  /** What is drawn over time. It needs no more than was counted, but where it goes by days, or compares with words that
   * must be looked for: then it comes later.
   * @param {Engine} engine
   * @param {Found} found */
  async #chart(engine, found) {
    const { state, view, words } = this.#page;
    const { step, columns } = axisOf(engine.held, state);
    const byDay = step === "day" && columns.length > 1;
    const [series, day] = await Promise.all([
      seriesOf(engine, found, { state, words, signal: this.#abort.signal }),
      byDay ? engine.heldByDay(columns[0].from, columns[columns.length - 1].to) : undefined]);
    if (!this.stale()) view.chart({ series, held: { ...engine.held, day }, state });
  }

  /** All is shown, or it failed. */
  end() {
    clearTimeout(this.#patience);
  }

  /** @param {Engine} engine
   * @param {State["sort"]} sort */
  #ask(engine, sort) {
    const { q, from, to, filters } = this.#page.state;
    /** @type {Options} */
    const options = { sort, filters, from, to, counts: true, signal: this.#abort.signal, onPart: this.#watcher() };
    return engine.search(q, options);
  }

  /** Shows parts of the answer. */
  #watcher() {
    const begun = performance.now();
    let full = false; // what was listed fills the page: what comes later need not be read
    return (/** @type {Part} */ part) => {
      if (this.stale()) return;
      const { view, state, words } = this.#page;
      const waited = performance.now() - begun > limits.quietTime;
      const found = { ...part, results: [...part.results] };
      const enough = view.isFull(part, state);
      if (this.#drawn && !full) this.#drawn = this.#grow(this.#drawn, found);
      else if (!this.#drawn && part.total && (waited || enough)) this.#drawn = this.#draw(found);
      this.#drawn?.catch(() => {}); // `search` hears of it
      full = this.#drawn !== null && enough;
      if (!this.#drawn && !waited) return;
      clearTimeout(this.#patience);
      this.#page.say(fillIn(words.soFar, valuesOf(part, state)));
    };
  }

  /** @param {Part} found */
  async #draw(found) {
    const rows = await this.#page.view.draw(found, this.#page.state, this.stale);
    if (!this.stale()) this.listed = found;
    return rows;
  }

  /** @param {Promise<unknown>} drawn
   * @param {Part} found */
  async #grow(drawn, found) {
    await drawn;
    if (this.stale()) return null;
    const rows = await this.#page.view.grow(found, this.#page.state, this.stale);
    if (!this.stale()) this.listed = found;
    return rows;
  }

  /** A page of occurrences that is not there: the last one is shown.
   * @param {Found} found */
  #clamp(found) {
    const last = this.#page.view.lastPage(found, this.#page.state);
    if (this.#page.state.page > last) this.#page.showPage(last);
  }
}
