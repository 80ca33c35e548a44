/* A source page in the frame beside an article: without head and foot (before lines.js looks where lines stand); it says which
   line is pointed at, or has the focus. */
(() => {
  "use strict";
  const lines = document.querySelector(".lines");
  if (self === top || !lines || !new URLSearchParams(location.search).has("facing")) return;
  document.documentElement.classList.add("in-frame");
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a:not(.number)"))) link.target = "_top";
  const page = location.pathname.split("/").at(-1);
  for (const kind of ["pointerover", "focusin"]) {
    lines.addEventListener(kind, (event) => {
      const line = /** @type {Element} */ (event.target).closest("li");
      if (line) parent.postMessage({ page, line: Number(line.id.slice(1)) }, "*"); // from a disk no origin can be named
    });
  }
})();
