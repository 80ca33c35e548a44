/* The files of references: of items one file in the form of a name. A part of cite.js, of the search and of the notebook. */
import { toBibtex, toCsl, toRis } from "./formats.js";
import { saveFile, today } from "./save.js";
/** @import { Item } from "./items.js" */

/** @type {Record<string, { write: (items: Item[], accessed: string) => string, ending: string, type: string }>} */
const FORMS = {
  ris: { write: toRis, ending: "ris", type: "application/x-research-info-systems" },
  bibtex: { write: toBibtex, ending: "bib", type: "application/x-bibtex" },
  csl: { write: toCsl, ending: "json", type: "application/vnd.citationstyles.csl+json" },
};

/** Has the browser save items, with today as the day on which they were seen.
 * @param {Item[]} items
 * @param {string} form one of ris, bibtex and csl
 * @param {string} name of the file, without its ending */
export function saveReferences(items, form, name) {
  const { write, ending, type } = FORMS[form];
  saveFile(write(items, today()), `${name}.${ending}`, type);
}
