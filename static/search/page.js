/* The search page: shows results while a query is typed, and keeps the query in the address.

   It works on #search-form with input #q, #search-status and #search-results, and does nothing without them. All
   words come from data attributes of the form; {n} is the number of results, {q} the query:
     data-bundle   where the index is, "search/" if absent; data-root, what leads from this page to the site's root
     data-loading, data-failed, data-none, data-one, data-many, data-more, data-single (shown after the total),
     data-empty (where the query holds nothing that can be searched)
   Optional controls in the form, by name: `sort` (relevance, newest, oldest), `from`, `to`, and any
   `filter-NAME` (year, section …); they are kept in the address too. */
(() => {
  "use strict";
  const form = document.getElementById("search-form");
  const input = document.getElementById("q");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  if (!form || !input || !status || !list) return;

  const DELAY = 150;
  const AT_ONCE = 20;
  const words = form.dataset;
  const root = words.root ?? "";
  const language = document.documentElement.lang || undefined;
  let engine = null;
  let latest = 0;
  let timer = 0;
  let abort = new AbortController();

  const more = document.createElement("button");
  more.type = "button";
  more.className = "search-more";
  more.textContent = words.more ?? "…";
  more.hidden = true;
  list.after(more);

  const say = (text = "", values = {}) => {
    status.textContent = text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };

  const open = () => {
    engine ??= ArchiveSearch.open(words.bundle ?? "search/");
    engine.catch(() => (engine = null));
    return engine;
  };

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== ""));
    return made;
  }

  const marked = (parts) => parts.map(({ text, mark }) => (mark ? element("mark", "", text) : text));

  function item(data) {
    const link = element("a", "", ...marked(data.titleParts));
    link.href = root + data.href;
    const heading = element("h2", "result-title", link);
    const date = element("span", "result-date", data.dateWords);
    const section = element("span", "result-section", data.section);
    const about = element("p", "result-about", date, " ", section);
    const excerpt = element("p", "result-excerpt", ...marked(data.excerpt));
    if (data.language) link.lang = excerpt.lang = data.language;
    return element("li", "result", heading, about, excerpt);
  }

  const controls = () => Array.from(form.elements).filter((control) => control.name && control !== input);

  function options() {
    const chosen = { filters: {} };
    for (const { name, value } of controls()) {
      if (!value) continue;
      if (name.startsWith("filter-")) chosen.filters[name.slice(7)] = [value];
      else if (["sort", "from", "to"].includes(name)) chosen[name] = value;
    }
    return chosen;
  }

  function remember() {
    const address = new URL(location.href);
    for (const { name, value } of [input, ...controls()]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
  }

  function recall() {
    const given = new URL(location.href).searchParams;
    for (const control of [input, ...controls()]) if (given.has(control.name)) control.value = given.get(control.name);
  }

  function total(found) {
    const n = found.total;
    if (found.problems.includes("empty")) return words.empty ?? words.none;
    const sentence = n === 0 ? words.none : n === 1 ? words.one : words.many;
    return found.problems.includes("single-character") ? `${sentence} ${words.single ?? ""}`.trim() : sentence;
  }

  /* Shows results from the given one on; whatever a later query has started wins. */
  async function show(found, from, mine) {
    const data = await Promise.all(found.results.slice(from, from + AT_ONCE).map((result) => result.data()));
    if (mine !== latest) return;
    const items = data.map(item);
    if (!from) list.replaceChildren();
    list.append(...items);
    if (from) items[0].querySelector("a").focus();
    more.hidden = from + AT_ONCE >= found.total;
    more.onclick = () => run(() => show(found, from + AT_ONCE, mine), mine);
  }

  async function run(work, mine) {
    try {
      await work();
    } catch (error) {
      if (mine !== latest) return;
      clear();
      say(words.failed);
      console.error(error);
    }
  }

  function clear() {
    list.replaceChildren();
    more.hidden = true;
  }

  async function answer(query, mine) {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const found = await (await open()).search(query, { ...options(), signal });
    if (mine !== latest) return;
    await show(found, 0, mine);
    if (mine === latest) say(total(found), { n: found.total.toLocaleString(language), q: query });
  }

  async function update() {
    const mine = ++latest;
    const query = input.value.trim();
    remember();
    if (!query) {
      clear();
      say();
      return;
    }
    // Only if it takes a while: who has the page read aloud would otherwise hear it at every letter.
    const patience = setTimeout(() => mine === latest && say(words.loading), 400);
    await run(() => answer(query, mine), mine);
    clearTimeout(patience);
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(update, DELAY);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    update();
  });
  // While an input method composes, the text holds its unfinished letters.
  input.addEventListener("input", (event) => event.isComposing || soon());
  input.addEventListener("compositionend", soon);
  form.addEventListener("change", (event) => event.target !== input && soon());
  input.addEventListener("focus", () => open().catch(() => {}), { once: true });

  recall();
  if (input.value.trim()) update();
})();
