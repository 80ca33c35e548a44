/* The search engine of a static archive.

     const engine = await ArchiveSearch.open("search/");
     const found = await engine.search("招商引资 -西宁", { sort: "newest", filters: { year: ["2024"] } });

   Where two shards hold a key, Pagefind scores it by how rare it is in each; the score is brought to what it would be
   in one index. So relevance needs all shards, and an order of date one after another. */
import { needsFields } from "../matches/evaluate.js";
import { countByDate, countFacets, mayHold, narrows } from "../matches/facets.js";
import { heldByDay, heldOf } from "../matches/held.js";
import { Bundle } from "../postings/bundle.js";
import { loadPagefind } from "../postings/pagefind.js";
import { Names } from "../postings/names.js";
import { Shard } from "../postings/shard.js";
import { Stems } from "../postings/stems.js";
import { useFoldTable } from "../query/folding.js";
import { LONGEST_QUERY, parseQuery, termsOf } from "../query/query.js";
import { nameOf } from "../query/terms.js";
import { limits } from "../shared/limits.js";
import { adviceOn, otherNames } from "./advice.js";
import { attempt, inDateOrder, searchAllAtOnce, searchOneByOne } from "./strategies.js";
/** @import { Counts, Filtered, Narrowing } from "../matches/facets.js" */
/** @import { Request } from "../matches/matching.js" */
/** @import { Summary } from "../postings/shard.js" */
/** @import { Query } from "../query/query.js" */
/** @import { Key } from "../query/terms.js" */
/** @import { Advice, OtherName } from "./advice.js" */
/** @import { Result } from "./result.js" */

/** `onPart` is called each time a shard is done, if sorted by date: what is there is final.
 * @typedef {object} Progress
 * @property {boolean | "dates"} [counts] whether facets are counted, or of them only what is of which date
 * @property {"" | "relevance" | "newest" | "oldest"} [sort] relevance if nothing is said
 * @property {AbortSignal} [signal]
 * @property {(part: { total: number, results: Result[] }) => void} [onPart] */

/** @typedef {Narrowing & Progress} Options */

/** What is found. Without words, but with a filter or a date, that is all that these let through, in order of date.
 * @typedef {object} Found
 * @property {number} total
 * @property {Result[]} results in order
 * @property {Counts} facets what is chosen of one does not count for that one itself, so that one sees what another
 *   value of it would add; `decade` counts a result once in each that its date may mean, `day` only one of a single day
 * @property {("empty" | "single-character" | "long" | "many" | "ignored")[]} problems nothing in the query can be
 *   searched; it works, and finds much; only its beginning was searched; only its first alternatives; some of its signs
 *   have no effect where they stand
 * @property {string[]} ignored these signs, such as "|", "~5" or "title:"
 * @property {Summary[]} missing the shards that could not be loaded: the total is without them */

/** The list of shards; `stems` has by language the first stem of each of their files, `names` the first name of each file
 * of names.
 * @typedef {{ format: number, pagefind: string, shards: Summary[], stems: Record<string, string[]>, names?: string[] }} Manifest */

const FORMAT = 4; // of the bundle

/** Open the bundle in the folder at `base`, an address relative to the page. `mark` as Bundle.plain has it.
 * @param {string} base
 * @param {string} [mark] */
export async function open(base, mark = "") {
  const bundle = new Bundle(base);
  const [manifest, table] = await Promise.all([
    bundle.plain("manifest", mark), bundle.plain("fold"), loadPagefind(bundle, "und")]);
  if (manifest.format !== FORMAT) throw new Error("the index was made by another version of these scripts");
  useFoldTable(table);
  return new Engine(bundle, manifest);
}

export class Engine {
  #bundle;
  #shards;
  #stems;
  #names;

  /** @param {Bundle} bundle
   * @param {Manifest} manifest */
  constructor(bundle, manifest) {
    this.#bundle = bundle;
    this.#shards = manifest.shards.map((summary) => new Shard(bundle, summary));
    this.#stems = new Stems(bundle, manifest.pagefind, manifest.stems);
    this.#names = new Names(bundle, manifest.names ?? []);
    this.documents = manifest.shards.reduce((sum, shard) => sum + shard.documents, 0);
    this.shards = manifest.shards.length;
    this.held = heldOf(manifest.shards);
  }

  /** Whether another engine has the same shards.
   * @param {Engine} other */
  equals(other) {
    const names = (/** @type {Engine} */ engine) => engine.#shards.map(({ summary }) => summary.name).join();
    return names(this) === names(other);
  }

