/* What a spreadsheet takes: lines to paste, and a CSV file, with a byte order mark, without which spreadsheet programs
   take Chinese for Latin-1. */
/** @import { Occurrence } from "../results/contexts.js" */

/** A spreadsheet would take for a formula what begins like one, in half or full width: it gets an apostrophe.
 * @param {string} text */
const harmless = (text) => (/^[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text);

/** @param {string[]} cells */
const line = (cells) => cells.map((text) => `"${harmless(text).replaceAll('"', '""')}"`).join(",");

/** Lines for the clipboard, with tabs between what a spreadsheet makes cells of.
 * @param {Occurrence[]} occurrences
 * @param {Record<string, string>} labels of the fields */
export function asLines(occurrences, labels) {
  const plain = (/** @type {string} */ text) => harmless(text.replace(/[\t\r\n]+/g, " "));
  return occurrences.map(({ date, title, field, before, match, after }) =>
    [date, title, labels[field] ?? field, `${before}【${match}】${after}`].map(plain).join("\t")).join("\n");
}

/** The text of a CSV file.
 * @param {string[][]} rows with the heading */
export const asCsv = (rows) => `\ufeff${rows.map(line).join("\r\n")}\r\n`;
