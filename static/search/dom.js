/* Small tools of the search page: elements made of text, the page's words, and its state as an address. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const language = document.documentElement.lang || undefined;
  const KINDS = ["year", "section", "tag", "person", "status"];
  const MOST_PAGES = 50; // of articles, since those of an address are all drawn at once
  search.KINDS = KINDS;

  search.element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== "" && value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== ""));
    return made;
  };

  search.button = (className, text, act) => {
    const made = search.element("button", { type: "button", class: className }, text);
    made.addEventListener("click", act);
    return made;
  };

  /* A link that changes the page's state where it is opened here, and is an address anywhere else. */
  search.stateLink = (state, text, act) => {
    const made = search.element("a", { href: search.addressOf(state) || "?" }, text);
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      act(state);
    });
    return made;
  };

  search.number = (value) => value.toLocaleString(language);

  /* A sentence with its {names} filled in. */
  search.say = (text, values = {}) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? search.number(value) : value;
    });

  /* Copies text, where that is allowed. */
  search.copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = search.element("textarea", { class: "hidden", readonly: true });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("refused");
  };

  /* Where an article that is opened from here finds the way back (marks.js), if the browser lets pages share that. */
  search.keepWay = (query, address) => {
    try {
      sessionStorage.setItem("archive search", JSON.stringify([query, address]));
    } catch {
      // then it leads to the query alone
    }
  };

  /* How many pages of places there are is known only when all is found: page.js sees to that. */
  const pageOf = (page, view) => Math.max(1, Math.min(view ? 1e6 : MOST_PAGES, page || 1));

  /* The state that an address says: { q, sort, from, to, view, page, filters: { year: […], … } }. */
  search.readState = (address) => {
    const given = new URL(address).searchParams;
    const one = (name, allowed) => (allowed.includes(given.get(name)) ? given.get(name) : "");
    const date = (name) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(given.get(name) ?? "") ? given.get(name) : "");
    const view = one("view", ["places"]);
    return {
      q: given.get("q") ?? "",
      sort: one("sort", ["relevance", "newest", "oldest"]),
      from: date("from"),
      to: date("to"),
      view,
      page: pageOf(parseInt(given.get("page"), 10), view),
      filters: Object.fromEntries(KINDS.map((kind) => [kind, [...new Set(given.getAll(kind))].filter(Boolean)])),
    };
  };

  /* The state as the query of an address, "" for that of an empty page. */
  search.addressOf = (state) => {
    const given = new URLSearchParams();
    for (const name of ["q", "sort", "from", "to"]) if (state[name].trim()) given.append(name, state[name].trim());
    for (const kind of KINDS) for (const value of state.filters[kind]) given.append(kind, value);
    if (state.view) given.append("view", state.view);
    const page = pageOf(state.page, state.view);
    if (page > 1) given.append("page", page);
    return given.size === 0 ? "" : `?${given}`;
  };
})();
