/* The star of an occurrence: keeps it in the reader's notebook, with its place in the article. */
import { toggleEntry } from "../../notebook/keep.js";
import { idOf, readEntries } from "../../notebook/store.js";
import { button } from "../shared/dom.js";
import { itemsOf } from "./records.js";
/** @import { Entry } from "../../notebook/store.js" */
/** @import { Site } from "../../cite/items.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Found } from "./records.js" */

/** What stands in the notebook now.
 * @param {string} root */
export const keptIds = (root) => new Set(readEntries(root).map(idOf));

/** @param {Found} found
 * @param {string} address that of the occurrence
 * @param {Site} site
 * @returns {Entry} */
function entryOf(found, address, site) {
  const [{ key, url, note, ...item }] = itemsOf([found], /** @type {any} */ ({ site, occurrences: false }));
  const { before = "", match = "", after = "", dateWords } = found;
  return { ...item, address, quote: `${before}${match}${after}`, when: dateWords };
}

/** Of an archive without a notebook there are no words for it, and no button.
 * @param {Found} found
 * @param {string} address
 * @param {{ site: Site, words: Words, kept: Set<string> }} options */
export function keepButtons(found, address, { site, words, kept }) {
  if (!words.keep) return [];
  const entry = entryOf(found, address, site);
  const show = (/** @type {boolean} */ on) => {
    made.textContent = on ? "★" : "☆";
    made.setAttribute("aria-pressed", String(on));
    made.title = on ? words.kept : words.keep;
  };
  const made = button("star", "", async () => {
    await toggleEntry(site.root, entry);
    show(keptIds(site.root).has(idOf(entry)));
  });
  made.setAttribute("aria-label", `${words.keep}${words.colon}${found.title}`);
  show(kept.has(idOf(entry)));
  return [made];
}
