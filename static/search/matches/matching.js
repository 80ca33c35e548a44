/* Which documents of a shard match a query, and where: decided by the positions of the keys of its terms. */
import { nameOf } from "../query/terms.js";
import { evaluate } from "./evaluate.js";
/** @import { Query } from "../query/query.js" */
/** @import { Key, Term } from "../query/terms.js" */
/** @import { Form } from "../postings/stems.js" */
/** @import { Posting } from "../postings/pagefind.js" */
/** @import { FieldLengths, Postings, Shard } from "../postings/shard.js" */
/** @import { FieldRange, Matches, Source, Span } from "./evaluate.js" */

/** What is asked of each shard: the query, the other words with the stem of a term, the keys of all of them, and whether
 * it must be known where the fields of a document begin.
 * @typedef {{ query: Query, forms: Map<Term, Form[]>, keys: Key[], fields: boolean }} Request */

/** What a key counts, by which the score of a posting is multiplied.
 * @typedef {(key: Key) => number} Weigh */

/** What was looked up of the keys, and what each counts; the fields, if they are needed.
 * @typedef {{ postings: Postings, weigh: Weigh, lengths: FieldLengths | null }} Lookup */

/** The documents of a shard that match a query.
 * @param {Shard} shard
 * @param {Request} request
 * @param {Lookup} lookup
 * @returns {Matches} */
export function matchQuery(shard, { query, forms }, lookup) {
  return evaluate(query, {
    find: (term) => matchTerm(shard, term, forms.get(term) ?? [], lookup),
    everything: () => everyDocument(shard),
    ...fieldsOf(lookup.lengths),
  });
}

/** Where the fields are, of which the index holds the lengths.
 * @param {FieldLengths | null} found
 * @returns {Pick<Source, "field" | "fieldAt">} */
function fieldsOf(found) {
  const { names = [], lengths = [] } = found ?? {};
  /** @type {(number: number, wanted: (i: number, end: number) => boolean) => FieldRange | null} */
  const rangeOf = (number, wanted) => {
    let start = 0;
    for (const [i, length] of (lengths[number] ?? []).entries()) {
      if (wanted(i, start + length)) return [start, start + length];
      start += length;
    }
    return null;
  };
  return {
    field: (number, name) => rangeOf(number, (i) => names[i] === name),
    fieldAt: (number, position) => rangeOf(number, (_, end) => position < end) ?? [position, position],
  };
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

/** The documents in which a term or another word of its stem stands.
 * @param {Shard} shard
 * @param {Term} term
 * @param {Form[]} forms
 * @param {Pick<Lookup, "postings" | "weigh">} lookup
 * @returns {Matches} */
function matchTerm(shard, term, forms, { postings, weigh }) {
  const matches = matchChain(term, { postings, weigh });
  for (const { language, key } of forms) {
    const weight = weigh(key);
    for (const [number, { score, positions }] of postings.get(nameOf(key)) ?? []) {
      if (!shard.documentsIn(language)?.has(number)) continue;
      const match = matches.get(number) ?? { score: 0, terms: [{ spans: [], half: term.half, tail: term.tail, forms: [] }] };
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
 * @param {Pick<Lookup, "postings" | "weigh">} lookup
 * @returns {Matches} */
function matchChain({ keys, half, tail }, { postings, weigh }) {
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
    matches.set(number, { score, terms: [{ spans, half, tail, forms: [] }] });
  }
  return matches;
}

/** The positions at which a chain begins: each posting has the position after that of the one before.
 * @param {Posting[]} chain */
function startsOf([first, ...others]) {
  const later = others.map(({ positions }) => new Set(positions));
  return first.positions.filter((position) => later.every((positions, i) => positions.has(position + i + 1)));
}
