/* References to the article of a page, or to those of its list, and to whatever items: references.js, which cite.js and the
   notebook load when a reader asks for them. */
import { itemOf, keyOf, urlOf } from "./items.js";
import { saveReferences } from "./references.js";
/** @import { Site } from "./items.js" */

/** @param {string} form ris, bibtex or csl
 * @param {Site} site */
function ofPage(form, site) {
  const address = location.href.replace(/[?#].*$/, "").slice(new URL(site.root || ".", location.href).href.length);
  const data = document.querySelector('script[type="application/ld+json"]');
  const items = data ? [itemOf(JSON.parse(data.textContent ?? ""), { ...site, address })] : itemsOfList(site);
  const name = address.replace(/\.html$/, "").replace(/\/index$/, "").split("/").slice(-4).join("-");
  saveReferences(items, form, name || "references");
}

/** The items of a list, each once. Of each link to an article `data-cite` has, a line each, its date, its page, its paper,
 * where there are several, and its authors; `data-title` its headline, where it is shown otherwise than it is printed.
 * @param {Site} site */
function itemsOfList(site) {
  const top = new URL(site.root || ".", location.href).href;
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("a[data-cite]");
  return [...new Map([...links].map((link) => [link.href, itemOfLink(link, link.href.slice(top.length), site)])).values()];
}

/** @param {HTMLAnchorElement} link
 * @param {string} address
 * @param {Site} site */
function itemOfLink(link, address, site) {
  const [date, page, paper, ...authors] = (link.dataset.cite ?? "").split("\n");
  /** @type {HTMLElement | null} */
  const language = link.closest("[lang]");
  return {
    key: keyOf(address), title: link.dataset.title ?? link.textContent ?? "", authors, date, page,
    paper: paper || site.paper || site.archive, place: paper ? "" : site.place, archive: site.archive,
    language: language?.lang, url: urlOf(address, site),
  };
}

Object.assign(globalThis, { ArchiveReferences: { ofPage, save: saveReferences } });
