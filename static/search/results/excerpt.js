/* What is shown of a result: its title, and the piece of the document in which most of the terms stand, with marks. */
import { BODY, TITLE } from "../shared/config.js";
import { merged, rangesOf, textsOf } from "./highlight.js";
import { atSpace, backward, forward } from "./widths.js";
/** @import { TermMatch } from "../matches/evaluate.js" */
/** @import { Document } from "../postings/shard.js" */
/** @import { Range } from "./highlight.js" */
/** @import { Token } from "../query/tokens.js" */

/** A piece of a text that is shown, marked or not.
 * @typedef {{ text: string, mark: boolean }} Part */

/** What is marked, and the numbers of the terms that stand there.
 * @typedef {Range & { terms: Set<number> }} Mark */

/** @typedef {{ field: string, text: string, marks: Mark[] }} MarkedText */

const WIDTH = 160; // columns
const BEFORE = 30; // of them before the first mark

/** @param {string} title as it is shown: it may have more to it than is printed
 * @param {Document["fields"]} fields
 * @param {TermMatch[]} terms
 * @returns {{ titleParts: Part[], excerpt: Part[] }} */
export function excerptOf(title, fields, terms) {
  const texts = textsOf(fields).map(({ field, text, tokens, first }) =>
    ({ field, text, marks: marksOf(tokens, first, terms) }));
  const others = texts.filter(({ field }) => field !== TITLE);
  const found = best(others);
  const plain = others.find(({ field, text }) => field === BODY && text) ?? others.find(({ text }) => text);
  const excerpt = found ? cutOut(found.text, found.mark) : plain ? cutOut(plain) : [];
  return { titleParts: titleParts(title, texts), excerpt };
}

/** @param {Token[]} tokens
 * @param {number} first
 * @param {TermMatch[]} terms
 * @returns {Mark[]} */
function marksOf(tokens, first, terms) {
  const marks = terms.flatMap((term, i) =>
    rangesOf(tokens, first, term).map(({ start, end }) => ({ start, end, terms: new Set([i]) })));
  return merged(marks.sort((a, b) => a.start - b.start), (into, mark) => mark.terms.forEach((term) => into.terms.add(term)));
}

/** The text and the mark in it from where most terms stand within the width of an excerpt. The marks near one are a
 * window that moves on with it.
 * @param {MarkedText[]} texts */
function best(texts) {
  /** @type {{ worth: number, text: MarkedText, mark: Mark } | null} */
  let choice = null;
  for (const text of texts) {
    const { marks } = text;
    const near = new Tally();
    let end = 0;
    for (const [i, mark] of marks.entries()) {
      for (; end < marks.length && (end <= i || marks[end].end - mark.start < WIDTH / 2); end++) near.add(marks[end], 1);
      const worth = near.terms * 100 + Math.min(end - i, 50);
      if (!choice || worth > choice.worth) choice = { worth, text, mark };
      near.add(mark, -1);
    }
  }
  return choice;
}

/** How many terms stand in some marks, of which some come and others go. */
class Tally {
  /** @type {Map<number, number>} */
  #times = new Map();

  get terms() {
    return this.#times.size;
  }

  /** @param {Mark} mark
   * @param {1 | -1} step */
  add({ terms }, step) {
    for (const term of terms) {
      const times = (this.#times.get(term) ?? 0) + step;
      if (times) this.#times.set(term, times);
      else this.#times.delete(term);
    }
  }
}

/** A piece of a text as parts.
 * @param {string} text
 * @param {Range[]} marks
 * @param {number} from
 * @param {number} to */
function partsOf(text, marks, from, to) {
  /** @type {Part[]} */
  const parts = [];
  /** @type {(start: number, end: number, mark: boolean) => void} */
  const add = (start, end, mark) => void (start < end && parts.push({ text: text.slice(start, end), mark }));
  let at = from;
  for (const { start, end } of marks) {
    if (end <= from || start >= to) continue;
    add(at, Math.max(start, from), false);
    add(Math.max(start, from), Math.min(end, to), true);
    at = Math.min(end, to);
  }
  add(at, to, false);
  return parts;
}

/** @param {MarkedText} marked
 * @param {Mark} [mark] */
function cutOut({ text, marks }, mark) {
  const from = atSpace(text, mark ? backward(text, mark.start, BEFORE) : 0, -1);
  const to = atSpace(text, forward(text, from, WIDTH), 1);
  const parts = partsOf(text, marks, from, to);
  if (from > 0) parts.unshift({ text: "…", mark: false });
  if (to < text.length) parts.push({ text: "…", mark: false });
  return parts;
}

/** @param {string} title
 * @param {MarkedText[]} texts */
function titleParts(title, texts) {
  const printed = texts.find(({ field, text }) => field === TITLE && text && title.includes(text));
  if (!printed) return [{ text: title, mark: false }];
  const shift = title.indexOf(printed.text);
  const marks = printed.marks.map(({ start, end }) => ({ start: start + shift, end: end + shift }));
  return partsOf(title, marks, 0, title.length);
}
