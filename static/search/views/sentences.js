/* What the search page says of what was found. */
import { countOccurrences } from "../results/contexts.js";
import { LONGEST_QUERY } from "../query/query.js";
import { fillIn, shownQuery } from "../shared/text.js";
/** @import { Found } from "../results/engine.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { State } from "./url-state.js" */

/** What was found by then, or in the end.
 * @typedef {Pick<Found, "results" | "total">} Part */

/** How many are listed: articles, or occurrences.
 * @param {Part} found
 * @param {State} state */
export const countListed = ({ results, total }, { view }) => (view ? countOccurrences(results) : total);

/** What fills in the sentences.
 * @param {Part} found
 * @param {State} state */
export const valuesOf = (found, state) => ({ n: countListed(found, state), m: found.total, q: shownQuery(state.q) });

/** @param {Found} found
 * @param {State} state
 * @param {Words} words */
export function summaryOf(found, state, words) {
  if (found.problems.includes("empty")) return words.empty;
  const { total } = found;
  const base = baseOf(total, state, words);
  const single = found.problems.includes("single-character") ? words.single : "";
  const long = found.problems.includes("long") ? fillIn(words.long, { n: LONGEST_QUERY }) : "";
  const many = found.problems.includes("many") ? words.tooMany : "";
  const ignored = found.problems.includes("ignored") ? fillIn(words.ignored, { signs: found.ignored.join(" ") }) : "";
  return [fillIn(base, valuesOf(found, state)), single, long, many, ignored, gapsOf(found, words)].filter(Boolean).join(" ");
}

/** @param {number} total
 * @param {State} state
 * @param {Words} words */
function baseOf(total, { q, view }, words) {
  if (!q.trim()) return total === 0 ? words.noneOfAll : total === 1 ? words.oneOfAll : words.manyOfAll;
  return total === 0 ? words.none : view ? words.counted : total === 1 ? words.one : words.many;
}

/** What the answer is without, "" if it is whole.
 * @param {Found} found
 * @param {Words} words */
export function gapsOf({ missing }, words) {
  if (!missing.length) return "";
  const dates = missing.slice(0, 3).map((shard) => (shard.to ? `${shard.from} – ${shard.to}` : "?"));
  const n = missing.reduce((sum, shard) => sum + shard.documents, 0);
  return fillIn(words.missing, { n, dates: [...dates, ...(missing.length > 3 ? ["…"] : [])].join(", ") });
}

/** Why a search failed. A host whose policy forbids WebAssembly refuses even a program that does nothing.
 * @param {Words} words
 * @param {string} failed
 * @returns {string} */
export function reasonOf(words, failed) {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    return failed;
  } catch {
    return words.forbidden;
  }
}
