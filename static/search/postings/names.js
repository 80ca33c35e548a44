/* The forms that one name has in the archive's authorities: 西宁, 析宁. site_builder/search/names.py writes them. */
import { tokensOf } from "../query/tokens.js";
import { countUpTo } from "../shared/sorted.js";
/** @import { Bundle } from "./bundle.js" */

/** A form of a name; `presumed` if that it is one is a conclusion of the archive.
 * @typedef {{ name: string, presumed: boolean }} Form */

export class Names {
  #bundle;
  #firsts;

  /** @param {Bundle} bundle
   * @param {string[]} firsts of each file the first name, as keys */
  constructor(bundle, firsts) {
    this.#bundle = bundle;
    this.#firsts = firsts;
  }

  /** The other forms of a name.
   * @param {string} name
   * @returns {Promise<Form[]>} */
  async formsOf(name) {
    const asked = tokensOf(name).map(({ key }) => key).join(" ");
    const file = countUpTo(this.#firsts, asked) - 1;
    if (file < 0) return [];
    /** @type {[string, ...[string, 0 | 1][]][]} */
    const entries = await this.#bundle.json(`names-${file}`);
    const [, ...forms] = entries.find(([keys]) => keys === asked) ?? [""];
    return forms.map(([form, presumed]) => ({ name: form, presumed: presumed === 1 }));
  }
}
