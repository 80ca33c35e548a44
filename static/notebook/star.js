/* Shows the buttons that keep an article, and a passage of it, in the notebook; and says in the menu how many entries that
   has. */
import { loadScript } from "../cite/load.js";
import { isKept, readEntries } from "./store.js";

const { root = "", base = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

function showCount() {
  const count = readEntries(root).length;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".kept"))) {
    place.hidden = !count;
    const number = place.querySelector(".count");
    if (number) number.textContent = ` ${count}`;
  }
}

/** @typedef {{ address: string, quote?: string }} Kept */

/** The words of the article that are selected, else the paragraph that the address names, with the paragraph's address
 * that stays.
 * @param {string} page
 * @returns {Kept | null} */
function passage(page) {
  const selection = getSelection();
  const node = selection?.toString().trim() ? selection.anchorNode : document.querySelector(".body :target");
  const block = (node instanceof Element ? node : node?.parentElement)?.closest(".body > *");
  const quote = (selection?.toString() || (block ? wordsOf(block) : "")).trim().slice(0, 5000);
  const anchor = block?.querySelector(".para")?.id ?? block?.id;
  return block && quote ? { address: page + (anchor ? `#${anchor}` : ""), quote } : null;
}

/** Without the marks of notes.
 * @param {Element} block */
function wordsOf(block) {
  const copy = /** @type {Element} */ (block.cloneNode(true));
  for (const mark of copy.querySelectorAll("sup")) mark.remove();
  return copy.textContent ?? "";
}

/** @param {HTMLButtonElement | null} button
 * @param {() => Kept | null} choose */
function offer(button, choose) {
  if (!button) return;
  let wanted = choose();
  const show = () => {
    const kept = wanted && isKept(root, wanted);
    button.hidden = !wanted;
    button.setAttribute("aria-pressed", String(Boolean(kept)));
    button.textContent = `${kept ? "★" : "☆"} ${button.dataset[kept ? "kept" : "keep"]}`;
  };
  const chooseAgain = () => {
    if (document.activeElement === button) return; // a press may take the selection away
    wanted = choose();
    show();
  };
  button.addEventListener("click", () => loadScript(`${root}static/notebook/keep.js`)
    .then(() => /** @type {any} */ (globalThis).keepArticle({ root, base }, wanted)));
  document.addEventListener("selectionchange", chooseAgain);
  for (const change of ["hashchange", "pageshow"]) addEventListener(change, chooseAgain);
  for (const change of ["notebook", "storage"]) addEventListener(change, show);
  show();
}

const page = location.href.replace(/[?#].*$/, "").slice(new URL(root || ".", location.href).href.length);
offer(document.querySelector("button.star"), () => ({ address: page }));
offer(document.querySelector("button.star.passage"), () => passage(page));
showCount();
for (const change of ["notebook", "storage", "pageshow"]) addEventListener(change, showCount);
