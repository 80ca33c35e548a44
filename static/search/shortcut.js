// Ctrl+K (Cmd+K) goes to the search box; on the search page "/" does, too. Elsewhere a single character is left alone:
// who speaks to the computer, or leans on a key, would be thrown out of the text (WCAG 2.1.4).
(() => {
  "use strict";
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector("input[type=search]"));
  if (!box) return;
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const writing = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && box.id === "q" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
