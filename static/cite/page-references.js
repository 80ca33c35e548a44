/* Saves references to the article of this page, or to those of its list: references.js, which cite.js loads when a reader
   asks for them. */
import { itemOf, itemsOfList } from "./items.js";
import { saveReferences } from "./references.js";
/** @import { Site } from "./items.js" */

/** @param {string} form ris, bibtex or csl
 * @param {Site} site */
function savePageReferences(form, site) {
  const address = location.href.replace(/[?#].*$/, "").slice(new URL(site.root || ".", location.href).href.length);
  const data = document.querySelector('script[type="application/ld+json"]');
  const items = data ? [itemOf(JSON.parse(data.textContent ?? ""), { ...site, address })] : itemsOfList(site);
  const name = address.replace(/\.html$/, "").replace(/\/index$/, "").split("/").slice(-3).join("-");
  saveReferences(items, form, name || "references");
}

Object.assign(globalThis, { savePageReferences });
