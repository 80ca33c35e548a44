/* The search page: answers while a query is typed, and keeps all of its state in the address, so that a search can
   be cited and Back works: what is typed replaces the address, what is chosen adds one.

   The form's data: `bundle`, where the index is; `root`, what leads from this page to the site's root; `base`, the
   site's permanent address; `paper`, `place` and `archive` for references; `failed`, a sentence; `words`, the others as
   JSON. */
import { byId, element } from "../shared/dom.js";
import { EngineSource } from "../results/engine-source.js";
import { FoundView } from "./found-view.js";
import { useArrowKeys } from "./keyboard.js";
import { Readings } from "./readings.js";
import { SearchRun } from "./search-run.js";
import { reasonOf } from "./sentences.js";
import { useLayout } from "./layout.js";
import { goBackTo, keepPlace, placeLeft } from "./place.js";
import { addressOf, isAsked, keepWayBack, readState, stateLink } from "./url-state.js";
/** @import { Engine } from "../results/engine.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { State } from "./url-state.js" */

const TYPING_PAUSE = 150; // ms
const FEW = 4; // up to so many shards all of the index is read at once, so that the best can come first

/** The controls of the form, some of which stand outside of it.
 * @typedef {{ sort: HTMLSelectElement, from: HTMLInputElement, to: HTMLInputElement }} Controls */

export class SearchPage {
  #form;
  #root;
  #input = /** @type {HTMLInputElement} */ (byId("q"));
  #controls;
  #title = document.title;
  #failed;
  #engine;
  #typing = 0; // the timer that waits for the next letter
  /** @type {boolean | undefined} */
  #asked; // whether anything was, the last time
  #settled; // whether Back should lead to the address as it is
  /** @type {SearchRun | null} */
  #run = null;
  #place = placeLeft();
  /** @type {State["view"]} */
  #view = ""; // in which words are shown: without words there are no occurrences
  /** @type {(view: State["view"]) => void} */
  #layOut = () => {};

  /** @param {HTMLFormElement} form */
  constructor(form) {
    const { root = "", bundle = "", failed = "", words = "{}" } = form.dataset;
    const { base = "", paper = "", place = "", archive = "" } = form.dataset;
    this.#form = form;
    this.#root = root;
    this.#controls = /** @type {Controls} */ (/** @type {unknown} */ (form.elements));
    this.#failed = failed;
    this.#engine = new EngineSource(bundle);
    /** @type {Words} */
    this.words = JSON.parse(words);
    this.state = readState(location.href);
    this.#view = this.state.view;
    this.#settled = isAsked(this.state);
    this.view = new FoundView({
      root, site: { base, root, paper, place, archive }, failed, words: this.words, readings: new Readings(bundle),
      change: (changes) => this.#change(changes),
      turn: ({ page }) => this.#change(this.#input.value === this.state.q ? { page } : {}),
      more: () => this.#more(),
      go: (state) => this.#go(state),
    });
  }

