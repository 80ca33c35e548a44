/* The list of articles found. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const { element } = search;
  const AT_ONCE = 20;
  search.AT_ONCE = AT_ONCE;

  const marked = (parts) => parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

  /* The address of a result: the query goes along, so that the article can mark its words (static/marks.js). */
  search.resultAddress = (root, { href, also = [] }, query) => {
    const given = new URLSearchParams({ q: query });
    for (const word of also) given.append("also", word);
    return `${root}${href}?${given}`;
  };

  function item(data, query, root) {
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

    constructor(list, { root, words, more }) {
      this.#list = list;
      this.#root = root;
      this.#more = search.button("search-more", words.more, more);
      this.#more.hidden = true;
      list.after(this.#more);
    }

    /* Shows the first `pages` times 20 results; those after `kept` are added to what is there. `stale` says whether
       a later search has begun. */
    async show(found, query, { pages, kept = 0, stale }) {
      const data = await Promise.all(found.results.slice(kept, pages * AT_ONCE).map((result) => result.data()));
      if (stale()) return;
      const items = data.map((one) => item(one, query, this.#root));
      if (kept) this.#list.append(...items);
      else this.#list.replaceChildren(...items);
      this.#list.hidden = false;
      this.showMore(found, pages);
      if (kept) items[0]?.querySelector("a").focus();
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
