/* The search page: answers while a query is typed, and keeps all of its state in the address, so that a search can
   be cited and Back works: what is typed replaces the address, what is chosen adds one.

   The form's data: `bundle`, where the index is; `root`, what leads from this page to the site's root; `base`, the
   site's permanent address; `failed`, a sentence; `words`, the others as JSON. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const form = document.getElementById("search-form");
  if (!form || !search.ResultList) return;

  const DELAY = 150;
  search.soon = 300; // ms, after which what has been found is shown, however little it is
  const FEW = 4; // up to so many shards all of the index is read at once, so that the best can come first
  const at = (name) => document.getElementById(`search-${name}`);
  const { root, base, bundle, failed } = form.dataset;
  const words = JSON.parse(form.dataset.words);
  const input = document.getElementById("q");
  const { sort: order, from, to } = form.elements;
  const title = document.title;

  // What is chosen is chosen for the words that stand there, though they may not have been searched for yet.
  const change = (changes) => go({ ...state, q: input.value, page: 1, ...changes });
  const turn = ({ page }) => change(input.value === state.q ? { page } : {});
  const results = new search.ResultList(at("results"), { root, words, more });
  const places = new search.PlaceList(at("places"), at("pager"), { root, words, go: turn });
  const exports = new search.Exports(at("exports"), { root, base, words, failed });
  const filters = new search.Filters(at("filters"), at("chips"), { words, change });

  let state = search.readState(location.href);
  let engine = null;
  let current = null; // what the list was drawn from: while a search goes on, what it had found by then
  let latest = 0;
  let timer = 0;
  let patience = 0;
  let settled = state.q !== "";
  let abort = new AbortController();

  const say = (text = "", values = {}) => (at("status").textContent = search.say(text, values));

  const open = () => {
    engine ??= search.open(bundle);
    engine.catch(() => (engine = null));
    return engine;
  };

  function remember(add) {
    const address = new URL(location.href);
    address.search = search.addressOf(state);
    address.hash = "";
    document.title = state.q.trim() ? `${state.q.trim()} · ${title}` : title;
    if (address.href !== location.href) history[add ? "pushState" : "replaceState"](null, "", address);
    search.keepWay(state.q.trim(), address.search);
  }

  /* The controls as the state has them. */
  function recall() {
    input.value = state.q;
    from.value = state.from;
    to.value = state.to;
  }

  /* A deliberate change. */
  function go(next) {
    const turned = next.page !== state.page || next.view !== state.view;
    state = next;
    settled = true;
    clearTimeout(timer);
    remember(true);
    recall();
    update();
    if (turned && at("found").getBoundingClientRect().top < 0) at("found").scrollIntoView();
  }

  /* Which order an archive of this size is shown in, unless one is chosen. */
  function sortOf(opened) {
    const chosen = state.sort || (opened.shards > FEW ? "newest" : "relevance");
    return state.view && chosen === "relevance" ? "newest" : chosen;
  }

  function showOrder(opened, sort) {
    order.value = sort;
    order.querySelector("[value=relevance]").disabled = state.view !== "";
    const large = opened.shards > FEW && !state.view;
    at("order").textContent = !large ? "" : sort === "relevance" ? words.bestOfMany : words.datedOfMany;
    at("order").hidden = !large;
  }

  function showViews() {
    const link = (view, text) => {
      const made = search.stateLink({ ...state, view, page: 1 }, text, () => change({ view }));
      if (state.view === view) made.setAttribute("aria-current", "true");
      return search.element("li", {}, made);
    };
    const focused = at("views").contains(document.activeElement);
    at("views").replaceChildren(link("", words.articles), link("places", words.places));
    if (focused) at("views").querySelector("[aria-current]").focus();
  }

  function sentence(found) {
    if (found.problems.includes("empty")) return words.empty;
    const base = found.total === 0 ? words.none : state.view ? words.counted : found.total === 1 ? words.one : words.many;
    const single = found.problems.includes("single-character") ? words.single : "";
    const long = found.problems.includes("long") ? search.say(words.long, { n: search.LONGEST_QUERY }) : "";
    return [search.say(base, values(found)), single, long, gaps(found)].filter(Boolean).join(" ");
  }

  /* Of what the answer is without, "" if it is whole. */
  function gaps({ missing }) {
    if (!missing.length) return "";
    const dates = missing.slice(0, 3).map((shard) => (shard.to ? `${shard.from} – ${shard.to}` : "?"));
    const n = missing.reduce((sum, shard) => sum + shard.documents, 0);
    return search.say(words.missing, { n, dates: [...dates, ...(missing.length > 3 ? ["…"] : [])].join(", ") });
  }

  const values = (found) => ({
    n: state.view ? search.countPlaces(found.results) : found.total, m: found.total, q: state.q.trim() });

  /* The list, of which what stands in `found` is final. */
  async function draw(found, stale) {
    at("found").hidden = false;
    const shown = await (state.view ? drawPlaces(found, stale) : drawArticles(found, stale));
    if (!stale()) current = found;
    return shown;
  }

  function drawPlaces(found, stale) {
    results.clear();
    return places.show(found, state, { total: values(found).n, stale });
  }

  function drawArticles(found, stale) {
    places.clear();
    exports.clear();
    return results.show(found, state.q.trim(), { pages: state.page, stale });
  }

  function enough(part) {
    return state.view ? values(part).n >= state.page * search.PLACES_AT_ONCE : part.total >= state.page * search.AT_ONCE;
  }

  /* What is known when the last shard has been searched. The list may have been drawn, and even lengthened, when there
     was less of it than is asked for. */
  async function finish(found, shown, stale) {
    const { n } = values(found);
    if (state.view) {
      places.showPager(state, n);
      exports.show({ places: shown, results: found.results, total: n, query: state.q.trim(), note: gaps(found) });
    }
    if (stale()) return;
    filters.show(found.filters, state);
    search.drawChart(at("chart"), found.filters, state, { words, choose });
    at("found").hidden = !found.total && !filters.chosen(state);
    at("status").textContent = sentence(found);
  }

  function choose({ from: first, to: last, step }) {
    if (step > 1) change({ from: first, to: last });
    else filters.toggle("year", first);
  }

  /* A page of places that is not there: the last one is shown. */
  function clamp(found) {
    const last = Math.max(1, Math.ceil(values(found).n / search.PLACES_AT_ONCE));
    if (!state.view || state.page <= last) return;
    state = { ...state, page: last };
    remember(false);
  }

  /* Adds to what is drawn what has been found since. */
  async function grow(found, stale) {
    const query = state.q.trim();
    const shown = await (state.view ? places.add(found, state, { total: values(found).n, stale })
      : results.add(found, query, { pages: state.page, stale }));
    if (!stale()) current = found;
    return shown;
  }

  /* Sorted by date, the first screenful is shown as soon as it is known, or what there is of it after a while; and grows
     while the search goes on. */
  function watch(stale) {
    const early = { drawn: null };
    const begun = performance.now();
    let full = false;
    early.onPart = (part) => {
      if (stale()) return;
      const waited = performance.now() - begun > search.soon;
      const found = { ...part, results: [...part.results] };
      const before = early.drawn;
      if (!before && part.total && (waited || enough(part))) early.drawn = draw(found, stale);
      else if (before && !full) early.drawn = before.then(() => (stale() ? null : grow(found, stale)));
      early.drawn?.catch(() => {}); // `answer` hears of it
      full = Boolean(early.drawn) && enough(part);
      if (!early.drawn && !waited) return;
      clearTimeout(patience);
      say(words.soFar, values(part));
    };
    return early;
  }

  function ask(opened, sort, onPart) {
    const { q, from: first, to: last, filters: chosen } = state;
    const { signal } = abort;
    return opened.search(q, { sort, filters: chosen, from: first, to: last, counts: true, signal, onPart });
  }

  async function answer(stale) {
    const opened = await open();
    if (stale()) return null;
    const sort = sortOf(opened);
    showOrder(opened, sort);
    showViews();
    filters.showChips(state);
    const early = watch(stale);
    const found = await ask(opened, sort, early.onPart);
    if (stale()) return found;
    clamp(found);
    const shown = await (early.drawn ? early.drawn.then(() => grow(found, stale)) : draw(found, stale));
    if (stale()) return found;
    current = found;
    await finish(found, shown, stale);
    return found;
  }

  /* A cache may have kept the list of shards of an earlier build, which are gone: whether there is another one now. */
  async function renewed() {
    if (location.protocol === "file:") return false;
    const before = await engine?.catch(() => null);
    const anew = await search.open(bundle, `?${Date.now()}`).catch(() => null);
    if (!anew || (before && anew.equals(before))) return false;
    engine = Promise.resolve(anew);
    return true;
  }

  async function answerWhole(stale) {
    const first = await answer(stale).catch((error) => ({ error, missing: [] }));
    if (!stale() && (first?.error || first?.missing.length) && (await renewed())) await answer(stale);
    else if (first?.error) throw first.error;
  }

  function clear() {
    results.clear();
    places.clear();
    exports.clear();
    at("found").hidden = true;
    current = null;
  }

  async function update() {
    const mine = ++latest;
    const stale = () => mine !== latest;
    abort.abort();
    abort = new AbortController();
    clearTimeout(patience);
    current = null;
    if (!state.q.trim()) {
      clear();
      say();
      return;
    }
    // Only if it takes a while: who has the page read aloud would otherwise hear it at every letter.
    patience = setTimeout(() => say(words.loading), 400);
    try {
      await answerWhole(stale);
    } catch (error) {
      if (stale()) return;
      clear();
      say(reason());
      console.error(error);
    } finally {
      if (!stale()) clearTimeout(patience);
    }
  }

  async function more() {
    const mine = latest;
    const stale = () => mine !== latest;
    if (!current) return;
    const list = at("results");
    const kept = list.children.length;
    state = { ...state, page: state.page + 1 };
    remember(false);
    try {
      await results.add(current, state.q.trim(), { pages: state.page, stale });
      if (!stale()) list.children[kept]?.querySelector("a").focus();
    } catch (error) {
      say(reason());
      console.error(error);
    }
  }

  /* Why it failed. A host whose policy forbids WebAssembly refuses even a program that does nothing. */
  function reason() {
    try {
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
      return failed;
    } catch {
      return words.forbidden;
    }
  }

  /* The first letter typed after a search that was chosen leaves that one in the history. */
  function typed() {
    if (input.value === state.q) return;
    state = { ...state, q: input.value, page: 1 };
    remember(settled);
    settled = false;
    update();
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(typed, DELAY);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ ...state, q: input.value, page: input.value === state.q ? state.page : 1 });
  });
  // While an input method composes, the text holds its unfinished letters.
  input.addEventListener("input", (event) => event.isComposing || soon());
  input.addEventListener("compositionend", soon);
  input.addEventListener("focus", () => open().catch(() => {}), { once: true });
  order.addEventListener("change", () => change({ sort: order.value }));
  for (const date of [from, to]) {
    date.addEventListener("change", () => date.reportValidity() && change({ [date.name]: date.value }));
  }
  addEventListener("popstate", () => {
    const then = search.readState(location.href);
    if (search.addressOf(then) === search.addressOf(state)) return; // only the part after "#" is another
    state = then;
    settled = true;
    recall();
    remember(false);
    update();
  });

  if (matchMedia("(width >= 60rem)").matches) at("narrow").open = at("chart").open = true;
  recall();
  remember(false);
  if (state.q.trim()) update();
  form.dataset.ready = "";
})();
