/* Entries as a text that an address can carry: JSON, deflated, in base64 of the kind for addresses. What comes from an address
   may come from anyone: it is bounded in size, and read by entries.js before it is shown. */

const MOST = 1_000_000; // characters that are unpacked

/** @param {Uint8Array} bytes
 * @param {GenericTransformStream} through */
const piped = (bytes, through) => new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(
  /** @type {ReadableWritablePair<Uint8Array, Uint8Array>} */ (/** @type {unknown} */ (through)));

/** @param {unknown} entries */
export async function pack(entries) {
  const deflated = piped(new TextEncoder().encode(JSON.stringify(entries)), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What was packed; fails where it is nothing of the kind, or too much.
 * @param {string} packed
 * @returns {Promise<unknown>} */
export async function unpack(packed) {
  const text = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const inflated = piped(Uint8Array.from(text, (character) => character.charCodeAt(0)), new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder();
  const reader = inflated.getReader();
  let json = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    json += decoder.decode(part.value, { stream: true });
    if (json.length > MOST) {
      await reader.cancel();
      throw new RangeError("too much");
    }
  }
  return JSON.parse(json);
}
