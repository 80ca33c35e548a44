/* The links to the paragraphs of an article, or to the lines of a source page, are one stop of the Tab key: arrow keys go on
   from there. The stop is where the reader last was, or what was cited. */
(() => {
  "use strict";
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".body .para, .lines .number")]);
  const STEPS = new Map([["ArrowDown", 1], ["ArrowUp", -1]]);
  const cited = document.getElementById(location.hash.slice(1)); // what is :target is not known yet
  let stop = links.find((link) => link === cited || cited?.contains(link)) ?? links[0];
  /** @param {HTMLAnchorElement} chosen */
  const stopAt = (chosen) => {
    stop.tabIndex = -1;
    stop = chosen;
    stop.tabIndex = 0;
  };
  for (const link of links) {
    link.tabIndex = -1;
    link.setAttribute("aria-keyshortcuts", "ArrowUp ArrowDown");
  }
  if (stop) stopAt(stop);
  for (const [at, link] of links.entries()) {
    link.addEventListener("focus", () => stopAt(link));
    link.addEventListener("keydown", (event) => {
      const next = links[at + (STEPS.get(event.key) ?? NaN)];
      if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      next.focus();
    });
  }
})();
