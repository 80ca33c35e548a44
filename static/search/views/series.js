/* The words whose numbers over time are laid side by side: the query, and what it is compared with. */
/** @import { Engine, Found } from "../results/engine.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Series } from "./chart.js" */
/** @import { State } from "./url-state.js" */

export const MOST_SERIES = 5; // more lines cannot be told apart

/** What is written in the box of words to compare with.
 * @param {string} text
 * @returns {string[]} */
export const wordsOf = (text) =>
  [...new Set(text.split(/[,，、;；|｜]/).map((word) => word.trim()).filter(Boolean))].slice(0, MOST_SERIES - 1);

/** The series of a search: what was found itself, then each other word with the same narrowing.
 * @param {Engine} engine
 * @param {Found} found
 * @param {{ state: State, words: Words, signal: AbortSignal }} options
 * @returns {Promise<Series[]>} */
export async function seriesOf(engine, found, { state, words, signal }) {
  const { q, from, to, filters } = state;
  const others = await Promise.all(state.with.map(async (name) => {
    const { facets } = await engine.search(name, { sort: "relevance", filters, from, to, counts: "dates", signal });
    return { name, counts: facets };
  }));
  return [{ name: q.trim() || words.allFound, counts: found.facets }, ...others];
}
