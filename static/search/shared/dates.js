/* Years, months and days as they stand in an address, and in the reader's words. */

/** @typedef {Intl.DateTimeFormatOptions} Form */

/** @type {Record<number, Form>} */
const WHOLE = {
  7: { year: "numeric", month: "long" },
  10: { year: "numeric", month: "long", day: "numeric" },
};

/** @type {Map<string, Intl.DateTimeFormat>} */
const known = new Map();

/** @param {string} date
 * @param {Form} form */
function written(date, form) {
  const language = document.documentElement.lang || undefined;
  const name = JSON.stringify(form);
  const format = known.get(name) ?? new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" });
  known.set(name, format);
  const day = new Date(date);
  return isNaN(day.getTime()) ? date : format.format(day); // an address may say anything
}

/** A year, a month or a day in words: 1998, January 1998, 23 January 1998.
 * @param {string} date */
export const dateInWords = (date) => (WHOLE[date.length] ? written(date, WHOLE[date.length]) : date);

/** The month alone, in full or in short. In Chinese the short form is the one in use: 2月.
 * @param {string} date
 * @param {"long" | "short"} length */
export const monthInWords = (date, length) =>
  written(date, { month: document.documentElement.lang.startsWith("zh") ? "short" : length });
