/* Which matches the filters let through, and how many of them have which year, section … */
/** @import { Facets, Shard, Summary } from "../postings/shard.js" */
/** @import { Matches } from "./evaluate.js" */

/** What narrows a search. Of each filter one value must be met; a month is a value of the filter `year`, as "2024-02".
 * `from` and `to` are dates such as "2024" or "2024-02-19", both included: a document is between them if any day is
 * that its date may mean.
 * @typedef {{ filters?: Record<string, string[]>, from?: string, to?: string }} Narrowing */

/** Of a shard the matches that the filters let through, and by filter the documents that it alone keeps out.
 * @typedef {{ hits: Matches, near: Record<string, Set<number>> }} Filtered */

/** For each value of each facet a number of results; `none` has by facet the number of those without a value of it.
 * @typedef {Record<string, Record<string, number>>} Counts */

const NO_END = "9999-12-31"; // as site_builder/search/document.py has it
const DAY = 864e5; // ms
const SEVERAL = "*"; // more than one filter, or the dates

/* What the archive names must not meet what every object has: a tag may be called “constructor”. */
const empty = () => Object.create(null);
/** @template T
 * @param {Record<string, T> | undefined} object
 * @param {string} name */
const own = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : undefined);

/** The documents that have a value of a filter.
 * @param {Facets} facets
 * @param {string} name
 * @param {string} value */
function numbersOf({ filters }, name, value) {
  const among = name === "year" && value.length > 4 ? filters.month : filters[name];
  return own(among, value) ?? [];
}

/** @returns {Filtered} */
export const nothing = () => ({ hits: new Map(), near: empty() });

/** Whether a shard can hold a document of the dates asked for.
 * @param {Summary} summary
 * @param {Narrowing} narrowing */
export function mayHold(summary, { from, to }) {
  if (!from && !to) return true;
  return summary.to !== "" && (!from || summary.until >= from) && (!to || summary.from.slice(0, to.length) <= to);
}

/** The facets of a shard, which are loaded only where something asks for them.
 * @param {Shard} shard
 * @param {Narrowing} narrowing */
export const facetsFor = async (shard, narrowing) => (narrows(narrowing) ? shard.facets() : null);

/** Whether anything is chosen.
 * @param {Narrowing} narrowing */
export const narrows = ({ filters = {}, from, to }) =>
  Boolean(from || to || Object.values(filters).some((values) => values?.length));

/** @param {Matches} matches
 * @param {Facets | null} facets
 * @param {Narrowing} narrowing
 * @returns {Filtered} */
export function applyFilters(matches, facets, narrowing) {
  if (!facets) return { hits: matches, near: empty() };
  const missedBy = judge(facets, narrowing);
  const { hits, near } = nothing();
  for (const [number, match] of matches) {
    const missed = missedBy(number);
    if (!missed) hits.set(number, match);
    else if (missed !== SEVERAL) (near[missed] ??= new Set()).add(number);
  }
  return { hits, near };
}

/** Says which filter a document does not meet, "" if there is none.
 * @param {Facets} facets
 * @param {Narrowing} narrowing
 * @returns {(number: number) => string} */
function judge(facets, { filters = {}, from, to }) {
  const allowed = Object.entries(filters).filter(([, values]) => values?.length).map(([name, values]) =>
    ({ name, numbers: new Set(values.flatMap((value) => numbersOf(facets, name, value))) }));
  return (number) => {
    const date = facets.dates[number];
    if ((from || to) && !date) return SEVERAL;
    if ((from && endOf(facets, number) < from) || (to && date.slice(0, to.length) > to)) return SEVERAL;
    const missed = allowed.filter(({ numbers }) => !numbers.has(number));
    return missed.length > 1 ? SEVERAL : missed[0]?.name ?? "";
  };
}

/** The last day that a document's date may mean.
 * @param {Facets} facets
 * @param {number} number */
const endOf = (facets, number) => facets.ends[number] ?? facets.dates[number];

/** For each value of each facet the number of results that have it, or would if nothing of its kind were chosen. A
 * shard may have a hundred thousand values: between two of them the page may react.
 * @param {Filtered[]} filtered
 * @param {Facets[]} facets of the same shards
 * @returns {Promise<Counts>} */
