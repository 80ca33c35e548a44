/* Changes the notebook. Each page reads it again before it changes it, since another tab may have done so. Firefox gives each
   file of a disk a storage of its own; there, and where nothing may be stored, what is kept is handed to the page of the
   notebook in its address, which asks before it takes it in. */
import { pack } from "./share.js";
import { idOf, isKept, keyFor, readEntries } from "./store.js";
/** @import { Entry } from "./store.js" */

/** Whether they could be stored.
 * @param {string} root
 * @param {Entry[]} entries */
export function writeEntries(root, entries) {
  try {
    if (entries.length) localStorage.setItem(keyFor(root), JSON.stringify(entries));
    else localStorage.removeItem(keyFor(root));
    return true;
  } catch {
    return false;
  }
}

/** Puts an entry into the notebook, or takes it out again.
 * @param {string} root
 * @param {Entry} entry */
export async function toggleEntry(root, entry) {
  const others = readEntries(root).filter((one) => idOf(one) !== idOf(entry));
  const apart = location.protocol === "file:" && navigator.userAgent.includes("Firefox");
  if (apart || !writeEntries(root, isKept(root, entry) ? others : [...others, entry])) {
    location.assign(`${root}notebook.html#${await pack([entry])}`);
  }
  dispatchEvent(new Event("notebook"));
}
