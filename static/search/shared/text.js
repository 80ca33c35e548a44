/* Sentences and numbers in the reader's language. */

/** The sentences of the page, by name; see templates/search.html.
 * @typedef {Record<string, any>} Words */

/** What fills in the {names} of a sentence.
 * @typedef {Record<string, string | number>} Values */

/** @param {number} value */
export const formatNumber = (value) => value.toLocaleString(document.documentElement.lang || undefined);

/** A share of a whole as a percentage, of which a small one has more figures.
 * @param {number} share */
export const formatShare = (share) => share.toLocaleString(document.documentElement.lang || undefined,
  { style: "percent", maximumSignificantDigits: share < 0.1 ? 2 : 3 });

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Words that are written from right to left do not turn what stands around them.
 * @param {string} words */
const isolated = (words) => (RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words);

/** A sentence with its {names} filled in; a name without a value stays as it is.
 * @param {string} text
 * @param {Values} [values] */
export function fillIn(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? formatNumber(value) : isolated(value);
  });
}

const SHOWN = 200; // characters of a query that are shown: to lay out a long one takes seconds

/** What is shown of a query.
 * @param {string} query */
export function shownQuery(query) {
  const characters = Array.from(query.trim().slice(0, 2 * SHOWN + 1));
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join("")}…` : query.trim();
}
