/* Items in the forms that reference managers read. Pure functions, from items (items.js) to the text of a file; `accessed`
   is the day on which the reader saw them, as 2024-02-19. Names are written as they are printed: which part of one is the
   family's is not known. A part of cite.js, of the search and of the notebook. */
import { partsOf, plainDate, uncertainDate } from "./dates.js";
/** @import { Item } from "./items.js" */

/** @typedef {Required<Item>} Whole */

/** @type {Whole} */
const NOTHING = {
  title: "", key: "", authors: [], editors: [], translators: [], contributors: [], paper: "", place: "", date: "",
  published: "", page: "", issue: "", section: "", language: "", tags: [], summary: "", archive: "", url: "", note: "",
};

/** @param {Item} item
 * @returns {Whole} */
function whole(item) {
  const known = Object.entries(item).filter(([name, value]) => name in NOTHING && value != null);
  return { ...NOTHING, ...Object.fromEntries(known) };
}

/** On one line, without control characters, which no form has a place for.
 * @param {string} text */
const line = (text) => String(text).replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();

/** RIS, whose records are lines of a tag and a value.
 * @param {Item[]} items
 * @param {string} [accessed] */
export const toRis = (items, accessed = "") => items.map((item) => record(whole(item), accessed)).join("\r\n");

/** @param {Whole} item
 * @param {string} accessed */
function record(item, accessed) {
  const [year, ...rest] = (plainDate(item) || "").split("-");
  const day = [year, rest[0] ?? "", rest[1] ?? "", uncertainDate(item)];
  /** @type {[string, string | string[]][]} */
  const entries = [
    ["ID", item.key], ["TI", item.title], ["AU", item.authors], ["A2", item.editors], ["A3", item.contributors],
    ["A4", item.translators], ["T2", item.paper], ["CY", item.place], ["PY", year], ["DA", year && day.join("/")],
    ["SP", item.page], ["IS", item.issue], ["SE", item.section], ["LA", item.language], ["KW", item.tags],
    ["AB", item.summary], ["DP", item.archive], ["UR", item.url], ["Y2", item.url && accessed.replaceAll("-", "/")],
    ["N1", item.note],
  ];
  const lines = entries.flatMap(([tag, values]) => [values].flat().map(line).filter(Boolean).map((value) => `${tag}  - ${value}`));
  return ["TY  - NEWS", ...lines, "ER  - ", ""].join("\r\n");
}

/** BibTeX as biblatex reads it; the older program finds journal and year.
 * @param {Item[]} items
 * @param {string} [accessed] */
export const toBibtex = (items, accessed = "") => items.map((item) => entry(whole(item), accessed)).join("\n");

/** @param {Whole} item
 * @param {string} accessed */
function entry(item, accessed) {
  const date = biblatexDate(item);
  /** @type {[string, string][]} */
  const fields = [
    ["entrysubtype", "newspaper"], ["title", braced(item.title)], ["author", people(item.authors)],
    ["editor", people(item.editors)], ["translator", people(item.translators)],
    ["editora", people(item.contributors)], ["editoratype", item.contributors.length ? "collaborator" : ""],
    ["journal", braced(item.paper)], ["location", escaped(item.place)], ["date", date],
    ["year", /^\d{4}(-|$)/.test(date) ? date.slice(0, 4) : ""], ["pages", escaped(item.page)],
    ["number", escaped(item.issue)], ["titleaddon", braced(item.section)], ["language", escaped(item.language)],
    ["keywords", item.tags.map((tag) => (tag.includes(",") ? braced(tag) : escaped(tag))).join(", ")],
    ["abstract", escaped(item.summary)], ["library", escaped(item.archive)],
    ["url", item.url.replace(/[{}\\\s]/g, encodeURIComponent)], ["urldate", item.url && accessed],
    ["note", escaped([item.note, date === item.date ? "" : uncertainDate(item)].filter(Boolean).join("; "))],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? `  ${name} = {${value}},\n` : ""));
  return `@article{${item.key || "article"},\n${lines.join("")}}\n`;
}

/** @type {Record<string, string>} */
const COMMANDS = {
  "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}", "%": "\\%", "$": "\\$", "&": "\\&", "#": "\\#", "_": "\\_",
};

/** Braces of a text may stand alone, and would close the field: they are written by name.
 * @param {string} text */
const escaped = (text) => line(text).replace(/[\\{}~^%$&#_]/g, (character) => COMMANDS[character]);

/** So that no style changes the case of its letters.
 * @param {string} text */
const braced = (text) => (line(text) ? `{${escaped(text)}}` : "");

/** Names of one piece stand in braces: those of Chinese, and what BibTeX would take for two.
 * @param {string[]} names */
const people = (names) => names.map(line).filter(Boolean)
  .map((name) => (/^[\p{Script=Latin}\p{M}\s.'’-]+$/u.test(name) && !/\sand\s/i.test(name) ? escaped(name) : braced(name)))
  .join(" and ");

/** biblatex knows EDTF but for sets and longer forms: of these the earliest day, as uncertain.
 * @param {Whole} item */
function biblatexDate(item) {
  const date = uncertainDate(item);
  return !date ? plainDate(item) : BIBLATEX.test(date) ? date : plainDate(item) && `${plainDate(item)}?`;
}
const BIBLATEX = /^(\d{4}(-\d\d){0,2}[?~%]?|\d{3}X|\d\dXX|\d{4}(-\d\d){0,2}\/(\d{4}(-\d\d){0,2}|\.\.)?)$/;

/** CSL-JSON, which citeproc reads.
 * @param {Item[]} items
 * @param {string} [accessed] */
export function toCsl(items, accessed = "") {
  return `${JSON.stringify(items.map((item) => description(whole(item), accessed)), null, 2)}\n`;
}

/** @param {Whole} item
 * @param {string} accessed */
function description(item, accessed) {
  const names = (/** @type {string[]} */ list) => list.map(line).filter(Boolean).map((literal) => ({ literal }));
  const day = accessed && item.url ? { "date-parts": [accessed.split("-").map(Number)] } : null;
  const note = [item.note, uncertainDate(item)].filter(Boolean).join("; ");
  const all = {
    id: item.key || "article", type: "article-newspaper", title: line(item.title), author: names(item.authors),
    editor: names(item.editors), translator: names(item.translators), contributor: names(item.contributors),
    "container-title": line(item.paper), "publisher-place": line(item.place), issued: partsOf(item), page: line(item.page),
    issue: line(item.issue), section: line(item.section), language: item.language, keyword: item.tags.map(line).join(", "),
    abstract: line(item.summary), source: line(item.archive), URL: item.url, accessed: day, note: line(note),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value && (!Array.isArray(value) || value.length)));
}
