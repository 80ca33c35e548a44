/* A result: a document that matches. Its text is read only when it is shown. */
import { SECTION } from "../shared/config.js";
import { excerptOf } from "./excerpt.js";
import { contextsOf } from "./contexts.js";
/** @import { Document, Shard } from "../postings/shard.js" */
/** @import { Match, Matches, TermMatch } from "../matches/evaluate.js" */
/** @import { Context } from "./contexts.js" */
/** @import { Part } from "./excerpt.js" */

/** What is said of each; `also` are the words that were found for having the stem of one asked for.
 * @typedef {Omit<Document, "fields"> & { also: string[] }} About */

/** @typedef {About & { section: string, titleParts: Part[], excerpt: Part[] }} Shown */

/** @typedef {About & { section: string, occurrences: Context[] }} InContext */

/** @typedef {object} Result
 * @property {number} score
 * @property {() => number} count how many occurrences there are: places where a word of the query stands
 * @property {() => Promise<Shown>} data
 * @property {() => Promise<InContext>} contexts */

/** The hits of one shard as results, in order of date.
 * @param {Shard} shard
 * @param {Matches} hits
 * @param {string} [sort]
 * @returns {Result[]} */
export function resultsOf(shard, hits, sort) {
  const numbers = [...hits.keys()].sort((a, b) => (sort === "oldest" ? b - a : a - b));
  return numbers.map((number) => resultOf(shard, number, /** @type {Match} */ (hits.get(number))));
}

/** @param {Shard} shard
 * @param {number} number
 * @param {Match} match
 * @returns {Result} */
function resultOf(shard, number, { score, terms }) {
  let known = -1;
  const count = () => new Set(terms.flatMap(({ spans }) => spans.map(([position]) => position))).size;
  const also = () => [...new Set(terms.flatMap(({ forms }) => forms))];
  return {
    score,
    count: () => (known < 0 ? (known = count()) : known),
    data: async () => ({ ...shownOf(await shard.document(number), terms), also: also() }),
    contexts: async () => ({ ...inContext(await shard.document(number), terms), also: also() }),
  };
}

/** @param {Document} document
 * @param {TermMatch[]} terms */
function shownOf({ fields, ...about }, terms) {
  return { ...about, section: sectionOf(fields), ...excerptOf(about.title, fields, terms) };
}

/** @param {Document} document
 * @param {TermMatch[]} terms */
const inContext = ({ fields, ...about }, terms) =>
  ({ ...about, section: sectionOf(fields), occurrences: contextsOf(fields, terms) });

/** @param {Document["fields"]} fields */
const sectionOf = (fields) => fields.find(([name]) => name === SECTION)?.[1] ?? "";
