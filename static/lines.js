/* Ranges of lines of a source page: `#L11-L14`, several parted by commas. A click on a number cites its line; with the Shift
   key it cites all lines from the one that was cited before. Without this script `#L11` works, and the range of an article. */
(() => {
  "use strict";
  const lines = document.querySelector(".lines");
  if (!lines) return;
  /** @type {Element[]} */
  let cited = [];

  /** The first and the last line of each range that an address names. @param {string} hash */
  const ranges = (hash) =>
    [...hash.matchAll(/(?:^#|,)L(\d+)(?:-L?(\d+))?(?=,|$)/g)].map(([, first, last = first]) => [+first, +last].sort((a, b) => a - b));

  const show = () => {
    for (const line of cited) line.classList.remove("cited");
    const wanted = ranges(location.hash);
    cited = [...lines.querySelectorAll("li")].filter((line) => {
      const number = Number(line.id.slice(1));
      return wanted.some(([first, last]) => first <= number && number <= last);
    });
    for (const line of cited) line.classList.add("cited");
    if (cited.length && !document.getElementById(location.hash.slice(1))) cited[0].scrollIntoView();
  };

  lines.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest(".number");
    const before = ranges(location.hash)[0];
    if (!link || !before || !(/** @type {MouseEvent} */ (event).shiftKey)) return;
    event.preventDefault(); // no new window
    const number = Number(link.textContent);
    const [first, last] = number < before[0] ? [number, before[1]] : [before[0], number];
    location.hash = first === last ? `L${first}` : `L${first}-L${last}`;
  });
  addEventListener("hashchange", show);
  show();
})();
