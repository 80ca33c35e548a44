/* Keeps the article of a page, or words of it: keep.js, which star.js loads when a reader presses the button. */
import { itemOf } from "../cite/items.js";
import { toggleEntry } from "./keep.js";

/** @param {{ root: string, base: string }} site
 * @param {{ address: string, quote?: string }} kept */
function keepArticle({ root, base }, kept) {
  const data = JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? "{}");
  const { url, key, summary, tags, ...item } = itemOf(data, { address: kept.address, base, root });
  const when = document.querySelector(".folio > span")?.textContent?.trim();
  return toggleEntry(root, { ...item, when, ...kept });
}

Object.assign(globalThis, { keepArticle });
