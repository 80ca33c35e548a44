/* How to cite: cite.js, which the builder makes of this and of what it imports. It writes the day on which the reader saw the
   page into the citation, shows the buttons that copy the text of another element (`data-copy` is its id), and those that
   save references (`data-cite` is the form), for which it loads references.js. */
import { copyText } from "../clipboard.js";
import { loadScript } from "./load.js";
import { today } from "./save.js";

const SHOWN = 2000; // ms for which a button says that it has copied
const { root = "", base = "", paper = "", place = "", archive = "" } =
  /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

/** @param {HTMLElement} element */
function select(element) {
  const selection = getSelection();
  const range = document.createRange();
  range.selectNodeContents(element);
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** @param {HTMLElement} element */
function copy(element) {
  const copied = copyText(element.textContent ?? "");
  select(element); // shows what was copied, and leaves it ready for Ctrl+C where copying is refused
  return copied;
}

/** @param {string} selector
 * @returns {NodeListOf<HTMLElement>} */
const all = (selector) => document.querySelectorAll(selector);

for (const gap of all(".accessed")) {
  const { calendar = "", words = "" } = gap.dataset;
  const day = calendar === "iso" ? today() : new Intl.DateTimeFormat(calendar, { dateStyle: "long" }).format(new Date());
  gap.textContent = words.replace("{}", day);
}

for (const button of all("button[data-copy]")) {
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    const source = document.getElementById(button.dataset.copy ?? "");
    if (!source) return;
    const done = () => {
      button.textContent = button.dataset.copied ?? "";
      setTimeout(() => (button.textContent = words), SHOWN);
    };
    copy(source).then(done, () => {});
  });
}

for (const group of all(".references")) {
  group.hidden = false;
  for (const button of group.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const save = () => /** @type {any} */ (globalThis).ArchiveReferences.ofPage(button.dataset.cite, { root, base, paper, place, archive });
      loadScript(`${root}static/references.js`).then(save, () => group.append(` ${group.dataset.failed}`));
    });
  }
}
