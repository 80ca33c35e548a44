/* Narrows a search: the facets with their values, and the chips of what is chosen, each a button that takes it away. */
import { FACETS } from "../shared/config.js";
import { dateInWords } from "../shared/dates.js";
import { button, element } from "../shared/dom.js";
import { fillIn } from "../shared/text.js";
import { FacetGroup, labelOf } from "./facet-group.js";
/** @import { Counts } from "../matches/facets.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Readings } from "./readings.js" */
/** @import { State } from "./url-state.js" */

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
   * @param {{ words: Words, readings: Readings, change: (changes: Partial<State>) => void }} options */
  constructor(box, chips, { words, readings, change }) {
    const toggle = (/** @type {string} */ facet, /** @type {string} */ value) => this.toggle(facet, value);
    this.#groups = new Map(FACETS.map((facet) => [facet, new FacetGroup(facet, { words, readings, toggle })]));
    for (const { element: group } of this.#groups.values()) box.append(group);
    this.#chips = chips;
    this.#words = words;
    this.#change = change;
  }

  /** @param {Counts} counts
   * @param {State} state */
  show(counts, { filters }) {
    this.#filters = filters;
    for (const [facet, group] of this.#groups) {
      group.show({ counts: counts[facet] ?? {}, chosen: filters[facet], months: counts.month });
    }
  }

  /** What is chosen, each with a way to take it away.
   * @param {State} state */
  showChips({ filters, from, to }) {
    this.#filters = filters;
    const { kinds, from: fromLabel, to: toLabel, removeAll } = this.#words;
    const chips = FACETS.flatMap((facet) => filters[facet].map((value) =>
      this.#chip(kinds[facet], labelOf(this.#words, facet, value), () => this.toggle(facet, value))));
    if (from && from === to) {
      chips.push(this.#chip(this.#words.date, dateInWords(from), () => this.#change({ from: "", to: "" })));
    } else {
      if (from) chips.push(this.#chip(fromLabel, dateInWords(from), () => this.#change({ from: "" })));
      if (to) chips.push(this.#chip(toLabel, dateInWords(to), () => this.#change({ to: "" })));
    }
    if (chips.length > 1) chips.push(button("chip all", removeAll, () => this.#removeAll()));
    const here = [...this.#chips.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    this.#chips.replaceChildren(...chips.map((chip) => element("li", {}, chip)));
    this.#chips.hidden = !chips.length;
    if (here >= 0) (chips[Math.min(here, chips.length - 1)] ?? this.#chips.parentElement)?.focus();
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
