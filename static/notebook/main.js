/* The page of the notebook: notebook.js, which the builder makes of this and of what it imports.

   What a reader keeps stays on the device. A list that comes in an address or in a file is shown first, and taken in only
   when the reader says so. */
import { loadScript } from "../cite/load.js";
import { saveFile } from "../cite/save.js";
import { copyText } from "../clipboard.js";
import { readList } from "./entries.js";
import { toCsv, toItems, toMarkdown } from "./exports.js";
import { writeEntries } from "./keep.js";
import { showEntries, summaryOf } from "./list.js";
import { pack, unpack } from "./share.js";
import { idOf, readEntries } from "./store.js";
/** @import { Entry } from "./store.js" */

const LONGEST = 30_000; // characters of an address that mail and chat programs still carry

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

class NotebookPage {
  #site;
  #words;
  /** @type {Entry[]} */
  #entries;
  #stored = true;
  /** What stood there before something was removed.
   * @type {Entry[]} */
  #before = [];
  /** A list that came from elsewhere, until the reader says what becomes of it.
   * @type {Entry[]} */
  #offered = [];

  /** @param {HTMLElement} box */
  constructor(box) {
    const { root = "", base = "", words = "{}" } = box.dataset;
    this.#site = { root, base };
    this.#words = JSON.parse(words);
    this.#entries = readList(readEntries(root)).entries;
  }

  start() {
    /** @type {Record<string, () => unknown>} */
    const actions = {
      markdown: () => this.#save("md", "text/markdown", toMarkdown(this.#entries, this.#options())),
      csv: () => this.#save("csv", "text/csv", toCsv(this.#entries, this.#options())),
      file: () => this.#save("json", "application/json", JSON.stringify({ notebook: this.#entries }, null, 2)),
      load: () => byId("notebook-file").click(),
      share: () => this.#share(),
      print: () => print(),
      clear: () => this.#remove([]),
      undo: () => this.#change(this.#before, ""),
      take: () => this.#answer(this.#offered),
      leave: () => this.#answer([]),
    };
    for (const form of ["ris", "bibtex", "csl"]) {
      actions[form] = () => this.#saveReferences(form);
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#notebook [data-do]"))) {
      button.addEventListener("click", () => actions[button.dataset.do ?? ""]());
    }
    byId("notebook-file").addEventListener("change", (event) => void this.#load(/** @type {HTMLInputElement} */ (event.target)));
    addEventListener("hashchange", () => void this.#readAddress());
    addEventListener("storage", () => this.#readAgain());
    byId("notebook").hidden = false;
    if (location.protocol === "file:" && navigator.userAgent.includes("Firefox")) this.#tell(this.#words.firefox);
    this.#stored = writeEntries(this.#site.root, this.#entries);
    this.#show();
    void this.#readAddress();
  }

  #options() {
    return { ...this.#site, words: this.#words };
  }

  /** @param {string} ending
   * @param {string} type
   * @param {string} text */
  #save(ending, type, text) {
    saveFile(text, `notebook.${ending}`, type);
  }

  /** @param {string} form */
  #saveReferences(form) {
    const save = () => /** @type {any} */ (globalThis).ArchiveReferences.save(toItems(this.#entries, this.#site), form, "notebook");
    return loadScript(`${this.#site.root}static/references.js`).then(save, () => this.#say(this.#words.failed));
  }

  /** What stands below the buttons.
   * @param {string} text */
  #say(text) {
    byId("notebook-status").textContent = text;
  }

  /** What a reader must know of this browser.
   * @param {string} text */
  #tell(text) {
    const place = byId("notebook-warning");
    place.textContent = text;
    place.hidden = !text;
  }

  /** @param {Entry[]} entries
   * @param {string} said */
  #change(entries, said) {
    this.#keep(entries);
    this.#show();
    this.#say(said);
  }

  /** @param {Entry[]} entries */
  #keep(entries) {
    this.#entries = entries;
    this.#stored = writeEntries(this.#site.root, entries);
    dispatchEvent(new Event("notebook"));
  }

