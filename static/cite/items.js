/* What is cited: an item says of an article what RIS, BibTeX and CSL-JSON want to know. It is read from the page itself,
   an article's from its JSON-LD, those of a list from the list: so there is no file beside each article, and it works from a
   disk. A part of cite.js, of the search and of the notebook. */

/** All but the title may be left out. Dates are in EDTF; `published` is the earliest day, month or year of it.
 * @typedef {object} Item
 * @property {string} title
 * @property {string} [key] by which a bibliography knows it: see `keyOf`
 * @property {string[]} [authors] as printed
 * @property {string[]} [editors]
 * @property {string[]} [translators]
 * @property {string[]} [contributors] photographers
 * @property {string} [paper]
 * @property {string} [place] of the paper
 * @property {string} [date]
 * @property {string} [published]
 * @property {string} [page]
 * @property {string} [issue]
 * @property {string} [section]
 * @property {string} [language]
 * @property {string[]} [tags]
 * @property {string} [summary]
 * @property {string} [archive]
 * @property {string} [url]
 * @property {string} [note] */

/** Where the site is, and what is said of all its articles: `base` is its permanent address, `root` leads to it from this
 * page.
 * @typedef {{ base: string, root: string, paper: string, place: string, archive: string }} Site */

/** The key of an article in bibliographies: its address, of which BibTeX knows all characters. It stays as long as the
 * address does.
 * @param {string} address relative to the site's root, as in a link */
export const keyOf = (address) => address.replace(/[?#].*$/, "").replace(/\.html$/, "")
  .split("/").map((part) => (/^[\w.-]+$/.test(part) ? part : `x${digest(part)}`)).join("/");

/** A short name for a part of an address that cannot be in a key (FNV-1a).
 * @param {string} text */
function digest(text) {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}

/** Where an article can be read: below the site's own address, else where this page was found; a file has no address
 * that would be of use elsewhere.
 * @param {string} address
 * @param {{ base: string, root: string }} site */
export function urlOf(address, { base, root }) {
  if (base) return new URL(address, base).href;
  return location.protocol === "file:" ? "" : new URL(root + address, location.href).href;
}

/** The item that a NewsArticle of schema.org describes.
 * @param {Record<string, any>} data
 * @param {{ address: string, base: string, root: string }} place
 * @returns {Item} */
export function itemOf(data, { address, base, root }) {
  const parts = list(data.isPartOf);
  const issue = parts.find((part) => part["@type"] === "PublicationIssue") ?? {};
  const archive = parts.find((part) => part["@type"] === "Collection")?.name;
  const names = (/** @type {any} */ persons) => list(persons).map((person) => person.name);
  return {
    key: keyOf(address), title: data.headline, authors: names(data.author), editors: names(data.editor),
    translators: names(data.translator), contributors: names(data.contributor),
    paper: issue.isPartOf?.name ?? data.publisher?.name ?? archive, place: data.publisher?.location,
    date: data.temporalCoverage ?? data.datePublished, published: data.datePublished, page: data.pagination,
    issue: issue.issueNumber, section: data.articleSection, language: data.inLanguage, tags: list(data.keywords),
    summary: data.description, archive, url: data.url ?? urlOf(address, { base, root }),
  };
}

/** @param {any} value
 * @returns {any[]} */
const list = (value) => (value == null ? [] : Array.isArray(value) ? value : [value]);
