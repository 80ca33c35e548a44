/* The bar at the foot of an article that was opened from the search: where one is among the marks, with the words around it
   for who has the page read aloud; the next and the previous; the way back. */
import { button, element } from "../shared/dom.js";
import { fillIn } from "../shared/text.js";
import { backTo } from "../views/place.js";
import { wayBack } from "../views/url-state.js";
/** @import { Words } from "../shared/text.js" */
/** @import { Mark } from "./mark-article.js" */

const AROUND = 24; // characters on either side of a mark that are read aloud with it
const BLOCK = "p, li, td, th, dd, h1, h2, h3, h4, blockquote, figcaption";

export class Bar {
  #sheet;
  #marks;
  #words;
  #query;
  #current = -1;
  #status = element("span", { role: "status" });
  #bar;

  /** @param {HTMLElement} sheet
   * @param {Mark[]} marks
   * @param {{ words: Words, query: string, given: URLSearchParams }} options */
  constructor(sheet, marks, { words, query, given }) {
    this.#sheet = sheet;
    this.#marks = marks;
    this.#words = words;
    this.#query = query;
    this.#status.textContent = fillIn(words.none, { q: query });
    const steps = [
      button("", words.previous, () => this.show(this.#current - 1)),
      button("", words.next, () => this.show(this.#current + 1))];
    const back = `${words.root}search.html${wayBack(query, given.get("back") ?? "")}${backTo(words.root, given)}`;
    this.#bar = element("div", { class: "marks-bar", role: "region", "aria-label": words.label },
      this.#status, ...(marks.length > 1 ? steps : []), button("", words.remove, () => this.#clear()),
      element("a", { href: back }, words.back));
    document.body.append(this.#bar);
  }

  /** Shows the mark for which the article was opened; who reads by keyboard or by ear begins there, unless already elsewhere.
   * @param {number} number */
  begin(number) {
    this.show(number);
    if (document.activeElement === document.body) focusOn(this.#marks[this.#current].elements[0]);
  }

  /** The address of the page becomes that of the place.
   * @param {number} number after the last comes the first */
  show(number) {
    const count = this.#marks.length;
    this.#marks[this.#current]?.elements.forEach((mark) => mark.classList.remove("current"));
    this.#current = (number + count) % count;
    const { elements, field, last } = this.#marks[this.#current];
    elements.forEach((mark) => mark.classList.add("current"));
    elements[0].scrollIntoView({ block: "center" });
    const n = this.#current + 1;
    this.#status.replaceChildren(
      fillIn(this.#words.where, { q: this.#query, n: String(n), m: String(count) }),
      element("span", { class: "hidden" }, `${this.#words.colon}${contextOf(elements)}`));
    const address = new URL(location.href);
    address.searchParams.set("at", `${field}-${last}`);
    history.replaceState(null, "", address);
  }

  /** Who used the bar goes on where the mark was. */
  #clear() {
    const place = this.#marks[this.#current]?.elements[0].closest(BLOCK) ?? this.#sheet;
    for (const { elements } of this.#marks) for (const mark of elements) mark.replaceWith(...mark.childNodes);
    this.#sheet.normalize();
    this.#bar.remove();
    history.replaceState(null, "", location.pathname + location.hash);
    focusOn(/** @type {HTMLElement} */ (place));
  }
}

/** @param {HTMLElement} place */
function focusOn(place) {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.addEventListener("blur", () => place.removeAttribute("tabindex"), { once: true });
}

/** The words around a mark.
 * @param {HTMLElement[]} elements */
function contextOf(elements) {
  const block = elements[0].closest(BLOCK) ?? elements[0];
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEndBefore(elements[0]);
  const after = document.createRange();
  after.selectNodeContents(block);
  after.setStartAfter(elements[elements.length - 1]);
  const [start, end] = [before.toString(), after.toString()];
  const cut = (/** @type {string} */ text, /** @type {string} */ whole) => (text.length < whole.length ? "…" : "");
  const [left, right] = [start.slice(-AROUND), end.slice(0, AROUND)];
  return cut(left, start) + left + elements.map((mark) => mark.textContent).join("") + right + cut(right, end);
}
