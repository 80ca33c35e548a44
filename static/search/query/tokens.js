/* Cuts text into tokens, of which the index holds the keys. The same as site_builder/search/tokens.py, which says why;
   tests/vectors/tokens.json holds both to it. */
import { codePoint, foldWithOffsets, kindOf } from "./folding.js";

/** A word, a number, or one or two characters of a writing without spaces. `start` and `end` are offsets in the text
 * as given; `half` is where the first character of a pair ends.
 * @typedef {{ key: string, kind: "pair" | "last" | "number" | "letters", start: number, end: number, half: number }} Token */

const CJK =
  "\\u3005\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf" +
  "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3fffd}";
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\u1780-\\u17ff";
const MARKS =
  "\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u0eb1\\u0eb4-\\u0ebc\\u0ec8-\\u0ecd\\u102b-\\u103e\\u1056-\\u1059" +
  "\\u105e-\\u1060\\u1062-\\u1064\\u1067-\\u106d\\u1071-\\u1074\\u1082-\\u108d\\u108f\\u109a-\\u109d\\ua9e5" +
  "\\uaa7b-\\uaa7d\\u17b4-\\u17d3\\u17dd";
const TOKEN = new RegExp(
  `(?<cjk>[${CJK}]+)|(?<number>[0-9]+(?:\\.[0-9]+)*)|(?<unspaced>[${UNSPACED}]+)|` +
  `[^ .0-9\u3099\u309a${CJK}${UNSPACED}]+`, "gu");
const CLUSTER = new RegExp(`.[${MARKS}]*`, "gsu");

/** A character as Pagefind takes it for part of a word: some only written as a number.
 * @param {string} char */
const writtenCharacter = (char) => ("EN".includes(kindOf(char))
  ? `${codePoint(char).toString(8).replace(/./g, (digit) => String(Number(digit) + 1))}9` : char);

/** Most words are one Chinese character.
 * @param {string} word */
function written(word) {
  if (word.length === 1) return writtenCharacter(word);
  return /^[ -~]*$/.test(word) ? word : Array.from(word, writtenCharacter).join("");
}

/** The keys of a run of units, characters or clusters: those end in `after`, and a pair of these in "0" too.
 * @param {string[]} units
 * @param {string} after
 * @returns {Generator<{ key: string, kind: Token["kind"], at: number, length: number, first: number }>} */
function* pairs(units, after) {
  let at = 0;
  for (const [i, unit] of units.entries()) {
    const next = units[i + 1];
    const first = written(unit) + after;
    const key = next === undefined ? `${first}0` : first + written(next) + (after && "0");
    yield { key, kind: next === undefined ? "last" : "pair", at, length: unit.length + (next?.length ?? 0), first: unit.length };
    at += unit.length;
  }
}

/** The tokens of a text.
 * @param {string} text */
export function tokensOf(text) {
  const { text: plain, starts, ends } = foldWithOffsets(text);
  /** @type {Token[]} */
  const tokens = [];
  /** @type {(key: string, kind: Token["kind"], from: number, length: number, first?: number) => void} */
  const add = (key, kind, from, length, first = length) => {
    tokens.push({ key, kind, start: starts[from], end: ends[from + length - 1], half: ends[from + first - 1] });
  };
  for (const { 0: word, index, groups = {} } of plain.matchAll(TOKEN)) {
    const units = groups.cjk ? Array.from(word) : groups.unspaced ? word.match(CLUSTER) ?? [] : null;
    if (units) {
      for (const { key, kind, at, length, first } of pairs(units, groups.cjk ? "" : "9")) add(key, kind, index + at, length, first);
    } else if (groups.number) {
      add(word.replaceAll(".", "p") + "z", "number", index, word.length);
    } else {
      add(written(word) + "0", "letters", index, word.length);
    }
  }
  return tokens;
}
