/* Which matches the filters let through, and how many of them have which year, section … */
/** @import { Facets, Shard, Summary } from "../postings/shard.js" */
/** @import { Matches } from "./matching.js" */

/** What narrows a search. Of each filter one value must be met. `from` and `to` are dates such as "2024" or
 * "2024-02-19", both included: a document is between them if any day is that its date may mean.
 * @typedef {{ filters?: Record<string, string[]>, from?: string, to?: string }} Narrowing */

/** Of a shard the matches that the filters let through, and by filter the documents that it alone keeps out.
 * @typedef {{ hits: Matches, near: Record<string, Set<number>> }} Filtered */

/** For each value of each facet a number of results.
 * @typedef {Record<string, Record<string, number>>} Counts */

const NO_END = "9999-12-31"; // as site_builder/search/document.py has it
const SEVERAL = "*"; // more than one filter, or the dates

/* What the archive names must not meet what every object has: a tag may be called “constructor”. */
const empty = () => Object.create(null);
/** @template T
 * @param {Record<string, T> | undefined} object
 * @param {string} name */
const own = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : undefined);

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
export async function facetsFor(shard, { filters = {}, from, to }) {
  return from || to || Object.values(filters).some((values) => values?.length) ? shard.facets() : null;
}

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
    ({ name, numbers: new Set(values.flatMap((value) => own(own(facets.filters, name), value) ?? [])) }));
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

/** For each value of each facet the number of results that have it, or would if nothing of its kind were chosen.
 * @param {Filtered[]} filtered
 * @param {Facets[]} facets of the same shards
 * @returns {Counts} */
export function countFacets(filtered, facets) {
  const counts = empty();
  filtered.forEach(({ hits, near }, i) => {
    for (const [name, values] of Object.entries(facets[i].filters)) {
      for (const [value, numbers] of Object.entries(values)) {
        const count = numbers.filter((number) => hits.has(number) || near[name]?.has(number)).length;
        if (count) (counts[name] ??= empty())[value] = (counts[name][value] ?? 0) + count;
      }
    }
  });
  return Object.assign(counts, { decade: countDecades(filtered, facets) });
}

/** For each decade the number of results that one finds from its first to its last year. It is no sum of years: what
 * is of 2024 or 2025 is one. A date without end goes on to the last decade that there is.
 * @param {Filtered[]} filtered
 * @param {Facets[]} facets */
function countDecades(filtered, facets) {
  const spans = filtered.flatMap(({ hits, near }, i) => [...hits.keys(), ...(near.year ?? [])]
    .filter((number) => facets[i].dates[number])
    .map((number) => [facets[i].dates[number], endOf(facets[i], number)]));
  const last = decadeOf(spans.flat().filter((date) => date !== NO_END).reduce((a, b) => (a > b ? a : b), ""));
  /** @type {Record<string, number>} */
  const counts = empty();
  for (const [start, end] of spans) {
    for (let decade = decadeOf(start); decade <= Math.min(decadeOf(end), last); decade += 10) {
      const name = String(decade).padStart(4, "0");
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}

/** @param {string} date */
const decadeOf = (date) => Math.floor(Number(date.slice(0, 4)) / 10) * 10;
