/* The values of one facet: boxes to tick with the number of articles behind each. An archive may have 80,000 tags: at
   first the most frequent stand there, more on demand, and where they are many there is a box to find one by typing. */
import { fold } from "../query/folding.js";
import { dateInWords } from "../shared/dates.js";
import { button, element } from "../shared/dom.js";
import { fillIn, formatNumber } from "../shared/text.js";
import { isMonth, YearMonths } from "./year-months.js";
/** @import { Words } from "../shared/text.js" */
/** @import { Readings } from "./readings.js" */

/** Of one facet: the number of articles by value, and the values that are chosen; of years also those of months.
 * @typedef {{ counts: Record<string, number>, chosen: string[], months?: Record<string, number> }} Values */

/** A value and its number of articles.
 * @typedef {[string, number]} Entry */

/** @typedef {(a: Entry, b: Entry) => number} Order */

/** @typedef {{ words: Words, readings: Readings, toggle: (facet: string, value: string) => void }} Options */

const SHORT = 8; // values that are shown at first
const STEP = 50; // and how many more each time
const MANY = 20; // values from which on there is a box to find one

/** A value may be called “constructor”, which every object has.
 * @param {Record<string, number>} counts
 * @param {string} value */
const countOf = (counts, value) => (Object.hasOwn(counts, value) ? counts[value] : 0);

/** A value in the reader's words: those of some facets are codes, and a year's may be a month.
 * @param {Words} words
 * @param {string} facet
 * @param {string} value
 * @returns {string} */
export function labelOf(words, facet, value) {
  if (facet === "year") return dateInWords(value);
  const labels = words.values?.[facet] ?? {};
  return Object.hasOwn(labels, value) ? labels[value] : value;
}

/** The first of many entries in an order, without putting all of them in order.
 * @param {Entry[]} entries
 * @param {number} limit
 * @param {Order} order */
function firstOf(entries, limit, order) {
  if (limit * limit > entries.length) return entries.sort(order).slice(0, limit);
  /** @type {Entry[]} */
  const first = [];
  for (const entry of limit ? entries : []) {
    if (first.length === limit && order(entry, first[limit - 1]) > 0) continue;
    let at = first.length;
    while (at && order(entry, first[at - 1]) < 0) at--;
    first.splice(at, 0, entry);
    first.length = Math.min(first.length, limit);
  }
  return first;
}

/** Years from the newest, other values from the most frequent.
 * @param {string} facet
 * @returns {Order} */
const orderOf = (facet) => (facet === "year" ? ([a], [b]) => (a < b ? 1 : -1) : ([a, n], [b, m]) => m - n || (a < b ? -1 : 1));

/** The values that are shown, those that stand first whatever is typed, and how many there are in all.
 * @param {string} facet
 * @param {Values} values
 * @param {{ limit: number, fits: (value: string) => boolean }} options */
function shownOf(facet, { counts, chosen }, { limit, fits }) {
  const order = orderOf(facet);
  const own = new Set(facet === "year" ? chosen.map((value) => (isMonth(value) ? value.slice(0, 4) : value)) : chosen);
  const others = Object.entries(counts).filter(([value]) => !own.has(value) && fits(value));
  const first = [...own].map((value) => /** @type {Entry} */ ([value, countOf(counts, value)])).sort(order);
  const rest = firstOf(others, Math.max(0, limit - first.length), order);
  return { shown: [...first, ...rest].map(([value]) => value), total: first.length + others.length };
}

export class FacetGroup {
  #facet;
  #words;
  #toggle;
  #readings;
  #limit = SHORT;
  #typed = "";
  /** @type {Values} */
  #values = { counts: {}, chosen: [] };
  /** @type {Map<string, string>} */
  #folded = new Map();
  #list = element("ul", { class: "choices" });
  #none;
  #find;
  #months;
  /** @type {Map<string, { item: HTMLLIElement, box: HTMLInputElement, count: HTMLElement }>} */
  #items = new Map();

