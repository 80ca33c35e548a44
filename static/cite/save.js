/* Files that the page makes, for the reader to save. */

const KEPT = 60_000; // ms, in which the browser must have begun to save a file

/** Has the browser save a file.
 * @param {string} text
 * @param {string} name
 * @param {string} type */
export function saveFile(text, name, type) {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), KEPT);
}

/** Today where the reader is, as 2024-02-19. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