  #show() {
    const actions = {
      move: (/** @type {string} */ id, /** @type {number} */ by) => this.#move(id, by),
      put: (/** @type {string} */ id, /** @type {string} */ before) => this.#put(id, before),
      remove: (/** @type {string} */ id) => this.#remove(this.#entries.filter((one) => idOf(one) !== id)),
      comment: (/** @type {string} */ id, /** @type {string} */ text) =>
        this.#keep(this.#entries.map((one) => (idOf(one) === id ? { ...one, comment: text } : one))),
    };
    showEntries(byId("notebook-list"), this.#entries, { root: this.#site.root, words: this.#words, actions });
    byId("notebook-empty").hidden = this.#entries.length > 0;
    for (const tools of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".notebook-tools"))) {
      tools.hidden = !this.#entries.length;
    }
    byId("notebook-undo").hidden = true;
    if (!this.#stored) this.#tell(this.#words.unstored);
  }

  /** @param {string} id
   * @param {number} by */
  #move(id, by) {
    const from = this.#entries.findIndex((one) => idOf(one) === id);
    const others = this.#entries.filter((one) => idOf(one) !== id);
    others.splice(from + by, 0, this.#entries[from]);
    this.#change(others, this.#words.place.replace("{n}", String(from + by + 1)).replace("{m}", String(others.length)));
    const item = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#notebook-list > li"))][from + by];
    /** @type {HTMLElement | null} */ (item.querySelector(`[data-action=${by < 0 ? "up" : "down"}]`))?.focus();
  }

  /** @param {string} id
   * @param {string} before */
  #put(id, before) {
    const moved = this.#entries.filter((one) => idOf(one) === id);
    const others = this.#entries.filter((one) => idOf(one) !== id);
    const down = this.#entries.findIndex((one) => idOf(one) === id) < this.#entries.findIndex((one) => idOf(one) === before);
    const at = others.findIndex((one) => idOf(one) === before) + (down ? 1 : 0);
    this.#change([...others.slice(0, at), ...moved, ...others.slice(at)], "");
  }

  /** @param {Entry[]} left */
  #remove(left) {
    this.#before = this.#entries;
    this.#change(left, this.#words.removed);
    const undo = byId("notebook-undo");
    undo.hidden = false;
    undo.focus();
  }

  /** What another tab did. Words that are being written here are not taken away. */
  #readAgain() {
    if (document.activeElement instanceof HTMLTextAreaElement) return;
    this.#entries = readList(readEntries(this.#site.root)).entries;
    this.#show();
  }

  async #share() {
    const address = `${location.href.replace(/#.*$/, "")}#${await pack(this.#entries)}`;
    if (address.length > LONGEST) return this.#say(this.#words.long);
    await copyText(address).then(() => this.#say(this.#words.shared), () => this.#say(address));
  }

  async #readAddress() {
    const packed = location.hash.slice(1);
    if (packed.length < 8) return;
    await this.#offer(unpack(packed));
    history.replaceState(null, "", location.href.replace(/#.*$/, "")); // to load it again asks nothing again
  }

  /** @param {HTMLInputElement} input */
  async #load(input) {
    const file = input.files?.[0];
    if (file) await this.#offer(file.text().then((text) => JSON.parse(text)?.notebook));
    input.value = "";
  }

  /** @param {Promise<unknown>} coming */
  async #offer(coming) {
    const { entries, refused } = readList(await coming.catch(() => null));
    const known = new Set(this.#entries.map(idOf));
    this.#offered = entries.filter((one) => !known.has(idOf(one)));
    const { offered, unreadable, nothing, refusedSome } = this.#words;
    byId("notebook-offer").hidden = !this.#offered.length;
    this.#say(entries.length ? (this.#offered.length ? "" : nothing) : unreadable);
    const said = offered.replace("{n}", String(this.#offered.length));
    byId("notebook-offered").textContent = refused ? `${said} ${refusedSome.replace("{n}", String(refused))}` : said;
    byId("notebook-new").replaceChildren(...this.#offered.map((entry) => {
      const item = document.createElement("li");
      const comment = Object.assign(document.createElement("p"), { textContent: entry.comment ?? "" });
      item.append(...summaryOf(entry, { root: this.#site.root, words: this.#words }), ...(entry.comment ? [comment] : []));
      return item;
    }));
    if (this.#offered.length) byId("notebook-coming").focus();
  }

  /** @param {Entry[]} taken */
  #answer(taken) {
    this.#offered = [];
    byId("notebook-offer").hidden = true;
    if (taken.length) this.#change([...this.#entries, ...taken], this.#words.taken.replace("{n}", String(taken.length)));
    byId("notebook-list").focus();
  }
}

const box = document.getElementById("notebook");
if (box) new NotebookPage(box).start();
