/* Reads a query. What it asks for is said by tests/truth.py, and to readers by docs/searching.md:

     all    = { ["-"] near }                              each must hold, or after "-" must not
     near   = any { "~" [number] any }                    10 if no number is given
     any    = one { "|" one }
     one    = [field ":"] ( word | "phrase" | "(" all ")" )

   No query is wrong: an operator that joins nothing is passed over, and reported as ignored. */
import { FIELDS } from "../shared/config.js";
import { fold } from "./folding.js";
import { termOf } from "./terms.js";
/** @import { Term } from "./terms.js" */

/** One of several. `text` is what was written, here and below.
 * @typedef {{ kind: "any", text: string, parts: Node[] }} Any */

/** Each within so many characters or words of the one before.
 * @typedef {{ kind: "near", text: string, parts: Node[], within: number[] }} Near */

/** All of `include`, and none of `exclude`.
 * @typedef {{ kind: "all", text: string, include: Node[], exclude: Node[] }} All */

/** @typedef {Term | Any | Near | All} Node */

/** A whole query; `ignored` are operators that have no effect where they stand; `cut` if there are more alternatives
 * than are searched.
 * @typedef {All & { ignored: string[], cut: boolean }} Query */

export const LONGEST_QUERY = 1000; // characters; reading one may take their square
const MOST_ALTERNATIVES = 50;
const DISTANCE = 10; // of what is near, if nothing is said
const DEEPEST = 20; // parentheses inside of others: more are punctuation

