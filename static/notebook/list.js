/* The entries of the notebook as elements: made of text, never of markup, with links into this site alone. */
import { sourceOf } from "./exports.js";
import { idOf } from "./store.js";
/** @import { Entry } from "./store.js" */

/** What a reader does to an entry; a `move` is by places, -1 is one up.
 * @typedef {{ move: (id: string, by: number) => void, put: (id: string, before: string) => void,
 *   remove: (id: string) => void, comment: (id: string, text: string) => void }} Actions */

/** @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** An entry's headline, where it is from and its words.
 * @param {Entry} entry
 * @param {{ root: string, words: any }} options */
export function summaryOf(entry, { root, words }) {
  /** @type {Record<string, string>} */
  const language = /^[A-Za-z0-9-]+$/.test(entry.language ?? "") ? { lang: entry.language ?? "" } : {};
  const title = element("h2", language, element("a", { href: root + entry.address }, entry.title || entry.address));
  const source = element("p", { class: "meta" }, ...sourceOf(entry, words).map((part) => element("span", {}, part)));
  const quote = entry.quote ? [element("blockquote", language, element("p", {}, entry.quote))] : [];
  return [title, source, ...quote];
}

/** @param {HTMLElement} list
 * @param {Entry[]} entries
 * @param {{ root: string, words: any, actions: Actions }} options */
export function showEntries(list, entries, options) {
  list.replaceChildren(...entries.map((entry, number) => row(entry, { ...options, first: !number, last: number === entries.length - 1 })));
}

/** @param {Entry} entry
 * @param {{ root: string, words: any, actions: Actions, first: boolean, last: boolean }} options */
function row(entry, { root, words, actions, first, last }) {
  const id = idOf(entry);
  const comment = /** @type {HTMLTextAreaElement} */ (element("textarea", { rows: "2", maxlength: "20000" }));
  comment.value = entry.comment ?? "";
  comment.addEventListener("input", () => actions.comment(id, comment.value));
  const button = (/** @type {string} */ action, /** @type {string} */ text, /** @type {boolean} */ off, /** @type {() => void} */ act) => {
    const made = element("button", { type: "button", "data-action": action, "aria-label": `${words[action]}${words.colon}${entry.title}`, title: words[action] }, text);
    if (off) made.setAttribute("aria-disabled", "true");
    made.addEventListener("click", () => off || act());
    return made;
  };
  const buttons = element("p", { class: "entry-tools" },
    button("up", "↑", first, () => actions.move(id, -1)), button("down", "↓", last, () => actions.move(id, 1)),
    button("remove", "×", false, () => actions.remove(id)));
  const printed = element("p", { class: "entry-comment" }, entry.comment ?? "");
  const made = element("li", { "data-id": id }, ...summaryOf(entry, { root, words }),
    element("label", {}, words.comment, comment), printed, buttons);
  comment.addEventListener("input", () => (printed.textContent = comment.value));
  drag(made, id, actions);
  return made;
}

/** Entries can be drawn to another place; the buttons do the same for the keyboard and for fingers.
 * @param {HTMLElement} item
 * @param {string} id
 * @param {Actions} actions */
function drag(item, id, actions) {
  const title = item.querySelector("h2");
  if (!title) return;
  title.draggable = true;
  title.addEventListener("dragstart", (event) => event.dataTransfer?.setData("text/notebook", id));
  item.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("text/notebook") && event.preventDefault());
  item.addEventListener("drop", (event) => {
    const moved = event.dataTransfer?.getData("text/notebook");
    if (moved && moved !== id) actions.put(moved, id);
    event.preventDefault();
  });
}
