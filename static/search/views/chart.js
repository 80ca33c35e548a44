/* Results over time: bars, or of several words a line for each; a press on a column narrows the search to it. The columns
   are buttons, of which one can be reached by Tab and the others by the arrow keys. The same numbers follow as a table,
   to be read aloud or copied. */
import { byId, button, element } from "../shared/dom.js";
import { fillIn, formatNumber, formatShare } from "../shared/text.js";
import { barOf, linesOf, sampleOf } from "./plot.js";
import { wordsOf } from "./series.js";
import { axisOf, countIn, labelUnder, nameOf } from "./time-axis.js";
/** @import { Counts } from "../matches/facets.js" */
/** @import { Held } from "../matches/held.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Axis, Range, Step } from "./time-axis.js" */
/** @import { State } from "./url-state.js" */

/** A word with what was counted of it.
 * @typedef {{ name: string, counts: Counts }} Series */

/** What is drawn: `held` is what the archive has, by day too where the axis goes by days.
 * @typedef {{ series: Series[], held: Held & { day?: Record<string, number> }, state: Pick<State, "from" | "to" | "filters" | "share" | "with"> }} Drawn */

/** A column with the number of the archive's articles in it, and for each word its number and what is drawn of it.
 * @typedef {Range & { held: number, counts: number[], values: number[] }} Column */

const FEW = 24; // columns above which each has its number

/** What stands in the columns.
 * @param {Axis} axis
 * @param {Drawn} drawn
 * @returns {Column[]} */
function columnsOf({ step, columns }, { series, held, state }) {
  return columns.map((column) => {
    const all = countIn(/** @type {Counts} */ (/** @type {unknown} */ (held)), step, column);
    const counts = series.map((one) => countIn(one.counts, step, column));
    return { ...column, held: all, counts, values: counts.map((n) => (state.share ? (all ? n / all : 0) : n)) };
  });
}

/** Whether a column was chosen by the filter of years and months.
 * @param {Range} column
 * @param {Step} step
 * @param {Drawn["state"]} state */
const isChosen = ({ from }, step, { filters }) =>
  step !== "decade" && filters.year.some((value) => from.startsWith(value));

export class TimeChart {
  #box = byId("search-chart");
  #list = element("ol");
  #plot = element("div", { class: "plot", tabindex: "-1" });
  #compared = /** @type {HTMLInputElement} */ (byId("chart-words"));
  #share = /** @type {HTMLInputElement} */ (byId("chart-share"));
  #words;
  #change;
  #at = ""; // the column that Tab reaches

