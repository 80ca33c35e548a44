/* Reads a query: words and "phrases", `-` before what must be absent, `*` after the beginning of a word. What a word
   matches is said by tests/truth.py. */
import { tokensOf } from "./tokens.js";

/** What is looked up in the index: a key, or with `prefix` all keys that begin so.
 * @typedef {{ key: string, prefix: boolean }} Key */

/** A word or a phrase: keys that stand one after another. `stem` is the word whose stem counts as well; with `half`
 * the first character of the last pair is all that was asked for; `single` if nothing but one character was.
 * @typedef {{ keys: Key[], stem: string | null, half: boolean, single: boolean }} Term */

/** @typedef {{ include: Term[], exclude: Term[] }} Query */

export const LONGEST_QUERY = 1000; // characters; PART takes their square where “ is not closed
const PART = /(?<minus>-?)(?:"(?<straight>[^"]*)"|“(?<curly>[^”]*)”|(?<word>\S+))/gu;
/** @type {Record<string, string>} */
const HALF_WIDTH = { "＂": '"', "－": "-", "＊": "*" };

/** A key as a string: what begins with it is not what equals it.
 * @param {Key} key */
export const nameOf = ({ key, prefix }) => (prefix ? `${key}*` : key);

/** The last character of a Chinese word need not end a run, so the key that says so is not asked for; where it is the
 * only one after something else (20GW单), the first half of any pair is as good.
 * @param {string} text
 * @param {boolean} quoted
 * @param {boolean} starred
 * @returns {Term | null} */
function termOf(text, quoted, starred) {
  const tokens = tokensOf(text);
  const last = tokens.at(-1);
  if (!last) return null;
  const keys = tokens.map(({ key }) => ({ key, prefix: false }));
  let stem = null;
  const half = last.kind === "last" && tokens.at(-2)?.kind !== "pair";
  if (last.kind === "last") {
    keys.pop();
    if (half) keys.push({ key: last.key.slice(0, -1), prefix: true });
  } else if (starred) {
    keys[keys.length - 1] = { key: last.key.slice(0, -1), prefix: true };
  } else if (!quoted && tokens.length === 1 && last.kind === "letters") {
    stem = /\d/.test(last.key.slice(0, -1)) ? null : last.key.slice(0, -1);
  }
  return { keys, stem, half, single: half && keys.length === 1 };
}

/** Of a query that is too long, its beginning.
 * @param {string} text */
export function parseQuery(text) {
  /** @type {Query} */
  const query = { include: [], exclude: [] };
  const plain = text.replace(/[＂－＊]/g, (char) => HALF_WIDTH[char]);
  for (const { groups = {} } of plain.slice(0, LONGEST_QUERY).matchAll(PART)) {
    const phrase = groups.straight ?? groups.curly;
    const term = termOf(phrase ?? groups.word, phrase !== undefined, groups.word?.endsWith("*") ?? false);
    if (term) query[groups.minus ? "exclude" : "include"].push(term);
  }
  return query;
}
