/* A word or a phrase of a query, as the keys that are looked up for it in the index. What a word matches is said by
   tests/truth.py. */
import { tokensOf } from "./tokens.js";

/** What is looked up in the index: a key, or with `prefix` all keys that begin so.
 * @typedef {{ key: string, prefix: boolean }} Key */

/** A word or a phrase: keys that stand one after another. `text` is as it was written, `words` the same without quotation
 * marks (`quoted` if it has some) and without the name of a field; `stem` is the word whose stem
 * counts as well; with `half` the first character of the last pair is all that was asked for; `single` if nothing but
 * one character was; `tail` is 1 if its last character begins after its last key; `field` is where it must stand, ""
 * for anywhere.
 * @typedef {{ kind: "term", text: string, words: string, quoted: boolean, keys: Key[], stem: string | null, half: boolean,
 *   single: boolean, tail: 0 | 1, field: string }} Term */

/** A key as a string: what begins with it is not what equals it.
 * @param {Key} key */
export const nameOf = ({ key, prefix }) => (prefix ? `${key}*` : key);

/** What a text asks for, null if it is punctuation alone. The last character of a Chinese word need not end a run, so
 * the key that says so is not asked for; where it is the only one after something else (20GW单), the first half of any
 * pair is as good.
 * @param {string} words
 * @param {{ quoted: boolean, field: string }} options
 * @returns {Term | null} */
export function termOf(words, { quoted, field }) {
  const tokens = tokensOf(words);
  const last = tokens.at(-1);
  if (!last) return null;
  const keys = tokens.map(({ key }) => ({ key, prefix: false }));
  let stem = null;
  const half = last.kind === "last" && tokens.at(-2)?.kind !== "pair";
  if (last.kind === "last") {
    keys.pop();
    if (half) keys.push({ key: last.key.slice(0, -1), prefix: true });
  } else if (!quoted && words.endsWith("*")) {
    keys[keys.length - 1] = { key: last.key.slice(0, -1), prefix: true };
  } else if (!quoted && tokens.length === 1 && last.kind === "letters") {
    stem = /\d/.test(last.key.slice(0, -1)) ? null : last.key.slice(0, -1);
  }
  const tail = last.kind === "last" && !half ? 1 : 0;
  return { kind: "term", text: words, words, quoted, keys, stem, half, single: half && keys.length === 1, tail, field };
}
