/* What a reader is offered beside the results: other forms of a name, and where nothing was found what there is. Each
   offer is a query that was tried. */
import { fold } from "../query/folding.js";
import { anywhere, apart, likeTerm, unquoted, withOther, written } from "../query/rewriting.js";
import { termsOf } from "../query/query.js";
/** @import { Narrowing } from "../matches/facets.js" */
/** @import { Form } from "../postings/names.js" */
/** @import { Node, Query } from "../query/query.js" */
/** @import { Term } from "../query/terms.js" */

/** What of a query finds how many articles.
 * @typedef {{ text: string, total: number }} Counted */

/** A query that finds something: without the filters; with another form of a name; without what must be absent; with the
 * words of a phrase for themselves; not only in a field; not near each other; with fewer words; with fewer characters of
 * a word; with another word like it.
 * @typedef {Counted & { kind: Kind }} Offer */

/** @typedef {"unfiltered" | "name" | "unrestricted" | "unquoted" | "anywhere" | "apart" | "fewer" | "shorter" | "similar"} Kind */

/** `words` are the parts of the query that must all hold, each by itself: what is missing has the total 0, and the words
 * that it is of follow. Of a long query they are the first twenty.
 * @typedef {{ words: Counted[], offers: Offer[] }} Advice */

/** A name in the query, another form of it, and the query with both as alternatives.
 * @typedef {Counted & { asked: string, name: string, presumed: boolean }} OtherName */

/** How many articles a query finds, as the search is narrowed or otherwise.
 * @typedef {(text: string, narrowing?: Narrowing) => Promise<number>} Count */

/** @typedef {{ count: Count, similar: (word: string) => Promise<string[]>, forms: (name: string) => Promise<Form[]>,
 *   narrowed: boolean }} Means */

/** What may be tried; the answer is how many articles it finds.
 * @typedef {AsyncGenerator<[Kind, string, Narrowing?], void, number>} Attempts */

const MOST_COUNTED = 20; // parts of a query that are looked for by themselves
const MOST_WORDS = 3; // that are missing and get offers of their own
const MANY_WORDS = 5; // more are not left out one by one
const SHORTEST = { unspaced: 2, spaced: 3 }; // characters, of what is offered in the place of a word

/** @param {Query} query
 * @param {Means} means
 * @returns {Promise<Advice>} */
export async function adviceOn(query, means) {
  const parts = query.include.slice(0, MOST_COUNTED);
  const words = await counted(parts, means.count);
  /** @type {Offer[]} */
  const offers = [];
  const attempts = termsOf(query).length ? attemptsAt(query, words, means) : null;
  for (let step = await attempts?.next(0); step && !step.done;) {
    const [kind, text, narrowing] = step.value;
    const total = await means.count(text, narrowing);
    if (total && !offers.some((one) => fold(one.text) === fold(text))) offers.push({ kind, text, total });
    step = await attempts?.next(total);
  }
  const inside = words.map(({ total }, i) => (total || parts[i].kind === "term" ? [] : termsOf(parts[i])));
  const each = await Promise.all(words.map(async (word, i) => [word, ...await counted(inside[i], means.count)]));
  return { words: each.flat(), offers };
}

/** The nearest to what was asked come first.
 * @param {Query} query
 * @param {Counted[]} words
 * @param {Means} means
 * @returns {Attempts} */
async function* attemptsAt(query, words, { count, similar, forms, narrowed }) {
  const text = written(query);
  if (narrowed) yield ["unfiltered", text, {}];
  for (const { term, other } of await namesIn(query, forms)) yield ["name", written(withOther(query, term, other))];
  if (query.exclude.length && query.include.length) yield ["unrestricted", written({ ...query, exclude: [] })];
  for (const [kind, change] of /** @type {const} */ ([["unquoted", unquoted], ["anywhere", anywhere], ["apart", apart]])) {
    const other = written(change(query));
    if (other !== text) yield [kind, other];
  }
  for (const include of fewer(query.include, words)) yield ["fewer", written({ ...query, include })];
  for (const term of await missing(query, count)) {
    for (const word of await similar(term.stem ?? "")) yield* instead("similar", query, term, word);
    for (const piece of await shorter(term, count)) yield* instead("shorter", query, term, piece);
  }
}

