/* Queries made of others: with another word, without a field, without what must be near. */
import { termOf } from "./terms.js";
/** @import { Node, Query } from "./query.js" */
/** @import { Term } from "./terms.js" */

/** A query as it can be written, which may be another way than it was.
 * @param {Node} node
 * @returns {string} */
export function written(node) {
  if (node.kind === "term") return writtenTerm(node);
  if (node.kind === "any") return node.parts.map(inner).join("|");
  if (node.kind === "near") return node.parts.map((part, i) => (i ? `~${node.within[i - 1]} ` : "") + written(part)).join(" ");
  const exclude = node.exclude.map((one) => `-${one.kind === "all" ? inner(one) : written(one)}`);
  return [...node.include.map(written), ...exclude].join(" "); // what is inside of "all" needs no parenthesis there
}

/** @param {Node} node */
const inner = (node) => (node.kind === "all" || node.kind === "near" ? `(${written(node)})` : written(node));

/** @param {Term} term */
function writtenTerm({ words, quoted, field }) {
  const marks = words.includes('"') ? ["“", "”"] : ['"', '"'];
  return (field && `${field}:`) + (quoted ? marks[0] + words + marks[1] : words);
}

/** A query with another node in the place of each.
 * @template {Node} N
 * @param {N} node
 * @param {(node: Node) => Node} change is given a node whose own parts have been changed
 * @returns {Node} */
export function changed(node, change) {
  const each = (/** @type {Node[]} */ nodes) => nodes.map((one) => changed(one, change));
  if (node.kind === "term") return change(node);
  if (node.kind === "all") return change({ ...node, include: each(node.include), exclude: each(node.exclude) });
  return change({ ...node, parts: each(node.parts) });
}

/** @param {Query} query
 * @param {Term} term
 * @param {Node} other */
export const withOther = (query, term, other) => changed(query, (node) => (node === term ? other : node));

/** Other words in the field of a term; null if they are punctuation.
 * @param {Term} term
 * @param {string} words
 * @param {boolean} [quoted] */
export const likeTerm = ({ field, quoted: as }, words, quoted = as) => termOf(words, { quoted, field });

/** With each word of a phrase for itself.
 * @param {Query} query */
export const unquoted = (query) => changed(query, (node) => {
  if (node.kind !== "term" || !node.quoted) return node;
  const include = node.words.split(/\s+/).flatMap((word) => likeTerm(node, word, false) ?? []);
  return include.length === 1 ? include[0] : { kind: "all", text: node.text, include, exclude: [] };
});

/** With each word anywhere.
 * @param {Query} query */
export const anywhere = (query) => changed(query, (node) => (node.kind === "term" ? { ...node, field: "" } : node));

/** With what must be near anywhere in one article.
 * @param {Query} query */
export const apart = (query) => changed(query, (node) =>
  (node.kind === "near" ? { kind: "all", text: node.text, include: node.parts, exclude: [] } : node));
