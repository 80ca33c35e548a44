/* Entries that come from elsewhere, from an address, a file or the storage: of each what is known is taken, as text, within
   bounds; one that leads out of the site is refused. */
/** @import { Entry } from "./store.js" */

const MOST = 1000; // entries
const LONGEST = {
  title: 500, quote: 5000, comment: 20_000, paper: 200, place: 200, date: 100, when: 200, published: 40, page: 100, issue: 100,
  section: 200, language: 40, archive: 200, summary: 2000,
};
const LISTS = ["authors", "editors", "translators", "contributors", "tags"];
const LONGEST_NAME = 200;
const MOST_NAMES = 50;

/** An address in this site: no scheme, no other host, no way up. A URL takes %2e for a dot. */
const ADDRESS = /^(?![/\\])(?!(?:[^?#]*\/)?(?:\.|%2e){1,2}\/)[^\s\\:?#<>"']+\.html(\?[^\s\\#<>"']*)?(#[\w.-]+)?$/i;
const LONGEST_ADDRESS = 1000;

/** @param {unknown} value
 * @param {number} most */
const text = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");

/** @param {any} value
 * @returns {Entry | null} */
function readEntry(value) {
  const address = text(value?.address, LONGEST_ADDRESS + 1);
  if (address.length > LONGEST_ADDRESS || !ADDRESS.test(address) || typeof value.title !== "string") return null;
  const texts = Object.entries(LONGEST).map(([name, most]) => [name, text(value[name], most)]);
  const lists = LISTS.map((name) => [name, Array.isArray(value[name]) ? names(value[name]) : []]);
  const filled = [...texts, ...lists].filter(([, found]) => found.length);
  return { title: "", ...Object.fromEntries(filled), address };
}

/** @param {unknown[]} values */
const names = (values) => values.slice(0, MOST_NAMES).map((one) => text(one, LONGEST_NAME)).filter(Boolean);

/** The entries of a list, and how many were no entries or too many.
 * @param {unknown} values */
export function readList(values) {
  const all = Array.isArray(values) ? values : [];
  const entries = all.slice(0, MOST).map(readEntry).filter((one) => one !== null);
  return { entries, refused: all.length - entries.length };
}
