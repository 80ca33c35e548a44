/* Occurrences as text to paste, and as a CSV file: this with a byte order mark, without which spreadsheet programs take
   Chinese for Latin-1. */
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

  /* Lines for the clipboard, with tabs between what a spreadsheet makes cells of. */
  search.placesAsText = (places, fields) => {
    const plain = (text) => harmless(text.replace(/[\t\r\n]+/g, " "));
    return places.map((p) =>
      [p.date, p.title, fields[p.field], `${p.before}【${p.match}】${p.after}`].map(plain).join("\t")).join("\n");
  };

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

    /* `note` says what the places are without. */
    show({ places: all, results, total, query, note }) {
      this.clear();
      const { words } = this.#options;
      const places = all.filter(({ lost }) => !lost);
      const copy = search.button("", words.copy, () => this.#copy(copy, places));
      const remark = (n) => [n < total ? say(words.partial, { n, m: total, q: query }) : "", note].filter(Boolean).join(" ");
      const save = (some) => this.#save(some, remark(some.length), query);
      const part = places.length < total;
      this.#box.replaceChildren(copy, search.button("", part ? words.csvPage : words.csv, () => save(places)));
      const every = search.button("", words.csvAll, () => this.#fetchAll(every, { results, total, save, remark }));
      if (part) this.#box.append(every);
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

    #save(places, remark, query) {
      search.download(search.placesAsCsv(places, { ...this.#options, remark }), fileName(query, remark));
    }

    /* Reads page after page. What is there when the reader stops it, or when a piece of the index cannot be loaded, is
       saved, and says that it is a part. */
    async #fetchAll(button, { results, total, save, remark }) {
      const { words, failed } = this.#options;
      const mine = this.#shown;
      const bar = element("progress", { max: total, value: 0, "aria-label": words.reading });
      const note = element("span", { role: "status" });
      const stop = search.button("", words.stop, () => this.#stop?.());
      button.disabled = true;
      for (const old of this.#box.querySelectorAll("[role=status]")) old.remove();
      this.#box.append(bar, note, stop);
      stop.focus();
      const all = [];
      const fault = await this.#readAll(results, total, all, (n) => {
        bar.value = n;
        note.textContent = say(words.readingOf, { n, m: total });
      });
      if (mine !== this.#shown) return;
      button.disabled = false;
      if (document.activeElement === stop) button.focus();
      for (const part of fault ? [bar, stop] : [bar, stop, note]) part.remove();
      if (fault) note.textContent = `${failed} ${all.length ? remark(all.length) : ""}`;
      if (all.length) save(all);
    }

    /* Fills `all` until it is complete or the reader stops it; the error if there is one. */
    async #readAll(results, total, all, show) {
      let stopped = false;
      this.#stop = () => (stopped = true);
      try {
        while (all.length < total && !stopped) {
          show(all.length);
          const more = await search.placesFrom(results, all.length, STEP);
          if (!more.length) break;
          all.push(...more);
        }
      } catch (error) {
        console.error(error);
        return error;
      }
      return null;
    }
  };
})();
