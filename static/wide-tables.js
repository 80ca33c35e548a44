// A table wider than its column scrolls by itself: let the keyboard reach it.
(() => {
  "use strict";
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".body table"))) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
})();
