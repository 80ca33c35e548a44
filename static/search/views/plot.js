/* The drawings of the chart: bars, and lines that are told apart by their dashes as well as by their colour. */

/** @typedef {{ held: number, values: number[] }} Point */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 10; // of a column
const HEIGHT = 100;

/** @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...Element} children */
function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** A bar, of its share of the highest.
 * @param {number} share */
export function barOf(share) {
  const height = share ? Math.max(3, Math.round(share * HEIGHT)) : 0;
  return drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    drawn("rect", { x: 0, width: WIDTH, y: HEIGHT - height, height }));
}

/** A line for each value of the columns; it is broken where the archive has nothing.
 * @param {Point[]} columns
 * @param {number} most */
export function linesOf(columns, most) {
  const series = columns[0].values.map((_, number) => {
    const d = runsOf(columns).map((run) => pathOf(run, columns, { number, most })).join("");
    return drawn("path", { d, class: `line line-${number}`, "vector-effect": "non-scaling-stroke" });
  });
  return drawn("svg", { class: "lines", viewBox: `0 0 ${columns.length * WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...series);
}

/** The columns that follow each other without one of which the archive has nothing, by their numbers.
 * @param {Point[]} columns */
function runsOf(columns) {
  /** @type {number[][]} */
  const runs = [[]];
  columns.forEach(({ held }, i) => {
    if (held) runs.at(-1)?.push(i);
    else if (runs.at(-1)?.length) runs.push([]);
  });
  return runs.filter((run) => run.length);
}

/** A run of one column is a short line.
 * @param {number[]} run
 * @param {Point[]} columns
 * @param {{ number: number, most: number }} options */
function pathOf(run, columns, { number, most }) {
  const y = (/** @type {number} */ i) => (HEIGHT - (most ? columns[i].values[number] / most : 0) * (HEIGHT - 4) - 2).toFixed(1);
  const x = (/** @type {number} */ i) => i * WIDTH + WIDTH / 2;
  if (run.length === 1) return `M${x(run[0]) - 3} ${y(run[0])}h6`;
  return run.map((i, place) => `${place ? "L" : "M"}${x(i)} ${y(i)}`).join("");
}

/** A piece of a line, for the legend.
 * @param {number} number */
export const sampleOf = (number) =>
  drawn("svg", { class: "sample", viewBox: "0 0 40 10", "aria-hidden": "true" },
    drawn("path", { d: "M0 5h40", class: `line line-${number}` }));
