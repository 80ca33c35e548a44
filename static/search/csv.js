/* Occurrences as a CSV file: with a byte order mark, without which spreadsheet programs take Chinese for Latin-1. */
(() => {
  "use strict";
  const search = (globalThis.ArchiveSearch ??= {});
  const { element, say } = search;
  const COLUMNS = ["date", "title", "address", "field", "before", "match", "after"];
  const STEP = 100;

  /* A spreadsheet would take for a formula what begins like one, in half or full width: it gets an apostrophe. */
  const harmless = (text) => (/^[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text);
  const cell = (text) => `"${harmless(String(text)).replaceAll('"', '""')}"`;
  const line = (cells) => cells.map(cell).join(",");

  /* Where an article is: its permanent address if there is one; a file has none that would be of use elsewhere. */
  function address(href, { base, root }) {
    if (base) return new URL(href, base).href;
    return location.protocol === "file:" ? href : new URL(root + href, location.href).href;
  }

  /* The text of the file. `remark` goes into a last line of its own. */
  search.placesAsCsv = (places, { words, base, root, remark }) => {
    const lines = places.map((place) =>
      line([place.date, place.title, address(place.href, { base, root }), words.fields[place.field] ?? place.field,
        place.before, place.match, place.after]));
    const heading = line(COLUMNS.map((name) => words.columns[name]));
    return `\ufeff${[heading, ...lines, ...(remark ? [line([remark])] : [])].join("\r\n")}\r\n`;
  };

  search.download = (text, name) => {
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = element("a", { href, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };

  const fileName = (query, partial) =>
    `${query.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replaceAll(" ", "-").slice(0, 60) || "search"}${partial ? "-partial" : ""}.csv`;

  /* The buttons for one page of places: copy, this page as CSV, all as CSV with a way to stop. */
  search.Exports = class Exports {
    #box;
    #options;
    #stop = null;
    #shown = {}; // a new one for each page of places

    constructor(box, options) {
      this.#box = box;
      this.#options = options; // {root, base, words}
    }

    show({ places, results, total, query }) {
      this.clear();
      const { words } = this.#options;
      const copy = search.button("", words.copy, () => this.#copy(copy, places));
      const save = (some) => this.#save(some, total, query);
      const part = places.length < total;
      this.#box.replaceChildren(copy, search.button("", part ? words.csvPage : words.csv, () => save(places)));
      if (part) this.#box.append(search.button("", words.csvAll, () => this.#fetchAll(results, total, save)));
      this.#box.hidden = !places.length;
    }

    clear() {
      this.#stop?.();
      this.#shown = {};
      this.#box.replaceChildren();
      this.#box.hidden = true;
    }

    async #copy(button, places) {
      const { words } = this.#options;
      const done = await search.copy(search.placesAsText(places, words.fields)).then(() => true, () => false);
      if (!done) return; // refused by the browser: the lines can still be selected
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 2000);
    }

    #save(places, total, query) {
      const part = places.length < total;
      const { words } = this.#options;
      const remark = part ? say(words.partial, { n: places.length, m: total, q: query }) : "";
      search.download(search.placesAsCsv(places, { ...this.#options, remark }), fileName(query, part));
    }

    /* Reads page after page; what is there when the reader stops it is saved, and says that it is a part. */
    async #fetchAll(results, total, save) {
      const { words } = this.#options;
      const mine = this.#shown;
      let stopped = false;
      const bar = element("progress", { max: total, value: 0, "aria-label": words.reading });
      const note = element("span", { role: "status" });
      const stop = search.button("", words.stop, () => this.#stop?.());
      this.#stop = () => (stopped = true);
      this.#box.append(bar, note, stop);
      stop.focus();
      const all = [];
      while (all.length < total && !stopped) {
        note.textContent = say(words.readingOf, { n: all.length, m: total });
        const more = await search.placesFrom(results, all.length, STEP);
        if (!more.length) break;
        all.push(...more);
        bar.value = all.length;
      }
      if (mine !== this.#shown) return;
      this.#stop = null;
      for (const part of [bar, note, stop]) part.remove();
      save(all);
    }
  };
})();
