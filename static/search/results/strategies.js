/* The two ways through the shards: in order of date one after another, so that the first results are shown at once; by
   relevance all of them, since the best may be in the last. */
import { applyFilters, facetsFor, nothing } from "../matches/facets.js";
import { matchQuery } from "../matches/matching.js";
import { rarity } from "../postings/pagefind.js";
import { nameOf } from "../query/terms.js";
import { pause } from "../shared/pause.js";
import { resultsOf } from "./result.js";
/** @import { Filtered } from "../matches/facets.js" */
/** @import { Request } from "../matches/matching.js" */
/** @import { Postings, Shard } from "../postings/shard.js" */
/** @import { Key } from "../query/terms.js" */
/** @import { Options } from "./engine.js" */
/** @import { Result } from "./result.js" */

/** `filtered` is of each shard, in their order; `missing` are those that could not be loaded.
 * @typedef {{ results: Result[], filtered: Filtered[], missing: Shard[] }} Answer */

const AHEAD = 3; // shards that are loaded while one is searched

/** Shards are numbered from the newest; those of undated documents are the last in either order.
 * @param {Shard[]} shards
 * @param {Options["sort"]} sort */
export function inDateOrder(shards, sort) {
  if (sort !== "oldest") return shards;
  const undated = (/** @type {Shard} */ { summary }) => summary.to === "";
  return [...shards.filter((shard) => !undated(shard)).reverse(), ...shards.filter(undated).reverse()];
}

/** What a shard gives; null, and the shard is `missing`, if it cannot be loaded.
 * @template T
 * @param {Shard} shard
 * @param {Shard[]} missing
 * @param {{ signal?: AbortSignal }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T | null>} */
export async function attempt(shard, missing, { signal }, work) {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    console.error(error);
    missing.push(shard);
    return null;
  }
}

/** Where fields begin, of a shard: for queries that ask.
 * @param {Shard} shard
 * @param {Request} request */
const lengthsFor = async (shard, { fields }) => (fields ? shard.fieldLengths() : null);

/** What is found in a shard is shown before the next one is read.
 * @param {Shard[]} shards
 * @param {Request} request
 * @param {Options} options
 * @returns {Promise<Answer>} */
export async function searchOneByOne(shards, request, options) {
  /** @type {Answer} */
  const { results, filtered, missing } = { results: [], filtered: [], missing: [] };
  const load = (/** @type {Shard} */ shard) =>
    Promise.all([shard.load(request.keys), facetsFor(shard, options), lengthsFor(shard, request)]);
  for (const [i, shard] of shards.entries()) {
    for (const next of shards.slice(i + 1, i + 1 + AHEAD)) load(next).catch(() => {});
    const found = await attempt(shard, missing, options, async () => {
      const [, facets, lengths] = await load(shard);
      const postings = await shard.postings(request.keys, options.signal);
      return applyFilters(matchQuery(shard, request, { postings, weigh: () => 1, lengths }), facets, options);
    });
    filtered.push(found ?? nothing());
    results.push(...resultsOf(shard, filtered[i].hits, options.sort));
    if (i + 1 < shards.length) options.onPart?.({ total: results.length, results });
  }
  return { results, filtered, missing: notAll(shards, missing) };
}

/** @param {Shard[]} shards
 * @param {Request} request
 * @param {Options} options
 * @returns {Promise<Answer>} */
export async function searchAllAtOnce(shards, request, options) {
  /** @type {Shard[]} */
  const missing = [];
  const loaded = (await Promise.all(shards.map((shard) => attempt(shard, missing, options, async () => {
    const [postings, facets, lengths] = await Promise.all([
      shard.postings(request.keys, options.signal), facetsFor(shard, options), lengthsFor(shard, request)]);
    return { shard, postings, facets, lengths };
  })))).filter((one) => one !== null);
  const weigh = weights(request.keys, loaded);
  /** @type {Map<Shard, Filtered>} */
  const filtered = new Map();
  for (const [i, { shard, postings, facets, lengths }] of loaded.entries()) {
    await pause(options.signal);
    const matches = matchQuery(shard, request, { postings, weigh: (key) => weigh(i, key), lengths });
    filtered.set(shard, applyFilters(matches, facets, options));
  }
  // Sorting is stable, and equal ones stand newest first already.
  const results = [...filtered].flatMap(([shard, { hits }]) => resultsOf(shard, hits, "newest"));
  return {
    results: results.sort((a, b) => b.score - a.score),
    filtered: shards.map((shard) => filtered.get(shard) ?? nothing()),
    missing: notAll(shards, missing),
  };
}

/** What to multiply Pagefind's score of a key in a shard by.
 * @param {Key[]} keys
 * @param {{ shard: Shard, postings: Postings }[]} loaded
 * @returns {(i: number, key: Key) => number} */
function weights(keys, loaded) {
  /** @type {(postings: Postings, name: string) => number} */
  const hits = (postings, name) => postings.get(name)?.size ?? 0;
  const documents = loaded.reduce((sum, { shard }) => sum + shard.summary.documents, 0);
  const overall = new Map(keys.map(nameOf).map((name) =>
    [name, rarity(documents, loaded.reduce((sum, { postings }) => sum + hits(postings, name), 0))]));
  return (i, key) => {
    const { shard, postings } = loaded[i];
    const name = nameOf(key);
    return (overall.get(name) ?? 0) / rarity(shard.summary.documents, hits(postings, name));
  };
}

/** If nothing at all could be loaded, that is no answer.
 * @param {Shard[]} shards
 * @param {Shard[]} missing */
function notAll(shards, missing) {
  if (missing.length && missing.length === shards.length) throw new Error("no shard can be loaded");
  return missing;
}
