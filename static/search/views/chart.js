/* A chart of results by year, or by decade where the years are many: each bar is a button with its numbers as text.
   The same numbers follow as a table, to be read aloud or copied. */
import { button, element } from "../shared/dom.js";
import { fillIn, formatNumber } from "../shared/text.js";
/** @import { Counts } from "../matches/facets.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { State } from "./url-state.js" */

/** One bar: of a year, or with the step 10 of a decade.
 * @typedef {{ from: string, to: string, count: number, step: number }} Column */

/** @typedef {Pick<State, "from" | "to" | "filters">} Chosen */

const MANY = 40; // years
const SVG = "http://www.w3.org/2000/svg";

/** From the first to the last year, with those between that have none.
 * @param {Counts} counts
 * @returns {Column[]} */
function columnsOf({ year = {}, decade = {} }) {
  const sorted = (/** @type {Record<string, number>} */ counts) =>
    Object.keys(counts).filter((name) => /^\d{4}$/.test(name)).sort().map(Number);
  const years = sorted(year);
  const many = (years.at(-1) ?? 0) - years[0] >= MANY;
  const [counts, step] = many ? [decade, 10] : [year, 1];
  const starts = sorted(counts);
  const columns = [];
  for (let start = starts[0]; start <= (starts.at(-1) ?? 0); start += step) {
    const [from, to] = [start, start + step - 1].map((one) => String(one).padStart(4, "0"));
    columns.push({ from, to, count: counts[from] ?? 0, step });
  }
  return columns;
}

/** @param {number} share of the highest bar */
function barOf(share) {
  const height = share ? Math.max(3, Math.round(share * 100)) : 0;
  const svg = document.createElementNS(SVG, "svg");
  const rect = document.createElementNS(SVG, "rect");
  /** @type {(node: Element, values: Record<string, string | number>) => void} */
  const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, String(value)));
  set(svg, { viewBox: "0 0 10 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  set(rect, { x: 0, width: 10, y: 100 - height, height });
  svg.append(rect);
  return svg;
}

/** @param {Column} column
 * @param {Chosen} state */
const isChosen = ({ from, to, step }, state) =>
  step > 1 ? state.from === from && state.to === to : state.filters.year.includes(from);

/** Draws into `box` what the search counted; `choose` is given the column that was pressed.
 * @param {HTMLDetailsElement} box
 * @param {Counts} counts
 * @param {Chosen} state
 * @param {{ words: Words, choose: (column: Column) => void }} options */
export function drawChart(box, counts, state, { words, choose }) {
  const columns = columnsOf(counts);
  const most = Math.max(...columns.map(({ count }) => count));
  const name = (/** @type {Column} */ { from, step }) => (step > 1 ? fillIn(words.decade, { decade: from }) : from);
  const focused = /** @type {HTMLButtonElement | null | undefined} */ (document.activeElement?.closest?.(".bar"))?.value;
  const bars = columns.map((column) => {
    const pressed = isChosen(column, state);
    const bar = button("bar", "", () => choose(column));
    bar.value = column.from;
    bar.disabled = !column.count && !pressed;
    bar.setAttribute("aria-pressed", String(pressed));
    bar.append(barOf(column.count / most), element("span", { class: "bar-count" }, formatNumber(column.count)), " ",
      element("span", { class: "bar-name" }, name(column)));
    return element("li", {}, bar);
  });
  const rows = columns.filter(({ count }) => count).map((column) =>
    element("tr", {}, element("th", { scope: "row" }, name(column)), element("td", {}, formatNumber(column.count))));
  box.querySelector("ol")?.replaceChildren(...bars);
  box.querySelector("tbody")?.replaceChildren(...rows);
  box.hidden = columns.length < 2;
  bringIntoView(bars);
  if (focused) /** @type {HTMLElement | null} */ (box.querySelector(`.bar[value="${focused}"]`))?.focus();
}

/** Where the bars are too many for the screen, the chosen or the last is seen.
 * @param {HTMLLIElement[]} bars */
function bringIntoView(bars) {
  const shown = bars.find((item) => item.querySelector("[aria-pressed=true]")) ?? bars.at(-1);
  const list = shown?.parentElement;
  if (shown && list) list.scrollLeft = shown.offsetLeft - list.offsetLeft - list.clientWidth / 2;
}
