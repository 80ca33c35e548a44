/* Reads the search bundle. Each piece is a script that calls `ArchiveSearch.receive`, since a page opened from a
   disk may load scripts but not fetch files. site_builder/search/bundle.py writes them and lists them. */

/** @type {Map<HTMLOrSVGScriptElement | null, (name: string, data: any) => void>} */
const waiting = new Map();

/** Called by every piece, with its name and its data: deflated and in base64, or as it is.
 * @param {string} name
 * @param {any} data */
export function receive(name, data) {
  waiting.get(document.currentScript)?.(name, data);
}

/** @param {string} address
 * @param {string} name
 * @returns {Promise<any>} */
function addScript(address, name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    /** @type {(settle: (value: any) => void, value: any) => void} */
    const done = (settle, value) => {
      waiting.delete(script);
      script.remove();
      settle(value);
    };
    waiting.set(script, (given, data) => given === name && done(resolve, data));
    script.addEventListener("error", () => done(reject, new Error(`cannot load ${name}`)));
    // After its own call the promise is settled: this is for a file that is not ours, such as an error page.
    script.addEventListener("load", () => done(reject, new Error(`cannot read ${name}`)));
    script.src = address;
    document.head.append(script);
  });
}

/** @param {string} base64 */
export const bytesOf = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** @param {string} base64 */
async function inflate(base64) {
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A folder of pieces. What failed to load is asked for again the next time. */
export class Bundle {
  #base;
  /** @type {Map<string, Promise<any>>} */
  #pieces = new Map();
  heldBytes = 0; // about how many bytes are kept in memory, with what was made of them

  /** @param {string} base its address, relative to the page */
  constructor(base) {
    this.#base = new URL(base, document.baseURI).href.replace(/\/?$/, "/");
  }

  /** The piece as it was received. `mark` makes its address another one, which no cache knows.
   * @param {string} name
   * @param {string} [mark] */
  plain(name, mark = "") {
    return this.once(name + mark, () => addScript(`${this.#base}${name}.js${mark}`, name));
  }

  /** Not kept: what is made of it is.
   * @param {string} name */
  async bytes(name) {
    const bytes = await inflate(await addScript(`${this.#base}${name}.js`, name));
    this.heldBytes += bytes.length;
    return bytes;
  }

  /** @param {string} name
   * @returns {Promise<any>} */
  json(name) {
    return this.once(`${name} as JSON`, async () => JSON.parse(new TextDecoder().decode(await this.bytes(name))));
  }

  /** Keeps nothing but what will be needed again at once. Who still holds a piece may use it. */
  forget() {
    this.heldBytes = 0;
    this.#pieces = new Map([...this.#pieces].filter(([name]) => ["fold", "binding"].includes(name)));
  }

  /** What `make` makes, which is kept.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} make
   * @returns {Promise<T>} */
  once(name, make) {
    let piece = this.#pieces.get(name);
    if (!piece) {
      piece = make();
      this.#pieces.set(name, piece);
      piece.catch(() => this.#pieces.delete(name));
    }
    return piece;
  }
}
