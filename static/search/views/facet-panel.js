/* Narrows a search: boxes to tick with the number of articles behind each, and buttons that take them away again. */
import { FACETS } from "../shared/config.js";
import { button, element } from "../shared/dom.js";
import { fillIn, formatNumber } from "../shared/text.js";
/** @import { Counts } from "../matches/facets.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { State } from "./url-state.js" */

/** Of one facet: the number of articles by value, and the values that are chosen.
 * @typedef {{ counts: Record<string, number>, chosen: string[] }} Values */

/** A value and its number of articles.
 * @typedef {[string, number]} Entry */

/** @typedef {(a: Entry, b: Entry) => number} Order */

const SHORT = 8; // values of a facet that are shown at first
const STEP = 100; // and how many more each time: an archive may have 80,000 tags

/** A value may be called “constructor”, which every object has.
 * @param {Record<string, number>} counts
 * @param {string} value */
const countOf = (counts, value) => (Object.hasOwn(counts, value) ? counts[value] : 0);

/** A value in the reader's words: those of some facets are codes.
 * @param {Words} words
 * @param {string} facet
 * @param {string} value
 * @returns {string} */
function labelOf(words, facet, value) {
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

/** The values that are shown: what is chosen stands first, then years from the newest, other values from the most
 * frequent.
 * @param {string} facet
 * @param {Values} values
 * @param {number} limit */
function shownOf(facet, { counts, chosen }, limit) {
  /** @type {Order} */
  const order = facet === "year" ? ([a], [b]) => (a < b ? 1 : -1) : ([a, n], [b, m]) => m - n || (a < b ? -1 : 1);
  const own = new Set(chosen);
  const others = Object.entries(counts).filter(([value]) => !own.has(value));
  const first = chosen.map((value) => /** @type {Entry} */ ([value, countOf(counts, value)])).sort(order);
  return [...first, ...firstOf(others, limit - first.length, order)].map(([value]) => value);
}

/** The boxes of one facet. */
class Group {
  #facet;
  #words;
  #toggle;
  #limit = SHORT;
  /** @type {Values} */
  #values = { counts: {}, chosen: [] };
  #list = element("ul", { class: "choices" });
  /** @type {Map<string, { item: HTMLLIElement, box: HTMLInputElement, count: HTMLElement }>} */
  #items = new Map();

  /** @param {string} facet
   * @param {{ words: Words, toggle: (facet: string, value: string) => void }} options */
  constructor(facet, { words, toggle }) {
    this.#facet = facet;
    this.#words = words;
    this.#toggle = toggle;
    this.more = button("more-choices", "", () => this.#lengthen());
    this.element = element("details", { class: "choice", "data-kind": facet, open: facet === "section" },
      element("summary", {}, words.kinds[facet]), this.#list, this.more);
  }

  /** @param {Values} values */
  show(values) {
    this.#values = values;
    this.#draw();
    if (values.chosen.length) this.element.open = true;
  }

  /** The first values; boxes that stay keep their element, and so the focus. */
  #draw() {
    const { counts, chosen } = this.#values;
    const total = Object.keys(counts).length + chosen.filter((value) => !Object.hasOwn(counts, value)).length;
    const shown = shownOf(this.#facet, this.#values, Math.max(this.#limit, chosen.length));
    this.#items = new Map(shown.map((value) => [value, this.#items.get(value) ?? this.#made(value)]));
    for (const [value, { box, count }] of this.#items) {
      box.checked = chosen.includes(value);
      count.textContent = formatNumber(countOf(counts, value));
    }
    this.#place([...this.#items.values()].map(({ item }) => item));
    this.more.textContent = fillIn(this.#words.moreOf, { n: total - shown.length });
    this.more.hidden = total <= shown.length;
    this.element.hidden = !total;
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

  #lengthen() {
    const before = this.#list.children.length;
    this.#limit = before + STEP;
    this.#draw();
    this.#list.children[before]?.querySelector("input")?.focus();
  }
}

/** All facets, and the chips of what is chosen. */
export class FacetPanel {
  #groups;
  #chips;
  #words;
  #change;
  /** @type {State["filters"]} */
  #filters = {};

  /** @param {HTMLElement} box
   * @param {HTMLElement} chips
   * @param {{ words: Words, change: (changes: Partial<State>) => void }} options */
  constructor(box, chips, { words, change }) {
    const toggle = (/** @type {string} */ facet, /** @type {string} */ value) => this.toggle(facet, value);
    this.#groups = new Map(FACETS.map((facet) => [facet, new Group(facet, { words, toggle })]));
    for (const { element: group } of this.#groups.values()) box.append(group);
    this.#chips = chips;
    this.#words = words;
    this.#change = change;
  }

  /** @param {Counts} counts
   * @param {State} state */
  show(counts, { filters }) {
    this.#filters = filters;
    for (const [facet, group] of this.#groups) group.show({ counts: counts[facet] ?? {}, chosen: filters[facet] });
  }

  /** What is chosen, each with a way to take it away.
   * @param {State} state */
  showChips({ filters, from, to }) {
    this.#filters = filters;
    const { kinds, from: fromLabel, to: toLabel, removeAll } = this.#words;
    const chips = FACETS.flatMap((facet) => filters[facet].map((value) =>
      this.#chip(kinds[facet], labelOf(this.#words, facet, value), () => this.toggle(facet, value))));
    if (from) chips.push(this.#chip(fromLabel, from, () => this.#change({ from: "" })));
    if (to) chips.push(this.#chip(toLabel, to, () => this.#change({ to: "" })));
    if (chips.length > 1) chips.push(button("chip all", removeAll, () => this.#removeAll()));
    this.#chips.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
    this.#chips.hidden = !chips.length;
  }

  /** Chooses a value, or no longer.
   * @param {string} facet
   * @param {string} value */
  toggle(facet, value) {
    const chosen = this.#filters[facet];
    const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value].sort();
    this.#change({ filters: { ...this.#filters, [facet]: values } });
  }

  #removeAll() {
    this.#change({ from: "", to: "", filters: Object.fromEntries(FACETS.map((facet) => [facet, []])) });
  }

  /** @param {string} name
   * @param {string} value
   * @param {() => void} act */
  #chip(name, value, act) {
    const chip = button("chip", `${name}${this.#words.colon}${value}`, act);
    chip.setAttribute("aria-label", fillIn(this.#words.remove, { name: chip.textContent ?? "" }));
    chip.append(element("span", { "aria-hidden": "true" }, " ×"));
    return chip;
  }
}

/** Whether a search is narrowed at all.
 * @param {State} state */
export const isNarrowed = ({ from, to, filters }) => Boolean(from || to || FACETS.some((facet) => filters[facet].length));
