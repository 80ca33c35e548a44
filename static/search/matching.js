/* Which documents of a shard a query is true of, which of them the filters let through, and how many are of which
   year, section … */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});

  /* The documents that a query is true of: number -> {score, terms: [{spans, half, forms}]}. */
  search.matches = (shard, { terms, forms }, place) => {
    const of = (term) => shard.match(term, forms.get(term), place);
    let documents = new Map();
    if (!terms.include.length) for (const number of shard.numbers()) documents.set(number, { score: 0, terms: [] });
    terms.include.forEach((term, i) => {
      const kept = new Map();
      for (const [number, { score, ...found }] of of(term)) {
        const before = i ? documents.get(number) : { score: 0, terms: [] };
        if (before) kept.set(number, { score: before.score + score, terms: [...before.terms, { ...found, half: term.half }] });
      }
      documents = kept;
    });
    for (const term of terms.exclude) for (const number of of(term).keys()) documents.delete(number);
    return documents;
  };

  /* What the archive names must not meet what every object has: a tag may be called “constructor”. */
  const empty = () => Object.create(null);
  const NO_END = "9999-12-31"; // as site_builder/search/document.py has it
  const own = (object, name) => (object && Object.hasOwn(object, name) ? object[name] : undefined);

  /* The last day that a document's date may mean. */
  const endOf = (facets, number) => facets.ends[number] ?? facets.dates[number];

  /* Why a document is left out: "" if it is not, the one filter that it does not meet, or "*" for more than that. */
  function judge(facets, { filters = {}, from, to }) {
    const chosen = Object.entries(filters).filter(([, values]) => values?.length);
    const allowed = chosen.map(([name, values]) =>
      [name, new Set(values.flatMap((value) => own(own(facets.filters, name), value) ?? []))]);
    return (number) => {
      const date = facets.dates[number];
      if ((from || to) && !date) return "*";
      if ((from && endOf(facets, number) < from) || (to && date.slice(0, to.length) > to)) return "*";
      const missed = allowed.filter(([, numbers]) => !numbers.has(number));
      return missed.length > 1 ? "*" : missed[0]?.[0] ?? "";
    };
  }

  /* The documents that the filters let through, and by filter those that it alone keeps out. */
  search.sift = (documents, facets, options) => {
    if (!facets) return { hits: documents, near: empty() };
    const reason = judge(facets, options);
    const hits = new Map();
    const near = empty();
    for (const [number, hit] of documents) {
      const why = reason(number);
      if (!why) hits.set(number, hit);
      else if (why !== "*") (near[why] ??= new Set()).add(number);
    }
    return { hits, near };
  };

  /* For each value of each filter the number of results that have it, or would if nothing of its kind were chosen. */
  search.counted = (sifted, facets) => {
    const result = empty();
    sifted.forEach(({ hits, near }, i) => {
      for (const [name, values] of Object.entries(facets[i].filters)) {
        for (const [value, numbers] of Object.entries(values)) {
          const count = numbers.filter((number) => hits.has(number) || near[name]?.has(number)).length;
          if (count) (result[name] ??= empty())[value] = (result[name][value] ?? 0) + count;
        }
      }
    });
    return Object.assign(result, { decade: byDecade(sifted, facets) });
  };

  /* For each decade the number of results that one finds from its first to its last year. It is no sum of years: what
     is of 2024 or 2025 is one. A date without end goes on to the last decade that there is. */
  function byDecade(sifted, facets) {
    const decade = (date) => Math.floor(date.slice(0, 4) / 10) * 10;
    const spans = sifted.flatMap(({ hits, near }, i) => [...hits.keys(), ...(near.year ?? [])]
      .filter((number) => facets[i].dates[number])
      .map((number) => [facets[i].dates[number], endOf(facets[i], number)]));
    const last = decade(spans.flat().filter((date) => date !== NO_END).reduce((a, b) => (a > b ? a : b), ""));
    const result = empty();
    for (const [start, end] of spans) {
      for (let at = decade(start); at <= Math.min(decade(end), last); at += 10) {
        const name = String(at).padStart(4, "0");
        result[name] = (result[name] ?? 0) + 1;
      }
    }
    return result;
  }

  /* Shards are numbered from the newest; those of undated documents are the last in either order. */
  search.inOrder = (shards, sort) => {
    if (sort !== "oldest") return shards;
    const undated = (shard) => shard.summary.to === "";
    return [...shards.filter((shard) => !undated(shard)).reverse(), ...shards.filter(undated).reverse()];
  };

  /* The hits of one shard as results, in order of date. */
  search.listed = (shard, hits, sort) => {
    const numbers = [...hits.keys()].sort((a, b) => (sort === "oldest" ? b - a : a - b));
    return numbers.map((number) => result(shard, number, hits.get(number)));
  };

  function result(shard, number, { score, terms }) {
    let places = -1;
    const count = () => new Set(terms.flatMap(({ spans }) => spans.map(([place]) => place))).size;
    const also = () => [...new Set(terms.flatMap(({ forms }) => forms))];
    return {
      score,
      places: () => (places < 0 ? (places = count()) : places),
      data: async () => ({ ...shown(await shard.document(number), terms), also: also() }),
      contexts: async () => ({ ...search.contexts(await shard.document(number), terms), also: also() }),
    };
  }

  function shown(document, terms) {
    const { fields, ...about } = document;
    const { title, excerpt } = search.excerpt(document, terms);
    const section = fields.find(([name]) => name === "section")?.[1] ?? "";
    return { ...about, section, titleParts: title, excerpt };
  }
})();