/** Another word in the place of one; or, where the rest of the query is missing too, that word alone.
 * @param {Kind} kind
 * @param {Query} query
 * @param {Term} term
 * @param {string} word
 * @returns {Attempts} */
async function* instead(kind, query, term, word) {
  const other = likeTerm(term, word);
  if (other && !(yield [kind, written(withOther(query, term, other))])) yield [kind, written(other)];
}

/** The parts of a query without those that are missing; if none is, without one of them.
 * @param {Node[]} include
 * @param {Counted[]} words
 * @returns {Node[][]} */
function fewer(include, words) {
  const there = include.filter((_, i) => words[i]?.total !== 0);
  if (there.length < include.length) return there.length > 1 ? [there] : [];
  if (include.length < 3 || include.length > MANY_WORDS) return [];
  return include.map((left) => include.filter((node) => node !== left));
}

/** @param {Node[]} nodes
 * @param {Count} count
 * @returns {Promise<Counted[]>} */
const counted = (nodes, count) => Promise.all(nodes.map(async (node) => {
  const text = written(node);
  return { text, total: await count(text) };
}));

/** The words that stand nowhere, alternatives among them.
 * @param {Query} query
 * @param {Count} count
 * @returns {Promise<Term[]>} */
async function missing(query, count) {
  const terms = query.include.flatMap(termsOf).slice(0, MOST_COUNTED);
  const totals = await counted(terms, count);
  return terms.filter((_, i) => !totals[i].total).slice(0, MOST_WORDS);
}

/** The longest beginning and the longest end of a word that stand somewhere. What begins with what is not there is not
 * there either, so the length is found by halving.
 * @param {Term} term
 * @param {Count} count
 * @returns {Promise<string[]>} */
async function shorter(term, count) {
  const characters = Array.from(term.words.replace(/\*$/, ""));
  const least = term.stem === null ? SHORTEST.unspaced : SHORTEST.spaced;
  /** @param {(length: number) => string} pieceOf */
  const longest = async (pieceOf) => {
    let low = least - 1;
    for (let high = characters.length - 1; low < high;) {
      const middle = Math.ceil((low + high) / 2);
      const piece = likeTerm(term, pieceOf(middle));
      if (piece && (await count(written(piece)))) low = middle;
      else high = middle - 1;
    }
    return low < least ? [] : [pieceOf(low)];
  };
  const first = (/** @type {number} */ length) => characters.slice(0, length).join("");
  if (term.stem !== null) return longest((length) => `${first(length)}*`);
  if (term.tail === 0) return [];
  return [...await longest(first), ...await longest((length) => characters.slice(-length).join(""))];
}

/** The names in a query, each with another of its forms.
 * @param {Query} query
 * @param {Means["forms"]} forms */
async function namesIn(query, forms) {
  const found = await Promise.all(query.include.flatMap(termsOf).map(async (term) =>
    (await forms(term.words)).flatMap(({ name, presumed }) => {
      const other = likeTerm(term, name, term.quoted || /\s/.test(name));
      return other ? [{ term, name, presumed, other }] : [];
    })));
  return found.flat();
}

/** @param {Query} query
 * @param {Pick<Means, "count" | "forms">} means
 * @returns {Promise<OtherName[]>} */
export async function otherNames(query, { count, forms }) {
  const names = await namesIn(query, forms);
  if (!names.length) return [];
  const before = await count(written(query));
  const tried = await Promise.all(names.map(async ({ term, name, presumed, other }) => {
    const text = written(withOther(query, term, { kind: "any", text: "", parts: [term, other] }));
    const total = await count(text);
    return total > before ? [{ asked: term.words, name, presumed, text, total }] : [];
  }));
  return tried.flat();
}
