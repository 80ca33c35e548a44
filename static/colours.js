/* Light, dark, or as the device says: the reader's choice, kept on the device. Without this the device decides. */
(() => {
  "use strict";
  const { dataset: words } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = document.documentElement;
  const SIGNS = { auto: "◐", light: "○", dark: "●" };
  const CHOICES = /** @type {(keyof typeof SIGNS)[]} */ (Object.keys(SIGNS));
  const KEY = "colours";
  const button = document.createElement("button");
  let choice = CHOICES[0];

  /** @param {string | null} wanted */
  function show(wanted) {
    choice = CHOICES.find((one) => one === wanted) ?? "auto";
    root.dataset.colours = choice;
    button.textContent = SIGNS[choice];
    button.title = button.ariaLabel = words[choice] ?? "";
  }

  function next() {
    show(CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length]);
    try { localStorage.setItem(KEY, choice); } catch { /* a browser that keeps nothing */ }
  }

  try { show(localStorage.getItem(KEY)); } catch { show("auto"); }
  button.type = "button";
  button.className = "colours";
  button.addEventListener("click", next);
  addEventListener("storage", ({ key, newValue }) => key === KEY && show(newValue));
  addEventListener("DOMContentLoaded", () => {
    const entry = document.createElement("li");
    entry.append(button);
    document.querySelector(".menu ul")?.append(entry);
  });
})();
