/* Every occurrence in a document, with the words around it. */
import { occurrencesOf, textsOf } from "./highlight.js";
import { atSpace, backward, forward } from "./widths.js";
/** @import { TermMatch } from "../matches/evaluate.js" */
/** @import { Document } from "../postings/shard.js" */
/** @import { Range } from "./highlight.js" */
/** @import { InContext, Result } from "./result.js" */

/** An occurrence: the `nth` of its field.
 * @typedef {{ field: string, nth: number, before: string, match: string, after: string }} Context */

/** An occurrence and what is said of its document.
 * @typedef {Omit<InContext, "occurrences"> & Context} Occurrence */

const AROUND = 60; // columns on either side

/** In reading order.
 * @param {Document["fields"]} fields
 * @param {TermMatch[]} terms
 * @returns {Context[]} */
export function contextsOf(fields, terms) {
  /** @type {Context[]} */
  const contexts = [];
  let nth = 0;
  for (const { field, text, tokens, first } of textsOf(fields)) {
    if (field !== contexts.at(-1)?.field) nth = 0;
    for (const range of occurrencesOf(tokens, first, terms)) contexts.push({ field, nth: ++nth, ...around(text, range) });
  }
  return contexts;
}

/** @param {string} text
 * @param {Range} range */
function around(text, { start, end }) {
  const from = atSpace(text, backward(text, start, AROUND), -1);
  const to = atSpace(text, forward(text, end, AROUND), 1);
  const before = (from > 0 ? "…" : "") + text.slice(from, start);
  return { before, match: text.slice(start, end), after: text.slice(end, to) + (to < text.length ? "…" : "") };
}

/** @param {Result[]} results */
export const countOccurrences = (results) => results.reduce((sum, result) => sum + result.count(), 0);

/** The occurrences from the given one on, at most `count`. How many a document has the index says, so only the texts
 * of those that are asked for are read.
 * @template {{ occurrences: object[] }} Read
 * @param {Result[]} results
 * @param {number} start
 * @param {number} count
 * @param {(result: Result) => Promise<Read>} read
 * @returns {Promise<(Omit<Read, "occurrences"> & Read["occurrences"][number])[]>} */
export async function occurrencesFrom(results, start, count, read) {
  const wanted = [];
  let at = 0;
  for (const result of results) {
    const here = result.count();
    if (at + here > start) wanted.push(result);
    else start -= here;
    if (wanted.length) at += here;
    if (at >= start + count) break;
  }
  const texts = await Promise.all(wanted.map(read));
  const all = texts.flatMap(({ occurrences, ...about }) => occurrences.map((one) => ({ ...about, ...one })));
  return all.slice(start, start + count);
}
