/* Where the terms of a query stand in a text. In a document of the index their positions are known; in the text of an
   article's page, which has no index, they are looked for. */
import { evaluate } from "../matches/evaluate.js";
import { termsOf } from "../query/query.js";
import { tokensOf } from "../query/tokens.js";
/** @import { FieldRange, Match, Matches, Source, Span, TermMatch } from "../matches/evaluate.js" */
/** @import { Document } from "../postings/shard.js" */
/** @import { Node, Query } from "../query/query.js" */
/** @import { Key } from "../query/terms.js" */
/** @import { Token } from "../query/tokens.js" */

/** A piece of a text.
 * @typedef {{ start: number, end: number }} Range */

/** The terms of a match as they lie in a text: positions count through the whole document.
 * @typedef {Pick<TermMatch, "spans" | "half">} Located */

/** The texts of a document with their tokens. `first` is the position of the first token; positions count on through
 * all texts, with one more at the end of each.
 * @param {Document["fields"]} fields */
export function textsOf(fields) {
  const found = [];
  let first = 0;
  for (const [field, ...texts] of fields) {
    for (const text of texts) {
      const tokens = tokensOf(text);
      found.push({ field, text, tokens, first });
      first += tokens.length + 1;
    }
  }
  return found;
}

/** Where a term stands in one text of a document.
 * @param {Token[]} tokens
 * @param {number} first
 * @param {Located} term */
export function rangesOf(tokens, first, { spans, half }) {
  return spans.flatMap(([position, length]) => {
    const from = tokens[position - first];
    const to = tokens[position - first + length - 1];
    return from && to ? [{ position, start: from.start, end: half ? to.half : to.end }] : [];
  });
}

/** Every occurrence of the terms in one text, in reading order. Where two terms begin at one token, the longer counts.
 * @param {Token[]} tokens
 * @param {number} first
 * @param {Located[]} terms
 * @returns {Range[]} */
export function occurrencesOf(tokens, first, terms) {
  /** @type {Map<number, Range>} */
  const occurrences = new Map();
  for (const term of terms) {
    for (const { position, start, end } of rangesOf(tokens, first, term)) {
      if (end > (occurrences.get(position)?.end ?? 0)) occurrences.set(position, { start, end });
    }
  }
  return [...occurrences].sort(([a], [b]) => a - b).map(([, range]) => range);
}

/** A document that no index knows: what a query finds in its texts. `also` are words that count for having the stem of
 * one asked for.
 * @param {Document["fields"]} fields
 * @param {Query} query
 * @param {string[]} [also]
 * @returns {{ texts: ReturnType<typeof textsOf>, match: Match | null, places: TermMatch[] }} `match` is null if the query
 *   does not hold; then `places` has what does of it */
export function locate(fields, query, also = []) {
  const texts = textsOf(fields);
  const source = sourceOf(texts, also.map((word) => ({ key: `${word}0`, prefix: false })));
  const find = (/** @type {Node} */ node) => evaluate(node, source).get(0) ?? null;
  const match = termsOf(query).length ? find(query) : null;
  return { texts, match, places: match ? match.terms : query.include.flatMap((node) => find(node)?.terms ?? []) };
}

/** The texts of one document, number 0.
 * @param {ReturnType<typeof textsOf>} texts
 * @param {Key[]} also
 * @returns {Source} */
function sourceOf(texts, also) {
  /** @type {Map<string, FieldRange>} */
  const ranges = new Map();
  for (const { field, first, tokens } of texts) ranges.set(field, [ranges.get(field)?.[0] ?? first, first + tokens.length + 1]);
  return {
    find: (term) => {
      const chains = [term.keys, ...(term.stem ? also.map((key) => [key]) : [])];
      const spans = texts.flatMap(({ tokens, first }) => chains.flatMap((keys) => spansOf(tokens, first, keys)));
      return only(spans.length ? { score: 0, terms: [{ spans, half: term.half, tail: term.tail, forms: [] }] } : null);
    },
    everything: () => only({ score: 0, terms: [] }),
    field: (_, name) => ranges.get(name) ?? null,
    fieldAt: (_, position) => [...ranges.values()].find(([, end]) => position < end) ?? [position, position],
  };
}

/** @param {Match | null} match
 * @returns {Matches} */
const only = (match) => new Map(match ? [[0, match]] : []);

/** Where keys stand one after another in a text.
 * @param {Token[]} tokens
 * @param {number} first
 * @param {Key[]} keys
 * @returns {Span[]} */
function spansOf(tokens, first, keys) {
  /** @type {(token: Token | undefined, key: Key) => boolean | undefined} */
  const fits = (token, { key, prefix }) => token && (prefix ? token.key.startsWith(key) : token.key === key);
  const starts = [...tokens.keys()].filter((i) => keys.every((key, k) => fits(tokens[i + k], key)));
  return starts.map((start) => [first + start, keys.length]);
}

/** Ranges in order, those that overlap made one, as the pairs of characters are that a phrase consists of. `absorb`
 * adds to a range what the next one has beside its place.
 * @template {Range} R
 * @param {R[]} ranges
 * @param {(into: R, range: R) => void} absorb */
export function merged(ranges, absorb) {
  /** @type {R[]} */
  const result = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last && range.start < last.end) {
      last.end = Math.max(last.end, range.end);
      absorb(last, range);
    } else {
      result.push(range);
    }
  }
  return result;
}
