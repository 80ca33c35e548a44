/* The words whose numbers over time are laid side by side: the query, and what it is compared with. */
import { parseQuery } from "../query/query.js";
import { shownQuery } from "../shared/text.js";
/** @import { Engine, Found } from "../results/engine.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Series } from "./chart.js" */
/** @import { State } from "./url-state.js" */

const MOST_SERIES = 5; // more lines cannot be told apart

/** What is written in the box of words to compare with.
 * @param {string} text
 * @returns {string[]} */
export const wordsOf = (text) =>
  [...new Set(text.split(/[,，、;；|｜]/).map((word) => word.trim()).filter(Boolean))].slice(0, MOST_SERIES - 1);

/** The series of a search: what was found itself, or each of its alternatives, then each other word with the same narrowing.
 * @param {Engine} engine
 * @param {Found} found
 * @param {{ state: State, words: Words, signal: AbortSignal }} options
 * @returns {Promise<Series[]>} */
export async function seriesOf(engine, found, { state, words, signal }) {
  const { q, from, to, filters } = state;
  const parts = alternatives(q);
  const others = [...parts, ...state.with].slice(0, MOST_SERIES - (parts.length ? 0 : 1));
  const counted = await Promise.all(others.map(async (name) => {
    const { facets } = await engine.search(name, { sort: "newest", filters, from, to, counts: "dates", signal });
    return { name, counts: facets };
  }));
  return parts.length ? counted : [{ name: shownQuery(q) || words.allFound, counts: found.facets }, ...counted];
}

/** The alternatives of a query that consists of nothing else: each is a line.
 * @param {string} q */
function alternatives(q) {
  const { include: [only, ...others], exclude } = parseQuery(q);
  const alone = only?.kind === "any" && !others.length && !exclude.length;
  return alone && only.parts.length <= MOST_SERIES ? only.parts.map(({ text }) => text) : [];
}
