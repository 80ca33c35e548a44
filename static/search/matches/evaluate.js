/* Which documents a query holds for, and at which places: what its words give, joined as it says. The words are found by
   who calls: in a shard by the index (matching.js), in the texts of one document by going through them (highlight.js). */
import { countUpTo } from "../shared/sorted.js";
/** @import { All, Any, Near, Node } from "../query/query.js" */
/** @import { Term } from "../query/terms.js" */

/** Where a run of tokens stands in a document: the position of the first, and how many they are.
 * @typedef {[number, number]} Span */

/** Where a term stands in a document; `forms` are the words found there for having the stem of the one asked for, `half`
 * and `tail` as the term has them.
 * @typedef {{ spans: Span[], half: boolean, tail: 0 | 1, forms: string[] }} TermMatch */

/** @typedef {{ score: number, terms: TermMatch[] }} Match */

/** By the number of the document.
 * @typedef {Map<number, Match>} Matches */

/** The positions of a field in a document, from the first to that after the last.
 * @typedef {[number, number]} FieldRange */

/** Where words are looked for. Of a document: the place of a field, null if it has none; and of the field that a
 * position is in. They are asked for only if the query needs them.
 * @typedef {object} Source
 * @property {(term: Term) => Matches} find a new map: it is changed
 * @property {() => Matches} everything all documents
 * @property {(number: number, name: string) => FieldRange | null} field
 * @property {(number: number, position: number) => FieldRange} fieldAt */

/** @param {Node} node
 * @param {Source} source
 * @returns {Matches} */
export function evaluate(node, source) {
  if (node.kind === "term") return inField(source.find(node), node.field, source);
  if (node.kind === "any") return anyOf(node, source);
  return node.kind === "near" ? nearOf(node, source) : allOf(node, source);
}

/** Whether it must be known where fields begin.
 * @param {Node} node
 * @returns {boolean} */
export function needsFields(node) {
  if (node.kind === "term") return node.field !== "";
  return node.kind === "near" || (node.kind === "all" ? [...node.include, ...node.exclude] : node.parts).some(needsFields);
}

/** @param {All} node
 * @param {Source} source */
function allOf({ include, exclude }, source) {
  const [first, ...others] = include.map((node) => evaluate(node, source));
  const matches = others.reduce(both, first ?? source.everything());
  for (const node of exclude) for (const number of evaluate(node, source).keys()) matches.delete(number);
  return matches;
}

/** @param {Matches} matches
 * @param {Matches} others
 * @returns {Matches} */
function both(matches, others) {
  /** @type {Matches} */
  const result = new Map();
  for (const [number, match] of others) {
    const before = matches.get(number);
    if (before) result.set(number, joined(before, match));
  }
  return result;
}

/** @param {Any} node
 * @param {Source} source */
function anyOf({ parts }, source) {
  const [matches, ...others] = parts.map((node) => evaluate(node, source));
  for (const [number, match] of others.flatMap((one) => [...one])) {
    const before = matches.get(number);
    matches.set(number, before ? joined(before, match) : match);
  }
  return matches;
}

/** @param {Match} a
 * @param {Match} b
 * @returns {Match} */
const joined = (a, b) => ({ score: a.score + b.score, terms: [...a.terms, ...b.terms] });

/** What is in a field.
 * @param {Matches} matches
 * @param {string} name
 * @param {Source} source */
function inField(matches, name, source) {
  if (!name) return matches;
  /** @type {Matches} */
  const result = new Map();
  for (const [number, { score, terms }] of matches) {
    const [from, to] = source.field(number, name) ?? [0, 0];
    const kept = keep(terms, ([position]) => position >= from && position < to);
    if (kept.length) result.set(number, { score, terms: kept });
  }
  return result;
}

/** @param {TermMatch[]} terms
 * @param {(span: Span, term: TermMatch) => boolean} wanted
 * @returns {TermMatch[]} */
const keep = (terms, wanted) => terms.flatMap((term) => {
  const spans = term.spans.filter((span) => wanted(span, term));
  return spans.length ? [{ ...term, spans }] : [];
});

/** Those places count from which a chain leads through all parts.
 * @param {Near} node
 * @param {Source} source */
function nearOf({ parts, within }, source) {
  const [first, ...others] = parts.map((node) => evaluate(node, source));
  /** @type {Matches} */
  const result = new Map();
  for (const [number, match] of first) {
    const found = others.map((one) => one.get(number));
    if (!found.every((one) => one !== undefined)) continue;
    const fieldAt = (/** @type {number} */ position) => source.fieldAt(number, position);
    const kept = chained([match, ...found].map(({ terms }) => terms), within, fieldAt);
    if (kept.every((terms) => terms.length)) {
      result.set(number, { score: found.reduce((sum, { score }) => sum + score, match.score), terms: kept.flat() });
    }
  }
  return result;
}

/** Of each part the places that are near one of the part before that is left; then, from the last on, near one after.
 * @param {TermMatch[][]} parts
 * @param {number[]} within
 * @param {(position: number) => FieldRange} fieldAt
 * @returns {TermMatch[][]} */
function chained(parts, within, fieldAt) {
  const kept = [...parts];
  for (let i = 1; i < kept.length; i++) kept[i] = near(kept[i], kept[i - 1], within[i - 1], fieldAt);
  for (let i = kept.length - 2; i >= 0; i--) kept[i] = near(kept[i], kept[i + 1], within[i], fieldAt);
  return kept;
}

/** What is near one of the others: in its field, not in the same place, and with at most so much between them.
 * @param {TermMatch[]} terms
 * @param {TermMatch[]} others
 * @param {number} within
 * @param {(position: number) => FieldRange} fieldAt */
function near(terms, others, within, fieldAt) {
  const all = others.flatMap(({ spans, tail }) => spans.map(([at, length]) => ({ start: at, end: at + length + tail })));
  const starts = all.map(({ start }) => start).sort((a, b) => a - b);
  const ends = all.map(({ end }) => end).sort((a, b) => a - b);
  /** @type {(sorted: number[], first: number, last: number) => boolean} */
  const someFrom = (sorted, first, last) => first <= last && countUpTo(sorted, last) > countUpTo(sorted, first - 1);
  return keep(terms, ([start, length], { tail }) => {
    const end = start + length + tail;
    const [from, to] = fieldAt(start);
    return someFrom(starts, end, Math.min(end + within, to - 1)) || someFrom(ends, Math.max(start - within, from + 1), start);
  });
}
