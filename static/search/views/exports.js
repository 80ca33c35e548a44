/* The buttons that export a page of occurrences: copy, this page as CSV, all as CSV with a way to stop. */
import { copyText } from "../../clipboard.js";
import { occurrencesFrom } from "../results/contexts.js";
import { button, element } from "../shared/dom.js";
import { fillIn } from "../shared/text.js";
import { asCsv, asLines, download, fileName } from "./spreadsheet.js";
/** @import { Occurrence } from "../results/contexts.js" */
/** @import { Result } from "../results/result.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Row } from "./occurrence-list.js" */
/** @import { Site } from "./spreadsheet.js" */

/** What the buttons are of; `note` says what the occurrences are without.
 * @typedef {{ rows: Row[], results: Result[], total: number, query: string, note: string }} Shown */

const STEP = 100; // occurrences that are read at once
const COPIED_SHOWN = 2000; // ms

export class Exports {
  #box;
  #options;
  /** @type {Shown | null} */
  #shown = null;
  #stop = () => {};

  /** @param {HTMLElement} box
   * @param {Site & { words: Words, failed: string }} options */
  constructor(box, options) {
    this.#box = box;
    this.#options = options;
  }

  /** @param {Shown} shown */
  show(shown) {
    this.clear();
    this.#shown = shown;
    const { words } = this.#options;
    const occurrences = shown.rows.flatMap((row) => (row.lost ? [] : [row]));
    const part = occurrences.length < shown.total;
    const copy = button("", words.copy, () => this.#copy(copy, occurrences));
    const save = button("", part ? words.csvPage : words.csv, () => this.#save(shown, occurrences));
    const all = button("", words.csvAll, () => this.#saveAll(shown, all));
    this.#box.replaceChildren(copy, save, ...(part ? [all] : []));
    this.#box.hidden = !occurrences.length;
  }

  clear() {
    this.#stop();
    this.#shown = null;
    this.#box.replaceChildren();
    this.#box.hidden = true;
  }

  /** @param {HTMLButtonElement} pressed
   * @param {Occurrence[]} occurrences */
  async #copy(pressed, occurrences) {
    const { words } = this.#options;
    const done = await copyText(asLines(occurrences, words.fields)).then(() => true, () => false);
    if (!done) return; // refused by the browser: the lines can still be selected
    pressed.textContent = words.copied;
    setTimeout(() => (pressed.textContent = words.copy), COPIED_SHOWN);
  }

  /** @param {Shown} shown
   * @param {Occurrence[]} occurrences */
  #save(shown, occurrences) {
    const remark = this.#remark(shown, occurrences.length);
    download(asCsv(occurrences, { ...this.#options, remark }), fileName(shown.query, remark !== ""));
  }

  /** What so many occurrences are without, "" if they are all.
   * @param {Shown} shown
   * @param {number} n */
  #remark({ total, query, note }, n) {
    const part = n < total ? fillIn(this.#options.words.partial, { n, m: total, q: query }) : "";
    return [part, note].filter(Boolean).join(" ");
  }

  /** Reads page after page. What is there when the reader stops it, or when a piece of the index cannot be loaded, is
   * saved, and says that it is a part.
   * @param {Shown} shown
   * @param {HTMLButtonElement} pressed */
  async #saveAll(shown, pressed) {
    const progress = this.#showProgress(shown.total);
    pressed.disabled = true;
    /** @type {Occurrence[]} */
    const all = [];
    const error = await this.#readAll(shown, all, progress.tell);
    if (shown !== this.#shown) return;
    pressed.disabled = false;
    progress.end(pressed, { keepNote: error !== null });
    if (error) progress.note.textContent = `${this.#options.failed} ${all.length ? this.#remark(shown, all.length) : ""}`;
    if (all.length) this.#save(shown, all);
  }

  /** A bar, a note and a button to stop.
   * @param {number} total */
  #showProgress(total) {
    const { words } = this.#options;
    const bar = element("progress", { max: total, value: 0, "aria-label": words.reading });
    const note = element("span", { role: "status" });
    const stop = button("", words.stop, () => this.#stop());
    for (const old of this.#box.querySelectorAll("[role=status]")) old.remove();
    this.#box.append(bar, note, stop);
    stop.focus();
    const tell = (/** @type {number} */ n) => {
      bar.value = n;
      note.textContent = fillIn(words.readingOf, { n, m: total });
    };
    /** @type {(pressed: HTMLButtonElement, options: { keepNote: boolean }) => void} */
    const end = (pressed, { keepNote }) => {
      if (document.activeElement === stop) pressed.focus();
      for (const part of keepNote ? [bar, stop] : [bar, stop, note]) part.remove();
    };
    return { note, tell, end };
  }

  /** Fills `all` until it is complete or the reader stops it; the error if there is one.
   * @param {Shown} shown
   * @param {Occurrence[]} all
   * @param {(n: number) => void} tell
   * @returns {Promise<unknown>} */
  async #readAll({ results, total }, all, tell) {
    let stopped = false;
    this.#stop = () => (stopped = true);
    try {
      while (all.length < total && !stopped) {
        tell(all.length);
        const more = await occurrencesFrom(results, all.length, STEP, (result) => result.contexts());
        if (!more.length) break;
        all.push(...more);
      }
    } catch (error) {
      console.error(error);
      return error;
    }
    return null;
  }
}
