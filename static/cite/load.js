/* Scripts that are loaded when they are needed. */

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** Loads a script, once; a page that is opened from a disk may do so too.
 * @param {string} src */
export function loadScript(src) {
  const begun = loading.get(src);
  if (begun) return begun;
  /** @type {Promise<void>} */
  const promise = new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: () => done(), onerror: failed });
    document.head.append(script);
  });
  loading.set(src, promise);
  return promise;
}
