/* The state of the search page as its address says it, so that a search can be cited. */
import { FACETS } from "../shared/config.js";
import { element } from "../shared/dom.js";
import { wordsOf } from "./series.js";

/** What is asked, and how it is shown: as articles, or with the view "places" every occurrence.
 * @typedef {object} State
 * @property {string} q
 * @property {"" | "relevance" | "newest" | "oldest"} sort
 * @property {string} from
 * @property {string} to
 * @property {"" | "places"} view
 * @property {number} page
 * @property {string[]} with the words with which the chart compares it
 * @property {boolean} share whether the chart shows shares of all articles
 * @property {Record<string, string[]>} filters */

const MOST_PAGES = 50; // of articles, since those of an address are all drawn at once

/** How many pages of occurrences there are is known only when all is found: page.js sees to that.
 * @param {number} page
 * @param {State["view"]} view */
const pageOf = (page, view) => Math.max(1, Math.min(view ? 1e6 : MOST_PAGES, page || 1));

/** @param {string} address
 * @returns {State} */
export function readState(address) {
  const given = new URL(address).searchParams;
  const text = (/** @type {string} */ name) => given.get(name) ?? "";
  const date = (/** @type {string} */ name) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(text(name)) ? text(name) : "");
  const view = text("view") === "places" ? "places" : "";
  return {
    q: text("q"),
    sort: ["relevance", "newest", "oldest"].includes(text("sort")) ? /** @type {State["sort"]} */ (text("sort")) : "",
    from: date("from"),
    to: date("to"),
    view,
    page: pageOf(parseInt(text("page"), 10), view),
    with: wordsOf(given.getAll("with").join(",")),
    share: text("share") !== "",
    filters: Object.fromEntries(FACETS.map((name) => [name, [...new Set(given.getAll(name))].filter(Boolean)])),
  };
}

/** Whether anything is narrowed.
 * @param {State} state */
export const isNarrowed = ({ from, to, filters }) => Boolean(from || to || FACETS.some((facet) => filters[facet].length));

/** Whether anything is asked: words, or all articles of some kind.
 * @param {State} state */
export const isAsked = (state) => state.q.trim() !== "" || isNarrowed(state);

/** The state as the query of an address, "" for that of an empty page.
 * @param {State} state */
export function addressOf(state) {
  const given = new URLSearchParams();
  for (const name of /** @type {const} */ (["q", "sort", "from", "to"])) {
    if (state[name].trim()) given.append(name, state[name].trim());
  }
  for (const name of FACETS) for (const value of state.filters[name]) given.append(name, value);
  const view = state.q.trim() ? state.view : "";
  if (view) given.append("view", view);
  const page = pageOf(state.page, view);
  if (page > 1) given.append("page", String(page));
  for (const word of state.with) given.append("with", word);
  if (state.share) given.append("share", "1");
  return given.size === 0 ? "" : `?${given}`;
}

/** A link that changes the page's state where it is opened here, and is an address anywhere else.
 * @param {State} state
 * @param {string} text
 * @param {(state: State) => void} act */
export function stateLink(state, text, act) {
  const link = element("a", { href: addressOf(state) || "?" }, text);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act(state);
  });
  return link;
}

const WAY_BACK = "archive search"; // in the session's storage, which some browsers do not let pages from a disk share

/** Keeps where an article that is opened from here finds the way back.
 * @param {string} query
 * @param {string} address */
export function keepWayBack(query, address) {
  try {
    sessionStorage.setItem(WAY_BACK, JSON.stringify([query, address]));
  } catch {
    // then it leads to the query alone
  }
}

/** What a link to an article has for pages that share no storage, as those from a disk: the state but for the query.
 * @param {State} state */
export function carriedBack(state) {
  if (location.protocol !== "file:") return "";
  const given = new URLSearchParams(addressOf(state));
  given.delete("q");
  return String(given);
}

/** The search as it was left, if it was this one: with its filters, its order and its page. `carried` is what the
 * address of the article says, of which nothing is taken that is no state of the search page.
 * @param {string} query
 * @param {string} carried
 * @returns {string} */
export function wayBack(query, carried) {
  try {
    const [asked, address] = JSON.parse(sessionStorage.getItem(WAY_BACK) ?? "[]");
    if (asked === query) return address;
  } catch {
    // nothing was kept
  }
  return addressOf(readState(`search:?${new URLSearchParams({ q: query })}&${carried}`));
}
