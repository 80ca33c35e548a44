/* Shows the button that keeps an article, or words of it that are selected, in the notebook; and says in the menu how many
   entries that has. */
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

/** The words of the article that are selected, with the address of their paragraph that stays.
 * @param {string} page */
function selected(page) {
  const selection = getSelection();
  const quote = selection?.toString().trim().slice(0, 5000);
  const node = selection?.anchorNode;
  const block = (node instanceof Element ? node : node?.parentElement)?.closest(".body > *");
  const anchor = block?.querySelector(".para")?.id ?? block?.id;
  return quote && block ? { address: page + (anchor ? `#${anchor}` : ""), quote } : null;
}

/** @param {HTMLButtonElement} button */
function offer(button) {
  const article = { address: location.href.replace(/[?#].*$/, "").slice(new URL(root || ".", location.href).href.length) };
  /** @type {{ address: string, quote?: string }} */
  let wanted = article;
  const show = () => {
    const kept = isKept(root, wanted);
    button.setAttribute("aria-pressed", String(kept));
    button.textContent = `${kept ? "★" : "☆"} ${button.dataset[kept ? "kept" : wanted.quote ? "words" : "keep"]}`;
  };
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === button) return; // a press may take the selection away
    wanted = selected(article.address) ?? article;
    show();
  });
  button.addEventListener("click", () => loadScript(`${root}static/notebook/keep.js`)
    .then(() => /** @type {any} */ (globalThis).keepArticle({ root, base }, wanted)));
  for (const change of ["notebook", "storage"]) addEventListener(change, show);
  show();
  button.hidden = false;
}

const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.star"));
if (button) offer(button);
showCount();
for (const change of ["notebook", "storage", "pageshow"]) addEventListener(change, showCount);
