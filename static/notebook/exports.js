/* The notebook as files for other programs: Markdown, a table, and references. Pure functions. */
import { asCsv } from "../cite/csv.js";
import { keyOf, urlOf } from "../cite/items.js";
/** @import { Item } from "../cite/items.js" */
/** @import { Entry } from "./store.js" */

/** `base` is the permanent address of the site, "" if it has none; `root` leads to it from this page.
 * @typedef {{ base: string, root: string }} Site */

/** @typedef {Record<string, string>} Words */

const COLUMNS = ["title", "authors", "paper", "date", "page", "quote", "comment", "address"];

/** Signs that are marks in Markdown, and ends of lines.
 * @param {string} text */
const plain = (text) => text.replace(/[\\`*_[\]<>#|~]/g, "\\$&").replace(/\s+/g, " ").trim();

/** Where an entry is said to be from.
 * @param {Entry} entry
 * @param {Words} words */
export function sourceOf({ authors = [], paper = "", date = "", when = date, page = "" }, words) {
  return [authors.join(words.comma), paper, when, page && words.page.replace("{page}", page)].filter(Boolean);
}

/** @param {Entry[]} entries
 * @param {Site & { words: Words }} options */
export function toMarkdown(entries, { words, ...site }) {
  const parts = entries.map((entry, number) => {
    const url = urlOf(entry.address, site) || entry.address;
    const lines = [`${number + 1}. [${plain(entry.title)}](<${url}>)`];
    const source = sourceOf(entry, words).map(plain).join(" · ");
    if (source) lines.push(`   ${source}`);
    if (entry.quote) lines.push("", `   > ${plain(entry.quote)}`);
    if (entry.comment) lines.push("", ...entry.comment.trim().split("\n").map((line) => (line && `   ${line}`)));
    return lines.join("\n");
  });
  return `# ${plain(words.title)}\n\n${parts.join("\n\n")}\n`;
}

/** @param {Entry[]} entries
 * @param {Site & { words: any }} options */
export function toCsv(entries, { words, ...site }) {
  const rows = entries.map((entry) => COLUMNS.map((name) => {
    if (name === "authors") return (entry.authors ?? []).join(words.comma);
    return name === "address" ? urlOf(entry.address, site) || entry.address : /** @type {any} */ (entry)[name] ?? "";
  }));
  return asCsv([COLUMNS.map((name) => words.columns[name]), ...rows]);
}

/** Items for references: one for each article, with what was kept of it as its note.
 * @param {Entry[]} entries
 * @param {Site} site
 * @returns {Item[]} */
export function toItems(entries, site) {
  /** @type {Map<string, Item>} */
  const items = new Map();
  for (const { address, quote, comment, when, ...item } of entries) {
    const key = keyOf(address);
    const note = [items.get(key)?.note, quote && `“${quote}”`, comment].filter(Boolean).join("; ");
    items.set(key, { ...item, key, note, url: urlOf(address.replace(/[?#].*$/, ""), site) });
  }
  return [...items.values()];
}
