/* Where nothing was found: what of it does stand in the archive, and queries that find something; and where something
   was, the other forms that its names have. Each is a link to the search that it names. */
import { byId, element } from "../shared/dom.js";
import { fillIn, formatNumber } from "../shared/text.js";
import { stateLink } from "./url-state.js";
/** @import { Advice, OtherName } from "../results/advice.js" */
/** @import { Words } from "../shared/text.js" */
/** @import { State } from "./url-state.js" */

/** @typedef {{ state: State, go: (state: State) => void, words: Words }} Options */

/** @param {Advice} advice
 * @param {Options} options */
export function showAdvice({ words: counted, offers }, { state, go, words }) {
  const box = byId("search-advice");
  const to = (/** @type {string} */ q, /** @type {Partial<State>} */ changes = {}) =>
    stateLink({ ...state, ...changes, q, page: 1 }, q, go);
  const plain = { from: "", to: "", filters: Object.fromEntries(Object.keys(state.filters).map((name) => [name, []])) };
  const alone = counted.length > 1 ? counted.map(({ text, total }) =>
    element("li", {}, total ? to(text) : element("span", {}, text), " ", count(total))) : [];
  const others = offers.map(({ kind, text, total }) =>
    element("li", {}, `${words.offers[kind]}${words.colon}`, to(text, kind === "unfiltered" ? plain : {}), " ", count(total)));
  box.replaceChildren(
    ...(alone.length ? part(words.eachAlone, alone) : []), ...part(others.length ? words.tryThese : words.nothingNear, others));
  box.hidden = false;
  byId("search-start").hidden = others.length > 0 || alone.length > 0;
}

/** @param {OtherName[]} names
 * @param {Options} options */
export function showOtherNames(names, { state, go, words }) {
  const box = byId("search-advice");
  const links = names.map(({ name, presumed, text, total }) => {
    const link = stateLink({ ...state, q: text, page: 1 }, name, go);
    return element("li", {}, link, presumed ? ` ${words.presumed}` : "", " ", element("span", { class: "count" }, fillIn(words.inAll, { n: total })));
  });
  box.replaceChildren(...(links.length ? part(words.otherNames, links) : []));
  box.hidden = !names.length;
}

export function clearAdvice() {
  const box = byId("search-advice");
  box.replaceChildren();
  box.hidden = true;
}

/** @param {number} total */
const count = (total) => element("span", { class: "count" }, formatNumber(total));

/** @param {string} heading
 * @param {HTMLLIElement[]} items
 * @returns {HTMLElement[]} */
const part = (heading, items) => [element("p", {}, heading), ...(items.length ? [element("ul", {}, ...items)] : [])];