  /** How many articles are known to be of each day between two.
   * @param {string} from
   * @param {string} to */
  heldByDay(from, to) {
    return heldByDay(this.#shards, { from, to });
  }

  /** @param {string} text
   * @param {Options} [options]
   * @returns {Promise<Found>} */
  async search(text, options = {}) {
    if (this.#bundle.heldBytes > limits.heldBytes) this.#forget();
    const query = parseQuery(text);
    const { ignored } = query;
    const problems = problemsOf(text, query, options);
    if (problems.includes("empty")) return { total: 0, results: [], facets: {}, problems, ignored, missing: [] };
    const request = await this.#request(query);
    const shards = inDateOrder(this.#shards.filter(({ summary }) => mayHold(summary, options)), options.sort);
    const byDate = options.sort === "newest" || options.sort === "oldest" || !request.keys.length;
    const { results, filtered, missing } = await (byDate ? searchOneByOne : searchAllAtOnce)(shards, request, options);
    options.signal?.throwIfAborted();
    const facets = options.counts ? await count(shards, filtered, { missing, only: options.counts }) : {};
    return { total: results.length, results, facets, problems, ignored, missing: missing.map(({ summary }) => summary) };
  }

  /** What there is where a query finds nothing.
   * @param {string} text
   * @param {Narrowing & { signal?: AbortSignal }} [options]
   * @returns {Promise<Advice>} */
  advise(text, options = {}) {
    return adviceOn(parseQuery(text), {
      count: async (other, narrowing = options) => (await this.search(other, { ...narrowing, signal: options.signal })).total,
      similar: (word) => this.#stems.similar(word),
      forms: (name) => this.#names.formsOf(name),
      narrowed: narrows(options),
    });
  }

  /** The other forms that names of the query have in the archive's authorities.
   * @param {string} text
   * @param {Narrowing & { signal?: AbortSignal }} [options]
   * @returns {Promise<OtherName[]>} each with a query that finds more than this one */
  async otherNames(text, options = {}) {
    const count = async (/** @type {string} */ other) => (await this.search(other, options)).total;
    return otherNames(parseQuery(text), { count, forms: (name) => this.#names.formsOf(name) });
  }

  /** @param {Query} query
   * @returns {Promise<Request>} */
  async #request(query) {
    const terms = termsOf(query);
    const found = await Promise.all(terms.map((term) => this.#stems.formsOf(term)));
    const forms = new Map(terms.map((term, i) => [term, found[i]]));
    const keys = [...terms.flatMap((term) => term.keys), ...found.flat().map(({ key }) => key)];
    return { query, forms, keys: distinct(keys), fields: needsFields(query) };
  }

  /* Memory is given back between two searches; results of the one before still hold what they need. */
  #forget() {
    this.#bundle.forget();
    this.#stems.forget();
    this.#shards = this.#shards.map(({ summary }) => new Shard(this.#bundle, summary));
  }
}

/** @param {string} text
 * @param {Query} query
 * @param {Narrowing} narrowing
 * @returns {Found["problems"]} */
function problemsOf(text, query, narrowing) {
  const terms = termsOf(query);
  /** @type {Found["problems"]} */
  const problems = [];
  if (!terms.length && !(text.trim() === "" && narrows(narrowing))) problems.push("empty");
  if (terms.some(({ single }) => single)) problems.push("single-character");
  if (text.length > LONGEST_QUERY) problems.push("long");
  if (query.cut) problems.push("many");
  if (query.ignored.length) problems.push("ignored");
  return problems;
}

/** @param {Key[]} keys */
const distinct = (keys) => [...new Map(keys.map((key) => [nameOf(key), key])).values()];

/** What the facets count; they are most of what there is to read, so only where something was found they are.
 * @param {Shard[]} shards
 * @param {Filtered[]} filtered
 * @param {{ missing: Shard[], only: Options["counts"] }} options */
async function count(shards, filtered, { missing, only }) {
  const found = shards.flatMap((shard, i) => {
    const { hits, near } = filtered[i];
    return hits.size || Object.keys(near).length ? [{ shard, one: filtered[i] }] : [];
  });
  const facets = await Promise.all(found.map(({ shard }) => attempt(shard, missing, {}, () => shard.facets())));
  const counted = found.flatMap(({ one }, i) => (facets[i] ? [one] : []));
  return (only === "dates" ? countByDate : countFacets)(counted, facets.filter((one) => one !== null));
}
