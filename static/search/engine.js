/* The search engine of a static archive.

     const engine = await ArchiveSearch.open("search/");
     const found = await engine.search("招商引资 -西宁", { sort: "newest", filters: { year: ["2024"] } });

   `found` is { total, results, filters, problems }:
     results   in order, each { score, data(), places(), contexts() }: data() is a promise of { href, title,
               titleParts, date, dateWords, language, section, excerpt, also }, where titleParts and excerpt are
               [{ text, mark }] and `also` the words that were found for having the stem of one asked for; places()
               the number of places where a word of the query stands; contexts() a promise of them (excerpt.js)
     filters   with `counts: true`: { name: { value: number of results } }, else {}; what is chosen of a name does
               not count for that name itself, so that one sees what another value of it would add; `decade` counts a
               result once in each that its date may mean
     problems  codes: "empty" (nothing in the query can be searched), "single-character" (it works, and finds much),
               "long" (only its beginning was searched)
     missing   what the manifest says of the shards that could not be loaded: the total is without them
   Options: sort "relevance" (default), "newest" or "oldest"; filters { name: [values] }, of which one value must
   be met for each name; from and to, dates such as "2024" or "2024-02-19", both included: a document is between them
   if any day is from the first to the last that its date may mean; signal, an AbortSignal; onPart, called with
   { total, results } each time a shard is done, if sorted by date: what is there is final.

   A query is words, all of which must occur; "a phrase", -without, beginning*. What a word matches is said by
   tests/truth.py. Where two shards hold a key, Pagefind scores it by how rare it is in each; the score is brought
   to what it would be in one index. So relevance needs all shards, and an order of date one after another. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const FORMAT = 3;
  const AHEAD = 3; // shards that are loaded while one is searched
  search.mostHeld = 64e6; // bytes of the index in memory, above which all is forgotten and read again as it is needed

  /* How much a key found in `hits` of `documents` documents says: the measure Pagefind scores by. */
  const rarity = (documents, hits) => Math.log(1 + (documents - hits + 0.5) / (hits + 0.5));

  /* Open the bundle in the folder at `base`, an address relative to the page. `mark` as Bundle.plain has it. */
  search.open = async (base, mark = "") => {
    const bundle = new search.Bundle(base);
    const [manifest, table] = await Promise.all([
      bundle.plain("manifest", mark), bundle.plain("fold"), bundle.pagefind("und")]);
    if (manifest.format !== FORMAT) throw new Error("the index was made by another version of these scripts");
    search.useFoldTable(table);
    return new Engine(bundle, manifest);
  };

  class Engine {
    #bundle;
    #manifest;
    #shards;
    #stemmers = new Map();

    constructor(bundle, manifest) {
      this.#bundle = bundle;
      this.#manifest = manifest;
      this.#shards = manifest.shards.map((summary) => new search.Shard(bundle, summary));
      this.documents = manifest.shards.reduce((sum, shard) => sum + shard.documents, 0);
      this.shards = manifest.shards.length;
    }

    /* Whether another engine has the same shards. */
    equals(other) {
      const names = (engine) => engine.#manifest.shards.map(({ name }) => name).join();
      return names(this) === names(other);
    }

    /* Memory is given back between two searches; results of the one before still hold what they need. */
    #forget() {
      this.#bundle.forget();
      this.#stemmers.clear();
      this.#shards = this.#shards.map(({ summary }) => new search.Shard(this.#bundle, summary));
    }

    async search(query, options = {}) {
      if (this.#bundle.held > search.mostHeld) this.#forget();
      const terms = search.parse(query);
      const all = [...terms.include, ...terms.exclude];
      if (!all.length) return { total: 0, results: [], filters: {}, problems: ["empty"], missing: [] };
      const forms = new Map(await Promise.all(all.map(async (term) => [term, await this.#forms(term)])));
      const keys = distinct(all.flatMap((term) => [...term.keys, ...forms.get(term).map(([, key]) => key)]));
      const shards = search.inOrder(this.#shards.filter((shard) => mayHold(shard.summary, options)), options.sort);
      const byDate = options.sort === "newest" || options.sort === "oldest";
      const { results, sifted, missing } = await (byDate ? inTurn : together)(shards, { terms, forms, keys }, options);
      options.signal?.throwIfAborted();
      const filters = options.counts ? await countsOf(shards, sifted, missing) : {};
      return {
        total: results.length,
        results,
        filters,
        problems: [
          ...(all.some((term) => term.single) ? ["single-character"] : []),
          ...(query.length > search.LONGEST_QUERY ? ["long"] : [])],
        missing: missing.map(({ summary }) => summary),
      };
    }

    /* The words of the archive that share the stem of a term: [[language, key], …]. */
    async #forms(term) {
      if (!term.stem) return [];
      const found = await Promise.all(Object.keys(this.#manifest.stems).map(async (language) => {
        const words = await this.#sameStem(language, term.stem);
        return words.filter((word) => word !== term.stem).map((word) => [language, { key: `${word}0`, prefix: false }]);
      }));
      return found.flat();
    }

    async #sameStem(language, word) {
      const firsts = this.#manifest.stems[language];
      const stem = (await this.#stemmer(language))(word);
      const file = search.countUpTo(firsts, stem) - 1;
      if (file < 0) return [];
      const groups = await this.#bundle.json(`stems-${language}-${file}`);
      return groups.find((group) => group[0] === stem)?.slice(1) ?? [];
    }

    /* Pagefind says how it stems a word if an index, here an empty one, is asked for it in "playground mode". */
    async #stemmer(language) {
      if (!this.#stemmers.has(language)) {
        const pagefind = await this.#bundle.pagefind(language);
        const pointer = pagefind.enter_playground_mode(pagefind.init_pagefind(emptyIndex(this.#manifest.pagefind)));
        const stem = (word) => JSON.parse(pagefind.search(pointer, word, word, "{}", "", false, false)).search_keywords[0];
        this.#stemmers.set(language, stem);
      }
      return this.#stemmers.get(language);
    }
  }

  /* Pagefind's metadata (pack.py), of no pages: it looks at the version. */
  function emptyIndex(version) {
    const name = new TextEncoder().encode(version);
    return new Uint8Array([0x86, 0x60 + name.length, ...name, 0x80, 0x80, 0x80, 0x80, 0x80]);
  }

  const distinct = (keys) => [...new Map(keys.map((key) => [search.nameOf(key), key])).values()];

  /* What `counted` says; only where something was found the filters are read, which are most of what there is to read. */
  async function countsOf(shards, sifted, missing) {
    const found = sifted.map((one, i) => [one, shards[i]]).filter(([{ hits, near }]) => hits.size || Object.keys(near).length);
    const facets = await Promise.all(found.map(([, shard]) => attempt(shard, missing, {}, () => shard.facets())));
    const there = found.map(([one], i) => [one, facets[i]]).filter(([, facet]) => facet);
    return search.counted(there.map(([one]) => one), there.map(([, facet]) => facet));
  }

  /* Whether a shard can hold a document of the dates asked for. */
  function mayHold(summary, { from, to }) {
    if (!from && !to) return true;
    return summary.to !== "" && (!from || summary.until >= from) && (!to || summary.from.slice(0, to.length) <= to);
  }

  /* Dates and filters are loaded only where something asks for them. */
  function facetsFor(shard, { filters = {}, from, to }) {
    return from || to || Object.values(filters).some((values) => values?.length) ? shard.facets() : null;
  }

  const NOTHING = { hits: new Map(), near: {} };

  /* What a shard gives; null, and the shard is `missing`, if it cannot be loaded. */
  async function attempt(shard, missing, { signal }, work) {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      console.error(error);
      missing.push(shard);
      return null;
    }
  }

  /* If nothing at all could be loaded, that is no answer. */
  function checked(shards, missing) {
    if (missing.length && missing.length === shards.length) throw new Error("no shard can be loaded");
    return missing;
  }

  /* One shard after another, in the order of their dates: what is found is shown before the next one is read. */
  async function inTurn(shards, asked, options) {
    const results = [];
    const sifted = [];
    const missing = [];
    const load = (shard) => Promise.all([shard.load(asked.keys), facetsFor(shard, options)]);
    for (const [i, shard] of shards.entries()) {
      for (const next of shards.slice(i + 1, i + 1 + AHEAD)) load(next).catch(() => {});
      const found = await attempt(shard, missing, options, async () => {
        const [, facets] = await load(shard);
        const answers = await shard.prepare(asked.keys, options.signal);
        return search.sift(search.matches(shard, asked, { found: answers, worth: () => 1 }), facets, options);
      });
      sifted.push(found ?? NOTHING);
      results.push(...search.listed(shard, sifted[i].hits, options.sort));
      if (i + 1 < shards.length) options.onPart?.({ total: results.length, results });
    }
    return { results, sifted, missing: checked(shards, missing) };
  }

  /* All shards, and then their results compared. */
  async function together(shards, asked, options) {
    const missing = [];
    const loaded = await Promise.all(shards.map((shard) => attempt(shard, missing, options, () =>
      Promise.all([shard.prepare(asked.keys, options.signal), facetsFor(shard, options)]))));
    const there = shards.filter((_, i) => loaded[i]);
    const [found, facets] = [0, 1].map((part) => loaded.filter(Boolean).map((pair) => pair[part]));
    const worth = worths(asked.keys, there, found);
    const parts = there.map((shard, i) => {
      const documents = search.matches(shard, asked, { found: found[i], worth: (key) => worth(i, key) });
      return search.sift(documents, facets[i], options);
    });
    // Sorting is stable, and equal ones stand newest first already.
    const results = there.flatMap((shard, i) => search.listed(shard, parts[i].hits, "newest"));
    const sifted = shards.map((shard) => parts[there.indexOf(shard)] ?? NOTHING);
    return { results: results.sort((a, b) => b.score - a.score), sifted, missing: checked(shards, missing) };
  }

  /* What to multiply Pagefind's score of a key in a shard by. */
  function worths(keys, shards, found) {
    const documents = shards.reduce((sum, shard) => sum + shard.summary.documents, 0);
    const overall = new Map(keys.map((key) => {
      const name = search.nameOf(key);
      return [name, rarity(documents, found.reduce((sum, answers) => sum + answers.get(name).size, 0))];
    }));
    return (i, key) => {
      const name = search.nameOf(key);
      return overall.get(name) / rarity(shards[i].summary.documents, found[i].get(name).size);
    };
  }
})();
