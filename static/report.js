/* “Report an error”: the words that the reader has selected, and the address of their paragraph or lines, are put into the
   link when it is used. Its own address has the page's already, and ends where a free text may go on; a form that asks for the
   words has places for them (data-form). */
(() => {
  "use strict";
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".report a[data-address]"));
  if (!link) return;
  const LONGEST = 200; // characters; programs for mail cut long addresses
  const plain = link.href;
  const { address = "", form = "" } = link.dataset;
  let words = "";
  let place = "";

  /** @param {Node | null} node */
  const element = (node) => (node instanceof Element ? node : node?.parentElement);

  /** The address within the page of what is selected. @param {Selection} selection */
  function placeOf({ anchorNode, focusNode }) {
    const ends = [anchorNode, focusNode].map((node) => element(node)?.closest(".lines li")?.id ?? "");
    if (!ends.every(Boolean)) return element(anchorNode)?.closest(".body > *")?.querySelector("a.para")?.getAttribute("href") ?? "";
    const [first, last] = ends.map((id) => Number(id.slice(1))).sort((a, b) => a - b);
    return first === last ? `#L${first}` : `#L${first}-L${last}`;
  }

  // At the click the selection may be gone.
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const text = String(selection).trim();
    if (!selection || !text || !element(selection.anchorNode)?.closest(".article, .lines")) return;
    words = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    place = placeOf(selection);
  });

  const fill = () => {
    const where = address + (place || location.hash);
    const filled = { words, address: where };
    if (form) link.href = form.replace(/%7B(words|address)%7D/g, (_, name) => encodeURIComponent(filled[/** @type {"words"} */ (name)]));
    else if (words || place || location.hash) link.href = plain + encodeURIComponent([where, words && `“${words}”`, ""].filter(Boolean).join("\r\n"));
  };
  for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, fill);
})();
