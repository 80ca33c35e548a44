/* The notebook of a reader: what was kept of articles, on this device and in this browser only. It is a list in the browser's
   storage, by the path of the site, since one host may have several. */
/** @import { Item } from "../cite/items.js" */

/** What was kept: an article, or `quote`, words of it, which may have an `address` of their own; `when` is its date in words,
 * `comment` the reader's.
 * @typedef {Item & { address: string, quote?: string, when?: string, comment?: string }} Entry */

/** What tells one entry from another.
 * @param {{ address: string, quote?: string }} entry */
export const idOf = ({ address, quote = "" }) => `${address} ${quote}`;

/** @param {string} root the way from this page to the site's root */
export const keyFor = (root) => `notebook ${new URL(root || ".", location.href).pathname}`;

/** The entries in their order; what is no list is none.
 * @param {string} root
 * @returns {Entry[]} */
export function readEntries(root) {
  try {
    const found = JSON.parse(localStorage.getItem(keyFor(root)) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.address === "string") : [];
  } catch {
    return [];
  }
}

/** Whether there is such an entry.
 * @param {string} root
 * @param {{ address: string, quote?: string }} entry */
export const isKept = (root, entry) => readEntries(root).some((one) => idOf(one) === idOf(entry));
