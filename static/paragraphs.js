/* The links to the paragraphs of an article are one stop of the Tab key: arrow keys go on from there. The stop is where the
   reader last was: at the paragraph that was cited, or the link that had the focus. */
(() => {
  "use strict";
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".body .para")]);
  const here = () => links.find((link) => link.parentElement?.closest(".body > *")?.matches(":target, :has(:target)"));
  /** @param {HTMLAnchorElement | undefined} chosen */
  const stopAt = (chosen) => links.forEach((link) => (link.tabIndex = link === chosen ? 0 : -1));
  const STEPS = new Map([["ArrowDown", 1], ["ArrowUp", -1]]);
  stopAt(here() ?? links[0]);
  for (const [at, link] of links.entries()) {
    link.addEventListener("focus", () => stopAt(link));
    link.addEventListener("keydown", (event) => {
      const next = links[at + (STEPS.get(event.key) ?? NaN)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
})();
