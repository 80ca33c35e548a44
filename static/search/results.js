/* The list of articles found. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const { element } = search;
  const AT_ONCE = 20;
  search.AT_ONCE = AT_ONCE;

  const marked = (parts) => parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

  /* The address of a result: the query goes along, so that the article can mark its words (marks.js). */
  search.resultAddress = (root, { href, also = [] }, query) => {
    const given = new URLSearchParams({ q: query });
    for (const word of also) given.append("also", word);
    return `${root}${href}?${given}`;
  };

  function item(data, { query, root, words }) {
    if (!data) return element("li", { class: "result" }, words.lost);
    const lang = data.language;
    const link = element("a", { href: search.resultAddress(root, data, query), lang }, ...marked(data.titleParts));
    const about = element("p", { class: "result-about" },
      element("span", { class: "result-date" }, data.dateWords), " ",
      element("span", { class: "result-section", lang }, data.section));
    return element("li", { class: "result" },
      element("h2", { class: "result-title" }, link), about,
      element("p", { class: "result-excerpt", lang }, ...marked(data.excerpt)));
  }

  /* Draws results into `list`. `more` is called when more of them are asked for. */
  search.ResultList = class ResultList {
    #list;
    #more;
    #root;
    #words;

    constructor(list, { root, words, more }) {
      this.#list = list;
      this.#root = root;
      this.#words = words;
      this.#more = search.button("search-more", words.more, more);
      this.#more.hidden = true;
      list.after(this.#more);
    }

    /* Shows the first `pages` times 20 results. `stale` says whether a later search has begun. */
    async show(found, query, { pages, stale }) {
      const data = await this.#read(found, 0, pages);
      if (stale()) return;
      this.#list.replaceChildren(...this.#items(data, query));
      this.#list.hidden = false;
      this.showMore(found, pages);
    }

    /* Adds those that are still missing of `pages` times 20. What stands there is counted when they have been read:
       another call may have added some by then. */
    async add(found, query, { pages, stale }) {
      const first = this.#list.children.length;
      const data = await this.#read(found, first, pages);
      if (stale()) return;
      const missing = data.slice(this.#list.children.length - first);
      this.#list.append(...this.#items(missing, query));
      this.showMore(found, pages);
    }

    /* Null for a result whose text cannot be loaded. */
    #read({ results }, first, pages) {
      const read = (result) => result.data().catch((error) => (console.error(error), null));
      return Promise.all(results.slice(first, pages * AT_ONCE).map(read));
    }

    #items(data, query) {
      return data.map((one) => item(one, { query, root: this.#root, words: this.#words }));
    }

    showMore(found, pages) {
      this.#more.hidden = found.total <= pages * AT_ONCE;
    }

    clear() {
      this.#list.replaceChildren();
      this.#list.hidden = true;
      this.#more.hidden = true;
    }
  };
})();
