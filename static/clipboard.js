/* Copies text to the clipboard. A part of cite.js, of the search and of the notebook; the builder joins it to each. */

/** Rejected where the browser does not allow it. A host without HTTPS has no `navigator.clipboard`.
 * @param {string} text */
export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.className = "hidden";
  area.readOnly = true;
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!done) throw new Error("refused");
}
