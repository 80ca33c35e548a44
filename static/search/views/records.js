/* What was found as files that other programs read: tables, JSON, and the forms of reference managers. An article of a
   list is one record; so is an occurrence, but for reference managers, which get each article once, with the passages as
   its note. */
import { asCsv } from "../../cite/csv.js";
import { toBibtex, toCsl, toRis } from "../../cite/formats.js";
import { keyOf, urlOf } from "../../cite/items.js";
import { resultAddress } from "./article-list.js";
/** @import { Item, Site } from "../../cite/items.js" */
/** @import { Occurrence } from "../results/contexts.js" */
/** @import { Shown } from "../results/result.js" */
/** @import { Words } from "../shared/text.js" */

/** An article of the results, or an occurrence.
 * @typedef {Omit<Shown, "titleParts" | "excerpt"> & Partial<Occurrence>} Found */

/** What the records are of: the query, `occurrences` or articles, what they are without, and the day on which they were
 * found.
 * @typedef {{ site: Site, words: Words, query: string, occurrences: boolean, remark: string, accessed: string }} About */

/** @typedef {{ ending: string, type: string, write: (found: Found[], about: About) => string }} Form */

const ARTICLE = ["date", "title", "page", "issue", "section", "byline", "address"];
const OCCURRENCE = ["date", "title", "page", "issue", "section", "byline", "address", "field", "before", "match", "after"];

/** What the index says for references: the issue, the date, the page, the paper if it is not the archive's, and authors.
 * @param {Found} found */
function referenceOf({ reference: [issue = "", date = "", page = "", paper = "", ...authors] = [] }) {
  return { issue, date, page, paper, authors };
}

/** The values of a record by the names of its columns; the address of an occurrence is its own.
 * @param {Found} found
 * @param {About} about
 * @returns {Record<string, string>} */
function valuesOf(found, { site, words, query, occurrences }) {
  const { page, issue, authors } = referenceOf(found);
  const { date, title, href, section, field = "", before = "", match = "", after = "" } = found;
  const at = occurrences ? `${resultAddress("", found, query)}&at=${field}-${found.nth}` : href;
  const values = { date, title, page, issue, section, byline: authors.join(words.comma), address: urlOf(at, site) || at };
  return occurrences ? { ...values, field: words.fields[field] ?? field, before, match, after } : values;
}

/** @param {Found[]} all
 * @param {About} about */
function csv(all, about) {
  const names = about.occurrences ? OCCURRENCE : ARTICLE;
  const rows = all.map((found) => valuesOf(found, about)).map((values) => names.map((name) => values[name]));
  return asCsv([names.map((name) => about.words.columns[name]), ...rows, ...(about.remark ? [[about.remark]] : [])]);
}

/** @param {Found[]} all
 * @param {About} about */
function json(all, about) {
  const { query, remark, accessed, site } = about;
  const records = all.map((found) => {
    const { authors, date } = referenceOf(found);
    const { byline: _, ...values } = valuesOf(found, about);
    return { ...values, date: date || values.date, authors, language: found.language, ...(found.field ? { field: found.field } : {}) };
  });
  return `${JSON.stringify({ archive: site.archive, query, accessed, ...(remark ? { remark } : {}), records }, null, 1)}\n`;
}

/** An article once, whatever number of its occurrences there are.
 * @param {Found[]} all
 * @param {About} about
 * @returns {Item[]} */
export function itemsOf(all, { site, occurrences }) {
  /** @type {Map<string, Item & { quoted: string[] }>} */
  const items = new Map();
  for (const found of all) {
    const { issue, date, page, paper, authors } = referenceOf(found);
    const { title, href, section, language, before, match, after } = found;
    const item = items.get(href) ?? {
      key: keyOf(href), title, authors, issue, date: date || found.date, page, section, language, archive: site.archive,
      paper: paper || site.paper || site.archive, place: paper ? "" : site.place, url: urlOf(href, site), quoted: [],
    };
    if (occurrences) item.quoted.push(`${before}【${match}】${after}`);
    items.set(href, item);
  }
  return [...items.values()].map(({ quoted, ...item }) => ({ ...item, note: quoted.join(" / ") }));
}

/** @type {(write: (items: Item[], accessed: string) => string) => Form["write"]} */
const references = (write) => (all, about) => write(itemsOf(all, about), about.accessed);

/** @type {Record<string, Form>} */
export const FORMS = {
  csv: { ending: "csv", type: "text/csv", write: csv },
  json: { ending: "json", type: "application/json", write: json },
  ris: { ending: "ris", type: "application/x-research-info-systems", write: references(toRis) },
  bibtex: { ending: "bib", type: "application/x-bibtex", write: references(toBibtex) },
  csl: { ending: "csl.json", type: "application/vnd.citationstyles.csl+json", write: references(toCsl) },
};

/** @param {string} query
 * @param {{ ending: string, partial: boolean }} options */
export function fileName(query, { ending, partial }) {
  const words = query.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replaceAll(" ", "-").slice(0, 60);
  return `${words || "search"}${partial ? "-partial" : ""}.${ending}`;
}
