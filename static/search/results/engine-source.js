/* The engine of the search page: opened when it is first needed, and again if that failed. */
import { open } from "./engine.js";
/** @import { Engine } from "./engine.js" */

export class EngineSource {
  #bundle;
  /** @type {Promise<Engine> | null} */
  #engine = null;

  /** @param {string} bundle its address, relative to the page */
  constructor(bundle) {
    this.#bundle = bundle;
  }

  /** @returns {Promise<Engine>} */
  get() {
    const engine = (this.#engine ??= open(this.#bundle));
    engine.catch(() => (this.#engine = null));
    return engine;
  }

  /** Whether there are other shards now than those that the list says which a cache may have kept. */
  async renewed() {
    if (location.protocol === "file:") return false;
    const before = await this.#engine?.catch(() => null);
    const anew = await open(this.#bundle, `?${Date.now()}`).catch(() => null);
    if (!anew || (before && anew.equals(before))) return false;
    this.#engine = Promise.resolve(anew);
    return true;
  }
}
