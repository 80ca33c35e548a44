/* Shows the buttons that copy the text of another element (`data-copy` is its id), and copies it. */
import { copyText } from "./clipboard.js";

const SHOWN = 2000; // ms for which a button says that it has copied

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

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copy]"))) {
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
