/* Tables for spreadsheet programs: CSV with a byte order mark, without which these take Chinese for Latin-1. A part of the
   search and of the notebook. */

/** A spreadsheet would take for a formula what begins like one, in half or full width: it gets an apostrophe.
 * @param {string} text */
export const harmless = (text) => (/^[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text);

/** @param {string[]} cells */
const line = (cells) => cells.map((text) => `"${harmless(text).replaceAll('"', '""')}"`).join(",");

/** The text of a CSV file.
 * @param {string[][]} rows with the heading */
export const asCsv = (rows) => `\ufeff${rows.map(line).join("\r\n")}\r\n`;
