// "/" and Ctrl+K (Cmd+K) go to the search box.
(() => {
  "use strict";
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector("input[type=search]"));
  if (!box) return;
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const writing = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
