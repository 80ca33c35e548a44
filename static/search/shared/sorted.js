/* Binary search. */

/** How many entries of a sorted list are not after a value.
 * @template {string | number} T
 * @param {T[]} sorted
 * @param {T} value */
export function countUpTo(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
