/* Downloads of what was found, in the form that is chosen: the articles of a search; of its occurrences those of this page,
   to be copied too, or all. Many are read with a bar and a way to stop. */
import { saveFile, today } from "../../cite/save.js";
import { copyText } from "../../clipboard.js";
import { occurrencesFrom } from "../results/contexts.js";
import { button, element } from "../shared/dom.js";
import { fillIn } from "../shared/text.js";
import { fileName, FORMS } from "./records.js";
import { asLines } from "./spreadsheet.js";
/** @import { Site } from "../../cite/items.js" */
/** @import { Occurrence } from "../results/contexts.js" */
/** @import { Result } from "../results/result.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { Row } from "./occurrence-list.js" */
/** @import { Found } from "./records.js" */

/** What the buttons are of: the occurrences of this page, null of a list of articles; `note` says what they are without.
 * @typedef {{ rows: Row[] | null, results: Result[], total: number, query: string, note: string }} Shown */

const STEP = 100; // articles or occurrences that are read at once
const COPIED_SHOWN = 2000; // ms

export class Exports {
  #box;
  #options;
  #form = element("select", {});
  /** @type {Shown | null} */
  #shown = null;
  #stop = () => {};

  /** @param {HTMLElement} box
   * @param {{ site: Site, words: Words, failed: string }} options */
  constructor(box, options) {
    this.#box = box;
    this.#options = options;
    this.#form.setAttribute("aria-label", options.words.form);
    this.#form.append(...Object.keys(FORMS).map((name) => element("option", { value: name }, options.words.forms[name])));
  }

  /** @param {Shown} shown */
  show(shown) {
    this.clear();
    this.#shown = shown;
    const { words } = this.#options;
    const occurrences = (shown.rows ?? []).flatMap((row) => (row.lost ? [] : [row]));
    const part = shown.rows !== null && occurrences.length < shown.total;
    const copy = button("", words.copy, () => this.#copy(copy, occurrences));
    const save = button("", part ? words.savePage : words.save, () => this.#save(shown, occurrences));
    const all = button("", words.saveAll, () => this.#saveAll(shown, all));
    const buttons = shown.rows ? [save, ...(part ? [all] : [])] : [all];
    this.#box.replaceChildren(...(shown.rows ? [copy] : []), this.#form, ...buttons);
    this.#box.hidden = shown.rows ? !occurrences.length : !shown.total;
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
   * @param {Found[]} found */
  #save(shown, found) {
    const { site, words } = this.#options;
    const remark = this.#remark(shown, found.length);
    const { ending, type, write } = FORMS[this.#form.value];
    const text = write(found, { site, words, query: shown.query, occurrences: shown.rows !== null, remark, accessed: today() });
    saveFile(text, fileName(shown.query, { ending, partial: remark !== "" }), type);
  }

  /** What so many are without, "" if they are all.
   * @param {Shown} shown
   * @param {number} n */
  #remark({ rows, total, query, note }, n) {
    const { partial, partialArticles } = this.#options.words;
    const part = n < total ? fillIn(rows ? partial : partialArticles, { n, m: total, q: query }) : "";
    return [part, note].filter(Boolean).join(" ");
  }

  /** Reads page after page. What is there when the reader stops it, or when a piece of the index cannot be loaded, is
   * saved, and says that it is a part.
   * @param {Shown} shown
   * @param {HTMLButtonElement} pressed */
  async #saveAll(shown, pressed) {
    const progress = this.#showProgress(shown);
    pressed.disabled = true;
    /** @type {Found[]} */
    const all = [];
    const error = await this.#readAll(shown, all, progress.tell);
    if (shown !== this.#shown) return;
    pressed.disabled = false;
    progress.end(pressed, { keepNote: error !== null });
    if (error) progress.note.textContent = `${this.#options.failed} ${all.length ? this.#remark(shown, all.length) : ""}`;
    if (all.length) this.#save(shown, all);
  }

  /** A bar, a note and a button to stop.
   * @param {Shown} shown */
  #showProgress({ rows, total }) {
    const { words } = this.#options;
    const bar = element("progress", { max: total, value: 0, "aria-label": rows ? words.reading : words.readingArticles });
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
   * @param {Found[]} all
   * @param {(n: number) => void} tell
   * @returns {Promise<unknown>} */
  async #readAll({ rows, results, total }, all, tell) {
    let stopped = false;
    this.#stop = () => (stopped = true);
    try {
      while (all.length < total && !stopped) {
        tell(all.length);
        /** @type {Found[]} */
        const more = rows ? await occurrencesFrom(results, all.length, STEP, (result) => result.contexts())
          : await Promise.all(results.slice(all.length, all.length + STEP).map((result) => result.data()));
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
