/* How many articles the archive has of each year, month and day, with which the numbers of a search are compared. */
import { addDays, mayHold } from "./facets.js";
/** @import { Shard, Summary } from "../postings/shard.js" */

/** By year, month and day the number of articles that may be of it.
 * @typedef {{ year: Record<string, number>, month: Record<string, number> }} Held */

/** What the manifest says of the shards: for each year the articles of it, then of each of its months.
 * @param {Summary[]} summaries
 * @returns {Held} */
export function heldOf(summaries) {
  /** @type {Held} */
  const held = { year: Object.create(null), month: Object.create(null) };
  const add = (/** @type {Record<string, number>} */ counts, /** @type {string} */ name, /** @type {number} */ n) => {
    if (n) counts[name] = (counts[name] ?? 0) + n;
  };
  for (const [year, [all, ...months]] of summaries.flatMap((summary) => Object.entries(summary.held ?? {}))) {
    add(held.year, year, all);
    months.forEach((n, i) => add(held.month, `${year}-${String(i + 1).padStart(2, "0")}`, n));
  }
  return held;
}

/** How many are known to be of each day between two, which only the shards themselves know.
 * @param {Shard[]} shards
 * @param {{ from: string, to: string }} between
 * @returns {Promise<Record<string, number>>} */
export async function heldByDay(shards, between) {
  /** @type {Record<string, number>} */
  const counts = Object.create(null);
  const facets = await Promise.all(shards.filter(({ summary }) => mayHold(summary, between)).map((shard) => shard.facets()));
  for (const one of facets) addDays(one, counts);
  return counts;
}
