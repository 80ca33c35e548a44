/* Which documents of a shard match a query, and where: decided by the positions of the keys of its terms. */
import { nameOf } from "../query/query.js";
/** @import { Key, Query, Term } from "../query/query.js" */
/** @import { Form } from "../postings/stems.js" */
/** @import { Posting } from "../postings/pagefind.js" */
/** @import { Postings, Shard } from "../postings/shard.js" */

/** Where a run of tokens stands in a document: the position of the first, and how many they are.
 * @typedef {[number, number]} Span */

/** Where a term stands in a document; `forms` are the words found there for having the stem of the one asked for.
 * @typedef {{ spans: Span[], half: boolean, forms: string[] }} TermMatch */

/** @typedef {{ score: number, terms: TermMatch[] }} Match */

/** By the number of the document.
 * @typedef {Map<number, Match>} Matches */

/** What is asked of each shard: the query, the other words with the stem of a term, and the keys of all of them.
 * @typedef {{ query: Query, forms: Map<Term, Form[]>, keys: Key[] }} Request */

/** What a key counts, by which the score of a posting is multiplied.
 * @typedef {(key: Key) => number} Weigh */

/** What was looked up of the keys, and what each counts.
 * @typedef {{ postings: Postings, weigh: Weigh }} Lookup */

/** The documents of a shard that match all that is included, and nothing that is excluded.
 * @param {Shard} shard
 * @param {Request} request
 * @param {Lookup} lookup
 * @returns {Matches} */
export function matchQuery(shard, { query, forms }, lookup) {
  /** @param {Term} term */
  const matchesOf = (term) => matchTerm(shard, term, forms.get(term) ?? [], lookup);
  const [first, ...others] = query.include.map(matchesOf);
  const matches = others.reduce(both, first ?? everyDocument(shard));
  for (const term of query.exclude) for (const number of matchesOf(term).keys()) matches.delete(number);
  return matches;
}

/** What a query of exclusions only begins with.
 * @param {Shard} shard
 * @returns {Matches} */
function everyDocument({ summary }) {
  /** @type {Matches} */
  const matches = new Map();
  for (let number = 0; number < summary.documents; number++) matches.set(number, { score: 0, terms: [] });
  return matches;
}

/** @param {Matches} matches
 * @param {Matches} others
 * @returns {Matches} */
function both(matches, others) {
  /** @type {Matches} */
  const result = new Map();
  for (const [number, { score, terms }] of others) {
    const before = matches.get(number);
    if (before) result.set(number, { score: before.score + score, terms: [...before.terms, ...terms] });
  }
  return result;
}

/** The documents in which a term or another word of its stem stands.
 * @param {Shard} shard
 * @param {Term} term
 * @param {Form[]} forms
 * @param {Lookup} lookup
 * @returns {Matches} */
function matchTerm(shard, term, forms, { postings, weigh }) {
  const matches = matchChain(term, { postings, weigh });
  for (const { language, key } of forms) {
    const weight = weigh(key);
    for (const [number, { score, positions }] of postings.get(nameOf(key)) ?? []) {
      if (!shard.documentsIn(language)?.has(number)) continue;
      const match = matches.get(number) ?? { score: 0, terms: [{ spans: [], half: term.half, forms: [] }] };
      match.score += score * weight;
      match.terms[0].forms.push(key.key.slice(0, -1));
      match.terms[0].spans.push(...positions.map((position) => /** @type {Span} */ ([position, 1])));
      matches.set(number, match);
    }
  }
  return matches;
}

/** The documents in which the keys of a term stand one after another.
 * @param {Term} term
 * @param {Lookup} lookup
 * @returns {Matches} */
function matchChain({ keys, half }, { postings, weigh }) {
  /** @type {Matches} */
  const matches = new Map();
  const weights = keys.map(weigh);
  const [first, ...others] = keys.map((key) => postings.get(nameOf(key)) ?? new Map());
  for (const [number, posting] of first) {
    const chain = [posting, ...others.map((list) => list.get(number))];
    const starts = chain.every(Boolean) ? startsOf(chain) : [];
    if (!starts.length) continue;
    const score = chain.reduce((sum, { score }, i) => sum + score * weights[i], 0);
    const spans = starts.map((start) => /** @type {Span} */ ([start, keys.length]));
    matches.set(number, { score, terms: [{ spans, half, forms: [] }] });
  }
  return matches;
}

/** The positions at which a chain begins: each posting has the position after that of the one before.
 * @param {Posting[]} chain */
function startsOf([first, ...others]) {
  const later = others.map(({ positions }) => new Set(positions));
  return first.positions.filter((position) => later.every((positions, i) => positions.has(position + i + 1)));
}
