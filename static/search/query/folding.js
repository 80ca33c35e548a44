/* Folds text as the search compares it: without case, accents, and the difference of traditional and simplified
   characters. The same as site_builder/search/tokens.py, which says why. */
import { countUpTo } from "../shared/sorted.js";

/** The table of characters (fold.json).
 * @typedef {{ from: string, to: string, letters: Record<string, string>, zeros: string[], kinds: string }} FoldTable */

// What stands with the character before it when texts are composed: marks, and Korean letters within a syllable.
const JOINS = /^[\p{M}\u1161-\u1175\u11a8-\u11c2]/u;
// й, ў and ї are letters of their own: of these marks those stay that make one of them.
const LETTERS_OF_TWO = "йўї";
const PART_OR_ACCENT = /(?<![иу])\u0306|(?<!і)\u0308/gu;

/** A character without its accents. `alone`: nothing is composed with it; `joins`: it is, with what stands before it.
 * @typedef {{ text: string, alone: boolean, joins: boolean }} Folded */

// The table as it was last given, and what has been folded by it.
/** @type {Map<string, string>} */
let plain = new Map();
let starts = [0];
let kinds = ["K"];
/** @type {Map<string, Folded>} */
const folded = new Map();
/** @type {Map<string, string>} */
const kindsOf = new Map();

/** Must be called before anything is folded.
 * @param {FoldTable} table */
export function useFoldTable(table) {
  const to = Array.from(table.to);
  plain = new Map([
    ...Array.from(table.from, (char, i) => /** @type {[string, string]} */ ([char, to[i]])),
    ...Object.entries(table.letters)]);
  for (const zero of table.zeros) {
    for (let n = 0; n < 10; n++) plain.set(String.fromCodePoint(codePoint(zero) + n), String(n));
  }
  starts = [];
  kinds = [];
  let at = 0;
  for (const [, length, kind] of table.kinds.matchAll(/([0-9a-z]+)([A-Z])/g)) {
    starts.push(at);
    kinds.push(kind);
    at += parseInt(length, 36);
  }
  folded.clear();
  kindsOf.clear();
}

/** @param {string} char */
export const codePoint = (char) => /** @type {number} */ (char.codePointAt(0));

/** What a character is to the search: a letter that says so in the table.
 * @param {string} char */
export function kindOf(char) {
  let known = kindsOf.get(char);
  if (!known) kindsOf.set(char, (known = kinds[countUpTo(starts, codePoint(char)) - 1]));
  return known;
}

/** @param {string} char */
function withoutAccent(char) {
  const kind = kindOf(char);
  return kind === "V" ? "" : kind === "S" ? " " : plain.get(char) ?? char;
}

/** A character that is newer than the table stands apart from what could be composed with it.
 * @param {string} char
 * @returns {Folded} */
function foldCharacter(char) {
  if (kindOf(char) === "N") return { text: char, alone: true, joins: false };
  const lower = char.normalize("NFKC").toUpperCase().toLowerCase();
  const kept = "\u0306\u0308".includes(char) || LETTERS_OF_TWO.includes(lower);
  const text = kept ? lower : Array.from(lower.normalize("NFD"), withoutAccent).join("").normalize("NFC");
  return { text, alone: false, joins: text === "" || JOINS.test(text) };
}

/** @param {string} char */
function foldedOf(char) {
  let known = folded.get(char);
  if (!known) folded.set(char, (known = foldCharacter(char)));
  return known;
}

/** @param {string} text */
const composed = (text) => (text.length > 1 ? text.replace(PART_OR_ACCENT, "") : text).normalize("NFC");

/** The folded text, and for each of its code units where the original of it starts and ends.
 * @param {string} text */
export function foldWithOffsets(text) {
  let result = "";
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let cluster = ""; // what is composed into one
  let from = 0; // where it starts
  let at = 0;
  let open = false; // whether something may still be composed with it
  const close = () => {
    const piece = cluster === "\u0306" || cluster === "\u0308" ? "" : composed(cluster);
    result += piece;
    for (let i = 0; i < piece.length; i++) {
      starts.push(from);
      ends.push(at);
    }
    cluster = "";
    from = at;
  };
  for (const char of text) {
    const { text: bare, alone, joins } = foldedOf(char);
    if (!(open && joins)) close();
    cluster += bare;
    at += char.length;
    open = !alone;
  }
  close();
  return { text: result, starts, ends };
}

/** @param {string} text */
export const fold = (text) => foldWithOffsets(text).text;
