/* The texts of a page as the index has them, and marks in them. */
import { element } from "../shared/dom.js";
/** @import { Range } from "../results/highlight.js" */

// What stands in a field and is no part of its text.
const NOT_TEXT = ".note-mark, rt, rp, .footnote-ref, .footnote-backref, .role, .dateline, .dateline > span, .byline .remark > span";
const EDITORIAL = ".gap, .supplied, .picture, .redacted"; // nothing goes on around them that no paper printed
const BLOCK = /^(P|H[1-6]|LI|[OU]L|BLOCKQUOTE|D[LDT]|T[RDH]|TABLE|THEAD|TBODY|TFOOT|CAPTION|PRE|HR|DIV|FIGURE|FIGCAPTION|BR)$/;

/** The texts of an element as lists of text nodes: what lies between two of its blocks is one text.
 * @param {Element} root
 * @returns {Text[][]} */
export function textRuns(root) {
  /** @type {Text[][]} */
  const runs = [[]];
  const cut = () => void (runs.at(-1)?.length && runs.push([]));
  /** @param {Node} node */
  const walk = (node) => {
    if (node instanceof Text) runs.at(-1)?.push(node);
    if (!(node instanceof Element) || (node !== root && node.matches(NOT_TEXT))) return;
    if (node.matches(EDITORIAL)) {
      cut();
      return;
    }
    const block = BLOCK.test(node.tagName);
    if (block) cut();
    node.childNodes.forEach(walk);
    if (block) cut();
  };
  walk(root);
  return runs.filter((nodes) => nodes.length);
}

/** Marks the ranges of a run: for each its elements. A node is replaced once, by all of its pieces.
 * @param {Text[]} nodes
 * @param {Range[]} ranges */
export function wrap(nodes, ranges) {
  /** @type {HTMLElement[][]} */
  const made = ranges.map(() => []);
  let at = 0; // where the node begins in the run
  let first = 0; // of the ranges, the first that is not behind it
  for (const node of nodes) {
    const text = node.data;
    const pieces = document.createDocumentFragment();
    let done = 0;
    for (let i = first; i < ranges.length && ranges[i].start < at + text.length; i++) {
      const from = Math.max(0, ranges[i].start - at);
      const to = Math.min(text.length, ranges[i].end - at);
      if (ranges[i].end <= at + text.length) first = i + 1;
      if (from >= to || !text.slice(from, to).trim()) continue;
      const mark = element("mark", { class: "found" }, text.slice(from, to));
      made[i].push(mark);
      pieces.append(...[text.slice(done, from)].filter(Boolean), mark);
      done = to;
    }
    at += text.length;
    if (!done) continue;
    if (done < text.length) pieces.append(text.slice(done));
    node.replaceWith(pieces);
  }
  return made;
}
