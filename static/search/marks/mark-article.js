/* On an article that was opened from the search: marks the words that were looked for, goes to the first, and offers
   the next, the previous and to take the marks away. The address carries the query (`q`), words found for having the
   same stem (`also`), and for one occurrence its field and number there (`at`). */
import { Bundle } from "../postings/bundle.js";
import { useFoldTable } from "../query/folding.js";
import { parseQuery } from "../query/query.js";
import { locate, merged, occurrencesOf } from "../results/highlight.js";
import { FIELDS } from "../shared/config.js";
import { Bar } from "./bar.js";
import { textRuns, wrap } from "./text-runs.js";
/** @import { Query } from "../query/query.js" */
/** @import { Words } from "../shared/text.js" */

/** What is marked as one: the elements, since a word may lie across several, and the number in its field of the last
 * occurrence that begins in it.
 * @typedef {{ field: string, last: number, elements: HTMLElement[] }} Mark */

/** Marks the words of the query that the address gives. `words` are the sentences of the bar, and `root`, which leads
 * to the site's root.
 * @param {HTMLElement} sheet
 * @param {URLSearchParams} given
 * @param {Words} words */
export async function markArticle(sheet, given, words) {
  const query = (given.get("q") ?? "").trim();
  useFoldTable(await new Bundle(`${words.root}search/`).plain("fold"));
  const marks = markAll(sheet, parseQuery(query), given.getAll("also"));
  const bar = new Bar(sheet, marks, { words, query, given });
  if (marks.length) bar.begin(firstOf(marks, given.get("at") ?? ""));
}

/** The number of the mark that the address asks for.
 * @param {Mark[]} marks
 * @param {string} at */
function firstOf(marks, at) {
  const [field, nth] = at.split("-");
  return Math.max(0, marks.findIndex((mark) => mark.field === field && mark.last >= Number(nth)));
}

/** The marks in the order of the page; occurrences count as in the list of them.
 * @param {HTMLElement} sheet
 * @param {Query} query
 * @param {string[]} also */
function markAll(sheet, query, also) {
  const runs = FIELDS.flatMap(({ name, selector }) =>
    [...sheet.querySelectorAll(selector)].flatMap(textRuns).map((nodes) => ({ field: name, nodes })));
  const fields = FIELDS.map(({ name }) => /** @type {[string, ...string[]]} */ ([name, ...runs.flatMap(({ field, nodes }) =>
    (field === name ? [nodes.map((node) => node.data).join("")] : []))]));
  const { texts, places } = locate(fields, query, also);
  /** @type {Mark[]} */
  const marks = [];
  const counts = new Map(FIELDS.map(({ name }) => [name, 0]));
  texts.forEach(({ field, tokens, first }, i) => {
    const ranges = merged(occurrencesOf(tokens, first, places).map((range) => ({ ...range, occurrences: 1 })),
      (into) => into.occurrences++);
    wrap(runs[i].nodes, ranges).forEach((elements, k) => {
      const last = (counts.get(field) ?? 0) + ranges[k].occurrences;
      counts.set(field, last);
      if (elements.length) marks.push({ field, last, elements });
    });
  });
  const order = new Map([...sheet.querySelectorAll("mark.found")].map((mark, i) => [mark, i]));
  const placeOf = (/** @type {Mark} */ { elements }) => order.get(elements[0]) ?? 0;
  return marks.sort((a, b) => placeOf(a) - placeOf(b));
}
