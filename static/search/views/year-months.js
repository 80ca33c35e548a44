/* The months of a year, under its box: shown on demand, or where one of them is chosen, or where there is one year. */
import { dateInWords, monthInWords } from "../shared/dates.js";
import { element } from "../shared/dom.js";
import { fillIn, formatNumber } from "../shared/text.js";
/** @import { Words } from "../shared/text.js" */

/** @typedef {{ counts: Record<string, number>, chosen: string[] }} Months */

/** Whether a value of the filter is a month: an address may say anything.
 * @param {string} value */
export const isMonth = (value) => /^\d{4}-\d\d$/.test(value);

export class YearMonths {
  #words;
  #toggle;
  /** @type {Map<string, boolean>} */
  #opened = new Map(); // by the reader, or closed
  /** @type {WeakMap<HTMLLIElement, { opener: HTMLButtonElement, list: HTMLUListElement }>} */
  #parts = new WeakMap();

  /** @param {{ words: Words, toggle: (value: string) => void }} options */
  constructor({ words, toggle }) {
    this.#words = words;
    this.#toggle = toggle;
  }

  /** @param {Map<string, { item: HTMLLIElement }>} years
   * @param {Months} months */
  show(years, { counts, chosen }) {
    /** @type {Map<string, string[]>} */
    const byYear = new Map();
    for (const month of new Set([...Object.keys(counts), ...chosen.filter(isMonth)])) {
      const year = month.slice(0, 4);
      byYear.set(year, [...(byYear.get(year) ?? []), month]);
    }
    for (const [year, { item }] of years) {
      const own = (byYear.get(year) ?? []).sort();
      const open = this.#opened.get(year) ?? (years.size === 1 || own.some((month) => chosen.includes(month)));
      this.#draw(year, item, { months: own, counts, chosen, open });
    }
  }

  /** @param {string} year
   * @param {HTMLLIElement} item
   * @param {Months & { months: string[], open: boolean }} options */
  #draw(year, item, { months, counts, chosen, open }) {
    const parts = this.#parts.get(item) ?? this.#made(year, item);
    const { opener, list } = parts;
    const focused = /** @type {HTMLInputElement | null} */ (document.activeElement);
    const kept = focused && list.contains(focused) ? focused.value : "";
    list.replaceChildren(...(open ? months : []).map((month) => this.#item(month, { counts, chosen })));
    list.hidden = !open;
    opener.hidden = !months.length;
    opener.setAttribute("aria-expanded", String(open));
    opener.onclick = () => {
      this.#opened.set(year, !open);
      this.#draw(year, item, { months, counts, chosen, open: !open });
    };
    if (kept) /** @type {HTMLElement | null} */ (list.querySelector(`[value="${kept}"]`))?.focus();
  }

  /** @param {string} year
   * @param {HTMLLIElement} item */
  #made(year, item) {
    const opener = element("button", { type: "button", class: "months-of", "aria-label": fillIn(this.#words.monthsOf, { year }) });
    const list = element("ul", { class: "months" });
    item.append(opener, list);
    const parts = { opener, list };
    this.#parts.set(item, parts);
    return parts;
  }

  /** @param {string} month
   * @param {Months} months */
  #item(month, { counts, chosen }) {
    const box = element("input", { type: "checkbox", name: "year", value: month, "aria-label": dateInWords(month) });
    box.checked = chosen.includes(month);
    box.addEventListener("change", () => this.#toggle(month));
    const count = element("span", { class: "count" }, formatNumber(counts[month] ?? 0));
    return element("li", {}, element("label", {}, box, " ", monthInWords(month, "long"), " ", count));
  }
}
