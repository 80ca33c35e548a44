/* Occurrences as what a spreadsheet takes: lines to paste, and a CSV file, with a byte order mark, without which
   spreadsheet programs take Chinese for Latin-1. */
import { element } from "../shared/dom.js";
/** @import { Occurrence } from "../results/contexts.js" */
/** @import { Words } from "../shared/text.js" */

/** Where the site is: `base` is its permanent address, "" if it has none; `root` leads to it from this page.
 * @typedef {{ base: string, root: string }} Site */

const COLUMNS = ["date", "title", "address", "field", "before", "match", "after"];
const KEPT = 60_000; // ms, in which the browser must have begun to save a file

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

/** The text of a CSV file. `remark` goes into a last line of its own.
 * @param {Occurrence[]} occurrences
 * @param {Site & { words: Words, remark: string }} options */
export function asCsv(occurrences, { words, base, root, remark }) {
  const lines = occurrences.map(({ date, title, href, field, before, match, after }) =>
    line([date, title, addressOf(href, { base, root }), words.fields[field] ?? field, before, match, after]));
  const heading = line(COLUMNS.map((name) => words.columns[name]));
  return `\ufeff${[heading, ...lines, ...(remark ? [line([remark])] : [])].join("\r\n")}\r\n`;
}

/** Where an article is: its permanent address if there is one; a file has none that would be of use elsewhere.
 * @param {string} href
 * @param {Site} site */
function addressOf(href, { base, root }) {
  if (base) return new URL(href, base).href;
  return location.protocol === "file:" ? href : new URL(root + href, location.href).href;
}

/** @param {string} query
 * @param {boolean} partial */
export function fileName(query, partial) {
  const words = query.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replaceAll(" ", "-").slice(0, 60);
  return `${words || "search"}${partial ? "-partial" : ""}.csv`;
}

/** Has the browser save a CSV file.
 * @param {string} text
 * @param {string} name */
export function download(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), KEPT);
}
