/* Every occurrence: each place of the query in its context, in order of date, a hundred to a page. How many places
   an article holds the index says, so only the texts of those that are shown are read. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const { element, say } = search;
  const AT_ONCE = 100;
  search.PLACES_AT_ONCE = AT_ONCE;

  search.countPlaces = (results) => results.reduce((sum, result) => sum + result.places(), 0);

  /* The places of a result, those of a text that cannot be loaded as {lost: true}. */
  const tolerated = (result) => result.contexts().catch((error) => {
    console.error(error);
    return { places: Array.from({ length: result.places() }, () => ({ lost: true })) };
  });

  /* The places from the given one on, at most `count`: [{href, title, dateWords, …, field, nth,
     before, match, after}]. */
  search.placesFrom = async (results, start, count, read = (result) => result.contexts()) => {
    const wanted = [];
    let at = 0;
    for (const result of results) {
      const here = result.places();
      if (at + here > start) wanted.push(result);
      else start -= here;
      if (wanted.length) at += here;
      if (at >= start + count) break;
    }
    const texts = await Promise.all(wanted.map(read));
    const places = texts.flatMap(({ places: found, ...about }) => found.map((place) => ({ ...about, ...place })));
    return places.slice(start, start + count);
  };

  function row(place, { query, root, words }) {
    if (place.lost) return element("li", { class: "place" }, words.lost);
    const { fields } = words;
    const lang = place.language;
    const href = `${search.resultAddress(root, place, query)}&at=${place.field}-${place.nth}`;
    const link = element("a", { href, lang }, place.title);
    const about = element("p", { class: "place-about" }, element("span", {}, place.dateWords), " ", link, " ",
      element("span", {}, fields[place.field] ?? place.field));
    const said = element("p", { class: "place-words", lang },
      element("span", { class: "before" }, element("span", {}, place.before)), element("mark", {}, place.match),
      element("span", { class: "after" }, place.after));
    return element("li", { class: "place" }, about, said);
  }

  /* Draws a page of places into `list`, and the ways to other pages into `pager`. */
  search.PlaceList = class PlaceList {
    #list;
    #pager;
    #options;
    #shown = [];

    constructor(list, pager, options) {
      this.#list = list;
      this.#pager = pager;
      this.#options = options; // {root, words, go}
    }

    async show(found, state, options) {
      this.#shown = [];
      this.#list.replaceChildren();
      return this.add(found, state, options);
    }

    /* Adds what is missing of the page; all that stand there then. */
    async add(found, state, { total, stale }) {
      const start = (state.page - 1) * AT_ONCE;
      const here = this.#shown.length;
      const more = await search.placesFrom(found.results, start + here, AT_ONCE - here, tolerated);
      if (stale()) return null;
      const { root, words } = this.#options;
      const query = state.q.trim();
      this.#shown.push(...more);
      this.#list.start = start + 1;
      this.#list.append(...more.map((place) => row(place, { query, root, words })));
      this.#list.hidden = false;
      this.showPager(state, total);
      return this.#shown;
    }

    showPager(state, total) {
      const { words, go } = this.#options;
      const last = Math.max(1, Math.ceil(total / AT_ONCE));
      const to = (page, text) => search.stateLink({ ...state, page }, text, go);
      const first = (state.page - 1) * AT_ONCE + 1;
      const where = say(words.range, { first, last: Math.min(total, first + AT_ONCE - 1), n: total });
      this.#pager.replaceChildren(
        ...(state.page > 1 ? [to(Math.min(last, state.page - 1), words.previous)] : []),
        element("span", {}, where),
        ...(state.page < last ? [to(state.page + 1, words.next)] : []));
      this.#pager.hidden = total <= AT_ONCE && state.page === 1;
    }

    clear() {
      this.#list.replaceChildren();
      this.#list.hidden = true;
      this.#pager.replaceChildren();
      this.#pager.hidden = true;
    }
  };
})();
