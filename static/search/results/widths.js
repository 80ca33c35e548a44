/* Cuts pieces of a certain width out of a text. Widths are in columns, of which a Chinese character takes two. */

/** @param {string} char */
const columns = (char) => (char >= "\u1100" ? 2 : 1);

/** The end of a piece of text from `start` on that fills some columns.
 * @param {string} text
 * @param {number} start
 * @param {number} width */
export function forward(text, start, width) {
  let at = start;
  for (let used = 0; at < text.length && used < width;) {
    const char = String.fromCodePoint(/** @type {number} */ (text.codePointAt(at)));
    used += columns(char);
    at += char.length;
  }
  return at;
}

/** The start of a piece of text up to `end`.
 * @param {string} text
 * @param {number} end
 * @param {number} width */
export function backward(text, end, width) {
  let at = end;
  for (let used = 0; at > 0 && used < width;) {
    const pair = at > 1 && /** @type {number} */ (text.codePointAt(at - 2)) > 0xffff;
    at -= pair ? 2 : 1;
    used += columns(text.slice(at, at + 1));
  }
  return at;
}

/** Moves a cut out of a word in letters, if a space is near.
 * @param {string} text
 * @param {number} at
 * @param {1 | -1} step */
export function atSpace(text, at, step) {
  const apart = (/** @type {number} */ i) => i <= 0 || i >= text.length || !/\w\w/.test(text.slice(i - 1, i + 1));
  for (let i = at, tries = 0; tries < 15; i += step, tries++) if (apart(i)) return i;
  return at;
}