  /** Listens to the controls, and answers what the address asks. */
  start() {
    this.#listen();
    useArrowKeys(this.#input, [byId("search-results"), byId("search-places")]);
    this.#layOut = useLayout();
    keepPlace(this.#root);
    this.#showState();
    this.#remember(false);
    this.#update();
    this.#form.dataset.ready = "";
  }

  /** @param {string} text */
  say = (text) => {
    byId("search-status").textContent = text;
  };

  /** What was asked first is shown: if the reader came back to it, and has not gone elsewhere yet, so is the place. */
  shown() {
    if (this.#place && document.activeElement === document.body) goBackTo(this.#place, this.#root);
    this.#place = null;
  }

  /** Another page than the one asked for is shown.
   * @param {number} page */
  showPage(page) {
    this.state = { ...this.state, page };
    this.#remember(false);
  }

  #listen() {
    const input = this.#input;
    const { sort, from, to } = this.#controls;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go({ ...this.state, q: input.value, view: this.#view, page: input.value === this.state.q ? this.state.page : 1 });
    });
    // While an input method composes, the text holds its unfinished letters.
    input.addEventListener("input", (event) => /** @type {InputEvent} */ (event).isComposing || this.#typeSoon());
    input.addEventListener("compositionend", () => this.#typeSoon());
    input.addEventListener("focus", () => this.#engine.get().catch(() => {}), { once: true });
    sort.addEventListener("change", () => this.#change({ sort: /** @type {State["sort"]} */ (sort.value) }));
    for (const date of [from, to]) {
      date.addEventListener("change", () => date.reportValidity() && this.#change({ [date.name]: date.value }));
    }
    addEventListener("popstate", () => this.#back());
  }

  /** The state as the address.
   * @param {boolean} add */
  #remember(add) {
    const address = new URL(location.href);
    const query = this.state.q.trim();
    address.search = addressOf(this.state);
    address.hash = "";
    document.title = query ? `${query} · ${this.#title}` : this.#title;
    if (address.href !== location.href) history[add ? "pushState" : "replaceState"](null, "", address);
    keepWayBack(query, address.search);
  }

  /** The controls as the state has them. */
  #showState() {
    this.#input.value = this.state.q;
    this.#controls.from.value = this.state.from;
    this.#controls.to.value = this.state.to;
  }

  /** What is chosen is chosen for the words that stand there, though they may not have been searched for yet.
   * @param {Partial<State>} changes */
  #change(changes) {
    this.#go({ ...this.state, q: this.#input.value, page: 1, view: this.#view, ...changes });
  }

  /** A deliberate change.
   * @param {State} state */
  #go(state) {
    if (state.q.trim()) this.#view = state.view;
    const turned = state.page !== this.state.page || state.view !== this.state.view;
    this.state = state;
    this.#settled = true;
    clearTimeout(this.#typing);
    this.#remember(true);
    this.#showState();
    this.#update();
    if (turned) this.view.scrollToTop();
  }

  #back() {
    const state = readState(location.href);
    if (addressOf(state) === addressOf(this.state)) return; // only the part after "#" is another
    this.state = state;
    this.#view = state.view;
    this.#settled = true;
    this.#showState();
    this.#remember(false);
    this.#update();
  }

  #typeSoon() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#typed(), TYPING_PAUSE);
  }

  /** The first letter typed after a search that was chosen leaves that one in the history. */
  #typed() {
    if (this.#input.value === this.state.q) return;
    this.state = { ...this.state, q: this.#input.value, page: 1, view: this.#view };
    this.#remember(this.#settled);
    this.#settled = false;
    this.#update();
  }

  /** A new search, if there is anything to search for. */
  async #update() {
    this.#run?.cancel();
    this.#run = null;
    if (!this.state.q.trim()) this.state = /** @type {State} */ ({ ...this.state, view: "" });
    this.#showStart();
    if (!isAsked(this.state)) {
      this.view.clear();
      this.say("");
      return;
    }
    const run = (this.#run = new SearchRun(this));
    try {
      await this.#answer(run);
    } catch (error) {
      if (run.stale()) return;
      run.listed = null;
      this.view.clear();
      this.#sayWhy(error);
    } finally {
      run.end();
    }
  }

  /** Before anything is asked, there are examples and help; help that is opened later stays open. */
  #showStart() {
    const asked = isAsked(this.state);
    byId("search-start").hidden = asked;
    if (asked !== this.#asked) byId("search-help").toggleAttribute("open", !asked);
    this.#asked = asked;
  }

  /** A cache may have kept the list of shards of an earlier build, which are gone: if there is another one now, the
   * search is done again.
   * @param {SearchRun} run */
  async #answer(run) {
    const first = await this.#search(run).catch((error) => ({ error, missing: [] }));
    const error = first && "error" in first ? first.error : null;
    const whole = !error && !first?.missing.length;
    if (!run.stale() && !whole && (await this.#engine.renewed())) await this.#search(run);
    else if (error) throw error;
  }

  /** @param {SearchRun} run */
  async #search(run) {
    const engine = await this.#engine.get();
    if (run.stale()) return null;
    const sort = this.#sortFor(engine);
    this.#showOrder(engine, sort);
    this.#showViews();
    this.#layOut(this.state.view);
    return run.search(engine, sort);
  }

  /** Which order an archive of this size is shown in, unless one is chosen. Occurrences are in order of date, as a word
   * is followed through time; so is what no word was asked for, of which none is better.
   * @param {Engine} engine */
  #sortFor({ shards }) {
    const { sort, view } = this.state;
    if (view) return sort === "newest" ? sort : "oldest";
    const chosen = sort || (shards > FEW ? "newest" : "relevance");
    return this.#ranked() ? chosen : chosen === "oldest" ? chosen : "newest";
  }

  /** Whether one result can be better than another. */
  #ranked() {
    return this.state.view === "" && this.state.q.trim() !== "";
  }

  /** @param {Engine} engine
   * @param {State["sort"]} sort */
  #showOrder({ shards }, sort) {
    const { sort: select } = this.#controls;
    const large = shards > FEW && this.#ranked();
    const remark = byId("search-order");
    select.value = sort;
    select.querySelector("[value=relevance]")?.toggleAttribute("disabled", !this.#ranked());
    remark.textContent = !large ? "" : sort === "relevance" ? this.words.bestOfMany : this.words.datedOfMany;
    remark.hidden = !large;
  }

  /** Of what no word was asked for there are no occurrences. */
  #showViews() {
    const list = byId("search-views");
    list.hidden = !this.state.q.trim();
    /** @type {(view: State["view"], text: string) => HTMLLIElement} */
    const item = (view, text) => {
      const link = stateLink({ ...this.state, view, page: 1 }, text, () => this.#change({ view }));
      if (this.state.view === view) link.setAttribute("aria-current", "true");
      return element("li", {}, link);
    };
    const focused = list.contains(document.activeElement);
    list.replaceChildren(item("", this.words.articles), item("places", this.words.places));
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector("[aria-current]"))?.focus();
  }

  /** More articles are asked for, maybe while the search goes on. */
  async #more() {
    const run = this.#run;
    if (!run?.listed) return;
    this.showPage(this.state.page + 1);
    try {
      await this.view.lengthen(run.listed, this.state, run.stale);
    } catch (error) {
      this.#sayWhy(error);
    }
  }

  /** @param {unknown} error */
  #sayWhy(error) {
    this.say(reasonOf(this.words, this.#failed));
    console.error(error);
  }
}