  /** @param {string} facet
   * @param {Options} options */
  constructor(facet, { words, readings, toggle }) {
    this.#readings = readings;
    this.#facet = facet;
    this.#words = words;
    this.#toggle = toggle;
    this.#months = facet === "year" ? new YearMonths({ words, toggle: (value) => toggle(facet, value) }) : null;
    this.#find = element("input", { type: "search", class: "find-choice", autocomplete: "off", placeholder: words.findValue,
      "aria-label": `${words.kinds[facet]}${words.colon}${words.findValue}` });
    this.#find.addEventListener("input", () => this.#type());
    this.#find.addEventListener("keydown", (event) => event.key === "Enter" && this.#takeFirst(event));
    this.#none = element("p", { class: "remark", role: "status" });
    this.more = button("more-choices", "", () => this.#lengthen());
    this.element = element("details", { class: "choice", "data-kind": facet, open: facet === "section" },
      element("summary", {}, words.kinds[facet]), this.#find, this.#none, this.#list, this.more);
  }

  /** @param {Values} values */
  show(values) {
    this.#values = values;
    this.#draw();
    if (values.chosen.length) this.element.open = true;
  }

  /** The first values; boxes that stay keep their element, and so the focus. */
  #draw() {
    const { counts, chosen, months } = this.#values;
    const fits = (/** @type {string} */ value) => !this.#typed || this.#readings.fits(this.#fold(value), this.#typed);
    const { shown, total } = shownOf(this.#facet, this.#values, { limit: Math.max(this.#limit, chosen.length), fits });
    this.#items = new Map(shown.map((value) => [value, this.#items.get(value) ?? this.#made(value)]));
    for (const [value, { box, count }] of this.#items) {
      box.checked = chosen.includes(value);
      count.textContent = formatNumber(countOf(counts, value));
    }
    this.#place([...this.#items.values()].map(({ item }) => item));
    this.#months?.show(this.#items, { counts: months ?? {}, chosen });
    this.more.textContent = fillIn(this.#words.moreOf, { n: total - shown.length });
    this.more.hidden = total <= shown.length;
    this.#none.textContent = this.#typed && !shown.length ? this.#words.noValue : "";
    const all = Object.keys(counts).length;
    this.#find.hidden = all < MANY && !this.#typed;
    this.element.hidden = !all && !chosen.length;
  }

  /** @param {HTMLLIElement[]} items */
  #place(items) {
    const there = [...this.#list.children];
    if (items.length === there.length && items.every((item, i) => item === there[i])) return;
    const focused = document.activeElement;
    this.#list.replaceChildren(...items);
    if (focused instanceof HTMLElement && this.#list.contains(focused)) focused.focus();
  }

  /** @param {string} value */
  #made(value) {
    const box = element("input", { type: "checkbox", name: this.#facet, value });
    const count = element("span", { class: "count" });
    box.addEventListener("change", () => this.#toggle(this.#facet, value));
    const label = labelOf(this.#words, this.#facet, value);
    return { item: element("li", {}, element("label", {}, box, " ", label, " ", count)), box, count };
  }

  /** @param {string} value */
  #fold(value) {
    let folded = this.#folded.get(value);
    if (folded === undefined) this.#folded.set(value, (folded = fold(labelOf(this.#words, this.#facet, value))));
    return folded;
  }

  #type() {
    this.#typed = fold(this.#find.value.trim());
    this.#limit = SHORT;
    this.#draw();
    if (!this.#readings.areNeededFor(this.#typed)) return;
    this.#readings.load().then(() => this.#draw(), (error) => console.error(error)); // then by its characters alone
  }

  /** Enter chooses what stands first of those that fit.
   * @param {KeyboardEvent} event */
  #takeFirst(event) {
    event.preventDefault();
    const box = [...this.#items.values()].find(({ box }) => !box.checked && this.#typed)?.box;
    if (box && !event.isComposing) box.click();
  }

  #lengthen() {
    const before = this.#list.children.length;
    this.#limit = before + STEP;
    this.#draw();
    this.#list.children[before]?.querySelector("input")?.focus();
  }
}
