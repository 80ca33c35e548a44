/* The axis of the chart: the time that the archive covers, or what it is narrowed to, so that the charts of two words can
   be laid side by side. It goes by days for up to two months, by months for up to four years, by years, or by decades. */
import { dateInWords, monthInWords } from "../shared/dates.js";
import { fillIn } from "../shared/text.js";
/** @import { Held } from "../matches/held.js" */
/** @import { Words } from "../shared/text.js" */

/** @typedef {"decade" | "year" | "month" | "day"} Step */

/** From a first day, month or year to a last one, both included.
 * @typedef {{ from: string, to: string }} Range */

/** @typedef {{ step: Step, columns: Range[] }} Axis */

const MOST_DAYS = 62;
const MOST_MONTHS = 48;
const MOST_YEARS = 40;
const DAY = 864e5; // ms

/** @param {number} number
 * @param {number} width */
const padded = (number, width) => String(number).padStart(width, "0");
/** @param {string} month */
const numberOf = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
/** @param {number} number */
const monthOf = (number) => `${padded(Math.floor(number / 12), 4)}-${padded((number % 12) + 1, 2)}`;
/** @param {string} date of a year, a month or a day */
const firstMonth = (date) => (date.length === 4 ? `${date}-01` : date.slice(0, 7));
/** @param {string} date */
const lastMonth = (date) => (date.length === 4 ? `${date}-12` : date.slice(0, 7));
/** @param {number} time */
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

/** From the archive's first month to its last. A year of which no month is known is there as a whole.
 * @param {Held} held
 * @returns {[string, string] | null} */
function monthsHeld({ year, month }) {
  const years = Object.keys(year).filter((name) => /^\d{4}$/.test(name)).sort();
  const months = Object.keys(month).filter((name) => /^\d{4}-/.test(name)).sort();
  if (!years.length) return null;
  const first = months[0]?.slice(0, 4) === years[0] ? months[0] : firstMonth(years[0]);
  const last = months.at(-1)?.slice(0, 4) === years.at(-1) ? months.at(-1) : lastMonth(/** @type {string} */ (years.at(-1)));
  return [first, /** @type {string} */ (last)];
}

/** The axis of what the archive has between two dates, either of which may be "".
 * @param {Held} held
 * @param {Range} asked
 * @returns {Axis} */
export function axisOf(held, { from, to }) {
  const months = monthsHeld(held);
  const later = (/** @type {string} */ a, /** @type {string} */ b) => (a > b ? a : b);
  const low = months && (from ? later(firstMonth(from), months[0]) : months[0]);
  const high = months && (to && lastMonth(to) < months[1] ? lastMonth(to) : months[1]);
  if (!low || !high || low > high) return { step: "year", columns: [] };
  const count = numberOf(high) - numberOf(low) + 1;
  if (count <= 3) {
    const days = daysOf(from.length > 7 ? later(from, `${low}-01`) : `${low}-01`, to.length > 7 && to.slice(0, 7) === high ? to : high);
    if (days.length <= MOST_DAYS) return { step: "day", columns: days.map((day) => ({ from: day, to: day })) };
  }
  if (count <= MOST_MONTHS) {
    const names = Array.from({ length: count }, (_, i) => monthOf(numberOf(low) + i));
    return { step: "month", columns: names.map((month) => ({ from: month, to: month })) };
  }
  return byYears(Number(low.slice(0, 4)), Number(high.slice(0, 4)));
}

/** @param {number} low
 * @param {number} high
 * @returns {Axis} */
function byYears(low, high) {
  const [step, size] = high - low < MOST_YEARS ? /** @type {const} */ (["year", 1]) : /** @type {const} */ (["decade", 10]);
  const columns = [];
  for (let start = Math.floor(low / size) * size; start <= high; start += size) {
    columns.push({ from: padded(start, 4), to: padded(start + size - 1, 4) });
  }
  return { step, columns };
}

/** The days from one to another, of which the last may be a month.
 * @param {string} first
 * @param {string} last */
function daysOf(first, last) {
  const end = last.length > 7 ? Date.parse(last) : Date.parse(`${monthOf(numberOf(last) + 1)}-01`) - DAY;
  const days = [];
  for (let time = Date.parse(first); time <= end; time += DAY) days.push(dayOf(time));
  return days;
}

/** The number of a column among counts by date.
 * @param {Record<string, Record<string, number>>} counts
 * @param {Step} step
 * @param {Range} column */
export function countIn(counts, step, { from, to }) {
  if (step !== "decade" || counts.decade) return counts[step]?.[from] ?? 0;
  return Object.entries(counts.year ?? {}).reduce((sum, [year, n]) => (year >= from && year <= to ? sum + n : sum), 0);
}

/** A column in words.
 * @param {Range} column
 * @param {Step} step
 * @param {Words} words */
export const nameOf = ({ from }, step, words) =>
  (step === "decade" ? fillIn(words.decade, { decade: from }) : dateInWords(from));

/** What stands under a column: where there are many, under some.
 * @param {Range[]} columns
 * @param {number} i
 * @param {Step} step
 * @returns {string} */
export function labelUnder(columns, i, step) {
  const { from } = columns[i];
  if (step === "decade" || step === "year") return from;
  if (step === "day") return i === 0 || from.endsWith("-01") ? `${Number(from.slice(5, 7))}/${Number(from.slice(8))}` : String(Number(from.slice(8)));
  if (i === 0 || from.endsWith("-01")) return from.slice(0, 4);
  return columns.length <= 12 ? monthInWords(from, "short") : /-(04|07|10)$/.test(from) ? String(Number(from.slice(5))) : "";
}