  /** @param {{ words: Words, change: (changes: Partial<State>) => void }} options */
  constructor({ words, change }) {
    this.#words = words;
    this.#change = change;
    this.#compared.addEventListener("change", () => change({ with: wordsOf(this.#compared.value) }));
    this.#share.addEventListener("change", () => change({ share: this.#share.checked }));
    byId("chart-whole").addEventListener("click", () => change({ from: "", to: "" }));
    byId("chart-plot").replaceChildren(this.#plot);
    this.#list.addEventListener("keydown", (event) => this.#move(event));
    this.#list.addEventListener("focusin", (event) => this.#tell(event.target));
    this.#list.addEventListener("mouseover", (event) => this.#tell(event.target));
  }

  /** @param {Drawn} drawn */
  draw(drawn) {
    const axis = axisOf(drawn.held, drawn.state);
    const columns = columnsOf(axis, drawn);
    this.#box.hidden = columns.length < 2 || !columns.some(({ counts }) => counts.some(Boolean));
    if (document.activeElement !== this.#compared) this.#compared.value = drawn.state.with.join(this.#words.comma);
    this.#share.checked = drawn.state.share;
    byId("chart-whole").hidden = !drawn.state.from && !drawn.state.to;
    if (this.#box.hidden) return;
    const most = Math.max(...columns.flatMap(({ values }) => values));
    const focused = this.#list.contains(document.activeElement);
    const items = columns.map((column, i) => this.#column(column, { label: labelUnder(columns, i, axis.step), step: axis.step, most, drawn }));
    this.#list.className = columns.length > FEW ? "close" : "";
    this.#list.replaceChildren(...items);
    this.#plot.style.setProperty("--columns", String(columns.length));
    this.#plot.dataset.step = axis.step;
    const lines = drawn.series.length > 1 ? [linesOf(columns, most)] : [];
    this.#plot.replaceChildren(element("span", { class: "most", "aria-hidden": "true" }, this.#format(most, drawn)), ...lines, this.#list);
    this.#legend(drawn.series, columns.some(({ held }) => !held));
    this.#table(columns, axis, drawn);
    this.#without(axis.step, drawn);
    this.#reach(focused);
    if (!focused) bringIntoView(items);
  }

  /** @param {number} value
   * @param {Drawn} drawn */
  #format(value, { state }) {
    return state.share ? formatShare(value) : formatNumber(value);
  }

  /** @param {Column} column
   * @param {{ label: string, step: Step, most: number, drawn: Drawn }} options */
  #column(column, { label, step, most, drawn }) {
    const { series, state } = drawn;
    const bar = button("bar", "", () => this.#change({ from: column.from, to: column.to }));
    const chosen = isChosen(column, step, state);
    bar.value = column.from;
    bar.disabled = !column.counts.some(Boolean);
    if (chosen) bar.setAttribute("aria-current", "true");
    const numbers = column.values.map((value, i) => `${series.length > 1 ? `${series[i].name} ` : ""}${this.#format(value, drawn)}`);
    const name = nameOf(column, step, this.#words);
    const said = column.held ? `${name}${this.#words.colon}${numbers.join(this.#words.comma)}` : `${name}${this.#words.colon}${this.#words.notHeld}`;
    bar.setAttribute("aria-label", said);
    bar.append(...(series.length > 1 ? [] : [barOf(most ? column.values[0] / most : 0)]),
      element("span", { class: "bar-count" }, series.length > 1 ? "" : this.#format(column.values[0], drawn)),
      element("span", { class: "bar-name" }, label));
    return element("li", { class: column.held ? "" : "not-held", "data-said": said }, bar);
  }

  /** What the column under the pointer or the focus has, in words.
   * @param {EventTarget | null} target */
  #tell(target) {
    const item = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("li")) : null;
    if (item) byId("chart-said").textContent = item.dataset.said ?? "";
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const bars = this.#bars();
    const here = bars.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const bar = bars[Math.max(0, Math.min(bars.length - 1, to))];
    this.#at = bar?.value ?? "";
    this.#reach(true);
  }

  #bars() {
    return [.../** @type {NodeListOf<HTMLButtonElement>} */ (this.#list.querySelectorAll(".bar:enabled"))];
  }

  /** One column can be reached by Tab: the one where one was, or the first.
   * @param {boolean} focus */
  #reach(focus) {
    const bars = this.#bars();
    const reached = bars.find((bar) => bar.value === this.#at) ?? bars[0];
    for (const bar of bars) bar.tabIndex = bar === reached ? 0 : -1;
    if (focus) (reached ?? this.#plot).focus();
  }

  /** @param {Series[]} series
   * @param {boolean} gaps whether the archive has nothing in some column */
  #legend(series, gaps) {
    const legend = byId("chart-legend");
    const lines = series.map(({ name }, i) => element("li", {}, sampleOf(i), ` ${name}`));
    const none = element("li", { class: "not-held" }, element("span"), ` ${this.#words.notHeld}`);
    legend.replaceChildren(...(lines.length > 1 ? lines : []), ...(gaps ? [none] : []));
    legend.hidden = !legend.children.length;
  }

  /** @param {Column[]} columns
   * @param {Axis} axis
   * @param {Drawn} drawn */
  #table(columns, { step }, { series, state }) {
    const words = this.#words;
    const heads = [words.time, ...series.map(({ name }) => (series.length > 1 ? name : words.articles)), words.allArticles];
    const cell = (/** @type {Column} */ { counts, values }, /** @type {number} */ i) =>
      formatNumber(counts[i]) + (state.share ? ` (${formatShare(values[i])})` : "");
    const rows = columns.filter(({ counts }) => counts.some(Boolean)).map((column) =>
      element("tr", {}, element("th", { scope: "row" }, nameOf(column, step, words)),
        ...series.map((_, i) => element("td", {}, cell(column, i))), element("td", {}, formatNumber(column.held))));
    byId("chart-table").replaceChildren(
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...rows));
  }

  /** What has no column is said: articles of which the day, the month or the year is not known.
   * @param {Step} step
   * @param {Drawn} drawn */
  #without(step, { series }) {
    const n = series[0].counts.none?.[step] ?? 0;
    const note = byId("chart-without");
    note.textContent = n ? fillIn(this.#words.notInChart[step], { n }) : "";
    note.hidden = !n;
  }
}

/** Where the bars are too many for the screen, the chosen or the last is seen.
 * @param {HTMLLIElement[]} items */
function bringIntoView(items) {
  const shown = items.find((item) => item.querySelector("[aria-current]")) ?? items.findLast((item) => item.querySelector(":enabled"));
  const plot = shown?.closest(".plot");
  if (shown && plot) plot.scrollLeft = shown.offsetLeft - plot.clientWidth / 2;
}
