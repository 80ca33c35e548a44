/* What a reader is offered beside the results: other forms of a name, and where nothing was found what there is. Each
   offer is a query that was tried. */
import { anywhere, apart, likeTerm, unquoted, withOther, written } from "../query/rewriting.js";
import { termsOf } from "../query/query.js";
/** @import { Narrowing } from "../matches/facets.js" */
/** @import { Form } from "../postings/names.js" */
/** @import { Node, Query } from "../query/query.js" */
/** @import { Term } from "../query/terms.js" */

/** What of a query finds how many articles.
 * @typedef {{ text: string, total: number }} Counted */

/** A query that finds something: without the filters; without what must be absent; with the words of a phrase for
 * themselves; not only in a field; not near each other; with fewer characters of a word; with another word like it.
 * @typedef {Counted & { kind: "unfiltered" | "unrestricted" | "unquoted" | "anywhere" | "apart" | "shorter" | "similar" }} Offer */

/** `words` are the parts of the query that must all hold, each by itself: what is missing has the total 0.
 * @typedef {{ words: Counted[], offers: Offer[] }} Advice */

/** A name in the query, another form of it, and the query with both as alternatives.
 * @typedef {Counted & { asked: string, name: string, presumed: boolean }} OtherName */

/** How many articles a query finds, as the search is narrowed or otherwise.
 * @typedef {(text: string, narrowing?: Narrowing) => Promise<number>} Count */

const MOST_WORDS = 3; // that are missing and get offers of their own
const SHORTEST = { unspaced: 2, spaced: 3 }; // characters, of what is offered in the place of a word

/** @param {Query} query
 * @param {{ count: Count, similar: (word: string) => Promise<string[]>, narrowed: boolean }} options
 * @returns {Promise<Advice>} */
export async function adviceOn(query, { count, similar, narrowed }) {
  const words = await counted(query.include, count);
  /** @type {Offer[]} */
  const offers = [];
  /** @type {(kind: Offer["kind"], text: string, narrowing?: Narrowing) => Promise<void>} */
  const offer = async (kind, text, narrowing) => {
    if (!text || offers.some((one) => one.text === text)) return;
    const total = await count(text, narrowing);
    if (total) offers.push({ kind, text, total });
  };
  const text = written(query);
  if (narrowed) await offer("unfiltered", text, {});
  if (query.exclude.length && query.include.length) await offer("unrestricted", written({ ...query, exclude: [] }));
  for (const [kind, change] of /** @type {const} */ ([["unquoted", unquoted], ["anywhere", anywhere], ["apart", apart]])) {
    const other = written(change(query));
    if (other !== text) await offer(kind, other);
  }
  for (const term of await missing(query, count)) {
    for (const word of await similar(term.stem ?? "")) await replace("similar", term, word);
    for (const piece of await shorter(term, count)) await replace("shorter", term, piece);
  }
  return { words, offers };

  /** @param {Offer["kind"]} kind
   * @param {Term} term
   * @param {string} word */
  async function replace(kind, term, word) {
    const other = likeTerm(term, word);
    if (other) await offer(kind, written(withOther(query, term, other)));
  }
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
  const terms = query.include.flatMap(termsOf);
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

/** @param {Query} query
 * @param {{ count: Count, forms: (name: string) => Promise<Form[]> }} options
 * @returns {Promise<OtherName[]>} */
export async function otherNames(query, { count, forms }) {
  const terms = query.include.flatMap(termsOf);
  const known = await Promise.all(terms.map((term) => forms(term.words)));
  if (!known.some((one) => one.length)) return [];
  const before = await count(written(query));
  const offers = terms.flatMap((term, i) => known[i].map(({ name, presumed }) => ({ term, name, presumed })));
  const tried = await Promise.all(offers.map(async ({ term, name, presumed }) => {
    const other = likeTerm(term, name, /\s/.test(name));
    if (!other) return [];
    const text = written(withOther(query, term, { kind: "any", text: "", parts: [term, other] }));
    const total = await count(text);
    return total > before ? [{ asked: term.words, name, presumed, text, total }] : [];
  }));
  return tried.flat();
}
