/* Where the terms of a query stand in a text. In a document of the index their positions are known; in the text of an
   article's page, which has no index, they are looked for. */
import { tokensOf } from "../query/tokens.js";
/** @import { Span, TermMatch } from "../matches/matching.js" */
/** @import { Document } from "../postings/shard.js" */
/** @import { Key, Term } from "../query/query.js" */
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

/** Where a term stands among tokens: its keys one after another.
 * @param {Token[]} tokens
 * @param {Term} term
 * @returns {Located} */
export function locate(tokens, { keys, half }) {
  /** @type {(token: Token | undefined, key: Key) => boolean | undefined} */
  const fits = (token, { key, prefix }) => token && (prefix ? token.key.startsWith(key) : token.key === key);
  const starts = [...tokens.keys()].filter((i) => keys.every((key, k) => fits(tokens[i + k], key)));
  return { spans: starts.map((start) => /** @type {Span} */ ([start, keys.length])), half };
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
