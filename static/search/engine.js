/* The search engine of a static archive.

     const engine = await ArchiveSearch.open("search/");
     const found = await engine.search("招商引资 -西宁", { sort: "newest", filters: { year: ["2024"] } });

   `found` is { total, results, filters, problems }:
     results   in order, each { score, data() }; data() is a promise of { href, title, titleParts, date, dateWords,
               language, section, excerpt }, where titleParts and excerpt are [{ text, mark }]
     filters   with `counts: true`: { name: { value: number of results } }, else {}
     problems  codes: "empty" (nothing in the query can be searched), "single-character" (it works, and finds much)
   Options: sort "relevance" (default), "newest" or "oldest"; filters { name: [values] }, of which one value must
   be met for each name; from and to, dates such as "2024" or "2024-02-19", both included; signal, an AbortSignal.

   A query is words, all of which must occur; "a phrase", -without, beginning*. What a word matches is said by
   tests/truth.py. Where two shards hold a key, Pagefind scores it by how rare it is in each; the score is brought
   to what it would be in one index. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const FORMAT = 1;
  const EMPTY_INDEX = [0x86, 0x65, ...new TextEncoder().encode("1.5.2"), 0x80, 0x80, 0x80, 0x80, 0x80];

  /* How much a key found in `hits` of `documents` documents says: the measure Pagefind scores by. */
  const rarity = (documents, hits) => Math.log(1 + (documents - hits + 0.5) / (hits + 0.5));

  /* Open the bundle in the folder at `base`, an address relative to the page. */
  search.open = async (base) => {
    const bundle = new search.Bundle(base);
    const [manifest, table] = await Promise.all([
      bundle.plain("manifest"), bundle.plain("fold"), bundle.pagefind("und")]);
    if (manifest.format !== FORMAT) throw new Error("the index was made by another version of these scripts");
    search.useFoldTable(table);
    return new Engine(bundle, manifest);
  };

  class Engine {
    #bundle;
    #stems;
    #shards;
    #stemmers = new Map();

    constructor(bundle, manifest) {
      this.#bundle = bundle;
      this.#stems = manifest.stems;
      this.#shards = manifest.shards.map((summary) => new search.Shard(bundle, summary));
      this.documents = manifest.shards.reduce((sum, shard) => sum + shard.documents, 0);
    }

    async search(query, options = {}) {
      const { sort = "relevance", counts = false } = options;
      const terms = search.parse(query);
      const all = [...terms.include, ...terms.exclude];
      if (!all.length) return { total: 0, results: [], filters: {}, problems: ["empty"] };
      const forms = new Map(await Promise.all(all.map(async (term) => [term, await this.#forms(term)])));
      const keys = distinct(all.flatMap((term) => [...term.keys, ...forms.get(term).map(([, key]) => key)]));
      const shards = this.#shards.filter((shard) => mayHold(shard.summary, options));
      const found = await Promise.all(shards.map((shard) => shard.prepare(keys, options.signal)));
      const worth = worths(keys, shards, found);
      const facets = await facetsFor(shards, options);
      const hits = shards.map((shard, i) => {
        const place = { found: found[i], worth: (key) => worth(i, key) };
        return within(matches(shard, terms, forms, place), facets[i], options);
      });
      return {
        ...listed(shards, hits, terms, sort),
        filters: counts ? counted(hits, facets) : {},
        problems: all.some((term) => term.single) ? ["single-character"] : [],
      };
    }

    /* The words of the archive that share the stem of a term: [[language, key], …]. */
    async #forms(term) {
      if (!term.stem) return [];
      const found = await Promise.all(Object.keys(this.#stems).map(async (language) => {
        const words = await this.#sameStem(language, term.stem);
        return words.filter((word) => word !== term.stem).map((word) => [language, { key: `${word}0`, prefix: false }]);
      }));
      return found.flat();
    }

    async #sameStem(language, word) {
      const firsts = this.#stems[language];
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
        const pointer = pagefind.enter_playground_mode(pagefind.init_pagefind(new Uint8Array(EMPTY_INDEX)));
        const stem = (word) => JSON.parse(pagefind.search(pointer, word, word, "{}", "", false, false)).search_keywords[0];
        this.#stemmers.set(language, stem);
      }
      return this.#stemmers.get(language);
    }
  }

  const distinct = (keys) => [...new Map(keys.map((key) => [search.nameOf(key), key])).values()];

  /* Whether a shard can hold a document of the dates asked for. */
  function mayHold(summary, { from, to }) {
    if (!from && !to) return true;
    return summary.to !== "" && (!from || summary.to >= from) && (!to || summary.from.slice(0, to.length) <= to);
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

  /* The documents of a shard that a query is true of: number -> {score, terms}. */
  function matches(shard, terms, forms, place) {
    const of = (term) => shard.match(term, forms.get(term), place);
    let documents = new Map();
    if (!terms.include.length) for (const number of shard.numbers()) documents.set(number, { score: 0, terms: [] });
    terms.include.forEach((term, i) => {
      const here = of(term);
      const kept = new Map();
      for (const [number, { score, spans }] of here) {
        const before = i ? documents.get(number) : { score: 0, terms: [] };
        if (before) kept.set(number, { score: before.score + score, terms: [...before.terms, { spans, half: term.half }] });
      }
      documents = kept;
    });
    for (const term of terms.exclude) for (const number of of(term).keys()) documents.delete(number);
    return documents;
  }

  /* Dates and filters are loaded only where something asks for them. */
  function facetsFor(shards, { filters = {}, from, to, counts }) {
    const wanted = from || to || counts || Object.values(filters).some((values) => values?.length);
    return Promise.all(shards.map((shard) => (wanted ? shard.facets() : null)));
  }

  function within(documents, facets, { filters = {}, from, to }) {
    if (!facets) return documents;
    const allowed = Object.entries(filters).filter(([, values]) => values?.length).map(([name, values]) =>
      new Set(values.flatMap((value) => facets.filters[name]?.[value] ?? [])));
    const fits = (number) => {
      const date = facets.dates[number];
      if ((from || to) && !date) return false;
      if ((from && date < from) || (to && date.slice(0, to.length) > to)) return false;
      return allowed.every((numbers) => numbers.has(number));
    };
    return new Map([...documents].filter(([number]) => fits(number)));
  }

  function listed(shards, hits, terms, sort) {
    const results = hits.flatMap((documents, order) =>
      [...documents].map(([number, hit]) => ({ order, number, ...hit })));
    results.sort(comparison(shards, sort));
    return {
      total: results.length,
      results: results.map((hit) => ({ score: hit.score, data: () => shown(shards[hit.order], hit) })),
    };
  }

  /* Shards and the documents in them are numbered from the newest; undated ones are the last shards. */
  function comparison(shards, sort) {
    const newest = (a, b) => a.order - b.order || a.number - b.number;
    if (sort === "newest") return newest;
    const undated = (hit) => (shards[hit.order].summary.to === "" ? 1 : 0);
    if (sort === "oldest") return (a, b) => undated(a) - undated(b) || newest(b, a);
    return (a, b) => b.score - a.score || newest(a, b);
  }

  async function shown(shard, hit) {
    const { fields, ...about } = await shard.document(hit.number);
    const { title, excerpt } = search.excerpt({ fields, ...about }, hit.terms);
    const section = fields.find(([name]) => name === "section")?.[1] ?? "";
    return { ...about, section, titleParts: title, excerpt };
  }

  function counted(hits, facets) {
    const result = {};
    hits.forEach((documents, i) => {
      for (const [name, values] of Object.entries(facets[i].filters)) {
        for (const [value, numbers] of Object.entries(values)) {
          const count = numbers.reduce((sum, number) => sum + (documents.has(number) ? 1 : 0), 0);
          if (count) (result[name] ??= {})[value] = (result[name]?.[value] ?? 0) + count;
        }
      }
    });
    return result;
  }
})();
