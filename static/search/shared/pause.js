/* Long work is done in pieces, between which the page may react. */

const LONGEST = 50; // ms
let last = -Infinity;

/** Lets the page react, if it has not for a while; the signal stops what nobody waits for.
 * @param {AbortSignal} [signal] */
export async function pause(signal) {
  if (performance.now() - last < LONGEST) return;
  await pauseNow(signal);
}

/** Lets the page react in any case.
 * @param {AbortSignal} [signal] */
export async function pauseNow(signal) {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
  last = performance.now();
}
