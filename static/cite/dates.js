/* Dates in EDTF, as far as the forms of citation want to know them. */

/** The earliest day, month or year that a date may mean, as 2024-02-19, 2024-02 or 2024; "" of none.
 * @param {{ date: string, published: string }} item */
export function plainDate({ date, published }) {
  const found = /\d{4}(-\d\d(-\d\d)?)?/.exec((published || date).replaceAll("X", "0"))?.[0] ?? "";
  return Number(found.slice(5, 7)) > 12 ? found.slice(0, 4) : found; // a season
}

/** A date as EDTF where it says more than its earliest day, "" elsewhere; the time of day is no part of a reference.
 * @param {{ date: string, published: string }} item */
export const uncertainDate = (item) => (item.date === plainDate(item) || /^[\d-]{10}[T ]/.test(item.date) ? "" : item.date);

/** The date of CSL-JSON: one or two ends, and whether it is a guess.
 * @param {{ date: string, published: string }} item */
export function partsOf(item) {
  const date = item.date || item.published;
  const ends = /^[\d-]+[?~%]?\/[\d-]+[?~%]?$/.test(date) ? date.split("/") : [date];
  const single = /^\d{4}(-\d\d){0,2}/;
  const decade = /^(\d{2,3})X+$/.exec(date);
  const found = decade ? [decade[1].padEnd(4, "0"), decade[1].padEnd(4, "9")]
    : ends.every((end) => single.test(end)) ? ends.map((end) => single.exec(end)?.[0] ?? "") : [plainDate(item)];
  if (!found[0]) return null;
  const circa = !/^\d{4}(-\d\d){0,2}([T ].*)?$/.test(date) && !/^[\d-]+\/[\d-]+$/.test(date);
  const [year, month] = found[0].split("-").map(Number);
  if (month > 20) return { "date-parts": [[year]], season: month - 20 };
  return { "date-parts": found.map((end) => end.split("-").map(Number)), ...(circa ? { circa: true } : {}) };
}