const HALF_WIDTH = new Map(["＂\"", "－-", "＊*", "｜|", "～~", "〜~", "：:", "（(", "）)"].map(([full, half]) => [full, half]));
const PHRASE = /"([^"]*)"|“([^”]*)”|「([^」]*)」/y;
const NEAR = /~([0-9０-９]*)(?=[\s"“「()|]|$)/y;
const MINUS = /-(?=[^\s|)])/y;
const FIELD = /([^\s"“「()|:~-][^\s"“「()|:]*):/y;
const [BAR, OPEN, CLOSE, ANYTHING, SPACE] = [/\|/y, /\(/y, /\)/y, /\S/y, /\s*/y];

/** By what a query may call it, the name of a field. */
const NAMES = new Map(FIELDS.flatMap(({ name, asked }) => [name, ...asked].map((one) => [one, name])));

/** Where something is read: the field that it is about, and how many parentheses are open.
 * @typedef {{ field: string, depth: number }} Context */

class Reader {
  #written;
  #text; // the same with its operators in half width
  #at = 0;
  #bars = 0;
  /** @type {string[]} */
  ignored = [];
  cut = false;

  /** @param {string} text */
  constructor(text) {
    this.#written = text;
    this.#text = text.replace(/[＂－＊｜～〜：（）]/g, (char) => HALF_WIDTH.get(char) ?? char);
  }

  /** What stands next, behind spaces, if it is this.
   * @param {RegExp} what */
  #sees(what) {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    what.lastIndex = SPACE.lastIndex;
    return what.exec(this.#text);
  }

  /** @param {RegExp} what */
  #take(what) {
    const found = this.#sees(what);
    if (found) this.#at = found.index + found[0].length;
    return found;
  }

  /** What has been read from a place on, as it was written.
   * @param {number} start */
  #from = (start) => this.#written.slice(start, this.#at).trim();

  /** @param {Context} context
   * @returns {All} */
  all(context) {
    const start = this.#at;
    /** @type {Node[]} */
    const include = [];
    /** @type {Node[]} */
    const exclude = [];
    while (this.#sees(ANYTHING) && !(context.depth && this.#sees(CLOSE))) {
      const idle = this.#take(BAR) ?? this.#take(NEAR);
      const minus = idle ? null : this.#take(MINUS);
      const nodes = idle ? undefined : this.#near(context);
      const [first, ...others] = nodes ?? [];
      if (first) (minus ? exclude : include).push(first);
      include.push(...others.filter((node) => node !== null));
      if (!nodes) this.ignored.push((idle ?? minus)?.[0] ?? "");
    }
    return { kind: "all", text: this.#from(start), include, exclude };
  }

  /** Mostly one; more, where what was to be near is no place. Null is punctuation, undefined that nothing was there.
   * @param {Context} context
   * @returns {(Node | null)[] | undefined} */
  #near(context) {
    const start = this.#at;
    let node = this.#any(context);
    if (node === undefined) return undefined;
    let chain = chainOf(node);
    const chains = [chain];
    while (node !== undefined) {
      const sign = this.#take(NEAR);
      if (!sign) break;
      const next = this.#any(context);
      if (next && node && isPlace(next) && isPlace(node)) {
        chain.parts.push(next);
        chain.within.push(sign[1] ? Number(sign[1].normalize("NFKC")) : DISTANCE);
      } else {
        this.ignored.push(sign[0]);
        chains.push((chain = chainOf(next)));
      }
      node = next;
    }
    const text = this.#from(start);
    return chains.map(({ parts, within }) => (within.length ? { kind: "near", text, parts, within } : parts[0] ?? null));
  }

  /** @param {Context} context
   * @returns {Node | null | undefined} */
  #any(context) {
    const start = this.#at;
    const first = this.#one(context);
    if (first === undefined) return undefined;
    const found = [first];
    while (this.#take(BAR)) {
      const next = this.#one(context);
      if (next === undefined) this.ignored.push("|");
      else if (++this.#bars < MOST_ALTERNATIVES) found.push(next);
      else this.cut = true;
    }
    const parts = found.flatMap((node) => (node?.kind === "any" ? node.parts : node ?? []));
    return parts.length > 1 ? { kind: "any", text: this.#from(start), parts } : parts[0] ?? null;
  }

  /** @param {Context} context
   * @returns {Node | null | undefined} */
  #one(context) {
    const start = this.#at;
    const node = this.#bare(context);
    return node && { ...node, text: this.#from(start) };
  }

  /** @param {Context} context
   * @returns {Node | null | undefined} */
  #bare(context) {
    const { field, depth } = context;
    if (!this.#sees(ANYTHING) || [BAR, NEAR, MINUS].some((sign) => this.#sees(sign))) return undefined;
    if (depth && this.#sees(CLOSE)) return undefined;
    const named = NAMES.get(fold(this.#sees(FIELD)?.[1] ?? ""));
    if (named) return this.#inField({ field: named, depth });
    if (depth < DEEPEST && this.#take(OPEN)) return this.#group({ field, depth: depth + 1 });
    const phrase = this.#take(PHRASE);
    if (phrase) return termOf(phrase[1] ?? phrase[2] ?? phrase[3], { quoted: true, field });
    return termOf(this.#word(depth), { quoted: false, field });
  }

  /** @param {Context} context
   * @returns {Node | null} */
  #inField(context) {
    const name = this.#take(FIELD)?.[0] ?? "";
    while (this.#take(MINUS)) this.ignored.push("-");
    const node = this.#one(context);
    if (node === undefined) this.ignored.push(name);
    return node ?? null;
  }

  /** A parenthesis that nobody closes ends with the query.
   * @param {Context} context
   * @returns {Node | null} */
  #group(context) {
    const found = this.all(context);
    this.#take(CLOSE);
    const { include: [only, ...others], exclude } = found;
    if (!exclude.length && !others.length) return only ?? null;
    return found;
  }

  /** Up to a space, a bar, or the parenthesis that closes what it stands in.
   * @param {number} depth */
  #word(depth) {
    this.#take(SPACE);
    const start = this.#at;
    for (let open = 0; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at];
      if (/[\s|]/.test(char) || (char === ")" && depth && open <= 0)) break;
      open += char === "(" ? 1 : char === ")" ? -1 : 0;
    }
    return this.#text.slice(start, this.#at);
  }
}

/** @param {Node | null | undefined} node
 * @returns {{ parts: Node[], within: number[] }} */
const chainOf = (node) => ({ parts: node ? [node] : [], within: [] });

/** What has a place, to which something may be near.
 * @param {Node} node */
const isPlace = (node) => node.kind === "term" || (node.kind === "any" && node.parts.every(({ kind }) => kind === "term"));

/** Of a query that is too long, its beginning.
 * @param {string} text
 * @returns {Query} */
export function parseQuery(text) {
  const reader = new Reader(text.slice(0, LONGEST_QUERY));
  const all = reader.all({ field: "", depth: 0 });
  return { ...all, ignored: reader.ignored, cut: reader.cut };
}

/** The words and phrases of a query, those that must be absent among them.
 * @param {Node} node
 * @returns {Term[]} */
export function termsOf(node) {
  if (node.kind === "term") return [node];
  return (node.kind === "all" ? [...node.include, ...node.exclude] : node.parts).flatMap(termsOf);
}
