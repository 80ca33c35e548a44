/* Back from an article to the results as they were: the link that was followed has the focus again, at the height at
   which it stood, and the groups are open that were.

   The place is kept in the session's storage, where the page finds it again after a step back, or by the link of the bar in
   the article. A browser that keeps nothing for a page from a disk gets at least to the result: the bar's link names it
   after "#". */

/** @typedef {{ address: string, link: string, top: number, open: string[], closed: string[] }} Place */

const KEPT = "archive search place";
const BACK = "#from=";
const LISTS = "#search-results, #search-places";

/** The address of a result without its query but for the occurrence: what tells one link of a list from the others.
 * @param {string} href as it stands in a link
 * @param {string} root */
function nameOf(href, root) {
  const [path, query = ""] = href.split("?");
  const at = new URLSearchParams(query).get("at");
  return path.slice(path.startsWith(root) ? root.length : 0) + (at ? `?at=${at}` : "");
}

/** What the bar of an article puts behind the address of the results.
 * @param {string} root of the article's page
 * @param {URLSearchParams} given with the occurrence from which it was opened */
export function backTo(root, given) {
  const top = new URL(root || ".", location.href).pathname;
  const at = given.get("at");
  return BACK + encodeURIComponent(location.pathname.slice(top.length) + (at ? `?at=${at}` : ""));
}

/** The groups of a page that open and close. */
const groups = () => /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".search-found details")]);
/** @param {HTMLDetailsElement} group */
const keyOf = (group) => group.dataset.kind ?? group.id;

/** Keeps the place whenever the page is left.
 * @param {string} root */
export function keepPlace(root) {
  addEventListener("pagehide", () => {
    const here = document.activeElement;
    const link = here instanceof HTMLAnchorElement && here.closest(LISTS) ? here : null;
    const named = groups().filter(keyOf);
    /** @type {Place} */
    const place = {
      address: location.search, link: link ? nameOf(link.getAttribute("href") ?? "", root) : "",
      top: link ? link.getBoundingClientRect().top : scrollY,
      open: named.filter(({ open }) => open).map(keyOf), closed: named.filter(({ open }) => !open).map(keyOf),
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(place));
    } catch {
      // then the reader comes back to the result alone
    }
  });
}

/** The place to go back to, if the page was opened to go back; to be read before the address is tidied.
 * @returns {Partial<Place> | null} */
export function placeLeft() {
  const named = location.hash.startsWith(BACK) ? decodeURIComponent(location.hash.slice(BACK.length)) : "";
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (!named && entry?.type !== "back_forward") return null;
  try {
    const place = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (place?.address === location.search && (!named || samePath(place.link, named))) return place;
  } catch {
    // nothing was kept
  }
  return named ? { link: named } : null;
}

/** The reader may have gone on to another mark of the article.
 * @param {string} link
 * @param {string} named */
const samePath = (link, named) => typeof link === "string" && link.split("?")[0] === named.split("?")[0];

/** Goes back to a place, when what was asked for stands there.
 * @param {Partial<Place>} place
 * @param {string} root */
export function goBackTo({ link = "", top, open = [], closed = [] }, root) {
  for (const group of groups()) {
    if (open.includes(keyOf(group))) group.open = true;
    if (closed.includes(keyOf(group))) group.open = false;
  }
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(LISTS.replace(/,|$/g, " > li a$&"))]);
  const names = links.map((one) => nameOf(one.getAttribute("href") ?? "", root));
  const found = links[names.indexOf(link)] ?? links[names.findIndex((name) => link && samePath(name, link))];
  found?.focus({ preventScroll: true });
  if (found && top === undefined) found.scrollIntoView({ block: "center" });
  else if (top !== undefined) scrollTo(0, found ? scrollY + found.getBoundingClientRect().top - top : top);
}
