/* One shard of the index: finds where terms stand in its documents. Pagefind's WebAssembly looks up and scores each
   key; which documents count is decided here, by the places of the keys, since Pagefind's own phrase search knows
   no prefixes and reports one place only. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const ANSWERS_KEPT = 40;

  /* How many entries of a sorted list are not after a value. */
  function countUpTo(sorted, value) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  search.countUpTo = countUpTo;

  /* A key as a string: what begins with it is not what equals it. */
  const nameOf = (key) => (key.prefix ? `${key.key}*` : key.key);
  search.nameOf = nameOf;

  /* The places where a chain of keys begins, given the places of each. */
  function chain(lists) {
    const later = lists.slice(1).map((places) => new Set(places));
    return lists[0].filter((place) => later.every((places, i) => places.has(place + i + 1)));
  }

  search.Shard = class Shard {
    #bundle;
    #pagefind;
    #pointer = 0;
    #meta = null;
    #languages = new Map();
    #loaded = new Map();
    #found = new Map();

    constructor(bundle, summary) {
      this.#bundle = bundle;
      this.summary = summary;
    }

    /* Loads what the keys need. */
    async load(keys) {
      await this.#open();
      const numbers = new Set(keys.flatMap((key) => this.#chunksOf(key)));
      await Promise.all([...numbers].map((number) => this.#chunk(number)));
    }

    /* Loads what the keys need and looks them up: name of key -> number of document -> {score, places}. A frequent
       key takes Pagefind a while: between shards the page may react, and the signal stop what nobody waits for. */
    async prepare(keys, signal) {
      await this.load(keys);
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      return new Map(keys.map((key) => [nameOf(key), this.#lookUp(key)]));
    }

    /* The documents in which a term stands: number -> {score, spans: [[first token, tokens], …], forms: [words]}.
       `found` is what `prepare` gave, `worth` what a key counts, `forms` the words that share the term's stem:
       [[language, key], …]; of these the document's `forms` are those that it holds. */
    match(term, forms, { found, worth }) {
      const documents = new Map();
      const lists = term.keys.map((key) => found.get(nameOf(key)));
      for (const number of lists[0].keys()) {
        const entries = lists.map((list) => list.get(number));
        const starts = entries.every(Boolean) ? chain(entries.map((entry) => entry.places)) : [];
        if (!starts.length) continue;
        const score = entries.reduce((sum, entry, i) => sum + entry.score * worth(term.keys[i]), 0);
        documents.set(number, { score, spans: starts.map((start) => [start, term.keys.length]), forms: [] });
      }
      for (const [language, key] of forms) this.#addForm(documents, language, key, { found, worth });
      return documents;
    }

    /* All documents' numbers: what a query of exclusions only begins with. */
    *numbers() {
      for (let number = 0; number < this.summary.documents; number++) yield number;
    }

    /* The dates and filters: {dates: […], ends: {number: date}, filters: {name: {value: [numbers]}}}; `ends` has
       the last possible days of those documents whose date is more than one. */
    facets() {
      return this.#bundle.json(`${this.summary.name}/f`);
    }

    /* What is shown of a document. */
    async document(number) {
      await this.#open();
      const file = countUpTo(this.#meta.texts, number) - 1;
      const documents = await this.#bundle.json(`${this.summary.name}/t${file}`);
      return documents[number - this.#meta.texts[file]];
    }

    async #open() {
      if (this.#meta) return;
      const [meta, pagefind] = await Promise.all([
        this.#bundle.json(`${this.summary.name}/m`), this.#bundle.pagefind("und")]);
      if (this.#meta) return;
      this.#meta = meta;
      this.#pagefind = pagefind;
      this.#languages = new Map(Object.entries(meta.languages).map(([name, numbers]) => [name, new Set(numbers)]));
      const bytes = Uint8Array.from(atob(meta.pagefind), (char) => char.charCodeAt(0));
      this.#pointer = pagefind.init_pagefind(bytes);
    }

    #chunksOf({ key, prefix }) {
      const first = Math.max(0, countUpTo(this.#meta.index, key) - 1);
      const last = prefix ? countUpTo(this.#meta.index, `${key}\uffff`) - 1 : first;
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
        .filter((number) => number < this.#meta.index.length);
    }

    #chunk(number) {
      if (!this.#loaded.has(number)) {
        const loading = this.#bundle.bytes(`${this.summary.name}/i${number}`).then((bytes) => {
          this.#pointer = this.#pagefind.load_index_chunk(this.#pointer, bytes);
        });
        this.#loaded.set(number, loading);
        loading.catch(() => this.#loaded.delete(number));
      }
      return this.#loaded.get(number);
    }

    #lookUp(key) {
      const name = nameOf(key);
      if (!this.#found.has(name)) {
        if (this.#found.size >= ANSWERS_KEPT) this.#found.clear();
        const answer = this.#pagefind.search(this.#pointer, key.key, key.key, "{}", "", false, false);
        this.#bundle.held += answer.length;
        this.#found.set(name, new Map(JSON.parse(answer).results.map((result) =>
          [Number(result.p), { score: result.s, places: result.l.map((place) => place.l) }])));
      }
      return this.#found.get(name);
    }

    #addForm(documents, language, key, { found, worth }) {
      const ofLanguage = this.#languages.get(language);
      if (!ofLanguage) return;
      for (const [number, { score, places }] of found.get(nameOf(key))) {
        if (!ofLanguage.has(number)) continue;
        const entry = documents.get(number) ?? { score: 0, spans: [], forms: [] };
        entry.score += score * worth(key);
        entry.forms.push(key.key.slice(0, -1));
        entry.spans.push(...places.map((place) => [place, 1]));
        documents.set(number, entry);
      }
    }
  };
})();
