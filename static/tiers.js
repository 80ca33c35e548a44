/* Vertical lines in tiers: as many as the text needs at the width of the page, which is left to right what a line is from
   top to bottom. How many that is, no stylesheet can say. */
(() => {
  "use strict";
  const body = /** @type {HTMLElement | null} */ (document.querySelector(".vertical .body"));
  if (!body) return;
  const lay = () => {
    body.classList.remove("tiered");
    if (getComputedStyle(body).writingMode !== "vertical-rl") return;
    let tiers = Math.ceil(body.scrollWidth / body.clientWidth);
    if (tiers < 2) return;
    body.classList.add("tiered");
    do body.style.setProperty("--tiers", String(tiers));
    while (body.scrollHeight > body.clientHeight + 2 && tiers++ < 1000);
  };
  let width = 0;
  new ResizeObserver(() => {
    const now = document.documentElement.clientWidth;
    if (now !== width) lay();
    width = now;
  }).observe(document.documentElement);
  for (const picture of body.querySelectorAll("img")) picture.addEventListener("load", lay);
})();