export async function countFacets(filtered, facets) {
  const counts = empty();
  for (const [i, one] of filtered.entries()) {
    if (i) await new Promise((resolve) => setTimeout(resolve));
    for (const name of Object.keys(facets[i].filters)) addCounts((counts[name] ??= empty()), name, one, facets[i]);
  }
  return Object.assign(counts, countDates(filtered, facets));
}

/** @param {Record<string, number>} counts
 * @param {string} name
 * @param {Filtered} filtered
 * @param {Facets} facets */
function addCounts(counts, name, { hits, near }, { filters }) {
  const others = near[name === "month" ? "year" : name];
  for (const [value, numbers] of Object.entries(filters[name])) {
    let count = 0;
    for (const number of numbers) if (hits.has(number) || others?.has(number)) count++;
    if (count) counts[value] = (counts[value] ?? 0) + count;
  }
}

/** What a chart shows, by decades, years, months and days, and no more: of any other facet nothing is counted.
 * @param {Filtered[]} filtered
 * @param {Facets[]} facets
 * @returns {Counts} */
export function countByDate(filtered, facets) {
  const counts = { year: empty(), month: empty() };
  filtered.forEach((one, i) => {
    for (const name of /** @type {const} */ (["year", "month"])) {
      if (facets[i].filters[name]) addCounts(counts[name], name, one, facets[i]);
    }
  });
  return Object.assign(counts, countDates(filtered, facets));
}

/** For each decade the number of results that one finds from its first to its last year, and for each day that of
 * those that are known to be of it. A decade is no sum of years: what is of 2024 or 2025 is one. A date without end
 * goes on to the last decade that there is. And how many results are of no one year, month or day.
 * @param {Filtered[]} filtered
 * @param {Facets[]} facets */
function countDates(filtered, facets) {
  const spans = filtered.flatMap(({ hits, near }, i) => [...hits.keys(), ...(near.year ?? [])]
    .filter((number) => facets[i].dates[number])
    .map((number) => [facets[i].dates[number], endOf(facets[i], number)]));
  const last = decadeOf(spans.flat().filter((date) => date !== NO_END).reduce((a, b) => (a > b ? a : b), ""));
  /** @type {{ decade: Record<string, number>, day: Record<string, number> }} */
  const counts = { decade: empty(), day: empty() };
  const none = { decade: 0, day: 0, year: 0, month: 0 };
  filtered.forEach(({ hits }, i) => {
    const { dates, ends, filters } = facets[i];
    for (const name of /** @type {const} */ (["year", "month"])) {
      const some = new Set(Object.values(filters[name] ?? {}).flat());
      for (const number of hits.keys()) if (!some.has(number)) none[name]++;
    }
    for (const number of hits.keys()) {
      if (!dates[number]) none.decade++;
      if (!daysOf(dates[number], ends[number]).length) none.day++;
    }
  });
  for (const [start, end] of spans) {
    for (const day of daysOf(start, end)) counts.day[day] = (counts.day[day] ?? 0) + 1;
    for (let decade = decadeOf(start); decade <= Math.min(decadeOf(end), last); decade += 10) {
      const name = String(decade).padStart(4, "0");
      counts.decade[name] = (counts.decade[name] ?? 0) + 1;
    }
  }
  return { ...counts, none };
}

/** The day of a document, or the two that it may be of: more are a time and no day.
 * @param {string} start
 * @param {string} [end] */
function daysOf(start, end = start) {
  if (!start || start === end) return start ? [start] : [];
  return Date.parse(end) - Date.parse(start) === DAY ? [start, end] : [];
}

/** How many documents of a shard may be of each day.
 * @param {Facets} facets
 * @param {Record<string, number>} counts to which they are added */
export function addDays({ dates, ends }, counts) {
  dates.forEach((date, number) => {
    for (const day of daysOf(date, ends[number])) counts[day] = (counts[day] ?? 0) + 1;
  });
}

/** @param {string} date */
const decadeOf = (date) => Math.floor(Number(date.slice(0, 4)) / 10) * 10;
