/* Occurrences as lines to paste into a spreadsheet. */
import { harmless } from "../../cite/csv.js";
/** @import { Occurrence } from "../results/contexts.js" */

/** Lines for the clipboard, with tabs between what a spreadsheet makes cells of.
 * @param {Occurrence[]} occurrences
 * @param {Record<string, string>} labels of the fields */
export function asLines(occurrences, labels) {
  const plain = (/** @type {string} */ text) => harmless(text.replace(/[\t\r\n]+/g, " "));
  return occurrences.map(({ date, title, field, before, match, after }) =>
    [date, title, labels[field] ?? field, `${before}【${match}】${after}`].map(plain).join("\t")).join("\n");
}
